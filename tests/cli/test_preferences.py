"""`gridgov settings` and `gridgov diagnostics`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gridgov import settings
from gridgov.cli.main import run
from gridgov.services.desk import Desk


def test_settings_are_shown_set_and_carried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "settings", "set", "theme", "contrast"]) == 0
    assert run(["settings", "show", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["theme"] == "contrast"
    file = tmp_path / "s.json"
    assert run(["settings", "export", str(file)]) == 0
    assert run(["settings", "set", "theme", "light"]) == 0
    assert run(["settings", "import", str(file), "--json"]) == 0
    assert settings.load().theme == "contrast"
    assert run(["--lang", "en", "settings", "show"]) == 0
    assert "90 – 150" in capsys.readouterr().out


def test_faults_have_their_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "s.json"
    for values, code in (({"theme": "pink"}, 3), ({"theme": "dark", "sound": 1}, 1)):
        file.write_text(json.dumps({"kind": "gridgov settings", "version": 1, "settings": values}), encoding="utf-8")
        assert run(["--lang", "en", "settings", "import", str(file)]) == code
    assert run(["--lang", "en", "settings", "set", "sound", "loud"]) == 2
    assert run(["--lang", "en", "settings", "set", "text_percent", "300"]) == 3
    said = capsys.readouterr().err
    assert "'pink' cannot be chosen" in said
    assert "'sound' is not known" in said
    assert "There is no setting 'sound'" in said


def test_diagnostics_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Desk.create(tmp_path / "秘密.gpkg").close()
    assert run(["diagnostics", str(tmp_path / "秘密.gpkg")]) == 0
    said = capsys.readouterr().out
    assert "秘密" not in said
    assert "format" in said
    assert run(["diagnostics", "--json"]) == 0
    assert run(["settings", "forget", "--recent", "--layout", "--logs"]) == 0


def test_the_help_is_at_hand_without_a_window(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "help"]) == 0
    assert "map: Map" in capsys.readouterr().out
    assert run(["--lang", "zh", "help", "calendar"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("工作日历")
    assert "**" not in said
    assert run(["--lang", "en", "help", "overlaps", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == "import"
    assert run(["--lang", "en", "help", "nothing of the kind"]) == 0
    assert "No help has all" in capsys.readouterr().err
