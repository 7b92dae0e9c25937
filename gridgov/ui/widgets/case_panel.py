"""A case on the screen: where it stands, when it is due, what may be done, its story; every act by a key."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.case_rules import Choice, need_name, step_name
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import case_links, case_queue, case_view, case_work, own, photos
from gridgov.services.desk import Desk
from gridgov.ui import theme
from gridgov.ui.dialogs import show
from gridgov.ui.jobs import JobRunner, Outcome

LIGHTS = {"green": "●", "yellow": "▲", "red": "■", "none": "○"}
"""The sign of each light: no meaning by colour alone."""


LINKS = {
    ("duplicate", True): "Duplicate of", ("duplicate", False): "Its duplicate", ("follow_up", True): "Follows",
    ("follow_up", False): "Followed by", ("part_of", True): "Part of", ("part_of", False): "Its part",
}  # fmt: skip


class Strip(QWidget):
    """The stages of a case in a row: passed ones filled, the present one framed, those ahead empty; names below."""

    def __init__(self, marks: tuple[case_view.Mark, ...]) -> None:
        super().__init__()
        self._marks = marks
        self.setMinimumHeight(self._tall())
        self.setAccessibleName(tr("Stages"))
        self.setAccessibleDescription(", ".join(f"{m.name} {m.at or ''}".strip() for m in marks))

    def sizeHint(self) -> QSize:
        """Wide enough for its names."""
        return QSize(44 * len(self._marks), self._tall())

    def _small(self, width: float) -> float:
        """The size of text, in points, at which the longest word has room."""
        words = [word for mark in self._marks for word in mark.name.split()]
        font, size = self.font(), self.font().pointSizeF() * 0.92
        font.setBold(True)
        font.setPointSizeF(size)
        widest = max((QFontMetricsF(font).horizontalAdvance(word) for word in words), default=1.0)
        return size * min(1.0, max(width / max(widest, 1.0), 0.5))

    def _tall(self) -> int:
        """The dots and two lines of names."""
        return 26 + 2 * self.fontMetrics().lineSpacing()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dots, the line and the names; a long name takes two lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, muted = self.palette().link().color(), self.palette().placeholderText().color()
        width = self.width() / max(len(self._marks), 1)
        small = self._small(width - 3)
        for number, mark in enumerate(self._marks):
            x = (number + 0.5) * width
            reached = mark.how != "ahead"
            if number:
                painter.setPen(QPen(accent if reached else muted, 2))
                painter.drawLine(int(x - width + 8), 12, int(x - 8), 12)
            painter.setPen(QPen(accent if reached else muted, 2))
            painter.setBrush(accent if mark.how == "passed" else self.palette().base())
            painter.drawEllipse(QRectF(x - 6, 6, 12, 12))
            if mark.how == "here":
                painter.setBrush(accent)
                painter.drawEllipse(QRectF(x - 3, 9, 6, 6))
            painter.setPen(self.palette().text().color() if reached else muted)
            font = painter.font()
            font.setBold(mark.how == "here")
            font.setPointSizeF(small)
            painter.setFont(font)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(x - width / 2 + 1, 22, width - 2, self.height() - 22), flags, mark.name)
        painter.end()


class CasePanel(QScrollArea):
    """Shows one case and lets its next step be taken.

    Signals
    -------
    acted : object
        A Taken: a step was taken or undone here.
    map_asked : object
        ("case", fid)
    case_asked : object
        Fid of another case.
    told : object
        A sentence for the status bar.
    """

    acted = Signal(object)
    map_asked = Signal(object)
    case_asked = Signal(object)
    told = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self._wanted: int | None = None
        self.page: case_view.CasePage | None = None
        self.steps: dict[str, QPushButton] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(330)
        self.setAccessibleName(tr("Case"))
        self.show_nothing()

    def show_nothing(self, sentence: str = "") -> None:
        """Say how to see a case."""
        self._wanted, self.page, self.steps = None, None, {}
        label = QLabel(sentence or tr("Choose a case on the left to see where it stands."))
        label.setObjectName("muted")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setMargin(24)
        self.setWidget(label)

    def show_case(self, case_id: int) -> None:
        """Show a case; it is read in a job."""
        self._wanted = case_id
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> Any:
            return case_view.page(desk, actor, case_id)

        self._jobs.submit(work, self._arrived, owner=self)

    @Slot()
    def refresh(self) -> None:
        """Read the case again."""
        if self._wanted is not None:
            self.show_case(self._wanted)

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            known = isinstance(outcome.error, GridgovError)
            self.show_nothing(say(outcome.error) if known else tr("This record could not be read."))  # type: ignore[arg-type]
            return
        if self._wanted != outcome.value.case_id:
            return
        self.page = outcome.value
        place = self.verticalScrollBar().value()
        self.setWidget(self._filled(outcome.value))
        self.verticalScrollBar().setValue(place)

    # -- what is shown -----------------------------------------------------------------------------------------

    def _filled(self, page: case_view.CasePage) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 8, 12, 10)
        top = QHBoxLayout()
        top.addWidget(_label(page.title, "title"), 1)
        self.star = QPushButton("★" if page.watched else "☆")
        self.star.setToolTip(tr("On my shortlist or not (S)"))
        self.star.setAccessibleName(tr("Watched") if page.watched else tr("Not watched"))
        self.star.setFixedWidth(34)
        self.star.clicked.connect(self.watch)
        top.addWidget(self.star)
        layout.addLayout(top)
        layout.addWidget(
            _label(f"{page.number}  ·  {pick(page.workflow.zh, page.workflow.en)}  ·  {page.state}", "muted")
        )
        layout.addWidget(Strip(page.strip))
        layout.addWidget(self._due(page))
        layout.addWidget(self._acts(page))
        if page.description:
            layout.addWidget(_label(page.description))
        facts = QFormLayout()
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        for name, value in page.facts:
            facts.addRow(_label(name, "muted"), _label(value))
        for kind, out, other, number in page.links:
            link = QPushButton(number)
            link.setObjectName("link")
            link.setProperty("case", other)
            link.clicked.connect(self._on_link)
            facts.addRow(_label(tr(LINKS[kind, out]), "muted"), link)
        layout.addLayout(facts)
        if page.photos:
            layout.addWidget(self._evidence(page))
        if page.place is not None:
            self._little = QVBoxLayout()
            layout.addLayout(self._little)
            self._draw_little(page)
        layout.addWidget(self._story(page))
        row = QGridLayout()
        looks = (
            (tr("Who had it when"), self._on_custody),
            (tr("Workflow picture"), self._on_workflow),
            (tr("Print …"), self._on_print),
            (tr("Show on the map"), self._on_map),
            (tr("Every change"), self._on_history),
        )
        for at, (text, slot) in enumerate(looks):
            button = QPushButton(text)
            button.clicked.connect(slot)
            button.setEnabled(slot != self._on_map or page.place is not None)
            row.addWidget(button, at // 2, at % 2)
        layout.addLayout(row)
        layout.addStretch(1)
        return content

    def _due(self, page: case_view.CasePage) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        line = QHBoxLayout(card)
        line.setContentsMargins(10, 6, 10, 6)
        account = page.account
        ended = page.standing.type in {"done", "void"}
        if account is None or ended:
            line.addWidget(_label(tr("No clock runs.") if not ended else tr("Ended {at}", at=_ended(page))), 1)
        else:
            colour, sign = theme.signal(account.light).name(), LIGHTS[account.light]
            text = account.due_at or tr("stands still")
            provisional = tr(" (provisional)") if account.provisional else ""
            left = case_queue.left_text(account.left_seconds, always=account.runs_always)
            label = _label(f"{sign} {tr('Due')} {text}{provisional}  ·  {left}")
            label.setStyleSheet(f"color: {colour}; font-weight: 600;")
            label.setToolTip(_until(self._desk, account))
            line.addWidget(label, 1)
        if account is not None:
            why = QPushButton(tr("Why then?"))
            why.setToolTip(tr("Every stretch that counted, every one that did not, and their sum."))
            why.clicked.connect(self._on_why)
            line.addWidget(why)
        return card

    def _acts(self, page: case_view.CasePage) -> QWidget:
        """The steps that may be taken as buttons, the main ones first; all others in a menu with the reason."""
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        self.steps = {}
        main = [c for c in page.choices if c.refusal is None and not c.step.side][:3]
        asked = [c for c in page.choices if c.refusal is None and (c.step.grants or c.step.denies)]
        shown = [*asked, *main][:4]
        for number, choice in enumerate(shown):
            button = QPushButton(step_name(choice.step))
            button.setProperty("step", choice.step.id)
            button.setToolTip(_tip(choice))
            button.clicked.connect(self._on_step)
            if number == 0:
                button.setObjectName("primary")
            self.steps[choice.step.id] = button
            line.addWidget(button)
        more = QPushButton(tr("More"))
        menu = QMenu(more)
        menu.setToolTipsVisible(True)
        for choice in page.choices:
            if choice in shown:
                continue
            action = menu.addAction(step_name(choice.step))
            action.setEnabled(choice.refusal is None)
            action.setToolTip(say(choice.refusal) if choice.refusal else _tip(choice))
            action.setData(choice.step.id)
        menu.triggered.connect(self._on_more)
        more.setMenu(menu)
        more.setEnabled(not menu.isEmpty())
        line.addWidget(more)
        if page.standing.type == "done":
            follow = QPushButton(tr("It is back: follow up"))
            follow.setToolTip(tr("A closed case is never reopened: a new one follows it and counts as a return."))
            follow.clicked.connect(self._on_follow)
            line.addWidget(follow)
        undo = QPushButton(tr("Undo"))
        undo.setToolTip(tr("Take your last act back, while nobody has acted since (Ctrl+Z)."))
        undo.setShortcut("Ctrl+Z")
        undo.setEnabled(page.can_undo)
        undo.clicked.connect(self.undo)
        line.addWidget(undo)
        line.addStretch(1)
        return box

    def _draw_little(self, page: case_view.CasePage) -> None:
        """The cell around the case, drawn when it is made: the page does not wait for it."""
        desk, actor, case_id, place = self._desk, self._actor, page.case_id, page.place

        def work(_progress: Progress) -> Any:
            from gridgov.services import report

            return case_id, report.little_map(desk, actor, *place) if place else None

        self._jobs.submit(work, self._little_drawn, owner=self)

    def _little_drawn(self, outcome: Outcome) -> None:
        if outcome.error is not None or outcome.value[1] is None or self._wanted != outcome.value[0]:
            return
        from gridgov.ui.widgets.figure_view import FigureView

        view = FigureView(outcome.value[1])
        view.setAccessibleName(tr("Map"))
        if self._little.count() == 0:
            self._little.addWidget(view)

    @Slot()
    def watch(self) -> None:
        """Put the case in front on the shortlist, or take it off."""
        if self.page is None:
            return
        own.watch(self._desk, self._actor, self.page.case_id, on=not self.page.watched)
        self.refresh()
        number = self.page.number
        off = tr("{number} is off your shortlist.", number=number)
        self.told.emit(off if self.page.watched else tr("{number} is on your shortlist.", number=number))

    @Slot()
    def _on_history(self) -> None:
        from gridgov.ui.dialogs.history_dialog import HistoryDialog

        if self.page is not None:
            page = self.page
            show(HistoryDialog(self._desk, self._actor, self._jobs, self, "case", page.case_id, page.number))

    @Slot()
    def _on_link(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.show_case(int(sender.property("case")))

    def _evidence(self, page: case_view.CasePage) -> QWidget:
        """Photos of before and after side by side; a doubtful place or time is said under the picture."""
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        for number, one in enumerate(page.photos):
            picture = QPushButton()
            shown = QPixmap()
            if one.thumbnail is not None and shown.loadFromData(one.thumbnail):
                picture.setIcon(QIcon(shown))
                picture.setIconSize(QSize(132, 100))
            else:
                picture.setText(one.name)
            picture.setFlat(True)
            picture.setProperty("photo", one.id)
            picture.setAccessibleName(f"{need_name(one.kind) if one.kind != 'document' else tr('Document')} {one.name}")
            picture.clicked.connect(self._on_photo)
            grid.addWidget(picture, number // 3 * 2, number % 3)
            grid.addWidget(_label(_caption(one), "muted"), number // 3 * 2 + 1, number % 3)
        return card

    @Slot()
    def _on_photo(self) -> None:
        sender = self.sender()
        if sender is None:
            return
        try:
            data = photos.original(self._desk, self._actor, int(sender.property("photo")))
        except GridgovError as error:
            self.show_nothing(say(error))
            return
        dialog = QDialog(self)
        dialog.setWindowTitle(sender.property("accessibleName") or tr("Photo"))
        label = QLabel()
        shown = QPixmap()
        if not shown.loadFromData(data):
            label.setText(tr("This is no picture: save it with the export of photos."))
        else:
            room = self.window().size() * 0.9
            label.setPixmap(
                shown.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            )
        QVBoxLayout(dialog).addWidget(label)
        show(dialog)

    def _story(self, page: case_view.CasePage) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 6, 10, 8)
        column.addWidget(_label(tr("What happened"), "heading"))
        for one in reversed(page.lines):
            head = _label(f"{one.at}  {one.name}  ·  {one.actor}")
            if one.undone:
                font = head.font()
                font.setStrikeOut(True)
                head.setFont(font)
                head.setToolTip(tr("This was undone."))
            column.addWidget(head)
            below = "  ·  ".join([*one.details, *([one.text] if one.text else [])])
            if below:
                label = _label(below, "muted")
                label.setContentsMargins(14, 0, 0, 2)
                column.addWidget(label)
        if not page.lines:
            column.addWidget(_label(tr("Nothing was done yet."), "muted"))
        return card

    # -- what the person does ----------------------------------------------------------------------------------

    def first_step(self) -> str | None:
        """The first step that may be taken now; None when none may."""
        return next(iter(self.steps), None)

    @Slot()
    def _on_step(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.ask(str(sender.property("step")))

    @Slot(object)
    def _on_more(self, action: Any) -> None:
        self.ask(str(action.data()))

    def ask(self, step: str) -> Any:
        """Open the fields of a step; one that needs nothing opens too, so that a remark can be made."""
        from gridgov.ui.dialogs.step_dialog import StepDialog

        found = self.page.workflow.step(step) if self.page is not None else None
        if self.page is None or found is None:
            return None
        dialog = StepDialog(self._desk, self._actor, self.page, found, self)
        dialog.finished.connect(self._on_asked)
        show(dialog)
        return dialog

    @Slot(int)
    def _on_asked(self, _result: int) -> None:
        dialog = self.sender()
        taken = getattr(dialog, "taken", None)
        if taken is not None:
            self.acted.emit(taken)
        self.refresh()

    @Slot()
    def _on_follow(self) -> None:
        text, given = QInputDialog.getMultiLineText(self, tr("It is back: follow up"), tr("What was seen or told"))
        if given and text.strip():
            self.follow(text.strip())

    def follow(self, text: str) -> None:
        """Report a new case that follows the closed one in front."""
        if self.page is None:
            return
        try:
            taken = case_links.follow_up(self._desk, self._actor, self.page.case_id, text)
        except GridgovError as error:
            QMessageBox.warning(self, self.page.number, say(error))
            return
        self.acted.emit(taken)
        self.show_case(taken.case_id)

    @Slot()
    def undo(self) -> None:
        """Take the last act back."""
        if self.page is None:
            return
        try:
            taken = case_work.undo(self._desk, self._actor, self.page.case_id, seen=self.page.last_step)
        except GridgovError as error:
            QMessageBox.warning(self, self.page.number, say(error))
            return
        self.acted.emit(taken)
        self.refresh()

    @Slot()
    def _on_why(self) -> None:
        from gridgov.ui.dialogs.ledger_dialog import LedgerDialog

        if self.page is not None:
            show(LedgerDialog(self._desk, self._actor, self.page.number, self))

    @Slot()
    def _on_custody(self) -> None:
        from gridgov.ui.dialogs.ledger_dialog import CustodyDialog

        if self.page is not None:
            show(CustodyDialog(self._desk, self._actor, self.page.number, self))

    @Slot()
    def _on_print(self) -> None:
        from gridgov.ui.dialogs.print_preview import PrintPreview

        if self.page is not None:
            show(PrintPreview(self._desk, self._actor, self._jobs, self, "", self.page.number))

    @Slot()
    def _on_workflow(self) -> None:
        from gridgov.ui.dialogs.workflow_dialog import WorkflowDialog

        if self.page is not None:
            show(WorkflowDialog(self.page.workflow, self, here=self.page.standing.state))

    @Slot()
    def _on_map(self) -> None:
        if self.page is not None:
            self.map_asked.emit(("case", self.page.case_id))


def _caption(one: photos.PhotoView) -> str:
    parts = [need_name(one.kind) if one.kind != "document" else tr("Document"), (one.taken_at or "").replace("T", " ")]
    if one.is_doubtful:
        if one.distance_m is not None and one.distance_m > photos.FAR_M:
            parts.append(tr("⚠ taken {n} m away", n=round(one.distance_m)))
        if one.hours_apart is not None and abs(one.hours_apart) > photos.FAR_HOURS:
            parts.append(tr("⚠ taken {n} h apart from the report", n=round(abs(one.hours_apart))))
    return "\n".join(filter(None, parts))


def _until(desk: Desk, account: case_view.Account) -> str:
    """The working hours until it is due, for the pointer."""
    left = case_queue.hours_until(desk, account.due_at) if account.due_at else None
    return tr("{left} of working time until {due}", left=left, due=account.due_at) if left else ""


def _ended(page: case_view.CasePage) -> str:
    return page.lines[-1].at if page.lines else ""


def _tip(choice: Choice) -> str:
    needs = pick("、", ", ").join(map(need_name, choice.step.needs))
    return tr("Needs: {needs}", needs=needs) if needs else ""


def _label(text: str, name: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def colour_of(light: str) -> QColor:
    """The colour of a light, dark enough to be read on a light ground."""
    return theme.signal(light)
