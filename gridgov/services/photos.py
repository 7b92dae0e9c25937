"""Photos of cases: kept with the step that brought them, compared with the case's time and place, stripped to leave."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs

from gridgov.domain.access import Actor
from gridgov.errors import BadInput, Trouble, WrongUse
from gridgov.exchange import photo
from gridgov.messages import tr
from gridgov.services.desk import Change, Desk
from gridgov.store import lists as places
from gridgov.store import media as store
from gridgov.store import records

FAR_M, FAR_HOURS = 200.0, 24.0
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/tiff": ".tif"}
EARTH_M = 6_371_008.8
KINDS = ("photo", "before_photo", "after_photo", "document")


@attrs.frozen
class PhotoView:
    """A photo as it is shown: thumbnail (JPEG), when and where it was taken compared with the case, who brought it.

    `hours_apart` counts from the report, for a photo of the finished work from when it was brought.
    """

    id: int
    kind: str
    name: str
    thumbnail: bytes | None
    taken_at: str | None
    distance_m: float | None
    hours_apart: float | None
    at: str
    actor: str

    @property
    def is_doubtful(self) -> bool:
        """Whether it was taken far from the case, or long before or after the report."""
        return (self.distance_m or 0) > FAR_M or abs(self.hours_apart or 0) > FAR_HOURS


def folder(desk: Desk) -> Path:
    """Where the originals lie: beside the file, and to be copied with it."""
    return store.folder(desk.path.absolute())


def keep(desk: Desk, change: Change, case_id: int, paths: Iterable[Path], kind: str) -> list[int]:
    """Keep photos of a case inside a change; their numbers.

    The originals are written before the change commits: what fails afterwards leaves at most a file that no row
    names. BadInput for a file that cannot be read.
    """
    made = []
    for path in paths:
        try:
            data = Path(path).read_bytes()
        except OSError as fault:
            raise BadInput(
                "{file} cannot be read ({reason}): choose another file.", file=path, reason=fault.strerror or ""
            ) from fault
        found = photo.read(data, Path(path).name)
        store.keep_original(desk.path, found.sha256, data)
        number = store.add(
            change.conn,
            case_id=case_id,
            kind=kind if found.thumbnail is not None else "document",
            name=Path(path).name,
            mime=found.mime,
            size=len(data),
            sha256=found.sha256,
            width=found.width,
            height=found.height,
            taken_at=found.taken_at,
            lon=found.lon,
            lat=found.lat,
            thumbnail=found.thumbnail,
            at=change.at,
            actor=change.actor.uid,
        )
        made.append(number)
        # The trail is chained: who changes an original and its row too is found out.
        change.about.setdefault("photos", []).append({"id": number, "sha256": found.sha256})
    return made


def of(desk: Desk, actor: Actor, case_id: int) -> list[PhotoView]:
    """The photos of a case in the order in which they came."""
    desk.look(actor, "record.read", "photo.list")
    with desk.reader() as conn:
        rows = store.of(conn, "case", case_id)
        place = places.position(conn, "case_file", case_id)
        reported = records.read(conn, "case", [case_id], ["reported_at"]).get(case_id, (None,))[0]
    zone = ZoneInfo(desk.zone)
    return [
        PhotoView(
            row.id, row.kind, row.name, row.thumbnail, row.taken_at, _distance(row, place),
            _hours(row.taken_at, row.at if row.kind == "after_photo" else reported, zone), row.at, row.actor,
        )
        for row in rows
    ]  # fmt: skip


def _distance(row: store.Medium, place: tuple[int, float, float] | None) -> float | None:
    """Metres on the sphere between where a photo was taken and the case; None when either is not known."""
    if row.lon is None or row.lat is None or place is None:
        return None
    _, lon, lat = place
    a, b = math.radians(row.lat), math.radians(lat)
    half = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(row.lon - lon) / 2) ** 2
    return 2 * EARTH_M * math.asin(min(math.sqrt(half), 1.0))


def _hours(taken: str | None, reported: str | None, zone: ZoneInfo) -> float | None:
    if not taken or not reported:
        return None
    local = datetime.fromisoformat(taken).replace(tzinfo=zone)
    return (local - datetime.fromisoformat(reported)).total_seconds() / 3600


def original(desk: Desk, actor: Actor, number: int) -> bytes:
    """The bytes of an original; the look goes on record. Trouble when the file is gone or was altered."""
    desk.look(actor, "case.step", "photo.open", photo=number)
    return _original(desk, _rows(desk, [number])[0])


def _rows(desk: Desk, numbers: Sequence[int]) -> list[store.Medium]:
    with desk.reader() as conn:
        rows = store.get(conn, numbers)
    if len(rows) != len(set(numbers)):
        raise WrongUse("This photo is not there any more: it was withdrawn, or the file is another one.")
    return rows


def _original(desk: Desk, row: store.Medium) -> bytes:
    try:
        data = store.path_of(desk.path, row.sha256).read_bytes()
    except OSError as fault:
        raise Trouble(
            "{file} is not there: copy the folder {folder} beside the district file.",
            file=row.name,
            folder=store.folder(desk.path).name,
        ) from fault
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise Trouble("{file} was altered since it was kept: take it from a backup.", file=row.name)
    return data


def export(desk: Desk, actor: Actor, numbers: Sequence[int], folder: Path) -> list[Path]:
    """Write photos without time, place and camera into a folder; what left goes on record.

    Nothing is written when one of them is missing, altered, or of a kind whose place cannot be taken off.
    """
    desk.look(actor, "export", "photo.export", photos=list(numbers))
    for row in (rows := _rows(desk, numbers)):
        photo.stripped(_original(desk, row), row.name)
    made = []
    for row in rows:
        data = photo.stripped(_original(desk, row), row.name)
        target = folder / f"{row.case_id}-{row.id}{SUFFIXES.get(row.mime) or Path(row.name).suffix.lower()}"
        fresh = target.with_name(target.name + ".writing")
        try:
            fresh.write_bytes(data)
            fresh.replace(target)
        except OSError as fault:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise Trouble("{file} cannot be written ({reason}).", file=target, reason=fault.strerror or "") from fault
        made.append(target)
    return made


def check(desk: Desk) -> list[str]:
    """Every original that is missing or was altered, a sentence each."""
    with desk.reader() as conn:
        found = store.faults(conn, desk.path)
    return [
        tr("The photo {name} is missing from the folder beside the file.", name=name)
        if what == "missing"
        else tr("The photo {name} was altered.", name=name)
        for name, what in found
    ]
