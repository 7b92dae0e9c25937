"""Values to colours, with a legend whose counts add up."""

from __future__ import annotations

import numpy as np
import pytest

from gridgov.ui.map.choropleth import Choropleth
from gridgov.ui.map.looks import Looks, pixel


def test_plain_cells_have_one_colour_and_no_legend() -> None:
    plain = Choropleth(3)
    paint = plain.paint(Looks())
    assert paint.colours.tolist() == [pixel(Looks().ground), *[pixel(Looks().cell)] * 3]
    assert paint.hatching is None
    assert plain.entries(Looks()) == []


def test_legend_counts_every_cell_once(values: np.ndarray) -> None:
    shown = Choropleth(48, values, "cases")
    entries = shown.entries(Looks())
    assert sum(e.count or 0 for e in entries) == 48
    assert entries[-1].kind == "hatch"
    assert entries[-1].count == 2
    paint = shown.paint(Looks())
    assert paint.hatching is not None
    assert paint.hatching.patterns[-1] == "no data"
    assert np.flatnonzero(paint.hatching.kind == len(paint.hatching.patterns) - 1).tolist() == [6, 18]


def test_texts_of_values() -> None:
    shown = Choropleth(4, [0.5, 12.25, 1234.5, np.nan])
    assert [shown.text(n) for n in range(4)] == ["0.50", "12.2", "1,234", ""]
    assert Choropleth(2, [3, 4000]).text(1) == "4,000"


def test_a_wrong_number_of_values_is_refused() -> None:
    with pytest.raises(ValueError, match="2 values for 3 cells"):
        Choropleth(3, [1, 2])


def test_no_value_at_all() -> None:
    entries = Choropleth(2, [np.nan, np.nan]).entries(Looks())
    assert [e.count for e in entries] == [2]
