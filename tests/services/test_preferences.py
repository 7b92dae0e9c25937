"""Preferences carried to another machine: checked, faults told one by one, nothing personal in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gridgov import log, settings
from gridgov.errors import BadInput, WrongUse
from gridgov.services import preferences


def test_what_goes_out_comes_in_again(tmp_path: Path) -> None:
    kept = settings.load()
    kept.remember_file(Path("/home/zhangsan/张三的区.gpkg"))
    preferences.put(kept, {"theme": "dark", "text-percent": "125", "language": "en", "log_days": 9})
    preferences.write(kept, tmp_path / "s.json")
    text = (tmp_path / "s.json").read_text(encoding="utf-8")
    assert "zhangsan" not in text
    assert "张三" not in text
    preferences.put(kept, {"theme": "light", "text_percent": 100, "language": "zh_CN", "log_days": 30})
    found = preferences.bring(settings.load(), tmp_path / "s.json")
    assert (found.faults, found.unknown) == ([], [])
    again = settings.load()
    assert (again.theme, again.text_percent, again.language, again.log_days) == ("dark", 125, "en", 9)
    assert len(again.recent) == 1


def written(path: Path, values: dict[str, object], **head: object) -> Path:
    document = {"kind": preferences.KIND, "version": 1, "settings": values, **head}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_bad_value_takes_nothing_over_and_each_fault_is_a_sentence(tmp_path: Path) -> None:
    path = written(tmp_path / "s.json", {"theme": "pink", "text_percent": 300, "log_days": 9})
    found = preferences.bring(settings.load(), path)
    assert len(found.faults) == 2
    assert all(fault.endswith(".") for fault in found.faults)
    assert settings.load() == settings.Settings()


def test_what_nobody_knows_is_named_and_left_out(tmp_path: Path) -> None:
    path = written(tmp_path / "s.json", {"theme": "dark", "them": "x", "password": "hunter2"})
    found = preferences.bring(settings.load(), path)
    assert len(found.unknown) == 2
    assert any("did you mean theme?" in sentence for sentence in found.unknown)
    assert "hunter2" not in (settings.state_folder() / "settings.json").read_text(encoding="utf-8")
    assert settings.load().theme == "dark"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kind": "gridgov settings"}', "[" * 5000, '{"settings": {}}'])
def test_another_file_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="no file of gridgov's settings"):
        preferences.read(path)
    with pytest.raises(BadInput):
        preferences.read(tmp_path / "gone.json")


def test_a_file_of_a_later_version_or_without_anything_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="later version"):
        preferences.read(written(tmp_path / "s.json", {}, version=99))
    with pytest.raises(WrongUse, match="no setting"):
        preferences.bring(settings.load(), written(tmp_path / "s.json", {"x": 1}))


def test_fewer_days_let_old_logs_go_at_once() -> None:
    log.folder().mkdir(parents=True)
    old = log.folder() / "gridgov-2020-01-01.log"
    old.write_text("x", encoding="utf-8")
    preferences.put(settings.load(), {"log_days": 7})
    assert not old.exists()


def test_recent_files_and_layout_are_forgotten() -> None:
    kept = settings.load()
    kept.remember_file(Path("a.gpkg"))
    kept.layout["geometry"] = "x"
    preferences.keep(kept)
    preferences.forget_recent(kept)
    preferences.reset_layout(kept)
    assert (settings.load().recent, settings.load().layout) == ([], {})
