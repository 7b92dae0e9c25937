"""What happened to records, line after line: columns of many rows at once, personal values apart and erasable.

A line's body is JSON ``{"fid": […], "uid": […], "columns": {name: […]}}`` without a personal value. The personal
values of the same rows stand in `erasable` as ``{"fid": […], "columns": {…}}``; the line holds the hash of the salt
and that text. An act ``erase`` says by which new hashes former ones are replaced.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import orjson

from gridgov.domain.ids import uuid7

CHUNK = 10_000
"""Rows in one line of a bulk change."""


@attrs.frozen
class Line:
    """One line of history, with the personal values that are still there."""

    id: int
    at: str
    actor: str
    act: str
    register: str
    batch: int | None
    body: dict[str, Any]
    personal: dict[str, Any] | None


def append(
    conn: sqlite3.Connection,
    *,
    at: str,
    actor: str,
    act: str,
    register: str,
    body: Mapping[str, Any],
    personal: Mapping[str, Sequence[Any]] | None = None,
    batch: int | None = None,
) -> int:
    """Append a line; `personal` are the personal columns of the rows of ``body["fid"]``. The line's id."""
    uid = digest = None
    if personal:
        uid, salt = uuid7(), os.urandom(16)
        value = orjson.dumps({"fid": body["fid"], "columns": personal})
        digest = seal(salt, value)
        conn.execute("INSERT INTO erasable VALUES (?, ?, ?)", (uid, salt, value))
    fids = body["fid"]
    first, last = (min(fids), max(fids)) if fids else (None, None)
    found = conn.execute(
        "INSERT INTO history(at, actor, act, register, batch, body, erasable_uid, erasable_hash, first_fid, last_fid) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (at, actor, act, register, batch, orjson.dumps(body), uid, digest, first, last),
    )
    return int(found.lastrowid or 0)


def seal(salt: bytes, value: bytes) -> bytes:
    """The hash that a line holds of personal values."""
    return hashlib.blake2b(salt + value, digest_size=32).digest()


def lines(
    conn: sqlite3.Connection, *, register: str | None = None, batch: int | None = None, newest_first: bool = False
) -> Iterator[Line]:
    """The lines of a register or batch, in order."""
    tests, values = [], []
    for column, wanted in (("register", register), ("batch", batch)):
        if wanted is not None:
            tests.append(f"h.{column} = ?")
            values.append(wanted)
    where = f"WHERE {' AND '.join(tests)}" if tests else ""
    rows = conn.execute(
        "SELECT h.id, h.at, h.actor, h.act, h.register, h.batch, h.body, e.value FROM history h "
        f"LEFT JOIN erasable e ON e.uid = h.erasable_uid {where} ORDER BY h.id {'DESC' if newest_first else ''}",
        values,
    )
    for row in rows:
        number, at, actor, act, of, within, body, personal = row
        yield Line(number, at, actor, act, of, within, orjson.loads(body), orjson.loads(personal) if personal else None)


def of_record(conn: sqlite3.Connection, register: str, fid: int) -> list[Line]:
    """The lines that one record is in, in order, each cut down to that record alone; empty when there are none."""
    head = (
        "SELECT h.id, h.at, h.actor, h.act, h.register, h.batch, h.body, e.value FROM history h "
        "LEFT JOIN erasable e ON e.uid = h.erasable_uid WHERE h.register = ? AND "
    )
    rows = conn.execute(f"{head} h.first_fid = h.last_fid AND h.first_fid = ?", (register, fid)).fetchall()
    rows += conn.execute(
        f"{head} h.first_fid < h.last_fid AND h.last_fid >= ? AND h.first_fid <= ?", (register, fid, fid)
    ).fetchall()
    found = []
    for number, at, actor, act, of, batch, body, personal in sorted(rows):
        mine = _cut(orjson.loads(body), fid)
        if mine is not None:
            kept = _cut(orjson.loads(personal), fid) if personal else None
            found.append(Line(number, at, actor, act, of, batch, mine, kept))
    return found


def _cut(body: dict[str, Any], fid: int) -> dict[str, Any] | None:
    """The part of a body that is about one record; None when it is not in it."""
    if fid not in body["fid"]:
        return None
    at = body["fid"].index(fid)
    return {"fid": [fid], "columns": {name: [values[at]] for name, values in body["columns"].items() if values}}


def erase(conn: sqlite3.Connection, *, at: str, actor: str, register: str, fids: Sequence[int]) -> int:
    """Take every personal value of some rows out of the past; how many stretches were rewritten.

    The lines stay; an act ``erase`` notes the new hashes of what remains.
    """
    wanted = set(fids)
    replaced: dict[str, str] = {}
    rows = conn.execute(
        "SELECT e.uid, e.value FROM history h JOIN erasable e ON e.uid = h.erasable_uid WHERE h.register = ?",
        (register,),
    ).fetchall()
    for uid, text in rows:
        value = orjson.loads(text)
        hit = [i for i, fid in enumerate(value["fid"]) if fid in wanted]
        if not hit:
            continue
        for column in value["columns"].values():
            for i in hit:
                column[i] = None
        salt, fresh = os.urandom(16), orjson.dumps(value)
        conn.execute("UPDATE erasable SET salt = ?, value = ? WHERE uid = ?", (salt, fresh, uid))
        replaced[uid] = seal(salt, fresh).hex()
    body = {"fid": sorted(wanted), "columns": {}, "replaced": replaced}
    append(conn, at=at, actor=actor, act="erase", register=register, body=body)
    return len(replaced)


def rows_of_batch(conn: sqlite3.Connection, batch: int) -> dict[str, list[int]]:
    """The fids that an import added or changed, by register."""
    found: dict[str, set[int]] = {}
    for register, body in conn.execute("SELECT register, body FROM history WHERE batch = ?", (batch,)):
        found.setdefault(register, set()).update(orjson.loads(body)["fid"])
    return {register: sorted(fids) for register, fids in found.items()}


def problems(conn: sqlite3.Connection) -> list[int]:
    """The ids of lines whose personal values were altered without a line that says so; empty when all is sound."""
    replaced: dict[str, bytes] = {}
    for (body,) in conn.execute("SELECT body FROM history WHERE act = 'erase' ORDER BY id"):
        for uid, digest in orjson.loads(body)["replaced"].items():
            replaced[uid] = bytes.fromhex(digest)
    wrong = []
    rows = conn.execute(
        "SELECT h.id, h.erasable_uid, h.erasable_hash, e.salt, e.value FROM history h "
        "LEFT JOIN erasable e ON e.uid = h.erasable_uid WHERE h.erasable_uid IS NOT NULL"
    )
    for line, uid, digest, salt, value in rows:
        if value is None or seal(salt, value) != replaced.get(uid, digest):
            wrong.append(line)
    return wrong


def last(conn: sqlite3.Connection) -> int:
    """The id of the newest line; 0 when there is none."""
    return int(conn.execute("SELECT coalesce(max(id), 0) FROM history").fetchone()[0])


def digest_since(conn: sqlite3.Connection, line: int) -> str:
    """One hash over the lines behind `line`: the audit trail holds it, which binds history into its chain."""
    found = hashlib.blake2b(digest_size=32)
    for row in conn.execute(
        "SELECT id, at, actor, act, register, body, erasable_hash FROM history WHERE id > ? ORDER BY id", (line,)
    ):
        _feed(found, row)
    return found.hexdigest()


def digest_between(conn: sqlite3.Connection, first: int, final: int) -> str:
    """The same for the lines `first` to `final`, to be compared."""
    found = hashlib.blake2b(digest_size=32)
    for row in conn.execute(
        "SELECT id, at, actor, act, register, body, erasable_hash FROM history WHERE id BETWEEN ? AND ? ORDER BY id",
        (first, final),
    ):
        _feed(found, row)
    return found.hexdigest()


def _feed(found: Any, row: tuple[Any, ...]) -> None:
    number, at, actor, act, register, body, seal_ = row
    found.update(f"{number}|{at}|{actor}|{act}|{register}|".encode() + body + b"|" + (seal_ or b""))
