"""One record as a form, made from the field dictionary: each value is judged when its field is left, Enter goes on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain import classes, codes
from gridgov.domain.access import Actor, may
from gridgov.domain.register import Field
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.services import lists, record_entry, search
from gridgov.services.desk import Desk
from gridgov.ui.forms.suggest import EnterGoesOn, Offer, SuggestLine

LONG = 200
"""Texts of more characters than this have room for several lines."""


class ChoiceButton(QToolButton):
    """Several codes of a list, ticked in a menu.

    Signals
    -------
    changed : object
        None: the choice is another one.
    """

    changed = Signal(object)

    def __init__(self, list_id: str) -> None:
        super().__init__()
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._actions: list[QAction] = []
        for code, (zh, en) in codes.codes(list_id).items():
            action = self._menu.addAction(pick(zh, en))
            action.setCheckable(True)
            action.setData(code)
            action.toggled.connect(self._on_toggled)
            self._actions.append(action)
        self.setMenu(self._menu)
        self._show()

    @Slot(bool)
    def _on_toggled(self, _on: bool) -> None:
        self._show()
        self.changed.emit(None)

    def _show(self) -> None:
        names = [action.text() for action in self._actions if action.isChecked()]
        self.setText(pick("、", ", ").join(names) or tr("None chosen"))

    def text(self) -> str:
        """The chosen codes, joined by commas; what the button shows is read with `shown`."""
        return ",".join(str(action.data()) for action in self._actions if action.isChecked())

    def put(self, chosen: str) -> None:
        """Tick the codes of a text of codes or names."""
        known, _ = codes.parse_list(self.property("list"), chosen) if chosen else ([], [])
        for action in self._actions:
            action.setChecked(action.data() in known)


class RecordForm(QWidget):
    """The fields of a register. `values` gives what was changed; fields that were left alone are not in it.

    Signals
    -------
    submitted : object
        None: Ctrl+Enter, or Enter in the last field.
    """

    submitted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        actor: Actor,
        register: str,
        shown: dict[str, Any] | None = None,
        place: tuple[float, float] | None = None,
        parent: QWidget | None = None,
        *,
        fid: int | None = None,
        only: str = "",
    ) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._register, self._fid = desk, actor, register, fid
        self._shown = shown
        self.fields: dict[str, QWidget] = {}
        self.notes: dict[str, QLabel] = {}
        self._enter = EnterGoesOn(self)
        self._enter.passed.connect(self._next)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for field in record_entry.fields(register, desk):
            if not only or field.name == only:
                self._add(form, field)
        if record_entry.register(register).has_place and not only:
            self._add_place(form, place)
        body = QWidget()
        body.setLayout(form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self._before = {name: self._text(widget) for name, widget in self.fields.items()}

    def _add(self, form: QFormLayout, field: Field) -> None:
        widget = self._widget(field)
        self._put(field, widget)
        name = pick(field.zh, field.en)
        label = QLabel(name + (" *" if field.required else ""))
        label.setBuddy(widget)
        widget.setAccessibleName(name)
        form.addRow(label, self._with_note(widget, field.name))
        if not widget.isEnabled() and self._fid is not None and may(self._actor, "person.reveal"):
            eye = QPushButton(tr("Show"))
            eye.setProperty("field", field.name)
            eye.setAccessibleName(tr("Show {field}", field=name))
            eye.clicked.connect(self._on_show)
            form.addRow("", eye)
        self.fields[field.name] = widget
        widget.setProperty("field", field.name)
        widget.installEventFilter(self)
        if not isinstance(widget, SuggestLine):
            widget.installEventFilter(self._enter)

    @Slot()
    def _on_show(self) -> None:
        sender = self.sender()
        if sender is None:
            return
        reason, given = QInputDialog.getText(self, tr("Show"), tr("Why do you need to see this?"))
        if given and reason.strip():
            self.reveal(str(sender.property("field")), reason.strip())

    def reveal(self, name: str, reason: str) -> None:
        """Show the values of a masked list for a reason, so that they can be changed; the look is on record."""
        widget = self.fields[name]
        if self._fid is None or not isinstance(widget, ChoiceButton):
            return
        try:
            text = lists.reveal(self._desk, self._actor, self._register, self._fid, name, reason)
        except GridgovError as error:
            self.notes[name].setText(say(error))
            self.notes[name].setVisible(True)
            return
        widget.put(text)
        widget.setEnabled(True)
        self._before[name] = self._text(widget)

    def _with_note(self, widget: QWidget, name: str) -> QWidget:
        """A field with room for a word on what is in it."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(widget)
        note = QLabel()
        note.setObjectName("error")
        note.setWordWrap(True)
        note.setVisible(False)
        column.addWidget(note)
        self.notes[name] = note
        return box

    def _widget(self, field: Field) -> QWidget:
        if field.kind == "code" and field.codes in codes.lists():
            box = QComboBox()
            box.addItem("", "")
            # As wide as the form, however long its longest word is.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            for code, (zh, en) in codes.codes(field.codes).items():
                box.addItem(pick(zh, en), code)
            return box
        if field.choices:
            chosen = QComboBox()
            chosen.addItem("", "")
            for word in field.choices:
                chosen.addItem(word, word)
            return chosen
        if field.kind == "list":
            button = ChoiceButton(field.codes)
            button.setProperty("list", field.codes)
            return button
        if field.kind in {"ref", "class"}:
            line = SuggestLine(self._finder(field))
            line.passed.connect(self._passed)
            return line
        if field.kind == "text" and field.length > LONG:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setFixedHeight(64)
            return text
        line_edit = QLineEdit()
        if field.kind == "date":
            line_edit.setPlaceholderText(tr("year-month-day"))
        elif field.kind == "time":
            line_edit.setPlaceholderText(tr("year-month-day hour:minute"))
        return line_edit

    def _finder(self, field: Field) -> Any:
        def find_class(text: str) -> list[Offer]:
            wanted = text.strip().casefold()
            return [
                (f"{one.code}  {pick(one.zh, one.en)}", one.code)
                for one in classes.all_of(field.codes)
                if one.code.startswith(wanted) or wanted in f"{one.zh} {one.en}".casefold()
            ][:12]

        def find_record(text: str) -> list[Offer]:
            found = []
            for group in search.find(self._desk, self._actor, text, limit=8):
                if group.kind == field.ref:
                    found += [(f"{hit.title}  {hit.subtitle}", int(hit.key)) for hit in group.hits]
            return found

        return find_class if field.kind == "class" else find_record

    def _put(self, field: Field, widget: QWidget) -> None:
        """Show what the record has: as it is where nothing is personal, as a shadow where it is masked."""
        value = "" if self._shown is None else self._shown.get(field.name)
        text = "" if value is None else str(value)
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(max(widget.findText(text), widget.findData(text), 0) if text else 0)
        elif isinstance(widget, ChoiceButton):
            if field.personal and text:
                # Several values that are masked cannot be added to unseen: they are shown first, which is on record.
                widget.setEnabled(False)
                widget.setText(tr("{value} (kept as it is)", value=text))
            else:
                widget.put(text)
        elif isinstance(widget, QLineEdit | QPlainTextEdit):
            if field.personal and text:
                widget.setPlaceholderText(tr("{value} (kept as it is)", value=text))
            elif isinstance(widget, QPlainTextEdit):
                widget.setPlainText(text)
            elif isinstance(widget, SuggestLine):
                widget.put(text, text or None)
            else:
                widget.setText(text)

    def _add_place(self, form: QFormLayout, place: tuple[float, float] | None) -> None:
        line = QLineEdit(f"{place[0]:.7f}, {place[1]:.7f}" if place else "")
        line.setPlaceholderText(tr("Longitude, latitude"))
        line.setAccessibleName(tr("Place"))
        line.installEventFilter(self._enter)
        form.addRow(tr("Place"), self._with_note(line, "place_xy"))
        self.fields["place_xy"] = line

    # -- what was typed ------------------------------------------------------------------------------------------

    @staticmethod
    def _text(widget: QWidget) -> str:
        if isinstance(widget, QComboBox):
            return str(widget.currentData() or "")
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText().strip()
        if isinstance(widget, QLineEdit | ChoiceButton):
            return widget.text().strip()
        return ""

    def values(self) -> dict[str, str | None]:
        """What was changed, field by field; a place becomes x and y."""
        found: dict[str, str | None] = {}
        for name, widget in self.fields.items():
            text = self._text(widget)
            if text == self._before[name]:
                continue
            if name == "place_xy":
                parts = text.replace("，", ",").split(",")
                found["x"], found["y"] = (parts[0].strip(), parts[1].strip()) if len(parts) == 2 else (text, text)
            elif isinstance(widget, SuggestLine) and widget.taken is not None:
                found[name] = self._written(name, widget)
            else:
                found[name] = text
        return found

    def _written(self, name: str, widget: SuggestLine) -> str:
        """How a chosen record or class is written: by its number or code."""
        field = record_entry.register(self._register).field(name)
        if field is None or field.kind == "class" or not isinstance(widget.taken, int):
            return str(widget.taken)
        return record_entry.key_of(self._desk, field.ref, widget.taken)

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed."""
        return bool(self.values())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Judge a value when its field is left."""
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, QWidget):
            self.judge(str(watched.property("field") or ""))
        return super().eventFilter(watched, event)

    def judge(self, name: str) -> str:
        """Say what is wrong with a field, or nothing; the sentence."""
        widget = self.fields.get(name)
        if widget is None or name not in self.notes:
            return ""
        text = self._text(widget)
        if isinstance(widget, SuggestLine) and widget.taken is not None:
            text = self._written(name, widget)
        said = record_entry.judge(self._desk, self._register, name, text) if text != self._before.get(name) else ""
        self.notes[name].setText(said)
        self.notes[name].setVisible(bool(said))
        return said

    @Slot(object)
    def _passed(self, _nothing: object) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget):
            self._next(sender)

    @Slot(object)
    def _next(self, widget: QWidget) -> None:
        order = list(self.fields.values())
        at = order.index(widget) + 1 if widget in order else 0
        if at < len(order):
            order[at].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.submitted.emit(None)
