"""The order in which people expect texts: Chinese by pinyin, numbers within a text by their value."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from functools import cache

from gridgov.store.tokens import SURNAMES

_DIGITS = re.compile(r"\d+")


@cache
def _spelling(character: str) -> str:
    """The pinyin of a character with its tone at the end, then the character itself, so that homophones stay apart."""
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(character, style=Style.TONE3, errors="ignore", neutral_tone_with_five=True)
    return f"{found[0]}\x01{character}\x01" if found else character


def key(text: str | None) -> str | None:
    """What a text is sorted by; None stays None.

    Chinese characters are spelled (the first one as a surname where it is read differently as one), letters lose
    their case, and a run of digits is padded so that 9 comes before 10.
    """
    if text is None:
        return None
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        head = text[:1]
        first = f"{SURNAMES[head]}\x01{head}\x01" if head in SURNAMES and len(text) <= 4 else _spelling(head)
        text = first + "".join(c if c.isascii() else _spelling(c) for c in text[1:])
    return _DIGITS.sub(lambda found: found[0].zfill(12), text.casefold())


def register(conn: sqlite3.Connection) -> None:
    """Give a connection the function ``sort_key`` that lists are sorted by."""
    conn.create_function("sort_key", 1, key, deterministic=True)
