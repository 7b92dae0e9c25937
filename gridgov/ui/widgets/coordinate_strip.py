"""The strip below the map: the coordinate under the pointer in the system of one's choice, and what is measured."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from gridgov.messages import tr
from gridgov.services import places

NAMES = {"wgs84": "WGS 84", "cgcs2000": "CGCS2000, 3° zone", "gcj02": "GCJ-02 (shifted, as on Chinese web maps)"}
SHORT = {"wgs84": "WGS 84", "cgcs2000": "CGCS2000, 3° zone", "gcj02": "GCJ-02, shifted"}


class CoordinateStrip(QWidget):
    """Tells one coordinate.

    Signals
    -------
    system_chosen : object
        Another system was chosen.
    """

    system_chosen = Signal(object)

    def __init__(self, system: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.system = system if system in places.SYSTEMS else places.SYSTEMS[0]
        self._at: tuple[float, float] | None = None
        self.said = QLabel()
        self.said.setAccessibleName(tr("Coordinate"))
        # A text that grows must not push the window wider.
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.measured = QLabel()
        self.measured.setAccessibleName(tr("Measured"))
        self.choice = QToolButton()
        self.choice.setObjectName("tool")
        self.choice.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.choice.setToolTip(tr("The system in which the coordinate is told"))
        menu = QMenu(self.choice)
        group = QActionGroup(menu)
        for key in places.SYSTEMS:
            action = QAction(tr(NAMES[key]), menu)
            action.setCheckable(True)
            action.setChecked(key == self.system)
            action.setData(key)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._on_system)
        self.choice.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.addWidget(self.choice)
        layout.addWidget(self.said, 1)
        layout.addWidget(self.measured)
        self._show()

    @property
    def text(self) -> str:
        """The coordinate that is told, with its system; "" for none."""
        return places.written(*self._at, self.system) if self._at is not None else ""

    def show_place(self, lon: float, lat: float) -> None:
        """Tell this place, in degrees of WGS 84."""
        self._at = (lon, lat)
        self._show()

    def show_measured(self, text: str) -> None:
        """Tell what is measured."""
        self.measured.setText(" · ".join(text.split("\n")))

    def _show(self) -> None:
        self.choice.setText(tr(SHORT[self.system]))
        self.said.setText(places.numbers(*self._at, self.system) if self._at is not None else "")
        self.said.setToolTip(self.text)

    @Slot(QAction)
    def _on_system(self, action: QAction) -> None:
        self.system = str(action.data())
        self._show()
        self.system_chosen.emit(self.system)
