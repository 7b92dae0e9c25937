"""Identifiers: citizen numbers, credit codes, organization codes with their check characters; time-ordered uids.

A wrong number is never a reason to refuse a record: the functions say what is wrong, and the caller keeps and marks
it. Whole columns go through numpy. The rules are those of GB 11643, GB 32100 and GB 11714 as they are publicly
described.
"""

from __future__ import annotations

import os
import threading
import time
import unicodedata
from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]

# --- citizen numbers -------------------------------------------------------------------------------------------------

GOOD, EMPTY, LENGTH, CHARACTERS, DATE, CHECK, FIFTEEN = range(7)
"""What `citizen_id_faults` answers; FIFTEEN is a note (an old number of 15 digits), not a fault."""

CITIZEN_FAULTS: dict[int, str] = {
    LENGTH: "The citizen number must have 18 characters.",
    CHARACTERS: "The citizen number holds a character that does not belong there.",
    DATE: "The date of birth in the citizen number does not exist.",
    CHECK: "The check character of the citizen number is wrong.",
    FIFTEEN: "The citizen number is an old one of 15 digits.",
}
"""One sentence for each answer that has something to say."""

_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], dtype=np.int32)
_CHECKS = "10X98765432"
_CHECK_BYTES = np.frombuffer(_CHECKS.encode(), dtype=np.uint8)
_MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int32)
_FIRST_YEAR, _LAST_YEAR = 1850, 2100


def normal(text: str) -> str:
    """A number as it is compared and stored: NFKC, upper case, without any white space."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return "".join(text.split()).upper()


def citizen_check(seventeen: str) -> str:
    """The check character of the first 17 digits of a citizen number."""
    return _CHECKS[sum(int(digit) * int(weight) for digit, weight in zip(seventeen, _WEIGHTS, strict=True)) % 11]


def from_fifteen(text: str) -> str:
    """The number of 18 characters that an old one of 15 digits stands for."""
    seventeen = f"{text[:6]}19{text[6:]}"
    return seventeen + citizen_check(seventeen)


def citizen_id_fault(text: str) -> str | None:
    """What is wrong with (or to note about) a citizen number, as an English sentence; None when it is good or empty."""
    return CITIZEN_FAULTS.get(int(citizen_id_faults([text])[0]))


def citizen_id_faults(texts: Sequence[str | None]) -> Bytes:
    """One answer a row: GOOD, EMPTY, LENGTH, CHARACTERS, DATE, CHECK or FIFTEEN.

    The texts need not be normal. An empty column gives an empty array. A million rows take about half a second.
    """
    return citizen_ids(texts).faults


@attrs.frozen(eq=False)
class CitizenIds:
    """A column of citizen numbers: the numbers made normal, an answer a row, and what the good ones tell.

    `births` are ``YYYY-MM-DD``, `sexes` the codes ``1`` and ``2``; None where the number does not tell.
    """

    numbers: list[str]
    faults: Bytes
    births: list[str | None]
    sexes: list[str | None]


def citizen_ids(texts: Sequence[str | None]) -> CitizenIds:
    """Check a column of citizen numbers and read birth and sex from those that are good (15 digits included)."""
    numbers = normal_column(texts)
    count = len(numbers)
    faults = np.zeros(count, dtype=np.uint8)
    births: npt.NDArray[Any] = np.full(count, None, dtype=object)
    sexes: npt.NDArray[Any] = np.full(count, None, dtype=object)
    if count == 0:
        return CitizenIds(numbers, faults, [], [])
    lengths = np.fromiter(map(len, numbers), dtype=np.int64, count=count)
    faults[:] = LENGTH
    faults[lengths == 0] = EMPTY
    for length, reader in ((18, _read_eighteen), (15, _read_fifteen)):
        at = np.flatnonzero(lengths == length)
        if len(at):
            chosen = numbers if len(at) == count else [numbers[index] for index in at]
            faults[at], births[at], sexes[at] = reader(chosen, length)
    return CitizenIds(numbers, faults, births.tolist(), sexes.tolist())


def normal_column(texts: Sequence[str | None]) -> list[str]:
    """`normal` of a whole column; None becomes the empty text."""
    whole = [text or "" for text in texts]
    joined = "".join(whole)
    # One look at the whole column saves a look at each row: most files hold plain upper-case numbers.
    if joined.isascii() and joined.isalnum() and joined.upper() == joined:
        return whole
    return [text if text.isascii() and text.isalnum() and text.upper() == text else normal(text) for text in whole]


def _matrix(texts: list[str], width: int) -> Bytes:
    """The characters of texts of one length, (n, width); a character outside ASCII becomes 0."""
    joined = "".join(texts).encode("ascii", "replace")
    return np.frombuffer(joined, dtype=np.uint8).reshape(len(texts), width)


Answer = tuple[Bytes, npt.NDArray[Any], npt.NDArray[Any]]


def _read_eighteen(texts: list[str], width: int) -> Answer:
    characters = _matrix(texts, width)
    digits = characters - np.uint8(48)
    plain = (digits[:, :17] <= 9).all(axis=1) & ((digits[:, 17] <= 9) | (characters[:, 17] == ord("X")))
    digits = np.where(digits <= 9, digits, 0).astype(np.int32)
    expected = _CHECK_BYTES[(digits[:, :17] @ _WEIGHTS) % 11]
    year = digits[:, 6:10] @ np.array([1000, 100, 10, 1], dtype=np.int32)
    dated = _is_date(year, digits[:, 10] * 10 + digits[:, 11], digits[:, 12] * 10 + digits[:, 13])
    faults = np.full(len(texts), GOOD, dtype=np.uint8)
    faults[expected != characters[:, 17]] = CHECK
    faults[~dated] = DATE
    faults[~plain] = CHARACTERS
    return _tell(characters[:, 6:14], digits[:, 16], faults, faults == GOOD)


def _read_fifteen(texts: list[str], width: int) -> Answer:
    characters = _matrix(texts, width)
    digits = characters - np.uint8(48)
    plain = (digits <= 9).all(axis=1)
    digits = np.where(digits <= 9, digits, 0).astype(np.int32)
    year = 1900 + digits[:, 6] * 10 + digits[:, 7]
    dated = _is_date(year, digits[:, 8] * 10 + digits[:, 9], digits[:, 10] * 10 + digits[:, 11])
    faults = np.full(len(texts), FIFTEEN, dtype=np.uint8)
    faults[~dated] = DATE
    faults[~plain] = CHARACTERS
    century = np.broadcast_to(np.frombuffer(b"19", dtype=np.uint8), (len(texts), 2))
    return _tell(np.hstack([century, characters[:, 6:12]]), digits[:, 14], faults, faults == FIFTEEN)


def _is_date(year: npt.NDArray[Any], month: npt.NDArray[Any], day: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    in_year = (month >= 1) & (month <= 12)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    days = _MONTH_DAYS[np.where(in_year, month, 0)] + (leap & (month == 2))
    found: npt.NDArray[np.bool_] = in_year & (day >= 1) & (day <= days) & (year >= _FIRST_YEAR) & (year <= _LAST_YEAR)
    return found


def _tell(dates: Bytes, sex_digit: npt.NDArray[Any], faults: Bytes, good: npt.NDArray[np.bool_]) -> Answer:
    count = len(faults)
    dashed = np.full((count, 10), ord("-"), dtype=np.uint8)
    dashed[:, 0:4], dashed[:, 5:7], dashed[:, 8:10] = dates[:, :4], dates[:, 4:6], dates[:, 6:8]
    births = np.array(_slices(dashed), dtype=object)
    sexes = np.array(["2", "1"], dtype=object)[sex_digit % 2]
    births[~good] = None
    sexes[~good] = None
    return faults, births, sexes


def _slices(characters: Bytes) -> list[str]:
    """The rows of a matrix of ASCII characters as texts."""
    width = characters.shape[1]
    whole = np.ascontiguousarray(characters).tobytes().decode("ascii", "replace")
    return [whole[start : start + width] for start in range(0, len(whole), width)]


def birth_and_sex(text: str) -> tuple[str, str] | None:
    """Date of birth (``YYYY-MM-DD``) and sex (``1`` male, ``2`` female) of a good citizen number; None else."""
    found = citizen_ids([text])
    birth, sex = found.births[0], found.sexes[0]
    return (birth, sex) if birth and sex else None


# --- credit codes and organization codes -----------------------------------------------------------------------------

CREDIT_LENGTH = "The credit code must have 18 characters."
CREDIT_CHARACTERS = "The credit code holds a character that does not belong there."
CREDIT_CHECK = "The check character of the credit code is wrong."
ORG_FORM = "The organization code must be 8 digits or letters and a check character."
ORG_CHECK = "The check character of the organization code is wrong."
CREDIT_FAULTS = {LENGTH: CREDIT_LENGTH, CHARACTERS: CREDIT_CHARACTERS, CHECK: CREDIT_CHECK}

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = np.array([pow(3, index, 31) for index in range(17)], dtype=np.int32)
_CREDIT_VALUES = np.full(256, 255, dtype=np.uint8)
_CREDIT_VALUES[np.frombuffer(_CREDIT_ALPHABET.encode(), dtype=np.uint8)] = np.arange(31, dtype=np.uint8)
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

_KINDS = {
    "11": "government",
    "12": "institution",
    "51": "association",
    "52": "service_body",
    "53": "foundation",
    "54": "committee",
    "55": "committee",
    "81": "union",
    "91": "enterprise",
    "92": "sole_trader",
    "93": "cooperative",
}


def credit_check(seventeen: str) -> str:
    """The check character of the first 17 characters of a unified credit code."""
    values = [_CREDIT_ALPHABET.index(character) for character in seventeen]
    total = sum(value * int(weight) for value, weight in zip(values, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[(31 - total % 31) % 31]


def credit_code_fault(text: str) -> str | None:
    """What is wrong with a unified credit code, as an English sentence; None when it is good or empty."""
    return CREDIT_FAULTS.get(int(credit_code_faults([text])[0]))


def credit_code_faults(texts: Sequence[str | None]) -> Bytes:
    """One answer a row: GOOD, EMPTY, LENGTH, CHARACTERS or CHECK. An empty column gives an empty array."""
    numbers = normal_column(texts)
    lengths = np.fromiter(map(len, numbers), dtype=np.int64, count=len(numbers))
    faults = np.full(len(numbers), LENGTH, dtype=np.uint8)
    faults[lengths == 0] = EMPTY
    at = np.flatnonzero(lengths == 18)
    if len(at):
        values = _CREDIT_VALUES[_matrix([numbers[index] for index in at], 18)]
        plain = (values != 255).all(axis=1)
        values = np.where(values == 255, 0, values).astype(np.int32)
        right = (31 - (values[:, :17] @ _CREDIT_WEIGHTS) % 31) % 31 == values[:, 17]
        faults[at] = np.where(plain, np.where(right, GOOD, CHECK), CHARACTERS)
    return faults


def organization_kind(credit_code: str) -> str | None:
    """The kind of organization (code list ``organization_kind``) that a credit code says; None when it says none."""
    return _KINDS.get(normal(credit_code)[:2])


def org_check(eight: str) -> str:
    """The check character of the first 8 characters of an organization code."""
    total = sum(int(character, 36) * weight for character, weight in zip(eight, _ORG_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def org_code_fault(text: str) -> str | None:
    """What is wrong with an organization code (with or without its hyphen); None when it is good or empty."""
    code = normal(text).replace("-", "")
    if not code:
        return None
    if len(code) != 9 or not code.isascii() or not code.isalnum():
        return ORG_FORM
    return None if org_check(code[:8]) == code[8] else ORG_CHECK


# --- uids ------------------------------------------------------------------------------------------------------------

_COUNTER_BITS = 42
_lock = threading.Lock()
_last = (0, 0)
_HEX = np.frombuffer("".join(f"{value:02x}" for value in range(256)).encode(), dtype=np.uint8).reshape(256, 2)
_HEX_PLACES = np.array([place for place in range(36) if place not in (8, 13, 18, 23)])


def uuid7() -> str:
    """One new time-ordered uid (UUID version 7), greater than every one this process made before."""
    return uuid7_many(1)[0]


def uuid7_many(n: int, *, at_ms: int | None = None, random: np.random.Generator | None = None) -> list[str]:
    """`n` new uids, each greater than the one before, and than every one this process made before.

    Parameters
    ----------
    n
        How many; 0 gives an empty list. A million take about half a second.
    at_ms, random
        Given together they make the same uids again (demo data, tests): the milliseconds since 1970 and the source
        of chance. The order against other uids is then the caller's affair.
    """
    if n <= 0:
        return []
    if at_ms is not None and random is not None:
        moment, first = at_ms, int(random.integers(0, 1 << (_COUNTER_BITS - 1)))
        chance = random.integers(0, 1 << 32, size=n, dtype=np.uint32)
    else:
        moment, first = _claim(n)
        chance = np.frombuffer(os.urandom(4 * n), dtype=np.uint32)
    counter = np.uint64(first) + np.arange(n, dtype=np.uint64)
    # 48 bits of time, 4 of version, 12 of counter; 2 of variant, 30 of counter, 32 of chance (RFC 9562).
    high = np.uint64(moment << 16 | 0x7000) | (counter >> np.uint64(30))
    low = np.uint64(1 << 63) | ((counter & np.uint64((1 << 30) - 1)) << np.uint64(32)) | chance.astype(np.uint64)
    octets = np.empty((n, 2), dtype=">u8")
    octets[:, 0], octets[:, 1] = high, low
    characters = np.full((n, 36), ord("-"), dtype=np.uint8)
    characters[:, _HEX_PLACES] = _HEX[octets.view(np.uint8).reshape(n, 16)].reshape(n, 32)
    return _slices(characters)


def _claim(n: int) -> tuple[int, int]:
    """Time and first counter of `n` uids after all earlier ones, even when the clock stands still or goes back."""
    global _last
    now = time.time_ns() // 1_000_000
    with _lock:
        moment, counter = _last
        if now > moment:
            # The top bit stays free, so that a millisecond has room for two billion million more.
            moment, counter = now, int.from_bytes(os.urandom(6), "big") >> (48 - _COUNTER_BITS + 1)
        first = counter + 1
        if first + n >= 1 << _COUNTER_BITS:
            moment, first = moment + 1, 0
        _last = (moment, first + n - 1)
        return moment, first
