"""A file is written whole or not at all: under another name beside its place, then moved there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gridgov.errors import Trouble


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A name to write to; what is there when the block ends is moved to `path`, unless the block has done so.

    When the block fails nothing of it stays and what was at `path` before is as it was. ``Trouble`` when the folder,
    the disk or another program that holds the file will not have it.
    """
    fresh = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        yield fresh
        if fresh.exists():
            fresh.replace(path)
    except PermissionError as error:
        raise Trouble(
            "{file} could not be written: it is open in another program, or you may not write there. Close it there, "
            "or choose another name or folder.",
            file=path,
        ) from error
    except OSError as error:
        raise Trouble(
            "{file} could not be written ({reason}): choose another folder or free some space.",
            file=path,
            reason=error.strerror or str(error),
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
