"""The map on paper: as many colours as the legend, no text cut or over another, nobody's name, and a record of it."""

from __future__ import annotations

import io
import itertools
import json
import re
import zlib
from pathlib import Path
from xml.etree import ElementTree

import attrs
import numpy as np
import pytest
from PIL import Image

from gridgov.cli.main import run
from gridgov.errors import Refused, WrongUse
from gridgov.reports import map_sheet
from gridgov.reports.figure import Figure, Rectangle, Text
from gridgov.reports.figure import Path as Line
from gridgov.reports.sheet import text_mm
from gridgov.services import audit, base_maps, demo, map_print, staff
from gridgov.services.desk import Desk
from gridgov.services.map_print import MapRequest
from gridgov.spatial.ramp import contrast
from tests import ground_files as made

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("单田芳", "王小明", "王五", "房东甲", "13800001234", "张三")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("print") / "demo.gpkg"
    demo.make(path, scale="small")
    return path


@pytest.fixture
def desk(city: Path):
    opened = Desk.open(city)
    yield opened
    opened.close()


def boxes(figure: Figure) -> list[tuple[float, float, float, float, str]]:
    found = []
    for mark in figure.marks:
        if isinstance(mark, Text):
            wide, high = text_mm(mark.text, mark.size_pt), mark.size_pt * 25.4 / 72
            left = mark.x - {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
            found.append((left, mark.y - high * 0.8, left + wide, mark.y + high * 0.12, mark.text))
    return found


REQUESTS = {
    "plain": MapRequest("unit_cell"),
    "theme": MapRequest("unit_cell", theme="component_count", points=("case", "building"), landscape=True),
    "codes on A3": MapRequest("unit_cell", theme="case_open_per_1000_person", labels="code", paper="A3"),
    "values": MapRequest("responsibility_grid", theme="component_per_km2", labels="value", landscape=True),
    "wordy": MapRequest("community", title="一个很长的标题" * 12, source="资料来源很长，" * 30, labels="name"),
}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", REQUESTS)
def test_no_text_is_small_pale_cut_or_over_another(desk: Desk, name: str, language: str) -> None:
    from gridgov import messages

    messages.use(language)
    page = map_print.prepare(desk, staff.sign_in(desk), REQUESTS[name])
    figure = page.figure()
    for mark in figure.marks:
        if isinstance(mark, Text):
            assert mark.size_pt >= 9.0
            assert contrast(mark.colour, "#ffffff") >= 4.5
    found = boxes(figure)
    for left, top, right, bottom, text in found:
        assert left >= 0, text
        assert top >= 0, text
        assert right <= figure.width_mm, text
        assert bottom <= figure.height_mm, text
    for a, b in itertools.combinations(found, 2):
        apart = a[2] <= b[0] + 0.05 or b[2] <= a[0] + 0.05 or a[3] <= b[1] + 0.05 or b[3] <= a[1] + 0.05
        assert apart, (a, b)


def test_marks_of_the_map_stay_in_its_frame(desk: Desk) -> None:
    page = map_print.prepare(desk, staff.sign_in(desk), MapRequest("unit_cell", around=_some_code(desk)))
    w = page.window
    inside = 0
    for mark in page.figure().marks:
        if isinstance(mark, Line) and mark.key not in ("legend", ""):
            for x, y in itertools.chain(*mark.rings):
                assert w.x - 0.01 <= x <= w.x + w.width + 0.01
                assert w.y - 0.01 <= y <= w.y + w.height + 0.01
                inside += 1
    assert inside > 20


def _some_code(desk: Desk) -> str:
    from gridgov.services import cells

    return cells.shapes(desk, staff.sign_in(desk), "unit_cell").codes[7]


def svg_of(desk: Desk, tmp_path: Path, request: MapRequest) -> ElementTree.Element:
    map_print.write(desk, staff.sign_in(desk), request, tmp_path / "m.svg")
    return ElementTree.parse(tmp_path / "m.svg").getroot()


def test_an_svg_has_the_colours_of_its_legend_and_its_texts(desk: Desk, tmp_path: Path) -> None:
    root = svg_of(
        desk, tmp_path, MapRequest("unit_cell", theme="component_count", classes=5, labels="code", title="人口图")
    )
    page = map_print.prepare(desk, staff.sign_in(desk), MapRequest("unit_cell", theme="component_count"))
    legend = [entry.colour for entry in page.sheet.legend if entry.kind == "fill"]
    assert len(legend) == 5
    drawn = {path.get("fill") for path in root.iter(f"{SVG}path")} - {"none"}
    assert set(legend) <= drawn
    assert len(drawn & set(legend)) == len(legend)
    assert drawn - set(legend) <= {map_sheet.DARK}  # the north arrow
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert "人口图" in words
    assert f"1:{page.scale:,.0f}" in words
    assert any(word and desk.path.name in word for word in words)


def test_a_pdf_has_the_colours_of_its_legend_and_text_that_can_be_searched(desk: Desk, tmp_path: Path) -> None:
    request = MapRequest("unit_cell", theme="component_count", title="人口图")
    map_print.write(desk, staff.sign_in(desk), request, tmp_path / "m.pdf")
    streams = []
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", (tmp_path / "m.pdf").read_bytes(), re.DOTALL):
        try:
            streams.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    text = b"\n".join(streams).decode("latin-1")
    fills = {
        "#{:02x}{:02x}{:02x}".format(*(round(float(v) * 255) for v in three))
        for three in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:scn|rg)\b", text)
    }
    legend = {e.colour for e in map_print.prepare(desk, staff.sign_in(desk), request).sheet.legend if e.kind == "fill"}
    assert len(legend) == 5
    assert legend <= fills
    for letter in "人口图":
        assert f"{ord(letter):04X}" in text.upper()


def test_a_png_has_its_size_and_fineness_and_the_same_in_bands(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = staff.sign_in(desk)
    request = MapRequest("unit_cell", theme="component_count")
    map_print.write(desk, actor, request, tmp_path / "whole.png", dpi=96)
    monkeypatch.setattr(map_print, "_BAND_PIXELS", 60_000)
    monkeypatch.setattr(map_print, "_BAND_ROWS", 64)
    map_print.write(desk, actor, request, tmp_path / "bands.png", dpi=96)
    with Image.open(tmp_path / "whole.png") as whole, Image.open(tmp_path / "bands.png") as bands:
        assert whole.size == bands.size == (round(210 / 25.4 * 96), round(297 / 25.4 * 96))
        assert whole.info["dpi"][0] == pytest.approx(96, abs=0.1)
        away = np.abs(np.asarray(whole).astype(int) - np.asarray(bands).astype(int)).max(axis=2)
        assert (away > 60).mean() < 0.01  # bands begin at whole pixels; only the softness of edges may differ


def test_very_many_cells_become_a_picture_in_the_same_colours(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_print, "MOST_VECTOR", 10)
    page = map_print.prepare(desk, staff.sign_in(desk), MapRequest("unit_cell", theme="component_count"))
    (picture,) = map_sheet.pictures(page.figure(100))
    with Image.open(io.BytesIO(picture.png)) as image:
        shades = {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in image.getcolors(1000)}
    legend = {entry.colour for entry in page.sheet.legend if entry.kind == "fill"}
    assert legend | {"#ffffff"} == shades
    root = svg_of(desk, tmp_path, MapRequest("unit_cell", theme="component_count"))
    assert len(list(root.iter(f"{SVG}image"))) == 1


def test_nobody_is_on_the_map_unless_chosen_and_permitted(town, tmp_path: Path) -> None:
    desk = town.desk
    every = MapRequest("unit_cell", theme="component_count", labels="name", points=("case", "building"))
    map_print.write(desk, town.actor, every, tmp_path / "m.svg")
    text = (tmp_path / "m.svg").read_text(encoding="utf-8")
    assert [name for name in NAMES if name in text] == []
    with pytest.raises(WrongUse, match="where people live"):
        map_print.prepare(desk, town.actor, MapRequest("unit_cell", points=("person",)))
    wanted = MapRequest("unit_cell", points=("person",), personal=True)
    with pytest.raises(Refused, match="where people live"):
        map_print.prepare(desk, town.actor_with("dispatcher"), wanted)
    receipt = map_print.write(desk, town.actor, wanted, tmp_path / "p.svg")
    assert receipt.personal == ("person",)
    text = (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert [name for name in NAMES if name in text] == []


def test_counts_that_would_tell_of_one_or_two_people_are_hidden(town, tmp_path: Path) -> None:
    request = MapRequest("unit_cell", theme="person_count", labels="value")
    page = map_print.prepare(town.desk, town.actor, request)
    hidden = [entry for entry in page.sheet.legend if entry.text == "few, not shown"]
    assert [entry.count for entry in hidden] == [2]  # the cells of one and of two people
    texts = [mark.text for mark in page.figure().marks if isinstance(mark, Text) and mark.key == "label"]
    assert not {"1", "2"} & set(texts)
    marks = [mark for mark in page.figure().marks if isinstance(mark, Line) and mark.ink.fill == map_print.FEW_FILL]
    assert len(marks) == 2


def test_what_left_is_on_record_and_nothing_half_written_stays(town, tmp_path: Path) -> None:
    desk = town.desk
    receipt = map_print.write(desk, town.actor, MapRequest("unit_cell", points=("case",)), tmp_path / "m.pdf")
    about = next(line.about for line in audit.show(desk, town.actor) if line.act == "export")
    assert about["what"] == "map"
    assert about["sha256"] == receipt.sha256
    assert about["personal"] == []
    with pytest.raises(Refused):
        map_print.write(desk, town.actor_with("collector"), MapRequest("unit_cell"), tmp_path / "no.pdf")
    with pytest.raises(WrongUse, match="must end"):
        map_print.write(desk, town.actor, MapRequest("unit_cell"), tmp_path / "no.docx")
    with pytest.raises(WrongUse, match="dots an inch"):
        map_print.write(desk, town.actor, MapRequest("unit_cell"), tmp_path / "no.png", dpi=5000)
    assert [p.name for p in tmp_path.iterdir() if p.suffix != ".gpkg" and "gpkg" not in p.name] == ["m.pdf"]


def test_base_maps_are_printed_under_the_cells_and_named(town, tmp_path: Path) -> None:
    box = (115.99, 38.99, 116.02, 39.02)
    path = made.mbtiles(tmp_path / "a.mbtiles", box, range(13, 17), made.plain((250, 210, 160)))
    base_maps.add(town.desk, town.actor, str(path), gcj02=True, opacity=1.0)
    page = map_print.prepare(town.desk, town.actor, MapRequest("unit_cell", theme="component_count"))
    (note,) = page.sheet.notes
    assert "Invented Survey" in note
    assert "GCJ-02" in note
    (picture,) = map_sheet.pictures(page.figure(60))
    with Image.open(io.BytesIO(picture.png)) as image:
        assert image.getpixel((image.width // 2, image.height // 2)) == (250, 210, 160)
    cells = [mark for mark in page.figure(60).marks if isinstance(mark, Line) and mark.ink.fill]
    assert {round(mark.ink.opacity, 2) for mark in cells} == {0.65, 1.0}
    bare = map_print.prepare(town.desk, town.actor, MapRequest("unit_cell", base_maps=False))
    assert map_sheet.pictures(bare.figure(60)) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"theme": "nothing"}, "measure"),
        ({"labels": "age"}, "Labels"),
        ({"points": ("roads",)}, "points"),
        ({"paper": "B5"}, "paper"),
        ({"around": "x"}, "no cell"),
        ({"extent": (2.0, 1.0, 1.0, 2.0)}, "extent"),
        ({"theme": "person_count", "method": "magic"}, "class method"),
    ],
)
def test_wrong_wishes_are_one_sentence(town, change: dict[str, object], word: str) -> None:
    with pytest.raises(WrongUse, match=word):
        map_print.prepare(town.desk, town.actor, attrs.evolve(MapRequest("unit_cell"), **change))


def test_scales_are_round_numbers() -> None:
    assert map_sheet.round_scale(7.4) == 7_500
    assert map_sheet.round_scale(7.51) == 8_000
    assert map_sheet.round_scale(100.0) == 100_000


def test_the_legend_stands_in_the_order_of_the_map(desk: Desk) -> None:
    request = MapRequest("unit_cell", theme="component_count", points=("case",))
    page = map_print.prepare(desk, staff.sign_in(desk), request)
    assert [entry.kind for entry in page.sheet.legend][:6] == ["fill"] * 5 + ["dot"]
    signs = [m for m in page.figure().marks if isinstance(m, Rectangle) and m.key == "legend"]
    assert [m.ink.fill for m in signs] == [e.colour for e in page.sheet.legend if e.kind == "fill"]
    assert [m.y for m in signs[:2]] == sorted(m.y for m in signs[:2])
    assert sum(e.count or 0 for e in page.sheet.legend if e.kind in ("fill", "hatch")) == 60


def test_the_command_does_it_too(city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["report", "map", "--in", str(city), "--layer", "unit_cell", "--theme", "person_count", "--landscape"]
    assert run([*words, "--out", str(tmp_path / "a.pdf"), "--paper", "A3", "--points", "case", "--json"]) == 0
    receipt = json.loads(capsys.readouterr().out)
    assert receipt["cells"] == 60
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert run([*words, "--out", str(tmp_path / "a.png"), "--dpi", "60", "--limits", "5,20,60"]) == 0
    assert run([*words, "--out", str(tmp_path / "b.pdf"), "--points", "person"]) == 2
    assert run([*words, "--out", str(tmp_path / "b.pdf"), "--extent", "1,2"]) == 2
    assert run([*words, "--out", str(tmp_path / "b.pdf"), "--limits", "a"]) == 2
    assert not (tmp_path / "b.pdf").exists()
