"""Every sentence has its Chinese, with the same blanks; every document points at what exists."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from gridgov import messages

ROOT = Path(__file__).parents[2]
ERRORS = {"UserError", "WrongUse", "BadInput", "Refused", "Trouble", "BugError", "GridgovError"}


def sources() -> Iterator[tuple[str, str]]:
    """(place, English source string) of every text in the package."""
    for path in sorted((ROOT / "gridgov").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0]
            wanted = name in ERRORS | {"tr"} or (name == "begin" and "progress" in ast.dump(node.func).lower())
            if wanted and isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", first.value


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_has_its_chinese() -> None:
    chinese = messages.table("zh_CN")
    assert [f"{place}: {text}" for place, text in sources() if text not in chinese] == []


def test_a_translation_has_the_same_blanks() -> None:
    wrong = [en for en, zh in messages.table("zh_CN").items() if "{" in en and blanks(en) != blanks(zh)]
    assert wrong == []


DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_document_points_at_what_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text)
    missing = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_command_in_a_document_is_one_that_exists(path: Path) -> None:
    from gridgov.cli.main import cli

    known: set[str] = set()

    def walk(group: object, words: tuple[str, ...]) -> None:
        for name, command in getattr(group, "commands", {}).items():
            known.add(" ".join((*words, name)))
            walk(command, (*words, name))

    walk(cli, ())
    wrong = []
    for block in re.findall(r"```[a-z]*\n(.*?)```", path.read_text(encoding="utf-8"), flags=re.DOTALL):
        for line in block.splitlines():
            match = re.match(r"\s*\$?\s*gridgov ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?", line)
            if match and match[1] not in known and f"{match[1]} {match[2]}" not in known:
                wrong.append(line)
    assert wrong == []


def test_no_sign_needs_a_font_of_pictures() -> None:
    """Offices have no emoji font on Linux: such a sign would be an empty box."""
    wanted = [
        *(ROOT / "gridgov").rglob("*.py"),
        *(ROOT / "data").rglob("*.ts"),
        *(ROOT / "data" / "help").rglob("*.md"),
    ]
    found = {
        f"{path.relative_to(ROOT)}: {char!r}"
        for path in wanted
        for char in path.read_text(encoding="utf-8")
        if 0x1F000 <= ord(char) <= 0x1FAFF or char in "❗❓⭐⏰⌛"
    }
    assert not found
