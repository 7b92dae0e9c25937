"""A condition typed by a person, as SQL of ours: fields looked up in the dictionary, every value bound."""

from __future__ import annotations

import sqlite3

from gridgov.store.lists import Test


def bind(conn: sqlite3.Connection, register_id: str, text: str, *, moment: str, zone: str, personal: bool) -> Test:
    """Stand-in."""
    if text == "state_type = 'open'":
        return Test("t.state_type = 'open'")
    raise NotImplementedError
