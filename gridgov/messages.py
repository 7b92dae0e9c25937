"""Every sentence a person reads, in the reader's language; no Qt here.

The source strings are English and literal. ``data/i18n/zh_CN.ts`` (the format of Qt Linguist) holds the Chinese;
it is read once, when a language other than English is first used.
"""

from __future__ import annotations

import re
import threading

from gridgov.errors import GridgovError
from gridgov.resources import data

LANGUAGES = ("zh_CN", "en")
"""The languages there are; the first is the default."""

_MESSAGE = re.compile(r"<source>(.*?)</source>\s*<translation[^>]*>(.*?)</translation>", re.DOTALL)

_lock = threading.Lock()
_tables: dict[str, dict[str, str]] = {"en": {}}
_language = LANGUAGES[0]


def use(language: str) -> None:
    """Speak `language` ('zh_CN' or 'en') from now on; another name means the default."""
    global _language
    _language = language if language in LANGUAGES else LANGUAGES[0]


def language() -> str:
    """The language in use."""
    return _language


def table(name: str) -> dict[str, str]:
    """English source string → translation for one language; empty for English or a missing file."""
    with _lock:
        if name not in _tables:
            _tables[name] = _read(name)
        return _tables[name]


def _read(name: str) -> dict[str, str]:
    path = data("i18n", f"{name}.ts")
    if not path.exists():
        return {}
    # Our own file, shipped with the program: two elements a text, read four times as fast as by a parser of XML.
    found: dict[str, str] = {}
    for source, translation in _MESSAGE.findall(path.read_text(encoding="utf-8")):
        if source and translation:
            found[_plain(source)] = _plain(translation)
    return found


def _plain(text: str) -> str:
    if "&" not in text:
        return text
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def tr(source: str, **params: object) -> str:
    """`source` in the language in use, its blanks filled; the English text when there is no translation."""
    text = table(_language).get(source, source)
    return text.format(**params) if params else text


def say(error: GridgovError) -> str:
    """The sentence of an error in the language in use; parameters that are errors or strings are kept as they are."""
    return tr(error.sentence, **error.params) if error.params else tr(error.sentence)


def pick(zh: str, en: str) -> str:
    """The one of two names that fits the language in use; the other when it is empty."""
    first, second = (zh, en) if _language.startswith("zh") else (en, zh)
    return first or second
