"""Help beside the work: the topic of what is in front, contents, search, links."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QFont, QKeySequence, QShortcut, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gridgov.messages import tr
from gridgov.services import handbook
from gridgov.ui import letters


class HelpDialog(QDialog):
    """Contents on the left, a text on the right; it stays beside the window or dialog that it was asked from."""

    def __init__(self, parent: QWidget | None, topic: str) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle(tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # It must not stop the dialog that it explains.
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.resize(860, 600)
        self._visited: list[str] = []
        self.topic = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search the help"))
        self.search.setAccessibleName(tr("Search the help"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._on_return)
        self.contents = QListWidget()
        self.contents.setAccessibleName(tr("Contents"))
        self.contents.setWordWrap(True)
        self.contents.currentItemChanged.connect(self._on_chosen)
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Help"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._on_link)
        self.back = QPushButton(tr("Back"))
        self.back.clicked.connect(self.on_back)
        QShortcut(QKeySequence("Alt+Left"), self, self.on_back)
        QShortcut(QKeySequence("Ctrl+F"), self, self.on_search)
        QShortcut(QKeySequence("F1"), self, self.on_help)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.close)
        for button in (self.back, close):
            button.setAutoDefault(False)

        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.contents, 1)
        parts = QSplitter()
        parts.addWidget(left)
        parts.addWidget(self.text)
        parts.setStretchFactor(1, 1)
        parts.setSizes([260, 600])
        parts.setChildrenCollapsible(False)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(parts, 1)
        layout.addLayout(row)
        letters.give(self)
        self._on_search()
        self.go(topic)

    def go(self, topic: str) -> None:
        """Show a topic, and remember the one that was shown."""
        if topic not in handbook.topics() or topic == self.topic:
            return
        if self.topic:
            self._visited.append(self.topic)
        self._show(topic)

    def speak(self) -> None:
        """Show the topic again, in the language in use now."""
        self._on_search()
        self._show(self.topic)

    def _show(self, topic: str) -> None:
        self.topic = topic
        document = self.text.document()
        document.setMarkdown(handbook.topics()[topic].text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        _dress_keys(document)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.back.setEnabled(bool(self._visited))
        for row in range(self.contents.count()):
            item = self.contents.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == topic and not item.isSelected():
                self.contents.blockSignals(True)
                self.contents.setCurrentRow(row)
                self.contents.blockSignals(False)
        self._mark()

    def _mark(self) -> None:
        """Bring the first of the words that were searched for into view."""
        words = self.search.text().split()
        if words and self.text.find(words[0]):
            self.text.ensureCursorVisible()

    @Slot()
    def _on_search(self) -> None:
        self.contents.blockSignals(True)
        self.contents.clear()
        for hit in handbook.find(self.search.text()):
            item = QListWidgetItem(f"{hit.topic.title}\n{hit.line}" if hit.line else hit.topic.title)
            item.setData(Qt.ItemDataRole.UserRole, hit.topic.id)
            self.contents.addItem(item)
            if hit.topic.id == self.topic:
                self.contents.setCurrentItem(item)
        if self.contents.count() == 0:
            item = QListWidgetItem(tr("No help has all of these words."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.contents.addItem(item)
        self.contents.blockSignals(False)

    @Slot()
    def _on_return(self) -> None:
        first = self.contents.item(0)
        if first is not None and first.data(Qt.ItemDataRole.UserRole):
            self.go(str(first.data(Qt.ItemDataRole.UserRole)))
            self._mark()

    @Slot(QListWidgetItem)
    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(Qt.ItemDataRole.UserRole):
            self.go(str(item.data(Qt.ItemDataRole.UserRole)))

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        self.go(url.path().rsplit("/", 1)[-1].removesuffix(".md"))

    @Slot()
    def on_back(self) -> None:
        """Show the topic that was shown before."""
        if self._visited:
            self._show(self._visited.pop())

    @Slot()
    def on_help(self) -> None:
        """Show how the help is used."""
        self.go(handbook.topic_of(["HelpDialog"]))

    @Slot()
    def on_search(self) -> None:
        """Put the cursor into the search line."""
        self.search.setFocus()
        self.search.selectAll()


def _dress_keys(document: QTextDocument) -> None:
    """Write keys bold in the window's own font: one of fixed width has no Chinese beside it."""
    found = []
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            part = parts.fragment()
            if part.charFormat().fontFixedPitch():
                found.append((part.position(), part.length()))
            parts += 1
        block = block.next()
    bold = QTextCharFormat()
    bold.setFontFixedPitch(False)
    bold.setFontFamilies(QApplication.font().families())
    bold.setFontWeight(QFont.Weight.Bold)
    cursor = QTextCursor(document)
    for start, length in found:
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(bold)


def show_help(window: QWidget, topic: str | None = None) -> HelpDialog:
    """Show help beside a window or dialog: on what has the cursor in it, on the page in front, or on a topic."""
    focus = QApplication.focusWidget()
    inner = focus if focus is not None and focus.window() is window else window
    wanted = topic or handbook.topic_of(_around(inner, window))
    for one in window.findChildren(HelpDialog, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if one.isVisible():
            one.go(wanted)
            one.raise_()
            one.activateWindow()
            return one
    dialog = HelpDialog(window, wanted)
    dialog.resize(dialog.size().boundedTo(window.screen().availableSize()))
    dialog.show()
    return dialog


def _around(widget: QWidget, window: QWidget) -> list[str]:
    """The names of the classes around a widget, the innermost first; of a main window the page in front comes last."""
    names = []
    one: QWidget | None = widget
    while one is not None:
        names += [kind.__name__ for kind in type(one).__mro__ if kind.__module__.startswith("gridgov")]
        if one is window:
            break
        one = one.parentWidget()
    if (front := getattr(window, "front", None)) is not None:
        names += [type(front).__name__]
    return names
