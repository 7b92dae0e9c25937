"""What belongs on the page of a record besides its fields: the rooms of a building, a person's life in the district."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import orjson

from gridgov.domain.access import Actor, may
from gridgov.messages import pick, tr
from gridgov.services import addressing, households, lists, opinions, patrols, service_catalogue, shown, ties, visits
from gridgov.services.desk import Desk
from gridgov.store import addresses, attachment, case_links, homes, layers, rulings
from gridgov.store import records as store

MOST = 20


@attrs.frozen
class Room:
    """A home in the chart of a building: what is written on it, and why it stands out."""

    fid: int
    label: str
    people: int
    cared: int
    hazards: tuple[str, ...]
    organizations: int
    occupancy: str


@attrs.frozen
class Chart:
    """A building as floors and units: the floors from the top, the units in order, the rooms of each pair."""

    floors: tuple[int | None, ...]
    units: tuple[str, ...]
    rooms: dict[tuple[int | None, str], tuple[Room, ...]]

    @property
    def total(self) -> int:
        """How many homes there are."""
        return sum(map(len, self.rooms.values()))


@attrs.frozen
class Section:
    """A part of a page: its names, and lines of text, each with the record it leads to (None for none)."""

    zh: str
    en: str
    lines: tuple[tuple[str, tuple[str, int] | None], ...]
    is_beside: bool = False
    """Whether it belongs beside the one before it: the same, at another time."""


def chart(desk: Desk, actor: Actor, building: int) -> Chart:
    """The chart of a building (楼栋图); homes without a floor stand in a row of their own, below."""
    desk.look(actor, "record.read", "building.chart", building=building)
    with desk.reader() as conn:
        rows = homes.rooms(conn, building)
    found: dict[tuple[int | None, str], list[Room]] = {}
    for row in rows:
        hazards = tuple(shown.code_name("hazard", one) for one in (orjson.loads(row.hazards) if row.hazards else ()))
        occupancy = shown.code_name("occupancy", row.occupancy) if row.occupancy else ""
        room = Room(
            row.fid, row.room or row.number or "?", row.people, row.cared, hazards, row.organizations, occupancy
        )
        found.setdefault((row.floor, row.unit or ""), []).append(room)
    floors = sorted({floor for floor, _ in found}, key=lambda floor: (floor is None, -(floor or 0)))
    units = sorted({unit for _, unit in found}, key=lambda unit: (len(unit), unit))
    kept = {key: tuple(sorted(ones, key=lambda one: (len(one.label), one.label))) for key, ones in found.items()}
    return Chart(tuple(floors), tuple(units), kept)


def sections(desk: Desk, actor: Actor, register_id: str, fid: int) -> list[Section]:
    """The parts of a record's page besides its fields; parts that hold nothing are left out."""
    made: list[Section] = []
    people = may(actor, "person.read")
    if register_id == "person" and people:
        made = _person(desk, actor, fid)
    elif register_id == "household" and people:
        made = [_members(desk, actor, fid)]
    elif register_id == "dwelling" and people:
        made = _dwelling(desk, actor, fid)
    elif register_id == "building":
        made = _estate(desk, fid)
    elif register_id == "opinion":
        with desk.reader() as conn:
            led = case_links.cases_of(conn, fid, "opinion")
        made = [_cases(desk, led, "由此开立的案件", "Cases it led to"), *_before_and_after(desk, actor, led)]
    elif register_id in {"component", "organization", "place"}:
        made = [_patrolled(desk, actor, register_id, fid)]
    made.append(_placed(desk, register_id, fid))
    made.append(_ties(desk, actor, register_id, fid))
    made.append(_ruled(desk, register_id, fid))
    return [one for one in made if one.lines]


def _before_and_after(desk: Desk, actor: Actor, led: Sequence[int]) -> list[Section]:
    """What was heard on the topic in the cell, in the days before the newest case it led to and after that closed."""
    found = opinions.beside(desk, actor, led[0]) if led else None
    if found is None:
        return []
    made = []
    for when, fids in (("before", found.before_fids), ("after", found.after_fids)):
        texts = lists.rows(desk, actor, "opinion", fids, ["number", "heard_at", "source", "tone"])
        lines: list[tuple[str, tuple[str, int] | None]] = [
            (" · ".join(str(part) for part in row if part), ("opinion", fid))
            for fid, row in zip(fids, texts, strict=True)
        ]
        days, n = opinions.BESIDE_DAYS, len(lines)
        zh, en = (f"立案前 {days} 天：{n} 条", f"{days} days before: {n}")
        if when == "after":
            zh, en = (f"结案后 {days} 天：{n} 条", f"{days} days after it closed: {n}")
            if found.closed_at is None:
                lines = [(tr("The case is not closed yet."), None)]
            elif not lines:
                lines = [(tr("Nothing was heard on it any more."), None)]
        made.append(Section(zh, en, tuple(lines), is_beside=when == "after"))
    return made


def _patrolled(desk: Desk, actor: Actor, register_id: str, fid: int) -> Section:
    """The last patrols of the rounds that have this record as a point: passed or missed."""
    with desk.reader() as conn:
        number, name = store.read(conn, register_id, [fid], ["number", "name"])[fid]
    known = {text for text in (number, name) if text}
    lines = []
    for route in patrols.routes(desk, actor):
        if known.isdisjoint(point for point, _, _ in route.points):
            continue
        for one in patrols.patrols(desk, actor, route=route.id)[:MOST]:
            passed = not known.isdisjoint(point for point, _ in one.passed)
            word = pick("已到点", "passed") if passed else pick("未到点", "missed")
            lines.append((" · ".join(filter(None, (one.day, route.name, word, one.actor, one.note))), None))
    return Section("巡检", "Inspections", tuple(lines))


def _placed(desk: Desk, register_id: str, fid: int) -> Section:
    """What the place of a record rests on that was placed by its address."""
    with desk.reader() as conn:
        found = addresses.placed(conn, register_id, fid)
        title = shown.titles(conn, found.register, [found.fid]).get(found.fid, "") if found else ""
    if found is None:
        return Section("", "", ())
    sure = pick(*addressing.SURE[found.sure])
    text = tr("Placed by its address: {title}; how sure: {sure}", title=title, sure=sure)
    return Section("位置来源", "Where the place comes from", ((text, (found.register, found.fid)),))


def _ties(desk: Desk, actor: Actor, register_id: str, fid: int) -> Section:
    lines = [(ties.in_words(one), (one.register, one.fid)) for one in ties.of(desk, actor, register_id, fid)]
    return Section("关联关系", "Ties", tuple(lines))


def _services(desk: Desk, actor: Actor, person: int) -> Section:
    words = {"has": ("已享有", "has"), "may": ("可享未享", "may have"), "declined": ("不需要", "declined"),
             "had": ("曾享有", "had")}  # fmt: skip
    lines = []
    for mine in service_catalogue.of_person(desk, actor, person):
        span = f"{mine.since} – {mine.until or ''}".rstrip(" –") if mine.since else ""
        name = pick(mine.service.zh, mine.service.en)
        lines.append(("  ".join(filter(None, (pick(*words[mine.how]), name, mine.service.provider, span))), None))
    return Section("服务事项", "Services", tuple(lines))


def _ruled(desk: Desk, register_id: str, fid: int) -> Section:
    """The cells that the record has by a ruling rather than by its place alone."""
    lines = []
    with desk.reader() as conn:
        (location,) = store.read(conn, register_id, [fid], ["location_id"])[fid]
        found = rulings.ruled_layers(conn, location, attachment.RULING) if location is not None else []
        names = {row.number: row for row in layers.all_(conn)}
        for layer, cell in found:
            code = layers.codes_of(conn, names[layer].id, [cell]).get(cell, "")
            one = next((r for r in rulings.all_(conn, layer=layer, active=True) if r.code == code), None)
            name = pick(names[layer].zh, names[layer].en)
            lines.append((tr("{layer} {code}, by ruling {n}: {reason}", layer=name, code=code,
                             n=one.id if one else "?", reason=one.reason if one else ""), None))  # fmt: skip
    return Section("按裁定归格", "Cell by ruling", tuple(lines))


def _members(desk: Desk, actor: Actor, household: int) -> Section:
    lines = [
        (" · ".join(filter(None, (one.title, one.relation, tr("since {date}", date=one.since) if one.since else ""))),
         ("person", one.fid))
        for one in households.members(desk, actor, household)
    ]  # fmt: skip
    return Section("同户人员", "In the household", tuple(lines))


def _person(desk: Desk, actor: Actor, fid: int) -> list[Section]:
    with desk.reader() as conn:
        household, location = store.read(conn, "person", [fid], ["household_id", "location_id"])[fid]
    found = []
    if household is not None:
        together = _members(desk, actor, household)
        found.append(attrs.evolve(together, lines=tuple(line for line in together.lines if line[1] != ("person", fid))))
    past = households.past_of(desk, actor, fid)
    lines = [
        (f"{number}  {since or '…'} – {until or pick('至今', 'now')}", ("household", home))
        for home, number, since, until in past
    ]
    found.append(Section("住过的户", "Homes", tuple(lines) if len(lines) > 1 else ()))
    seen = [
        (" · ".join(filter(None, (day, who, answer, note))), None)
        for _, day, who, answer, note in visits.of_person(desk, actor, fid)
    ]
    found.append(Section("走访", "Visits", tuple(seen)))
    due = visits.due_of(desk, actor, fid)
    if due is not None:
        last = due.last_on or tr("never visited")
        text = tr("{care}: next visit due on {date}, last {last}", care=pick("、", ", ").join(due.care),
                  date=due.due_on, last=last)  # fmt: skip
        found.append(Section("关爱服务", "Care", ((text, None),)))
    found.append(_services(desk, actor, fid))
    with desk.reader() as conn:
        asked = case_links.cases_of(conn, fid, "service")
    found.append(_cases(desk, asked, "申请的服务", "Services asked for"))
    with desk.reader() as conn:
        here = homes.cases_at(conn, location, MOST) if location is not None else []
    found.append(_cases(desk, [one for one in here if one not in asked]))
    return found


def _dwelling(desk: Desk, actor: Actor, fid: int) -> list[Section]:
    sheet = visits.sheet(desk, actor, fid)
    lives = [
        (" · ".join(filter(None, (one.title, one.relation, pick("、", ", ").join(one.care)))), ("person", one.person))
        for one in sheet.residents
    ]
    seen = [(" · ".join(filter(None, (one.day, one.actor, one.note))), None) for one in sheet.past]
    return [Section("居住人员", "Who lives here", tuple(lives)), Section("走访", "Visits", tuple(seen))]


def _estate(desk: Desk, fid: int) -> list[Section]:
    with desk.reader() as conn:
        (estate,) = store.read(conn, "building", [fid], ["estate"])[fid]
        rows = homes.buildings_of(conn, estate) if estate else []
    lines = [
        (
            tr("{name}: {homes} homes, {people} people", name=name or "?", homes=rooms, people=people),
            ("building", other),
        )
        for other, name, rooms, people in rows
    ]
    return [Section(f"小区：{estate}", f"Estate: {estate}", tuple(lines))]


def _cases(desk: Desk, ids: Sequence[int], zh: str = "此处的案件", en: str = "Cases at this place") -> Section:
    with desk.reader() as conn:
        rows = store.read(conn, "case", ids, ["number", "class_name", "workflow", "state", "reported_at"])
    lines = [
        (" · ".join(filter(None, (str(n), name, shown.state_name(flow, state or ""), (at or "")[:10]))), ("case", fid))
        for fid, (n, name, flow, state, at) in ((fid, rows[fid]) for fid in ids if fid in rows)
    ]
    return Section(zh, en, tuple(lines))
