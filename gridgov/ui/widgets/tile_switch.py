"""The switch for tile services, below which stands what leaves the machine when it is on."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from gridgov.messages import tr
from gridgov.services import base_maps


class TileSwitch(QWidget):
    """Off until a person ticks it.

    Signals
    -------
    changed : object
        None: it was switched.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = QCheckBox(tr("Base maps from tile services on the network"))
        self.tick.setChecked(base_maps.services_allowed())
        self.tick.toggled.connect(self._on_toggled)
        note = QLabel(base_maps.warning())
        note.setObjectName("muted")
        note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tick)
        layout.addWidget(note)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        base_maps.allow_services(on)
        self.changed.emit(None)
