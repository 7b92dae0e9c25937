"""What stands and works in the demo district: places, organizations, components, opinions. All of it is invented."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gridgov.domain import classes
from gridgov.domain.access import Actor
from gridgov.domain.ids import credit_check
from gridgov.progress import Progress
from gridgov.services import records
from gridgov.services.demo.ground import KINDS, Ground
from gridgov.services.demo.homes import SOURCE, Homes, degrees, inside
from gridgov.services.demo.words import picked, words
from gridgov.services.desk import Desk

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

COMPONENTS = {
    # class of the 2026 scheme: how common it is; those in EDGE stand along the roads
    "01037": 22, "01002": 12, "01003": 12, "01004": 14, "01001": 7, "01005": 5, "01007": 5, "04002": 26, "03005": 10,
    "02010": 9, "02021": 7, "02025": 3, "01050": 5, "01013": 2, "04007": 3, "02034": 2, "03018": 0, "03008": 2,
    "02014": 1, "01046": 1, "04013": 2, "02017": 3, "01054": 2,
}  # fmt: skip
INDUSTRIES = (
    "餐饮店",
    "便利店",
    "理发店",
    "药店",
    "五金店",
    "水果店",
    "洗衣店",
    "打印社",
    "商贸有限公司",
    "科技有限公司",
)

SMALL = {"餐饮店": "eatery", "便利店": "shop", "理发店": "beauty", "药店": "shop", "五金店": "shop", "水果店": "shop"}
"""Trades that count among the nine kinds of small premises."""

HOURS = ("08:00-21:00", "07:00-22:00", "09:30-20:30", "10:00-22:00")
PLACES = {"park": "公园", "green": "绿地", "square": "广场", "market": "菜市场", "building_site": "工地"}
DEPARTMENTS = (
    "市政管理所",
    "环卫服务中心",
    "园林绿化队",
    "城市管理执法队",
    "交通设施队",
    "供排水公司",
    "供电所",
    "热力公司",
)


def make_departments(desk: Desk, actor: Actor, ground: Ground) -> Ints:
    """The organizations that handle cases and look after components."""
    count = len(DEPARTMENTS)
    block = np.arange(count) * 7 % len(ground.blocks.rings)
    lon, lat = degrees(ground.blocks.centre[block])
    columns: dict[str, Any] = {
        "number": [_credit("12", i) for i in range(count)],
        "name": list(DEPARTMENTS),
        "kind": ["institution"] * count,
        "x": lon,
        "y": lat,
    }
    return records.add_many(desk, actor, "organization", columns, source=SOURCE)


def _credit(head: str, number: int) -> str:
    seventeen = f"{head}990101{number:09d}"
    return seventeen + credit_check(seventeen)


def make_organizations(
    desk: Desk, actor: Actor, ground: Ground, homes: Homes, count: int, random: np.random.Generator, progress: Progress
) -> None:
    """Shops, companies and others, in dwellings and buildings of the district."""
    at = random.integers(0, len(homes.building), count)
    block = homes.block[at]
    lon, lat = degrees(inside(ground, block, random))
    trade = random.integers(0, len(INDUSTRIES), count)
    company = trade >= len(INDUSTRIES) - 2
    stems = picked("roads", count, random)
    tails = picked("communities", count, random)
    columns: dict[str, Any] = {
        "number": [_credit("91" if c else "92", i + 100) for i, c in enumerate(company.tolist())],
        "name": [f"{s}{t}{INDUSTRIES[k]}" for s, t, k in zip(stems, tails, trade.tolist(), strict=True)],
        "kind": np.where(company, "enterprise", "sole_trader").tolist(),
        "address": [homes.address[i] for i in at.tolist()],
        "staff_count": random.geometric(0.12, count),
        "small_premises": [SMALL.get(INDUSTRIES[k]) for k in trade.tolist()],
        "opening_hours": [None if c else HOURS[i % len(HOURS)] for i, c in enumerate(company.tolist())],
        "licence_number": [f"XK9901{i:06d}" if INDUSTRIES[k] in SMALL else None for i, k in enumerate(trade.tolist())],
        "licence_valid_to": [
            f"{2026 + (i * 7 + 3) % 5}-{i % 12 + 1:02d}-15" if INDUSTRIES[k] in SMALL else None
            for i, k in enumerate(trade.tolist())
        ],
        "opened_on": (np.datetime64("2008-01-01") + random.integers(0, 6800, count)).astype(str).tolist(),
        "x": lon,
        "y": lat,
    }
    records.add_many(desk, actor, "organization", columns, source=SOURCE, progress=progress)


def make_components(
    desk: Desk, actor: Actor, ground: Ground, count: int, random: np.random.Generator, progress: Progress
) -> None:
    """Components along the roads: a point of a block's edge, a little inside it."""
    weight = np.array([len(ring) for ring in ground.blocks.rings], dtype=np.float64) * random.gamma(
        5, 0.2, len(ground.blocks.rings)
    )
    block = np.sort(random.choice(len(weight), count, p=weight / weight.sum()))
    rings = ground.blocks.rings
    first = [int(u * len(rings[b])) for b, u in zip(block.tolist(), random.random(count).tolist(), strict=True)]
    a = np.array([rings[b][i] for b, i in zip(block.tolist(), first, strict=True)])
    b = np.array([rings[b][(i + 1) % len(rings[b])] for b, i in zip(block.tolist(), first, strict=True)])
    edge = a + (b - a) * random.random(count)[:, None]
    xy = edge + (ground.blocks.centre[block] - edge) * random.uniform(0.02, 0.12, count)[:, None]
    lon, lat = degrees(xy)
    codes = list(COMPONENTS)
    shares = np.array(list(COMPONENTS.values()), dtype=np.float64)
    kind = random.choice(len(codes), count, p=shares / shares.sum())
    found = [classes.find("component", classes.CURRENT, code) for code in codes]
    names = [one.zh if one else code for one, code in zip(found, codes, strict=True)]
    columns: dict[str, Any] = {
        "number": [f"990101{codes[k]}{i + 1:06d}" for i, k in enumerate(kind.tolist())],
        "name": [names[k] for k in kind.tolist()],
        "class_scheme": [classes.CURRENT] * count,
        "class_code": [codes[k] for k in kind.tolist()],
        "class_name": [names[k] for k in kind.tolist()],
        "state": random.choice(["intact"] * 47 + ["damaged", "missing", "disused"], count).tolist(),
        "authority_text": [DEPARTMENTS[k % len(DEPARTMENTS)] for k in kind.tolist()],
        "installed_on": (np.datetime64("2006-01-01") + random.integers(0, 7000, count)).astype(str).tolist(),
        "x": lon,
        "y": lat,
    }
    records.add_many(desk, actor, "component", columns, source=SOURCE, progress=progress)


def make_places(desk: Desk, actor: Actor, ground: Ground, count: int, random: np.random.Generator) -> None:
    """Parks, markets, squares and building sites, by the use of the block."""
    kinds = list(PLACES)
    block = random.integers(0, len(ground.blocks.rings), count)
    kind = random.integers(0, len(kinds), count)
    kind[np.array(KINDS)[ground.kind[block]] == "park"] = 0
    lon, lat = degrees(inside(ground, block, random, shrink=0.4))
    columns: dict[str, Any] = {
        "number": [f"P{i + 1:05d}" for i in range(count)],
        "name": [f"{s}{PLACES[kinds[k]]}" for s, k in zip(picked("roads", count, random), kind.tolist(), strict=True)],
        "kind": [kinds[k] for k in kind.tolist()],
        "address": [ground.road[b] for b in block.tolist()],
        "x": lon,
        "y": lat,
    }
    records.add_many(desk, actor, "place", columns, source=SOURCE)


def make_opinions(
    desk: Desk, actor: Actor, ground: Ground, homes: Homes, count: int, random: np.random.Generator, progress: Progress
) -> None:
    """What residents said, each with a topic and a place."""
    sentences = words()["opinions"]
    topics = list(sentences)
    topic = random.integers(0, len(topics), count)
    at = random.integers(0, len(homes.block), count)
    lon, lat = degrees(inside(ground, homes.block[at], random))
    heard = np.datetime64("2026-11-20T10:00:00") - random.integers(0, 720 * 86400, count)
    texts = [
        sentences[topics[k]][int(u * len(sentences[topics[k]]))]
        for k, u in zip(topic.tolist(), random.random(count).tolist(), strict=True)
    ]
    columns: dict[str, Any] = {
        "number": [f"O{i + 1:06d}" for i in range(count)],
        "topic": [topics[k] for k in topic.tolist()],
        "kind": random.choice(["complaint", "request", "request", "suggestion", "thanks"], count).tolist(),
        "text": [f"{homes.address[a]}：{t}" for a, t in zip(at.tolist(), texts, strict=True)],
        "source": random.choice(["hotline", "visit", "public"], count).tolist(),
        "heard_at": [f"{moment}Z" for moment in heard.astype(str).tolist()],
        "tone": random.choice(["negative", "neutral", "neutral", "positive"], count).tolist(),
        "x": lon,
        "y": lat,
    }
    records.add_many(desk, actor, "opinion", columns, source=SOURCE, progress=progress)
