"""Writes docs/geojson.md: what the doctor answers to every file of two public suites, which must be at hand."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gridgov import messages  # noqa: E402
from gridgov.services import doctor  # noqa: E402

SUITES = ("geojsonhint", "geojson_validator_chrieke")
HEAD = """# What the doctor answers to GeoJSON

`gridgov doctor FILE --json` judges a document before anything is read from it. One rule decides, also where the public
suites disagree: what cannot be read whole (broken JSON, wrong or missing members, positions that are no numbers, rings
too short or not closed) is `structure`, exit 3, and nothing of it comes in. What can be read whole is read whole; what
RFC 7946 forbids or discourages in it is said (exit 0, or 1 where cells are at fault). A ring whose ends lie within a
millionth of a degree is taken as closed. A collection, a third number and no geometry at all are good.

The folders `good` and `valid` answer 0. Written by `docs/geojson_table.py`; a test holds it to what the doctor answers.

| file | exit | kinds | reason |
| --- | ---: | --- | --- |
"""


def answer(path: Path) -> tuple[int, str, str]:
    """Exit code, kinds and the first reason for one file."""
    report = doctor.examine_file(path)
    kinds = dict.fromkeys([fault.kind for fault in report.faults] + [one.kind for one in report.findings])
    said = doctor.sentences(report)
    return doctor.exit_code(report), " ".join(kinds), said[0].replace("|", "\\|") if said else ""


def table(testdata: Path) -> str:
    """The whole page."""
    messages.use("en")
    lines = []
    for suite in SUITES:
        for path in sorted((testdata / suite).rglob("*.geojson")):
            code, kinds, reason = answer(path)
            short = "/".join((suite, *path.relative_to(testdata / suite).parts[-2:]))
            lines.append(f"| {short} | {code} | {kinds} | {reason} |")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    where = Path(os.environ.get("GRIDGOV_TESTDATA") or ROOT.parent / "shared" / "testdata")
    (ROOT / "docs" / "geojson.md").write_text(table(where), encoding="utf-8")
