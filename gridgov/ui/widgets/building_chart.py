"""The chart of a building (楼栋图): floors from the top, units side by side, each home a button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from gridgov.messages import pick, tr
from gridgov.services.record_page import Chart, Room


class BuildingChart(QWidget):
    """Homes as buttons; a number says how many live there, signs say care (♥), hazards (⚠) and organizations (▣).

    Signals
    -------
    room_asked : object
        The fid of a dwelling.
    """

    room_asked = Signal(object)

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[int, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        column = 1
        for unit in chart.units:
            wide = max(len(chart.rooms.get((floor, unit), ())) for floor in chart.floors)
            head = QLabel(unit if not unit or not unit.isdigit() else tr("Unit {n}", n=unit))
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            head.setObjectName("muted")
            grid.addWidget(head, 0, column, 1, max(wide, 1))
            for row, floor in enumerate(chart.floors, 1):
                for at, room in enumerate(chart.rooms.get((floor, unit), ())):
                    grid.addWidget(self._button(room), row, column + at)
            grid.setColumnMinimumWidth(column + wide, 10)
            column += wide + 1
        for row, floor in enumerate(chart.floors, 1):
            label = QLabel(tr("no floor") if floor is None else pick(f"{floor} 层", f"Floor {floor}"))
            label.setObjectName("muted")
            grid.addWidget(label, row, 0)
        grid.setColumnStretch(column, 1)

    def _button(self, room: Room) -> QPushButton:
        signs = ("♥" if room.cared else "") + ("⚠" if room.hazards else "") + ("▣" if room.organizations else "")
        button = QPushButton(f"{room.label}\n{room.people if room.people else '–'}{signs}")
        lines = [room.label, room.occupancy, tr("{n} people live here", n=room.people)]
        if room.cared:
            lines.append(tr("{n} of them are owed care", n=room.cared))
        if room.hazards:
            lines.append(tr("Hazards") + ": " + pick("、", ", ").join(room.hazards))
        if room.organizations:
            lines.append(tr("{n} organizations", n=room.organizations))
        button.setToolTip("\n".join(filter(None, lines)))
        button.setAccessibleName(", ".join(filter(None, lines)))
        button.setProperty("room", room.fid)
        button.setMinimumWidth(self.fontMetrics().horizontalAdvance("00000000"))
        button.setMaximumWidth(self.fontMetrics().horizontalAdvance("000000000000"))
        if not room.people:
            font = button.font()
            font.setItalic(True)
            button.setFont(font)
        button.clicked.connect(self._on_clicked)
        self.buttons[room.fid] = button
        return button

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.room_asked.emit(int(sender.property("room")))
