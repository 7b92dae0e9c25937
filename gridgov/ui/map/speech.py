"""What the map says to a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtGui
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from gridgov.messages import tr

if TYPE_CHECKING:
    from gridgov.ui.map.selection import Selection
    from gridgov.ui.map.stage import Stage


def described(stage: Stage, selected: int | None, selection: Selection) -> str:
    """The cell that the keyboard stands on (name, code, value), and how much is selected: a line each."""
    lines = [tr("No cell is selected.") if selected is None else stage.spoken(selected)]
    if not selection.is_empty:
        if selected is not None and selection.mask[selected]:
            lines.append(tr("This cell is selected."))
        records = sum(len(chosen.ids) for chosen in selection.records.values())
        lines.append(tr("{cells} cells, {records} records selected", cells=len(selection.cells), records=records))
    return "\n".join(line for line in lines if line)


def tell(widget: QWidget, text: str, *, aloud: bool) -> None:
    """Let a text describe a widget, and with `aloud` have it spoken, when it is another one than before."""
    if text == widget.accessibleDescription():
        return
    widget.setAccessibleDescription(text)
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))
    if aloud:
        announce(widget, text)


def announce(widget: QWidget, text: str) -> None:
    """Have a text spoken now. Qt before 6.8 has no announcements: nothing is spoken there."""
    kind = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if text and kind is not None:
        QAccessible.updateAccessibility(kind(widget, ", ".join(text.split("\n"))))
