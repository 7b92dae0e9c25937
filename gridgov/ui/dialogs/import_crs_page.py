"""The page of the import window on which a file's coordinates are settled, drawn over what the district holds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridgov.messages import tr
from gridgov.services.coordinates import How
from gridgov.services.likely_crs import Guess, Look
from gridgov.ui.widgets.ground_view import GroundView, Lines

ROLE = Qt.ItemDataRole.UserRole
FAR_M = 20_000.0


class CoordinatesPage(QWidget):
    """The likely systems, the likeliest first; the one that is chosen is drawn at once.

    Signals
    -------
    changed : no value
        Another answer was chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._look: Look | None = None
        self._is_cells = True
        self.question = QLabel()
        self.question.setWordWrap(True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setAccessibleName(tr("Likely reference systems"))
        self.other = QLineEdit()
        self.other.setPlaceholderText("EPSG:4548")
        self.other.setAccessibleName(tr("Another reference system"))
        self.swap = QCheckBox(tr("East and north are the wrong way round"))
        self.unit = QComboBox()
        self.unit.setAccessibleName(tr("Unit of the numbers"))
        for text, key in (("as the system has it", ""), ("feet (0.3048 m)", "foot"), ("US feet", "us-foot")):
            self.unit.addItem(tr(text), key)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.addRow(tr("Another system"), self.other)
        form.addRow("", self.swap)
        form.addRow(tr("Unit of the numbers"), self.unit)
        self._form = form
        self.local = self._parameters()
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addLayout(form)
        left.addWidget(self.local)
        self.view = GroundView(tr("Where the file lies"))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(3 * self.told.fontMetrics().lineSpacing())
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.addWidget(self.view, 1)
        right.addWidget(self.told)
        halves = QHBoxLayout()
        halves.addLayout(left, 5)
        halves.addLayout(right, 6)
        layout = QVBoxLayout(self)
        layout.addWidget(self.question)
        layout.addLayout(halves, 1)
        self.list.currentItemChanged.connect(self._on_choice)
        self.other.editingFinished.connect(self._on_other)
        self.swap.toggled.connect(self._on_changed)
        self.unit.currentIndexChanged.connect(self._on_changed)
        self.local.toggled.connect(self._on_changed)

    def _parameters(self) -> QGroupBox:
        box = QGroupBox(tr("Local parameters (Beijing 1954, Xi'an 1980, a city's own system)"))
        box.setCheckable(True)
        box.setChecked(False)
        self.numbers = QLineEdit()
        self.numbers.setPlaceholderText("dx, dy, rotation″, ppm")
        self.numbers.setToolTip(tr("Four numbers: dx, dy in m, rotation in seconds, scale in ppm. Or seven: dx, dy, dz "
                                   "in m, rx, ry, rz in seconds, scale in ppm."))  # fmt: skip
        self.control = QLineEdit()
        self.control.setPlaceholderText(tr("a table with name, x, y, x2, y2"))
        browse = QPushButton(tr("Browse …"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._on_browse)
        line = QHBoxLayout()
        line.addWidget(self.control, 1)
        line.addWidget(browse)
        self.into = QLineEdit()
        self.into.setPlaceholderText("EPSG:4548")
        inside = QWidget()
        inside.setVisible(False)
        box.toggled.connect(inside.setVisible)
        around = QVBoxLayout(box)
        around.setContentsMargins(6, 2, 6, 2)
        around.addWidget(inside)
        form = QFormLayout(inside)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.addRow(tr("Four or seven parameters"), self.numbers)
        form.addRow(tr("or control points"), line)
        form.addRow(tr("They lead into"), self.into)
        return box

    # -- what is shown -----------------------------------------------------------------------------------------

    def show_look(self, look: Look, *, cells: bool) -> None:
        """Offer the likely answers; what the file says itself stands first."""
        self._look, self._is_cells = look, cells
        self.list.blockSignals(True)
        self.list.clear()
        if look.said:
            self._add(Guess(look.said, tr("as the file says")), said=True)
        for one in look.guesses:
            if (one.crs != look.said or one.swap or one.unit) and (cells or not one.unit):
                self._add(one)
        self.list.blockSignals(False)
        if look.said:
            sentence = tr("The file says where it lies. Look whether it lies right; if not, choose another answer.")
        elif look.guesses:
            sentence = tr("The file does not say its reference system. These fit its numbers, the likeliest first: "
                          "choose the one that puts it in the right place.")  # fmt: skip
        else:
            sentence = tr("The file does not say its reference system, and no usual one fits its numbers: "
                          "ask the sender, and type it below.")  # fmt: skip
        self.question.setText(sentence)
        for widget in (self.unit, self.local):
            widget.setVisible(cells)
        self._form.setRowVisible(self.unit, cells)
        # Without a word of the file and without a district to compare with nothing is chosen for the person.
        sure = look.said or (look.middle is not None and len(look.guesses) > 0)
        self.list.setCurrentRow(0 if sure else -1)
        self._on_changed()

    def _add(self, one: Guess, *, said: bool = False) -> None:
        title = self._look.titles.get(one.crs, one.crs) if self._look else one.crs
        name = title if one.crs.upper() in title.upper() else f"{title} ({one.crs})"
        item = QListWidgetItem(f"{name}\n{one.reason}")
        item.setData(ROLE, one)
        item.setToolTip(one.reason)
        self.list.addItem(item)
        if said:
            font = item.font()
            font.setBold(True)
            item.setFont(font)

    def chosen(self) -> Guess | None:
        """The answer as it stands; None while there is none."""
        text = self.other.text().strip()
        if text:
            return Guess(text, "", self.swap.isChecked(), str(self.unit.currentData()))
        item = self.list.currentItem()
        one = item.data(ROLE) if item is not None else None
        if isinstance(one, Guess):
            return Guess(one.crs, one.reason, self.swap.isChecked(), str(self.unit.currentData()))
        return None

    def is_ready(self) -> bool:
        """Whether there is an answer, or parameters that need none."""
        return self.chosen() is not None or (self.local.isChecked() and self._is_cells)

    def how(self) -> How:
        """The answer as an import takes it."""
        one = self.chosen()
        crs = one.crs if one is not None else None
        if self._look is not None and crs == self._look.said and not self.local.isChecked():
            crs = None
        local = self.local.isChecked() and self._is_cells
        control = self.control.text().strip()
        return How(
            crs=crs,
            swap=self.swap.isChecked(),
            unit=str(self.unit.currentData()),
            shift=self.numbers.text().strip() if local and not control else "",
            control=Path(control) if local and control else None,
            to=(self.into.text().strip() or None) if local else None,
        )

    # -- what the person does ----------------------------------------------------------------------------------

    @Slot()
    def _on_choice(self) -> None:
        item = self.list.currentItem()
        one = item.data(ROLE) if item is not None else None
        if isinstance(one, Guess):
            self.other.clear()
            for widget in (self.swap, self.unit):
                widget.blockSignals(True)
            self.swap.setChecked(one.swap)
            self.unit.setCurrentIndex(max(self.unit.findData(one.unit), 0))
            for widget in (self.swap, self.unit):
                widget.blockSignals(False)
        self._on_changed()

    @Slot()
    def _on_other(self) -> None:
        self._on_changed()

    @Slot()
    def _on_browse(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Control points"), "", "*.csv *.tsv *.txt *.xlsx *.xls")
        if name:
            self.control.setText(name)

    @Slot()
    def _on_changed(self) -> None:
        look, one = self._look, self.chosen()
        if look is None:
            return
        ground = Lines(look.ground, "there")
        if one is None:
            self.view.draw([ground])
            self.told.setText(tr("Choose an answer to see where the file would lie."))
        else:
            lines, away = look.placed(one)
            self.view.draw([ground, Lines(lines, "comes")])
            self.told.setText(self._sentence(len(lines), away))
        self.changed.emit()

    def _sentence(self, drawn: int, away: float | None) -> str:
        if not drawn:
            return tr("The numbers are no place in this system.")
        if away is None:
            return tr("Blue: the file. The district is empty yet, so nothing can be compared.")
        far = f"{away / 1000:,.1f} km" if away >= 1000 else f"{np.ceil(away):.0f} m"
        sentence = tr("Grey: what is there. Blue: the file; its middle lies {far} from that of the district.", far=far)
        return sentence + (" " + tr("That is far off: look whether this can be right.") if away > FAR_M else "")
