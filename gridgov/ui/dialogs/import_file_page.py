"""The first page of the import window: which file, what it holds, and what the file itself does not say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.mapping import Mapping
from gridgov.domain.register import registers
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import cell_import, cells, import_look
from gridgov.services.desk import Desk
from gridgov.services.import_look import FileLook, Part
from gridgov.ui.jobs import JobRunner, Outcome
from gridgov.ui.tables.plain_table import plain_table

FILTER = (
    "*.geojson *.json *.geojsonl *.gpkg *.shp *.zip *.kml *.kmz *.fgb *.dxf *.topojson *.mif *.gml "
    "*.csv *.tsv *.txt *.xlsx *.xls *.ods *.dbf"
)
KNOWN_LAYERS = {
    "unit_cell": ("单元网格", "Unit cells"),
    "responsibility_grid": ("责任网格", "Responsibility grids"),
    "community": ("社区", "Communities"),
    "street": ("街道", "Streets"),
    "district": ("区", "District"),
}
HOW = {"given": "as you said", "cpg": "as its .cpg says", "header": "as its table's header says",
       "tried": "found by trying", "assumed": "nothing in it tells"}  # fmt: skip


class FilePage(QWidget):
    """Which file, what it holds, and what the file itself does not say.

    Signals
    -------
    changed : no value
        Something was chosen, or the look into the file is done.
    """

    changed = Signal()

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner) -> None:
        super().__init__()
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self.problem = ""
        self.looking = False
        self.mapping: Mapping | None = None
        self.look: FileLook | None = None

        self._path = QLineEdit()
        self._path.setPlaceholderText(tr("Choose a file, or drop one on the window"))
        browse = QPushButton(tr("Browse …"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._on_browse)
        row = QHBoxLayout()
        row.addWidget(self._path, 1)
        row.addWidget(browse)

        self._cells = QRadioButton(tr("Cells (polygons)"))
        self._records = QRadioButton(tr("Records of a register"))
        kinds = QHBoxLayout()
        kinds.addWidget(self._cells)
        kinds.addWidget(self._records)
        kinds.addStretch(1)

        self._form = QFormLayout()
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self._form.addRow(tr("File"), row)
        self._form.addRow(tr("What it holds"), kinds)
        self._source_layer = self._combo(tr("Layer or sheet"))
        self._layer = self._combo(tr("Becomes layer"), editable=True)
        for key, names in KNOWN_LAYERS.items():
            self._layer.addItem(f"{pick(*names)} ({key})", key)
        self._code = self._combo(tr("Field of the code"))
        self._name = self._combo(tr("Field of the name"))
        self._parent_layer = self._combo(tr("Layer above"))
        self._parent = self._combo(tr("Parent found by"))
        self._register = self._combo(tr("Register"))
        for register in registers().values():
            self._register.addItem(pick(register.zh, register.en), register.id)
        self._mapping = QPushButton(tr("Use a saved mapping …"))
        self._mapping.setAutoDefault(False)
        self._mapping.clicked.connect(self._on_mapping)
        self._form.addRow(tr("Mapping"), self._mapping)
        self._gone = self._combo(tr("Cells that are gone"))
        self._gone.addItem(tr("keep and list them"), "keep")
        self._gone.addItem(tr("send them to the past"), "retire")
        self._encoding = self._combo(tr("Text encoding"))
        self._encoding.addItem(tr("found out"), "")
        for name in cell_import.ENCODINGS:
            self._encoding.addItem(name.upper(), name)
        self._encoding.currentIndexChanged.connect(self._on_encoding)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setObjectName("muted")
        self._form.addRow("", self.words)
        self.sample = plain_table([], tr("First rows of the file"), by_content=True)

        layout = QVBoxLayout(self)
        layout.addLayout(self._form)
        layout.addWidget(self.sample, 1)
        self._path.editingFinished.connect(self._on_path)
        self._cells.toggled.connect(self._on_kind)
        self._source_layer.currentIndexChanged.connect(self._on_source_layer)
        self._records.setChecked(True)
        self._on_kind()

    def _combo(self, label: str, *, editable: bool = False) -> QComboBox:
        combo = QComboBox()
        combo.setEditable(editable)
        combo.setAccessibleName(label)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._form.addRow(label, combo)
        return combo

    # -- what was chosen ---------------------------------------------------------------------------------------

    def path(self) -> Path:
        """The chosen file; of a part of a shapefile the whole."""
        return self.look.path if self.look is not None else Path(self._path.text().strip())

    def is_ready(self) -> bool:
        """Whether there is a file to go on with."""
        return self.look is not None and not self.problem and not self.looking

    def is_cells(self) -> bool:
        """Whether the file holds cells rather than records."""
        return self._cells.isChecked()

    def register(self) -> str:
        """The register that the rows belong to."""
        return str(self._register.currentData())

    def part(self) -> Part | None:
        """The chosen layer or sheet."""
        at = self._source_layer.currentIndex()
        return self.look.parts[at] if self.look is not None and 0 <= at < len(self.look.parts) else None

    def encoding(self) -> str:
        """The text encoding that a person chose; '' for what was found out."""
        return str(self._encoding.currentData() or "")

    def base_mapping(self) -> Mapping:
        """The saved mapping that was chosen, or an empty one named after the file, with its sheet and encoding."""
        base = self.mapping or Mapping(register=self.register(), source=self.path().stem)
        part = self.part()
        several = self.look is not None and len(self.look.parts) > 1
        sheet = part.name if part is not None and several else base.sheet
        return attrs.evolve(base, sheet=sheet, encoding=self.encoding() or base.encoding)

    def cell_options(self) -> dict[str, Any]:
        """The options of an import of cells, but for its coordinates."""
        data = (
            self._layer.currentData()
            if self._layer.currentText() == self._layer.itemText(self._layer.currentIndex())
            else None
        )
        return {
            "layer": data or self._layer.currentText().strip(),
            "source_layer": self.source_layer(),
            "code": self._code.currentData() or None,
            "name": self._name.currentData() or None,
            "parent_layer": self._parent_layer.currentData() or None,
            "parent": self._parent.currentData() or None if self._parent_layer.currentData() else None,
            "encoding": self.encoding() or None,
            "gone": str(self._gone.currentData()),
        }

    def source_layer(self) -> str | None:
        """The layer in the file; None where there is but one."""
        part = self.part()
        return part.name if part is not None and self.look is not None and len(self.look.parts) > 1 else None

    # -- what the person does ----------------------------------------------------------------------------------

    def choose(self, path: Path) -> None:
        """Take this file and look into it."""
        self._path.setText(str(path))
        self._on_path()

    @Slot()
    def _on_browse(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a file"), "", f"{tr('Files with data')} ({FILTER})")
        if name:
            self.choose(Path(name))

    @Slot()
    def _on_mapping(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Use a saved mapping …"), "", "TOML (*.toml)")
        if name:
            self.use_mapping(Path(name))

    def use_mapping(self, path: Path) -> None:
        """Take a saved mapping; it decides the register."""
        try:
            self.mapping = Mapping.read(path)
        except GridgovError as error:
            self.problem = say(error)
        else:
            self.problem = ""
            self._records.setChecked(True)
            self._register.setCurrentIndex(max(self._register.findData(self.mapping.register), 0))
            self._mapping.setText(path.name)
        self.changed.emit()

    @Slot()
    def _on_path(self) -> None:
        text = self._path.text().strip()
        if not text or (self.look is not None and self.look.path == Path(text)):
            return
        self._encoding.blockSignals(True)
        self._encoding.setCurrentIndex(0)
        self._encoding.blockSignals(False)
        self._look_into(Path(text))

    @Slot()
    def _on_encoding(self) -> None:
        if self.look is not None or self.problem:
            self._look_into(Path(self._path.text().strip()))

    def _look_into(self, path: Path) -> None:
        self.problem, self.look, self.looking = "", None, True
        desk, actor, encoding = self._desk, self._actor, self.encoding()
        self.changed.emit()

        def work(_progress: Progress) -> FileLook:
            return import_look.look(desk, actor, path, encoding=encoding)

        self._jobs.submit(work, self._looked, title=tr("Looking into the file"), owner=self)

    def _looked(self, outcome: Outcome) -> None:
        self.looking = False
        if outcome.error is not None:
            error = outcome.error
            fault = tr("The file could not be read through a fault of gridgov; nothing was changed.")
            self.problem = say(error) if isinstance(error, GridgovError) else fault
            self._source_layer.clear()
        else:
            self._show_look(outcome.value)
        self._on_kind()
        self.changed.emit()

    def _show_look(self, look: FileLook) -> None:
        self.look = look
        self._source_layer.blockSignals(True)
        self._source_layer.clear()
        for part in look.parts:
            rows = tr("{name} ({n} rows)", name=part.name, n=f"{part.rows:,}") if part.rows is not None else part.name
            self._source_layer.addItem(rows, part.name)
        first = next((i for i, part in enumerate(look.parts) if part.has_polygons), 0)
        self._source_layer.setCurrentIndex(first)
        self._source_layer.blockSignals(False)
        if self.mapping is None:
            (self._cells if look.has_polygons else self._records).setChecked(True)
            if look.register:
                self._register.setCurrentIndex(self._register.findData(look.register))
        self._parent_layer.clear()
        self._parent_layer.addItem(tr("none"), "")
        for layer in cells.layers(self._desk, self._actor):
            self._parent_layer.addItem(pick(layer.zh, layer.en), layer.id)
        if look.encoding:
            shown = pick("、", ", ").join(look.words) or "—"
            self.words.setText(
                tr(
                    "Read as {encoding} ({how}). The first names: {words}",
                    encoding=look.encoding.upper(), how=tr(HOW[look.encoding_from or "assumed"]), words=shown,
                )
            )  # fmt: skip
        else:
            self.words.clear()
        self._on_source_layer()

    @Slot()
    def _on_source_layer(self) -> None:
        part = self.part()
        if part is None:
            return
        for combo in (self._code, self._name):
            combo.clear()
            combo.addItem(tr("found by its name"), "")
            for field in part.fields:
                combo.addItem(str(field), str(field))
        self._parent.clear()
        self._parent.addItem(tr("geometry"), "geometry")
        self._parent.addItem(tr("the code's beginning"), "prefix")
        for field in part.fields:
            self._parent.addItem(tr("field {name}", name=field), str(field))
        self.sample.setColumnCount(len(part.fields))
        self.sample.setHorizontalHeaderLabels(part.fields)
        self.sample.setRowCount(len(part.sample))
        for row, line in enumerate(part.sample):
            for column, text in enumerate(line):
                self.sample.setItem(row, column, QTableWidgetItem(text[:120]))

    @Slot()
    def _on_kind(self) -> None:
        cells_chosen, look = self.is_cells(), self.look
        known = look is not None
        several = look is not None and len(look.parts) > 1
        encoded = bool(look and look.encoding) or bool(self.problem and self.encoding())
        self._form.setRowVisible(self._source_layer, known and (several or cells_chosen))
        only_cells = (self._layer, self._code, self._name, self._parent_layer, self._gone)
        for combo in only_cells:
            self._form.setRowVisible(combo, cells_chosen)
        self._form.setRowVisible(self._parent, cells_chosen and self._parent_layer.count() > 1)
        self._form.setRowVisible(self._encoding, encoded)
        self._form.setRowVisible(self.words, bool(self.words.text()))
        self._form.setRowVisible(self._register, not cells_chosen)
        self._form.setRowVisible(self._mapping, not cells_chosen)
        self._cells.setEnabled(look is None or look.has_polygons)
        self.sample.setVisible(self.sample.rowCount() > 0 and known)
