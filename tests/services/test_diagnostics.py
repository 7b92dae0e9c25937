"""Diagnostics tell versions and sizes, and nobody's data: no name, no path, no exact count."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridgov import log, settings
from gridgov.services import diagnostics, records, staff
from gridgov.services.desk import Desk


def test_nothing_of_anybody_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "zhangsanfeng"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("QT_IM_MODULE", "ibus")
    kept = settings.load()
    log.start(kept)
    desk = Desk.create(home / "望湖街道.gpkg", name="望湖街道")
    actor = staff.sign_in(desk)
    people = {"name": [f"张三{n}" for n in range(123)], "phone": ["19900001111"] * 123}
    records.add_many(desk, actor, "person", people, source="t")
    kept.remember_file(desk.path)
    try:
        raise ValueError("张三丰 19900001111")
    except ValueError:
        log.logger.exception("a fault of ours")
    text = diagnostics.text(diagnostics.collect(kept, desk, actor, window=[("Qt", "6.8")]))
    desk.close()
    for value in ("张三", "望湖", "zhangsanfeng", "19900001111", "管理员", str(tmp_path), ".gpkg", "123"):
        assert value not in text, value
    for value in ("gridgov", "Python", "SQLite", "format", "about 120", "QT_IM_MODULE: ibus", "theme=light", "Qt: 6.8"):
        assert value in text, value
    assert "test_diagnostics.py" in text
    assert "Free on the disk" in text


def test_a_file_that_fails_leaves_the_rest(tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "d.gpkg")
    actor = staff.sign_in(desk)
    desk.close()
    text = diagnostics.text(diagnostics.collect(settings.load(), desk, actor))
    assert "cannot be told" in text
    assert "Settings: language" in text


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (99, "under 100"), (123, "about 120"), (4_567, "about 4,600"), (1_000_000, "about 1,000,000")],
)
def test_counts_are_rounded(number: int, said: str) -> None:
    assert diagnostics.rounded(number) == said


def test_fonts_are_asked_without_a_window() -> None:
    assert diagnostics.fonts_with_chinese() in {"yes", "no", "cannot be asked"}
