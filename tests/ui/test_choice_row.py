"""A row of choices: every entry chosen is read whole, and a narrow row breaks into lines."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gridgov.ui.widgets.choice_row import ChoiceBox, ChoiceRow


def shown(qtbot: QtBot) -> tuple[QWidget, list[ChoiceBox]]:
    page = QWidget()
    qtbot.addWidget(page)
    row = ChoiceRow()
    boxes = []
    for names in (("Unit cells (60)", "A far longer name of a layer (12,345)"), ("People", "Buildings"), ("Names",)):
        box = ChoiceBox()
        box.addItems(names)
        row.addWidget(box)
        boxes.append(box)
    column = QVBoxLayout(page)
    column.addLayout(row)
    column.addWidget(QWidget(), 1)
    page.resize(900, 300)
    page.show()
    qtbot.waitExposed(page)
    return page, boxes


def test_a_box_has_room_for_what_is_chosen(qtbot: QtBot) -> None:
    page, boxes = shown(qtbot)
    narrow = boxes[0].width()
    boxes[0].setCurrentIndex(1)
    page.layout().activate()
    assert boxes[0].width() > narrow
    for box in boxes:
        assert box.width() > box.fontMetrics().horizontalAdvance(box.currentText()) + 12
    assert len({box.y() for box in boxes}) == 1


def test_a_narrow_row_breaks_into_lines(qtbot: QtBot) -> None:
    page, boxes = shown(qtbot)
    wide = [box.width() for box in boxes]
    page.resize(wide[0] + wide[1] + 40, 300)
    assert [box.width() for box in boxes] == wide
    assert boxes[0].y() == boxes[1].y() < boxes[2].y()
    assert boxes[2].x() == boxes[0].x()
    boxes[0].hide()
    page.layout().activate()
    assert len({box.y() for box in boxes[1:]}) == 1
