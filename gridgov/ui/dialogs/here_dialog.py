"""What is at a place of the map: its coordinates, its cells, the records beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.register import registers
from gridgov.messages import pick, tr
from gridgov.services.places import NEAR_M, Here


class HereDialog(QDialog):
    """Shows a place; nothing is changed here.

    Signals
    -------
    record_asked : object
        (register, fid): a record is to be opened.
    """

    record_asked = Signal(object)

    def __init__(self, here: Here, layers: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here = here
        self.setWindowTitle(tr("What is here"))
        self.resize(520, 420)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        row = 0
        for text in here.coordinates.values():
            copy = QPushButton(tr("Copy"))
            copy.setProperty("target", text)
            copy.setAccessibleName(tr("Copy {what}", what=text))
            copy.clicked.connect(self._on_copy)
            grid.addWidget(QLabel(text), row, 0, 1, 2)
            grid.addWidget(copy, row, 2)
            row += 1
        for layer, (code, name) in here.cells.items():
            title = QLabel(layers.get(layer, layer))
            title.setObjectName("muted")
            grid.addWidget(title, row, 0)
            grid.addWidget(QLabel(f"{name} ({code})" if name and name != code else code), row, 1, 1, 2)
            row += 1
        if not here.cells:
            grid.addWidget(QLabel(tr("In no cell of this district")), row, 0, 1, 3)
        self.records = QListWidget()
        self.records.setAccessibleName(tr("Records beside it"))
        for one in here.near:
            kept = registers()[one.register]
            text = f"{pick(kept.zh, kept.en)}  {one.title}  {one.metres:.0f} m"
            item = QListWidgetItem(text)
            self.records.addItem(item)
        self.records.itemActivated.connect(self._on_record)
        within = f"{NEAR_M:.0f}"
        heading = QLabel(tr("Records within {n} m", n=within) if here.near else tr("No record within {n} m", n=within))
        heading.setObjectName("heading")
        self.records.setVisible(bool(here.near))
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(grid)
        layout.addWidget(heading)
        layout.addWidget(self.records, 1)
        if not here.near:
            layout.addStretch(1)
        layout.addWidget(buttons)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self.sender().property("target")))

    @Slot(QListWidgetItem)
    def _on_record(self, item: QListWidgetItem) -> None:
        one = self._here.near[self.records.row(item)]
        self.accept()
        self.record_asked.emit((one.register, one.fid))
