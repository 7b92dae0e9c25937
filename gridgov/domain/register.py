"""The field dictionary: which registers there are, which fields they have, and how each field is stored.

Forms, imports, exports, templates and checks are made from this one dictionary, ``data/codes/registers.csv``.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from fnmatch import fnmatchcase
from functools import cache

import attrs

from gridgov import resources

KINDS = ("text", "code", "date", "time", "int", "real", "list", "class", "ref", "point", "polygon", "geometry")
"""What a field may hold."""

GEOMETRY_KINDS = frozenset({"point", "polygon", "geometry"})
"""Kinds that say where a record lies and have no column of their own."""

SQL_TYPES = {"int": "INTEGER", "real": "REAL"}

_REGISTERS: tuple[tuple[str, str, str, str, str], ...] = (
    # id, Chinese, English, English plural, geometry field that places a record
    ("person", "人员", "Person", "People", ""),
    ("household", "家庭户", "Household", "Households", ""),
    ("dwelling", "房屋", "Dwelling", "Dwellings", ""),
    ("building", "建筑", "Building", "Buildings", "place"),
    ("place", "场所", "Place", "Places", "shape"),
    ("component", "部件", "Component", "Components", "shape"),
    ("organization", "组织", "Organization", "Organizations", "place"),
    ("opinion", "社情民意", "Opinion", "Opinions", "place"),
    ("case", "案件", "Case", "Cases", "place"),
)
_MEMBERSHIP = ("membership", "家庭成员", "Membership", "Memberships", "")

REGISTER_IDS = tuple(row[0] for row in _REGISTERS)
"""The registers, in the order in which they are shown."""


@attrs.frozen
class Field:
    """One field of a register.

    `ref` is the register that a kind ``ref`` points at; `codes` the id of a code list, or ``component`` or
    ``matter`` for a kind ``class``; `personal` is 0 (no), 1 (personal) or 2 (sensitive); `length` is 0 where
    there is no limit. `aliases` are the names that the column has in other people's files, the better first.
    """

    register: str
    name: str
    zh: str
    en: str
    kind: str
    length: int = 0
    ref: str = ""
    codes: str = ""
    required: bool = False
    personal: int = 0
    aliases: tuple[str, ...] = ()
    note: str = ""
    own: bool = False
    """Whether an office added it: its values lie in the record's JSON of foreign fields, under its name."""
    choices: tuple[str, ...] = ()
    """What may be entered in an own field; nothing means any text."""

    @property
    def is_name(self) -> bool:
        """Whether the value is a name, which keeps its characters as typed (``无`` may be somebody's name)."""
        return self.kind == "text" and (self.name == "name" or self.name.endswith("_name") or self.name in _NAMES)


_NAMES = frozenset({"legal_representative", "reporter", "contact_person"})


@attrs.frozen
class Register:
    """One register: its names, its fields in order, its table and the field that places a record.

    `place_field` is empty for people, households and dwellings, who lie where their building lies; `shape_field`
    is the outline of a register that has one beside its position. `parts` are columns that an import
    understands but that fill another field or table: x, y and wkt, the scheme and name of a class, and what makes
    a person's membership.
    """

    id: str
    zh: str
    en: str
    en_plural: str
    table: str
    place_field: str
    fields: tuple[Field, ...]
    parts: tuple[Field, ...] = ()

    @property
    def has_place(self) -> bool:
        """Whether a record of this register has a geometry of its own."""
        return bool(self.place_field)

    @property
    def shape_field(self) -> str:
        """The field of kind polygon or geometry; empty when there is none."""
        return next((f.name for f in self.fields if f.kind in {"polygon", "geometry"}), "")

    def field(self, name: str) -> Field | None:
        """The field (or part) of that name; None when there is none."""
        return next((f for f in (*self.fields, *self.parts) if f.name == name), None)


@attrs.frozen
class StorageColumn:
    """One column of a table: its SQL type, whether it is personal, and the field it belongs to ('' for none)."""

    name: str
    sql_type: str
    personal: int
    field: str


def alias_key(text: str) -> str:
    """A column name as it is compared: NFKC, lower case, without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


_NEEDED = re.compile(r"[*:]|[(\[](?:必填项?|选填项?|必录项?|required|optional)[)\]]")


def heading_key(text: str) -> str:
    """A heading of a file as it is compared: as :func:`alias_key`, without the marks of what must be filled in."""
    key = alias_key(text)
    return _NEEDED.sub("", key) or key


@cache
def _rows() -> dict[str, tuple[Field, ...]]:
    found: dict[str, list[Field]] = {}
    with resources.data("codes", "registers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind, codes = row["kind"], row["codes"]
            found.setdefault(row["register"], []).append(
                Field(
                    register=row["register"],
                    name=row["field"],
                    zh=row["zh"],
                    en=row["en"],
                    kind=kind,
                    length=int(row["length"] or 0),
                    ref=codes if kind == "ref" else "",
                    codes="" if kind == "ref" else codes,
                    required=row["required"] == "1",
                    personal=int(row["personal"] or 0),
                    aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
                    note=row["note"],
                )
            )
    return {register: tuple(fields) for register, fields in found.items()}


def _build(row: tuple[str, str, str, str, str]) -> Register:
    identity, zh, en, plural, place = row
    fields = _rows()[identity]
    parts: tuple[Field, ...] = ()
    if place:
        parts += _rows()["@place"]
    if any(f.kind == "class" for f in fields):
        parts += _rows()["@class"]
    parts += _rows().get(f"@{identity}", ()) if identity == "person" else ()
    table = "case_file" if identity == "case" else identity
    return Register(identity, zh, en, plural, table, place, fields, parts)


@cache
def registers() -> dict[str, Register]:
    """The nine registers by id, in the order in which they are shown."""
    return {row[0]: _build(row) for row in _REGISTERS}


@cache
def membership() -> Register:
    """The list of who belongs to which household from when to when; imported like a register."""
    return _build(_MEMBERSHIP)


def register(identity: str) -> Register:
    """The register, or the membership list, of that id; KeyError when there is none."""
    return membership() if identity == "membership" else registers()[identity]


OWN_KINDS = ("text", "date", "int", "real")
"""What a field of one's own may hold."""

OWN_LONGEST = 40


def own_field(
    register_id: str, name: str, *, kind: str = "text", personal: int = 1, choices: tuple[str, ...] = ()
) -> Field:
    """A field that an office added to a register; it has one name, in the office's own language."""
    return Field(register_id, name, name, name, kind, personal=personal, own=True, choices=choices)


def own_problem(field: Field, there: tuple[str, ...] = ()) -> tuple[str, dict[str, object]] | None:
    """What is wrong with a new field of one's own: a sentence and its values; None when it is sound.

    `there` are names that something else has already, such as layers. A field that gridgov does not keep by rule is
    not taken by another door.
    """
    kept = register(field.register)
    if not field.name.isidentifier() or len(field.name) > OWN_LONGEST:
        sentence = "The name {name} must be letters, digits and _, begin with a letter and have at most {n} characters."
        return sentence, {"name": field.name, "n": OWN_LONGEST}
    if field.kind not in OWN_KINDS:
        return "There is no kind {kind}: use {known}.", {"kind": field.kind, "known": ", ".join(OWN_KINDS)}
    if dropped_as(field.name) is not None:
        return "{name} is not kept here, by rule.", {"name": field.name}
    taken = {alias_key(word) for f in (*kept.fields, *kept.parts) for word in (f.name, f.zh, f.en, *f.aliases)}
    reserved = {"cell", "uid", "fid", "state_type", "overdue", "age", "and", "or", "not", "in", "is", "like", "null"}
    if alias_key(field.name) in taken | reserved | {alias_key(word) for word in there}:
        return "There is a field or layer {name} already: choose another name.", {"name": field.name}
    return None


@cache
def dropped() -> tuple[Field, ...]:
    """What is recognised on import and not kept.

    `register` is ``@dropped``, or ``@off`` for what an office may switch on with a written reason.
    """
    return (*_rows()["@dropped"], *_rows()["@off"])


@cache
def dropped_as(column: str) -> Field | None:
    """The dropped field that a column of a file is, by its names and patterns; None when it may be kept."""
    key = heading_key(column)
    for field in dropped():
        for alias in (field.zh, field.en, *field.aliases):
            if fnmatchcase(key, alias_key(alias)):
                return field
    return None


@cache
def storage_columns(identity: str) -> tuple[StorageColumn, ...]:
    """The columns that hold a register's fields, in order; without fid, geom, uid, location_id, batch and extra.

    A class has three columns (scheme, code, name), a reference two (the fid of what it points at, and the text as
    written). A case has ``state_type`` beside its state; a person has the present membership.
    """
    columns: list[StorageColumn] = []
    for field in register(identity).fields:
        columns.extend(field_columns(field))
    if identity == "case":
        columns.append(StorageColumn("state_type", "TEXT", 0, "state"))
    if identity == "person":
        columns += [
            StorageColumn("household_id", "INTEGER", 0, "household"),
            StorageColumn("household_text", "TEXT", 0, "household"),
            StorageColumn("relation", "TEXT", 1, "relation"),
            StorageColumn("member_since", "TEXT", 0, "member_since"),
        ]
    return tuple(columns)


def field_columns(field: Field) -> tuple[StorageColumn, ...]:
    """The columns that hold one field; none for a geometry, which has the table's own column."""
    if field.kind in GEOMETRY_KINDS:
        return ()
    if field.kind == "class":
        return tuple(
            StorageColumn(f"{field.name}_{part}", "TEXT", field.personal, field.name)
            for part in ("scheme", "code", "name")
        )
    if field.kind == "ref":
        return (
            StorageColumn(f"{field.name}_id", "INTEGER", field.personal, field.name),
            StorageColumn(f"{field.name}_text", "TEXT", field.personal, field.name),
        )
    return (StorageColumn(field.name, SQL_TYPES.get(field.kind, "TEXT"), field.personal, field.name),)


def problems() -> list[str]:
    """Every fault of the dictionary, one sentence each; empty when it is sound. Code lists are checked by `codes`."""
    found: list[str] = []
    known = {*REGISTER_IDS, "membership", "@place", "@class", "@person", "@dropped", "@off"}
    for identity, fields in _rows().items():
        if identity not in known:
            found.append(f"The register {identity} is not one that gridgov knows.")
        for field in fields:
            found += _field_problems(identity, field)
    found += [f"The register {identity} has no fields." for identity in sorted(known - set(_rows()))]
    if found:
        return found
    for kept in (*registers().values(), membership()):
        found += _name_problems(kept)
    return found


def _field_problems(identity: str, field: Field) -> list[str]:
    found = []
    what = f"{identity}.{field.name}"
    if not field.name.isidentifier() or field.name != field.name.lower():
        found.append(f"The field {what} needs a name of lower-case letters, digits and underscores.")
    if not field.zh or not field.en:
        found.append(f"The field {what} needs a Chinese and an English name.")
    if field.kind not in KINDS:
        found.append(f"The field {what} has the unknown kind '{field.kind}'.")
    if field.kind == "ref" and field.ref not in REGISTER_IDS:
        found.append(f"The field {what} points at '{field.ref}', which is no register.")
    if field.kind in {"code", "list"} and not field.codes:
        found.append(f"The field {what} holds codes but names no code list.")
    if field.kind == "class" and field.codes not in {"component", "matter"}:
        found.append(f"The field {what} holds a class but its table is neither 'component' nor 'matter'.")
    if field.personal not in {0, 1, 2}:
        found.append(f"The field {what} must be personal 0, 1 or 2.")
    return found


def _name_problems(kept: Register) -> list[str]:
    found = []
    names: set[str] = set()
    for field in kept.fields:
        if field.name in names:
            found.append(f"The register {kept.id} has the field {field.name} twice.")
        names.add(field.name)
    owner: dict[str, str] = {}
    for field in (*kept.fields, *kept.parts):
        for alias in {alias_key(text) for text in (field.name, field.zh, field.en, *field.aliases)}:
            if other := owner.get(alias):
                found.append(f"In the register {kept.id}, '{alias}' names both {other} and {field.name}.")
            owner[alias] = field.name
            if dropped_as(alias):
                found.append(f"In the register {kept.id}, '{alias}' names {field.name} and also a dropped column.")
    if kept.place_field and kept.place_field not in names:
        found.append(f"The register {kept.id} is placed by {kept.place_field}, which it does not have.")
    return found
