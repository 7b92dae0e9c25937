"""What an import graph cannot see: where SQL, Qt signals and closures may stand, how long a module may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "gridgov"
MODULES = sorted(PACKAGE.rglob("*.py"))


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def test_no_module_is_too_long() -> None:
    assert [p.name for p in MODULES if len(p.read_text(encoding="utf-8").splitlines()) > 600] == []


def test_no_module_is_named_for_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    assert [str(p) for p in MODULES if p.stem in vague or p.parent.name in vague] == []


def test_sql_stands_only_in_the_store() -> None:
    found = [
        where(path, call)
        for path in MODULES
        if PACKAGE / "store" not in path.parents
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"execute", "executemany", "executescript"}
    ]
    assert found == []


def test_no_closure_is_connected_to_a_signal() -> None:
    found = [
        where(path, call)
        for path in (PACKAGE / "ui").rglob("*.py")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "connect"
        and any(isinstance(a, ast.Lambda) for a in call.args)
    ]
    assert found == [], "a lambda keeps its widget alive for ever; connect a bound method"


def test_signals_carry_objects() -> None:
    found = [
        where(path, call)
        for path in (PACKAGE / "ui").rglob("*.py")
        for call in calls(path)
        if isinstance(call.func, ast.Name)
        and call.func.id == "Signal"
        and any(isinstance(a, ast.Name) and a.id in {"int", "dict", "list"} for a in call.args)
    ]
    assert found == [], "Signal(int) wraps at 32 bits and Signal(dict) copies; use Signal(object)"


def test_the_canvas_alone_uses_array_kernels_of_spatial() -> None:
    kernels = {
        "raster",
        "coverage",
        "edges",
        "levels",
        "labels",
        "classify",
        "rings",
        "distinct",
        "ramp",
        "pixels",
        "warp",
    }
    found = []
    for path in (PACKAGE / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{a.name}" for a in node.names] + [node.module]
            elif isinstance(node, ast.Import):
                names = [a.name for a in node.names]
            for name in names:
                if not name.startswith("gridgov.spatial."):
                    continue
                kernel = name.split(".")[2]
                if kernel not in kernels or "map" not in path.relative_to(PACKAGE / "ui").parts[:1]:
                    found.append(f"{where(path, node)} {name}")
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_module_and_public_name_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    missing = [] if ast.get_docstring(tree) else ["the module"]
    for node in tree.body:
        is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if is_public and not ast.get_docstring(node):
            missing.append(node.name)
    assert missing == []
