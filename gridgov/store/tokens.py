"""What a record can be found by, as tokens; the same functions make the tokens of a question.

A letter in front says the kind: ``x`` a whole name, ``p`` the beginning of a name, ``s`` a piece of one, ``y`` the
beginning of its pinyin, ``i`` a piece of its initials, ``k`` a whole number, ``t`` its last characters, ``a`` a part
of an address (a number together with its unit). Any change here raises :data:`VERSION`: taking a row out of the
index needs exactly the tokens that it went in with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

VERSION = 1

PIECE = 4
"""The longest piece of a name that is one token."""

_TAIL = range(4, 9)
_PINYIN = 7

SURNAMES = {
    "单": "shan", "仇": "qiu", "解": "xie", "查": "zha", "盖": "ge", "曾": "zeng", "区": "ou", "朴": "piao",
    "乐": "yue", "缪": "miao", "翟": "zhai", "覃": "qin", "繁": "po", "召": "shao", "尉": "yu", "宓": "mi",
    "任": "ren", "华": "hua", "燕": "yan", "冼": "xian", "逄": "pang", "员": "yun", "贠": "yun", "折": "she",
    "黑": "he", "盛": "sheng", "洗": "xian", "种": "chong", "秘": "bi", "能": "nai", "万": "wan", "尹": "yin",
    "那": "na", "过": "guo", "葛": "ge", "纪": "ji", "令": "ling", "哈": "ha", "隗": "wei", "郗": "xi",
}  # fmt: skip
"""Surnames that a dictionary of common readings misreads; both readings are found."""


def normal(text: str) -> str:
    """A text as it is compared: NFKC, lower case, letters and digits alone."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.casefold()
    return text if text.isalnum() else "".join(c for c in text if c.isalnum())


@cache
def _reading(character: str) -> str:
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(character, style=Style.NORMAL, errors="ignore")
    return found[0].replace("ü", "v") if found else ""


def sound(name: str) -> str:
    """How a name is read, in letters."""
    return "".join(_reading(c) if not c.isascii() else c for c in normal(name))


@lru_cache(maxsize=65_536)
def _spelled(name: str) -> tuple[str, ...]:
    """Tokens of the pinyin of a name, with the other reading of its surname; nothing without Chinese characters."""
    if name.isascii():
        return ()
    syllables = [_reading(c) if not c.isascii() else c for c in name]
    ways = [syllables]
    other = SURNAMES.get(name[0])
    if other and other != syllables[0]:
        ways.append([other, *syllables[1:]])
    found: set[str] = set()
    for way in ways:
        joined = "".join(way)
        found.update("y" + joined[:n] for n in range(1, min(len(joined), _PINYIN) + 1))
        if len(joined) > _PINYIN:
            found.add("y" + joined)
        initials = "".join(part[:1] for part in way)
        found.update(
            "i" + initials[a:b] for a in range(len(initials)) for b in range(a + 2, min(a + 6, len(initials)) + 1)
        )
    return tuple(found)


def name_tokens(text: str | None, *, spelled: bool = True) -> set[str]:
    """The tokens of a name."""
    name = normal(text) if text else ""
    if not name:
        return set()
    found = {"x" + name}
    found.update("p" + name[:n] for n in range(1, min(len(name), PIECE) + 1))
    found.update("s" + name[a : a + n] for a in range(1, len(name)) for n in range(1, min(PIECE, len(name) - a) + 1))
    if spelled:
        found.update(_spelled(name[:12]))
    return found


def number_tokens(text: str | None) -> set[str]:
    """The tokens of a number: whole, and its last four to eight characters."""
    number = normal(text) if text else ""
    if not number:
        return set()
    return {"k" + number, *("t" + number[-n:] for n in _TAIL if n < len(number))}


_PART = re.compile(
    r"\d+[a-z]?(?:号楼|号院|号|弄|栋|幢|座|楼|单元|层|室|房|组|门)?|[^\d]+?(?:大街|大道|胡同|路|街|道|巷|弄|里|村|园|院|区|苑)"
    r"|[^\d]+"
)


def address_parts(text: str) -> list[str]:
    """The parts of an address: roads and places by name, each number with its unit."""
    return [part for part in _PART.findall(normal(text)) if part]


def address_tokens(text: str | None) -> set[str]:
    """The tokens of an address: its parts, and pieces of those that are words."""
    found: set[str] = set()
    for part in address_parts(text) if text else ():
        found.add("a" + part)
        if part[0].isdigit():
            number = re.match(r"\d+", part)
            found.add("a" + number[0] if number else "a" + part)
        else:
            found.update(
                "s" + part[a : a + n] for a in range(len(part)) for n in range(1, min(PIECE, len(part) - a) + 1)
            )
    return found


def pieces(text: str) -> list[str]:
    """The tokens that every row holding `text` within a name must have."""
    if len(text) <= PIECE:
        return ["s" + text]
    return ["s" + text[a : a + PIECE] for a in range(len(text) - PIECE + 1)]


def questions(text: str) -> list[list[str]]:
    """What to ask for a typed text, tier by tier: lists of tokens of which a row must have all.

    First what is exactly this, then what begins with it, then what holds it.
    """
    plain = normal(text)
    if not plain:
        return []
    asked = [["x" + plain], ["k" + plain]]
    asked.append(["p" + plain] if len(plain) <= PIECE else ["p" + plain[:PIECE], *pieces(plain)[1:]])
    if plain.isascii():
        letters = plain.isalpha()
        if letters:
            asked.append(["y" + plain] if len(plain) <= _PINYIN else ["y" + plain[:_PINYIN]])
            if 2 <= len(plain) <= 6:
                asked.append(["i" + plain])
        if len(plain) in _TAIL:
            asked.append(["t" + plain])
    asked.append(pieces(plain))
    parts = [part for word in text.split() for part in address_parts(word)]
    if parts and (len(parts) > 1 or parts[0][0].isdigit()):
        asked.append([token for part in parts for token in _address_question(part)])
    return asked


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789x"


def alike(text: str) -> list[list[str]]:
    """What to ask when nothing was found: tokens of which one is enough, the closest first.

    A name that sounds the same (an input method's wrong character), then one that has most of its characters; a number
    with one wrong or two swapped characters; pinyin with one letter wrong, missing or too much.
    """
    plain = normal(text)
    if len(plain) < 2 or len(plain) > 18:
        return []
    if not plain.isascii():
        sound = "".join(_reading(c) if not c.isascii() else c for c in plain)
        asked = [["y" + (sound if len(sound) <= _PINYIN else sound[:_PINYIN])]] if sound else []
        if len(plain) >= 3:
            asked.append(["p" + plain[:-1][:PIECE], "s" + plain[1:][:PIECE], "x" + plain[0] + plain[2:]])
        return asked
    if plain.isalpha():
        return [["y" + one[:_PINYIN] for one in _misspelt(plain, _LETTERS)]] if len(plain) >= 4 else []
    if len(plain) < 6:
        return []
    kinds = ("k", "t") if len(plain) in _TAIL else ("k",)
    return [[kind + one for one in _misspelt(plain, _DIGITS, lengths=False) for kind in kinds]]


def _misspelt(text: str, alphabet: str, *, lengths: bool = True) -> list[str]:
    """Every text one slip of the keyboard away; with `lengths` also one letter shorter or longer."""
    found = {text[:n] + text[n + 1] + text[n] + text[n + 2 :] for n in range(len(text) - 1)}
    found |= {text[:n] + letter + text[n + 1 :] for n in range(len(text)) for letter in alphabet}
    if lengths:
        found |= {text[:n] + text[n + 1 :] for n in range(len(text))}
        found |= {text[:n] + letter + text[n:] for n in range(len(text) + 1) for letter in alphabet}
    found.discard(text)
    return sorted(found)


def _address_question(part: str) -> Iterable[str]:
    return ["a" + part] if part[0].isdigit() else pieces(part)
