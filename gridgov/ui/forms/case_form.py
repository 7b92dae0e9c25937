"""Reporting a case without the mouse: Enter goes to the next field, Ctrl+Enter submits and keeps class and street."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain import codes
from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import case_intake, case_work, workflows
from gridgov.services.desk import Desk
from gridgov.ui.forms.phrases import PhraseButton
from gridgov.ui.forms.questions import Questions
from gridgov.ui.forms.suggest import EnterGoesOn, Offer, SuggestLine
from gridgov.ui.jobs import JobRunner, Outcome

PHOTOS = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"}


class CaseForm(QFrame):
    """The form of a new case.

    Signals
    -------
    begun : object
        The case that was begun (a Taken).
    case_asked : object
        A case's fid: a similar one is to be shown.
    place_asked : object
        None: choose a point on the map.
    """

    begun = Signal(object)
    case_asked = Signal(object)
    place_asked = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self._place: tuple[float, float] | None = None
        self._photos: list[Path] = []
        self._pasted: list[Path] = []
        self._busy = False
        self.setObjectName("card")
        self.setAcceptDrops(True)
        self.workflow = QComboBox()
        for flow in workflows.available(desk, actor):
            self.workflow.addItem(pick(flow.zh, flow.en), flow.id)
        self.kind = SuggestLine(self._classes)
        self.kind.setPlaceholderText(tr("Letters, pinyin initials, or a code"))
        self.condition = QComboBox()
        self.address = SuggestLine(self._places)
        self.address.setPlaceholderText(tr("Address, cell code, or longitude, latitude"))
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(tr("What was seen or told"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(74)
        self.phrases = PhraseButton(desk, actor, self.text)
        self.questions = Questions()
        self._on_map = QPushButton(tr("On the map"))
        self._on_map.setToolTip(tr("Click the place on the map (Alt+M)"))
        self._on_map.setShortcut("Alt+M")
        self._on_map.clicked.connect(self._ask_place)
        self.source = QComboBox()
        for code, (zh, en) in codes.codes("source").items():
            self.source.addItem(pick(zh, en), code)
        self.external = QLineEdit()
        self.external.setPlaceholderText(tr("Number in another system, if it has one"))
        self.due, self.cell, self.near, self.photos = QLabel(), QLabel(), QLabel(), QLabel()
        self.error = QLabel()
        for label, name in ((self.due, "muted"), (self.cell, "muted"), (self.photos, "muted"), (self.error, "error")):
            label.setObjectName(name)
            label.setWordWrap(True)
        self.near.setWordWrap(True)
        self.near.setVisible(False)
        self.near.setTextFormat(Qt.TextFormat.RichText)
        self.near.linkActivated.connect(self._on_near)
        self.error.setVisible(False)
        self._submit = QPushButton(tr("Report"))
        self._submit.setToolTip("Ctrl+Enter")
        self._submit.clicked.connect(self.submit)
        self._clear = QPushButton(tr("Clear"))
        self._clear.clicked.connect(self.clear)
        self._lay_out()
        self._wire()
        self._restore()

    # -- building ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        title = QLabel(tr("Report a case"))
        title.setObjectName("heading")
        layout.addWidget(title)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._rows: list[tuple[str, QWidget]] = [
            (tr("Class"), self.kind), (tr("Filing condition"), self.condition), (tr("Address"), self.address),
            (tr("Description"), self.text), (tr("Source"), self.source), (tr("Outside number"), self.external),
            (tr("Workflow"), self.workflow),
        ]  # fmt: skip
        for name, widget in self._rows:
            if isinstance(widget, QComboBox):
                # As wide as the form: what it holds changes with the class.
                widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            label = QLabel(name)
            label.setBuddy(widget)
            widget.setAccessibleName(name)
            form.addRow(label, widget)
            if widget is self.condition:
                form.addRow("", self.due)
                form.addRow("", self.questions)
            elif widget is self.address:
                place = QHBoxLayout()
                place.addWidget(self.cell, 1)
                place.addWidget(self._on_map)
                form.addRow("", place)
                form.addRow("", self.near)
            elif widget is self.text:
                form.addRow("", self.phrases)
        layout.addLayout(form)
        layout.addWidget(self.photos)
        layout.addWidget(self.error)
        buttons = QHBoxLayout()
        buttons.addWidget(self._clear)
        buttons.addStretch(1)
        buttons.addWidget(self._submit)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.photos.setText(tr("Drop photos here, or paste one with Ctrl+V."))

    def _wire(self) -> None:
        self._enter = EnterGoesOn(self)
        self._enter.passed.connect(self._on_enter)
        for widget in (self.condition, self.text, self.source, self.external, self.workflow):
            widget.installEventFilter(self._enter)
        self.kind.chosen.connect(self._on_class)
        self.kind.passed.connect(self._from_class)
        self.address.chosen.connect(self._on_address)
        self.address.passed.connect(self._from_address)
        self.condition.currentIndexChanged.connect(self._on_condition)
        self._keep_later = QTimer(self)
        self._keep_later.setSingleShot(True)
        self._keep_later.setInterval(400)
        self._keep_later.timeout.connect(self.keep)
        for signal in (self.kind.textChanged, self.address.textChanged, self.external.textChanged):
            signal.connect(self._on_changed)
        self.text.textChanged.connect(self._on_changed)
        self.questions.changed.connect(self._on_answer)

    # -- what is offered ---------------------------------------------------------------------------------------

    def _classes(self, text: str) -> list[Offer]:
        return [(f"{hit.code}  {hit.name}", hit.code) for hit in case_intake.classes_like(text)]

    def _places(self, text: str) -> list[Offer]:
        try:
            found = case_intake.places_like(self._desk, self._actor, text)
        except GridgovError:
            return []
        return [(hit.title if not hit.subtitle else f"{hit.title}  {hit.subtitle}", hit) for hit in found]

    @Slot(object)
    def _on_class(self, code: str) -> None:
        self.condition.blockSignals(True)
        self.condition.clear()
        for one in case_intake.conditions_of(code):
            self.condition.addItem(pick(one.zh, one.en), one.id)
        self.condition.blockSignals(False)
        self.condition.setEnabled(self.condition.count() > 1)
        self.questions.ask(code)
        self._on_condition(0)
        self._look_near()

    @Slot(int)
    def _on_condition(self, _index: int) -> None:
        code = self.kind.taken
        found = case_intake.due_preview(self._desk, code, self.condition.currentData() or "") if code else None
        if found is None:
            self.due.clear()
            return
        note = tr(" (provisional: next year's holidays are not announced)") if found.provisional else ""
        self.due.setText(
            tr("{allowed}: if handled from now, due {due}{note}", allowed=found.allowed, due=found.due_at, note=note)
        )

    @Slot(object)
    def _on_answer(self, _nothing: object) -> None:
        self._on_changed()

    @Slot()
    def _ask_place(self) -> None:
        self.place_asked.emit(None)

    @Slot(object)
    def _on_address(self, hit: Any) -> None:
        self.set_place(hit.lon, hit.lat, cell=hit.cell)

    def set_place(self, lon: float, lat: float, *, cell: str = "", text: str = "") -> None:
        """The place of the case: chosen on the map, by address or pasted."""
        self._place = (lon, lat)
        cell = cell or case_intake.cell_at(self._desk, lon, lat)
        self.cell.setText(tr("Cell {code}", code=cell) if cell else tr("In no cell of this district"))
        if text:
            self.address.put(text, None)
        self._look_near()
        self._on_changed()

    def place_in(self, code: str) -> None:
        """Put the case into a cell; the exact place is given by address or coordinates afterwards."""
        for hit in case_intake.places_like(self._desk, self._actor, code):
            if code in hit.title:
                self.address.put(code, hit)
                self.set_place(hit.lon, hit.lat, cell=hit.cell)
                return

    def _look_near(self) -> None:
        if self._place is None:
            return
        (lon, lat), code = self._place, self.kind.taken or ""
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> Any:
            return case_intake.similar(desk, actor, lon, lat, code)

        self._jobs.submit(work, self._near_found, owner=self)

    def _near_found(self, outcome: Outcome) -> None:
        found = [one for one in outcome.value or () if one.same_class] or list(outcome.value or ())[:2]
        self.near.setVisible(bool(found))
        lines = [
            tr(
                "⚠ <a href='{id}'>{number}</a> {title}, {metres} m, {hours} h ago, {state}",
                id=one.case_id, number=one.number, title=one.title, metres=one.metres, hours=one.hours, state=one.state,
            )
            for one in found[:3]
        ]  # fmt: skip
        self.near.setText("<br>".join(lines))

    @Slot(str)
    def _on_near(self, link: str) -> None:
        self.case_asked.emit(int(link))

    # -- moving on ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _from_class(self, _nothing: object) -> None:
        self._next(self.kind)

    @Slot(object)
    def _from_address(self, _nothing: object) -> None:
        self._next(self.address)

    @Slot(object)
    def _on_enter(self, widget: QWidget) -> None:
        self._next(widget)

    def _next(self, widget: QWidget) -> None:
        order = [one for _, one in self._rows if one.isEnabled()]
        at = order.index(widget) + 1
        # The last fields have their usual values: after the description the case can go.
        if widget is self.text:
            self.submit()
        elif at < len(order):
            order[at].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter submits and keeps class and street; Ctrl+V pastes a picture."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.submit(keep=True)
        elif event.matches(QKeySequence.StandardKey.Paste) and self.paste():
            return
        elif event.matches(QKeySequence.StandardKey.Save):
            self.keep()
        else:
            super().keyPressEvent(event)

    # -- the draft ---------------------------------------------------------------------------------------------

    @Slot()
    def _on_changed(self) -> None:
        self._keep_later.start()

    def values(self) -> dict[str, Any]:
        """What is in the form, as a draft keeps it."""
        return {
            "class": self.kind.taken, "class_text": self.kind.text(), "condition": self.condition.currentData(),
            "address": self.address.text(), "place": list(self._place) if self._place else None,
            "text": self.text.toPlainText(), "source": self.source.currentData(), "external": self.external.text(),
            "workflow": self.workflow.currentData(), "answers": self.questions.answers(),
        }  # fmt: skip

    @Slot()
    def keep(self) -> None:
        """Keep the draft in the file; an empty form has none."""
        self._keep_later.stop()
        values = self.values()
        filled = any(values[name] for name in ("class_text", "address", "text", "external"))
        try:
            case_intake.keep_draft(self._desk, self._actor, values if filled else None)
        except GridgovError as error:
            self._say(say(error))

    def _restore(self) -> None:
        kept = case_intake.draft(self._desk, self._actor)
        self.condition.setEnabled(False)
        if not kept:
            return
        self.kind.put(kept.get("class_text") or "", kept.get("class"))
        if kept.get("class"):
            self._on_class(kept["class"])
            self.condition.setCurrentIndex(max(self.condition.findData(kept.get("condition")), 0))
            self.questions.put(kept.get("answers") or {})
        self.address.put(kept.get("address") or "", None)
        if kept.get("place"):
            self.set_place(*kept["place"])
        self.text.setPlainText(kept.get("text") or "")
        self.external.setText(kept.get("external") or "")
        for box, name in ((self.source, "source"), (self.workflow, "workflow")):
            if (at := box.findData(kept.get(name))) >= 0:
                box.setCurrentIndex(at)
        self._keep_later.stop()

    @Slot()
    def clear(self) -> None:
        """Empty the form and forget the draft."""
        self._empty(keep=False)
        self.kind.setFocus()

    def _empty(self, *, keep: bool) -> None:
        if not keep:
            self.kind.put("", None)
            self.condition.clear()
            self.condition.setEnabled(False)
            self.questions.ask(None)
            self.address.put("", None)
            self._place = None
            self.due.clear()
            self.cell.clear()
        self.near.setVisible(False)
        self.text.clear()
        self.external.clear()
        self._photos.clear()
        for folder in self._pasted:
            shutil.rmtree(folder, ignore_errors=True)
        self._pasted.clear()
        self.photos.setText(tr("Drop photos here, or paste one with Ctrl+V."))
        self.error.setVisible(False)
        self.keep()

    # -- photos ------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures."""
        if any(Path(url.toLocalFile()).suffix.lower() in PHOTOS for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pictures that are dropped go with the case."""
        self.add_photos([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def paste(self) -> bool:
        """Take a picture from the clipboard; False when there is none."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            return False
        folder = Path(tempfile.mkdtemp(prefix="gridgov-"))
        path = folder / f"pasted-{len(self._photos) + 1}.png"
        if image.save(str(path)):
            self._pasted.append(folder)
            self.add_photos([path])
        return True

    def add_photos(self, paths: list[Path]) -> None:
        """Let pictures go with the case; other files are passed over."""
        self._photos += [path for path in paths if path.suffix.lower() in PHOTOS and path not in self._photos]
        self.photos.setText(tr("{n} photos go with the case.", n=len(self._photos)))

    # -- submitting --------------------------------------------------------------------------------------------

    @Slot()
    def submit(self, *, keep: bool = False) -> None:
        """Report the case; what is missing is said beside the form, and nothing that was typed is lost."""
        if self._busy:
            return
        if self.kind.text().strip() and self.kind.taken is None:
            hits = case_intake.classes_like(self.kind.text())
            if len(hits) == 1 or (hits and hits[0].code == self.kind.text().split()[0]):
                self.kind.taken = hits[0].code
        address = self.address.text().strip()
        values: dict[str, Any] = {
            "description": self.text.toPlainText().strip(), "class_code": self.kind.taken, "address": address,
            "source": self.source.currentData(), "external_number": self.external.text().strip(),
            "filing_condition": self.condition.currentText() if self.kind.taken else None,
        }  # fmt: skip
        if self._place is not None:
            values |= {"x": self._place[0], "y": self._place[1]}
        if self.kind.text().strip() and self.kind.taken is None:
            self._say(tr("Choose a class from the list: '{text}' is none.", text=self.kind.text().strip()))
            self.kind.setFocus()
            return
        desk, actor, flow, photos = self._desk, self._actor, str(self.workflow.currentData()), list(self._photos)
        given = {"photo": photos, "rule": address, "answers": self.questions.answers()}

        def work(_progress: Progress) -> Any:
            return case_work.begin(desk, actor, values, workflow=flow, given=given)

        self._busy = True
        self._keep = keep
        self._jobs.submit(work, self._submitted, owner=self, title=tr("Reporting the case"))

    def _submitted(self, outcome: Outcome) -> None:
        self._busy = False
        if outcome.error is not None:
            known = isinstance(outcome.error, GridgovError)
            self._say(say(outcome.error) if known else tr("This is a fault of gridgov. What you typed is still there."))  # type: ignore[arg-type]
            return
        self._empty(keep=self._keep)
        (self.text if self._keep else self.kind).setFocus()
        self.begun.emit(outcome.value)

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(True)
