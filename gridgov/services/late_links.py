"""References that could not be linked when they came in, and can be now that what they name has arrived."""

from __future__ import annotations

from gridgov.domain.register import membership, registers
from gridgov.services import records
from gridgov.services.desk import Change, Desk
from gridgov.store import references


def link(desk: Desk, change: Change, arrived: str) -> int:
    """Link what waits for records of the register `arrived`, inside a change; how many references were linked.

    The texts stay as they were written. With the batch of the change, undoing the import takes the links back too.
    """
    count = 0
    for kept in (*registers().values(), membership()):
        for field in kept.fields:
            if field.ref != arrived:
                continue
            found = references.waiting(change.conn, kept.id, field.name, arrived)
            if not found:
                continue
            fids = list(found)
            records.edit_in(desk, change, kept.id, fids, {f"{field.name}_id": [found[fid] for fid in fids]})
            count += len(fids)
    return count
