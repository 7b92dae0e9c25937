"""The doctor's window: findings with their place, mended and taken back, left and looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridgov import messages
from gridgov.services import cell_import, staff
from gridgov.services.desk import Desk
from gridgov.ui import actions
from gridgov.ui.application import Application
from gridgov.ui.dialogs.doctor_dialog import DoctorDialog
from tests.services.test_doctor import write
from tests.services.test_mend import OVER, SPIKED, C, cell
from tests.ui.test_window import settle


@pytest.fixture
def faulty(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Application]:
    path = tmp_path / "district.gpkg"
    desk = Desk.create(path)
    wide = cell((300, 0), (400, 0), (400, 100), (290, 100))
    drawn = write(tmp_path / "c.geojson", ("A", SPIKED), ("B", OVER), ("C", C), ("D", wide))
    cell_import.import_cells(desk, staff.sign_in(desk), drawn, code="code", edges=False)
    desk.close()
    made = Application(qapp)
    made.settings.language = "en"
    messages.use("en")
    made.start(path)
    settle(qtbot, made)
    yield made
    made.window.close()
    qapp.removeTranslator(made._translator)
    made.window.deleteLater()


def test_findings_are_shown_mended_taken_back_and_left(qtbot: QtBot, faulty: Application) -> None:
    dialog = actions.show_dialog(faulty.window, "doctor")
    assert isinstance(dialog, DoctorDialog)
    settle(qtbot, faulty)
    kinds = [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())]  # type: ignore[union-attr]
    assert kinds == ["overlap", "sliver", "spike"]
    assert "2 can be mended" in dialog.said.text()
    dialog.table.selectRow(0)
    assert not dialog.one.isEnabled(), "a wide overlap is for a person"
    assert "a neighbour would have to move" in dialog.told.text()
    dialog.table.selectRow(2)
    assert dialog.one.isEnabled()
    assert "cell A as it is" in dialog.told.text()
    assert not dialog.view.box.isNull()
    dialog.mend_all()
    settle(qtbot, faulty)
    assert dialog.table.rowCount() == 1
    assert dialog.said.text().startswith("2 cells were mended.")
    dialog.take_back()
    settle(qtbot, faulty)
    assert dialog.table.rowCount() == 3
    dialog.table.selectRow(0)
    dialog.leave_it("as the street runs")
    settle(qtbot, faulty)
    assert dialog.table.rowCount() == 2
    dialog.shows_left.setChecked(True)
    assert dialog.table.rowCount() == 3
    assert "as the street runs" in dialog.table.item(0, 3).text()  # type: ignore[union-attr]
    dialog.table.selectRow(0)
    dialog.look_again()
    settle(qtbot, faulty)
    dialog.shows_left.setChecked(False)
    assert dialog.table.rowCount() == 3
    dialog.table.selectRow(2)
    dialog._on_map()
    settle(qtbot, faulty)
    assert faulty.window.panel is not None
    assert faulty.window.panel.cell == ("unit_cell", "A")
