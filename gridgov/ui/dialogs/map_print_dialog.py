"""The map for paper: choose what is on the sheet, look at it, print it or keep it as PDF, SVG or PNG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPixmap, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor, may
from gridgov.domain.register import registers
from gridgov.messages import pick, tr
from gridgov.services import map_print
from gridgov.services.desk import Desk
from gridgov.services.map_print import MapReceipt, MapRequest
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner

SCREEN_DPI, PAPER_DPI = 100, 300
LABELS = (("name", "Names"), ("code", "Codes"), ("value", "Values"), ("none", "No labels"))


class MapPrintDialog(DeskDialog):
    """A sheet of the map with its preview; `request` is what the map shows, `cell` the code of the selected cell."""

    def __init__(
        self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None, request: MapRequest, cell: str = ""
    ) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Map on paper"), 1080, 720)
        self._request, self._cell = request, cell
        self._number = 0
        self._sheet: QPixmap | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(250)
        self._later.timeout.connect(self._look)
        left = QWidget()
        column = QVBoxLayout(left)
        column.addLayout(self._choices())
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(left)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(min(left.sizeHint().width() + 24, self.fontMetrics().horizontalAdvance("格") * 22))
        self.page = QLabel(tr("The sheet is being made …"))
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setMinimumSize(QSize(320, 320))
        self.page.setAccessibleName(tr("Preview of the sheet"))
        self.about = QLabel()
        self.about.setWordWrap(True)
        right = QVBoxLayout()
        right.addWidget(self.page, 1)
        right.addWidget(self.about)
        middle = QHBoxLayout()
        middle.addWidget(area)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(middle, 1)
        layout.addWidget(self.said)
        box = self.buttons((tr("Print …"), self._on_print), (tr("Save …"), self._on_save))
        layout.addWidget(box)
        if not may(actor, "export"):
            for button in box.buttons()[:2]:
                button.setEnabled(False)
                button.setToolTip(tr("Your role may not hand data on."))
        self._look()

    def _choices(self) -> QFormLayout:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.title = QLineEdit()
        self.title.setPlaceholderText(tr("theme and layer"))
        self.source = QLineEdit()
        self.source.setPlaceholderText(tr("the district file"))
        self.ground = QComboBox()
        if self._request.box is not None:
            self.ground.addItem(tr("What the map shows"), "view")
        self.ground.addItem(tr("The whole layer"), "all")
        if self._cell:
            self.ground.addItem(tr("Around cell {code}", code=self._cell), "cell")
        self.paper = QComboBox()
        for name in ("A4", "A3"):
            self.paper.addItem(name, name)
        self.landscape = QCheckBox(tr("Landscape"))
        self.landscape.setChecked(self._request.landscape)
        self.labels = QComboBox()
        for key, name in LABELS:
            self.labels.addItem(tr(name), key)
        self.labels.setCurrentIndex(self.labels.findData(self._request.labels))
        self.base_maps = QCheckBox(tr("With base maps"))
        self.base_maps.setChecked(True)
        self.points = QListWidget()
        self.points.setAccessibleName(tr("Points"))
        self._fill_points()
        self.points.setMaximumHeight(self.points.sizeHintForRow(0) * (self.points.count() + 1))
        note = QLabel(tr("Points that show where people live stay out unless you tick them. What leaves is recorded."))
        note.setWordWrap(True)
        self.dpi = QSpinBox()
        self.dpi.setRange(map_print.LEAST_DPI, map_print.MOST_DPI)
        self.dpi.setValue(PAPER_DPI)
        self.dpi.setSuffix(tr(" dots an inch"))
        for field in (self.title, self.source):
            field.textChanged.connect(self._later.start)
        for box in (self.ground, self.paper, self.labels):
            box.currentIndexChanged.connect(self._later.start)
        for tick in (self.landscape, self.base_maps):
            tick.toggled.connect(self._later.start)
        self.points.itemChanged.connect(self._later.start)
        form.addRow(tr("Title"), self.title)
        form.addRow(tr("Ground"), self.ground)
        form.addRow(tr("Paper"), self.paper)
        form.addRow("", self.landscape)
        form.addRow(tr("Labels"), self.labels)
        form.addRow("", self.base_maps)
        form.addRow(tr("Points"), self.points)
        form.addRow(note)
        form.addRow(tr("Source"), self.source)
        form.addRow("PNG", self.dpi)
        return form

    def _fill_points(self) -> None:
        permitted = may(self._actor, "export.personal")
        for name in map_print.POINTS:
            kept = registers()[name]
            item = QListWidgetItem(pick(kept.zh, kept.en_plural))
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setCheckState(Qt.CheckState.Checked if name in self._request.points else Qt.CheckState.Unchecked)
            if name in map_print.PERSONAL:
                item.setText(tr("{name} (personal)", name=item.text()))
                if not permitted:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
                    item.setToolTip(tr("Your role may not export personal columns."))
            self.points.addItem(item)

    def request(self) -> MapRequest:
        """What the choices ask for."""
        items = [self.points.item(row) for row in range(self.points.count())]
        points = tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        )
        ground = self.ground.currentData()
        return attrs.evolve(
            self._request,
            title=self.title.text().strip(),
            source=self.source.text().strip(),
            box=self._request.box if ground == "view" else None,
            around=self._cell if ground == "cell" else "",
            paper=str(self.paper.currentData()),
            landscape=self.landscape.isChecked(),
            labels=str(self.labels.currentData()),
            base_maps=self.base_maps.isChecked(),
            points=points,
            personal=any(name in map_print.PERSONAL for name in points),
        )

    # -- looking -----------------------------------------------------------------------------------------------

    @Slot()
    def _look(self) -> None:
        self._number += 1
        number, request = self._number, self.request()
        desk, actor = self._desk, self._actor

        def work(progress: Any) -> Any:
            png, page = map_print.pictures(desk, actor, request, SCREEN_DPI, on_paper=False, progress=progress)
            return number, png, page.scale, page.problems

        self.run(work, self._looked, title=tr("Making the map"))

    def _looked(self, found: tuple[int, bytes, float, tuple[str, ...]]) -> None:
        number, png, scale, problems = found
        if number != self._number:
            return
        self._sheet = QPixmap()
        self._sheet.loadFromData(png, "PNG")
        self._fit()
        self.about.setText("\n".join((tr("Scale 1:{scale}", scale=f"{scale:,.0f}"), *problems)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sheet as large as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._sheet is None:
            return
        ratio = self.devicePixelRatioF()
        room = self.page.size() * ratio
        shown = self._sheet.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.page.setPixmap(shown)

    # -- handing on --------------------------------------------------------------------------------------------

    @Slot()
    def _on_save(self) -> None:
        kinds = f"PDF (*.pdf);;SVG (*.svg);;{tr('Picture')} (*.png)"
        name, kind = QFileDialog.getSaveFileName(self, tr("Save …"), f"{self._request.layer}.pdf", kinds)
        if name:
            path = Path(name)
            if path.suffix.lower() not in map_print.FORMATS:
                path = path.with_name(f"{path.name}.{kind[:3].lower() if kind[:3] in ('PDF', 'SVG') else 'png'}")
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the sheet to a file, as a job."""
        desk, actor, request, dpi = self._desk, self._actor, self.request(), self.dpi.value()
        self.run(
            lambda progress: map_print.write(desk, actor, request, path, dpi=dpi, progress=progress),
            self._saved,
            title=tr("Map on paper"),
        )

    def _saved(self, receipt: MapReceipt) -> None:
        self.said.setText(tr("{file} is written.", file=receipt.path))

    @Slot()
    def _on_print(self) -> None:
        request = self.request()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        size = QPageSize.PageSizeId.A3 if request.paper == "A3" else QPageSize.PageSizeId.A4
        printer.setPageSize(QPageSize(size))
        way = QPageLayout.Orientation.Landscape if request.landscape else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(way)
        printer.setFullPage(True)
        if QPrintDialog(printer, self).exec() != QPrintDialog.DialogCode.Accepted:
            return
        desk, actor = self._desk, self._actor

        def work(progress: Any) -> Any:
            png, _ = map_print.pictures(desk, actor, request, PAPER_DPI, on_paper=True, progress=progress)
            return printer, png

        self.run(work, self._paint, title=tr("Map on paper"))

    def _paint(self, found: tuple[QPrinter, bytes]) -> None:
        printer, png = found
        painter = QPainter(printer)
        image = QImage.fromData(png)
        page = QRectF(painter.viewport())
        size = image.size().scaled(page.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(page.topLeft(), size), image)
        painter.end()
        self.said.setText(tr("The map went to the printer."))
