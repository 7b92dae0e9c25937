"""The ramps as people with other colour sight see them: neighbouring classes stay apart."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from gridgov.spatial.ramp import DARK, LIGHT, contrast, mixed, rgb, stops

# Machado, Oliveira and Fernandes (2009), the whole loss of one kind of cone, on linear light.
SIGHTS = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
    "no colour": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}


def lab(colour: str, sight: str) -> np.ndarray:
    """CIELAB (D65) of a colour as it is seen."""
    part = np.array(rgb(colour)) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    seen = (SIGHTS[sight] @ linear).clip(0, 1)
    xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    ) @ seen / [0.95047, 1.0, 1.08883]  # fmt: skip
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("ramp", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("count", "least"), [(3, 22.0), (5, 12.0), (7, 8.0), (9, 6.0)])
def test_neighbouring_classes_are_told_apart(ramp: tuple[str, ...], sight: str, count: int, least: float) -> None:
    # 2.3 is the least difference that people notice side by side; across a map it takes several times that.
    colours = [lab(colour, sight) for colour in stops(ramp, count)]
    assert min(float(np.linalg.norm(a - b)) for a, b in pairwise(colours)) >= least


@pytest.mark.parametrize("ramp", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_every_two_classes_of_five_are_told_apart(ramp: tuple[str, ...], sight: str) -> None:
    colours = [lab(colour, sight) for colour in stops(ramp, 5)]
    for n, one in enumerate(colours):
        assert all(np.linalg.norm(one - other) >= 12 for other in colours[n + 1 :])


def test_mixing() -> None:
    assert mixed("#102030", "#f0e0d0", 0.0) == "#102030"
    assert mixed("#102030", "#f0e0d0", 1.0) == "#f0e0d0"
    assert contrast("#000000", mixed("#000000", "#ffffff", 0.5)) > 3
