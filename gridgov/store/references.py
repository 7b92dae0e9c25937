"""References that were kept as text because what they name was not there yet."""

from __future__ import annotations

from gridgov.store.database import Connection
from gridgov.store.statements import quoted
from gridgov.store.tables import shape


def waiting(conn: Connection, register: str, field: str, target: str) -> dict[int, int]:
    """The records of a register whose reference `field` names a record of `target` that is there now.

    By number, and where no number fits by a name that only one record has; fid of the referring record → fid of what
    it names. Empty when nothing waits or nothing fits.
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
    if "name" not in aim.columns or "name" in aim.private:
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
