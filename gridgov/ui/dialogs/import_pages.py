"""The pages of the import window: the file, its columns, the check, the result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.mapping import Mapping, Source
from gridgov.domain.register import registers
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.services import cell_import, cells, imports
from gridgov.services.coordinates import How
from gridgov.services.desk import Desk

FILTER = "*.geojson *.json *.gpkg *.shp *.zip *.kml *.kmz *.fgb *.dxf *.topojson *.csv *.tsv *.txt *.xlsx *.xls"
KNOWN_LAYERS = {
    "unit_cell": ("单元网格", "Unit cells"),
    "responsibility_grid": ("责任网格", "Responsibility grids"),
    "community": ("社区", "Communities"),
    "street": ("街道", "Streets"),
    "district": ("区", "District"),
}
LIKELY_SYSTEMS = (
    "EPSG:4326",
    "EPSG:4490",
    "EPSG:4547",
    "EPSG:4548",
    "EPSG:4549",
    "EPSG:4527",
    "EPSG:3857",
    "gcj02",
    "bd09",
)
VERDICTS = {
    "added": "Added",
    "changed": "Changed",
    "same": "The same",
    "skipped": "Skipped",
    "rejected": "Kept aside",
    "unattached": "In no cell or in several",
}


class FilePage(QWidget):
    """Which file, what it holds, and what the file itself does not say."""

    changed = Signal()

    def __init__(self, desk: Desk, actor: Actor) -> None:
        super().__init__()
        self._desk, self._actor = desk, actor
        self.problem = ""
        self.mapping: Mapping | None = None

        self._path = QLineEdit()
        self._path.setPlaceholderText(tr("Choose a file, or drop one on the window"))
        browse = QPushButton(tr("Browse …"))
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
        self._source_layer = self._combo(tr("Layer in the file"))
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
        self._mapping.clicked.connect(self._on_mapping)
        self._form.addRow(tr("Mapping"), self._mapping)
        self._crs = self._combo(tr("Reference system"), editable=True)
        self._crs.addItem(tr("as the file says"), "")
        for name in LIKELY_SYSTEMS:
            self._crs.addItem(name, name)

        self._swap = QCheckBox(tr("East and north are the wrong way round"))
        self._form.addRow("", self._swap)
        self._gone = self._combo(tr("Cells that are gone"))
        self._gone.addItem(tr("keep and list them"), "keep")
        self._gone.addItem(tr("send them to the past"), "retire")
        self._encoding = self._combo(tr("Text encoding"))
        self._encoding.addItem(tr("found out"), "")
        for name in cell_import.ENCODINGS:
            self._encoding.addItem(name.upper(), name)
        self._encoding.currentIndexChanged.connect(self._on_encoding)
        self._sample = QLabel()
        self._sample.setWordWrap(True)
        self._sample.setObjectName("muted")
        self._form.addRow("", self._sample)

        layout = QVBoxLayout(self)
        layout.addLayout(self._form)
        layout.addStretch(1)
        self._path.editingFinished.connect(self._on_path)
        self._cells.toggled.connect(self._on_kind)
        self._source_layer.currentIndexChanged.connect(self._on_source_layer)
        self._records.setChecked(True)
        self._info: Any = None
        self._on_kind()

    def _combo(self, label: str, *, editable: bool = False) -> QComboBox:
        combo = QComboBox()
        combo.setEditable(editable)
        combo.setAccessibleName(label)
        self._form.addRow(label, combo)
        return combo

    # -- what was chosen ---------------------------------------------------------------------------------------

    def path(self) -> Path:
        """The chosen file."""
        return Path(self._path.text().strip())

    def is_ready(self) -> bool:
        """Whether there is a file to go on with."""
        return bool(self._path.text().strip()) and not self.problem

    def is_cells(self) -> bool:
        """Whether the file holds cells rather than records."""
        return self._cells.isChecked()

    def register(self) -> str:
        """The register that the rows belong to."""
        return str(self._register.currentData())

    def crs(self) -> str | None:
        """The reference system as typed or chosen; None when the file says it."""
        text = self._crs.currentText().strip()
        return None if text == tr("as the file says") or not text else text

    def base_mapping(self) -> Mapping:
        """The saved mapping that was chosen, or an empty one named after the file."""
        return self.mapping or Mapping(register=self.register(), source=self.path().stem)

    def cell_options(self) -> dict[str, Any]:
        """The options of an import of cells."""
        data = (
            self._layer.currentData()
            if self._layer.currentText() == self._layer.itemText(self._layer.currentIndex())
            else None
        )
        return {
            "layer": data or self._layer.currentText().strip(),
            "source_layer": self._source_layer.currentData() or None,
            "code": self._code.currentData() or None,
            "name": self._name.currentData() or None,
            "parent_layer": self._parent_layer.currentData() or None,
            "parent": self._parent.currentData() or None if self._parent_layer.currentData() else None,
            "how": How(crs=self.crs(), swap=self._swap.isChecked()),
            "encoding": self._encoding.currentData() or None,
            "gone": str(self._gone.currentData()),
        }

    def show_reference_system(self) -> None:
        """Put the cursor where the reference system is chosen, after a file did not say it."""
        self._crs.setFocus()

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
        self.problem = ""
        self._info = None
        path = self.path()
        if not self._path.text().strip():
            return
        if not path.exists():
            self.problem = tr("{file} is not there: choose another file.", file=path)
        elif path.suffix.lower() in cell_import.MAP_ENDINGS:
            self._inspect(path)
        else:
            self._records.setChecked(True)
            self._guess_register(path)
        self._on_kind()
        self.changed.emit()

    def _inspect(self, path: Path) -> None:
        """Look into a map file: its layers, and a few names by which a person sees whether the text is right."""
        try:
            self._info = cell_import.inspect(path, self._encoding.currentData() or None)
        except GridgovError as error:
            self.problem = say(error)
            return
        self._fill_layers()
        words = [
            str(value) for layer in self._info.layers for row in layer["sample"] for value in row.values()
            if isinstance(value, str) and value.strip() and not value.isascii()
        ]  # fmt: skip
        shown = pick("、", ", ").join(dict.fromkeys(words[:20]).keys()) if words else ""
        self._sample.setText(tr("Some of its words: {words}", words=shown[:160]) if shown else "")

    @Slot()
    def _on_encoding(self) -> None:
        if self._info is not None:
            self._inspect(self.path())
            self.changed.emit()

    def _fill_layers(self) -> None:
        self._source_layer.clear()
        polygons = False
        for one in self._info.layers:
            name, features = one["name"], one["features"]
            self._source_layer.addItem(tr("{name} ({n} features)", name=name, n=f"{features:,}"), name)
            polygons |= "polygon" in str(one["geometry"]).lower()
        if self.mapping is None:
            (self._cells if polygons else self._records).setChecked(True)
        self._parent_layer.clear()
        self._parent_layer.addItem(tr("none"), "")
        for layer in cells.layers(self._desk, self._actor):
            self._parent_layer.addItem(pick(layer.zh, layer.en), layer.id)
        self._on_source_layer()

    def _guess_register(self, path: Path) -> None:
        """Offer the register whose field names fit best; the person may choose another."""
        if self.mapping is not None:
            return
        best, most = "", 0
        for register in registers():
            try:
                preview = imports.preview(self._desk, self._actor, register, path, rows=1)
            except GridgovError as error:
                self.problem = say(error)
                return
            if len(preview.matched) > most:
                best, most = register, len(preview.matched)
        if best:
            self._register.setCurrentIndex(self._register.findData(best))

    @Slot()
    def _on_source_layer(self) -> None:
        if self._info is None or self._source_layer.currentIndex() < 0:
            return
        fields = self._info.layers[self._source_layer.currentIndex()]["fields"]
        for combo in (self._code, self._name):
            combo.clear()
            combo.addItem(tr("found by its name"), "")
            for field in fields:
                combo.addItem(str(field), str(field))
        self._parent.clear()
        self._parent.addItem(tr("geometry"), "geometry")
        self._parent.addItem(tr("the code's beginning"), "prefix")
        for field in fields:
            self._parent.addItem(tr("field {name}", name=field), str(field))

    @Slot()
    def _on_kind(self) -> None:
        cells_chosen = self.is_cells()
        only_cells = (self._source_layer, self._layer, self._code, self._name, self._parent_layer, self._parent)
        for combo in only_cells:
            self._form.setRowVisible(combo, cells_chosen)
        for widget in (self._swap, self._gone, self._encoding, self._sample):
            self._form.setRowVisible(widget, cells_chosen)
        self._form.setRowVisible(self._register, not cells_chosen)
        self._form.setRowVisible(self._mapping, not cells_chosen)


class ColumnsPage(QWidget):
    """Their columns beside our fields, with the first values of each; what is dropped is said."""

    def __init__(self) -> None:
        super().__init__()
        self._mapping: Mapping | None = None
        self._table = QTableWidget(0, 3)
        self._table.setHorizontalHeaderLabels([tr("Column in the file"), tr("First values"), tr("Our field")])
        self._table.verticalHeader().setVisible(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._keep = QPushButton(tr("Keep this mapping …"))
        self._keep.clicked.connect(self._on_keep)
        layout = QVBoxLayout(self)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._note)
        layout.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignLeft)

    def show_preview(self, register: str, preview: Any, mapping: Mapping) -> None:
        """Fill the page from a preview of the file."""
        self._mapping = mapping
        chosen = {column: field for field, column in preview.matched.items()}
        fields = [(field.name, pick(field.zh, field.en)) for field in registers()[register].fields]
        fields += [(part.name, pick(part.zh, part.en)) for part in registers()[register].parts]
        self._table.setRowCount(len(preview.columns))
        for row, column in enumerate(preview.columns):
            values = [str(line[row]) for line in preview.sample if row < len(line) and line[row] not in (None, "")][:3]
            self._table.setItem(row, 0, QTableWidgetItem(column))
            self._table.setItem(row, 1, QTableWidgetItem(tr(", ").join(values)))
            combo = QComboBox()
            combo.setAccessibleName(tr("Our field for {column}", column=column))
            is_out = column in preview.dropped or bool(mapping.fields)
            combo.addItem(tr("leave out") if is_out else tr("keep as an extra field"), "")
            for name, shown in fields:
                combo.addItem(shown, name)
            combo.setCurrentIndex(max(combo.findData(chosen.get(column, "")), 0))
            combo.setEnabled(column not in preview.dropped)
            self._table.setCellWidget(row, 2, combo)
        self._table.setColumnWidth(0, 200)
        self._table.setColumnWidth(2, 230)
        dropped = tr(", ").join(preview.dropped)
        self._note.setText(tr("Not kept here, by rule: {columns}.", columns=dropped) if dropped else "")

    def mapping(self) -> Mapping:
        """The mapping as it stands on the page; a column without a field is kept as an extra one."""
        if self._mapping is None:
            raise LookupError("no preview was shown")
        fields: dict[str, Any] = {}
        extra: list[str] = []
        known = {self._column_of(source): (name, source) for name, source in self._mapping.fields.items()}
        for row in range(self._table.rowCount()):
            column = self._text(row)
            combo = self._table.cellWidget(row, 2)
            name = combo.currentData() if isinstance(combo, QComboBox) else ""
            if name:
                before = known.get(column)
                fields[name] = before[1] if before and before[0] == name else Source(column)
            elif isinstance(combo, QComboBox) and combo.isEnabled() and not self._mapping.fields:
                extra.append(column)
        return attrs.evolve(self._mapping, fields=fields, extra=tuple(extra) or self._mapping.extra)

    @staticmethod
    def _column_of(source: Any) -> str:
        return str(getattr(source, "column", source))

    def _text(self, row: int) -> str:
        item = self._table.item(row, 0)
        return item.text() if item is not None else ""

    @Slot()
    def _on_keep(self) -> None:
        mapping = self.mapping()
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Keep this mapping …"), f"{mapping.source or mapping.register}.mapping.toml", "TOML (*.toml)"
        )
        if name:
            mapping.write(Path(name))


class _Verdicts(QWidget):
    """How many rows had which verdict, and what was kept aside and why."""

    def __init__(self) -> None:
        super().__init__()
        self.head = QLabel()
        self.head.setWordWrap(True)
        self._table = QTableWidget(0, 3)
        self._table.setHorizontalHeaderLabels([tr("Row"), tr("Column"), tr("Reason")])
        self._table.verticalHeader().setVisible(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._notes = QLabel()
        self._notes.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.head)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._notes)

    def fill(self, result: Any, *, cells: bool) -> None:
        """Show the verdicts of a result."""
        document = cell_import.as_json(result) if cells else imports.as_json(result)
        parts = [f"{tr(text)}: <b>{document[key]:,}</b>" for key, text in VERDICTS.items() if key in document]
        self.head.setText(tr("{n} rows", n=f"{document['rows']:,}") + " — " + " · ".join(parts))
        sentences = cell_import.sentences(result) if cells else imports.sentences(result)
        rejects = [] if cells else list(result.rejects)[:500]
        self._table.setVisible(bool(rejects))
        self._table.setRowCount(len(rejects))
        for row, reject in enumerate(rejects):
            reason = say(reject.reason) if isinstance(reject.reason, GridgovError) else str(reject.reason)
            for column, text in enumerate((str(reject.row), str(reject.column or ""), reason)):
                self._table.setItem(row, column, QTableWidgetItem(text))
        self._notes.setText("\n".join(sentences[:12]))


class CheckPage(QWidget):
    """What would happen; nothing is written yet."""

    def __init__(self) -> None:
        super().__init__()
        self._verdicts = _Verdicts()
        layout = QVBoxLayout(self)
        note = QLabel(tr("This is a trial: nothing has been written yet."))
        layout.addWidget(note)
        layout.addWidget(self._verdicts, 1)

    def show_result(self, result: Any, *, cells: bool) -> None:
        """Show what a dry run found."""
        self._verdicts.fill(result, cells=cells)


class ResultPage(QWidget):
    """What happened, and the way back."""

    undo_asked = Signal()
    back_asked = Signal()
    mend_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = QLabel()
        self._send = QPushButton(tr("Send rows kept aside back …"))
        self._send.clicked.connect(self.back_asked)
        self._mend = QPushButton(tr("Mend them here …"))
        self._mend.clicked.connect(self.mend_asked)
        self._verdicts = _Verdicts()
        self._undo = QPushButton(tr("Take this batch back …"))
        self._undo.clicked.connect(self.undo_asked)
        layout = QVBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self._verdicts, 1)
        line = QHBoxLayout()
        for button in (self._undo, self._send, self._mend):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        layout.addLayout(line)

    def show_result(self, result: Any, *, cells: bool) -> None:
        """Show the receipt of an import."""
        self._title.setText(f"<b>{tr('The file is in.')}</b>")
        self._verdicts.fill(result, cells=cells)
        has_batch = not cells and getattr(result, "batch", None) is not None
        self._undo.setVisible(has_batch)
        for button in (self._send, self._mend):
            button.setVisible(has_batch and bool(result.rejected))

    def show_undone(self) -> None:
        """Say that the batch was taken back."""
        self._title.setText(f"<b>{tr('The batch was taken back.')}</b>")
        for button in (self._undo, self._send, self._mend):
            button.setVisible(False)
