"""Arrays beside the file: as they were written, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from gridgov.store import sidecar

KEY = {"layer": "unit_cell", "version": 3, "cells": ["a", None], "frame": [0.1, "EPSG:4547"]}
ARRAYS = {
    "x": np.arange(1000, dtype=np.float32),
    "boxes": np.asfortranarray(np.arange(40.0).reshape(10, 4)),
    "none": np.empty(0, np.int32),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "district.gpkg"


def kept(file: Path) -> sidecar.Kept | None:
    return sidecar.read(file, "unit_cell", KEY)


def test_what_is_kept_comes_back(file: Path) -> None:
    assert kept(file) is None
    assert sidecar.write(file, "unit_cell", KEY, {"levels": 2}, ARRAYS)
    found = kept(file)
    assert found is not None
    assert found.about["levels"] == 2
    for name, values in ARRAYS.items():
        back = found.array(name)
        assert back is not None
        assert back.dtype == values.dtype
        assert (back == values).all()
        assert back.shape == values.shape
    assert found.array("unheard_of") is None
    assert [p.name for p in sidecar.folder(file).iterdir()] == ["unit_cell.arrays"]


@pytest.mark.parametrize("change", [{"version": 4}, {"layer": "x"}, {"cells": ["a", "b"]}, {"frame": [0.2, ""]}])
def test_another_state_has_nothing(file: Path, change: dict[str, object]) -> None:
    sidecar.write(file, "unit_cell", KEY, {}, ARRAYS)
    assert sidecar.read(file, "unit_cell", KEY | change) is None


def test_a_file_cut_anywhere_is_nothing(file: Path) -> None:
    sidecar.write(file, "unit_cell", KEY, {}, ARRAYS)
    path = sidecar.path_of(file, "unit_cell")
    whole = path.read_bytes()
    for length in (0, 5, 30, 200, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert kept(file) is None
    path.write_bytes(whole + b"\0")
    assert kept(file) is None


def test_a_changed_byte_is_noticed(file: Path) -> None:
    sidecar.write(file, "unit_cell", KEY, {"levels": 2}, ARRAYS)
    path = sidecar.path_of(file, "unit_cell")
    whole = path.read_bytes()
    random = np.random.default_rng(4)
    for at in random.integers(0, len(whole), 400).tolist():
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        found = kept(file)
        if found is None:
            continue
        assert found.about == {"levels": 2}
        for name, values in ARRAYS.items():
            back = found.array(name)
            assert back is None or (back == values).all()


def test_nothing_is_written_where_that_is_not_allowed(file: Path) -> None:
    sidecar.folder(file).write_bytes(b"a file in the way")
    assert not sidecar.write(file, "unit_cell", KEY, {}, ARRAYS)
    assert kept(file) is None


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="a folder keeps nobody out here")
def test_a_folder_that_is_not_to_be_written(file: Path) -> None:
    file.parent.chmod(0o500)
    try:
        assert not sidecar.write(file, "unit_cell", KEY, {}, ARRAYS)
    finally:
        file.parent.chmod(0o700)
