"""Photos: originals kept whole with their hash, time and place read, both taken off what leaves."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from gridgov.errors import BadInput, Refused, Trouble, WrongUse
from gridgov.exchange import photo
from gridgov.services import audit, case_view, case_work, photos
from gridgov.store import media
from tests.services.conftest import District
from tests.services.test_case_work import TO_HANDLING, UNIT, go, report


def picture(
    path: Path, *, taken: str = "2026:11:20 10:00:00", lat: float = 39.0006, lon: float = 116.0004, turned: int = 1
) -> Path:
    """An invented photo with a capture time and a place."""
    image = Image.new("RGB", (640, 480), (200, 60, 40))
    image.paste((20, 120, 220), (0, 0, 320, 240))
    exif = Image.Exif()
    exif[0x0112] = turned
    exif.get_ifd(0x8769)[0x9003] = taken

    def parts(value: float) -> tuple[float, float, float]:
        whole = int(value)
        minutes = int((value - whole) * 60)
        return float(whole), float(minutes), (value - whole - minutes / 60) * 3600

    exif.get_ifd(0x8825).update({1: "N", 2: parts(lat), 3: "E", 4: parts(lon)})
    image.save(path, "JPEG", exif=exif, comment=b"by somebody")
    return path


def test_a_photo_says_when_and_where(tmp_path: Path) -> None:
    found = photo.read(picture(tmp_path / "a.jpg").read_bytes())
    assert found.taken_at == "2026-11-20T10:00:00"
    assert (found.width, found.height, found.mime) == (640, 480, "image/jpeg")
    assert found.lon == pytest.approx(116.0004, abs=1e-6)
    assert found.lat == pytest.approx(39.0006, abs=1e-6)
    assert found.thumbnail is not None
    small = Image.open(io.BytesIO(found.thumbnail))
    assert max(small.size) <= photo.THUMBNAIL_PX
    assert not small.getexif()


@pytest.mark.parametrize("turned", [1, 6])
def test_what_leaves_says_nothing_and_looks_the_same(tmp_path: Path, turned: int) -> None:
    data = picture(tmp_path / "a.jpg", turned=turned).read_bytes()
    clean = photo.stripped(data)
    image = Image.open(io.BytesIO(clean))
    assert not image.getexif()
    assert b"somebody" not in clean
    assert image.size == ((640, 480) if turned == 1 else (480, 640))
    if turned == 1:
        assert image.tobytes() == Image.open(io.BytesIO(data)).tobytes(), "not one pixel differs"


def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path) -> None:
    whole = picture(tmp_path / "a.jpg").read_bytes()
    for broken in (b"", whole[:900]):
        with pytest.raises(BadInput) as caught:
            photo.read(broken, "x.jpg")
        assert caught.value.params["file"] == "x.jpg"


def test_a_document_has_no_thumbnail() -> None:
    found = photo.read(b"%PDF-1.7 something")
    assert (found.mime, found.thumbnail) == ("application/pdf", None)


def test_photos_go_with_the_step_that_needs_them(district: District, tmp_path: Path) -> None:
    desk = district.desk
    begun = report(desk)
    go(desk, begun.case_id, *TO_HANDLING)
    with pytest.raises(BadInput, match="needs"):
        case_work.take(desk, UNIT, begun.case_id, "feed_back", {"text": "清了"})
    after = picture(tmp_path / "after.jpg", lat=39.01)
    case_work.take(desk, UNIT, begun.case_id, "feed_back", {"text": "清了", "after_photo": [after, after]})
    found = photos.of(desk, district.actor, begun.case_id)
    assert [one.kind for one in found] == ["after_photo", "after_photo"]
    assert found[0].distance_m == pytest.approx(1045, rel=0.01)
    assert found[0].is_doubtful
    assert photos.original(desk, district.actor, found[0].id) == after.read_bytes()
    originals = [path for path in media.folder(desk.path).rglob("*") if path.is_file()]
    assert len(originals) == 1, "the same content twice is one file"
    (left,) = photos.export(desk, district.actor, [found[0].id], tmp_path)
    assert not Image.open(io.BytesIO(left.read_bytes())).getexif()
    line = case_view.page(desk, district.actor, begun.number).lines[-1]
    assert any("2" in detail for detail in line.details)


def test_a_missing_or_altered_original_is_found(district: District, tmp_path: Path) -> None:
    desk = district.desk
    begun = report(desk)
    with desk.change(district.actor, "case.step", "test") as change:
        photos.keep(desk, change, begun.case_id, [picture(tmp_path / "a.jpg")], "photo")
    assert audit.check(desk, district.actor) == []
    (original,) = [path for path in media.folder(desk.path).rglob("*") if path.is_file()]
    original.write_bytes(b"x")
    assert len(audit.check(desk, district.actor)) == 1
    original.unlink()
    assert len(audit.check(desk, district.actor)) == 1


def test_a_file_that_is_gone_writes_nothing(district: District, tmp_path: Path) -> None:
    desk = district.desk
    begun = report(desk)
    go(desk, begun.case_id, *TO_HANDLING)
    with pytest.raises(BadInput, match="cannot be read"):
        case_work.take(desk, UNIT, begun.case_id, "feed_back", {"text": "x", "after_photo": [tmp_path / "no.jpg"]})
    assert case_view.page(desk, district.actor, begun.number).standing.state == "handling"


def test_a_camera_without_a_clock_spoils_no_page(district: District, tmp_path: Path) -> None:
    desk = district.desk
    begun = report(desk)
    with desk.change(district.actor, "case.step", "test") as change:
        photos.keep(desk, change, begun.case_id, [picture(tmp_path / "a.jpg", taken="0000:00:00 00:00:00")], "photo")
    (one,) = photos.of(desk, district.actor, begun.case_id)
    assert (one.taken_at, one.hours_apart) == (None, None)


def test_an_original_that_is_not_what_was_kept_is_not_shown(district: District, tmp_path: Path) -> None:
    desk = district.desk
    begun = report(desk)
    with desk.change(district.actor, "case.step", "test") as change:
        (number,) = photos.keep(desk, change, begun.case_id, [picture(tmp_path / "a.jpg")], "photo")
    (kept,) = [path for path in media.folder(desk.path).rglob("*") if path.is_file()]
    kept.write_bytes(b"x" * kept.stat().st_size)
    with pytest.raises(Trouble, match="altered"):
        photos.original(desk, district.actor, number)
    with pytest.raises(WrongUse):
        photos.original(desk, district.actor, number + 1)
    assert kept.parent.name + kept.name in str([line.about for line in audit.show(desk, district.actor)])


def test_what_leaves_needs_the_right_and_takes_all_or_nothing(district: District, tmp_path: Path) -> None:
    desk = district.desk
    begun = report(desk)
    heic = tmp_path / "b.heic"
    heic.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1")
    with desk.change(district.actor, "case.step", "test") as change:
        kept = [picture(tmp_path / "a.jpg"), heic]
        numbers = photos.keep(desk, change, begun.case_id, kept, "photo")
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(BadInput, match="cannot be taken off"):
        photos.export(desk, district.actor, numbers, out)
    with pytest.raises(Refused):
        photos.export(desk, district.actor_with("collector"), numbers[:1], out)
    assert list(out.iterdir()) == []
    with pytest.raises(Trouble, match="cannot be written"):
        photos.export(desk, district.actor, numbers[:1], out / "gone")
