"""Arrays kept beside a district file, to be had again faster than they are made; they can always be thrown away.

One file of named arrays for each key. Whatever is wrong with it (missing, of another version, cut short, changed, not
to be written) means that there is nothing: it costs the time of making the arrays again, no more.
"""

from __future__ import annotations

import json
import os
import threading
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_MAGIC = b"gridgov arrays 1\n"
_ALIGN = 64


def folder(file: Path) -> Path:
    """The folder beside a district file."""
    return file.with_name(f"{file.stem}.map")


def path_of(file: Path, name: str) -> Path:
    """Where the arrays of that name lie."""
    return folder(file) / f"{name}.arrays"


@attrs.frozen(eq=False)
class Kept:
    """A file of arrays whose key was the one asked for; each array is read when it is wanted."""

    path: Path
    about: Mapping[str, Any]
    _places: Mapping[str, Mapping[str, Any]]

    def array(self, name: str) -> Array | None:
        """An array; None when it is not there or not as it was written."""
        place = self._places.get(name)
        if place is None:
            return None
        with suppress(OSError, ValueError, TypeError, KeyError):
            shape = tuple(int(n) for n in place["shape"])
            kind = np.dtype(str(place["dtype"]))
            with self.path.open("rb") as file:
                found = np.fromfile(file, kind, int(np.prod(shape)), offset=int(place["at"]))
            if found.nbytes == place["bytes"] and zlib.crc32(found.data) == place["sum"]:
                return found.reshape(shape)
        return None


def read(file: Path, name: str, key: Mapping[str, Any]) -> Kept | None:
    """What is kept beside `file` under that name if it was kept with this key; else None."""
    path = path_of(file, name)
    with suppress(OSError, ValueError, TypeError, KeyError):
        with path.open("rb") as opened:
            if opened.read(len(_MAGIC)) != _MAGIC:
                return None
            length, check = int(opened.read(12)), int(opened.read(12))
            text = opened.read(length)
            if zlib.crc32(text) != check:
                return None
            head = json.loads(text)
            size = os.fstat(opened.fileno()).st_size
        if head["key"] == json.loads(json.dumps(key)) and head["size"] == size:
            return Kept(path, head["about"], head["places"])
    return None


def write(file: Path, name: str, key: Mapping[str, Any], about: Mapping[str, Any], arrays: Mapping[str, Array]) -> bool:
    """Keep arrays beside `file`, whole or not at all; false when that is not to be had."""
    path = path_of(file, name)
    places: dict[str, dict[str, Any]] = {}
    at = 0
    plain = {key_: np.ascontiguousarray(values) for key_, values in arrays.items()}
    for key_, values in plain.items():
        places[key_] = {
            "dtype": values.dtype.str,
            "shape": values.shape,
            "bytes": values.nbytes,
            "sum": zlib.crc32(values.data),
            "at": at,
        }
        at += -(-values.nbytes // _ALIGN) * _ALIGN
    head: dict[str, Any] = {"key": key, "about": about, "places": places, "size": 0}
    # The places are counted from the end of the head, whose length they change: room is left for their digits.
    room = len(json.dumps(head)) + 24 * (len(places) + 2)
    begin = -(-(len(_MAGIC) + 24 + room) // _ALIGN) * _ALIGN
    for place in places.values():
        place["at"] += begin
    head["size"] = begin + at
    text = json.dumps(head).encode().ljust(begin - len(_MAGIC) - 24)
    # A name of its own for each writer: two windows may keep the same layer at once.
    fresh = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.writing")
    try:
        path.parent.mkdir(exist_ok=True)
        with fresh.open("wb") as out:
            out.write(_MAGIC + f"{len(text):012d}{zlib.crc32(text):012d}".encode() + text)
            for values in plain.values():
                out.write(values.data.cast("B") if values.nbytes else b"")
                out.write(b"\0" * (-values.nbytes % _ALIGN))
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        return False
    return True
