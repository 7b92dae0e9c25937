"""One open district file: its one writing connection, a reading connection per thread, opening, checking, closing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path

from gridgov.errors import BadInput, BugError, Trouble
from gridgov.store import binary, geopackage, network, schema
from gridgov.store.clock import now
from gridgov.store.faults import fault, translated

_BUSY_SECONDS = 5.0

Connection = sqlite3.Connection
"""The type of a connection, for those that only hand one on."""


def _connect(path: Path, *, mode: str = "rw") -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode if '=' in mode else 'mode=' + mode}"
    conn = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    binary.register(conn)
    return conn


class Database:
    """An open file. One connection writes, under a lock; each thread reads through a connection of its own.

    `alone` says that nothing else in this program reads while a large change is written (a command, not a window):
    such a change then goes straight into the file (:meth:`writer`), if no other program has it open either.
    """

    def __init__(self, path: Path, writer: sqlite3.Connection, *, alone: bool = False) -> None:
        self.path = path
        self._alone = alone
        self._writer = writer
        self._lock = threading.RLock()
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._readers_lock = threading.Lock()
        self._writing = False
        self._remote = network.is_remote(path)
        self.closed = False

    @classmethod
    def create(cls, path: Path, *, alone: bool = False) -> Database:
        """Make a new, empty file; one that is there is never touched.

        Raises ``BadInput`` for a file that exists and ``Trouble`` where none can be made. A failure leaves nothing.
        """
        if path.exists():
            raise BadInput("{file} is there already. Choose another name, or open it.", file=path)
        if not path.parent.is_dir():
            raise Trouble("{folder} is not there. Make the folder, or choose another.", folder=path.parent)
        with translated(path):
            conn = _connect(path, mode="rwc")
        try:
            with translated(path):
                conn.execute("PRAGMA page_size = 4096")
                conn.execute(f"PRAGMA application_id = {geopackage.APPLICATION_ID}")
                conn.execute(f"PRAGMA user_version = {geopackage.USER_VERSION}")
                _prepare(conn, path)
                conn.execute("BEGIN IMMEDIATE")
                schema.migrate(conn, now())
                conn.execute("COMMIT")
        except BaseException:
            conn.close()
            for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
                name.unlink(missing_ok=True)
            raise
        return cls(path, conn, alone=alone)

    @classmethod
    def open(cls, path: Path, *, alone: bool = False) -> Database:
        """Open a file of ours, bringing an older one up to date: a copy of it is, and the old one stays beside it.

        Raises ``BadInput`` for what is missing, is no district file, or was made by a newer gridgov, all of them
        left as they are byte for byte, and ``Trouble`` where the machine will not let us.
        """
        older = _examine(path)
        if not os.access(path, os.W_OK):
            raise Trouble("{file} may only be read. Copy it to a place you may write to, and open the copy.", file=path)
        if older < schema.VERSION:
            _upgrade(path, older)
        with translated(path):
            conn = _connect(path)
        try:
            with translated(path):
                _prepare(conn, path)
        except BaseException:
            conn.close()
            raise
        return cls(path, conn, alone=alone)

    def close(self) -> None:
        """Put everything into the file itself, so that it alone can be copied, and let go of it."""
        with self._lock:
            if self.closed:
                return
            self.closed = True
            self._drop_readers()
            try:
                self._writer.execute("PRAGMA optimize")
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                raise fault(error, self.path) from error
            finally:
                self._writer.close()

    def _drop_readers(self) -> None:
        with self._readers_lock:
            for reader in self._readers:
                reader.close()
            self._readers.clear()
            self._local = threading.local()

    @contextmanager
    def reader(self) -> Iterator[sqlite3.Connection]:
        """The thread's own connection for reading; SQLite's errors within the block become ours."""
        if self.closed:
            raise BugError("{file} was closed while it was still in use.", file=self.path)
        conn: sqlite3.Connection | None = getattr(self._local, "conn", None)
        if conn is None:
            with translated(self.path):
                conn = _connect(self.path)
                conn.execute("PRAGMA query_only = 1")
                conn.execute("PRAGMA cache_size = -65536")
            self._local.conn = conn
            with self._readers_lock:
                self._readers.append(conn)
        with translated(self.path):
            yield conn

    @contextmanager
    def writer(self, *, bulk: bool = False, light: bool = False) -> Iterator[sqlite3.Connection]:
        """The writing connection inside one transaction: all of the block, or nothing.

        `light` is for lines on record of a look: they wait for the next change, or the log's end, to be safe from a
        failing of the power, as nothing was changed.

        `bulk` is for large changes: where this is the only connection (see the class), what is new is written into
        the file itself, once, with a rollback journal of what was there; elsewhere into the log, which a checkpoint
        at the end brings into the file, so that others read on meanwhile.
        """
        with self._lock:
            if self.closed:
                raise BugError("{file} was closed while it was still in use.", file=self.path)
            if self._writing:
                raise BugError("A change was begun inside another one.")
            self._writing = True
            try:
                with translated(self.path):
                    yield from self._transaction(bulk, light)
            finally:
                self._writing = False

    def _transaction(self, bulk: bool, light: bool = False) -> Iterator[sqlite3.Connection]:
        conn = self._writer
        direct = bulk and self._alone and self._take_alone()
        if (bulk and not direct) or light:
            conn.execute("PRAGMA synchronous = NORMAL")
        conn.execute("BEGIN IMMEDIATE")
        try:
            with network.announced(self.path) if self._remote else nullcontext():
                yield conn
                conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            self._after_bulk(bulk or light, direct)
            raise
        self._after_bulk(bulk or light, direct)
        if bulk and not direct:
            conn.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _take_alone(self) -> bool:
        """Leave the log, which SQLite allows to the only connection; False where another has the file open."""
        if self._remote:
            return False
        self._drop_readers()
        try:
            return bool(self._writer.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete")
        except sqlite3.OperationalError:
            return False

    def _after_bulk(self, bulk: bool, direct: bool) -> None:
        if direct:
            # Another connection that came meanwhile keeps the log away until the file is opened next; that is no fault.
            with suppress(sqlite3.OperationalError):
                self._writer.execute("PRAGMA journal_mode = WAL")
        elif bulk:
            self._writer.execute("PRAGMA synchronous = FULL")

    def try_lock(self) -> bool:
        """Take the writer's lock if nobody has it; :meth:`unlock` gives it back."""
        return self._lock.acquire(blocking=False)

    def unlock(self) -> None:
        """Give back what :meth:`try_lock` took."""
        self._lock.release()

    @property
    def writing(self) -> bool:
        """Whether a change is under way."""
        return self._writing


def _prepare(conn: sqlite3.Connection, path: Path) -> None:
    conn.execute("PRAGMA foreign_keys = 1")
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("PRAGMA cache_size = -65536")
    # The log's index is shared memory, which does not reach from one machine to another.
    conn.execute(f"PRAGMA journal_mode = {'DELETE' if network.is_remote(path) else 'WAL'}")
    conn.execute("PRAGMA journal_size_limit = 67108864")
    conn.execute("PRAGMA temp_store = MEMORY")
    conn.execute("PRAGMA threads = 2")
    conn.execute("PRAGMA analysis_limit = 400")


def engine() -> str:
    """The version of the database engine."""
    return sqlite3.sqlite_version


def backup_of(path: Path, version: int) -> Path:
    """Where a file of an older version is kept when it is brought up to date; a name that is free."""
    plain = path.with_name(f"{path.stem}.v{version}{path.suffix}")
    names = (plain, *(path.with_name(f"{path.stem}.v{version}-{n}{path.suffix}") for n in range(2, 1000)))
    return next(name for name in names if not name.exists())


def _upgrade(path: Path, version: int) -> None:
    """Bring a copy of an older file up to date, check it, and put it in the file's place; the old one stays beside it.

    Whatever fails on the way leaves the file as it was, byte for byte.
    """
    fresh = path.with_name(f".{path.name}.upgrade")
    fresh.unlink(missing_ok=True)
    try:
        with (
            translated(path),
            closing(_connect(path, mode=_only_reading(path))) as old,
            closing(_connect(fresh, mode="rwc")) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
            new.execute("PRAGMA foreign_keys = 1")
            new.execute("BEGIN IMMEDIATE")
            schema.migrate(new, now())
            new.execute("COMMIT")
            said = new.execute("PRAGMA quick_check(1)").fetchone()[0]
            if said != "ok":
                raise BugError("{file} could not be brought up to date: {reason}", file=path, reason=said)
        kept = backup_of(path, version)
        try:
            os.link(path, kept)
        except OSError:
            shutil.copy2(path, kept)
        fresh.replace(path)
        for name in ("-wal", "-shm"):
            path.with_name(path.name + name).unlink(missing_ok=True)
    except OSError as error:
        raise Trouble("{file} could not be brought up to date ({reason}). It was left as it is.",
                      file=path, reason=error.strerror or "") from error  # fmt: skip
    finally:
        for name in ("", "-journal"):
            fresh.with_name(fresh.name + name).unlink(missing_ok=True)


def is_district(path: Path) -> bool:
    """Whether a file is one of ours (of any version); False for what is missing or something else."""
    try:
        _examine(path)
    except BadInput as error:
        return "version" in error.params
    except Trouble:
        return False
    return True


def _only_reading(path: Path) -> str:
    """How to open a file so that it is only read: without a log or journal beside it, not a byte on the disk changes.

    A journal is what a program left that was killed in the middle of a change: until it is played back the file is
    half written, and SQLite does that, where it may write. One that a living program has open is left alone.
    """
    log, journal = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    if journal.exists() and journal.stat().st_size:
        return "rw"
    return "ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"


def _examine(path: Path) -> int:
    """The version of a file of ours, read without touching it; what is none of ours, or newer, is refused."""
    if not path.exists():
        raise BadInput("{file} is not there. It may have been moved or renamed.", file=path)
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise Trouble(
            "{file} cannot be read ({reason}). Ask for the right to read it.", file=path, reason=error.strerror or ""
        ) from error
    if head[:16] != b"SQLite format 3\0":
        raise BadInput("{file} is not a district file of gridgov. Import it into one instead.", file=path)
    with translated(path), closing(_connect(path, mode=_only_reading(path))) as conn:
        found = schema.version(conn)
    if found is None:
        if head[68:72] == b"GPKG":
            raise BadInput(
                "{file} is a GeoPackage of another program. Make a new district file and import it there.", file=path
            )
        raise BadInput("{file} is not a district file of gridgov. Import it into one instead.", file=path)
    if found > schema.VERSION:
        raise BadInput(
            "{file} was made by a newer gridgov (format {version}; this one knows {known}). Update gridgov to open it.",
            file=path,
            version=found,
            known=schema.VERSION,
        )
    return found
