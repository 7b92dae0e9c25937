"""What a list is narrowed by: a cell or several, some records alone, a condition, what was typed."""

from __future__ import annotations

from typing import Any

import attrs

from gridgov.services.lists import Cells

OPERATORS = ("=", "<", ">", " like ", " in ", " is ")
"""What is typed with one of these is a condition; anything else is looked for as text."""


@attrs.frozen
class Narrowing:
    """The parts; one without any narrows nothing. ``overdue`` as `where` stands for open and past due."""

    cell: Cells | None = None
    among: tuple[int, ...] | None = None
    where: str | None = None
    unattached: bool = False

    def options(self, typed: str, moment: str) -> dict[str, Any]:
        """The arguments of :func:`gridgov.services.lists.ids`; `moment` is the present in UTC."""
        is_condition = any(operator in f"{typed} " for operator in OPERATORS)
        where = f"state_type = 'open' and due_at < '{moment}'" if self.where == "overdue" else self.where
        if typed and is_condition:
            where = f"{where} and ({typed})" if where else typed
        return {
            "where": where or None,
            "text": None if is_condition or not typed else typed,
            "cell": self.cell,
            "among": self.among,
            "unattached": self.unattached,
        }
