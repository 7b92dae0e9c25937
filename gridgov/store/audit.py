"""The audit trail: who did what and when, each line bound to the one before it by a hash."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from typing import Any

import attrs
import orjson

from gridgov.store import history

_START = b"\0" * 32


@attrs.frozen
class AuditLine:
    """One line: when (UTC), who (name), which act, about what; no personal value stands in it."""

    id: int
    at: str
    actor: str
    act: str
    about: dict[str, Any]


def append(conn: sqlite3.Connection, *, at: str, actor: str, act: str, about: Mapping[str, Any]) -> int:
    """Append a line to the chain; its id."""
    row = conn.execute("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    number, prev = (row[0] + 1, row[1]) if row else (1, _START)
    text = orjson.dumps(dict(about), option=orjson.OPT_SORT_KEYS, default=str).decode()
    digest = _hash(prev, number, at, actor, act, text)
    conn.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", (number, at, actor, act, text, prev, digest))
    return int(number)


def _hash(prev: bytes, number: int, at: str, actor: str, act: str, about: str) -> bytes:
    text = "\x1f".join((str(number), at, actor, act, about)).encode()
    return hashlib.blake2b(prev + text, digest_size=32).digest()


def show(conn: sqlite3.Connection, limit: int) -> list[AuditLine]:
    """The newest lines, the newest first, with the names of those who acted."""
    rows = conn.execute(
        "SELECT a.id, a.at, coalesce(s.name, a.actor), a.act, a.about FROM audit a "
        "LEFT JOIN staff s ON s.uid = a.actor ORDER BY a.id DESC LIMIT ?",
        (limit,),
    )
    return [AuditLine(number, at, actor, act, orjson.loads(about)) for number, at, actor, act, about in rows]


def broken(conn: sqlite3.Connection) -> list[int]:
    """The ids of lines that do not fit the line before, or whose history was altered; empty when all is sound."""
    wrong = []
    prev, expected = _START, 1
    for number, at, actor, act, about, held, digest in conn.execute("SELECT * FROM audit ORDER BY id"):
        fits = number == expected and held == prev and digest == _hash(prev, number, at, actor, act, about)
        if fits and '"history"' in about:
            found = orjson.loads(about)["history"]
            fits = history.digest_between(conn, found["first"], found["last"]) == found["digest"]
        if not fits:
            wrong.append(number)
        prev, expected = digest, number + 1
    return wrong
