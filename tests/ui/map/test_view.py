"""Ground and screen: there and back, and what stays where while zooming."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.ui.map.view import MOST_SCALE, View, metres_text, scale_bar

VIEWS = st.builds(
    View,
    st.floats(-1e5, 1e5),
    st.floats(-1e5, 1e5),
    st.floats(0.01, 50),
    st.floats(50, 4000),
    st.floats(50, 3000),
)
PLACES = st.floats(-500, 4000)


@given(VIEWS, PLACES, PLACES)
def test_there_and_back(view: View, sx: float, sy: float) -> None:
    assert view.to_screen(*view.to_ground(sx, sy)) == pytest.approx((sx, sy), abs=1e-3)


@given(VIEWS, st.floats(0.2, 5), PLACES, PLACES)
def test_the_ground_under_the_pointer_stays_while_zooming(view: View, factor: float, sx: float, sy: float) -> None:
    before = view.to_ground(sx, sy)
    assert view.zoomed(factor, sx, sy).to_screen(*before) == pytest.approx((sx, sy), abs=1e-3)


@given(VIEWS, PLACES, PLACES)
def test_the_ground_follows_the_hand(view: View, dx: float, dy: float) -> None:
    spot = view.to_ground(100, 80)
    assert view.panned(dx, dy).to_screen(*spot) == pytest.approx((100 + dx, 80 + dy), abs=1e-3)


def test_a_box_fits_and_north_is_up() -> None:
    view = View.around((0, 0, 1000, 400), 532, 432)
    assert view.to_screen(0, 400)[0] == pytest.approx(16)
    assert view.to_screen(1000, 0)[0] == pytest.approx(516)
    assert view.to_screen(0, 400)[1] < view.to_screen(0, 0)[1]
    assert view.grown(0.125).holds(view)
    assert not view.holds(view.grown(0.125))
    assert np.allclose(view.all_to_screen(np.array([[0.0, 400.0]])), [view.to_screen(0, 400)])


def test_a_single_point_and_endless_zoom_stay_within_reason() -> None:
    view = View.around((5, 5, 5, 5), 400, 300)
    assert view.scale == MOST_SCALE
    assert view.zoomed(1e9).scale == MOST_SCALE


@given(st.floats(1e-4, 400))
def test_the_scale_bar_is_round_and_fits(scale: float) -> None:
    metres, pixels = scale_bar(scale, 120)
    assert pixels <= 120 * (1 + 1e-6)
    assert pixels > 40
    digit = f"{metres:e}"[0]
    assert digit in "125"


def test_lengths_read_as_people_write_them() -> None:
    assert [metres_text(m) for m in (0.5, 2, 200, 1000, 5000)] == ["50 cm", "2 m", "200 m", "1 km", "5 km"]
