"""One stretch of a file as rows of ours: every column read as its field asks, every fault named with its row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain import classes, codes, ids, value
from gridgov.domain.mapping import Source
from gridgov.domain.register import GEOMETRY_KINDS, Field, Register
from gridgov.errors import GridgovError
from gridgov.exchange.record_source import Chunk, ruined_by_spreadsheet
from gridgov.messages import pick
from gridgov.services import own_fields
from gridgov.spatial import blob as blobs_of
from gridgov.spatial import crs as reference

Floats = NDArray[np.float64]

_REPEATING = frozenset({"date", "time", "int", "real"})
"""Kinds whose values come again and again: each text is read once in a file."""

_REMEMBERED = 200_000
_LONGEST_EMPTY = max(map(len, value.EMPTY))
_CODE_FIELDS = frozenset({"number", "org_code", "document_number", "external_number", "stated_cell", "licence_number"})


@attrs.frozen
class Reason:
    """Why a row waits: its column in the file, an English template, the values for its blanks, the value as written."""

    column: str
    sentence: str
    params: dict[str, object]
    value: str = ""


@attrs.define(eq=False)
class Converted:
    """A stretch of rows as storage columns, the rows that wait, marks on rows that came in all the same.

    `refs` are reference fields as written, to be looked up; `places` says which rows lie somewhere.
    """

    count: int
    columns: dict[str, list[Any]]
    refs: dict[str, list[str | None]]
    x: Floats | None = None
    y: Floats | None = None
    blobs: list[bytes | None] | None = None
    rejected: dict[int, Reason] = attrs.field(factory=dict)
    marks: dict[int, Reason] = attrs.field(factory=dict)
    unclassified: int = 0


@attrs.frozen(eq=False)
class Plan:
    """How a file's columns become fields of a register; made once, used for every stretch."""

    register: Register
    fields: Mapping[str, Source]
    values: Mapping[str, Mapping[str, str]]
    zone: str
    ignore_offset: bool
    states: Mapping[str, str]
    """Every word for a state of the workflow → its code."""
    workflow: str
    crs: str | None
    extra: Sequence[str]
    dates: str = ""
    """What comes first in dates with the year last: ``dmy``, ``mdy``, or '' to ask."""
    own: Mapping[str, Field] = attrs.field(factory=dict)
    """One's own fields among `extra`, by name."""
    known: dict[str, dict[str | None, Any]] = attrs.field(factory=dict)
    """Texts that were read before, by field."""

    def kind_of(self, name: str) -> Field | None:
        """The field of a name."""
        return self.register.field(name)


def convert(chunk: Chunk, plan: Plan) -> Converted:
    """Read a stretch; a row with a fault is in `rejected` with its first one."""
    made = Converted(len(chunk), {}, {})
    for index, sentence in chunk.faults.items():
        made.rejected[index] = Reason("", sentence.text, dict(sentence.params))
    for name, source in plan.fields.items():
        field = plan.kind_of(name)
        if field is None or name in ("x", "y", "wkt", "class_scheme", "class_name"):
            continue
        texts = chunk.columns.get(source.column)
        if texts is None:
            continue
        _field(made, plan, field, source, _translated(made, plan, name, source, texts), chunk)
    _places(made, plan, chunk)
    _feet(made, plan, chunk)
    _required(made, plan)
    if plan.register.id == "person":
        _person(made)
    elif plan.register.id == "organization":
        _organization(made)
    if plan.extra:
        _extra(made, plan, chunk)
    return made


_FOOT_STARTS = frozenset("合总小共填审制说注备")
_FOOT = re.compile(
    r"(合计|总计|小计|共计|共\d+[人户条家套栋]|填表人|填报人|审核人?[:：]|制表|备注[:：]|注[:：]|说明[:：])"
)


def _feet(made: Converted, plan: Plan, chunk: Chunk) -> None:
    """Set the rows aside that stand under a list: totals, and who filled it in."""
    first = next(iter(chunk.columns), "")
    named = plan.fields["name"].column if "name" in plan.fields else first
    numbers = made.columns.get("number") or [None] * made.count
    for column in dict.fromkeys((first, named)):
        for i, text in enumerate(chunk.columns.get(column, ())):
            if (
                text
                and (text[0] in _FOOT_STARTS or text[0].isspace())
                and not numbers[i]
                and _FOOT.match("".join(text.split()))
            ):
                sentence = "This row is a total or a signature under the list, not a record."
                made.rejected.setdefault(i, Reason(column, sentence, {}, text))


def _extra(made: Converted, plan: Plan, chunk: Chunk) -> None:
    """Foreign columns by name; one that is a field of one's own is read as that asks."""
    found: list[dict[str, Any]] = [{} for _ in range(made.count)]
    for name in plan.extra:
        field, texts = plan.own.get(name), chunk.columns[name]
        if field is None or (field.kind == "text" and not field.choices):
            for i, text in enumerate(texts):
                if text:
                    found[i][name] = text
            continue
        known: dict[str | None, Any] = {}
        for i, text in enumerate(texts):
            if text not in known:
                try:
                    known[text] = own_fields.read(field, text or "")
                except GridgovError as fault:
                    known[text] = fault
            one = known[text]
            if isinstance(one, GridgovError):
                made.rejected.setdefault(i, Reason(name, one.sentence, one.params, text or ""))
            elif one is not None:
                found[i][name] = one
    made.columns["extra"] = found


def _translated(made: Converted, plan: Plan, name: str, source: Source, texts: Sequence[str]) -> Sequence[str | None]:
    """Their values as ours, where the mapping has a table for the field; what it does not list waits."""
    table = plan.values.get(name)
    if table is None:
        return texts
    found: list[str | None] = []
    for i, text in enumerate(texts):
        if text in table:
            found.append(table[text])
        else:
            found.append(None)
            if not value.is_empty(text):
                sentence = "'{value}' is not in the mapping's values for {field}: add it there."
                made.rejected.setdefault(i, Reason(source.column, sentence, {"value": text, "field": name}, text))
    return found


def _field(
    made: Converted, plan: Plan, field: Field, source: Source, texts: Sequence[str | None], chunk: Chunk
) -> None:
    """Read one column into the storage columns of its field."""
    name = field.name
    if field.kind == "class":
        _class(made, plan, field, source, texts, chunk)
    elif field.kind == "ref":
        made.refs[name] = _plain_texts(texts)
    elif field.kind == "list":
        _list(made, field, source, texts)
    elif name == "state" and plan.register.id == "case":
        made.columns[name] = _coded(made, source, texts, lambda word: plan.states.get(word.strip().lower()))
    elif field.kind == "code" and field.codes in codes.lists():
        made.columns[name] = _coded(made, source, texts, lambda word: codes.parse(field.codes, word))
    else:
        made.columns[name] = _values(made, plan, field, source, texts)
        if field.kind == "text" and field.length:
            _too_long(made, field, source, made.columns[name])


def _too_long(made: Converted, field: Field, source: Source, values: Sequence[str | None]) -> None:
    """Mark what is longer than the standard's column: it is kept whole, and whoever takes it on should know."""
    if max(map(len, filter(None, values)), default=0) <= field.length:
        return
    sentence = "The text is longer than {n} characters; it was kept and marked."
    for i, text in enumerate(values):
        if text and len(text) > field.length:
            made.marks.setdefault(i, Reason(source.column, sentence, {"n": field.length}))


def _values(made: Converted, plan: Plan, field: Field, source: Source, texts: Sequence[str | None]) -> list[Any]:
    """A column of texts, numbers, dates or times. What is plain as it stands is taken as it stands."""
    if field.name in _CODE_FIELDS or "phone" in field.name:
        if _are_plain_codes(texts):
            return list(texts)
        for i, text in enumerate(texts):
            if text and ruined_by_spreadsheet(text):
                sentence = "'{value}' was ruined by a spreadsheet: take the number from the source as text."
                made.rejected.setdefault(i, Reason(source.column, sentence, {"value": text}, text))
    elif field.kind == "text" and not field.is_name:
        return list(_plain_texts(texts))
    known = plan.known.setdefault(field.name, {}) if field.kind in _REPEATING else {}
    new = list(set(texts).difference(known)) if field.kind in _REPEATING else texts
    parsed = _parse(plan, field, new)
    if field.kind not in _REPEATING:
        values, faults = parsed.values, parsed.faults
    else:
        if len(known) > _REMEMBERED:
            known.clear()
            parsed = _parse(plan, field, new := list(set(texts)))
        known.update(zip(new, parsed.values, strict=True))
        values, faults = list(map(known.__getitem__, texts)), {}
        if parsed.faults:
            # What is wrong is not remembered, so that each stretch names its own rows.
            wrong = {new[n]: fault for n, fault in parsed.faults.items()}
            faults = {i: wrong[text] for i, text in enumerate(texts) if text in wrong}
            for text in wrong:
                del known[text]
    for i, fault in faults.items():
        made.rejected.setdefault(i, Reason(source.column, fault.sentence, fault.params, str(texts[i])))
    return values


def _are_plain_codes(texts: Sequence[str | None]) -> bool:
    """Whether every text is of ASCII letters and digits and too long to be a word for nothing."""
    if None in texts or not texts:
        return False
    joined = "".join(texts)  # type: ignore[arg-type]
    return joined.isascii() and joined.isalnum() and min(map(len, texts)) > _LONGEST_EMPTY  # type: ignore[arg-type]


def _plain_texts(texts: Sequence[str | None]) -> list[str | None]:
    """Texts without white space at their ends; None for what counts as nothing."""
    if None not in texts:
        stripped = list(map(str.strip, texts))  # type: ignore[arg-type]
        if min(map(len, stripped), default=0) > _LONGEST_EMPTY:
            return [*stripped]
    stripped = [text.strip() if text else "" for text in texts]
    return [text if len(text) > _LONGEST_EMPTY or text.lower() not in value.EMPTY else None for text in stripped]


def _parse(plan: Plan, field: Field, texts: Sequence[str | None]) -> value.Parsed:
    if field.kind == "date":
        return value.parse_dates(texts, plan.dates)
    if field.kind == "time":
        return value.parse_times(texts, plan.zone, ignore_offset=plan.ignore_offset, order=plan.dates)
    if field.kind == "int":
        return value.parse_ints(texts)
    if field.kind == "real":
        return value.parse_reals(texts)
    if field.is_name:
        return value.parse_names(texts)
    if field.name in _CODE_FIELDS:
        return value.parse_codes(texts)
    return value.parse_phones(texts)


def _coded(
    made: Converted, source: Source, texts: Sequence[str | None], read: Callable[[str], str | None]
) -> list[str | None]:
    """A column of codes; a word that means none of them makes its row wait."""
    known: dict[str, str | None] = {}
    found: list[str | None] = []
    for i, text in enumerate(texts):
        if text is None or value.is_empty(text):
            found.append(None)
            continue
        if text not in known:
            known[text] = read(text)
        found.append(known[text])
        if known[text] is None:
            sentence = "'{value}' is none of the codes of {column}: see the template's list."
            reason = Reason(source.column, sentence, {"value": text, "column": source.column}, text)
            made.rejected.setdefault(i, reason)
    return found


def _list(made: Converted, field: Field, source: Source, texts: Sequence[str | None]) -> None:
    found: list[list[str] | None] = []
    for i, text in enumerate(texts):
        if text is None or value.is_empty(text):
            found.append(None)
            continue
        known, unknown = codes.parse_list(field.codes, text) if field.codes in codes.lists() else ([text], [])
        if unknown:
            sentence = "'{value}' is none of the codes of {column}: see the template's list."
            made.rejected.setdefault(
                i, Reason(source.column, sentence, {"value": unknown[0], "column": source.column}, text)
            )
        found.append(known)
    made.columns[field.name] = found


def _class(
    made: Converted, plan: Plan, field: Field, source: Source, texts: Sequence[str | None], chunk: Chunk
) -> None:
    """Scheme, code and name; a class that nobody knows is kept as it stands and counted."""
    kind = field.codes
    schemes = _beside(plan, chunk, "class_scheme", "")
    names = chunk.columns.get(source.name) if source.name else _beside(plan, chunk, "class_name", None)
    out: dict[str, list[Any]] = {f"{field.name}_{part}": [] for part in ("scheme", "code", "name")}
    known: dict[tuple[str, str], tuple[str, str, str | None]] = {}
    for i, text in enumerate(texts):
        name = names[i] if names and not value.is_empty(names[i]) else None
        if text is None or value.is_empty(text):
            code, scheme, shown = None, None, name
            if name and (one := classes.by_name(kind, name)):
                code, scheme, shown = one.code, one.scheme, one.zh
        else:
            scheme = (schemes[i] if schemes else "") or source.scheme or classes.CURRENT
            key = (scheme, text)
            if key not in known:
                known[key] = _known_class(kind, scheme, text)
            scheme, code, own = known[key]
            shown = own or name
            made.unclassified += own is None
        out[f"{field.name}_scheme"].append(scheme)
        out[f"{field.name}_code"].append(code)
        out[f"{field.name}_name"].append(shown)
    made.columns.update(out)


def _known_class(kind: str, scheme: str, text: str) -> tuple[str, str, str | None]:
    code = value.normal_code(text)
    if one := classes.find(kind, scheme, code):
        return one.scheme, one.code, one.zh
    if one := classes.by_name(kind, text, scheme):
        return one.scheme, one.code, one.zh
    return scheme, code, None


def _beside(plan: Plan, chunk: Chunk, part: str, missing: str | None) -> list[str] | None:
    source = plan.fields.get(part)
    texts = chunk.columns.get(source.column) if source else None
    return None if texts is None else [("" if value.is_empty(t) else t.strip()) or (missing or "") for t in texts]


# -- places ---------------------------------------------------------------------------------------------------------


def _places(made: Converted, plan: Plan, chunk: Chunk) -> None:
    """Where rows lie: shapes of the file, or WKT, and x and y where there is neither; brought to WGS 84."""
    if not plan.register.has_place or not plan.crs:
        return
    wkbs = chunk.shapes
    if "wkt" in plan.fields and wkbs is None:
        wkbs = _from_wkt(made, plan.fields["wkt"].column, chunk.columns[plan.fields["wkt"].column])
    if "x" in plan.fields and "y" in plan.fields and (wkbs is None or None in wkbs):
        made.x, made.y = _positions(made, plan, chunk, plan.crs)
    if wkbs is None:
        return
    made.blobs = _blobs(wkbs, plan.crs)
    if made.x is not None and made.y is not None:
        # A template has columns for both: what has no shape lies at its x and y.
        points = blobs_of.encode_points(made.x, made.y, 4326)
        for i in np.flatnonzero(np.isfinite(made.x)).tolist():
            if made.blobs[i] is None:
                made.blobs[i] = points[i]
        made.x = made.y = None


def _positions(made: Converted, plan: Plan, chunk: Chunk, crs: str) -> tuple[Floats, Floats]:
    sources = (plan.fields["x"], plan.fields["y"])
    pair = []
    for source in sources:
        parsed = value.parse_reals(chunk.columns[source.column])
        for i, fault in parsed.faults.items():
            made.rejected.setdefault(i, Reason(source.column, fault.sentence, fault.params))
        pair.append(np.array([np.nan if v is None else v for v in parsed.values], dtype=np.float64))
    x, y = reference.to_wgs84(pair[0], pair[1], crs)
    wrong = np.isfinite(pair[0]) & np.isfinite(pair[1]) & ~((np.abs(x) <= 180) & (np.abs(y) <= 90))
    for i in np.flatnonzero(wrong).tolist():
        sentence = "{x}, {y} is no place in {crs}: check the two columns and the reference system."
        params: dict[str, object] = {"x": pair[0][i], "y": pair[1][i], "crs": crs}
        made.rejected.setdefault(i, Reason(sources[0].column, sentence, params))
    alone = np.isfinite(x) != np.isfinite(y)
    x[alone] = y[alone] = np.nan
    return x, y


def _from_wkt(made: Converted, column: str, texts: Sequence[str]) -> list[bytes | None]:
    import shapely

    found: list[bytes | None] = []
    for i, text in enumerate(texts):
        if value.is_empty(text):
            found.append(None)
            continue
        shape = shapely.from_wkt(text, on_invalid="ignore")
        if shape is None:
            made.rejected.setdefault(i, Reason(column, "The geometry is no WKT: write it like POINT (117.1 39.7).", {}))
        found.append(None if shape is None else shapely.to_wkb(shape))
    return found


def _blobs(wkbs: Sequence[bytes | None], crs: str) -> list[bytes | None]:
    there = [i for i, wkb in enumerate(wkbs) if wkb is not None]
    shapes: Sequence[Any] = [wkbs[i] for i in there]
    if there and not reference.same_numbers(crs, reference.WGS84):
        import shapely

        def moved(xy: Floats) -> Floats:
            return np.column_stack(reference.to_wgs84(xy[:, 0], xy[:, 1], crs))

        shapes = [shapely.to_wkb(shapely.transform(shapely.from_wkb(wkb), moved)) for wkb in shapes]
    blobs: list[bytes | None] = [None] * len(wkbs)
    for i, made in zip(there, blobs_of.from_wkb(shapes, 4326), strict=True):
        blobs[i] = None if blobs_of.is_empty(made) else made
    return blobs


# -- what every row must have ---------------------------------------------------------------------------------------


def _required(made: Converted, plan: Plan) -> None:
    """A required field that is empty makes its row wait; a number left out is made by us."""
    for field in plan.register.fields:
        if not field.required or field.name == "number":
            continue
        missing = _missing(made, field)
        column = plan.fields[field.name].column if field.name in plan.fields else ""
        for i in missing:
            sentence = "{field} is empty: fill it in."
            made.rejected.setdefault(i, Reason(column, sentence, {"field": pick(field.zh, field.en)}))


def _missing(made: Converted, field: Field) -> Sequence[int]:
    rows = range(made.count)
    if field.kind in GEOMETRY_KINDS:
        if made.blobs is not None:
            return [i for i in rows if made.blobs[i] is None]
        if made.x is not None:
            return [int(i) for i in np.flatnonzero(~np.isfinite(made.x))]
        return rows
    if field.kind == "ref":
        texts = made.refs.get(field.name)
        return rows if texts is None else [i for i in rows if not texts[i]]
    if field.kind == "class":
        code, name = (made.columns.get(f"{field.name}_{part}") for part in ("code", "name"))
        if code is None or name is None:
            return rows
        return [i for i in rows if not code[i] and not name[i]]
    found = made.columns.get(field.name)
    return rows if found is None else [i for i in rows if found[i] is None]


PERMITS = frozenset({"552", "556"})
"""Residence permits of Taiwan, Hong Kong and Macao residents: their 18 digits follow the citizen number's rule."""


def _person(made: Converted) -> None:
    """Sex and birth date from a sound citizen number where they are empty; a wrong number is kept and marked."""
    kinds, papers = made.columns.get("document_type"), made.columns.get("document_number")
    if kinds is not None and papers is not None:
        permits = [text if kind in PERMITS else None for kind, text in zip(kinds, papers, strict=True)]
        wrong = ids.citizen_id_faults(permits)
        for i in np.flatnonzero((wrong != ids.GOOD) & (wrong != ids.EMPTY)):
            sentence = "The number of the residence permit is wrong; it was kept and marked."
            made.marks[int(i)] = Reason("document_number", sentence, {})
    numbers = made.columns.get("number")
    if numbers is None:
        return
    found = ids.citizen_ids(numbers)
    made.columns["number"] = [text or None for text in found.numbers]
    for i in np.flatnonzero((found.faults != ids.GOOD) & (found.faults != ids.EMPTY) & (found.faults != ids.FIFTEEN)):
        made.marks[int(i)] = Reason("number", "The citizen number is wrong; it was kept and marked.", {})
    for name, told in (("birth_date", found.births), ("sex", found.sexes)):
        given = made.columns.get(name)
        if given is None:
            made.columns[name] = told
        elif not all(given):
            made.columns[name] = [a or b for a, b in zip(given, told, strict=True)]


def _organization(made: Converted) -> None:
    """The kind from a sound credit code where it is empty; a wrong credit or organization code is kept and marked."""
    for row, text in enumerate(made.columns.get("org_code", ())):
        if text and ids.org_code_fault(text) is not None:
            made.marks[row] = Reason("org_code", "The organization code is wrong; it was kept and marked.", {})
    numbers = made.columns.get("number")
    if numbers is None:
        return
    faults = ids.credit_code_faults(numbers)
    for i in np.flatnonzero((faults != ids.GOOD) & (faults != ids.EMPTY)):
        made.marks[int(i)] = Reason("number", "The credit code is wrong; it was kept and marked.", {})
    told = [
        ids.organization_kind(text) if fault == ids.GOOD else None for text, fault in zip(numbers, faults, strict=True)
    ]
    given = made.columns.get("kind") or [None] * len(told)
    made.columns["kind"] = [a or b for a, b in zip(given, told, strict=True)]


def fingerprints(made: Converted, register: str) -> list[bytes]:
    """A digest of everything a row says, by which a row without a number is known again."""
    names = sorted(made.columns)
    columns: list[Sequence[Any]] = [made.columns[name] for name in names]
    columns += [made.refs[name] for name in sorted(made.refs)]
    if made.blobs is not None:
        columns.append(made.blobs)
    if made.x is not None and made.y is not None:
        columns += [made.x.tolist(), made.y.tolist()]
    head = register.encode()
    return [hashlib.blake2b(head + repr(row).encode(), digest_size=16).digest() for row in zip(*columns, strict=True)]
