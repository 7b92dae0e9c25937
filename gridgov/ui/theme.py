"""How the window looks: palettes with enough contrast, a font with Chinese characters, icons, text size."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from gridgov.resources import data

FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimSun",
)
BASE_POINTS = 9.5
SMALLEST, LARGEST = 90, 150

THEMES = {
    # window, base, alternate, text, muted text, accent, border
    "light": ("#f3f5f7", "#ffffff", "#f7f9fb", "#1c2733", "#52606d", "#0b5cad", "#c9d1d9"),
    "dark": ("#20262c", "#171c21", "#1d2329", "#eef2f6", "#b4c0cb", "#6db3ff", "#46515c"),
    "contrast": ("#ffffff", "#ffffff", "#ffffff", "#000000", "#000000", "#0000c8", "#000000"),
}

SIGNALS = {
    "light": {"green": "#1d7a3e", "yellow": "#8a5a00", "red": "#b3261e", "none": "#52606d"},
    "dark": {"green": "#6fd08c", "yellow": "#f0b84a", "red": "#ff8a80", "none": "#b4c0cb"},
    "contrast": {"green": "#00561f", "yellow": "#6b4400", "red": "#a00000", "none": "#000000"},
}
"""The colour of each light, to be read on the window and in lists; a sign goes with it, no meaning is colour alone."""

_worn = "light"


def signal(light: str) -> QColor:
    """The colour of a light (green, yellow, red, none) in the theme that is worn."""
    return QColor(SIGNALS[_worn][light])


def has_chinese_font() -> bool:
    """Whether some installed font has Chinese characters."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def apply(application: QApplication, theme: str, percent: int) -> None:
    """Dress the application: `theme` of :data:`THEMES`, text at `percent` of its usual size."""
    global _worn
    _worn = theme if theme in THEMES else "light"
    application.setStyle(QStyleFactory.create("Fusion"))
    window, base, alternate, text, muted, accent, border = (QColor(c) for c in THEMES[_worn])
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, window),
        (role.Base, base),
        (role.AlternateBase, alternate),
        (role.Text, text),
        (role.WindowText, text),
        (role.ButtonText, text),
        (role.Button, window),
        (role.ToolTipBase, base),
        (role.ToolTipText, text),
        (role.PlaceholderText, muted),
        (role.Highlight, accent),
        (role.HighlightedText, base),
        (role.Link, accent),
        (role.Mid, border),
    ):
        palette.setColor(which, colour)
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, muted)
    application.setPalette(palette)
    font = QFont()
    font.setFamilies([*FAMILIES, font.defaultFamily()])
    size = BASE_POINTS * min(max(percent, SMALLEST), LARGEST) / 100
    font.setPointSizeF(size)
    application.setFont(font)
    sheet = _sheet(border.name(), accent.name(), muted.name(), base.name(), SIGNALS[_worn]["red"], size)
    if _worn != "light":
        tick = data("icons", "tick-dark.svg" if base.lightness() < 128 else "tick-light.svg").as_posix()
        sheet += _edges(muted.name(), accent.name(), base.name(), tick)
    if _worn == "contrast":
        sheet += _buttons(border.name(), accent.name(), base.name(), data("icons", "down.svg").as_posix())
    application.setStyleSheet(sheet)


def _sheet(border: str, accent: str, muted: str, base: str, red: str, points: float) -> str:
    return f"""
    QToolBar {{ border: none; border-bottom: 1px solid {border}; padding: 3px; spacing: 4px; }}
    QToolButton#rail {{ border: none; border-radius: 6px; padding: 6px 2px; }}
    QToolButton#rail:checked {{ background: {accent}; color: {base}; }}
    QToolButton#rail:focus {{ border: 1px solid {accent}; }}
    QToolButton#tool {{ border: 1px solid transparent; border-radius: 4px; padding: 3px; }}
    QToolButton#tool:checked {{ background: {accent}; color: {base}; }}
    QToolButton#tool:hover {{ border: 1px solid {border}; }}
    QToolButton#tool:focus {{ border: 1px solid {accent}; }}
    QToolBar#map-tools {{ border: none; padding: 0px; spacing: 1px; }}
    QLabel#muted {{ color: {muted}; }}
    QLabel#title {{ font-size: {points * 1.58:.1f}pt; font-weight: 600; }}
    QLabel#heading {{ font-weight: 600; }}
    QLabel#error {{ color: {red}; font-weight: 600; }}
    QPushButton#primary {{
        background: {accent}; color: {base}; border: 1px solid {accent}; border-radius: 4px; padding: 4px 12px;
    }}
    QPushButton#primary:focus {{ border: 2px solid {muted}; }}
    QPushButton#link {{ border: none; text-align: right; color: {accent}; padding: 2px 4px; }}
    QPushButton#link[side="left"] {{ text-align: left; }}
    QPushButton#link:hover {{ text-decoration: underline; }}
    QPushButton#link:focus {{ border: 1px solid {accent}; border-radius: 3px; }}
    QLineEdit, QComboBox {{ min-height: 26px; }}
    QFrame#card {{ background: {base}; border: 1px solid {border}; border-radius: 6px; }}
    QTableView {{ gridline-color: {border}; }}
    """


def _edges(edge: str, accent: str, base: str, tick: str) -> str:
    """Edges of fields and boxes that can be seen: the style's own ones are a shade of the ground."""
    boxes = "QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QGroupBox::indicator"
    checked = ", ".join(f"{one}:checked" for one in boxes.split(", "))
    return f"""
    QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView {{ border: 1px solid {edge}; border-radius: 3px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractItemView:focus {{ border: 1px solid {accent}; }}
    QAbstractItemView QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ border: none; }}
    {boxes} {{ width: 14px; height: 14px; border: 1px solid {edge}; border-radius: 3px; background: {base}; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    {checked} {{ background: {accent}; border: 1px solid {accent}; image: url("{tick}"); }}
    """


def _buttons(edge: str, accent: str, base: str, arrow: str) -> str:
    """Edges of buttons and choices where contrast is to be high."""
    return f"""
    QPushButton, QToolButton, QComboBox {{
        background: {base}; border: 1px solid {edge}; border-radius: 3px; padding: 3px 10px;
    }}
    QToolButton {{ padding: 3px 6px; }}
    QTabBar QToolButton, QLineEdit QToolButton {{ border: none; padding: 0; }}
    QPushButton:default, QPushButton:focus, QComboBox:focus, QToolButton:focus {{ border: 2px solid {accent}; }}
    QPushButton:disabled, QComboBox:disabled {{ border: 1px dashed {edge}; }}
    QPushButton:pressed, QPushButton:checked, QToolButton:checked {{ background: {accent}; color: {base}; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
    QToolButton#rail {{ border: none; padding: 6px 2px; }}
    QPushButton#primary {{ background: {accent}; color: {base}; }}
    QPushButton#link {{ border: none; padding: 2px 4px; }}
    """


def icon(name: str, palette: QPalette) -> QIcon:
    """An icon of ``data/icons`` in the colour of the palette's text, and in the ground's colour when checked."""
    path = data("icons", f"{name}.svg")
    made = QIcon()
    source = QIcon(str(path)).pixmap(48, 48)
    for state, role in (
        (QIcon.State.Off, QPalette.ColorRole.WindowText),
        (QIcon.State.On, QPalette.ColorRole.HighlightedText),
    ):
        picture = QPixmap(source.size())
        picture.setDevicePixelRatio(source.devicePixelRatio())
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        painter.drawPixmap(0, 0, source)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(picture.rect(), palette.color(role))
        painter.end()
        made.addPixmap(picture, QIcon.Mode.Normal, state)
    return made
