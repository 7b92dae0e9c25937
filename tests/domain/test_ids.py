from __future__ import annotations

import json
import uuid
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.domain import ids


def test_the_public_example_is_good() -> None:
    assert ids.citizen_id_fault("11010519491231002X") is None
    assert ids.citizen_id_fault(" １１010519491231002x ") is None
    assert ids.birth_and_sex("11010519491231002X") == ("1949-12-31", "2")


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("110105194912310020", ids.CHECK),
        ("11010519491231002", ids.LENGTH),
        ("1101051949123100200", ids.LENGTH),
        ("11010519491331002X", ids.DATE),
        ("11010519490229002X", ids.DATE),
        ("1101051949123100AX", ids.CHARACTERS),
        ("张10105194912310020", ids.CHARACTERS),
        ("", ids.EMPTY),
        ("990101900101123", ids.FIFTEEN),
        ("990101901301123", ids.DATE),
    ],
)
def test_faults(number: str, fault: int) -> None:
    assert ids.citizen_id_faults([number]).tolist() == [fault]
    assert ids.citizen_id_fault(number) == ids.CITIZEN_FAULTS.get(fault)


def test_a_number_of_fifteen_digits_tells_birth_and_sex() -> None:
    assert ids.birth_and_sex("990101900101123") == ("1990-01-01", "1")
    assert ids.citizen_id_fault(ids.from_fifteen("990101900101123")) is None


def test_a_mixed_column() -> None:
    found = ids.citizen_ids(["11010519491231002x", None, "990101900101122", "12", "110105194912310020"])
    assert found.faults.tolist() == [ids.GOOD, ids.EMPTY, ids.FIFTEEN, ids.LENGTH, ids.CHECK]
    assert found.numbers[0] == "11010519491231002X"
    assert found.births == ["1949-12-31", None, "1990-01-01", None, None]
    assert found.sexes == ["2", None, "2", None, None]


def test_an_empty_column() -> None:
    assert ids.citizen_id_faults([]).shape == (0,)
    assert ids.credit_code_faults([]).shape == (0,)
    assert ids.uuid7_many(0) == []


numbers = st.builds(
    lambda born, serial: f"990101{born:%Y%m%d}{serial:03d}",
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
)


@given(numbers)
def test_a_number_with_its_check_character_is_good_and_tells(seventeen: str) -> None:
    number = seventeen + ids.citizen_check(seventeen)
    assert ids.citizen_id_fault(number) is None
    told = ids.birth_and_sex(number)
    assert told == (f"{number[6:10]}-{number[10:12]}-{number[12:14]}", "1" if int(number[16]) % 2 else "2")


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(seventeen: str, place: int, more: int) -> None:
    number = seventeen + ids.citizen_check(seventeen)
    wrong = str((int(number[place]) + more) % 10)
    assert ids.citizen_id_fault(number[:place] + wrong + number[place + 1 :]) is not None


@pytest.mark.parametrize(
    "code", ["91330100799655058B", "9144030071526726XG", "91110000802100433B", "91350100M000100Y43"]
)
def test_good_credit_codes(code: str) -> None:
    assert ids.credit_code_fault(code) is None
    assert ids.credit_code_fault(code.lower()) is None
    assert ids.organization_kind(code) == "enterprise"


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91330100799655058C", ids.CREDIT_CHECK),
        ("9133010079965505", ids.CREDIT_LENGTH),
        ("91330100799655058I", ids.CREDIT_CHARACTERS),
    ],
)
def test_credit_code_faults(code: str, fault: str) -> None:
    assert ids.credit_code_fault(code) == fault


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17))
def test_a_credit_code_with_its_check_character_is_good(seventeen: str) -> None:
    assert ids.credit_code_fault(seventeen + ids.credit_check(seventeen)) is None


@pytest.mark.parametrize("code", ["79965505-8", "71526726-X", "71526726x"])
def test_good_organization_codes(code: str) -> None:
    assert ids.org_code_fault(code) is None


def test_organization_code_faults() -> None:
    assert ids.org_code_fault("79965505-7") == ids.ORG_CHECK
    assert ids.org_code_fault("7996550") == ids.ORG_FORM


def test_uids_are_version_7_and_rise() -> None:
    made = [ids.uuid7(), *ids.uuid7_many(5000), ids.uuid7(), *ids.uuid7_many(3)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert all(uuid.UUID(one).version == 7 and uuid.UUID(one).variant == uuid.RFC_4122 for one in made[:50])


def test_uids_can_be_made_again() -> None:
    first = ids.uuid7_many(4, at_ms=1_700_000_000_000, random=np.random.default_rng(1))
    assert first == ids.uuid7_many(4, at_ms=1_700_000_000_000, random=np.random.default_rng(1))
    assert uuid.UUID(first[0]).int >> 80 == 1_700_000_000_000


VECTORS = Path(__file__).parents[3] / "shared" / "domain" / "check_digit_vectors.json"


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors of check digits are not beside the checkout")
def test_the_vectors_of_the_digest_hold() -> None:
    found = json.loads(VECTORS.read_text(encoding="utf-8"))
    judges = {"GB 11643": ids.citizen_id_fault, "GB 32100": ids.credit_code_fault, "GB 11714": ids.org_code_fault}
    judged = 0
    for name, table in found.items():
        judge = next(one for start, one in judges.items() if name.startswith(start))
        for text in table["vectors_valid"]:
            assert judge(text) is None, text
            judged += 1
        for text in table.get("vectors_invalid", ()):
            assert judge(text) is not None, text
            judged += 1
    assert judged >= 8


@pytest.mark.parametrize("area", ["810000", "820000", "830000"])
def test_residence_permits_of_hong_kong_macao_and_taiwan_have_numbers_of_the_same_kind(area: str) -> None:
    seventeen = f"{area}19900101001"
    number = seventeen + ids.citizen_check(seventeen)
    assert ids.citizen_id_fault(number) is None
    assert ids.birth_and_sex(number) == ("1990-01-01", "1")
    assert ids.citizen_id_fault(number[:-1] + ("0" if number[-1] != "0" else "1")) is not None
