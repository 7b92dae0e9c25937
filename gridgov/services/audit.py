"""The audit trail and the wholeness of the file."""

from __future__ import annotations

from gridgov.domain.access import Actor
from gridgov.messages import tr
from gridgov.services import photos
from gridgov.services.desk import Desk
from gridgov.store import audit as store
from gridgov.store import check as checks
from gridgov.store import history
from gridgov.store.audit import AuditLine

__all__ = ["AuditLine", "check", "show", "verify"]


def show(desk: Desk, actor: Actor, *, limit: int = 50) -> list[AuditLine]:
    """The newest lines, the newest first; the look itself goes on record."""
    desk.look(actor, "audit.read", "audit.show")
    with desk.reader() as conn:
        return store.show(conn, limit)


def verify(desk: Desk, actor: Actor) -> list[str]:
    """Every line of the trail or of history that was altered, a sentence each; empty when the chain holds."""
    desk.look(actor, "audit.read", "audit.verify")
    with desk.reader() as conn:
        found = [
            tr("Line {line} of the audit trail was altered, or a line of history that it covers.", line=line)
            for line in store.broken(conn)
        ]
        return found + [
            tr("The personal values of line {line} of history were altered.", line=line)
            for line in history.problems(conn)
        ]


def check(desk: Desk, actor: Actor) -> list[str]:
    """Every fault of the file in the language in use; empty when it is whole.

    Looked at are the database itself, links, the audit chain, spatial indexes, layers that another program changed,
    and places that were never attached.
    """
    desk.look(actor, "cell.read", "file.check")
    with desk.reader() as conn:
        found = [tr(sentence, **params) for sentence, params in checks.faults(conn)]
    return found + photos.check(desk)
