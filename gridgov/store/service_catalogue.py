"""Services and who has them as rows."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.service_catalogue import Service
from gridgov.store.database import Connection
from gridgov.store.statements import column

_COLUMNS = "code, zh, en, kind, provider, who, workflow, class_code"
_NOW = "h.since <= :day AND (h.until IS NULL OR h.until >= :day)"


@attrs.frozen
class Held:
    """That somebody has a service, or declined it: its number, the service's code, from when to when."""

    id: int
    code: str
    since: str
    until: str | None
    declined: bool
    note: str


def all_(conn: Connection) -> list[Service]:
    """The services in use, in the order in which they were loaded; nothing for a file that has none of its own."""
    rows = conn.execute(f"SELECT {_COLUMNS} FROM service WHERE ended_at IS NULL ORDER BY id")
    return [Service(*row) for row in rows]


def put(conn: Connection, one: Service) -> bool:
    """Add a service, or change one that is there; whether it is new."""
    there = conn.execute("SELECT 1 FROM service WHERE code = ?", (one.code,)).fetchone() is not None
    conn.execute(
        f"INSERT INTO service ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (code) DO UPDATE SET "
        "zh = excluded.zh, en = excluded.en, kind = excluded.kind, provider = excluded.provider, who = excluded.who, "
        "workflow = excluded.workflow, class_code = excluded.class_code, ended_at = NULL",
        attrs.astuple(one),
    )
    return not there


def end(conn: Connection, codes: Sequence[str], at: str) -> None:
    """Take services out of the catalogue; who has them keeps them."""
    conn.executemany("UPDATE service SET ended_at = ? WHERE code = ?", [(at, code) for code in codes])


def number_of(conn: Connection, code: str) -> int | None:
    """The number of a service by its code."""
    row = conn.execute("SELECT id FROM service WHERE code = ?", (code,)).fetchone()
    return int(row[0]) if row else None


def hold(
    conn: Connection, service: int, person: int, *, since: str, until: str | None, declined: bool, note: str,
    at: str, actor: str,
) -> int:  # fmt: skip
    """Note that somebody has a service, or declined it; the number of the note."""
    done = conn.execute(
        "INSERT INTO service_held (service_id, person_id, since, until, declined, note, at, actor) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (service, person, since, until, int(declined), note, at, actor),
    )
    return int(done.lastrowid or 0)


def until(conn: Connection, number: int, day: str) -> bool:
    """Let somebody have a service until a day; whether there was such a note."""
    return conn.execute("UPDATE service_held SET until = ? WHERE id = ?", (day, number)).rowcount > 0


def of_person(conn: Connection, person: int) -> list[Held]:
    """What a person has, had or declined, the newest last."""
    rows = conn.execute(
        "SELECT h.id, s.code, h.since, h.until, h.declined, h.note FROM service_held h "
        "JOIN service s ON s.id = h.service_id WHERE h.person_id = ? ORDER BY h.id",
        (person,),
    )
    return [Held(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) for row in rows]


def people(conn: Connection, code: str, day: str, *, declined: bool = False) -> NDArray[np.int64]:
    """Who has a service on a day, or declined it; the fids in order."""
    return column(
        conn.execute(
            "SELECT DISTINCT h.person_id FROM service_held h JOIN service s ON s.id = h.service_id "
            f"WHERE s.code = :code AND h.declined = :declined AND {_NOW} ORDER BY h.person_id",
            {"code": code, "day": day, "declined": int(declined)},
        )
    )
