"""A person's settings on this machine: every change takes effect at once; they travel to another machine as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridgov import log
from gridgov.errors import GridgovError
from gridgov.messages import say, tr
from gridgov.services import photos, preferences
from gridgov.settings import state_folder
from gridgov.ui import letters
from gridgov.ui.rail import DOORS
from gridgov.ui.widgets.tile_switch import TileSwitch

if TYPE_CHECKING:
    from gridgov.ui.main_window import MainWindow

SIZES = (90, 100, 110, 125, 140, 150)
DAYS = (1, 7, 14, 30, 60, 90, 180, 365)
MEGABYTES = (1, 2, 5, 10, 50, 100)


class SettingsDialog(QDialog):
    """Language, looks, start, the person's own things, logs, and where the file's photos lie."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.choices: dict[str, QComboBox] = {}
        self.said = QLabel()
        self.resize(620, 600)
        self._outer = QVBoxLayout(self)
        self._body: QWidget | None = None
        self._fill()

    # -- building ----------------------------------------------------------------------------------------------

    @Slot()
    def _fill(self) -> None:
        """Make what is shown, in the language in use."""
        former, self._body = self._body, QWidget()
        if former is not None:
            self._outer.removeWidget(former)
            former.hide()
            former.deleteLater()
        self._outer.addWidget(self._body)
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setWindowTitle(tr("Settings"))
        words = self.said.text()
        self.choices, self.said = {}, QLabel(words)
        self.said.setObjectName("muted")
        self.said.setWordWrap(True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        for title, form in self._groups():
            head = QLabel(title)
            head.setObjectName("heading")
            column.addWidget(head)
            form.setContentsMargins(12, 0, 0, 10)
            column.addLayout(form)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        layout.addWidget(area, 1)
        layout.addWidget(self.said)
        buttons = QDialogButtonBox()
        for text, slot in ((tr("Export …"), self.on_export), (tr("Import …"), self.on_import)):
            buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(slot)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(self.reject)
        layout.addWidget(buttons)
        letters.give(self._body)

    def _groups(self) -> list[tuple[str, QFormLayout]]:
        looks = QFormLayout()
        looks.addRow(tr("Language"), self._choice("language", [("zh_CN", "中文"), ("en", "English")]))
        looks.addRow(tr("Text size"), self._number("text_percent", SIZES, "{n} %"))
        colours = [("light", tr("Light")), ("dark", tr("Dark")), ("contrast", tr("High contrast"))]
        looks.addRow(tr("Colours"), self._choice("theme", colours))

        start = QFormLayout()
        first = [("last", tr("The file opened last")), ("welcome", tr("The page of welcome"))]
        start.addRow(tr("Opens"), self._choice("start_file", first))
        doors = [("last", tr("The page in front last")), *((key, tr(text)) for key, text in DOORS)]
        start.addRow(tr("Page"), self._choice("start_page", doors))

        own = QFormLayout()
        recent = self._window._settings.recent
        own.addRow(tr("Recent files"), self._row(str(len(recent)), (tr("Forget"), self.on_forget, bool(recent))))
        own.addRow(tr("Layout"), self._row("", (tr("Reset the layout"), self.on_reset, True)))
        own.addRow(tr("Settings lie in"), self._place(state_folder()))
        own.addRow(self._tiles())

        logs = QFormLayout()
        logs.addRow(tr("The log lies in"), self._place(log.folder()))
        held = f"{log.size() / 1e6:.1f} MB"
        logs.addRow(tr("Held now"), self._row(held, (tr("Delete the log"), self.on_delete_log, bool(log.files()))))
        logs.addRow(tr("Kept for"), self._number("log_days", DAYS, tr("{n} days")))
        logs.addRow(tr("At most"), self._number("log_megabytes", MEGABYTES, "{n} MB"))
        note = QLabel(tr("It says where the program's own faults arose; never a name, a number or an address."))
        note.setObjectName("muted")
        note.setWordWrap(True)
        logs.addRow(note)

        groups = [(tr("Looks"), looks), (tr("At the start"), start), (tr("Yours on this machine"), own)]
        groups.append((tr("Log"), logs))
        if self._window.desk is not None:
            file = QFormLayout()
            path = self._window.desk.path
            file.addRow(tr("File"), self._place(path.absolute().parent))
            file.addRow(tr("Photos and documents"), self._place(photos.folder(self._window.desk)))
            groups.append((tr("This file"), file))
        for _, form in groups:
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        return groups

    def _tiles(self) -> QWidget:
        switch = TileSwitch()
        if self._window.map is not None:
            switch.changed.connect(self._window.map.ground.on_changed)
        return switch

    def _choice(self, name: str, values: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        for value, text in values:
            box.addItem(text, value)
        return self._join(name, box)

    def _number(self, name: str, values: tuple[int, ...], text: str) -> QComboBox:
        now = int(getattr(self._window._settings, name))
        box = QComboBox()
        # A command or a file may have chosen a number between those that are offered.
        for value in sorted({*values, now}):
            box.addItem(text.format(n=value), value)
        return self._join(name, box)

    def _join(self, name: str, box: QComboBox) -> QComboBox:
        box.setCurrentIndex(max(box.findData(getattr(self._window._settings, name)), 0))
        box.setProperty("preference", name)
        box.setMaximumWidth(320)
        box.activated.connect(self._on_chosen)
        self.choices[name] = box
        return box

    def _row(self, text: str, button: tuple[str, object, bool]) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        if text:
            layout.addWidget(QLabel(text))
        made = QPushButton(button[0])
        made.clicked.connect(button[1])
        made.setEnabled(button[2])
        layout.addWidget(made)
        layout.addStretch(1)
        return row

    def _place(self, folder: Path) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        # A place to break at after each folder, so that a long path needs no wide window.
        label = QLabel(str(folder).replace("/", "/\u200b").replace("\\", "\\\u200b"))
        label.setWordWrap(True)
        label.setToolTip(str(folder))
        layout.addWidget(label, 1)
        button = QPushButton(tr("Open the folder"))
        button.setProperty("target", str(folder))
        button.clicked.connect(self._on_folder)
        layout.addWidget(button)
        return row

    # -- what the person does ----------------------------------------------------------------------------------

    @Slot()
    def _on_chosen(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self._put({str(box.property("preference")): box.currentData()})

    def _put(self, values: dict[str, object]) -> None:
        try:
            preferences.put(self._window._settings, values)
        except GridgovError as error:
            self._say(say(error))
            return
        self._took_effect(values)

    def _took_effect(self, values: dict[str, object]) -> None:
        if {"language", "theme", "text_percent"} & set(values):
            self._window.settings_changed.emit(None)
        if {"language", "text_percent"} & set(values):
            # The box that was chosen from is among what is made anew: not before it has finished.
            QTimer.singleShot(0, self, self._fill)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)

    @Slot()
    def on_forget(self) -> None:
        """Forget which files were open."""
        preferences.forget_recent(self._window._settings)
        self._window.settings_changed.emit(None)
        QTimer.singleShot(0, self, self._fill)

    @Slot()
    def on_delete_log(self) -> None:
        """Delete every file of the log."""
        log.forget()
        QTimer.singleShot(0, self, self._fill)

    @Slot()
    def on_reset(self) -> None:
        """Put windows, docks and columns back."""
        self._window.reset_layout()
        QTimer.singleShot(0, self, self._fill)

    @Slot()
    def _on_folder(self) -> None:
        button = self.sender()
        if button is not None:
            open_folder(Path(str(button.property("target"))))

    @Slot()
    def on_export(self) -> None:
        """Write the settings to a file for another machine."""
        name, _ = QFileDialog.getSaveFileName(self, tr("Export …"), "gridgov-settings.json", "JSON (*.json)")
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write the settings to `path` and say so."""
        try:
            preferences.write(self._window._settings, path)
        except GridgovError as error:
            self._say(say(error))
            return
        self._say(tr("{file} holds the settings.", file=path))

    @Slot()
    def on_import(self) -> None:
        """Take the settings of a file over."""
        name, _ = QFileDialog.getOpenFileName(self, tr("Import …"), "", "JSON (*.json)")
        if name:
            self.bring(Path(name))

    def bring(self, path: Path) -> None:
        """Take the settings of `path` over, or say each fault."""
        try:
            found = preferences.bring(self._window._settings, path)
        except GridgovError as error:
            self._say(say(error))
            return
        if found.faults:
            self._say("\n".join([*found.faults, tr("Nothing was taken over: mend the file and try again.")]))
            return
        self._say("\n".join([tr("{n} settings were taken over.", n=len(found.values)), *found.unknown]))
        self._took_effect(dict(found.values))


def open_folder(folder: Path) -> None:
    """Show a folder in the system's own window; the nearest one above where it was not needed yet."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
