"""References that were kept as text because what they name was not there yet."""

from __future__ import annotations

from collections import Counter

from gridgov.store.database import Connection
from gridgov.store.statements import quoted
from gridgov.store.tables import shape


def waiting(conn: Connection, register: str, field: str, target: str) -> dict[int, int]:
    """The records of a register whose reference `field` names a record of `target` that is there now.

    By number, and where no number fits by a name that only one record has (but see :func:`heads`); fid of the
    referring record → fid of what it names. Empty when nothing waits or nothing fits.
    """
    kind, aim = shape(register), shape(target)
    private = f"{field}_text" in kind.private
    table = quoted(kind.private_table if private else kind.table)
    ids, text = quoted(f"{field}_id"), quoted(f"{field}_text")
    id_table = quoted(kind.private_table if f"{field}_id" in kind.private else kind.table)
    open_ones = (
        f"SELECT w.fid, w.{text} AS said FROM {table} w JOIN {id_table} i ON i.fid = w.fid "
        f"WHERE w.{text} IS NOT NULL AND i.{ids} IS NULL"
    )
    found = dict(
        conn.execute(
            f"SELECT o.fid, min(a.fid) FROM ({open_ones}) o CROSS JOIN {quoted(aim.table)} a ON a.number = o.said "
            "GROUP BY o.fid HAVING count(*) = 1"
        ).fetchall()
    )
    if "name" not in aim.columns or "name" in aim.private or (register, field) == ("household", "head"):
        return found
    rest = [row for row in conn.execute(open_ones) if row[0] not in found]
    if not rest:
        return found
    names = {said for _, said in rest}
    fids: dict[str, int | None] = {}
    for name, fid in conn.execute(f"SELECT name, fid FROM {quoted(aim.table)} WHERE name IS NOT NULL"):
        if name in names:
            # Two of the same name: nobody can say which one was meant.
            fids[name] = None if name in fids else fid
    found.update((fid, meant) for fid, said in rest if (meant := fids.get(said)) is not None)
    return found


def heads(conn: Connection) -> dict[int, int]:
    """The households whose head is named and not linked, and who it is: fid of the household → fid of the person.

    The one member of the household of that name; where nobody is known to live in it, the only person of that name
    in the ledger, if no other household claims them. A name alone links nobody across the town.
    """
    open_ones = (
        "SELECT h.fid, coalesce(h.head_text, h.head_name) AS said FROM household h "
        "WHERE h.head_id IS NULL AND coalesce(h.head_text, h.head_name) IS NOT NULL"
    )
    found = dict(
        conn.execute(
            f"SELECT o.fid, min(p.fid) FROM ({open_ones}) o CROSS JOIN person p ON p.household_id = o.fid "
            "WHERE p.name = o.said GROUP BY o.fid HAVING count(*) = 1"
        ).fetchall()
    )
    lonely = conn.execute(
        f"SELECT o.fid, o.said FROM ({open_ones}) o "
        "WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.household_id = o.fid)"
    ).fetchall()
    if not lonely:
        return found
    names = {said for _, said in lonely}
    meant: dict[str, int | None] = {}
    for name, fid, home in conn.execute(
        "SELECT name, fid, coalesce(household_id, household_text) FROM person WHERE name IS NOT NULL"
    ):
        if name in names:
            meant[name] = None if name in meant or home is not None else fid
    named = Counter(said for _, said in lonely)
    found.update((fid, one) for fid, said in lonely if named[said] == 1 and (one := meant.get(said)) is not None)
    return found
