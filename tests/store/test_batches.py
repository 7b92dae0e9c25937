from __future__ import annotations

from pathlib import Path

from gridgov.store import batches
from gridgov.store.database import Database


def test_an_import_is_on_record_with_its_verdicts(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.gpkg")
    with database.writer() as conn:
        at = "2026-01-01T00:00:00Z"
        number = batches.begin(
            conn, at=at, actor="somebody", register="person", source="list.csv", file_name="list.csv"
        )
        batches.add_rejects(conn, number, [(3, "name", "The name is empty.", {"row": 3}, "13800001234")])
        batches.finish(conn, number, {"rows": 5, "added": 3, "same": 1, "rejected": 1})
    with database.reader() as conn:
        (batch,) = batches.all_(conn)
        assert batch == batches.get(conn, number)
        verdicts = (batch.added, batch.changed, batch.same, batch.skipped, batch.rejected)
        assert (batch.rows, sum(verdicts), batch.undone_at) == (5, 5, None)
        assert batches.rejects(conn, number) == [(3, "name", "The name is empty.", {"row": 3}, "13800001234")]
        assert batches.get(conn, 99) is None
    with database.writer() as conn:
        batches.mark_undone(conn, number, "2026-02-01T00:00:00Z")
        assert batches.get(conn, number).undone_at == "2026-02-01T00:00:00Z"  # type: ignore[union-attr]
        assert batches.rejects(conn, number)[0][4] is None
    database.close()
