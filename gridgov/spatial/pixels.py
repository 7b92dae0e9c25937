"""Pictures as arrays of 0xAARRGGBB with colours already multiplied by alpha: sampled, blended, made smaller.

Two colour parts share a 32-bit word each, so that numpy handles two at a time; every call works on whole arrays.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint32]
Floats = NDArray[np.float64]

_LOW = np.uint32(0x00FF00FF)
_EIGHT = np.uint32(8)
_HALF = np.uint32(0x00800080)


def empty(width: int, height: int) -> Pixels:
    """A clear picture."""
    return np.zeros((height, width), np.uint32)


def sampled(source: Pixels, columns: Floats, rows: Floats) -> Pixels:
    """The colours at places between pixels, mixed of the four around; clear outside the source.

    `columns` and `rows` (same shape) count from the source's upper left corner: the middle of its first pixel lies at
    0.5. NaN is outside.
    """
    height, width = source.shape
    # Single precision holds a thousandth of a pixel of any source that fits into memory.
    x, y = columns.astype(np.float32), rows.astype(np.float32)
    with np.errstate(invalid="ignore"):
        inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    whole = bool(inside.all())
    if not whole:
        if not inside.any():
            return np.zeros(columns.shape, np.uint32)
        x, y = np.where(inside, x, 0), np.where(inside, y, 0)
    x = (x - np.float32(0.5)).clip(0, width - 1)
    y = (y - np.float32(0.5)).clip(0, height - 1)
    left, top = x.astype(np.int32), y.astype(np.int32)
    fx, fy = ((x - left) * 256).astype(np.uint32), ((y - top) * 256).astype(np.uint32)
    flat = source.ravel()
    corner = top.astype(np.intp) * width + left
    right = corner + (left < width - 1)
    down = (top < height - 1) * np.intp(width)
    upper = mixed(flat.take(corner), flat.take(right), fx)
    corner += down
    right += down
    lower = mixed(flat.take(corner), flat.take(right), fx)
    found = mixed(upper, lower, fy)
    if not whole:
        found[~inside] = 0
    return found


def mixed(a: Pixels, b: Pixels, share: NDArray[np.uint32] | np.uint32) -> Pixels:
    """`a` and `b` mixed: `share` of 256 parts is b's."""
    rest = np.uint32(256) - share
    even = (((a & _LOW) * rest + (b & _LOW) * share + _HALF) >> _EIGHT) & _LOW
    odd = ((a >> _EIGHT) & _LOW) * rest + ((b >> _EIGHT) & _LOW) * share + _HALF
    found: Pixels = even | (odd & ~_LOW)
    return found


def faded(a: Pixels, opacity: float) -> Pixels:
    """A picture of which only `opacity` (0 to 1) is left."""
    part = np.uint32(round(min(max(opacity, 0.0), 1.0) * 256))
    return a if part == 256 else mixed(np.zeros_like(a), a, part)


def over(below: Pixels, above: Pixels) -> Pixels:
    """`above` laid over `below`."""
    rest = np.uint32(255) - (above >> np.uint32(24))
    rest += rest >> np.uint32(7)  # 255 becomes 256: all of what lies below
    return above + mixed(np.zeros_like(below), below, rest)


def smaller(source: Pixels, factor: int) -> Pixels:
    """The picture with `factor` × `factor` pixels made into one by their mean; a rest at the right and below too."""
    if factor <= 1:
        return source
    height, width = source.shape
    rows, columns = -(-height // factor), -(-width // factor)
    parts = source.view(np.uint8).reshape(height, width, 4)
    if (rows * factor, columns * factor) != (height, width):
        pad = ((0, rows * factor - height), (0, columns * factor - width), (0, 0))
        parts = np.pad(parts, pad, mode="edge")
    total = np.zeros((rows, columns * factor, 4), np.uint32)
    for row in range(factor):
        total += parts[row::factor]
    summed = total.reshape(rows, columns, factor, 4).sum(axis=2, dtype=np.uint32)
    mean = ((summed + factor * factor // 2) // (factor * factor)).astype(np.uint8)
    found: Pixels = mean.view(np.uint32)[:, :, 0]
    return found
