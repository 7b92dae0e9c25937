"""The tables of the registers made again from history alone: the proof that history holds everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

import numpy as np

from gridgov.domain.register import REGISTER_IDS
from gridgov.spatial.blob import encode_points
from gridgov.store import history
from gridgov.store.statements import marks, quoted
from gridgov.store.tables import HOME, shape


def rebuild(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Fill the empty tables of `target` (the same schema) with the records that the history of `source` describes.

    Search, attachments and R-trees are not made: they follow from these tables.
    """
    records: dict[str, dict[int, dict[str, Any]]] = {r: {} for r in (*REGISTER_IDS, "membership")}
    for line in history.lines(source):
        _apply(records[line.register], line)
        if line.act in {"edit", "undo"}:
            for fid in line.body["fid"]:
                _rehouse(records, line.register, fid)
    for register, rows in records.items():
        _fill(target, register, rows)


def _apply(rows: dict[int, dict[str, Any]], line: history.Line) -> None:
    body = line.body
    columns: Mapping[str, list[Any]] = {**body["columns"], **(line.personal["columns"] if line.personal else {})}
    if line.act == "erase":
        return
    if not columns and line.act in {"withdraw", "undo"}:
        for fid in body["fid"]:
            rows.pop(fid, None)
        return
    moved = "x" in columns
    for at, fid in enumerate(body["fid"]):
        row = rows.setdefault(fid, {"uid": body["uid"][at] if "uid" in body else None})
        if moved:
            row["geom"] = None
        row.update((name, values[at]) for name, values in columns.items())
        if line.act == "add":
            row["batch"] = line.batch


def _rehouse(records: dict[str, dict[int, dict[str, Any]]], register: str, fid: int) -> None:
    """Let those who live in a record lie where it lies, as a change of the record did."""
    row = records[register].get(fid)
    if row is None:
        return
    for child, (column, home) in HOME.items():
        if home == register:
            for other, values in records[child].items():
                placed = shape(child).has_place and values.get("x") is not None
                if values.get(column) == fid and not placed:
                    values["location_id"] = row.get("location_id")
                    _rehouse(records, child, other)


def _fill(target: sqlite3.Connection, register: str, rows: dict[int, dict[str, Any]]) -> None:
    kind = shape(register)
    main = ["uid", "batch", *kind.public]
    if register != "membership":
        main.append("location_id")
    if kind.has_place:
        main.append("geom")
        for row in rows.values():
            row["geom"] = _geometry(row)
    for table, names in ((kind.table, main), (kind.private_table, list(kind.private))):
        if table:
            listed = ", ".join(quoted(name) for name in ("fid", *names))
            target.executemany(
                f"INSERT INTO {quoted(table)}({listed}) VALUES ({marks(len(names) + 1)})",
                ([fid, *(row.get(name) for name in names)] for fid, row in sorted(rows.items())),
            )


def _geometry(row: Mapping[str, Any]) -> bytes | None:
    if row.get("geom"):
        return bytes.fromhex(row["geom"])
    if row.get("x") is None:
        return None
    return encode_points(np.array([row["x"]]), np.array([row["y"]]), 4326)[0]
