"""An open district file as services see it, and the one door for every change and every look."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import attrs

from gridgov.domain.access import Actor, may
from gridgov.errors import Refused
from gridgov.store import audit, clock, database, geopackage, history, setting, staff
from gridgov.store.database import Connection, Database

SYSTEM = "gridgov"
"""The actor of what nobody in particular did: making the file."""


@attrs.frozen
class Changes:
    """What a committed change touched: ids of layers and registers. Screens compare, then decide to refresh."""

    layers: frozenset[str] = frozenset()
    registers: frozenset[str] = frozenset()


@attrs.define
class Change:
    """A change under way: its connection, moment (UTC), actor, batch, and what it touches.

    `touched` takes ids of registers and layers; `about` goes to the audit trail and holds no personal value.
    """

    conn: Connection
    at: str
    actor: Actor
    batch: int | None = None
    layers: set[str] = attrs.field(factory=set)
    registers: set[str] = attrs.field(factory=set)
    about: dict[str, Any] = attrs.field(factory=dict)
    tables: set[str] = attrs.field(factory=set)
    """Tables of `gpkg_contents` whose extent and date are to be renewed."""


class Desk:
    """An open district file. Make one with :meth:`create` or :meth:`open`; close it at the end."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.path = database.path
        self.on_changed: list[Callable[[Changes], None]] = []
        self.cache: dict[Any, Any] = {}
        """Indexes and shapes kept in memory, keyed by what they are of and its version."""
        self.cache_lock = threading.RLock()
        self._looks: list[tuple[str, str, str, dict[str, Any]]] = []
        self._looks_lock = threading.Lock()
        self.name, self.zone = "", "Asia/Shanghai"
        self.work_day = "hours"
        """What a working day means here: ``hours`` (so many working minutes) or ``days`` (24 hours of worked days)."""
        self.crs: str | None = None
        self.refresh()

    @classmethod
    def create(
        cls,
        path: Path | str,
        *,
        name: str = "",
        crs: str | None = None,
        zone: str = "Asia/Shanghai",
        alone: bool = False,
    ) -> Desk:
        """Make a new district file with one member of staff, an administrator; a file that is there is refused.

        `crs` (``EPSG:n``) is what is measured and drawn in; left out, the first layer sets it. `alone`: see
        :meth:`open`.
        """
        definition = None
        if crs:
            from gridgov.spatial import crs as systems

            definition = systems.definition(crs)
            crs = f"EPSG:{definition.srs_id}"
        database = Database.create(Path(path), alone=alone)
        with database.writer() as conn:
            setting.put(conn, {"name": name, "zone": zone, "case_now": "1", **({"crs": crs} if crs else {})})
            if definition is not None:
                geopackage.add_reference(conn, definition.srs_id, definition.srs_name, definition.definition)
            at = clock.now()
            staff.add(conn, name="管理员", unit="", roles=["administrator"], cells=[], since=clock.today(zone))
            audit.append(conn, at=at, actor=SYSTEM, act="file.create", about={"name": name, "crs": crs, "zone": zone})
        return cls(database)

    @classmethod
    def open(cls, path: Path | str, *, alone: bool = False) -> Desk:
        """Open a district file; what is newer, foreign or missing is refused in one sentence and not touched.

        With `alone` a large change may take the file for itself while it is written: for commands, where nothing
        else of this program reads meanwhile. Other programs wait a few seconds and then are told to try again.
        """
        return cls(Database.open(Path(path), alone=alone))

    def close(self) -> None:
        """Put everything into the file itself, so that it alone can be copied, and let go of it."""
        if not self._database.closed and self._looks:
            with self._database.writer() as conn:
                self._write_looks(conn)
        self._database.close()

    @property
    def closed(self) -> bool:
        """Whether the file was let go of."""
        return self._database.closed

    def refresh(self) -> None:
        """Read the district's name, zone and reference system again, after they were changed."""
        with self.reader() as conn:
            found = setting.all_(conn)
        self.work_day = found.get("work_day", "hours")
        self.name, self.zone, self.crs = found.get("name", ""), found.get("zone", "Asia/Shanghai"), found.get("crs")

    def reader(self) -> AbstractContextManager[Connection]:
        """The thread's own connection, for reading alone."""
        return self._database.reader()

    @contextmanager
    def change(
        self, actor: Actor, right: str, act: str, *, batch: int | None = None, bulk: bool = False, **about: Any
    ) -> Iterator[Change]:
        """The one door for changes: the right is asked for, rows, history and audit are written together or not at all.

        Raises ``Refused`` without the right. What was changed is told to `on_changed` after the commit.
        """
        require(actor, right)
        with self._database.writer(bulk=bulk) as conn:
            change = Change(conn, clock.now(), actor, batch, about=dict(about))
            line = history.last(conn)
            yield change
            for table in sorted(change.tables):
                geopackage.changed(conn, table)
            if (final := history.last(conn)) > line:
                change.about["history"] = {
                    "first": line + 1,
                    "last": final,
                    "digest": history.digest_since(conn, line),
                }
            self._write_looks(conn)
            audit.append(conn, at=change.at, actor=actor.uid, act=act, about=change.about)
        changes = Changes(frozenset(change.layers), frozenset(change.registers))
        for tell in list(self.on_changed):
            tell(changes)

    def look(self, actor: Actor, right: str, act: str, **about: Any) -> None:
        """Ask for the right to look, and put a look at people, at the audit trail or for an export on record.

        The line is written at once or, while an import holds the one writer, together with that import.
        """
        require(actor, right)
        if right in {"cell.read", "record.read"}:
            return
        with self._looks_lock:
            self._looks.append((clock.now(), actor.uid, act, about))
        if not self._database.try_lock():
            return
        try:
            if not self._database.writing:
                with self._database.writer(light=True) as conn:
                    self._write_looks(conn)
        finally:
            self._database.unlock()

    def _write_looks(self, conn: Connection) -> None:
        with self._looks_lock:
            waiting, self._looks = self._looks, []
        try:
            for at, actor, act, about in waiting:
                audit.append(conn, at=at, actor=actor, act=act, about=about)
        except BaseException:
            with self._looks_lock:
                self._looks = waiting + self._looks
            raise

    def local_now(self) -> str:
        """The present minute in the district's zone, ``YYYY-MM-DD HH:MM``."""
        return clock.local(clock.now(), self.zone)

    def today(self) -> str:
        """The date in the district's zone."""
        return clock.today(self.zone)

    def moment(self, text: str | None) -> str:
        """A moment as the file writes it (UTC); None is now, and one without an offset is local."""
        return clock.now() if text is None else clock.as_utc(text, self.zone)


def require(actor: Actor, right: str) -> None:
    """Raise ``Refused`` unless the actor has the right."""
    if not may(actor, right):
        raise Refused("{name} may not do this: the right '{right}' is missing.", name=actor.name, right=right)


def is_district(path: Path) -> bool:
    """Whether a file is a district of ours rather than somebody else's data."""
    return path.is_file() and database.is_district(path)
