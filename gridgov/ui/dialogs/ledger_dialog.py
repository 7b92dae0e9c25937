"""Why a case is due when, stretch by stretch, and who had it when."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.messages import tr
from gridgov.services import case_view
from gridgov.services.desk import Desk

MOST = 400
"""Stretches that are shown one by one; a deadline of years would have thousands of nights."""


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> QTableWidget:
    table = QTableWidget(len(rows), len(heads))
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().setVisible(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            item = QTableWidgetItem(text)
            if c in right:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(r, c, item)
    head = table.horizontalHeader()
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setStretchLastSection(True)
    return table


class LedgerDialog(QDialog):
    """The account of each clock of a case: counted stretches add up to what was allowed, exactly."""

    def __init__(self, desk: Desk, actor: Actor, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Why then? — {number}", number=number))
        self.resize(680, 560)
        self._zone = ZoneInfo(desk.zone)
        self._accounts = case_view.accounts(desk, actor, number)
        self._names = case_view.staff_names(desk)
        self._which = QComboBox()
        for one in self._accounts:
            self._which.addItem(tr("{stage}, from {at}", stage=one.stage, at=one.started_at))
        self._which.setCurrentIndex(len(self._accounts) - 1)
        self._which.currentIndexChanged.connect(self._show)
        self._head = QLabel()
        self._head.setWordWrap(True)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._which)
        self._layout.addWidget(self._head)
        self.table = QTableWidget()
        self._layout.addWidget(self.table, 1)
        self.sum = QLabel()
        self.sum.setObjectName("heading")
        self.sum.setWordWrap(True)
        self._layout.addWidget(self.sum)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self._layout.addWidget(buttons)
        self._show(len(self._accounts) - 1)

    def _show(self, index: int) -> None:
        if not 0 <= index < len(self._accounts):
            self._head.setText(tr("No clock has run in this case."))
            return
        one = self._accounts[index]
        lines = [tr("Allowed: {amount}", amount=one.allowed), tr("First due: {at}", at=one.original_due_at)]
        lines.append(tr("Due now: {at}", at=one.due_at) if one.due_at else tr("The clock stands still."))
        for piece in one.ledger.pieces[1:]:
            amount = case_view.amount_name(piece.amount, piece.unit)
            lines.append(tr("Extended by {amount} ({who})", amount=amount, who=self._names.get(piece.by, piece.by)))
        for change in one.ledger.changes:
            amount = case_view.amount_name(change.amount, change.unit)
            lines.append(
                tr("Limit changed to {amount} ({who})", amount=amount, who=self._names.get(change.by, change.by))
            )
        if one.provisional:
            lines.append(tr("Provisional: the holidays of {years} are not announced.", years=_years(one)))
        self._head.setText("\n".join(lines))
        rows = [
            (
                case_view.shown_moment(span.start, self._zone),
                case_view.shown_moment(span.end, self._zone),
                case_view.hours(span.counted) if span.counted else "",
                case_view.reason_name(span, one.ledger, self._names),
            )
            for span in one.spans[:MOST]
        ]
        table = _table([tr("From"), tr("To"), tr("Counted"), tr("Why")], rows, right=(2,))
        for row, span in enumerate(one.spans[:MOST]):
            if not span.counted:
                for column in range(4):
                    item = table.item(row, column)
                    if item is not None:
                        item.setForeground(QColor(self.palette().placeholderText().color()))
        self._layout.replaceWidget(self.table, table)
        self.table.deleteLater()
        self.table = table
        total = sum(span.counted for span in one.spans)
        more = tr(" ({n} further stretches)", n=len(one.spans) - MOST) if len(one.spans) > MOST else ""
        self.sum.setText(
            tr(
                "Sum of what counted: {sum} of {allowed}",
                sum=case_view.hours(total),
                allowed=case_view.hours(one.ledger.allowance),
            )
            + more
        )


def _years(one: case_view.Account) -> str:
    return ", ".join(map(str, one.ledger.provisional_years))


class CustodyDialog(QDialog):
    """Who had a case when: every minute with a holder or with waiting; the sum is the whole."""

    def __init__(self, desk: Desk, actor: Actor, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Who had it when — {number}", number=number))
        self.resize(640, 480)
        charges, shares = case_view.custody_of(desk, actor, number)
        zone = ZoneInfo(desk.zone)
        layout = QVBoxLayout(self)
        self.shares = _table(
            [tr("With"), tr("Times"), tr("In all"), tr("Working time")],
            [case_view.share_texts(one) for one in shares],
            right=(1, 2, 3),
        )
        layout.addWidget(self.shares, 1)
        layout.addWidget(
            _table(
                [tr("From"), tr("To"), tr("With"), tr("In all")],
                [
                    (
                        case_view.shown_moment(o.start, zone),
                        case_view.shown_moment(o.end, zone),
                        case_view.holder_name(o.role, o.unit, o.kind),
                        case_view.hours(o.seconds),
                    )
                    for o in charges
                ],
                right=(3,),
            ),
            2,
        )
        whole = sum(one.seconds for one in charges)
        total = QLabel(tr("In all: {sum}", sum=case_view.hours(whole)))
        total.setObjectName("heading")
        layout.addWidget(total)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
