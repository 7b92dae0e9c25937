"""Conditions that a person types: ``field op value`` joined by and, or, not and brackets; parsed, never passed on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from gridgov.errors import WrongUse

OPERATORS = ("=", "!=", "<=", ">=", "<", ">", "in", "like", "is")
"""What may stand between a field and a value."""

Value = str | int | float | None


@attrs.frozen
class Compare:
    """One comparison; `value` is a tuple for ``in`` and None for ``is null``; `negated` turns it round."""

    field: str
    operator: str
    value: Value | tuple[Value, ...]
    negated: bool = False


@attrs.frozen
class Not:
    """The opposite of a condition."""

    of: Tree


@attrs.frozen
class And:
    """All of these."""

    parts: tuple[Tree, ...]


@attrs.frozen
class Or:
    """Any of these."""

    parts: tuple[Tree, ...]


Tree = Compare | Not | And | Or

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^']|'')*'|"(?:[^"]|"")*")"""
    r"""|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w]))"""
    r"""|(?P<operator><=|>=|!=|<>|=|<|>)"""
    r"""|(?P<mark>[(),])"""
    r"""|(?P<word>[^\W\d]\w*))""",
    re.UNICODE,
)


@attrs.frozen
class _Token:
    kind: str
    text: str
    at: int


def parse(text: str) -> Tree:
    """The tree of a condition; ``WrongUse`` with the position where it cannot be understood or is empty."""
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._split())
        self._next = 0

    def _split(self) -> Iterator[_Token]:
        at = 0
        while self._text[at:].strip():
            match = _TOKEN.match(self._text, at)
            if match is None:
                at += len(self._text[at:]) - len(self._text[at:].lstrip())
                self._fail(at, self._text[at : at + 10])
            assert match is not None
            kind = str(match.lastgroup)
            yield _Token(kind, match[kind], match.start(kind))
            at = match.end()

    def _fail(self, at: int, found: str) -> None:
        raise WrongUse(
            "The condition cannot be understood at position {at} ({found}): write it like state = 'handling' and "
            "due_at < '2026-12-01'.",
            at=at + 1,
            found=found or "…",
        )

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _word(self, *words: str) -> bool:
        """Take one of these words when it comes next."""
        token = self._peek()
        if token is not None and token.kind == "word" and token.text.lower() in words:
            self._next += 1
            return True
        return False

    def _mark(self, mark: str) -> bool:
        token = self._peek()
        if token is not None and token.kind == "mark" and token.text == mark:
            self._next += 1
            return True
        return False

    def _stop(self) -> None:
        token = self._peek()
        self._fail(token.at if token else len(self._text), token.text if token else "")

    def whole(self) -> Tree:
        tree = self._or()
        if self._peek() is not None:
            self._stop()
        return tree

    def _or(self) -> Tree:
        parts = [self._and()]
        while self._word("or"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self) -> Tree:
        parts = [self._not()]
        while self._word("and"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _not(self) -> Tree:
        if self._word("not"):
            return Not(self._not())
        if self._mark("("):
            tree = self._or()
            if not self._mark(")"):
                self._stop()
            return tree
        return self._compare()

    def _compare(self) -> Tree:
        token = self._peek()
        if token is None or token.kind != "word":
            self._stop()
        assert token is not None
        self._next += 1
        negated = self._word("not")
        if self._word("in"):
            return Compare(token.text, "in", self._list(), negated)
        if self._word("like"):
            return Compare(token.text, "like", self._value(), negated)
        if negated:
            self._stop()
        if self._word("is"):
            negated = self._word("not")
            if not self._word("null", "empty"):
                self._stop()
            return Compare(token.text, "is", None, negated)
        operator = self._peek()
        if operator is None or operator.kind != "operator":
            self._stop()
        assert operator is not None
        self._next += 1
        return Compare(token.text, "!=" if operator.text == "<>" else operator.text, self._value())

    def _list(self) -> tuple[Value, ...]:
        if not self._mark("("):
            self._stop()
        found = [self._value()]
        while self._mark(","):
            found.append(self._value())
        if not self._mark(")"):
            self._stop()
        return tuple(found)

    def _value(self) -> Value:
        token = self._peek()
        if token is None or token.kind not in {"text", "number", "word"}:
            self._stop()
        assert token is not None
        self._next += 1
        if token.kind == "text":
            quote = token.text[0]
            return token.text[1:-1].replace(quote * 2, quote)
        if token.kind == "number":
            # A code such as 01001 keeps its zeros: only a number written as one is a number.
            plain = token.text.lstrip("-")
            if plain.isdigit():
                return int(token.text) if plain == str(int(plain)) else token.text
            return float(token.text)
        return token.text


def render(tree: Tree) -> str:
    """A tree as text that parses to the same tree."""
    if isinstance(tree, Compare):
        word = "not " if tree.negated else ""
        if tree.operator == "is":
            return f"{tree.field} is {word}null"
        if tree.operator == "in":
            assert isinstance(tree.value, tuple)
            return f"{tree.field} {word}in ({', '.join(_literal(v) for v in tree.value)})"
        assert not isinstance(tree.value, tuple)
        return f"{tree.field} {word}{tree.operator} {_literal(tree.value)}"
    if isinstance(tree, Not):
        return f"not ({render(tree.of)})"
    joint = " and " if isinstance(tree, And) else " or "
    return joint.join(f"({render(part)})" for part in tree.parts)


def _literal(value: Value) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(value)
    return "'" + str(value if value is not None else "").replace("'", "''") + "'"
