"""Colours: readable text, and classes that differ in lightness, not only in hue."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtGui import QColor, QPalette

from gridgov.services import map_print
from gridgov.ui.map.looks import Looks, contrast, pixel
from gridgov.ui.pages.map_page import POINTS

BOTH = pytest.mark.parametrize("looks", [Looks(), Looks.dark()], ids=["light", "dark"])


@BOTH
def test_texts_stand_out(looks: Looks) -> None:
    assert contrast(looks.text, looks.halo) >= 4.5
    assert contrast(looks.text, looks.ground) >= 4.5
    assert contrast(looks.text, looks.cell) >= 4.5
    assert contrast(looks.panel_text, looks.panel) >= 4.5
    assert contrast(looks.border, looks.ground) >= 3


@BOTH
@pytest.mark.parametrize("count", [2, 3, 5, 7, 9])
def test_classes_differ_in_lightness_in_one_direction(looks: Looks, count: int) -> None:
    colours = looks.classes(count)
    assert len(set(colours)) == count
    light = [contrast(c, "#000000") for c in colours]
    steps = [b - a for a, b in pairwise(light)]
    assert all(s < 0 for s in steps) or all(s > 0 for s in steps)


def test_one_class_has_a_colour() -> None:
    assert len(Looks().classes(1)) == 1


def test_theme_and_palette() -> None:
    assert Looks().changed({"dark": True}) == Looks.dark()
    changed = Looks().changed({"cell": "#123456", "unheard_of": "x", "ramp": ["#000000", "#ffffff"]})
    assert changed.cell == "#123456"
    assert changed.classes(2) == ["#000000", "#ffffff"]
    dark = QPalette()
    dark.setColor(QPalette.ColorRole.Window, QColor("#202020"))
    assert Looks.of_palette(dark).ground == Looks.dark().ground


def test_a_colour_as_a_pixel() -> None:
    assert pixel("#102030") == 0xFF102030
    assert contrast("#ffffff", "#000000") == pytest.approx(21)


@BOTH
def test_symbols_stand_out_on_every_colour_of_the_map(looks: Looks) -> None:
    """The symbol itself or the ring around it; and the symbol always from its ring and from the bare ground."""
    below = {looks.ground, looks.cell, looks.no_data, looks.few}
    below |= {colour for count in range(1, 10) for colour in looks.classes(count)}
    given = {register: colours[looks.is_dark] for register, (_, *colours) in POINTS.items()}
    for name, colour in {**given, "point": looks.point, "cluster": looks.cluster}.items():
        for other in (looks.halo, looks.ground, looks.cell):
            assert contrast(colour, other) >= 3, (name, other)
        for other in below:
            assert max(contrast(colour, other), contrast(looks.halo, other)) >= 3, (name, other)


def test_light_and_dark_are_told_apart() -> None:
    assert not Looks().is_dark
    assert Looks.dark().is_dark


def test_paper_has_the_colours_of_the_light_map() -> None:
    assert {register: light for register, (_, light, _) in POINTS.items()}.items() <= map_print.POINTS.items()
