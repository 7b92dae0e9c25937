"""The help: one topic for each page and dialog, in both languages, found by what is in front and by words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache

import attrs

from gridgov import messages
from gridgov.resources import data

FOLDERS = {"zh_CN": "zh", "en": "en"}
FIRST = "start"
_MARKS = re.compile(r"[*`#]|\]\([^)]*\)|\[|^[-|] ?", re.MULTILINE)


@attrs.frozen
class Topic:
    """A topic in one language: its title and its text (Markdown); `classes` are the pages and dialogs that it is of."""

    id: str
    title: str
    text: str
    classes: tuple[str, ...]


@attrs.frozen
class Hit:
    """A topic that a search found, and the line in which the words stand."""

    topic: Topic
    line: str


@cache
def _written(language: str) -> dict[str, Topic]:
    with data("help", "topics.toml").open("rb") as file:
        table = tomllib.load(file)
    found = {}
    for key, row in table.items():
        text = data("help", FOLDERS[language], f"{key}.md").read_text(encoding="utf-8")
        head, _, _rest = text.partition("\n")
        found[key] = Topic(key, head.lstrip("# ").strip(), text, tuple(row["classes"]))
    return found


def topics(language: str | None = None) -> dict[str, Topic]:
    """Every topic by its id, in the order of the contents, in the language in use or another."""
    return _written(language or messages.language())


def topic_of(names: Iterable[str]) -> str:
    """The topic of the innermost of these classes that has one (the innermost comes first); the first topic else."""
    by_class = {name: topic.id for topic in topics("en").values() for name in topic.classes}
    return next((by_class[name] for name in names if name in by_class), FIRST)


def find(words: str) -> list[Hit]:
    """The topics that hold every word, in titles before texts; words of the other language find them too.

    Width and case of letters do not matter; parts of words are found. Nothing asked for gives every topic.
    """
    wanted = _plain(words).split()
    if not wanted:
        return [Hit(topic, "") for topic in topics().values()]
    other = next(name for name in messages.LANGUAGES if name != messages.language())
    ranked = []
    for number, topic in enumerate(topics().values()):
        for penalty, one in ((0, topic), (3, topics(other)[topic.id])):
            rank = _rank(one, wanted)
            if rank is not None:
                ranked.append((rank + penalty, number, Hit(topic, _line(one, wanted))))
                break
    return [hit for _, _, hit in sorted(ranked, key=lambda entry: entry[:2])]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _rank(topic: Topic, wanted: list[str]) -> int | None:
    """0 in the title, 1 in a heading, 2 in the text; None where a word is missing."""
    text = _plain(topic.text)
    if not all(word in text for word in wanted):
        return None
    if any(word in _plain(topic.title) for word in wanted):
        return 0
    heads = _plain(" ".join(line for line in topic.text.splitlines() if line.startswith("#")))
    return 1 if any(word in heads for word in wanted) else 2


def _line(topic: Topic, wanted: list[str]) -> str:
    """The line with the most of the words, without its marks."""
    lines = [readable(line) for line in topic.text.splitlines()[1:] if line.strip()]
    best = max(lines, key=lambda line: sum(word in _plain(line) for word in wanted), default="")
    return best if len(best) <= 90 else f"{best[:90]}…"


def readable(text: str) -> str:
    """A text without the marks of Markdown."""
    return _MARKS.sub("", text).strip()
