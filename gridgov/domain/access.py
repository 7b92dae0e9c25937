"""Who may do what, and how a personal value is shown: the only two rules of their kind in the program."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import attrs

from gridgov import resources
from gridgov.domain.register import Field

RIGHTS = frozenset(
    {
        "cell.read",
        "cell.write",
        "cell.rule",
        "record.read",
        "record.write",
        "case.step",
        "person.read",
        "person.reveal",
        "export",
        "export.personal",
        "audit.read",
        "staff.write",
        "file.write",
    }
)
"""Every right there is."""


@attrs.frozen
class Role:
    """A role: its names and what it allows."""

    id: str
    zh: str
    en: str
    rights: frozenset[str]


@attrs.frozen
class Actor:
    """Who acts: uid and name of a member of staff, the roles held, the codes of the cells looked after, the unit."""

    uid: str
    name: str
    roles: frozenset[str]
    cells: tuple[str, ...] = ()
    unit: str = ""


@cache
def roles() -> dict[str, Role]:
    """The roles by id, in the order of ``data/codes/roles.toml``."""
    with resources.data("codes", "roles.toml").open("rb") as file:
        raw = tomllib.load(file)
    return {name: Role(name, row["zh"], row["en"], frozenset(row["rights"])) for name, row in raw.items()}


def may(actor: Actor, right: str) -> bool:
    """Whether one of the actor's roles allows `right`; a right or role that is not known allows nothing."""
    known = roles()
    return right in RIGHTS and any(role in known and right in known[role].rights for role in actor.roles)


def problems() -> list[str]:
    """Every fault of the table of roles, one sentence each; empty when it is sound."""
    found = []
    for role in roles().values():
        found += [f"The role {role.id} has the unknown right '{right}'." for right in sorted(role.rights - RIGHTS)]
        if not role.zh or not role.en:
            found.append(f"The role {role.id} needs a Chinese and an English name.")
    if "administrator" not in roles() or roles()["administrator"].rights != RIGHTS:
        found.append("The role administrator must have every right.")
    return found


def mask(field: Field, value: object, *, reveal: bool) -> str | None:
    """A value as it may be shown.

    A field that is not personal, and every field when `reveal` is true, passes as text. Otherwise a name keeps its
    first character (``张*``), a document number its first three and last four, a phone its first three and last
    four, an address its text up to the road; a date keeps its year; any other text becomes ``***``. A code that is
    personal but not sensitive (sex, relation …) passes: beside a masked name it tells nobody. None and the empty
    text stay None.
    """
    if value is None or value == "":
        return None
    text = str(value)
    if reveal or field.personal == 0 or (field.kind == "code" and field.personal == 1):
        return text
    return _masked(field, text)


_ADDRESS = re.compile(r"^\D*(?:路|街|道|巷|胡同|弄)")
"""Up to the last road before the first number."""


def _masked(field: Field, text: str) -> str:
    name = field.name
    if field.kind == "ref" or field.is_name:
        # A reference to a person is written as a citizen number or as a name.
        return _number(text) if field.kind == "ref" and any(c.isdigit() for c in text) else _name(text)
    if name == "number" or "document_number" in name or name.endswith("_document"):
        return _number(text)
    if "phone" in name:
        return _phone(text)
    if field.kind == "date":
        return f"{text[:4]}-**-**" if re.match(r"\d{4}", text) else "***"
    if name.endswith("address"):
        road = _ADDRESS.match(text)
        return f"{road[0]}***" if road and len(road[0]) < len(text) else "***"
    return "***"


def _name(text: str) -> str:
    shown = text.strip()
    if " " in shown and shown.isascii():
        # Names in Latin letters: each word keeps its initial.
        return " ".join(f"{word[0]}." for word in shown.split())
    return f"{shown[:1]}*"


def _number(text: str) -> str:
    shown = text.strip()
    if len(shown) < 10:
        return f"{shown[:1]}{'*' * (len(shown) - 1)}"
    return f"{shown[:3]}{'*' * (len(shown) - 7)}{shown[-4:]}"


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if len(digits) >= 11:
        return f"{digits[:3]}{'*' * (len(digits) - 7)}{digits[-4:]}"
    return f"{'*' * max(len(digits) - 2, 3)}{digits[-2:]}" if len(digits) >= 7 else "***"
