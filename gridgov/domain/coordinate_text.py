"""Coordinates as people write them: degrees in any spelling, metres of a plane with or without a zone, the system.

Nothing is taken for granted in silence: what the text does not say stays empty, and whoever places it says what it
was taken for.
"""

from __future__ import annotations

import re
import unicodedata

import attrs

_SYSTEMS = (
    ("gcj02", re.compile(r"gcj[-_ ]?0?2|火星坐标系?|高德(?:坐标|地图)?|腾讯(?:坐标|地图)?", re.IGNORECASE)),
    ("bd09", re.compile(r"bd[-_ ]?0?9(?:ll)?|百度(?:坐标|地图)?", re.IGNORECASE)),
    ("wgs84", re.compile(r"wgs[-_ ]?(?:19)?84", re.IGNORECASE)),
    ("cgcs2000", re.compile(r"cgcs[-_ ]?2000|国家2000(?:坐标系)?|2000国家大地坐标系?", re.IGNORECASE)),
)
_EPSG = re.compile(r"epsg:{1,2}(\d{4,6})", re.IGNORECASE)
_WIDTH = re.compile(r"[36三六]\s*(?:°|度)\s*(?:分?带)|(?<!\d)[36]\s*-?\s*degree", re.IGNORECASE)
_ZONE = re.compile(r"(?:第\s*)?(\d{2})\s*(?:号?带)|zone\s*(\d{2})(?!\d)", re.IGNORECASE)
_MERIDIAN = re.compile(
    r"(?:中央(?:子午线|经线)|(?<![a-z])cm)\s*[:=]?\s*(\d{2,3})\s*(?:°|度)?\s*e?(?![\d.])", re.IGNORECASE
)
_WRAPPING = re.compile(r"^(?:point|坐标|位置)\s*[:z]?|[()\[\]{}<>]", re.IGNORECASE)

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_PART = (
    r"(?P<before{n}>[NSEWXY]|东经|西经|北纬|南纬|经度|纬度|经|纬|lon(?:gitude)?|lat(?:itude)?)?\s*[:=]?\s*"
    rf"(?P<degrees{{n}}>{_NUMBER})\s*(?:°\s*(?:(?P<minutes{{n}}>\d+(?:\.\d+)?)\s*'\s*"
    r"(?:(?P<seconds{n}>\d+(?:\.\d+)?)\s*\"?\s*)?)?)?(?(before{n})|(?P<after{n}>[NSEW])?)"
)
_BETWEEN = r"(?:\s*[,;、/|]\s*|\s+|(?<=[NSEW°'\"]))"
_PAIR = re.compile(
    rf"\s*{_PART.replace('{n}', '1')}{_BETWEEN}{_PART.replace('{n}', '2')}\s*",
    re.IGNORECASE,
)

_NORTH = frozenset({"n", "s", "北纬", "南纬", "纬度", "纬", "lat", "latitude"})
_EAST = frozenset({"e", "w", "东经", "西经", "经度", "经", "lon", "longitude"})
_NEGATIVE = frozenset({"s", "w", "南纬", "西经"})

PLANE_FROM = 100_000.0
"""Numbers from here on are metres of a plane, not degrees."""


@attrs.frozen
class Written:
    """What a text says: `x` is east and `y` north, whichever came first.

    Attributes
    ----------
    system : str
        ``wgs84``, ``cgcs2000``, ``gcj02``, ``bd09`` or ``EPSG:n``; '' when it is not said.
    is_plane : bool
        Metres of a plane; else degrees.
    zone : int
        The number of the three-degree zone that is named beside the numbers, 0 for none.
    swapped : bool
        North came first.
    """

    x: float
    y: float
    system: str = ""
    is_plane: bool = False
    zone: int = 0
    swapped: bool = False


def parse(text: str) -> Written | None:
    """The coordinate that a text is, in full-width or half-width signs; None when it is none."""
    plain = _plain(text)
    system, plain = _system(plain)
    plain = _WIDTH.sub(" ", plain)
    zone = 0
    if found := _MERIDIAN.search(plain):
        zone = round(int(found[1]) / 3)
        plain = plain[: found.start()] + " " + plain[found.end() :]
    elif found := _ZONE.search(plain):
        zone = int(found[1] or found[2])
        plain = plain[: found.start()] + " " + plain[found.end() :]
    match = _PAIR.fullmatch(_WRAPPING.sub(" ", plain).strip(" ,;:"))
    if match is None:
        return None
    first, second = _value(match, 1), _value(match, 2)
    if first is None or second is None:
        return None
    (a, is_a), (b, is_b) = first, second
    if max(abs(a), abs(b)) >= PLANE_FROM:
        return _plane(a, b, system, zone)
    swapped = is_a == "north" or is_b == "east" or (not is_a and not is_b and abs(a) <= 90 < abs(b))
    if is_a == is_b and is_a:
        return None
    x, y = (b, a) if swapped else (a, b)
    if abs(x) > 180 or abs(y) > 90:
        return None
    return Written(x, y, system, zone=zone, swapped=swapped)


def _plain(text: str) -> str:
    """A text with the usual signs for degrees, minutes, seconds and separators."""
    for sign, usual in (("º", "°"), ("˚", "°"), ("″", '"'), ("′′", '"'), ("′", "'")):
        text = text.replace(sign, usual)
    plain = unicodedata.normalize("NFKC", text)
    for word, usual in (("度", "°"), ("分", "'"), ("秒", '"')):
        # Behind a number alone: 经度, 百度 and 3度带 are words of their own.
        plain = re.sub(rf"(?<=\d)\s*{word}(?!分?带)", usual, plain)
    for signs, usual in (("’‘´`", "'"), ("“”", '"')):
        plain = plain.translate({ord(sign): usual for sign in signs})
    return plain.replace("''", '"').replace("−", "-").strip()


def _system(plain: str) -> tuple[str, str]:
    """The system that is named, and the text without its name."""
    if found := _EPSG.search(plain):
        return f"EPSG:{found[1]}", plain[: found.start()] + " " + plain[found.end() :]
    for name, words in _SYSTEMS:
        if found := words.search(plain):
            return name, plain[: found.start()] + " " + plain[found.end() :]
    return "", plain


def _value(match: re.Match[str], n: int) -> tuple[float, str] | None:
    """One number with its minutes and seconds, and whether it is said to be ``east`` or ``north``."""
    degrees, minutes, seconds = (match[f"{part}{n}"] for part in ("degrees", "minutes", "seconds"))
    value = abs(float(degrees))
    for part, size in ((minutes, 60.0), (seconds, 3600.0)):
        if part is not None and float(part) >= 60:
            return None
        value += float(part or 0) / size
    before, after = (match[f"before{n}"] or "").lower(), (match[f"after{n}"] or "").lower()
    names = {before, after} - {""}
    if degrees.startswith("-") or names & _NEGATIVE:
        value = -value
    if names & _NORTH and names & _EAST:
        return None
    return value, "north" if names & _NORTH else "east" if names & _EAST else ""


def _plane(a: float, b: float, system: str, zone: int) -> Written:
    """Metres: the number that can only be a northing inside China is one, else east comes first."""
    swapped = _is_northing(a) and not _is_northing(b)
    x, y = (b, a) if swapped else (a, b)
    return Written(x, y, system, is_plane=True, zone=zone, swapped=swapped)


def _is_northing(value: float) -> bool:
    return 1_900_000 < value < 6_200_000
