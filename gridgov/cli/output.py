"""What commands share: opening a file as somebody, printing JSON or text, a progress line."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import attrs
import click
import orjson

from gridgov.domain.access import Actor
from gridgov.messages import tr
from gridgov.progress import Progress
from gridgov.services import staff
from gridgov.services.desk import Desk

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)


def json_option(command: Command) -> Command:
    """Add ``--json``: machine output on stdout."""
    return click.option("--json", "as_json", is_flag=True, help="Machine output on stdout.")(command)


def actor_option(command: Command) -> Command:
    """Add ``--as USER``: who is at work."""
    return click.option("--as", "user", metavar="USER", help="Who is at work (default: the file's first person).")(
        command
    )


def file_option(name: str = "--in") -> Callable[[Command], Command]:
    """Add the option that names the district file, as parameter `file`."""
    return click.option(name, "file", type=PATH, required=True, help="The district file.")


@contextmanager
def opened(file: Path, user: str | None) -> Iterator[tuple[Desk, Actor]]:
    """An open district file and who is at work; closed at the end, so that the file alone can be copied."""
    desk = Desk.open(file, alone=True)
    try:
        yield desk, staff.sign_in(desk, user)
    finally:
        desk.close()


def plain(value: Any) -> Any:
    """`value` as JSON can hold it: attrs classes become objects, paths and sets become texts and lists."""
    if attrs.has(type(value)):
        return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(type(value))}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, Path):
        return str(value)
    return value


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    text = orjson.dumps(plain(value), option=orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY)
    click.echo(text.decode())


def print_table(heads: Sequence[str], rows: Sequence[Sequence[Any]], empty: str) -> None:
    """Columns of text as wide as what they hold; the sentence `empty` when there is no row."""
    if not rows:
        click.echo(empty)
        return
    texts = [["" if v is None else str(v) for v in row] for row in rows]
    widths = [max(width(line[i]) for line in [list(heads), *texts]) for i in range(len(heads))]
    for line in [list(heads), *texts]:
        click.echo("  ".join(text + " " * (w - width(text)) for text, w in zip(line, widths, strict=True)).rstrip())


def width(text: str) -> int:
    """Columns that a text takes in a terminal: a Chinese character takes two."""
    return sum(2 if ord(c) >= 0x2E80 else 1 for c in text)


class _Line:
    """A progress line on a terminal's stderr, at most ten times a second."""

    def __init__(self) -> None:
        self.shown_at = 0.0
        self.begun: dict[str, float] = {}

    def __call__(self, done: int, total: int, note: str) -> None:
        now = time.monotonic()
        began = self.begun.setdefault(note, now)
        if now - self.shown_at < 0.1:
            return
        self.shown_at = now
        share = f" {100 * done // total:3d} %" if total else f" {done:,}"
        left = f" {int((now - began) * (total - done) / done):4d} s" if total and done and now - began > 2 else ""
        sys.stderr.write(f"\r\033[K{tr(note)}{share}{left}")
        sys.stderr.flush()


@contextmanager
def watched() -> Iterator[Progress]:
    """A progress shown on stderr when that is a terminal; silent else."""
    if not sys.stderr.isatty():
        yield Progress()
        return
    try:
        yield Progress(_Line())
    finally:
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()


def exit_with(code: int) -> None:
    """End the command with this exit code."""
    if code:
        raise click.exceptions.Exit(code)


def findings_exit(command: Callable[..., int]) -> Callable[..., None]:
    """A command body that returns its exit code, as click wants it."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        exit_with(command(*args, **kwargs))

    return wrapped
