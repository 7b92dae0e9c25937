"""The log tells where a fault arose and holds nobody's data; old files go."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gridgov import log
from gridgov.errors import BadInput
from gridgov.settings import Settings

PERSONAL = (
    "张三丰",
    "Zhang San",
    "99010119900101001X",
    "19900001111",
    "zhang@example.org",
    "望湖街20号",
    "/home/zhang san",
)


@pytest.fixture
def started() -> Iterator[Path]:
    yield log.start(Settings())
    for handler in list(log.logger.handlers):
        if isinstance(handler, log._ByDay):
            log.logger.removeHandler(handler)


def written() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in log.files())


def everything_that_fails() -> Iterator[BaseException]:
    said = " ".join(PERSONAL)
    yield ValueError(said)
    yield KeyError(said)
    yield BadInput("Row {row}: '{value}' is no date.", row=3, value=said)
    yield FileNotFoundError(2, "No such file", f"/home/{said}/人员.csv")
    yield UnicodeDecodeError("gbk", said.encode(), 0, 1, "illegal multibyte sequence")
    yield sqlite3.IntegrityError(f"near {said}: syntax error")
    yield type("Odd", (Exception,), {})(said)


def test_no_value_of_an_exception_is_written(started: Path) -> None:
    for error in everything_that_fails():
        try:
            try:
                raise error
            except BaseException as first:
                raise RuntimeError(f"while reading {PERSONAL}") from first
        except RuntimeError:
            log.logger.exception("a fault of ours with %s", "; ".join(PERSONAL[:1] + PERSONAL[2:]))
    text = written()
    assert [value for value in PERSONAL if value in text] == []
    assert not [part for part in ("三丰", "9901", "19900", "example.org", "望湖", "zhang", "Zhang") if part in text]
    assert "BadInput: Row {row}: '{value}' is no date." in text
    assert "FileNotFoundError: ENOENT" in text
    assert text.count("test_log.py:") >= 14


def test_a_line_that_cannot_be_filled_is_still_written() -> None:
    record = logging.LogRecord("gridgov", logging.WARNING, "", 1, "%d rows", ("张三丰",), None)
    assert log._Scrubbed().format(record).endswith("WARNING %d rows")


def test_the_start_writes_no_file(started: Path) -> None:
    assert log.files() == []
    log.logger.warning("Qt: something")
    assert [path.parent for path in log.files()] == [started]


def of_age(where: Path, days: int, size: int = 10) -> Path:
    where.mkdir(parents=True, exist_ok=True)
    path = where / time.strftime("gridgov-%Y-%m-%d.log", time.localtime(time.time() - days * 86_400))
    path.write_text("x" * size, encoding="utf-8")
    return path


def test_old_files_really_go_and_others_stay() -> None:
    where = log.folder()
    old, new = of_age(where, 9), of_age(where, 3)
    former = where.parent / "gridgov.log.2"
    former.write_text("张三丰", encoding="utf-8")
    os.utime(former, (1, 1))
    foreign = where / "notes.log"
    foreign.write_text("mine", encoding="utf-8")
    os.utime(foreign, (1, 1))
    assert log.tidy(Settings(log_days=30)) == [former]
    assert sorted(log.tidy(Settings(log_days=7))) == [old]
    assert (new.exists(), foreign.exists()) == (True, True)


def test_all_files_together_are_held_to_their_size() -> None:
    where = log.folder()
    paths = [of_age(where, days, 700_000) for days in (3, 2, 1)]
    assert log.tidy(Settings(log_megabytes=1)) == [paths[1], paths[0]]
    assert paths[2].exists()


def test_a_full_day_goes_on_in_a_further_file(started: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "PART_BYTES", 10)
    for _ in range(3):
        log.logger.warning("words enough")
    assert len(log.files()) == 3


def test_a_full_disk_is_no_second_fault(started: Path, monkeypatch: pytest.MonkeyPatch, capsys: object) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    log.logger.error("a fault of ours")
    assert capsys.readouterr().err == ""  # type: ignore[attr-defined]


def test_the_last_lines_are_the_newest(started: Path) -> None:
    for number in range(5):
        log.logger.warning("line %d", number)
    assert [line[-6:] for line in log.last_lines(2)] == ["line 3", "line 4"]
    assert logging.getLogger("gridgov") is log.logger
