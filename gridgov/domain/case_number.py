"""The numbers of cases: a template that an office sets, and what it makes of a class, a day and a serial.

A template is text with blanks: ``{kind}`` (C for a component, E for anything else), ``{class}``, ``{date}``
(yyyymmdd), ``{year}``, ``{month}``, ``{day}``, ``{area}`` (area code), ``{office}`` (what tells desks apart that do
not share a file) and one ``{seq:4}``, the serial with at least so many digits. Serials count within everything else
that the template says; gaps are allowed, a number is never used twice.
"""

from __future__ import annotations

import datetime as dt
import re
import string

import attrs

from gridgov.errors import BadInput

DEFAULT = "{kind}{class}{date}{seq:4}"
"""What a new file uses."""

BLANKS = ("kind", "class", "date", "year", "month", "day", "area", "office", "seq")

COMPONENT_BIGS = frozenset({"01", "02", "03", "04", "05"})
"""Big classes of the scheme in force whose matters are the condition of a component."""

_UNCLASSIFIED = "00000"
_MOST_DIGITS = 9


def kind_of(class_code: str | None, *, on_component: bool = False) -> str:
    """The kind letter: C when the matter is the condition of a component, E otherwise.

    Parameters
    ----------
    class_code
        A code of the scheme in force (5 digits); its big class tells. Another scheme's code tells nothing.
    on_component
        Whether the case names a component, which settles it.
    """
    tells = class_code is not None and len(class_code) == 5 and class_code[:2] in COMPONENT_BIGS
    return "C" if on_component or tells else "E"


@attrs.frozen
class NumberTemplate:
    """A template taken apart: literal texts and blanks in order, and the least width of the serial."""

    text: str
    parts: tuple[tuple[str, str], ...]
    width: int

    @classmethod
    def parse(cls, text: str) -> NumberTemplate:
        """The template of a text; BadInput names the first fault."""
        faults = problems(text)
        if faults:
            raise BadInput(
                "The template of case numbers '{template}' has a fault: {reason}", template=text, reason=faults[0]
            )
        parts = tuple((literal, blank or "") for literal, blank, _, _ in string.Formatter().parse(text))
        width = next(int(spec or 1) for _, blank, spec, _ in string.Formatter().parse(text) if blank == "seq")
        return cls(text, parts, width)

    def render(
        self,
        day: dt.date,
        serial: int,
        *,
        class_code: str | None = None,
        kind: str = "",
        area: str = "",
        office: str = "",
    ) -> str:
        """One number. `day` is the local day of the report; without a class the code is 00000.

        A serial that needs more digits than the template's width takes them.
        """
        before, after = self._around(day, class_code, kind, area, office)
        return f"{before}{serial:0{self.width}d}{after}"

    def serial_of(
        self,
        number: str,
        day: dt.date,
        *,
        class_code: str | None = None,
        kind: str = "",
        area: str = "",
        office: str = "",
    ) -> int | None:
        """The serial in a number made with the same blanks; None for any other number.

        The next number is one more than the greatest serial there is.
        """
        before, after = self._around(day, class_code, kind, area, office)
        if not number.startswith(before) or not number.endswith(after):
            return None
        digits = number[len(before) : len(number) - len(after)]
        if len(digits) < self.width or not digits.isascii() or not digits.isdigit():
            return None
        # 00012 is not what a width of 4 makes of 12.
        return int(digits) if f"{int(digits):0{self.width}d}" == digits else None

    def _around(self, day: dt.date, class_code: str | None, kind: str, area: str, office: str) -> tuple[str, str]:
        """What stands before and after the serial."""
        blanks = {
            "kind": kind or kind_of(class_code),
            "class": class_code or _UNCLASSIFIED,
            "date": f"{day:%Y%m%d}",
            "year": f"{day:%Y}",
            "month": f"{day:%m}",
            "day": f"{day:%d}",
            "area": area,
            "office": office,
        }
        before, after, passed = "", "", False
        for literal, blank in self.parts:
            piece = literal + ("" if blank == "seq" else blanks.get(blank, ""))
            if passed:
                after += piece
            else:
                before += piece
            passed = passed or blank == "seq"
        return before, after


def problems(text: str) -> list[str]:
    """Every fault of a template, one sentence each; empty when it is sound."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return ["A bracket is opened and not closed, or the other way round."]
    found = []
    for literal, blank, spec, conversion in parts:
        if re.search(r"\s", literal):
            found.append("A case number has no spaces.")
        if blank is None:
            continue
        if blank not in BLANKS:
            found.append(f"There is no blank {{{blank}}}. There are: {', '.join(BLANKS)}.")
        elif conversion or (spec and blank != "seq"):
            found.append(f"The blank {{{blank}}} takes no form behind it.")
        elif blank == "seq" and spec and not (spec.isascii() and spec.isdigit() and 1 <= int(spec) <= _MOST_DIGITS):
            found.append(f"The serial takes 1 to {_MOST_DIGITS} digits, as in {{seq:4}}.")
    if sum(blank == "seq" for _, blank, _, _ in parts) != 1:
        found.append("A template needs the serial {seq:4} exactly once.")
    return found
