"""Tiles from a service on the network, by an address with {x}, {y} and {z} in it."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from gridgov.errors import WrongUse

MOST_ZOOM = 18
_SECONDS = 6.0
_MOST_BYTES = 4 << 20


def checked(address: str) -> str:
    """The address as it is kept; ``WrongUse`` for one that cannot be that of tiles."""
    text = address.strip()
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or not all(f"{{{k}}}" in text for k in "xyz"):
        raise WrongUse(
            "{address} is no address of tiles: it begins with http:// or https:// and has {{x}}, {{y}}, {{z}} in it.",
            address=text,
        )
    return text


def host(address: str) -> str:
    """The name of the machine that is asked."""
    return urlsplit(address).netloc


def fetched(address: str, zoom: int, column: int, row: int) -> bytes | None:
    """A tile; None when the service has none or cannot be reached."""
    url = address.replace("{x}", str(column)).replace("{y}", str(row)).replace("{z}", str(zoom))
    url = re.sub(r"\{s\}", "abc"[(column + row) % 3], url)
    request = urllib.request.Request(url, headers={"User-Agent": "gridgov"})  # noqa: S310  # http(s) alone: `checked`
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            data: bytes = answer.read(_MOST_BYTES)
            return data
    except (urllib.error.URLError, OSError, ValueError):
        return None
