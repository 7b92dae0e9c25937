"""A condition typed by a person, as SQL of ours: fields looked up in the dictionary, every value bound."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs

from gridgov.domain import codes, expression
from gridgov.domain.expression import And, Compare, Not, Or, Tree
from gridgov.domain.register import GEOMETRY_KINDS, Field, register
from gridgov.domain.visits import years_before
from gridgov.errors import Refused, WrongUse
from gridgov.store import layers, own_fields
from gridgov.store.clock import as_utc, local
from gridgov.store.lists import Test, both, named
from gridgov.store.statements import marks, quoted
from gridgov.store.tables import shape

MOST = 200
"""Comparisons in one condition; more would not fit into one statement."""

PERSONAL = "{field} is personal: without the right 'person.read' nothing can be asked of it."

_YES = frozenset({"1", "true", "yes", "是"})


@attrs.frozen
class _Binder:
    conn: sqlite3.Connection
    register: str
    moment: str
    zone: str
    personal: bool
    layers: dict[str, int]
    own: dict[str, Field]

    def tree(self, tree: Tree) -> Test:
        if isinstance(tree, And | Or):
            return both([self.tree(part) for part in tree.parts], "AND" if isinstance(tree, And) else "OR")
        if isinstance(tree, Not):
            return _opposite(self.tree(tree.of))
        found = self._compare(tree)
        return _opposite(found) if tree.negated else found

    def _compare(self, one: Compare) -> Test:
        if one.operator == "!=":
            return _opposite(self._compare(attrs.evolve(one, operator="=", negated=False)))
        layer = "unit_cell" if one.field == "cell" else one.field
        if one.field == "cell" or layer in self.layers:
            return self._cell(layer, one)
        if one.field == "overdue":
            test = Test("t.state_type = 'open' AND coalesce(t.due_at < ?, 0)", (self.moment,))
            return test if str(one.value).lower() in _YES else _opposite(test)
        if one.field in {"state_type", "uid", "fid"} and (one.field != "state_type" or self.register == "case"):
            return _plain(f"t.{one.field}", one, int if one.field == "fid" else str)
        if one.field == "age" and self.register == "person":
            return self._age(one)
        field = self.own.get(one.field) or register(self.register).field(one.field)
        if field is None or field.kind in GEOMETRY_KINDS or not (field.own or self._columns(field)):
            names = [f.name for f in register(self.register).fields if f.kind not in GEOMETRY_KINDS]
            known = ", ".join([*names, *self.own])
            raise WrongUse("There is no column {column}. Columns: {columns}.", column=one.field, columns=known)
        if field.personal and not self.personal:
            raise Refused(PERSONAL, field=field.name)
        return self._field(field, one)

    def _columns(self, field: Field) -> list[str]:
        columns = shape(self.register).columns
        return [name for name, column in columns.items() if column.field == field.name and name != "state_type"]

    def _field(self, field: Field, one: Compare) -> Test:
        if field.own:
            sql, private = own_fields.stands(self.register, field.name)
            return _plain(sql, one, _number if field.kind in {"int", "real"} else str, private)
        names = [named(self.register, name) for name in self._columns(field)]
        private = any(hidden for _, hidden in names)
        if field.kind == "class":
            _, code, name = (sql for sql, _ in names)
            tests = [_plain(code, one, str), _plain(name, one, str)]
            return tests[0] if one.operator == "is" else both(tests, "OR")
        sql = names[-1][0]  # of a reference the text
        if field.kind == "list":
            return _within(sql, one, private, field.codes)
        if field.kind in {"int", "real"}:
            return _plain(sql, one, _number, private)
        if field.kind == "time":
            return self._time(sql, one, private)
        if field.kind == "code" and one.operator in {"=", "in"} and field.codes in codes.lists():
            return _plain(sql, one, lambda value: codes.parse(field.codes, str(value)) or str(value), private)
        return _plain(sql, one, str, private)

    def _age(self, one: Compare) -> Test:
        """Years that somebody has lived on the day of `moment`: the birth date bounds them."""
        if not self.personal:
            raise Refused(
                "{field} is personal: without the right 'person.read' nothing can be asked of it.", field="age"
            )
        sql, private = named(self.register, "birth_date")
        if one.operator not in {"=", "<", "<=", ">", ">="}:
            raise WrongUse("age is compared with =, <, <=, > or >=.")
        today, years = date.fromisoformat(local(self.moment, self.zone)[:10]), int(_number(one.value))
        born, after = (years_before(today, n).isoformat() for n in (years, years + 1))
        tests = {
            ">=": (f"{sql} <= ?", (born,)),
            ">": (f"{sql} <= ?", (after,)),
            "<": (f"{sql} > ?", (born,)),
            "<=": (f"{sql} > ?", (after,)),
            "=": (f"{sql} <= ? AND {sql} > ?", (born, after)),
        }
        test, values = tests[one.operator]
        return Test(f"coalesce({test}, 0)", values, private)

    def _time(self, sql: str, one: Compare, private: bool) -> Test:
        if one.operator in {"like", "in", "is"}:
            return _plain(sql, one, str, private)
        text = str(one.value)
        if len(text) > 10:
            return _plain(sql, one, lambda value: as_utc(str(value), self.zone), private)
        # A date alone is the whole local day.
        start, end = as_utc(f"{text}T00:00:00", self.zone), as_utc(f"{text}T23:59:59", self.zone)
        if one.operator == "=":
            return Test(f"coalesce({sql} BETWEEN ? AND ?, 0)", (start, end), private)
        bound = end if one.operator in {">", "<="} else start
        return Test(f"coalesce({sql} {one.operator} ?, 0)", (bound,), private)

    def _cell(self, layer: str, one: Compare) -> Test:
        if layer not in self.layers:
            return Test("0")
        number = self.layers[layer]
        if one.operator == "is":
            attached = f"SELECT location_id FROM attachment WHERE layer = {number} AND cell_id IS NOT NULL"
            return Test(f"t.location_id IS NULL OR t.location_id NOT IN ({attached})")
        inner = _plain("c.code", one, str)
        return Test(
            f"coalesce(t.location_id IN (SELECT a.location_id FROM attachment a JOIN {quoted(layer)} c "
            f"ON c.fid = a.cell_id WHERE a.layer = {number} AND {inner.sql}), 0)",
            inner.values,
        )


def _opposite(test: Test) -> Test:
    return Test(f"NOT ({test.sql})", test.values, test.private)


def _plain(sql: str, one: Compare, read: Callable[[Any], Any], private: bool = False) -> Test:
    """A comparison that is true or false, never unknown: an empty value fits nothing but ``is null``."""
    if one.operator == "is":
        return Test(f"({sql} IS NULL OR {sql} = '')", (), private)
    if one.operator == "in":
        values = one.value if isinstance(one.value, tuple) else (one.value,)
        return Test(f"coalesce({sql} IN ({marks(len(values))}), 0)", tuple(read(value) for value in values), private)
    if one.operator == "like":
        pattern = str(one.value).replace("\\", "\\\\").replace("_", "\\_")
        if "%" not in pattern:
            pattern = f"%{pattern}%"
        return Test(f"coalesce({sql} LIKE ? ESCAPE '\\', 0)", (pattern,), private)
    return Test(f"coalesce({sql} {one.operator} ?, 0)", (read(one.value),), private)


def _within(sql: str, one: Compare, private: bool, list_id: str) -> Test:
    """A list holds a value, given by code or by name, when one of its parts is it."""
    if one.operator == "is":
        return Test(f"({sql} IS NULL OR {sql} IN ('', '[]'))", (), private)

    def read(value: Any) -> str:
        return (codes.parse(list_id, str(value)) if list_id in codes.lists() else None) or str(value)

    inner = _plain("j.value", one, read)
    held = f"json_valid({sql}) AND EXISTS (SELECT 1 FROM json_each({sql}) j WHERE {inner.sql})"
    return Test(f"coalesce({held}, 0)", inner.values, private)


def _number(value: Any) -> int | float:
    if isinstance(value, int | float):
        return value
    try:
        return float(str(value))
    except ValueError as error:
        raise WrongUse("{value} is no number.", value=value) from error


def _comparisons(tree: Tree) -> int:
    if isinstance(tree, And | Or):
        return sum(_comparisons(part) for part in tree.parts)
    return _comparisons(tree.of) if isinstance(tree, Not) else 1


def bind(conn: sqlite3.Connection, register_id: str, text: str, *, moment: str, zone: str, personal: bool) -> Test:
    """The condition `text` on the records of a register.

    Parameters
    ----------
    moment
        What the pseudo-field ``overdue`` is judged by (UTC).
    zone
        The zone of times without an offset; a date alone means that whole day there.
    personal
        Whether personal fields may be asked about; else they raise ``Refused``.

    A class is compared by code and by name, a code also by its name, a list by its parts, a reference by its text.
    ``age`` counts a person's years; ``cell`` and the ids of layers compare the code of the cell. ``WrongUse`` for what
    cannot be understood.
    """
    tree = expression.parse(text)
    if _comparisons(tree) > MOST:
        raise WrongUse("The condition is too long: {most} comparisons are the most.", most=MOST)
    numbers = {row.id: row.number for row in layers.all_(conn)}
    own = {field.name: field for field in own_fields.all_(conn, register_id)}
    return _Binder(conn, register_id, moment, zone, personal, numbers, own).tree(tree)
