"""Which of their columns is which of our fields: a document one can keep, the same for every register.

The form is that of design section 11: a TOML file with the register, the name of the source, what the file itself does
not say (reference system, zone of its times), ``[fields]``, ``[values.<field>]`` and ``[repeat]``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as Table
from pathlib import Path
from typing import Any

import attrs

from gridgov.domain.register import alias_key, dropped_as, heading_key, membership, register, registers
from gridgov.domain.value import DATE_ORDERS, is_zone
from gridgov.domain.workflow import workflows
from gridgov.errors import BadInput

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

REPEATS = ("report", "update", "reject")
"""What may be done with a key that comes again: keep the first and list the others, take the last, keep aside."""


@attrs.frozen
class Source:
    """Where a field's value comes from: a column, and for a class its scheme and the column of its name."""

    column: str
    scheme: str = ""
    name: str = ""


@attrs.frozen
class Mapping:
    """One mapping; `fields` is our field → their column, `values` field → their value → ours."""

    register: str
    source: str = ""
    workflow: str = ""
    crs: str = ""
    local_time: str = ""
    ignore_offset: bool = False
    fields: Table[str, Source] = attrs.field(factory=dict)
    values: Table[str, Table[str, str]] = attrs.field(factory=dict)
    repeat_key: str = ""
    repeat_do: str = "report"
    sheet: str = ""
    header_row: int = 0
    encoding: str = ""
    dates: str = ""
    """``dmy`` or ``mdy``: what comes first in dates such as 05/06/2026."""
    extra: tuple[str, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Mapping:
        """A mapping from a TOML file; every fault is named in a sentence."""
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            sentence = "The mapping {file} cannot be read: check the name and that it is text."
            raise BadInput(sentence, file=path) from error
        return cls.parse(text, path.name)

    @classmethod
    def parse(cls, text: str, name: str = "mapping") -> Mapping:
        """A mapping from TOML text; `name` stands in the sentences."""
        try:
            raw = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BadInput("The mapping {file} is no TOML: {reason}.", file=name, reason=str(error)) from error
        faults = _form_problems(raw)
        if faults:
            raise BadInput("The mapping {file} has a fault: {reason}", file=name, reason=faults[0])
        repeat = raw.get("repeat", {})
        made = cls(
            register=raw.get("register", ""),
            source=raw.get("source", ""),
            workflow=raw.get("workflow", ""),
            crs=raw.get("crs", ""),
            local_time=raw.get("local_time", ""),
            ignore_offset=raw.get("ignore_offset", False),
            fields={field: _source(value) for field, value in raw.get("fields", {}).items()},
            values={
                field: {theirs: str(ours) for theirs, ours in table.items()}
                for field, table in raw.get("values", {}).items()
            },
            repeat_key=str(repeat.get("key", "")),
            repeat_do=str(repeat.get("do", "report")),
            sheet=raw.get("sheet", ""),
            header_row=raw.get("header_row", 0),
            encoding=raw.get("encoding", ""),
            dates=raw.get("dates", ""),
            extra=tuple(str(column) for column in raw.get("extra", ())),
        )
        faults = made.problems()
        if faults:
            raise BadInput("The mapping {file} has a fault: {reason}", file=name, reason=faults[0])
        return made

    def problems(self) -> list[str]:
        """Every fault, one sentence each; empty when the mapping is sound."""
        known = [*registers(), membership().id]
        if self.register not in known:
            return [f"register must be one of {', '.join(known)}, not {self.register or 'nothing'}."]
        kept = register(self.register)
        fields = {field.name for field in (*kept.fields, *kept.parts)}
        found = [f"{self.register} has no field {name}." for name in self.fields if name not in fields]
        found += [f"[values.{name}] is of no mapped field." for name in self.values if name not in self.fields]
        if self.repeat_do not in REPEATS:
            found.append(f"repeat.do must be one of {', '.join(REPEATS)}, not {self.repeat_do}.")
        if self.dates and self.dates not in DATE_ORDERS:
            found.append(f"dates must be one of {', '.join(DATE_ORDERS)}, not {self.dates}.")
        if self.repeat_key and self.repeat_key not in self.fields:
            found.append(f"repeat.key names {self.repeat_key}, which is not mapped.")
        found += [f"The field {name} names no column." for name, source in self.fields.items() if not source.column]
        columns = [c for source in self.fields.values() for c in (source.column, source.name) if c]
        found += [
            f"The column {column} ({field.zh}) is not kept, and so cannot be mapped."
            for column in columns
            if (field := dropped_as(column)) is not None
        ]
        if self.workflow and self.workflow not in workflows():
            found.append(f"There is no workflow {self.workflow}. There are: {', '.join(workflows())}.")
        if self.local_time and not is_zone(self.local_time):
            found.append(f"local_time names {self.local_time}, which is no time zone: write it like Asia/Shanghai.")
        return found

    def to_toml(self) -> str:
        """The mapping as text that :meth:`parse` reads back the same."""
        lines = [f"register = {_quoted(self.register)}"]
        texts = ("workflow", "source", "crs", "local_time", "sheet", "encoding", "dates")
        lines += [f"{key} = {_quoted(getattr(self, key))}" for key in texts if getattr(self, key)]
        if self.ignore_offset:
            lines.append("ignore_offset = true")
        if self.header_row:
            lines.append(f"header_row = {self.header_row}")
        if self.extra:
            lines.append(f"extra = [{', '.join(_quoted(column) for column in self.extra)}]")
        lines += ["", "[fields]"]
        for field, source in self.fields.items():
            if source.scheme or source.name:
                parts = [f"column = {_quoted(source.column)}"]
                parts += [f"{k} = {_quoted(v)}" for k, v in (("scheme", source.scheme), ("name", source.name)) if v]
                lines.append(f"{_key(field)} = {{ {', '.join(parts)} }}")
            else:
                lines.append(f"{_key(field)} = {_quoted(source.column)}")
        for field, table in self.values.items():
            lines += ["", f"[values.{_key(field)}]"]
            lines += [f"{_quoted(theirs)} = {_quoted(ours)}" for theirs, ours in table.items()]
        if self.repeat_key or self.repeat_do != REPEATS[0]:
            lines += ["", "[repeat]", f"do = {_quoted(self.repeat_do)}"]
        if self.repeat_key:
            lines.append(f"key = {_quoted(self.repeat_key)}")
        return "\n".join(lines) + "\n"

    def write(self, path: Path) -> None:
        """Keep the mapping as a TOML file."""
        path.write_text(self.to_toml(), encoding="utf-8")


@attrs.frozen
class Matched:
    """Columns matched by name: our field → their column, columns that match nothing, and those dropped by rule."""

    fields: dict[str, str]
    unmatched: list[str]
    dropped: list[str]


def match_columns(register_id: str, columns: Iterable[str]) -> Matched:
    """Match a file's columns to a register's fields by name and by other names.

    Of several columns for one field the one with the better name wins: our own names first, then the other names in
    the order of the dictionary (a small class before its big class, a code before a name). Of equals the first wins.
    """
    kept = register(register_id)
    by_name: dict[str, tuple[str, int]] = {}
    for field in (*kept.fields, *kept.parts):
        for rank, word in enumerate((field.name, field.zh, field.en, *field.aliases)):
            by_name.setdefault(alias_key(word), (field.name, rank))
    fields: dict[str, str] = {}
    ranks: dict[str, int] = {}
    left_out: list[str] = []
    rest: list[str] = []
    for column in columns:
        if dropped_as(column) is not None:
            left_out.append(column)
            continue
        rest.append(column)
        name, rank = by_name.get(heading_key(column), ("", 0))
        if name and rank < ranks.get(name, len(by_name)):
            fields[name], ranks[name] = column, rank
    taken = set(fields.values())
    return Matched(fields, [column for column in rest if column not in taken], left_out)


_FORMS: dict[str, type] = {
    "register": str,
    "source": str,
    "workflow": str,
    "crs": str,
    "local_time": str,
    "ignore_offset": bool,
    "fields": dict,
    "values": dict,
    "repeat": dict,
    "sheet": str,
    "header_row": int,
    "encoding": str,
    "dates": str,
    "extra": list,
}
_FORM_NAMES = {str: "a text", bool: "true or false", dict: "a table", int: "a whole number", list: "a list"}
_SOURCE_KEYS = frozenset({"column", "scheme", "name"})


def _form_problems(raw: dict[str, Any]) -> list[str]:
    """What is wrong with the form of a document, before its meaning is asked."""
    found = []
    for key, value in raw.items():
        wanted = _FORMS.get(key)
        if wanted is None:
            found.append(f"There is no setting {key}. There are: {', '.join(_FORMS)}.")
        elif type(value) is not wanted:
            found.append(f"{key} must be {_FORM_NAMES[wanted]}.")
    if found:
        return found
    for field, value in raw.get("fields", {}).items():
        if isinstance(value, dict):
            found += [
                f"fields.{field} has the unknown part {part}: it takes column, scheme and name."
                for part in value
                if part not in _SOURCE_KEYS
            ]
            value = value.get("column", "")
        if not isinstance(value, str | int):
            found.append(f"fields.{field} must name a column.")
    found += [
        f"values.{field} must be a table." for field, v in raw.get("values", {}).items() if not isinstance(v, dict)
    ]
    found += [
        f"repeat has the unknown part {part}: it takes key and do."
        for part in raw.get("repeat", {})
        if part not in {"key", "do"}
    ]
    if raw.get("header_row", 0) < 0:
        found.append("header_row counts from 1.")
    return found


def _source(value: Any) -> Source:
    if isinstance(value, dict):
        return Source(str(value.get("column", "")), str(value.get("scheme", "")), str(value.get("name", "")))
    return Source(str(value))


def _quoted(text: str) -> str:
    """A TOML basic string; characters that may not stand in one are written by their number."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in plain) + '"'


def _key(name: str) -> str:
    """A TOML key, bare where it may be."""
    return name if name.isascii() and name.replace("_", "").isalnum() else _quoted(name)
