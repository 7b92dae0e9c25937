"""References that could not be linked when they came in, and can be now that what they name has arrived."""

from __future__ import annotations

from gridgov.domain.register import membership, registers
from gridgov.services import records
from gridgov.services.desk import Change, Desk
from gridgov.store import references
from gridgov.store.tables import shape


def link(desk: Desk, change: Change, arrived: str) -> int:
    """Link what waits for records of the register `arrived`, inside a change; how many references were linked.

    The texts stay as they were written. With the batch of the change, undoing the import takes the links back too.
    """
    count = 0
    for kept in (*registers().values(), membership()):
        for field in (*kept.fields, *kept.parts):
            # A person's household is a part of the row that makes the membership.
            if field.ref != arrived or f"{field.name}_id" not in shape(kept.id).columns:
                continue
            found = references.waiting(change.conn, kept.id, field.name, arrived)
            if not found:
                continue
            fids = list(found)
            records.edit_in(desk, change, kept.id, fids, {f"{field.name}_id": [found[fid] for fid in fids]})
            count += len(fids)
    if arrived == "person":
        count += len(link_heads(desk, change))
    return count


def link_heads(desk: Desk, change: Change) -> list[int]:
    """Link heads of households that are named to the person meant, inside a change; the households' fids."""
    found = references.heads(change.conn)
    if found:
        records.edit_in(desk, change, "household", list(found), {"head_id": list(found.values())})
    return list(found)
