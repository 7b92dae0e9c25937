"""Sheets for paper: a typst template, its figures as JSON and its pictures as SVG, made into PDF or PNG."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import orjson

from gridgov.errors import BugError, Trouble
from gridgov.reports.figure import Figure
from gridgov.reports.svg import to_svg
from gridgov.resources import data


def font_folder() -> Path:
    """The folder of the font that paper needs; raise ``Trouble`` when it is not there."""
    folder = data("fonts")
    if not (folder / "gridgov-paper.otf").exists():
        raise Trouble("The font for paper is missing from {folder}: install gridgov again.", folder=folder)
    return folder


@cache
def _font() -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(font_folder() / "gridgov-paper.otf"), 100)


def text_mm(text: str, size_pt: float) -> float:
    """The width of a text on paper in millimetres."""
    return float(_font().getlength(text)) / 100 * size_pt * 25.4 / 72


def wrapped(text: str, size_pt: float, width_mm: float) -> list[str]:
    """A text in lines no wider than `width_mm`; Chinese breaks anywhere, other writing between words."""
    lines, line = [], ""
    for piece in re.findall(r"[⺀-￿]|[^\s⺀-￿]+\s*|\s+", text):
        if line and text_mm((line + piece).rstrip(), size_pt) > width_mm:
            lines.append(line.rstrip())
            line = ""
        # A word that is wider than a line is cut: better on two lines than over the edge.
        while text_mm(piece.rstrip(), size_pt) > width_mm and len(piece) > 1:
            cut = max(n for n in range(1, len(piece)) if n == 1 or text_mm(piece[:n], size_pt) <= width_mm)
            lines.append(piece[:cut])
            piece = piece[cut:]
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def compile_sheet(
    template: str,
    document: Mapping[str, Any],
    figures: Mapping[str, Figure],
    *,
    form: Literal["pdf", "png"] = "pdf",
    dpi: int = 144,
) -> list[bytes]:
    """The pages of one sheet.

    `template` names a file of ``data/reports`` without its ending; it reads ``data.json`` and ``NAME.svg`` beside it.
    `form` is ``pdf`` (one document) or ``png`` (one picture a page at `dpi`).
    """
    import typst

    with TemporaryDirectory(prefix="gridgov-sheet-") as folder:
        place = Path(folder)
        (place / "sheet.typ").write_bytes(data("reports", f"{template}.typ").read_bytes())
        (place / "data.json").write_bytes(orjson.dumps(document))
        for name, figure in figures.items():
            (place / f"{name}.svg").write_text(to_svg(figure), encoding="utf-8")
        try:
            made = typst.compile(
                str(place / "sheet.typ"),
                root=str(place),
                font_paths=[str(font_folder())],
                format=form,
                ppi=float(dpi),
            )
        except Exception as error:  # typst raises its own RuntimeError kinds; all mean a faulty template of ours
            raise BugError("The sheet {name} could not be made: {reason}", name=template, reason=error) from error
    pages = made if isinstance(made, list) else [made]
    return [bytes(page) for page in pages if page is not None]
