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

from gridgov.domain.register import alias_key, dropped_as, membership, register, registers
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
        repeat = raw.get("repeat") or {}
        made = cls(
            register=str(raw.get("register", "")),
            source=str(raw.get("source", "")),
            workflow=str(raw.get("workflow", "")),
            crs=str(raw.get("crs", "")),
            local_time=str(raw.get("local_time", "")),
            ignore_offset=bool(raw.get("ignore_offset", False)),
            fields={str(field): _source(value) for field, value in (raw.get("fields") or {}).items()},
            values={
                str(field): {str(theirs): str(ours) for theirs, ours in table.items()}
                for field, table in (raw.get("values") or {}).items()
            },
            repeat_key=str(repeat.get("key", "")),
            repeat_do=str(repeat.get("do", "report")),
            sheet=str(raw.get("sheet", "")),
            header_row=int(raw.get("header_row", 0)),
            encoding=str(raw.get("encoding", "")),
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
        if self.repeat_key and self.repeat_key not in self.fields:
            found.append(f"repeat.key names {self.repeat_key}, which is not mapped.")
        found += [f"The field {name} names no column." for name, source in self.fields.items() if not source.column]
        return found

    def to_toml(self) -> str:
        """The mapping as text that :meth:`parse` reads back the same."""
        lines = [f"register = {_quoted(self.register)}"]
        texts = ("workflow", "source", "crs", "local_time", "sheet", "encoding")
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
                lines.append(f"{field} = {{ {', '.join(parts)} }}")
            else:
                lines.append(f"{field} = {_quoted(source.column)}")
        for field, table in self.values.items():
            lines += ["", f"[values.{field}]"]
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
    """Match a file's columns to a register's fields by name and by other names; the first column for a field wins."""
    kept = register(register_id)
    by_name: dict[str, str] = {}
    for field in (*kept.fields, *kept.parts):
        for word in (field.name, field.zh, field.en, *field.aliases):
            by_name.setdefault(alias_key(word), field.name)
    fields: dict[str, str] = {}
    unmatched: list[str] = []
    left_out: list[str] = []
    for column in columns:
        name = by_name.get(alias_key(column))
        if dropped_as(column) is not None:
            left_out.append(column)
        elif name is not None and name not in fields:
            fields[name] = column
        else:
            unmatched.append(column)
    return Matched(fields, unmatched, left_out)


def _source(value: Any) -> Source:
    if isinstance(value, dict):
        return Source(str(value.get("column", "")), str(value.get("scheme", "")), str(value.get("name", "")))
    return Source(str(value))


def _quoted(text: str) -> str:
    """A TOML basic string; what it forbids (control characters) is written by number."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", plain) + '"'
