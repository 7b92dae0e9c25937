"""The list of base maps: kept for the person, told what is wrong, drawn under the district and shifted to fit."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import attrs
import numpy as np
import pytest
from PIL import Image

from gridgov.cli.main import run
from gridgov.errors import BadInput, WrongUse
from gridgov.progress import silent
from gridgov.services import base_maps, cells
from gridgov.spatial import datum
from gridgov.spatial.warp import Grid
from tests import ground_files as made

BOX = (115.99, 38.99, 116.02, 39.02)


def dotted(lon: float, lat: float) -> Callable[[int, int, int], Image.Image]:
    """White tiles with a red dot of three pixels where a place lies."""

    def paint(zoom: int, x: int, y: int) -> Image.Image:
        image = Image.new("RGB", (256, 256), (255, 255, 255))
        column, row = made.tile_of(lon, lat, zoom)
        px, py = round((column - x) * 256), round((row - y) * 256)
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if 0 <= px + dx < 256 and 0 <= py + dy < 256:
                    image.putpixel((px + dx, py + dy), (255, 0, 0))
        return image

    return paint


def red_at(pixels: np.ndarray) -> tuple[float, float]:
    """The middle of what is red: column, row."""
    parts = pixels.view(np.uint8).reshape(*pixels.shape, 4).astype(int)
    rows, columns = np.nonzero(parts[:, :, 2] - parts[:, :, 1] > 60)
    return float(columns.mean()), float(rows.mean())


def grid_around(frame: cells.Frame, lon: float, lat: float, scale: float = 1.5) -> Grid:
    x, y = frame.to_frame(np.array([lon]), np.array([lat]))
    return Grid(float(x[0]) - 100 / scale, float(y[0]) + 100 / scale, scale, 200, 200)


@pytest.mark.parametrize("shifted", [False, True])
def test_a_place_on_the_base_map_lies_where_it_is(district, tmp_path: Path, shifted: bool) -> None:
    lon, lat = 116.003, 39.002
    there = (lon, lat)
    if shifted:
        a, b = datum.wgs84_to_gcj02(np.array([lon]), np.array([lat]))
        there = float(a[0]), float(b[0])
    path = made.mbtiles(tmp_path / "a.mbtiles", BOX, range(15, 19), dotted(*there))
    base_maps.add(district.desk, district.actor, str(path), gcj02=shifted, opacity=1.0)
    ground = base_maps.ground(district.desk, district.actor)
    assert ground is not None
    found = ground.draw(grid_around(cells.frame(district.desk), lon, lat))
    assert found is not None
    assert found.pixels is not None
    column, row = red_at(found.pixels)
    assert abs(column - 99.5) < 1.5
    assert abs(row - 99.5) < 1.5
    assert ground.notes()[0] == "© Invented Survey"
    assert (len(ground.notes()) == 2) == shifted
    ground.close()


def test_a_map_that_sounds_like_gcj02_is_asked_about(district, tmp_path: Path) -> None:
    path = made.mbtiles(tmp_path / "a.mbtiles", BOX, range(12, 13), attribution="高德 AutoNavi")
    with pytest.raises(WrongUse, match="GCJ-02"):
        base_maps.add(district.desk, district.actor, str(path))
    assert base_maps.add(district.desk, district.actor, str(path), gcj02=True).shift == "gcj02"


def test_the_list_is_kept_in_order_changed_and_taken_from(district, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    first = base_maps.add(desk, actor, str(made.mbtiles(tmp_path / "a.mbtiles", BOX, range(12, 13))))
    second = base_maps.add(desk, actor, str(made.streets(tmp_path / "s.geojson", BOX)), label="name", name="Streets")
    assert [m.name for m in base_maps.listed(desk, actor)] == ["Invented ground", "Streets"]
    base_maps.move(desk, actor, second.id, -1)
    assert [m.id for m in base_maps.listed(desk, actor)] == [second.id, first.id]
    base_maps.change(desk, actor, attrs.evolve(first, opacity=7.0, visible=False))
    assert base_maps.listed(desk, actor)[1].opacity == 1.0
    assert base_maps.remove(desk, actor, "Streets").id == second.id
    assert base_maps.ground(desk, actor) is None
    with pytest.raises(WrongUse, match="Invented ground"):
        base_maps.remove(desk, actor, "Streets")


def test_a_file_that_has_gone_says_so_and_the_others_are_drawn(district, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    gone = made.mbtiles(tmp_path / "gone.mbtiles", BOX, range(12, 13))
    base_maps.add(desk, actor, str(gone))
    base_maps.add(desk, actor, str(made.mbtiles(tmp_path / "b.mbtiles", BOX, range(12, 15))))
    gone.unlink()
    problems = [state.problem for state in base_maps.states(desk, actor)]
    assert "not there any more" in problems[0]
    assert problems[1] == ""
    ground = base_maps.ground(desk, actor)
    assert ground is not None
    found = ground.draw(grid_around(cells.frame(desk), 116.003, 39.002))
    assert found is not None
    assert found.pixels is not None
    assert len(ground.problems) == 1


def test_an_image_and_lines_lie_over_each_other(district, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    png = made.world_png(tmp_path / "a.png", Image.new("RGB", (300, 300), (250, 240, 200)), (115.99, 39.02), 1e-4)
    base_maps.add(desk, actor, str(png), crs="EPSG:4326", opacity=1.0)
    base_maps.add(desk, actor, str(made.streets(tmp_path / "s.geojson", BOX)), label="name", opacity=1.0)
    ground = base_maps.ground(desk, actor)
    assert ground is not None
    found = ground.draw(grid_around(cells.frame(desk), 116.005, 39.005, 0.2))
    assert found is not None
    assert found.pixels is not None
    assert int(found.pixels[0, 0]) == 0xFFFAF0C8
    assert len(np.unique(found.pixels)) > 3
    (labels,) = ground.labels()
    assert "中心公园" in labels.texts


def test_lines_that_cannot_be_degrees_are_asked_about(district, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('name,WKT\na,"LINESTRING (450000 4420000, 451000 4420000)"\n', encoding="utf-8")
    with pytest.raises(BadInput, match="EPSG:4548"):
        base_maps.add(district.desk, district.actor, str(path))
    assert base_maps.add(district.desk, district.actor, str(path), crs="EPSG:4548").kind == "lines"


class _Tiles(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        out = BytesIO()
        Image.new("RGB", (256, 256), (10, 200, 30)).save(out, "PNG")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(out.getvalue())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[tuple[str, list[str]]]:
    """A tile service on this machine: its address and what was asked of it."""
    server = HTTPServer(("127.0.0.1", 0), _Tiles)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png", server.asked  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_tile_service_is_off_until_somebody_switches_it_on(district, service: tuple[str, list[str]]) -> None:
    address, asked = service
    desk, actor = district.desk, district.actor
    base_maps.add(desk, actor, address, opacity=1.0)
    grid = grid_around(cells.frame(desk), 116.003, 39.002)
    ground = base_maps.ground(desk, actor)
    assert ground is not None
    ground.draw(grid)
    ground.fetch(silent())
    assert asked == []
    assert "switched off" in ground.problems[0]
    assert "switched off" in base_maps.states(desk, actor)[0].problem

    base_maps.allow_services(True)
    assert "leaves this machine" in base_maps.warning()
    ground = base_maps.ground(desk, actor)
    assert ground is not None
    first = ground.draw(grid)
    assert first is not None
    assert not first.complete
    assert asked == []  # drawing never waits for the network
    assert ground.fetch(silent()) > 0
    second = ground.draw(grid)
    assert second is not None
    assert second.complete
    assert second.pixels is not None
    assert int(second.pixels[100, 100]) == 0xFF0AC81E


def test_a_service_that_does_not_answer_is_a_note_and_no_error(district) -> None:
    base_maps.allow_services(True)
    base_maps.add(district.desk, district.actor, "http://127.0.0.1:9/{z}/{x}/{y}.png")
    ground = base_maps.ground(district.desk, district.actor)
    assert ground is not None
    ground.draw(grid_around(cells.frame(district.desk), 116.003, 39.002))
    assert ground.fetch(silent()) == 0
    assert "does not answer" in ground.problems[0]


@pytest.mark.parametrize("address", ["ftp://a/{x}/{y}/{z}", "http://a/{x}/{y}", "https:///{x}{y}{z}"])
def test_an_address_that_is_none_is_refused(district, address: str) -> None:
    with pytest.raises(WrongUse, match="address of tiles"):
        base_maps.add(district.desk, district.actor, address)


def test_the_command_does_it_too(district, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = made.mbtiles(tmp_path / "a.mbtiles", BOX, range(12, 13))
    file = str(district.path)
    district.close()
    assert run(["basemap", "add", str(path), "--in", file, "--opacity", "0.5"]) == 0
    assert run(["basemap", "set", "Invented ground", "--off", "--in", file]) == 0
    capsys.readouterr()
    assert run(["basemap", "list", "--in", file, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["tile_services"] is False
    assert found["maps"][0]["map"]["visible"] is False
    assert run(["basemap", "list", "--in", file]) == 0
    assert run(["basemap", "remove", "Invented ground", "--in", file]) == 0
    assert run(["basemap", "remove", "Invented ground", "--in", file]) == 2
    assert run(["basemap", "services", "on"]) == 0
    assert base_maps.services_allowed()
