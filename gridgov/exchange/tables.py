"""Opens any file of records: CSV, TSV, spreadsheet, GeoJSON, or a map file that GDAL can open."""

from __future__ import annotations

from pathlib import Path

from gridgov.errors import BadInput
from gridgov.exchange.feature_table import GeoJsonTable, MapTable
from gridgov.exchange.map_source import is_topology, refuse_foreign, whole
from gridgov.exchange.record_source import RecordSource, Score, readable_file
from gridgov.exchange.sheet_table import SheetTable
from gridgov.exchange.text_table import TextTable

TEXT_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".txt"})
SHEET_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
GEOJSON_ENDINGS = frozenset({".geojson", ".json", ".geojsonl", ".geojsonseq", ".geojsons", ".ndjson", ".jsonl"})
MAP_ENDINGS = frozenset(
    {".gpkg", ".shp", ".zip", ".gdb", ".fgb", ".kml", ".kmz", ".topojson", ".dxf", ".mif", ".gml", ".dbf"}
)

ENDINGS = TEXT_ENDINGS | SHEET_ENDINGS | GEOJSON_ENDINGS | MAP_ENDINGS
"""Endings of files that can hold records."""


def open_source(
    path: Path,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    score: Score | None = None,
) -> RecordSource:
    """Open a file of records by its ending.

    Parameters
    ----------
    path
        The file.
    sheet
        Sheet of a workbook or layer of a GeoPackage; None takes the one that fits, or the only one.
    header_row
        Row of the column names, counted from 1; None looks for it in the first ten.
    encoding
        Of a text table; None finds out.
    score
        How many names in a row the register knows: helps to find the header and the sheet.

    Raises
    ------
    BadInput
        When the file is missing, empty, without a header, broken or of another kind.
    """
    path = whole(path)
    ending = path.suffix.lower()
    if not (ending == ".gdb" and path.is_dir()):
        readable_file(path)
    if ending in TEXT_ENDINGS:
        return TextTable(path, encoding=encoding, header_row=header_row, score=score)
    if ending in SHEET_ENDINGS:
        return SheetTable(path, sheet=sheet, header_row=header_row, score=score)
    if ending in GEOJSON_ENDINGS and not is_topology(path):
        return GeoJsonTable(path)
    if ending in MAP_ENDINGS | GEOJSON_ENDINGS:
        return MapTable(path, layer=sheet, encoding=encoding)
    refuse_foreign(path)
    raise BadInput(
        "{file} is of a kind that cannot be read as records. Give a CSV, TSV, XLSX, GeoJSON or GeoPackage file.",
        file=path.name,
    )
