"""The district's own settings: name, zone, reference system, and what the file is."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gridgov.domain.access import Actor
from gridgov.errors import WrongUse
from gridgov.services.desk import Desk
from gridgov.spatial import crs as systems
from gridgov.store import geopackage, schema, setting


def describe(desk: Desk, actor: Actor) -> dict[str, Any]:
    """What the file is: file, name, crs, zone, schema_version, size in bytes, and whether the search is whole."""
    desk.look(actor, "cell.read", "file.describe")
    with desk.reader() as conn:
        found = setting.all_(conn)
        version = schema.version(conn)
    return {
        "file": str(desk.path),
        "name": found.get("name", ""),
        "crs": found.get("crs"),
        "zone": found.get("zone", "Asia/Shanghai"),
        "schema_version": version,
        "bytes": desk.path.stat().st_size,
    }


def change(
    desk: Desk, actor: Actor, *, name: str | None = None, zone: str | None = None, crs: str | None = None
) -> None:
    """Change the district's name, its zone (``Asia/Shanghai``) or the system it is measured and drawn in.

    ``WrongUse`` for a zone that nobody knows, ``BadInput`` for such a system.
    """
    values: dict[str, str] = {}
    if name is not None:
        values["name"] = name.strip()
    if zone is not None:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise WrongUse("{zone} is no time zone: write it like Asia/Shanghai.", zone=zone) from error
        values["zone"] = zone
    definition = None
    if crs is not None:
        definition = systems.definition(crs)
        values["crs"] = f"EPSG:{definition.srs_id}"
    if not values:
        return
    with desk.change(actor, "file.write", "file.settings") as made:
        if definition is not None and not geopackage.has_reference(made.conn, definition.srs_id):
            geopackage.add_reference(made.conn, definition.srs_id, definition.srs_name, definition.definition)
        made.about |= values
        setting.put(made.conn, values)
    desk.refresh()
