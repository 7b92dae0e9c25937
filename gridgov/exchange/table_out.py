"""Writes rows as CSV (for spreadsheets, ids as text) and as a GeoPackage layer for other systems."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from gridgov.spatial import blob as blobs_of
from gridgov.spatial import crs as reference

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CsvWriter:
    """UTF-8 with a byte order mark, so that spreadsheets read Chinese; longitude and latitude as the last columns.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """

    def __init__(self, out: TextIO, names: Sequence[str], *, crs: str = reference.WGS84) -> None:
        self._writer = csv.writer(out, lineterminator="\r\n")
        self._crs = crs
        self._writer.writerow(["id", *names, "lon", "lat"])
        self.rows = 0

    def add(self, ids: Sequence[str], blobs: Sequence[bytes | None], values: Sequence[tuple[Any, ...]]) -> None:
        """Write some rows; a shape is given by its representative point."""
        x, y = blobs_of.representative_points(blobs)
        lon, lat = reference.to_wgs84(x, y, self._crs)
        for one, row, east, north in zip(ids, values, lon.tolist(), lat.tolist(), strict=True):
            place = (round(east, 7), round(north, 7)) if np.isfinite(east) else ("", "")
            self._writer.writerow([one, *(_safe(value) for value in row), *place])
        self.rows += len(ids)


def _safe(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA) and not _is_number(value):
        return "'" + value
    return value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def write_layer(
    path: Path,
    layer: str,
    ids: Sequence[str],
    blobs: Sequence[bytes | None],
    names: Sequence[str],
    values: Sequence[tuple[Any, ...]],
    crs: str,
    *,
    append: bool,
) -> None:
    """Write rows as a layer of a new GeoPackage, or append to it; no row makes an empty layer."""
    import pyogrio

    shapes = np.empty(len(blobs), dtype=object)
    for i, one in enumerate(blobs):
        shapes[i] = None if one is None or blobs_of.is_empty(one) else blobs_of.to_wkb(one)
    columns = [np.array(ids, dtype=object)]
    for at in range(len(names)):
        column = [row[at] for row in values]
        if any(isinstance(v, float) for v in column):
            columns.append(np.array([np.nan if v is None else float(v) for v in column]))
        elif column and all(isinstance(v, int) and not isinstance(v, bool) for v in column):
            columns.append(np.array(column, dtype=np.int64))
        else:
            columns.append(np.array([None if v is None else str(v) for v in column], dtype=object))
    pyogrio.raw.write(
        path,
        geometry=shapes,
        field_data=columns,
        fields=["id", *names],
        layer=layer,
        driver="GPKG",
        geometry_type="Unknown",
        crs=crs,
        append=append,
    )
