"""A small district for tests of services: square unit cells in two communities, with records in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs
import numpy as np
import pytest

from gridgov.domain.access import Actor
from gridgov.services import cells, records, staff
from gridgov.services.desk import Desk
from gridgov.spatial.blob import encode_polygons

STEP = 0.001
WEST, SOUTH = 116.0, 39.0
UNIT = cells.LayerSpec("unit_cell", "单元网格", "Unit cell", 5, "community", "EPSG:4326")
COMMUNITY = cells.LayerSpec("community", "社区", "Community", 3, None, "EPSG:4326")


def square(column: float, row: float, width: float = 1, height: float = 1) -> list[np.ndarray]:
    x, y = WEST + column * STEP, SOUTH + row * STEP
    w, h = width * STEP, height * STEP
    return [np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]])]


def code_of(column: int, row: int) -> str:
    return f"990001{column:03d}{row:03d}"


def unit_cells(columns: int, rows: int) -> cells.NewCells:
    places = [(c, r) for c in range(columns) for r in range(rows)]
    return new_cells(
        [code_of(c, r) for c, r in places],
        [square(c, r) for c, r in places],
        [f"9900{c * 2 // columns:02d}" for c, _ in places],
    )


def new_cells(
    codes: Sequence[str], shapes: Sequence[list[np.ndarray]], parents: Sequence[str | None]
) -> cells.NewCells:
    return cells.NewCells(
        list(codes),
        [f"cell {code[-3:]}" for code in codes],
        encode_polygons(shapes, 4326),
        np.full(len(codes), 9_600.0),
        list(parents),
    )


@attrs.define
class District:
    """An open district, and what tests make cells and points with."""

    desk: Desk
    actor: Actor
    made: dict[str, list[int]] = attrs.field(factory=dict)

    square = staticmethod(square)
    new_cells = staticmethod(new_cells)
    unit = UNIT

    def code(self, column: int, row: int) -> str:
        return code_of(column, row)

    def inside(self, column: int, row: int) -> tuple[float, float]:
        return inside(column, row)

    def people(self) -> dict[str, list[int]]:
        self.made = people(self)
        return self.made

    def panel(self, column: int, row: int, **more: str) -> dict[str, object]:
        return cells.panel(self.desk, self.actor, code_of(column, row), layer="unit_cell", **more)

    def actor_with(self, *roles: str) -> Actor:
        return Actor("01a1fb3d-0000-7000-8000-000000000000", "somebody", frozenset(roles))

    @property
    def path(self) -> Path:
        return self.desk.path

    def close(self) -> None:
        self.desk.close()


def make(path: Path, columns: int = 6, rows: int = 4) -> District:
    """Two communities side by side and the unit cells in them."""
    desk = Desk.create(path, name="Testtown")
    actor = staff.sign_in(desk)
    half = columns / 2
    communities = new_cells(["990000", "990001"], [square(0, 0, half, rows), square(half, 0, half, rows)], [None, None])
    cells.publish(desk, actor, COMMUNITY, communities, valid_from="2026-01-01")
    cells.publish(desk, actor, UNIT, unit_cells(columns, rows), valid_from="2026-01-01")
    return District(desk, actor)


def inside(column: int, row: int) -> tuple[float, float]:
    """A point well inside a cell."""
    return WEST + (column + 0.4) * STEP, SOUTH + (row + 0.6) * STEP


def people(district: District) -> dict[str, list[int]]:
    """Two buildings in cells (0, 0) and (4, 2), a dwelling and a household in each, three people; four cases."""
    desk, actor = district.desk, district.actor
    (x0, y0), (x1, y1) = inside(0, 0), inside(4, 2)
    made: dict[str, list[int]] = {}

    def add(register: str, **columns: list[object]) -> list[int]:
        made[register] = records.add_many(desk, actor, register, columns, source="test").tolist()
        return made[register]

    buildings = add("building", number=["B1", "B2"], name=["幸福楼", "和平楼"], x=[x0, x1], y=[y0, y1])
    dwellings = add(
        "dwelling",
        number=["D1", "D2"],
        address=["幸福路12号3单元501室", "和平大街7号101室"],
        building_id=buildings,
        owner_name=["房东甲", "房东乙"],
    )
    households = add("household", number=["H1", "H2"], dwelling_id=dwellings, head_name=["单田芳", "王五"])
    add(
        "person",
        number=["990101199001010012", "99010119850505002X", "990101201002020034"],
        name=["单田芳", "王小明", "王五"],
        phone=["13800001234", "13900005678", None],
        sex=["1", "1", "2"],
        household_id=[households[0], households[1], households[1]],
        extra=['{"hobby":"fishing"}', None, None],
    )
    add(
        "case",
        number=["C1", "C2", "C3", "C4"],
        workflow=["city_management"] * 4,
        state=["handling", "handling", "closed", "void"],
        reported_at=["2026-03-01T00:00:00Z"] * 4,
        due_at=["2026-03-02T00:00:00Z", "2099-01-01T00:00:00Z", "2026-03-02T00:00:00Z", None],
        description=["张三说路灯坏了", None, None, None],
        x=[x0, x0, x0, x1],
        y=[y0, y0, y0, y1],
    )
    return made


@pytest.fixture
def make_district(tmp_path: Path) -> Iterator[Callable[..., District]]:
    """Make districts in files of their own; they are closed at the end."""
    made: list[District] = []

    def build(name: str = "district", columns: int = 6, rows: int = 4) -> District:
        made.append(make(tmp_path / f"{name}.gpkg", columns, rows))
        return made[-1]

    yield build
    for one in made:
        one.close()


@pytest.fixture
def district(make_district: Callable[..., District]) -> District:
    """A district with 24 cells and nobody in it."""
    return make_district()


@pytest.fixture
def town(make_district: Callable[..., District]) -> District:
    """The same with the people, homes and cases of `people`."""
    found = make_district("town")
    found.people()
    return found
