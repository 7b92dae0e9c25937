"""Which unit a case is sent to: rules in order by class, cell and time; the first that fits wins.

A rule of last resort owns what no other sends. Rules are a setting of the file; a dry run over past cases shows what
they would change, which rule never fires, and which cases nobody would own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import attrs
import orjson

from gridgov.domain.access import Actor
from gridgov.errors import BadInput
from gridgov.messages import tr
from gridgov.services.desk import Desk
from gridgov.store import case_now, setting
from gridgov.store import records as store
from gridgov.store.database import Connection

SETTING = "sending"


@attrs.frozen
class Rule:
    """One rule: class codes and cell codes by their beginning, hours of the day, and the unit it sends to.

    An empty list fits everything. `hours` is (from, until) in local hours; (0, 24) is the whole day.
    """

    id: str
    unit: str
    classes: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    hours: tuple[int, int] = (0, 24)

    @property
    def is_last_resort(self) -> bool:
        """Whether the rule fits every case."""
        return not self.classes and not self.cells and self.hours == (0, 24)

    def fits(self, class_code: str, cell: str, hour: int) -> bool:
        """Whether a case of a class, in a cell, at a local hour is this rule's."""
        start, end = self.hours
        within = start <= hour < end if start <= end else hour >= start or hour < end
        return (
            within
            and (not self.classes or class_code.startswith(self.classes))
            and (not self.cells or cell.startswith(self.cells))
        )


@attrs.frozen
class Sent:
    """Where a case goes, and by which rule."""

    unit: str
    rule: str


def rules(desk: Desk) -> list[Rule]:
    """The rules in order; [] when there are none."""
    with desk.reader() as conn:
        return _read(conn)


def _read(conn: Connection) -> list[Rule]:
    text = setting.all_(conn).get(SETTING)
    return [
        Rule(one["id"], one["unit"], tuple(one["classes"]), tuple(one["cells"]), (one["hours"][0], one["hours"][1]))
        for one in (orjson.loads(text) if text else ())
    ]


def problems(given: Sequence[Rule]) -> list[str]:
    """Every fault of some rules, one sentence each: a rule behind one that takes everything, no last resort."""
    found = []
    seen: set[str] = set()
    for number, rule in enumerate(given):
        if not rule.id or not rule.unit:
            found.append(tr("Rule {n} needs a name and a unit.", n=number + 1))
        if rule.id in seen:
            found.append(tr("The rule {rule} stands there twice.", rule=rule.id))
        seen.add(rule.id)
        if rule.is_last_resort and number < len(given) - 1:
            found.append(tr("The rule {rule} takes every case: no rule behind it can ever fire.", rule=rule.id))
        for other in given[:number]:
            if not other.is_last_resort and _covers(other, rule):
                found.append(
                    tr("The rule {rule} can never fire: {other} takes its cases first.", rule=rule.id, other=other.id)
                )
                break
    if given and not given[-1].is_last_resort:
        found.append(tr("No rule of last resort: put one at the end that names who owns what no rule sends."))
    return found


def _covers(one: Rule, other: Rule) -> bool:
    def wider(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        return not mine or (bool(theirs) and all(code.startswith(mine) for code in theirs))

    same = one.hours == other.hours or one.hours == (0, 24)
    return same and wider(one.classes, other.classes) and wider(one.cells, other.cells)


def set_rules(desk: Desk, actor: Actor, given: Sequence[Rule]) -> None:
    """Put these rules in place of those that were there; BadInput names the first fault."""
    if faults := problems(given):
        raise BadInput("The rules have a fault: {reason}", reason=faults[0])
    with desk.change(actor, "file.write", "sending.rules", rules=len(given)) as change:
        setting.put(change.conn, {SETTING: orjson.dumps([attrs.asdict(one) for one in given]).decode()})


def first_fit(given: Sequence[Rule], class_code: str, cell: str, hour: int) -> Sent | None:
    """The first rule that fits; None when none does."""
    for rule in given:
        if rule.fits(class_code, cell, hour):
            return Sent(rule.unit, rule.id)
    return None


def suggest(desk: Desk, case_id: int) -> Sent | None:
    """Where the rules send a case; without rules, where the last case of its class went; None for neither."""
    with desk.reader() as conn:
        row = store.read(conn, "case", [case_id], ["class_code", "reported_at"]).get(case_id)
        if row is None:
            return None
        given = _read(conn)
        code, at = row[0] or "", row[1] or desk.moment(None)
        if given:
            return first_fit(given, code, case_now.cell_of(conn, case_id), _hour(at, desk.zone))
        unit = case_now.last_unit(conn, code) if code else None
    return Sent(unit, "—") if unit else None


def by_rule(desk: Desk, conn: Connection, case_id: int) -> Sent | None:
    """Where the rules send a case, inside a change; None without rules, or when none fits."""
    given = _read(conn)
    if not given:
        return None
    code, at = store.read(conn, "case", [case_id], ["class_code", "reported_at"])[case_id]
    return first_fit(given, code or "", case_now.cell_of(conn, case_id), _hour(at or desk.moment(None), desk.zone))


def _hour(at: str, zone: str) -> int:
    return datetime.fromisoformat(at).astimezone(ZoneInfo(zone)).hour


def units(desk: Desk) -> list[str]:
    """The units that cases can be sent to: those of staff, of the rules, and those that handled cases before."""
    with desk.reader() as conn:
        known = case_now.units(conn)
        given = [rule.unit for rule in _read(conn)]
    return sorted(dict.fromkeys([*known, *given]))


@attrs.frozen
class DryRun:
    """What some rules would do to past cases: how many each takes, which change hands, which nobody owns."""

    cases: int
    by_rule: dict[str, int]
    never: tuple[str, ...]
    changed: int
    changes: tuple[tuple[str, str, str], ...]
    """The first changes: number, unit as it was, unit as it would be."""
    unowned: tuple[str, ...]


def dry_run(desk: Desk, actor: Actor, given: Sequence[Rule], since: str, until: str) -> DryRun:
    """Hold rules against the cases reported between two moments (UTC), without changing anything."""
    desk.look(actor, "record.read", "sending.dry_run")
    with desk.reader() as conn:
        rows = case_now.sent_between(conn, since, until)
    taken: Counter[str] = Counter()
    changes, unowned = [], []
    for number, code, cell, at, unit in rows:
        sent = first_fit(given, code or "", cell or "", _hour(at, desk.zone))
        if sent is None:
            unowned.append(number)
            continue
        taken[sent.rule] += 1
        if unit and unit != sent.unit:
            changes.append((number, unit, sent.unit))
    never = tuple(rule.id for rule in given if not taken[rule.id])
    by_rule = {rule.id: taken[rule.id] for rule in given}
    return DryRun(len(rows), by_rule, never, len(changes), tuple(changes[:200]), tuple(unowned[:200]))
