"""Code lists: codes with their Chinese and English names and the words that mean them, from ``data/codes/*.csv``."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache, lru_cache

import attrs

from gridgov import resources
from gridgov.domain import register as registers_
from gridgov.domain import workflow
from gridgov.domain.register import alias_key

_COMPUTED = ("workflow", "case_state")
_NO_LIST = frozenset({"registers"})


@attrs.frozen
class Code:
    """One code of a list: both names and the other words for it."""

    code: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()


@cache
def lists() -> tuple[str, ...]:
    """The ids of all code lists: the files of ``data/codes``, and the lists made from the workflows."""
    files = sorted(path.stem for path in resources.data("codes").glob("*.csv"))
    return (*(name for name in files if name not in _NO_LIST), *_COMPUTED)


@cache
def entries(list_id: str) -> dict[str, Code]:
    """The codes of a list in their order; KeyError for a list that there is not."""
    if list_id == "workflow":
        return {flow.id: Code(flow.id, flow.zh, flow.en) for flow in workflow.workflows().values()}
    if list_id == "case_state":
        return {s.id: Code(s.id, s.zh, s.en, s.aliases) for s in workflow.all_states().values()}
    if list_id not in lists():
        raise KeyError(list_id)
    return _read(list_id)


def _read(list_id: str) -> dict[str, Code]:
    with resources.data("codes", f"{list_id}.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Code(row["code"], row["zh"], row["en"], tuple(a for a in row["aliases"].split(";") if a))
            for row in csv.DictReader(file)
        }


@cache
def codes(list_id: str) -> dict[str, tuple[str, str]]:
    """Code → (Chinese, English) of a list, in its order; KeyError for a list that there is not."""
    return {code: (entry.zh, entry.en) for code, entry in entries(list_id).items()}


def names(list_id: str, code: str) -> tuple[str, str]:
    """Chinese and English of a code; the code itself twice when the list does not have it."""
    found = codes(list_id).get(code)
    return found if found else (code, code)


@cache
def _words(list_id: str) -> dict[str, str]:
    """Every word that means a code; codes win over names, names over other words, short numbers come last."""
    table: dict[str, str] = {}
    everything = entries(list_id).values()
    for entry in everything:
        table.setdefault(alias_key(entry.code), entry.code)
    for entry in everything:
        table.setdefault(alias_key(entry.zh), entry.code)
        table.setdefault(alias_key(entry.en), entry.code)
    for entry in everything:
        for alias in entry.aliases:
            table.setdefault(alias_key(alias), entry.code)
    for entry in everything:
        if entry.code.isdigit():
            # A spreadsheet that took 01 for a number hands over 1.
            table.setdefault(entry.code.lstrip("0") or "0", entry.code)
    return table


_CODE_AND_NAME = re.compile(r"^\s*([0-9A-Za-z_]+)\s*[-.:、：\s（(]\s*(.+?)[)）]?\s*$")


@lru_cache(maxsize=65_536)
def parse(list_id: str, text: str) -> str | None:
    """The code that `text` means: a code, a name in either language, another word for it, or ``10 未婚``.

    None when the list has no such code; KeyError for a list that there is not.
    """
    words = _words(list_id)
    if found := words.get(alias_key(text)):
        return found
    if match := _CODE_AND_NAME.match(text):
        first, second = words.get(alias_key(match[1])), words.get(alias_key(match[2]))
        if first and first == second:
            return first
    return None


def parse_many(list_id: str, texts: Sequence[str | None]) -> list[str | None]:
    """`parse` of a whole column; None and empty texts give None, and so does what the list does not have."""
    table = {text: parse(list_id, text) if text and text.strip() else None for text in set(texts)}
    return [table[text] for text in texts]


_SEPARATORS = re.compile(r"[,;|，；、/\n]+")


def parse_list(list_id: str, text: str) -> tuple[list[str], list[str]]:
    """The codes of a text that names several, and the words in it that the list does not have."""
    found: list[str] = []
    unknown: list[str] = []
    whole = parse(list_id, text)
    for word in [text] if whole else _SEPARATORS.split(text.strip().strip("[]")):
        word = word.strip().strip("\"'")
        if not word:
            continue
        code = parse(list_id, word)
        if code is None:
            unknown.append(word)
        elif code not in found:
            found.append(code)
    return found, unknown


def problems() -> list[str]:
    """Every fault of the code lists, one sentence each; empty when they are sound."""
    found = []
    for list_id in lists():
        owner: dict[str, str] = {}
        for entry in entries(list_id).values():
            if not entry.code or not entry.zh or not entry.en:
                found.append(f"The code list {list_id} has a code without a code, a Chinese or an English name.")
            for word in {alias_key(text) for text in (entry.code, entry.zh, entry.en, *entry.aliases)}:
                if other := owner.get(word):
                    found.append(f"In the code list {list_id}, '{word}' means both {other} and {entry.code}.")
                owner[word] = entry.code
    known = set(lists())
    for kept in (*registers_.registers().values(), registers_.membership()):
        found += [
            f"The field {kept.id}.{field.name} uses the code list '{field.codes}', which there is not."
            for field in (*kept.fields, *kept.parts)
            if field.kind in {"code", "list"} and field.codes not in known
        ]
    return found
