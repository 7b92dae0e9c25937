"""Writes docs/testdata.md: what every file of the shared test data gives, which must be at hand."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gridgov import messages  # noqa: E402
from gridgov.cli.main import run  # noqa: E402
from gridgov.errors import GridgovError  # noqa: E402
from gridgov.exchange.tables import ENDINGS  # noqa: E402
from gridgov.services import cell_import, imports, staff  # noqa: E402
from gridgov.services.desk import Desk  # noqa: E402

TESTDATA = Path(os.environ.get("GRIDGOV_TESTDATA") or ROOT.parent / "shared" / "testdata")
HEAD = """# What every file of the test data gives

Each file as `gridgov import cells FILE --dry-run` and as `gridgov import records REGISTER FILE --dry-run` (the register
that knows most of its columns) answer it, in an empty district and without any option: the exit code (0 in, 1 in with
findings or rows kept aside, 2 a choice is left open, 3 it cannot be read or asks for the reference system) and the
first sentence, with the first thing found where there is one. The window says the same. The two suites of GeoJSON
documents have a [table of their own](geojson.md); files that are no data (licences, notes, expected results) answer
that they are none.

Written by `docs/testdata_table.py`; a test holds it to what the commands answer.

| file | as cells | as records |
| --- | --- | --- |
"""
PARTS = (".shx", ".dbf", ".prj", ".cpg", ".shp.xml")


@attrs.frozen
class Said:
    """What one command answered: its exit code and its first sentence."""

    code: int
    sentence: str
    whole: str


def files(testdata: Path = TESTDATA) -> list[Path]:
    """Every file; of a shapefile the .shp alone, for its parts are answered as the whole is."""
    found = sorted(path for path in testdata.rglob("*") if path.is_file())
    return [path for path in found if not _is_part(path)] if found else []


def _is_part(path: Path) -> bool:
    part = next((ending for ending in PARTS if path.name.endswith(ending)), None)
    return part is not None and path.with_name(path.name.removesuffix(part) + ".shp").exists()


def is_data(path: Path) -> bool:
    """Whether a file's ending says that it holds data."""
    return path.suffix.lower() in ENDINGS | cell_import.MAP_ENDINGS


def command(*arguments: str) -> Said:
    """What a command line answers, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["--lang", "en", *arguments])
    lines = [*out.getvalue().splitlines(), *err.getvalue().splitlines()]
    first = " — ".join(lines[: 2 if code == 1 else 1])
    return Said(code, first, "\n".join(lines))


def as_cells(path: Path, district: Path) -> Said:
    """What a trial of bringing a file in as cells answers."""
    return command("import", "cells", str(path), "--into", str(district), "--layer", "cells", "--dry-run")


def as_records(path: Path, district: Path) -> Said:
    """What a trial of bringing a file in as records answers."""
    desk = Desk.open(district)
    try:
        register = imports.likely_register(desk, staff.sign_in(desk), path) or "place"
    except GridgovError:
        register = "place"
    finally:
        desk.close()
    return command("import", "records", register, str(path), "--into", str(district), "--dry-run")


def answers(path: Path, district: Path) -> tuple[Said, Said | None]:
    """What a file gives as cells and as records; one of them is enough for what is no data."""
    return as_cells(path, district), as_records(path, district) if is_data(path) else None


def line(path: Path, said: tuple[Said, Said | None], testdata: Path = TESTDATA) -> str:
    """A line of the table."""
    cells = [f"{one.code} {one.sentence}".replace("|", "\\|") if one else "" for one in said]
    return f"| {path.relative_to(testdata).as_posix()} | {' | '.join(cells)} |"


def is_shown(path: Path) -> bool:
    """Whether a file stands in the table: data, outside the two suites."""
    suites = {"geojsonhint", "geojson_validator_chrieke"}
    return is_data(path) and not suites & set(path.parts) and path.name not in {"SOURCE.txt", "LICENSE.txt"}


if __name__ == "__main__":
    os.environ.setdefault("GRIDGOV_HOME", tempfile.mkdtemp(prefix="gridgov-table-"))
    messages.use("en")
    with tempfile.TemporaryDirectory() as folder:
        district = Path(folder) / "district.gpkg"
        Desk.create(district).close()
        table = [line(path, answers(path, district)) for path in files() if is_shown(path)]
    (ROOT / "docs" / "testdata.md").write_text(HEAD + "\n".join(table) + "\n", encoding="utf-8")
