"""Marks, their SVG, and a sheet made from them."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np

from gridgov.reports.cell_map import Area, draw
from gridgov.reports.figure import Dot, Figure, Ink, Path, Text
from gridgov.reports.sheet import compile_sheet
from gridgov.reports.svg import to_svg

SQUARE = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]])


def figure() -> Figure:
    areas = [
        Area((SQUARE,), "a", chosen=True),
        Area((SQUARE + np.array([100.0, 0.0]),), "b"),
        Area((SQUARE * 100,), "far"),
    ]
    return draw(areas, [(50.0, 50.0, "case-1"), (5000.0, 0.0, "outside")], width_mm=100, height_mm=80)


def test_every_mark_lies_in_the_frame() -> None:
    drawn = figure()
    for mark in drawn.marks:
        if isinstance(mark, Path):
            for x, y in (p for ring in mark.rings for p in ring):
                assert -1e-6 <= x <= 100 + 1e-6
                assert -1e-6 <= y <= 80 + 1e-6


def test_marks_carry_the_keys_of_their_rows() -> None:
    assert figure().keys() == {"a", "b", "far", "case-1"}


def test_the_chosen_cell_is_drawn_over_its_neighbours_and_in_proportion() -> None:
    paths = [mark for mark in figure().marks if isinstance(mark, Path)]
    assert paths[-1].key == "a"
    xs, ys = zip(*paths[-1].rings[0], strict=True)
    assert abs((max(xs) - min(xs)) - (max(ys) - min(ys))) < 1e-6


def test_nothing_chosen_gives_an_empty_frame() -> None:
    assert draw([], [], width_mm=10, height_mm=10).keys() == set()


def test_svg_has_a_shape_for_every_mark_and_escapes_texts() -> None:
    drawn = Figure(10, 10, (Dot(1, 1, 1, Ink(fill="#000000")), Text(1, 1, "<网格> & co")))
    root = ElementTree.fromstring(to_svg(drawn))
    assert [child.tag.split("}")[1] for child in root] == ["circle", "text"]
    assert root[1].text == "<网格> & co"


def test_a_sheet_becomes_a_pdf_and_a_picture() -> None:
    document = {
        "title": "单元网格 990101001001001", "subtitle": "示范街道", "lang": "zh", "footer": "gridgov",
        "facts": [["面积", "10,000 平方米"]], "counts_title": "各类台账", "counts": [["人口", "12"]],
        "cases_title": "在办案件", "cases_line": "1 件在办", "case_heads": ["", "案卷号", "类别", "状态", "截止"],
        "cases": [["1", "E1", "暴露垃圾", "处置", "2026-11-20 12:00"]], "more": "",
    }  # fmt: skip
    (pdf,) = compile_sheet("cell", document, {"map": figure()})
    assert pdf.startswith(b"%PDF")
    (png,) = compile_sheet("cell", document, {"map": figure()}, form="png")
    assert png.startswith(b"\x89PNG")
