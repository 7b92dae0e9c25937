"""Whether a file is whole: each fault as a sentence with its blanks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import numpy as np

from gridgov.domain.register import registers
from gridgov.store import audit, geopackage, history, layers, rtree
from gridgov.store.layers import boxes_of
from gridgov.store.statements import quoted

Fault = tuple[str, dict[str, Any]]


def faults(conn: sqlite3.Connection) -> Iterator[Fault]:
    """Every fault of a file: an English sentence with blanks, and what fills them; nothing when it is whole."""
    for (text,) in conn.execute("PRAGMA integrity_check(20)"):
        if text != "ok":
            yield "The database itself is damaged: {reason}", {"reason": text}
    for table, row, parent, _ in conn.execute("PRAGMA foreign_key_check"):
        yield (
            "Row {row} of {table} points at a row of {parent} that is gone.",
            {
                "table": table,
                "row": row,
                "parent": parent,
            },
        )
    for line in audit.broken(conn)[:20]:
        yield "Line {line} of the audit trail was altered, or a line of history that it covers.", {"line": line}
    for line in history.problems(conn)[:20]:
        yield "The personal values of line {line} of history were altered.", {"line": line}
    tables = [r.table for r in registers().values() if r.has_place] + [row.id for row in layers.all_(conn)]
    for table in tables:
        yield from _tree_faults(conn, table)
    for layer in layers.altered_elsewhere(conn):
        yield "The layer {layer} was changed by another program: import it again or look through it.", {"layer": layer}
    for row in layers.all_(conn):
        twice = conn.execute(
            f"SELECT code FROM {quoted(row.id)} GROUP BY code HAVING count(*) > 1 ORDER BY code LIMIT 20"
        )
        for (code,) in twice:
            yield "The layer {layer} has the code {code} more than once.", {"layer": row.id, "code": code}
        lost = conn.execute(
            "SELECT count(*) FROM location l LEFT JOIN attachment a ON a.location_id = l.id AND a.layer = ? "
            "WHERE a.location_id IS NULL",
            (row.number,),
        ).fetchone()[0]
        if lost:
            yield "{n} places were never looked up in the layer {layer}.", {"n": lost, "layer": row.id}


def _tree_faults(conn: sqlite3.Connection, table: str) -> Iterator[Fault]:
    """Hold an R-tree against the shapes it is of: the same rows, each box around its shape, and all triggers there."""
    tree = rtree.name_of(table)
    for (text,) in conn.execute("SELECT rtreecheck(?)", (tree,)):
        if text != "ok":
            yield "The spatial index of {table} is damaged: {reason}", {"table": table, "reason": text}
    there = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    if set(geopackage.triggers(table)) - there:
        yield "The spatial index of {table} has lost a trigger.", {"table": table}
    rows = conn.execute(f"SELECT fid, geom FROM {quoted(table)} WHERE geom IS NOT NULL ORDER BY fid").fetchall()
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    boxes = boxes_of(row[1] for row in rows)
    filled = ~np.isnan(boxes[:, 0])
    ids, boxes = ids[filled], boxes[filled]
    held_ids, held = rtree.contents(conn, table)
    order = np.argsort(held_ids)
    held_ids, held = held_ids[order], held[order]
    if len(ids) != len(held_ids) or (ids != held_ids).any():
        yield "The spatial index of {table} does not hold the rows of its table.", {"table": table}
        return
    if len(ids) and not ((held[:, [0, 2]] <= boxes[:, [0, 2]]).all() and (held[:, [1, 3]] >= boxes[:, [1, 3]]).all()):
        yield "The spatial index of {table} has a box that does not hold its shape.", {"table": table}
