"""The pictures of the base maps that lie under a map, brought to the plane that the map is drawn in."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.base_map import BaseMap
from gridgov.errors import BadInput, GridgovError
from gridgov.exchange import ground_in, lines_in
from gridgov.exchange.ground_in import Picture
from gridgov.messages import say, tr
from gridgov.progress import Progress
from gridgov.services.map_layers import Frame
from gridgov.spatial import crs as systems
from gridgov.spatial import crs_guess, datum, strokes
from gridgov.spatial.pixels import Pixels, faded, over
from gridgov.spatial.warp import Grid, ToSource, drawn, never
from gridgov.store.mbtiles import TileFile

Floats = NDArray[np.float64]


@attrs.frozen(eq=False)
class Labels:
    """Texts of a vector base map and where they may stand in the frame; `shapes` tells places of one text together."""

    texts: tuple[str, ...]
    x: Floats
    y: Floats
    shapes: NDArray[np.int64]


@attrs.frozen(eq=False)
class Drawn:
    """The base maps in one picture; `complete` is False while tiles of a service are still to be fetched."""

    pixels: Pixels | None
    complete: bool = True


def opened(one: BaseMap) -> Picture:
    """A base map opened; a vector file gives its drawing as the source. Raises what is wrong with it."""
    if one.kind == "mbtiles":
        return ground_in.tiles(TileFile(Path(one.path)))
    if one.kind == "service":
        return ground_in.service(one.path)
    if one.kind == "image":
        return ground_in.image(Path(one.path), one.crs)
    drawing = lines_in.read(Path(one.path), one.layer or None, one.label)
    return Picture(drawing, drawing.crs or one.crs or _degrees(drawing, one.path))


def _degrees(drawing: lines_in.Drawing, path: str) -> str:
    """The system of lines that do not say theirs: degrees when they can be nothing else; else it is asked for."""
    low, high = drawing.xy.min(axis=0), drawing.xy.max(axis=0)
    found = crs_guess.guess((float(low[0]), float(low[1]), float(high[0]), float(high[1])))
    if found and not found[0].swap and systems.is_geographic(found[0].crs):
        return found[0].crs
    raise BadInput(
        "{file} does not say its reference system: name it, for example EPSG:{likely}.",
        file=Path(path).name, likely=systems.srs_id(found[0].crs) if found else 4548,
    )  # fmt: skip


class Ground:
    """The base maps that are switched on, opened when they are first drawn; for one thread at a time."""

    def __init__(self, maps: Sequence[BaseMap], frame: Frame, *, with_services: bool = False) -> None:
        self._maps, self._frame, self._with_services = tuple(maps), frame, with_services
        self._pictures: list[Picture | None] | None = None
        self._lines: dict[int, strokes.Lines] = {}
        self._labels: list[Labels] = []
        self._lock = threading.RLock()
        self.problems: list[str] = []
        """A sentence for each base map that cannot be shown."""

    def draw(self, grid: Grid, dropped: Callable[[], bool] = never, *, line: float = 1.2) -> Drawn | None:
        """All base maps in one picture, the first lowest; None when nobody waits any more. Lines are `line` wide."""
        with self._lock:
            below: Pixels | None = None
            complete = True
            for number, (one, picture) in enumerate(zip(self._maps, self._opened(), strict=True)):
                if dropped():
                    return None
                if picture is None:
                    continue
                found = self._one(number, one, picture, grid, dropped, line)
                if dropped():
                    return None
                complete &= not getattr(picture.source, "missing", None)
                if found is not None:
                    found = faded(found, one.opacity)
                    below = found if below is None else over(below, found)
            return Drawn(below, complete)

    def fetch(self, progress: Progress) -> int:
        """Fetch the tiles that the last picture lacked; how many came. A service that does not answer is noted."""
        came = 0
        with self._lock:
            waiting = [
                (picture.source, key, one.name)
                for one, picture in zip(self._maps, self._opened(), strict=True)
                if picture is not None
                for key in getattr(picture.source, "missing", ())
            ]
        progress.begin("Fetching tiles", len(waiting))
        failed = 0
        for source, key, name in waiting:
            progress.step()
            if failed >= 3:
                break
            if source.take(key) is None:
                failed += 1
                sentence = tr("{name} does not answer: the map is shown without it.", name=name)
                if failed >= 3 and sentence not in self.problems:
                    self.problems.append(sentence)
            else:
                came, failed = came + 1, 0
        return came

    def attributions(self) -> list[str]:
        """Whom the base maps name, each once, without markup."""
        found = [re.sub(r"<[^>]*>", "", p.attribution).strip() for p in self._opened() if p is not None]
        return list(dict.fromkeys(text for text in found if text))

    @property
    def shifted(self) -> str:
        """``GCJ-02`` (or ``BD-09``) when a base map is shifted back from it; else empty."""
        found = {one.shift for one, p in zip(self._maps, self._opened(), strict=True) if p is not None and one.shift}
        return ", ".join({"gcj02": "GCJ-02", "bd09": "BD-09"}[name] for name in sorted(found))

    def notes(self) -> list[str]:
        """What stands on the map because of its base maps: whom they name, and that one is shifted."""
        found = self.attributions()
        if self.shifted:
            found.append(tr("Base map shifted from {name}", name=self.shifted))
        return found

    def labels(self) -> list[Labels]:
        """The texts of vector base maps with a label field."""
        with self._lock:
            self._opened()
            return list(self._labels)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            for picture in self._pictures or ():
                if picture is not None:
                    picture.close()
            self._pictures = [None] * len(self._maps)

    def _opened(self) -> list[Picture | None]:
        with self._lock:
            if self._pictures is None:
                self._pictures = []
                for number, one in enumerate(self._maps):
                    self._pictures.append(self._open(number, one))
            return self._pictures

    def _open(self, number: int, one: BaseMap) -> Picture | None:
        if one.kind == "service" and not self._with_services:
            self.problems.append(tr("{name}: tile services are switched off.", name=one.name))
            return None
        try:
            made = opened(one)
            if one.kind == "lines":
                self._lines[number] = self._laid(made.source, made.crs, one)
        except GridgovError as error:
            self.problems.append(f"{one.name}: {say(error)}")
            return None
        return made

    def _laid(self, drawing: lines_in.Drawing, crs: str, one: BaseMap) -> strokes.Lines:
        """Lines brought to the frame, and their labels where there are some."""
        xy = np.column_stack(self._to_frame(drawing.xy[:, 0], drawing.xy[:, 1], crs, one.shift))
        lines = strokes.Lines.of(xy, drawing.start, drawing.owner, drawing.closed)
        if any(drawing.labels):
            x, y, which = strokes.label_places(lines, drawing.owner)
            kept = [n for n, shape in enumerate(which.tolist()) if drawing.labels[shape].strip()]
            texts = tuple(drawing.labels[which[n]].strip() for n in kept)
            self._labels.append(Labels(texts, x[kept], y[kept], which[kept]))
        return lines

    def _one(
        self, number: int, one: BaseMap, picture: Picture, grid: Grid, dropped: Callable[[], bool], line: float
    ) -> Pixels | None:
        if one.kind == "lines":
            return strokes.drawn(self._lines[number], grid, line, dropped)
        return drawn(picture.source, grid, self._way(picture.crs, one.shift), dropped)

    def _way(self, crs: str, shift: str) -> ToSource:
        """From the frame's metres to the coordinates of a base map."""
        plane = self._frame

        def way(x: Floats, y: Floats) -> tuple[Floats, Floats]:
            if not shift and plane.crs:
                return systems.transform(x + plane.x, y + plane.y, plane.crs, crs)
            lon, lat = plane.from_frame(x, y)
            if shift:
                lon, lat = datum.from_wgs84(lon, lat, shift)
            return systems.from_wgs84(lon, lat, crs)

        return way

    def _to_frame(self, x: Any, y: Any, crs: str, shift: str) -> tuple[Floats, Floats]:
        if not shift:
            return self._frame.place(x, y, crs)
        lon, lat = systems.to_wgs84(x, y, crs)
        return self._frame.to_frame(*datum.to_wgs84(lon, lat, shift))
