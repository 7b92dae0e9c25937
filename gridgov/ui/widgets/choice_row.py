"""A row of choices that breaks into a second line where it is too narrow, and boxes as wide as what they say."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QComboBox, QLayout, QLayoutItem, QSizePolicy, QWidget

_LEAST = 4
"""Letters for which a box always has room."""


class ChoiceBox(QComboBox):
    """As wide as the entry that is chosen, so that it is read whole; its list is as wide as its widest entry."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.currentTextChanged.connect(self._on_text)

    def sizeHint(self) -> QSize:
        """Room for the chosen entry."""
        return self._fitting(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """The same: the name is not to be cut."""
        return self.sizeHint()

    def _fitting(self, all_fit: QSize) -> QSize:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=0)
        wanted = max(metrics.horizontalAdvance(self.currentText()), metrics.averageCharWidth() * _LEAST)
        return QSize(min(all_fit.width(), all_fit.width() - widest + wanted), all_fit.height())

    def showPopup(self) -> None:
        """Show the list, no entry cut."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * self.fontMetrics().averageCharWidth())
        super().showPopup()

    def _on_text(self, _text: str) -> None:
        self.updateGeometry()


class ChoiceRow(QLayout):
    """Widgets side by side, in further lines where the width does not hold them."""

    def __init__(self, spacing: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item behind the others."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrow rows are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._lay(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Room for the widest of them."""
        least = QSize()
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return least

    def _lay(self, rect: QRect, *, place: bool) -> int:
        """Fill lines from the left; how high they are together."""
        x, y, line, gap = rect.x(), rect.y(), 0, self.spacing()
        lines: list[list[tuple[QLayoutItem, int, int, QSize]]] = [[]]
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + gap, 0
                lines.append([])
            lines[-1].append((item, x, y, QSize(min(size.width(), max(rect.width(), 1)), size.height())))
            x, line = x + size.width() + gap, max(line, size.height())
        if place:
            for row in lines:
                high = max((size.height() for *_, size in row), default=0)
                for item, left, top, size in row:
                    item.setGeometry(QRect(left, top + (high - size.height()) // 2, size.width(), size.height()))
        return y + line - rect.y()
