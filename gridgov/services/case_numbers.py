"""Numbers of cases: from the file's template, unique across desks that are apart, never used twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gridgov.domain.access import Actor
from gridgov.domain.case_number import DEFAULT, NumberTemplate, kind_of
from gridgov.services.desk import Change, Desk
from gridgov.store import records as store
from gridgov.store import setting
from gridgov.store.statements import reserve

TEMPLATE, OFFICE, AREA = "case_number", "office", "area"
"""The settings that numbers are made from."""


def set_template(desk: Desk, actor: Actor, *, template: str | None = None, office: str | None = None) -> None:
    """Set the template of case numbers, or what tells this desk from others; BadInput names a fault of the template."""
    values = {}
    if template is not None:
        values[TEMPLATE] = NumberTemplate.parse(template).text
    if office is not None:
        values[OFFICE] = office.strip()
    with desk.change(actor, "file.write", "file.settings") as change:
        change.about |= values
        setting.put(change.conn, values)


def numbers(change: Change, days: Sequence[date], codes: Sequence[str | None]) -> list[str]:
    """New numbers for cases reported on some local days, with their class codes, in order."""
    kept = setting.all_(change.conn)
    template = NumberTemplate.parse(kept.get(TEMPLATE, DEFAULT))
    office, area = kept.get(OFFICE, ""), kept.get(AREA, "")
    made: list[str] = []
    for day, code in zip(days, codes, strict=True):
        while True:
            told = template.render(day, 0, class_code=code, kind=kind_of(code), area=area, office=office)
            # The serial counts within everything else that the template says.
            serial = reserve(change.conn, f"case {told}", 1)
            number = template.render(day, serial, class_code=code, kind=kind_of(code), area=area, office=office)
            if office and "office" not in {blank for _, blank in template.parts}:
                number = f"{office}-{number}"
            if not store.find(change.conn, "case", "number", [number]):
                break
        made.append(number)
    return made
