"""Every file of the test data, good and bad, dropped on the window: a sentence, or the next page; never a fault."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from docs import testdata_table
from gridgov import messages
from gridgov.services.desk import Desk
from gridgov.ui.application import Application
from gridgov.ui.dialogs.import_wizard import COLUMNS, COORDINATES, FILE, ImportWizard
from tests.acceptance.test_testdata import name_of

FILES = testdata_table.files()


@pytest.fixture(scope="module")
def opened(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    messages.use("en")
    path = tmp_path_factory.mktemp("walk") / "district.gpkg"
    Desk.create(path).close()
    made = Application(qapp)
    made.settings.language = "en"
    messages.use("en")
    made.start(path)
    wait(qapp, made)
    yield made
    OPEN.clear()
    made.window.close()
    qapp.removeTranslator(made._translator)
    made.window.deleteLater()


def wait(qapp: QApplication, application: Application) -> None:
    """Until nothing is under way."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        qapp.processEvents()
        if application.jobs.idle:
            qapp.processEvents()
            if application.jobs.idle:
                return
        time.sleep(0.002)
    raise AssertionError("something does not end")


def drop(application: Application, path: Path) -> ImportWizard:
    """Drop a file on the window, as a person does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    application.window.dropEvent(event)
    assert event.isAccepted()
    return application.window.findChildren(ImportWizard)[-1]


OPEN: dict[str, ImportWizard] = {}
"""The window that the first file of each ending opened: the others of that ending are chosen in it."""


def wizard_for(application: Application, path: Path) -> ImportWizard:
    """The import window with this file in it."""
    ending = path.suffix.lower()
    if ending not in OPEN:
        for kept in OPEN.values():
            kept.hide()
        OPEN[ending] = drop(application, path)
    else:
        OPEN[ending]._message.clear()
        OPEN[ending]._show(FILE)
        OPEN[ending].file.choose(path)
    return OPEN[ending]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_file_has_an_answer_in_the_window(
    testdata: Path, qapp: QApplication, opened: Application, path: Path
) -> None:
    wizard = wizard_for(opened, path)
    wait(qapp, opened)
    said = wizard.file.problem
    if not said:
        assert wizard.file.look is not None
        wizard._on_next()
        wait(qapp, opened)
        said = wizard._message.text()
        step = wizard._stack.currentIndex()
        assert bool(said) == (step == FILE), "it goes on, or says why not"
        assert said or step in (COLUMNS, COORDINATES)
    assert not re.search(r"\{\w+\}|: $|\$:$|None|fault of gridgov|Traceback", said), said
    assert wizard._next.isEnabled() == wizard._may_go_on()
