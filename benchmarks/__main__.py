"""Runs the benchmarks: ours and the peer by turns in one run, a line a measure.

Each module here has ``measures(quick=False)``, which yields
``{name, ours, unit, peer, peer_value, ratio, target, met}``;
`met` is null where there is no target or the peer is not installed.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import json
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
RESULTS = PAGE.with_suffix(".json")
NAMES = ("start", "locate", "polygons_in", "formats", "geojson_out", "people_import", "cases", "ledgers", "map")


def line(measure: dict[str, object]) -> str:
    """One measure as a line of text."""

    def short(value: object) -> str:
        return f"{value:.3g}" if isinstance(value, float) else "—" if value is None else str(value)

    met = {True: "met", False: "NOT met", None: ""}[measure.get("met")]  # type: ignore[index]
    peer = f" | {measure['peer']}: {short(measure['peer_value'])}" if measure.get("peer") else ""
    ratio = f" | ratio {short(measure['ratio'])}" if measure.get("ratio") is not None else ""
    target = f" | target {short(measure['target'])} {met}" if measure.get("target") is not None else ""
    return f"{measure['name']}: {short(measure['ours'])} {measure['unit']}{peer}{ratio}{target}"


def write(found: dict[str, list[dict[str, object]]]) -> None:
    """Put what was measured into docs/performance.json, what was not measured this time stays; then make the page."""
    import numpy
    import PySide6
    import shapely

    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    machine = (
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, PySide6 {PySide6.__version__}, "
        f"numpy {numpy.__version__}, shapely {shapely.__version__}"
    )
    for name, measures in found.items():
        kept[name] = {"on": today, "machine": machine, "measures": measures}
    ordered = {name: kept[name] for name in NAMES if name in kept}
    RESULTS.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    page(ordered)


def page(results: dict[str, dict[str, object]]) -> None:
    """Make docs/performance.md: a table for each benchmark, with the day and the machine it was measured on."""

    def cell(value: object) -> str:
        return "" if value is None else f"{value:.3g}" if isinstance(value, float) else str(value)

    text = [
        "# Performance",
        "",
        "Made by `python3 dev.py bench --write`; a benchmark that is named there is measured anew, the others stay",
        "with their day. Each ratio comes from one run in which ours and the peer took turns: trust the ratios more",
        "than the figures.",
    ]
    keys = ("name", "ours", "unit", "peer", "peer_value", "ratio", "target")
    for name, result in results.items():
        text += [
            "",
            f"## {name}",
            "",
            f"{result['on']}, {result['machine']}",
            "",
            "| measure | ours | unit | peer | peer's | ratio | target | met |",
            "| --- | ---: | --- | --- | ---: | ---: | --- | --- |",
        ]
        for m in result["measures"]:  # type: ignore[attr-defined]
            met = {True: "yes", False: "**no**", None: ""}[m.get("met")]
            text.append("| " + " | ".join(cell(m.get(k)) for k in keys) + f" | {met} |")
    PAGE.write_text("\n".join(text) + "\n", encoding="utf-8")


def main() -> int:
    """Run the named benchmarks (all when none is named), each in a process of its own."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="keep the figures in docs/performance.md")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that they run")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        module = importlib.import_module(f"benchmarks.{given.one}")
        for measure in module.measures(quick=given.quick):
            print(json.dumps(measure), flush=True)
        return 0
    found: dict[str, list[dict[str, object]]] = {}
    failed = False
    for name in given.names or [n for n in NAMES if (HERE / f"{n}.py").exists()]:
        # A process each: what one benchmark imports or caches must not help or hurt the next.
        command = [sys.executable, "-m", "benchmarks", "--one", name, *(["--quick"] if given.quick else [])]
        done = subprocess.run(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=False)
        failed |= done.returncode != 0
        measures = [json.loads(text) for text in done.stdout.splitlines()]
        if done.returncode == 0:
            found[name] = measures
        for text, measure in zip(done.stdout.splitlines(), measures, strict=True):
            print(text if given.json else line(measure), flush=True)
    if given.write:
        write(found)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
