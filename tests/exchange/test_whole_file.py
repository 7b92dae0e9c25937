"""A file is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridgov.errors import Trouble
from gridgov.exchange.whole_file import written_whole


def write_and_fail(path: Path, error: BaseException | None) -> None:
    with written_whole(path) as fresh:
        fresh.write_text("half")
        if error is not None:
            raise error


def test_what_was_written_is_moved_into_place(tmp_path: Path) -> None:
    out = tmp_path / "名单.xlsx"
    out.write_text("old")
    with written_whole(out) as fresh:
        assert fresh.suffix == ".xlsx"
        fresh.write_text("new")
        assert out.read_text() == "old"
    assert out.read_text() == "new"
    assert list(tmp_path.iterdir()) == [out]


def test_a_block_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("old")
    with pytest.raises(ZeroDivisionError):
        write_and_fail(out, ZeroDivisionError())
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    ("error", "said"),
    [(PermissionError(13, "denied"), "open in another program"), (OSError(28, "No space left"), "No space left")],
)
def test_what_the_disk_will_not_have_is_said(tmp_path: Path, error: OSError, said: str) -> None:
    out = tmp_path / "a.csv"
    with pytest.raises(Trouble, match=said):
        write_and_fail(out, error)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"a\.csv"):
        write_and_fail(tmp_path / "gone" / "a.csv", None)
