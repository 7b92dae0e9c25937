"""The map with its choices: layer, theme, classes, labels, points; a click selects a cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSpinBox,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import cells, map_cache, measuring
from gridgov.services.desk import Desk
from gridgov.settings import Settings
from gridgov.ui.jobs import JobRunner, Outcome
from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.choropleth import limits_of
from gridgov.ui.map.points import PointSet, SortedPoints
from gridgov.ui.map.record_shapes import RecordShapes
from gridgov.ui.map.toolbar import MapTools
from gridgov.ui.pages.map_ground import MapGround
from gridgov.ui.pages.map_places import MapPlaces
from gridgov.ui.pages.map_selection import MapSelection
from gridgov.ui.widgets.choice_row import ChoiceBox, ChoiceRow

if TYPE_CHECKING:
    from gridgov.ui.pages.map_rows import MapRows

METHODS = (("quantiles", "Quantiles"), ("equal", "Equal steps"), ("natural", "Natural breaks"), ("own", "Own limits"))
LABELS = (("name", "Names"), ("code", "Codes"), ("value", "Values"), ("none", "No labels"))
POINTS = {
    "case": ("diamond", "#9c0f0a", "#ff9d94"),
    "building": ("square", "#37424d", "#c3ced9"),
    "place": ("triangle", "#14591b", "#8fdc93"),
    "component": ("circle", "#5f4700", "#f0c75a"),
    "organization": ("square", "#5b2a86", "#d3b0f7"),
    "opinion": ("triangle", "#7f3500", "#ffb27d"),
}
"""Symbol and colour of each register's points, on a light map and on a dark one."""

WIDTHS = (1.4, 2.0, 2.8, 3.4)


class MapPage(QWidget):
    """The page behind the door of the map.

    Signals
    -------
    cell_selected : object
        (layer, code), or None
    unattached_asked : object
        None: the records in no cell or in several.
    import_asked : object
        None: cells are to be brought in.
    case_asked : object
        (longitude, latitude): a new case there.
    list_made : object
        The list of a register that was made below the map.
    painted : object
        None: the map of a file was painted for the first time.
    """

    cell_selected = Signal(object)
    unattached_asked = Signal(object)
    import_asked = Signal(object)
    case_asked = Signal(object)
    list_made = Signal(object)
    painted = Signal(object)
    _sketched = Signal(object)

    def __init__(
        self,
        desk: Desk,
        actor: Actor,
        jobs: JobRunner,
        settings: Settings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self._layers: list[Any] = []
        self._drawn: Any = None
        self._grounded: Any = None
        self._wanted: tuple[str, str] | None = None
        self._wanted_layer: str | None = None
        self._generation = 0
        self._then: Callable[[tuple[float, float] | None], None] | None = None

        self.canvas = MapCanvas()
        self.canvas.set_empty_text(tr("Reading …"))
        self.canvas.cell_picked.connect(self._on_picked)
        self.canvas.cell_activated.connect(self._on_picked)
        self.canvas.place_picked.connect(self._on_place)
        self.canvas.stage.built.connect(self._on_built)
        self._sketched.connect(self._on_sketched, Qt.ConnectionType.QueuedConnection)
        self.selection = MapSelection(desk, actor, jobs, self.canvas, self)
        self.tools = MapTools(self.canvas)
        self.places = MapPlaces(desk, actor, jobs, self.canvas, self.tools, settings or Settings(), self)
        self.places.cell_asked.connect(self._on_cell_asked)
        self.places.case_asked.connect(self.case_asked)
        self.places.record_asked.connect(self.selection.record_asked)
        self.layer = ChoiceBox()
        self.layer.setAccessibleName(tr("Layer"))
        self.theme = ChoiceBox()
        self.theme.setAccessibleName(tr("Theme"))
        self.theme.addItem(tr("No theme"), "")
        for measure in cells.measures():
            self.theme.addItem(pick(measure.zh, measure.en), measure.id)
        self.method = ChoiceBox()
        self.method.setAccessibleName(tr("Class method"))
        for key, name in METHODS:
            self.method.addItem(tr(name), key)
        self.classes = QSpinBox()
        self.classes.setRange(2, 9)
        self.classes.setValue(5)
        self.classes.setAccessibleName(tr("Number of classes"))
        self.limits = QLineEdit()
        self.limits.setPlaceholderText("5, 20, 50")
        self.limits.setMaximumWidth(self.fontMetrics().horizontalAdvance("0" * 20))
        self.limits.setAccessibleName(tr("Limits between the classes"))
        self.limits.setToolTip(tr("Limits between the classes: numbers with commas between them."))
        self.limits.editingFinished.connect(self._on_theme)
        self.hatch = QToolButton()
        self.hatch.setText(tr("Patterns"))
        self.hatch.setToolTip(tr("Each class has a pattern beside its colour."))
        self.hatch.setCheckable(True)
        self.hatch.toggled.connect(self._on_theme)
        self.labels = ChoiceBox()
        self.labels.setAccessibleName(tr("Labels"))
        for key, name in LABELS:
            self.labels.addItem(tr(name), key)
        self._points = QToolButton()
        self._points.setText(tr("Points"))
        self._points.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._points)
        for register in POINTS:
            action = QAction(pick(registers()[register].zh, registers()[register].en_plural), menu)
            action.setCheckable(True)
            action.setData(register)
            action.toggled.connect(self._on_points)
            menu.addAction(action)
        self._points.setMenu(menu)
        self._count_later = QTimer(self)
        self._count_later.setSingleShot(True)
        self._count_later.setInterval(300)
        self._count_later.timeout.connect(self._count_outside)
        self._outside = QPushButton()
        self._outside.setObjectName("link")
        self._outside.setVisible(False)
        self._outside.clicked.connect(self._on_outside)
        self._next = QPushButton(tr("Import cells …"))
        self._next.setVisible(False)
        self._next.clicked.connect(self._on_next)

        bar = ChoiceRow()
        for widget in (
            self.layer,
            self.theme,
            self.method,
            self.classes,
            self.limits,
            self.hatch,
            self.labels,
            self._points,
        ):
            bar.addWidget(widget)
        bar.addWidget(self._outside)
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setVisible(False)
        self._ground_note = QLabel()
        self._ground_note.setWordWrap(True)
        self._ground_note.setVisible(False)
        self.ground = MapGround(desk, actor, jobs, self.canvas, self._ground_note, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 4)
        layout.addLayout(bar)
        layout.addWidget(self._note)
        layout.addWidget(self._ground_note)
        upper = QWidget()
        # The panel beside the map may not squeeze it to a strip.
        upper.setMinimumWidth(420)
        middle = QHBoxLayout(upper)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(4)
        middle.addWidget(self.tools)
        middle.addWidget(self.canvas, 1)
        self.rows: MapRows | None = None
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(upper)
        self.tools.rows_wanted.connect(self._on_rows)
        layout.addWidget(self.places.box)
        layout.addWidget(self._split, 1)
        layout.addWidget(self.selection.bar)
        layout.addWidget(self.places.strip)
        layout.addWidget(self._next, 0, Qt.AlignmentFlag.AlignHCenter)
        self.layer.currentIndexChanged.connect(self._on_layer)
        self.theme.currentIndexChanged.connect(self._on_theme)
        self.method.currentIndexChanged.connect(self._on_theme)
        self.classes.valueChanged.connect(self._on_theme)
        self.labels.currentIndexChanged.connect(self._on_labels)
        self._show_class_choices()

    # -- loading -----------------------------------------------------------------------------------------------

    def load(self, layer: str | None = None) -> None:
        """Read the layers and draw one (default: ``unit_cell``, or the finest)."""
        self._wanted_layer = layer or self.layer.currentData()
        desk, actor = self._desk, self._actor
        wanted = self._wanted_layer

        def work(_progress: Progress) -> Any:
            found = cells.layers(desk, actor)
            ids = [one.id for one in found]
            chosen = wanted if wanted in ids else "unit_cell" if "unit_cell" in ids else ids[-1] if ids else None
            # A large layer's cells are there at once with little detail if the file was open before.
            if first and chosen and (sketch := map_cache.sketch(desk, actor, chosen)) is not None:
                self._sketched.emit(sketch)
            drawn = cells.shapes(desk, actor, chosen) if chosen else None
            return found, chosen, map_cache.made_ready(desk, actor, drawn) if drawn else None

        first = self._drawn is None
        self._jobs.submit(work, self._loaded, owner=self)

    @Slot(object)
    def _on_sketched(self, sketch: Any) -> None:
        if self._drawn is None:
            self.canvas.set_sketch(sketch)
            self.painted.emit(None)

    @Slot(object)
    def _on_built(self, drawn: Any) -> None:
        """Keep what was made of a large layer's shapes for the next time."""
        shapes = self.canvas.stage.shapes
        if shapes is None or shapes.ready is None or drawn is not self._drawn or self._desk.closed:
            return
        desk, actor, coverage, levels = self._desk, self._actor, shapes.ready, shapes.levels

        def work(_progress: Progress) -> bool:
            return map_cache.keep(desk, actor, drawn, coverage, levels)

        self._jobs.submit(work, self._kept, owner=self)

    def _kept(self, outcome: Outcome) -> None:
        """Whether it could be kept or not, nobody is told: it only saves time."""

    def _loaded(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            known = isinstance(outcome.error, GridgovError)
            self._note.setText(say(outcome.error) if known else tr("The map could not be read."))  # type: ignore[arg-type]
            self._note.setVisible(True)
            return
        self._layers, chosen, drawn = outcome.value
        self.layer.blockSignals(True)
        self.layer.clear()
        for one in self._layers:
            self.layer.addItem(f"{pick(one.zh, one.en)} ({one.count:,})", one.id)
        self.layer.setCurrentIndex(max(self.layer.findData(chosen), 0))
        self.layer.blockSignals(False)
        self._next.setVisible(drawn is None)
        if drawn is None:
            self._drawn = None
            self.canvas.set_layer(None)
            self.selection.use(None)
            self.places.use("", None, {})
            self.canvas.set_empty_text(tr("This file has no cells yet. Import the polygons of the district first."))
        else:
            self._draw(drawn)
            # Not before the map is there: people look at it first.
            self._count_later.start()
        self.painted.emit(None)

    def _draw(self, drawn: Any) -> None:
        named = {one.id: one for one in self._layers}
        if drawn is not self._drawn:
            same = self._drawn is not None and self._drawn.layer == drawn.layer
            kept = self.selection.codes if same else ()
            self._drawn = drawn
            self.canvas.set_layer(drawn)
            self.canvas.rule = ruler = measuring.Ruler(drawn.frame)
            self.selection.use(drawn)
            self.selection.select(drawn.layer, kept)
            self.places.use(drawn.layer, ruler, {one.id: pick(one.zh, one.en) for one in self._layers})
            self._outline(drawn, named)
        if drawn.frame != self._grounded:
            # Base maps stay when another layer of the same plane is drawn.
            self._grounded = drawn.frame
            self.ground.load()
        # What belongs to the records may have changed though the shapes are the same.
        self._on_theme()
        self._on_points()
        if self._wanted is not None:
            self.select(*self._wanted)

    def _outline(self, drawn: Any, named: dict[str, Any]) -> None:
        """The borders of the layers above."""
        outlines = []
        for width, (layer, index) in zip(WIDTHS, drawn.parents.items(), strict=False):
            shown = named.get(layer)
            name = pick(shown.zh, shown.en) if shown else layer
            outlines.append((name, index, width, "", drawn.parent_names[layer]))
        self.canvas.set_outlines(outlines)

    @Slot()
    def _count_outside(self) -> None:
        if self._desk.closed:
            return
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> int:
            return len(cells_unattached(desk, actor))

        self._jobs.submit(work, self._outside_counted, owner=self)

    def _outside_counted(self, outcome: Outcome) -> None:
        n = outcome.value or 0
        self._outside.setText(tr("{n} records in no cell or in several", n=f"{n:,}"))
        self._outside.setVisible(n > 0)

    # -- rows below the map ------------------------------------------------------------------------------------

    @Slot(object)
    def _on_rows(self, wanted: bool) -> None:
        if self.rows is None:
            # Loaded when first asked for: the map need not wait for lists.
            from gridgov.ui.pages.map_rows import MapRows

            self.rows = MapRows(self._desk, self._actor, self._jobs)
            self.rows.made.connect(self.list_made)
            self.rows.closed.connect(self._on_rows_closed)
            self._split.addWidget(self.rows)
        self.rows.setVisible(wanted)
        if wanted:
            self.rows.show_register()
            high = self._split.height()
            self._split.setSizes([high * 3 // 5, high * 2 // 5])
        self.canvas.setFocus()

    @Slot(object)
    def _on_rows_closed(self, _nothing: object) -> None:
        self.tools.rows.setChecked(False)

    # -- a place by hand ---------------------------------------------------------------------------------------

    def pick_place(self, then: Callable[[tuple[float, float] | None], None]) -> None:
        """Let the next click choose a place (longitude, latitude); Escape chooses none."""
        self._then = then
        self._note.setText(tr("Click the place on the map, or press Esc to leave it."))
        self._note.setVisible(True)
        self.canvas.pick_place(wanted=True)
        self.canvas.setFocus()

    @Slot(object)
    def _on_place(self, ground: tuple[float, float] | None) -> None:
        self._note.setVisible(False)
        then, self._then = self._then, None
        place = None
        if ground is not None and self._drawn is not None:
            lon, lat = self.places.degrees(ground)
            place = (round(lon, 7), round(lat, 7))
        if then is not None:
            then(place)

    # -- selection ---------------------------------------------------------------------------------------------

    def select(self, layer: str, code: str, *, zoom: bool = False) -> None:
        """Select a cell, changing the layer when it is another one."""
        if self._drawn is None or self._drawn.layer != layer:
            self._wanted = (layer, code)
            self.load(layer)
            return
        self._wanted = None
        if code in self._drawn.codes:
            index = self._drawn.codes.index(code)
            self.canvas.select(index)
            if zoom:
                self.canvas.zoom_to_cell(index)
            self.cell_selected.emit((layer, code))
            self.selection.tell()

    @Slot(object)
    def _on_cell_asked(self, cell: tuple[str, str]) -> None:
        self.select(*cell, zoom=True)

    @Slot(object)
    def _on_picked(self, index: int | None) -> None:
        if self._drawn is None or index is None:
            self.cell_selected.emit(None)
            return
        self.cell_selected.emit((self._drawn.layer, self._drawn.codes[index]))

    # -- choices -----------------------------------------------------------------------------------------------

    @Slot()
    def _on_layer(self) -> None:
        self.load(self.layer.currentData())

    def _show_class_choices(self) -> None:
        themed = bool(self.theme.currentData())
        self.method.setEnabled(themed)
        self.classes.setEnabled(themed)
        self.hatch.setEnabled(themed)
        own = themed and self.method.currentData() == "own"
        self.classes.setVisible(not own)
        self.limits.setVisible(own)

    @Slot()
    def _on_theme(self) -> None:
        self._show_class_choices()
        if self._drawn is None:
            return
        self._generation += 1
        measure, generation = self.theme.currentData(), self._generation
        title = next((pick(one.zh, one.en) for one in self._layers if one.id == self._drawn.layer), "")
        self.canvas.set_title(f"{title} · {self.theme.currentText()}" if measure else title)
        if not measure:
            self.canvas.set_values(None)
            return
        desk, actor, layer = self._desk, self._actor, self._drawn.layer

        def work(_progress: Progress) -> Any:
            return generation, cells.themed(desk, actor, layer, measure)

        self._jobs.submit(work, self._valued, owner=self)

    def _valued(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            return
        generation, themed = outcome.value
        if generation != self._generation:
            return
        method, classes = str(self.method.currentData()), self.classes.value()
        limits = limits_of(self.limits.text()) if method == "own" else None
        wrong = method == "own" and limits is None
        sentence = tr("The limits between the classes must be numbers with commas between them.")
        if wrong or self._note.text() == sentence:
            self._note.setText(sentence)
            self._note.setVisible(wrong)
        if not wrong:
            self.canvas.set_values(
                themed.values, self.theme.currentText(), limits or classes, method if limits or method != "own"
                else "quantiles", few=themed.few, hatch=self.hatch.isChecked(),
            )  # fmt: skip

    @Slot()
    def _on_labels(self) -> None:
        self.canvas.set_label_mode(str(self.labels.currentData()))

    @Slot()
    def _on_points(self) -> None:
        if self._drawn is None:
            return
        wanted = self._wanted_points()
        if not wanted:
            self.canvas.set_points([])
            return
        desk, actor, frame, dark = self._desk, self._actor, self._drawn.frame, self.canvas.looks.is_dark

        def work(_progress: Progress) -> Any:
            found = []
            for register in wanted:
                fids, x, y = cells.points(desk, actor, register, frame)
                paths = cells.paths(desk, actor, register, frame)
                symbol, *colours = POINTS[register]
                name = pick(registers()[register].zh, registers()[register].en_plural)
                lines = RecordShapes.of(paths.x, paths.y, paths.start) if len(paths.fids) else None
                # Sorted here already: a million takes a moment.
                found.append(SortedPoints(PointSet(name, x, y, fids, symbol, colours[dark], lines)))
            return wanted, found

        self._jobs.submit(work, self._pointed, owner=self)

    def print_request(self) -> Any:
        """What the map shows, as it is asked for on paper; None while there is nothing."""
        view = self.canvas.view
        if self._drawn is None or view is None:
            return None
        from gridgov.services.map_print import MapRequest

        theme, method = str(self.theme.currentData() or ""), str(self.method.currentData())
        limits = tuple(limits_of(self.limits.text()) or ()) if method == "own" else ()
        return MapRequest(
            self._drawn.layer, theme, "quantiles" if method == "own" else method, self.classes.value(), limits,
            str(self.labels.currentData()), tuple(self._wanted_points()), landscape=view.width > view.height,
            box=view.box,
        )  # fmt: skip

    def _wanted_points(self) -> list[str]:
        return [str(action.data()) for action in self._points.menu().actions() if action.isChecked()]

    def _pointed(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            return
        wanted, found = outcome.value
        if wanted != self._wanted_points():
            return  # Others were chosen meanwhile, and their answer is on the way.
        self.canvas.set_points(found)

    @Slot()
    def _on_outside(self) -> None:
        self.unattached_asked.emit(None)

    @Slot()
    def _on_next(self) -> None:
        self.import_asked.emit(None)


def cells_unattached(desk: Desk, actor: Actor) -> list[dict[str, object]]:
    """The records in no cell or in several."""
    from gridgov.services import lists

    return lists.unattached(desk, actor)
