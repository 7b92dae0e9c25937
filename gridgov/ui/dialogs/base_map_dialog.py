"""Base maps under the map: which, in which order, how strong; files are dropped on it."""

from __future__ import annotations

from pathlib import Path

import attrs
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
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
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.base_map import BaseMap
from gridgov.errors import GridgovError
from gridgov.messages import tr
from gridgov.services import base_maps
from gridgov.services.base_maps import State
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner

KINDS = {
    "mbtiles": "Tiles in a file (MBTiles)",
    "image": "Picture",
    "lines": "Lines and areas",
    "service": "Tile service",
}


class BaseMapDialog(DeskDialog):
    """The list of base maps; every change is kept and shown at once.

    Signals
    -------
    ground_changed : object
        None: the list or how a map is shown.
    """

    ground_changed = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Base maps"), 640, 560)
        self.setAcceptDrops(True)
        self._states: list[State] = []
        self._waiting: list[str] = []
        self._filling = False
        hint = QLabel(
            tr("Drop MBTiles, a GeoTIFF, a PNG or JPEG with a world file, or any map file here. The first lies on top.")
        )
        hint.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Base maps"))
        self.list.setMinimumHeight(6 * self.fontMetrics().height())
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemChanged.connect(self._on_checked)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._order_buttons())
        layout.addLayout(self._choices())
        layout.addWidget(self._question())
        layout.addWidget(self.said)
        layout.addWidget(self.buttons((tr("Add a file …"), self._on_add), (tr("Add an address …"), self._on_address)))
        self.reload()

    def _order_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._up, self._down, self._gone = (
            QPushButton(tr("Higher")),
            QPushButton(tr("Lower")),
            QPushButton(tr("Remove")),
        )
        self._up.clicked.connect(self._on_up)
        self._down.clicked.connect(self._on_down)
        self._gone.clicked.connect(self._on_remove)
        for button in (self._up, self._down, self._gone):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _choices(self) -> QFormLayout:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(10, 100)
        self.opacity.setPageStep(10)
        self.opacity.setAccessibleName(tr("Opacity"))
        self.opacity.valueChanged.connect(self._on_changed)
        self.shift = QCheckBox(tr("This map is in GCJ-02: shift it to fit"))
        self.shift.toggled.connect(self._on_changed)
        self.label = QComboBox()
        self.label.setAccessibleName(tr("Labels from"))
        self.label.activated.connect(self._on_changed)
        self.crs = QLineEdit()
        self.crs.setPlaceholderText(tr("for files that do not say theirs, e.g. EPSG:4548"))
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://…/{z}/{x}/{y}.png")
        form.addRow(tr("Opacity"), self.opacity)
        form.addRow("", self.shift)
        form.addRow(tr("Labels from"), self.label)
        form.addRow(tr("System"), self.crs)
        form.addRow(tr("Address"), self.address)
        return form

    def _question(self) -> QWidget:
        self.question = QWidget()
        self._asked = QLabel()
        self._asked.setWordWrap(True)
        yes, no = QPushButton(tr("Shift it to fit")), QPushButton(tr("It was put right already"))
        yes.clicked.connect(self._on_yes)
        no.clicked.connect(self._on_no)
        row = QHBoxLayout(self.question)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._asked, 1)
        row.addWidget(yes)
        row.addWidget(no)
        self.question.setVisible(False)
        return self.question

    # -- the list ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list again."""
        self.run(lambda _progress: base_maps.states(self._desk, self._actor), self._show)

    def _show(self, states: list[State]) -> None:
        chosen = self.current()
        self._filling = True
        self._states = states[::-1]  # the uppermost first, as they lie
        self.list.clear()
        for state in self._states:
            text = f"{state.map.name}  ·  {tr(KINDS[state.map.kind])}"
            item = QListWidgetItem(f"{text}\n{state.problem}" if state.problem else text)
            item.setToolTip(state.map.path)
            item.setCheckState(Qt.CheckState.Checked if state.map.visible else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self._filling = False
        ids = [state.map.id for state in self._states]
        self.list.setCurrentRow(ids.index(chosen.id) if chosen and chosen.id in ids else 0 if ids else -1)
        self._on_row(self.list.currentRow())
        self.summary("" if states else tr("There is no base map under this file."))

    def current(self) -> BaseMap | None:
        """The base map that is chosen in the list."""
        row = self.list.currentRow()
        return self._states[row].map if 0 <= row < len(self._states) else None

    @Slot(int)
    def _on_row(self, row: int) -> None:
        one = self.current()
        self._filling = True
        for widget in (self.opacity, self.shift, self._gone):
            widget.setEnabled(one is not None)
        self._up.setEnabled(one is not None and row > 0)
        self._down.setEnabled(one is not None and row < len(self._states) - 1)
        self.opacity.setValue(round((one.opacity if one else 0.7) * 100))
        self.shift.setChecked(bool(one and one.shift))
        self.label.clear()
        self.label.addItem(tr("no labels"), "")
        self.label.setEnabled(bool(one and one.kind == "lines"))
        if one is not None and one.label:
            self.label.addItem(one.label, one.label)
            self.label.setCurrentIndex(1)
        self._filling = False
        if one is not None and one.kind == "lines" and not self._states[row].problem:
            self.run(lambda _progress: (one.id, base_maps.fields(one.path, one.layer)), self._offer)

    def _offer(self, found: tuple[str, list[str]]) -> None:
        one = self.current()
        if one is None or one.id != found[0]:
            return
        for name in found[1]:
            if self.label.findData(name) < 0:
                self.label.addItem(name, name)

    @Slot()
    def _on_changed(self) -> None:
        one = self.current()
        if one is None or self._filling:
            return
        # Another shift than GCJ-02 came from the command line and stays unless the tick is taken away.
        shift = (one.shift or "gcj02") if self.shift.isChecked() else ""
        label = str(self.label.currentData() or "")
        self._keep(attrs.evolve(one, opacity=self.opacity.value() / 100, shift=shift, label=label))

    @Slot(QListWidgetItem)
    def _on_checked(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        if not self._filling and 0 <= row < len(self._states):
            visible = item.checkState() == Qt.CheckState.Checked
            self._keep(attrs.evolve(self._states[row].map, visible=visible))

    def _keep(self, one: BaseMap) -> None:
        try:
            base_maps.change(self._desk, self._actor, one)
        except GridgovError as error:
            self.fault(error)
            return
        self._states = [attrs.evolve(s, map=one) if s.map.id == one.id else s for s in self._states]
        self.ground_changed.emit(None)

    @Slot()
    def _on_up(self) -> None:
        self._move(1)

    @Slot()
    def _on_down(self) -> None:
        self._move(-1)

    def _move(self, places: int) -> None:
        if (one := self.current()) is not None:
            base_maps.move(self._desk, self._actor, one.id, places)
            self.ground_changed.emit(None)
            self.reload()

    @Slot()
    def _on_remove(self) -> None:
        if (one := self.current()) is not None:
            base_maps.remove(self._desk, self._actor, one.id)
            self.say_after(tr("{name} is off the list.", name=one.name))
            self.ground_changed.emit(None)
            self.reload()

    # -- adding ------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self.add([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    @Slot()
    def _on_add(self) -> None:
        kinds = "*.mbtiles *.tif *.tiff *.png *.jpg *.jpeg *.geojson *.json *.shp *.gpkg *.kml *.dxf *.gdb *.zip *.fgb"
        names, _ = QFileDialog.getOpenFileNames(
            self, tr("Add a file …"), "", f"{tr('Maps')} ({kinds});;{tr('All files')} (*)"
        )
        self.add(names)

    @Slot()
    def _on_address(self) -> None:
        if self.address.text().strip():
            self.add([self.address.text().strip()])
        else:
            self.address.setFocus()
            self.said.setText(base_maps.warning())

    def add(self, paths: list[str]) -> None:
        """Add files or addresses, one after another; what sounds like GCJ-02 is asked about first."""
        self._waiting = [*self._waiting, *paths]
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            return
        path = self._waiting[0]
        self.run(lambda _progress: base_maps.shift_guess(path), self._guessed)

    def _guessed(self, sounds: bool) -> None:
        if sounds and not self.crs.text().strip():
            name = Path(self._waiting[0]).name
            self._asked.setText(tr("{name} sounds like a public map in GCJ-02, which lies some 500 m off.", name=name))
            self.question.setVisible(True)
        else:
            self._add(gcj02=False)

    @Slot()
    def _on_yes(self) -> None:
        self._add(gcj02=True)

    @Slot()
    def _on_no(self) -> None:
        self._add(gcj02=False)

    def _add(self, *, gcj02: bool) -> None:
        self.question.setVisible(False)
        if not self._waiting:
            return
        path, crs = self._waiting[0], self.crs.text().strip()
        self.said.setText(tr("Opening {name} …", name=Path(path).name))
        self.run(
            lambda _progress: base_maps.add(self._desk, self._actor, path, crs=crs, gcj02=gcj02), self._added,
            title=tr("Base maps"),
        )  # fmt: skip

    def _added(self, one: BaseMap) -> None:
        self._waiting = self._waiting[1:]
        self.crs.clear()
        self.address.clear()
        sentence = tr("{name} is under the map now.", name=one.name)
        if one.kind == "service" and not base_maps.services_allowed():
            sentence += " " + tr("Tile services are switched off: they are switched on in the settings.")
        self.say_after(sentence)
        self.ground_changed.emit(None)
        self.reload()
        self._next()

    def fault(self, error: BaseException) -> None:
        """Say what went wrong; a file whose system is asked for waits until it is named."""
        super().fault(error)
        likely = error.params.get("likely") if isinstance(error, GridgovError) else None
        if likely and self._waiting:
            self.crs.setText(f"EPSG:{likely}")
            self.crs.setFocus()
            self.crs.returnPressed.connect(self._on_named, Qt.ConnectionType.UniqueConnection)
            self.said.setText(self.said.text() + " " + tr("Change it if need be and press Enter."))
        else:
            self._waiting = self._waiting[1:]
            self._next()

    @Slot()
    def _on_named(self) -> None:
        self._next()
