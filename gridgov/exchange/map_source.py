"""Other people's map files as GDAL can open them: archives unpacked, text encodings found out, the rest refused.

An archive is unpacked into a folder of its own that goes with the block; names of its entries that are not UTF-8 are
read as GB18030, as Chinese programs write them.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePosixPath

import attrs

from gridgov import resources
from gridgov.errors import BadInput, Trouble
from gridgov.messages import pick

INSIDE = (".gdb", ".gpkg", ".shp", ".geojson", ".json", ".fgb", ".kml", ".dxf", ".topojson", ".mif", ".gml")
"""What is looked for in an archive, the first kind that is there."""

PARTS = (".shx", ".dbf", ".prj", ".cpg", ".cst", ".sbn", ".sbx", ".qix", ".shp.xml")
"""Files that stand beside a .shp and are nothing alone, but for the table of attributes (.dbf)."""

UNREADABLE = "{file} cannot be opened as a map file: ask the sender for GeoJSON or GeoPackage."

MOST_BYTES = 4 << 30
"""An archive that unpacks to more than this is not what it says it is."""

# Byte 29 of a .dbf: the code page of who wrote it. 0x57 (ANSI) says nothing about which.
_LDID = {0x4D: "gb18030", 0x7A: "gb18030", 0x03: "cp1252", 0x4F: "big5", 0x78: "big5", 0x13: "cp932", 0x65: "cp866"}
_CPG = {
    "936": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "ansi 936": "gb18030",
    "utf8": "utf-8", "65001": "utf-8", "950": "big5", "big-5": "big5",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "iso88591": "cp1252", "88591": "cp1252",
}  # fmt: skip
ENCODINGS = ("utf-8", "gb18030", "big5", "cp1252")
"""What is offered when the text looks wrong."""


@attrs.frozen
class MapSource:
    """A file as GDAL is to open it: its path, the text encoding, and how that was found out ('' for not needed).

    `gdal` may be a folder: a file geodatabase, or the shapefiles of an archive, each a layer.
    """

    path: Path
    gdal: Path
    encoding: str | None = None
    encoding_from: str = ""

    @property
    def kind(self) -> str:
        """The ending that says what it is, small."""
        return self.gdal.suffix.lower() or ".shp"


@contextmanager
def quiet_gdal() -> Iterator[None]:
    """Without GDAL's remarks on measures and heights, which are left out on purpose."""
    import pyogrio

    # Only ever in a folder of ours: a shapefile without .shx is copied first.
    pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="pyogrio")
        warnings.filterwarnings("ignore", category=RuntimeWarning, module="pyogrio")
        warnings.filterwarnings("ignore", message="One or several characters couldn't be converted")
        yield


@cache
def _foreign() -> dict[str, tuple[str, str, str, str]]:
    with resources.data("limits", "foreign_files.csv").open(encoding="utf-8", newline="") as file:
        return {row["ending"]: (row["zh"], row["en"], row["ask_zh"], row["ask_en"]) for row in csv.DictReader(file)}


def is_topology(path: Path) -> bool:
    """Whether a JSON file is TopoJSON rather than GeoJSON, by its beginning."""
    with path.open("rb") as file:
        head = file.read(4096)
    return b'"Topology"' in head and b'"Feature' not in head and b'"features"' not in head and b'"arcs"' in head


def refuse_foreign(path: Path) -> None:
    """Raise ``BadInput`` for a kind of file that nothing here can read, with what to ask the sender for."""
    if (known := _foreign().get(path.suffix.lower())) is not None:
        zh, en, ask_zh, ask_en = known
        raise BadInput(
            "{file} is {what}, which cannot be read here: ask the sender for {ask}.",
            file=path.name, what=pick(zh, en), ask=pick(ask_zh, ask_en),
        )  # fmt: skip


def whole(path: Path) -> Path:
    """The file that a person means by a part of a shapefile: its .shp; the table of attributes where that is all.

    Any other file is meant as it is; ``BadInput`` for another part without its .shp.
    """
    name = path.name.lower()
    part = next((ending for ending in PARTS if name.endswith(ending)), None)
    if part is None or not path.is_file():
        return path
    stem = path.with_name(path.name[: -len(part)])
    if (shp := _sibling(stem.with_name(f"{stem.name}.shp"), ".shp")) is not None:
        return shp
    if part == ".dbf":
        return path
    raise BadInput(
        "{file} is a part of a shapefile: ask the sender for the whole (.shp, .shx, .dbf, .prj).", file=path.name
    )


def layer_names(gdal: Path) -> list[tuple[str, str | None]]:
    """The layers of a file that GDAL opens, with the kind of their shapes (None: a table without)."""
    import pyogrio

    try:
        return [(str(name), geometry) for name, geometry in pyogrio.list_layers(gdal)]
    except pyogrio.errors.GeometryError:
        # One layer of a kind that cannot be read hides the others of a GeoPackage: each is asked about alone.
        sql = "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') ORDER BY table_name"
        found = []
        for name in pyogrio.raw.read(gdal, sql=sql, read_geometry=False)[3][0]:
            try:
                found.append((str(name), pyogrio.read_info(gdal, layer=str(name))["geometry_type"]))
            except pyogrio.errors.GeometryError:
                continue
        return found


@contextmanager
def opened(path: Path, encoding: str | None = None) -> Iterator[MapSource]:
    """A file as GDAL is to open it, for as long as the block lasts. ``BadInput`` for what is no map file."""
    path = whole(path)
    if not path.exists() or (path.is_dir() and path.suffix.lower() != ".gdb"):
        raise BadInput("{file} is not there: check the name.", file=path)
    refuse_foreign(path)
    if path.suffix.lower() in {".gpkg", ".sqlite"} and _may_be_written_by_reading(path):
        folder = Path(tempfile.mkdtemp(prefix="gridgov-"))
        try:
            yield _with_encoding(MapSource(path, _copied_database(path, folder)), encoding)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return
    is_archive = path.suffix.lower() in {".zip", ".kmz"}
    lame = path.suffix.lower() == ".shp" and _sibling(path, ".shx") is None
    if not is_archive and not lame:
        yield _with_encoding(MapSource(path, path), encoding)
        return
    folder = Path(tempfile.mkdtemp(prefix="gridgov-"))
    try:
        inside = _unpacked(path, folder) if is_archive else _copied(path, folder)
        yield _with_encoding(MapSource(path, inside), encoding)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _may_be_written_by_reading(path: Path) -> bool:
    """Whether SQLite would touch a database though it only reads it: one with a log beside it, or to be made."""
    with path.open("rb") as file:
        head = file.read(20)
    logs = (path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-journal"))
    return head[18:20] == b"\x02\x02" or any(log.exists() for log in logs)


def _copied_database(path: Path, folder: Path) -> Path:
    """A database with what its log holds, beside nobody: theirs is left as it is, byte for byte."""
    for ending in ("", "-wal", "-journal"):
        part = path.with_name(f"{path.name}{ending}")
        if part.exists():
            shutil.copyfile(part, folder / part.name)
    return folder / path.name


def _copied(shp: Path, folder: Path) -> Path:
    """A shapefile without its .shx beside a new one, which GDAL makes where it may write; theirs is left alone."""
    for ending in (".shp", ".dbf", ".prj", ".cpg"):
        part = _sibling(shp, ending)
        if part is not None:
            shutil.copyfile(part, folder / f"{shp.stem}{ending}")
    return folder / shp.name


def _unpacked(path: Path, folder: Path) -> Path:
    """Unpack an archive and find the map file in it: a file, a geodatabase, or a folder of shapefiles."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise BadInput("{file} unpacks to more than {n} GB: unpack it and give the map file.",
                               file=path.name, n=MOST_BYTES >> 30)  # fmt: skip
            for entry in archive.infolist():
                _unpack(archive, entry, folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadInput("{file} is no archive that can be unpacked: ask for it again.", file=path.name) from error
    except OSError as error:
        raise Trouble("{file} cannot be unpacked: {reason}", file=path.name, reason=error.strerror or "") from error
    for ending in INSIDE:
        found = sorted(one for one in folder.rglob(f"*{ending}") if "__MACOSX" not in one.parts)
        found += sorted(one for one in folder.rglob(f"*{ending.upper()}") if one not in found)
        if not found:
            continue
        if len(found) == 1:
            return found[0]
        if ending == ".shp" and len({one.parent for one in found}) == 1:
            return found[0].parent
        names = ", ".join(one.name for one in found[:8])
        raise BadInput("{file} holds several map files ({names}): unpack it and give one.", file=path.name, names=names)
    inside = sorted(one.name for one in folder.rglob("*") if one.is_file())
    half = next((name for name in inside if name.lower().endswith((".dbf", ".shx"))), None)
    if half is not None:
        raise BadInput("{file} has {part} but no .shp: ask for the whole shapefile (.shp, .shx, .dbf, .prj).",
                       file=path.name, part=half)  # fmt: skip
    raise BadInput("{file} holds no map file: it has {names}.", file=path.name, names=", ".join(inside[:8]) or "—")


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> None:
    name = entry.filename
    if not entry.flag_bits & 0x800:
        raw = name.encode("cp437", errors="replace")
        name = _decoded(raw)
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    if not parts:
        return
    target = folder.joinpath(*(part.replace(":", "_") for part in parts))
    if entry.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out)


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _with_encoding(source: MapSource, given: str | None) -> MapSource:
    """The text encoding of a shapefile: as given, by its .cpg, the header of the .dbf, strict UTF-8, GB18030."""
    shp = source.gdal
    if shp.suffix.lower() == ".dbf":
        shp = shp.with_suffix(".shp")
    if shp.is_dir() and shp.suffix.lower() != ".gdb":
        shp = sorted(shp.glob("*.[sS][hH][pP]"))[0]
    if shp.suffix.lower() != ".shp":
        return attrs.evolve(source, encoding=given, encoding_from="given" if given else "")
    if given:
        return attrs.evolve(source, encoding=given, encoding_from="given")
    found, how = encoding_of(shp)
    return attrs.evolve(source, encoding=found, encoding_from=how)


def encoding_of(shp: Path) -> tuple[str, str]:
    """The encoding of a shapefile's texts, and how it was found: ``cpg``, ``header``, ``tried`` or ``assumed``.

    What is said is only taken if the texts can be read by it.
    """
    table = _sibling(shp, ".dbf")
    raw = _texts(table) if table is not None else b""
    page = _sibling(shp, ".cpg") or _sibling(shp, ".cst")
    if page is not None:
        said = page.read_bytes()[:40].decode("ascii", "ignore").strip().lower()
        name = _CPG.get(said, f"cp{said}" if said.isdigit() else said)
        if _reads(raw, name):
            return name, "cpg"
    if table is not None:
        with table.open("rb") as file:
            head = file.read(30)
        name = _LDID.get(head[29], "") if len(head) == 30 else ""
        if name and _reads(raw, name):
            return name, "header"
    for name in ("utf-8", "gb18030"):
        if _reads(raw, name):
            return name, "tried" if not raw.isascii() else "assumed"
    return "cp1252", "assumed"


def _reads(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except (LookupError, UnicodeDecodeError):
        return False
    return bool(name)


def _sibling(shp: Path, ending: str) -> Path | None:
    """The file of a shapefile with another ending, however its letters are written."""
    return next((shp.with_suffix(e) for e in (ending, ending.upper()) if shp.with_suffix(e).is_file()), None)


def _texts(table: Path) -> bytes:
    """The names and text values of a .dbf as bytes, joined by blanks; at most a few megabytes of them."""
    with table.open("rb") as file:
        head = file.read(32)
        if len(head) < 32:
            return b""
        length, width = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
        fields = file.read(max(length - 32, 0))
        spans, names, at = [], [], 1
        for start in range(0, len(fields) - 31, 32):
            one = fields[start : start + 32]
            if one[0] in (0x0D, 0x00):
                break
            names.append(one[:11].split(b"\0")[0])
            if one[11:12] == b"C":
                spans.append((at, at + one[16]))
            at += one[16]
        pieces = names
        for _ in range(20_000):
            row = file.read(width)
            if len(row) < width or not width:
                break
            pieces += [row[a:b].strip(b" \0") for a, b in spans]
    return b" ".join(piece for piece in pieces if piece)
