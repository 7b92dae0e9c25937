"""Lists as bad as real ones: each row gets the verdict that a careful clerk would give it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridgov.domain.ids import citizen_check
from gridgov.services import imports, lists, matching, record_entry, search
from tests import messy
from tests.services.conftest import District

IN_LEDGER = "陈安然 林满 赵知秋 吴文 郑若溪 王芳 李强 周野 孙立 钱一 冯小雨 褚亮 卫东 蒋平 欧阳知秋 𠮷野".split()
NEW = "何其 吕蒙生 施然 张月 孔方 曹阳 严冬 𬱖雨".split()


def somebody(n: int, name: str) -> messy.Known:
    birth = f"{1930 + n}-0{n % 9 + 1}-1{n % 10}"
    seventeen = f"990101{birth.replace('-', '')}{n:03d}"
    return messy.Known(name, seventeen + citizen_check(seventeen), birth, f"1990000{n:04d}")


PEOPLE = [somebody(n, name) for n, name in enumerate(IN_LEDGER)]
OTHERS = [somebody(40 + n, name) for n, name in enumerate(NEW)]


@pytest.fixture
def known(district: District) -> District:
    for one in PEOPLE:
        given = {"name": one.name, "number": one.number, "birth_date": one.birth, "phone": one.phone}
        record_entry.enter(district.desk, district.actor, "person", given)
    return district


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_row_of_a_bad_list_gets_its_verdict(known: District, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "花名册.xlsx"
    wanted = messy.write(path, PEOPLE, OTHERS, seed)
    found = matching.compare(known.desk, known.actor, "person", path)
    told = {row.row: row.verdict for row in found.rows}
    assert {row: told.get(row, "same") for row in wanted.verdicts} == wanted.verdicts
    assert found.total == wanted.rows == sum(found.counts.values())
    done = matching.apply(known.desk, known.actor, found)
    assert (done.added, done.changed, done.rejected) == (found.counts["new"], 0, found.counts["rejected"])
    again = matching.compare(known.desk, known.actor, "person", path)
    assert (again.counts["new"], again.counts["differs"]) == (0, 0), "the same list twice changes nothing"
    assert len(lists.ids(known.desk, known.actor, "person")) == len(PEOPLE) + found.counts["new"]
    imports.undo(known.desk, known.actor, done.batch)
    assert len(lists.ids(known.desk, known.actor, "person")) == len(PEOPLE)


def test_a_bad_list_is_imported_with_its_reasons(district: District, tmp_path: Path) -> None:
    path = tmp_path / "花名册.xlsx"
    wanted = messy.write(path, PEOPLE, OTHERS)
    receipt = imports.import_file(district.desk, district.actor, "person", path)
    verdicts = (receipt.added, receipt.changed, receipt.same, receipt.skipped, receipt.rejected)
    assert sum(verdicts) == receipt.rows == wanted.rows
    assert receipt.rejected == sum(verdict == "rejected" for verdict in wanted.verdicts.values())
    assert all(one.reason for one in receipt.rejects)
    fids = lists.ids(district.desk, district.actor, "person")
    rows = lists.rows(district.desk, district.actor, "person", fids, ["uid"])
    assert len(rows) == receipt.added
    born = [lists.reveal(district.desk, district.actor, "person", int(fid), "birth_date", "t") for fid in fids]
    assert set(born) <= {one.birth for one in (*PEOPLE, *OTHERS)}, "six ways to write a day, one day"
    names = {lists.reveal(district.desk, district.actor, "person", int(fid), "name", "t") for fid in fids}
    assert names <= {*IN_LEDGER, *NEW}
    assert "𠮷野" in names
    (group,) = search.find(district.desk, district.actor, "𠮷")
    assert group.kind == "person"
