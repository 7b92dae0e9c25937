"""Where the files of ``data/`` lie, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def data_folder() -> Path:
    """The folder of rules, codes, texts and icons: ``gridgov/_data`` in a wheel, ``data`` beside the package else."""
    package = Path(__file__).parent
    installed = package / "_data"
    return installed if installed.is_dir() else package.parent / "data"


def data(*parts: str) -> Path:
    """The path of one file of ``data/``; it need not exist."""
    return data_folder().joinpath(*parts)
