"""Every pair of colours that text is read in has a contrast of 4.5 and more, in every theme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from gridgov.resources import data
from gridgov.spatial.ramp import contrast
from gridgov.ui import theme
from gridgov.ui.dialogs import mend_dialog
from gridgov.ui.map.looks import Looks

EACH = pytest.mark.parametrize("name", theme.THEMES)
ENOUGH, EDGE = 4.5, 3.0


@pytest.fixture
def plain(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    theme.apply(qapp, "light", 100)


@EACH
def test_every_text_is_read_on_every_ground(name: str) -> None:
    window, base, alternate, text, muted, accent, _border = theme.THEMES[name]
    grounds = {"window": window, "base": base, "alternate": alternate}
    inks = {"text": text, "muted": muted, "accent": accent, **theme.SIGNALS[name]}
    poor = {(ink, ground): round(contrast(inks[ink], grounds[ground]), 2) for ink in inks for ground in grounds}
    assert {pair: found for pair, found in poor.items() if found < ENOUGH} == {}
    assert contrast(base, accent) >= ENOUGH, "what is selected, and the button that carries out"
    assert contrast(muted, base) >= EDGE, "edges of fields and boxes"


@EACH
def test_the_palette_that_is_worn_has_these_colours(plain: QApplication, name: str) -> None:
    theme.apply(plain, name, 100)
    palette, role, group = plain.palette(), QPalette.ColorRole, QPalette.ColorGroup
    pairs = [
        (role.WindowText, role.Window), (role.Text, role.Base), (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button), (role.HighlightedText, role.Highlight), (role.Link, role.Base),
        (role.Link, role.Window), (role.PlaceholderText, role.Base), (role.ToolTipText, role.ToolTipBase),
    ]  # fmt: skip
    for which in (group.Active, group.Inactive, group.Disabled):
        poor = [
            (which, ink, ground)
            for ink, ground in pairs
            if contrast(palette.color(which, ink).name(), palette.color(which, ground).name()) < ENOUGH
        ]
        assert poor == []
    for light in theme.SIGNALS[name]:
        assert theme.signal(light) == QColor(theme.SIGNALS[name][light])


@EACH
def test_the_map_goes_with_the_window(plain: QApplication, name: str) -> None:
    theme.apply(plain, name, 100)
    looks = Looks.of_palette(plain.palette())
    for ink, ground in ((looks.text, looks.halo), (looks.text, looks.cell), (looks.panel_text, looks.panel)):
        assert contrast(ink, ground) >= ENOUGH


def test_marked_cells_are_read() -> None:
    assert contrast(mend_dialog.INK.name(), mend_dialog.MARK.name()) >= ENOUGH


def test_an_unknown_theme_is_light_and_ticks_are_there(plain: QApplication) -> None:
    theme.apply(plain, "pink", 100)
    assert plain.palette().window().color().name() == theme.THEMES["light"][0]
    assert data("icons", "tick-dark.svg").exists()
    assert data("icons", "tick-light.svg").exists()


@pytest.mark.parametrize(("percent", "points"), [(90, 8.55), (100, 9.5), (125, 11.875), (150, 14.25), (400, 14.25)])
def test_text_has_the_size_that_was_chosen(plain: QApplication, percent: int, points: float) -> None:
    theme.apply(plain, "light", percent)
    assert plain.font().pointSizeF() == pytest.approx(points, abs=0.01)
