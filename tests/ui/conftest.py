"""The program on a small district, in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridgov import messages
from gridgov.ui.application import Application
from tests.ui.test_window import make, settle


@pytest.fixture
def district(tmp_path: Path) -> Path:
    return make(tmp_path / "district.gpkg")


@pytest.fixture
def application(qtbot: QtBot, district: Path, qapp: QApplication) -> Iterator[Application]:
    made = Application(qapp)
    made.settings.language = "en"
    messages.use("en")
    made.start(district)
    settle(qtbot, made)
    yield made
    made.window.close()
    qapp.removeTranslator(made._translator)
    made.window.deleteLater()
