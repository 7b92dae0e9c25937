"""The two families of failure: the world's, said in one sentence, and ours, logged and reported as ours.

An error carries an English sentence with named blanks and the values for them; the edges (window, command line,
reports) turn it into the reader's language with :func:`gridgov.messages.say`.
"""

from __future__ import annotations


class GridgovError(Exception):
    """Root of every error that gridgov raises on purpose.

    `sentence` is a literal English template such as ``"{file} is empty."``, `params` fills its blanks.
    `exit_code` is what the command line ends with (see the command line's list of exit codes).
    """

    exit_code = 5

    def __init__(self, sentence: str, **params: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.params = params

    def __str__(self) -> str:
        return self.sentence.format(**self.params)


class UserError(GridgovError):
    """The world's fault: shown as one sentence that says what, where and what to do."""

    exit_code = 2


class WrongUse(UserError):
    """A command or call that asks for something that is not there or leaves a choice open (exit 2)."""

    exit_code = 2


class BadInput(UserError):
    """A file, row or value that cannot be read as what it claims to be (exit 3)."""

    exit_code = 3


class Refused(UserError):
    """The actor has no right to this (exit 4)."""

    exit_code = 4


class Trouble(UserError):
    """The machine's fault: disk full, file locked, folder gone, file read-only (exit 3)."""

    exit_code = 3


class BugError(GridgovError):
    """Our fault: logged, reported as ours, the user's work kept (exit 5)."""

    exit_code = 5


class Cancelled(GridgovError):
    """The user stopped a job; what it had begun was undone (exit 1)."""

    exit_code = 1

    def __init__(self) -> None:
        super().__init__("Cancelled. Nothing was changed.")
