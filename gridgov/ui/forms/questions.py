"""What a class asks besides, as fields: they come and go with the class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QSpinBox, QWidget

from gridgov.domain.limits import Question, questions
from gridgov.messages import pick


class Questions(QWidget):
    """The questions of one class, a line each; without any the widget is hidden.

    Signals
    -------
    changed : object
        None: an answer was given.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.fields: dict[str, QComboBox | QSpinBox] = {}
        self.setVisible(False)

    def ask(self, code: str | None) -> None:
        """Show the questions of a class of the scheme in force; None for no class."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self.fields = {}
        for one in questions(None, code) if code else ():
            widget = self._widget(one)
            name = pick(one.zh, one.en)
            label = QLabel(name + (" *" if one.required else ""))
            label.setWordWrap(True)
            label.setBuddy(widget)
            widget.setAccessibleName(name)
            self._form.addRow(label, widget)
            self.fields[one.id] = widget
        self.setVisible(bool(self.fields))

    def _widget(self, one: Question) -> QComboBox | QSpinBox:
        if one.kind == "number":
            box = QSpinBox()
            box.setRange(-1, 99_999)
            # The lowest value is shown as nothing: not every question can be answered on the spot.
            box.setSpecialValueText(" ")
            box.setValue(-1)
            box.valueChanged.connect(self._on_change)
            return box
        choice = QComboBox()
        choice.addItem("", None)
        pairs = (("是", "Yes"), ("否", "No")) if one.kind == "yes_no" else one.choices
        for number, (zh, en) in enumerate(pairs):
            choice.addItem(pick(zh, en), ("yes", "no")[number] if one.kind == "yes_no" else zh)
        choice.currentIndexChanged.connect(self._on_change)
        return choice

    @Slot(int)
    def _on_change(self, _value: int) -> None:
        self.changed.emit(None)

    def answers(self) -> dict[str, Any]:
        """What was answered, by question; nothing for what was left open."""
        found: dict[str, Any] = {}
        for name, widget in self.fields.items():
            if isinstance(widget, QSpinBox):
                if widget.value() >= 0:
                    found[name] = widget.value()
            elif widget.currentData() is not None:
                found[name] = widget.currentData()
        return found

    def put(self, answers: Mapping[str, Any]) -> None:
        """Give answers that were kept."""
        for name, value in answers.items():
            widget = self.fields.get(name)
            if isinstance(widget, QSpinBox):
                widget.setValue(int(value))
            elif widget is not None and (at := widget.findData(value)) > 0:
                widget.setCurrentIndex(at)
