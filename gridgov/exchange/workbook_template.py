"""The empty workbook to fill in: a column a field, one example row, every code explained on the second sheet."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from gridgov.domain import classes, codes
from gridgov.domain.register import GEOMETRY_KINDS, Field, Register, registers
from gridgov.exchange.template_examples import example
from gridgov.exchange.whole_file import written_whole

CODES_SHEET = "代码 Codes"
FIELDS_SHEET = "字段 Fields"
EMPTY_ROWS = 1000
"""How many rows below the example are formatted as text and offer their codes."""

_KINDS = {
    "text": ("文本", "text"),
    "code": ("代码", "code"),
    "list": ("多个代码，用顿号隔开", "several codes, joined by commas"),
    "date": ("日期，如 2026-03-01", "date, such as 2026-03-01"),
    "time": ("时间，如 2026-03-01 08:30", "time, such as 2026-03-01 08:30"),
    "int": ("整数", "whole number"),
    "real": ("数字", "number"),
    "class": ("类别代码", "class code"),
    "ref": ("编号或名称", "number or name"),
}


def template_fields(register: Register) -> list[Field]:
    """The columns of a register's template: its fields, with x and y (and WKT for outlines) in place of a geometry."""
    fields = [field for field in register.fields if field.kind not in GEOMETRY_KINDS]
    wanted = {"household", "dwelling", "relation", "member_since", "class_name"}
    if register.has_place:
        wanted |= {"x", "y"} | ({"wkt"} if register.shape_field else set())
    return fields + [part for part in register.parts if part.name in wanted]


def write_template(register: str, path: Path) -> None:
    """Write the workbook to fill in for one register.

    Headers are Chinese, with the English name, the kind and the note in a comment; required columns are marked;
    every column but numbers is formatted as text, so that no long number is rounded and no code loses its zeros.
    Raises ``KeyError`` for a register that there is not, ``Trouble`` when the file cannot be written.
    """
    import xlsxwriter

    entry = registers()[register]
    fields = template_fields(entry)
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    formats = _formats(book)
    sheet = book.add_worksheet(f"{entry.zh} {entry.en_plural}"[:31])
    code_sheet = book.add_worksheet(CODES_SHEET)
    field_sheet = book.add_worksheet(FIELDS_SHEET)
    ranges = _write_codes(code_sheet, fields, formats)
    _write_fields(field_sheet, fields, formats)
    sheet.freeze_panes(1, 0)
    for column, field in enumerate(fields):
        sheet.set_column(column, column, max(10, min(26, 2 * len(field.zh) + 3)), formats["text"])
        sheet.write_string(0, column, field.zh, formats["required" if field.required else "head"])
        sheet.write_comment(0, column, _comment(field), {"x_scale": 1.6, "y_scale": 1.2})
        value = example(register, field)
        if value:
            sheet.write_string(1, column, value, formats["example"])
        if field.name in ranges:
            sheet.data_validation(
                1,
                column,
                EMPTY_ROWS,
                column,
                # A hint, not a fence: codes, English names and other words are understood as well.
                {"validate": "list", "source": ranges[field.name], "error_type": "information", "ignore_blank": True},
            )
    book.close()
    with written_whole(path) as fresh:
        fresh.write_bytes(made.getvalue())


def _formats(book: Any) -> dict[str, Any]:
    return {
        "text": book.add_format({"num_format": "@"}),
        "head": book.add_format({"bold": True, "bg_color": "#E6EDF5", "bottom": 1}),
        "required": book.add_format({"bold": True, "bg_color": "#F8E3C8", "bottom": 1}),
        "example": book.add_format({"num_format": "@", "font_color": "#5A5A5A", "italic": True}),
    }


def _comment(field: Field) -> str:
    zh, en = _KINDS[field.kind]
    lines = [f"{field.en} ({field.name})", f"{zh} / {en}"]
    if field.required:
        lines.append("必填 / required")
    if field.length:
        lines.append(f"≤ {field.length}")
    if field.note:
        lines.append(field.note)
    return "\n".join(lines)


def _write_codes(sheet: Any, fields: list[Field], formats: dict[str, Any]) -> dict[str, str]:
    """Fill the sheet of codes; gives the cell range of the Chinese names for each field with a code list."""
    for column, (title, width) in enumerate(
        (("字段", 18), ("Field", 24), ("代码 Code", 16), ("名称", 30), ("Name", 40), ("体系 Scheme", 24))
    ):
        sheet.set_column(column, column, width, formats["text"])
        sheet.write_string(0, column, title, formats["head"])
    sheet.freeze_panes(1, 0)
    ranges: dict[str, str] = {}
    row = 1
    for field in fields:
        first = row
        if field.kind == "class":
            lines = [(c.code, c.zh, c.en, c.scheme) for c in classes.all_of(field.codes)]
        elif field.kind in {"code", "list"}:
            lines = [(code, zh, en, "") for code, (zh, en) in codes.codes(field.codes).items()]
        else:
            continue
        for line in lines:
            for column, text in enumerate((field.zh, field.en, *line)):
                sheet.write_string(row, column, text)
            row += 1
        if field.kind == "code" and row > first:
            ranges[field.name] = f"='{CODES_SHEET}'!$D${first + 1}:$D${row}"
    return ranges


def _write_fields(sheet: Any, fields: list[Field], formats: dict[str, Any]) -> None:
    heads = (
        "字段",
        "Field",
        "Name in files",
        "类型",
        "Kind",
        "必填 Required",
        "长度 Length",
        "也叫 Also called",
        "Note",
    )
    for column, title in enumerate(heads):
        sheet.set_column(column, column, 18 if column < 7 else 50, formats["text"])
        sheet.write_string(0, column, title, formats["head"])
    sheet.freeze_panes(1, 0)
    for row, field in enumerate(fields, 1):
        zh, en = _KINDS[field.kind]
        texts = (
            field.zh,
            field.en,
            field.name,
            zh,
            en,
            "是 yes" if field.required else "",
            str(field.length or ""),
            "；".join(field.aliases),
            field.note,
        )
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text)
