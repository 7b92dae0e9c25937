"""The order in which people expect texts: Chinese by pinyin, numbers within a text by their value."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

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


def sorted_ids(rows: Iterable[tuple[int, str | None]], *, descending: bool = False) -> NDArray[np.int64]:
    """Fids in the order of their texts, those without one last, equal ones by fid: int64 (n,).

    Each distinct text is spelled once: of a million people many share a name.
    """
    known: dict[str | None, int] = {}
    fids, numbers = array("q"), array("q")
    for fid, text in rows:
        fids.append(fid)
        numbers.append(known.setdefault(text, len(known)))
    if not fids:
        return np.empty(0, np.int64)
    keys = [key(text) for text in known]
    rank = {one: at for at, one in enumerate(sorted({one for one in keys if one is not None}))}
    way = -1 if descending else 1
    ranks = np.array([len(rank) if one is None else way * rank[one] for one in keys], np.int64)
    ids, of = np.frombuffer(fids, np.int64), np.frombuffer(numbers, np.int64)
    return ids[np.lexsort((way * ids, ranks[of]))].copy()
