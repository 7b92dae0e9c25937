"""How a register lies in the file: its tables, which column stands where, what it inherits its location from."""

from __future__ import annotations

from functools import cache

import attrs

from gridgov.domain.register import StorageColumn, register, storage_columns

POINTS_ONLY = frozenset({"organization", "opinion", "case"})
"""Registers whose geometry is a point; the others keep the outline they were given."""

HOME = {
    "person": ("household_id", "household"),
    "household": ("dwelling_id", "dwelling"),
    "dwelling": ("building_id", "building"),
    "organization": ("dwelling_id", "dwelling"),
}
"""Where a record without a place of its own lies: the column that names its home, and the home's register."""


@attrs.frozen
class Shape:
    """The tables of one register: `public` columns in the main one, `private` ones beside it ('' when it has none)."""

    id: str
    table: str
    private_table: str
    has_place: bool
    columns: dict[str, StorageColumn]
    public: tuple[str, ...]
    private: tuple[str, ...]

    def table_of(self, column: str) -> str:
        """The table in which a column stands."""
        return self.private_table if column in self.private else self.table

    def personal(self, column: str) -> bool:
        """Whether a column holds personal values; foreign fields count as such, since nobody knows what they hold."""
        return column == "extra" or (column in self.columns and self.columns[column].personal > 0)


@cache
def shape(identity: str) -> Shape:
    """The tables of a register, or of the membership list."""
    kept = register(identity)
    columns = {column.name: column for column in storage_columns(identity)}
    if not kept.has_place:
        names = (*columns, "extra")
        return Shape(identity, kept.table or identity, "", False, columns, names, ())
    public = tuple(name for name, column in columns.items() if not column.personal)
    private = (*(name for name, column in columns.items() if column.personal), "extra")
    return Shape(identity, kept.table, f"{kept.table}_private", True, columns, public, private)
