"""The mapping desk: mappings remembered by the columns of a file, rows kept aside sent back or mended in place."""

from __future__ import annotations

import csv
import hashlib
import tempfile
from collections.abc import Mapping as Table
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import orjson

from gridgov.domain.access import Actor
from gridgov.domain.mapping import Mapping
from gridgov.domain.register import alias_key
from gridgov.errors import BadInput, WrongUse
from gridgov.exchange.rejects_out import write_rejects
from gridgov.messages import say, tr
from gridgov.services import import_plan
from gridgov.services.desk import Desk
from gridgov.store import batches, setting
from gridgov.store.database import Connection

if TYPE_CHECKING:
    from gridgov.services.imports import ImportResult

KEPT = "mappings"
MOST = 200
"""Mappings that a file remembers; the one that was not used the longest goes first."""


def _print(register: str, columns: Sequence[str]) -> str:
    text = "\n".join(sorted(alias_key(column) for column in columns))
    return hashlib.sha256(f"{register}\n{text}".encode()).hexdigest()[:20]


def _all(conn: Connection) -> dict[str, str]:
    text = setting.all_(conn).get(KEPT)
    return dict(orjson.loads(text)) if text else {}


def recall(conn: Connection, register: str, columns: Sequence[str]) -> Mapping | None:
    """The mapping that was used for a file with these columns before; None for none."""
    text = _all(conn).get(_print(register, columns))
    return Mapping.parse(text) if text else None


def remember(conn: Connection, mapping: Mapping, columns: Sequence[str]) -> None:
    """Keep a mapping for files with these columns, whatever the file is called the next time."""
    if not mapping.fields:
        return
    key = _print(mapping.register, columns)
    kept = {**{one: text for one, text in _all(conn).items() if one != key}, key: mapping.to_toml()}
    setting.put(conn, {KEPT: orjson.dumps(dict(list(kept.items())[-MOST:])).decode()})


Aside = tuple[list[str], list[tuple[int, list[str]]], dict[int, tuple[str, str]]]
"""Rows kept aside: the file's columns, the rows with their numbers, and by number the column and reason."""


def rows_of(desk: Desk, actor: Actor, batch: int, source: Path, mapping: Mapping | None = None) -> Aside:
    """The rows of a batch that were kept aside, as the file has them; `mapping` says which sheet and encoding.

    ``WrongUse`` for no such batch, ``BadInput`` when the file is not the one that was brought in.
    """
    from gridgov.services.imports import digest_of

    desk.look(actor, "record.write", "import.rows_aside", batch=batch)
    with desk.reader() as conn:
        found = batches.get(conn, batch)
        rejects = batches.rejects(conn, batch)
    if found is None:
        raise WrongUse("There is no batch {batch}: see gridgov import list.", batch=batch)
    if found.file_hash and digest_of(source) != found.file_hash:
        raise BadInput("{file} is not the file that batch {batch} came from.", file=source.name, batch=batch)
    opened = import_plan.open_file(found.register, source, mapping, "EPSG:4326", desk.zone, looking=True)
    reasons = {row: (column, say(BadInput(text, **{**params, "value": value or ""})))
               for row, column, text, params, value in rejects}  # fmt: skip
    columns = list(opened.source.columns)
    rows = [
        (number, [chunk.columns[column][i] or "" for column in columns])
        for chunk in opened.source.chunks()
        for i, number in enumerate(chunk.rows)
        if number in reasons
    ]
    return columns, rows, reasons


def send_back(desk: Desk, actor: Actor, batch: int, source: Path, out: Path) -> int:
    """Write the rows of a batch that were kept aside to a workbook with the reason beside each; how many.

    It holds only what the same file brought, so whoever may bring rows in may do it; what leaves is on record.
    ``WrongUse`` when the batch kept no row aside.
    """
    columns, rows, reasons = rows_of(desk, actor, batch, source)
    if not rows:
        raise WrongUse("Batch {batch} kept no row aside.", batch=batch)
    with desk.change(actor, "record.write", "import.send_back", batch=batch, rows=len(rows), file=out.name):
        write_rejects(out, columns, rows, reasons, (tr("Row"), tr("Reason")))
    return len(rows)


def bring_mended(
    desk: Desk, actor: Actor, batch: int, source: Path, mended: Table[int, Table[str, str]], *, mapping: Mapping | None
) -> ImportResult:
    """Bring rows of a batch in that were kept aside and are mended now: row number → column → what is right.

    They come in as a batch of their own, through the same checks; the answer is that import's. ``WrongUse`` when none
    of the rows was kept aside.
    """
    from gridgov.services import imports

    columns, rows, _ = rows_of(desk, actor, batch, source, mapping)
    chosen = [(number, values) for number, values in rows if number in mended]
    if not chosen:
        raise WrongUse("None of these rows was kept aside.")
    with desk.reader() as conn:
        found = batches.get(conn, batch)
        known = mapping or recall(conn, found.register if found else "", columns)
    assert found is not None
    if known is not None:
        known = attrs.evolve(known, sheet="", header_row=0, encoding="")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{source.stem}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            for number, values in chosen:
                given = dict(zip(columns, values, strict=True)) | dict(mended[number])
                writer.writerow([given[column] for column in columns])
        return imports.import_file(desk, actor, found.register, path, mapping=known, crs="EPSG:4326")
