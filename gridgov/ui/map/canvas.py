"""The map: a picture that follows the hand at once and becomes exact a moment later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from numpy.typing import ArrayLike
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QContextMenuEvent,
    QFont,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gridgov.messages import tr
from gridgov.ui.map.backdrop import Backdrop, Ground
from gridgov.ui.map.choropleth import Choropleth
from gridgov.ui.map.data import LayerShapes
from gridgov.ui.map.ground_widget import GroundWidget
from gridgov.ui.map.hand import Hand
from gridgov.ui.map.highlight import Highlight, Rings
from gridgov.ui.map.legend import Legend, draw_legend, fitting, legend_size
from gridgov.ui.map.looks import Looks
from gridgov.ui.map.marker import Marker, draw_marker
from gridgov.ui.map.measuring import Rule
from gridgov.ui.map.overlay import EDGE, Overlay, draw_furniture, legend_room, sheets
from gridgov.ui.map.picture import Shown
from gridgov.ui.map.points import PointSet, SortedPoints
from gridgov.ui.map.selection import Selection
from gridgov.ui.map.shapes import SketchLayer
from gridgov.ui.map.speech import announce, described, tell
from gridgov.ui.map.stage import LABEL_MODES, Stage
from gridgov.ui.map.trail import Trail
from gridgov.ui.map.view import View


class MapCanvas(GroundWidget):
    """Cells of one layer, coloured and labelled, with the outlines of others and with points.

    Cells are spoken of by their index in the layer (from 0).

    Signals
    -------
    cell_picked(object)
        The user chose a cell (index) or none (None), by mouse or keyboard. `select` does not emit it.
    cell_activated(object)
        Enter on the selected cell.
    cell_hovered(object)
        The cell under the pointer (index) or None; only when it changes.
    point_picked(object)
        A point's symbol was clicked: (name of its set, id).
    place_picked(object)
        After `pick_place`: the ground coordinates that were clicked, or None when it was left with Escape.
    heap_picked(object)
        A disc of several points was clicked: the records in it, by the name of their set.
    tool_changed(object)
        Another tool is in the hand: its name, "" for none.
    measured(object)
        What is being measured, in words; "" when nothing is.
    pointer_moved(object)
        The ground under the pointer, or None when it left.
    menu_asked(object)
        (place on the screen, ground): the menu of a place is asked for.
    tip_asked(object)
        (place on the screen, records by the name of their set): the pointer rests on a symbol or a disc.
    copy_asked(), bookmarks_asked(), rows_asked()
        By key: the coordinate is to be copied, the bookmarks or the rows of what is selected are to be shown.
    """

    cell_picked = Signal(object)
    cell_activated = Signal(object)
    cell_hovered = Signal(object)
    point_picked = Signal(object)
    place_picked = Signal(object)
    heap_picked = Signal(object)
    tool_changed = Signal(object)
    measured = Signal(object)
    pointer_moved = Signal(object)
    menu_asked = Signal(object)
    tip_asked = Signal(object)
    copy_asked = Signal()
    bookmarks_asked = Signal()
    rows_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme: dict[str, object] = {}
        self._empty_text = ""
        self._view: View | None = None
        self._untouched = True
        self._selected: int | None = None
        self._hovered: int | None = None
        self._bring_in_view = False
        self.hand = Hand(self)
        self.rule: Rule | None = None
        self.marker: Marker | None = None
        self._title = ""
        self.trail = Trail(self)
        self.selection = Selection(self)
        self.selection.changed.connect(self._on_selection)
        self._overlay = Overlay()
        self._highlight = Highlight()
        self._rings = Rings()
        self._legend_wanted = True
        self._stage = Stage(Looks.of_palette(self.palette()), self.font(), self)
        self._stage.renewed.connect(self._renewed)
        self.backdrop = Backdrop(self)
        self.backdrop.renewed.connect(self.update)
        self.backdrop.room_changed.connect(self._ask)
        self._legend = Legend(self)
        self._show_legend()
        self._describe()

    # What to show ---------------------------------------------------------------------------------------------------

    def set_layer(self, map_layer: LayerShapes | None) -> None:
        """Show the cells of a layer (see `gridgov.services.cells.shapes`), or none: values, outlines, selection go.

        The view stays when the new layer lies on exactly the same ground as the old one.
        """
        before = self._stage.shapes.bounds if self._stage.shapes else None
        self._stage.set_layer(map_layer)
        self._hovered = None
        self.selection.begin(self._stage.shapes.count if self._stage.shapes else 0)
        self.select(None)
        self._show_legend()
        self._describe()
        after = self._stage.shapes.bounds if self._stage.shapes else None
        if after is None:
            self._view = None
        elif self._view is None or before != after:
            self._view = None
            self.trail.clear()
            self.zoom_all()
        else:
            self._ask()
        self.update()

    def set_sketch(self, sketch: SketchLayer) -> None:
        """Show the cells with little detail (see `gridgov.services.map_cache.sketch`) until `set_layer` follows."""
        self._stage.set_sketch(sketch)
        self._hovered = None
        self.select(None)
        self._view = None
        self.zoom_all()
        self.update()

    def set_values(
        self,
        values: ArrayLike | None,
        title: str = "",
        classes: int | Sequence[float] = 5,
        method: str = "quantiles",
        *,
        few: ArrayLike | None = None,
        hatch: bool = False,
    ) -> None:
        """Colour the cells by `values` (one a cell, NaN for no data), or all alike with None.

        `classes` is the number of classes or, for the method "own", the limits between them; `method` is one of
        "quantiles", "equal", "natural", "own". Cells marked in `few` count too few people for their value to be
        shown. With `hatch` each class has a pattern beside its colour.
        """
        count = self._stage.shapes.count if self._stage.shapes else 0
        self._stage.choropleth = Choropleth(
            count, values if count else None, title, classes, method, few=few if count else None, hatch=hatch
        )
        moved = self._show_legend()
        self._describe()
        self._stage.recolour()
        if self._stage.label_mode == "value":
            self._stage.letter()
        if self._stage.label_mode == "value" or (moved and self._stage.label_mode != "none"):
            # Labels keep clear of the legend, which has another size now.
            self._ask()
        self.update()

    def set_outlines(self, outlines: Sequence[tuple[Any, ...]]) -> None:
        """Draw the outlines of areas over the cells, in the order given, the broadest best last.

        Each is (name, areas, width in pixels, colour): areas as `Rings`, or as an int array with the number of each
        cell's parent (-1 for none), which needs no shapes; an empty colour takes the map's own. A fifth member, the
        names of the parents by their numbers, labels them while cells are too small for labels of their own.
        """
        self._stage.set_outlines(outlines)
        self._show_legend()
        self._ask()

    def set_points(self, sets: Sequence[PointSet | SortedPoints]) -> None:
        """Draw points over the cells: their symbols close up, discs with counts far out."""
        self._stage.set_points(sets)
        self._show_legend()
        self._ask()

    def set_label_mode(self, mode: str) -> None:
        """Write "name", "code", "value" or "none" into the cells that have room for it."""
        if mode not in LABEL_MODES:
            raise ValueError(f"mode is {mode!r}, not one of {', '.join(LABEL_MODES)}")
        self._stage.label_mode = mode
        self._stage.letter()
        self._ask()

    def set_theme(self, theme: Mapping[str, object]) -> None:
        """Use these colours (names of :class:`gridgov.ui.map.looks.Looks`, and "dark": bool) over the palette's."""
        self._theme = dict(theme)
        self._relook()

    def set_empty_text(self, text: str) -> None:
        """The sentence that stands in the middle while there is nothing to show."""
        self._empty_text = text
        self._describe()
        self.update()

    def set_title(self, title: str) -> None:
        """What the map shows, in the upper left corner; "" for none."""
        self._title = title
        self._show_legend()
        self._ask()

    def show_marker(self, marker: Marker | None) -> None:
        """Mark a place and say so, or take the mark away."""
        self.marker = marker
        announce(self, marker.text if marker is not None else "")
        self.update()

    def set_legend_visible(self, visible: bool) -> None:
        """Show the legend over the lower left corner, or not."""
        self._legend_wanted = visible
        if self._show_legend():
            self._ask()

    # What is shown --------------------------------------------------------------------------------------------------

    @property
    def hovered(self) -> int | None:
        """The cell under the pointer."""
        return self._hovered

    @property
    def legend(self) -> Legend:
        """The legend's widget."""
        return self._legend

    @property
    def looks(self) -> Looks:
        """The colours in use."""
        return self._stage.looks

    def labels(self) -> list[tuple[int, str, QRectF]]:
        """The labels on screen: cell, text, and the text's box in the widget's pixels."""
        shown, letters = self._stage.shown, self._stage.lettering
        if shown is None or letters is None or self._view is None:
            return []
        found = []
        placed = shown.labels
        for n, (cell, width) in enumerate(zip(placed.cells.tolist(), letters.widths(placed.texts), strict=True)):
            x, y = self._view.to_screen(float(placed.x[n]), float(placed.y[n]))
            found.append((cell, placed.texts[n], QRectF(x - width / 2, y - letters.height / 2, width, letters.height)))
        return found

    def is_exact(self) -> bool:
        """Whether the picture on screen is the final one of this view."""
        return self._stage.exact() and self.backdrop.exact()

    def pick_place(self, *, wanted: bool) -> None:
        """Let the next click choose a place rather than a cell, or no longer."""
        self.hand.place(wanted=wanted)

    # Moving about ---------------------------------------------------------------------------------------------------

    def select(self, index: int | None, ensure_visible: bool = True) -> None:
        """Select a cell, or none; with `ensure_visible` the map moves when the cell is not wholly in view."""
        changed = index != self._selected
        self._selected = index
        self._bring_in_view = index is not None and ensure_visible
        self._show_selected()
        if changed:
            self._describe()
        self.update()

    def grab_picture(self, width: int, height: int, dpi: float = 96.0, *, furniture: bool = True) -> QImage:
        """The map as it looks, made for paper: `width` × `height` pixels at `dpi`; waits until it is exact.

        The ground on screen is wholly in it. With `furniture` it has scale bar, north arrow and legend.
        """
        ratio = dpi / 96.0
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor(self.looks.ground))
        if self._stage.shapes is not None and self._view is not None:
            view = View.around(self._view.box, width / ratio, height / ratio, margin=0.0)
            painter = QPainter(image)
            entries, title = self._stage.legend_entries(), self._stage.choropleth.title
            size = legend_size(title, entries, self.font())
            legend = QRectF(EDGE, view.height - size.height() - EDGE, size.width(), size.height())
            self._stage.taken = sheets(view, self.font(), legend if entries else None, self._title) if furniture else ()
            made = self._stage.now(view, ratio)
            if (below := self.backdrop.now(view, ratio)) is not None:
                painter.drawImage(0, 0, below)
            painter.drawImage(0, 0, made.image)
            self._draw_highlight(painter, QRectF(made.image.rect()), made)
            painter.scale(ratio, ratio)
            self._draw_over(painter, view, furniture=furniture)
            if furniture and entries:
                draw_legend(painter, legend, title, entries, self.looks, self.font())
            painter.end()
        # Only now: with its own density the picture would have scaled the texts a second time.
        image.setDotsPerMeterX(round(dpi / 0.0254))
        image.setDotsPerMeterY(round(dpi / 0.0254))
        return image

    def sizeHint(self) -> QSize:
        """A size at which a district can be read."""
        return QSize(640, 480)

    def _ask(self, *, moved: bool = False) -> None:
        if self._view is not None:
            legend = None if self._legend.isHidden() else QRectF(self._legend.geometry())
            taken = sheets(self._view, self.font(), legend, self._title)
            self._stage.taken = (*taken, *self.backdrop.take_room(self._view, taken, self.font()))
            self._stage.ask(self._view, self.devicePixelRatioF(), moved=moved)
            self.backdrop.ask(self._view, self.devicePixelRatioF(), moved=moved)
        self.update()

    def show_hovered(self, cell: int | None) -> None:
        """Outline the cell under the pointer, or none, and tell of it."""
        self._hovered = cell
        self.cell_hovered.emit(cell)
        self.update()

    def _renewed(self) -> None:
        self._show_selected()
        self.update()

    def _on_selection(self, _nothing: object) -> None:
        self._describe()
        self.update()

    def _relook(self) -> None:
        looks = Looks.of_palette(self.palette()).changed(self._theme)
        self._stage.looks = attrs.evolve(looks, see_through=self.backdrop.ground is not None)
        self._stage.recolour()
        self._show_legend()
        self._ask()

    def set_ground(self, ground: Ground | None) -> None:
        """Show base maps under the cells, which are seen through from then on; None shows none."""
        self.backdrop.use(ground)
        self._relook()

    def _show_legend(self) -> bool:
        """Bring the legend up to date; whether it takes another place than before."""
        before = self._legend.geometry(), self._legend.isHidden()
        entries = self._stage.legend_entries() if self._legend_wanted and self._stage.layer is not None else []
        title = self._stage.choropleth.title
        low, room = legend_room(QSizeF(self.size()), self.font(), self._title, legend_size(title, entries, self.font()))
        self._legend.show_entries(title, fitting(title, entries, self.font(), room), self.looks)
        self._legend.move(int(EDGE), int(low - self._legend.height()))
        return before != (self._legend.geometry(), self._legend.isHidden())

    def _describe(self) -> None:
        """Tell a screen reader what is selected."""
        self.setAccessibleName(tr("Map"))
        text = described(self._stage, self._selected, self.selection) if self._stage.layer else self._empty_text
        tell(self, text, aloud=self._selected is not None)

    # Painting -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Put the last picture where it belongs now, and selection and furniture over it."""
        painter = QPainter(self)
        view, shown = self._view, self._stage.shown
        if view is None:
            painter.fillRect(self.rect(), QColor(self.looks.ground))
            self._draw_empty(painter)
        else:
            if shown is None or not shown.view.holds(view) or self.looks.see_through:
                painter.fillRect(self.rect(), QColor(self.looks.ground))
            self.backdrop.draw(painter, view)
            if shown is not None:
                x, y = view.to_screen(shown.view.west, shown.view.north)
                grown = view.scale / shown.view.scale
                place = QRectF(
                    x, y, shown.image.width() / shown.ratio * grown, shown.image.height() / shown.ratio * grown
                )
                # Never smoothed: smooth scaling takes ten times as long, and the exact picture is on its way.
                painter.drawImage(place, shown.image)
                self.backdrop.draw_labels(painter, view, self.devicePixelRatioF(), self.looks, self.font())
                self._draw_highlight(painter, place, shown)
            self._draw_over(painter, view)
            if self.marker is not None:
                draw_marker(painter, self.marker, view, self.looks, self.font(), self._stage.taken)
            if self.hand.tool is not None:
                self.hand.tool.draw(painter, view, self.looks, self.font())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(self.looks.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _draw_empty(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.15 if font.pointSizeF() > 0 else 11)
        painter.setFont(font)
        painter.setPen(QColor(self.looks.text))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(self.rect()).adjusted(32, 24, -32, -24), int(flags), self._empty_text)

    def _draw_highlight(self, painter: QPainter, place: QRectF, shown: Shown) -> None:
        """The selected cells, over the picture in which they lie."""
        coverage = self._stage.shapes.ready if self._stage.shapes else None
        if coverage is None or self.selection.is_empty:
            return
        over = self._highlight.picture(shown, coverage, self.selection, self.looks, self._overlay.paths(coverage))
        if over is not None:
            painter.drawImage(place, over)
            # Lines, points and texts once more, so that no stripe runs through them.
            if shown.over is not None:
                painter.drawImage(place, shown.over)

    def _draw_over(self, painter: QPainter, view: View, *, furniture: bool = True) -> None:
        """Selection, pointer and furniture over the picture."""
        coverage = self._stage.shapes.ready if self._stage.shapes else None
        if coverage is not None:
            self._overlay.draw(painter, coverage, view, self.looks, self._selected, self._hovered)
        self._rings.draw(painter, view, self.selection, self._stage.shown, self.looks)
        if furniture:
            bar = draw_furniture(painter, view, self.looks, self.font(), self._title)
            self.backdrop.draw_notes(painter, view, bar, self.looks, self.font())

    # Hand and keyboard ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, a drag or a drawing."""
        self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it, or tell what is under the pointer."""
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it, or pick what was clicked."""
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom in at the pointer, or end a drawing."""
        self.hand.double(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        self.hand.wheel(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the place under the pointer; by key, of the cell that the keyboard stands on."""
        if self._view is None:
            return
        ground, at = self._view.to_ground(event.pos().x(), event.pos().y()), event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            middle = self.middle_of(self._selected) if self._selected is not None else None
            ground = middle or (self._view.x, self._view.y)
            at = self.mapToGlobal(QPointF(*self._view.to_screen(*ground)).toPoint())
        self.menu_asked.emit((at, ground))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.hand.hover(None)
        self.pointer_moved.emit(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What :meth:`gridgov.ui.map.hand.Hand.key` knows; the rest goes to the window."""
        if not self.hand.key(event):
            super().keyPressEvent(event)

    # Window ---------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Show what is under the pointer as a tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            records = self.hand.records_at(QPointF(event.pos()))
            if records is not None:
                self.tip_asked.emit((event.globalPos(), records))
                return True
            text = self._stage.spoken(self._hovered) if self._hovered is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        if event.type() == QEvent.Type.NativeGesture and isinstance(event, QNativeGestureEvent):
            return self.hand.pinch(event) or super().event(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._ask()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle; a map nobody has moved yet keeps the whole layer in view."""
        super().resizeEvent(event)
        self._show_legend()
        if self._view is None:
            return
        if self._untouched:
            self.zoom_all()
        else:
            self.go(self._view.resized(self.width(), self.height()))
            self._untouched = False

    def changeEvent(self, event: QEvent) -> None:
        """Follow palette, font and language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._relook()
        elif event.type() == QEvent.Type.FontChange:
            self._stage.font = self.font()
            self._stage.letter()
            self._show_legend()
            self._ask()
        elif event.type() == QEvent.Type.LanguageChange:
            self._show_legend()
            self._describe()

    def end(self) -> None:
        """The map is no longer needed: its threads end at their next step, and none begins any more."""
        self._stage.end()
        self.backdrop.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the threads with the window."""
        self._stage.stop()
        self.backdrop.stop()
        super().closeEvent(event)
