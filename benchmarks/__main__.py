"""``python -m benchmarks [--records N] [--rounds N] [--json FILE]``: everything once, as a table."""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.finding import searching
from benchmarks.merging import merging
from benchmarks.printing import printing
from benchmarks.saving import saving
from benchmarks.stats import Line
from benchmarks.world import World
from benchmarks.writing import bulk, rebuilding

RECORDS: Final = 10_000
ROUNDS: Final = 3
FEWEST: Final = 200


def main() -> int:
    """Measure, print, write. Nothing here passes or fails: goals are for people to read."""
    asked = _arguments()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="caseapp-benchmark-") as folder:
        lines = _measure(World(Path(folder), asked.records, asked.rounds))
    told = {
        "records": asked.records, "rounds": asked.rounds, "seconds": round(time.perf_counter() - begun, 1),
        "python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count(),
        "lines": [line.to_json() for line in lines],
    }
    print(_table(lines))
    print(f"\n{asked.records} records, {asked.rounds} rounds, {told['seconds']} s, {told['cores']} cores")
    if asked.json is not None:
        asked.json.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Ratios to yardsticks of the same run.")
    parser.add_argument("--records", type=int, default=RECORDS, help="how many records (default %(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="repetitions, at least 3 (default %(default)s)")
    parser.add_argument("--json", type=Path, help="also write everything measured to this file")
    asked = parser.parse_args()
    if asked.records < FEWEST or asked.rounds < ROUNDS:
        parser.error(f"at least {FEWEST} records and {ROUNDS} rounds")
    return asked


def _measure(world: World) -> list[Line]:
    try:
        print("bulk write", file=sys.stderr)
        written = bulk(world)
        lines = list(written.lines)
        # Merge before anything is added to the vault, printing last: it adds a case.
        for measure in (rebuilding, merging, searching, saving, printing):
            print(measure.__name__, file=sys.stderr)
            lines += measure(world, written)
    finally:
        world.close()
    return lines


def _table(lines: list[Line]) -> str:
    head = "| measured | yardstick | unit | ours | yardstick | ratio, median (min–max) | goal |"
    rows = [head, "| --- | --- | --- | ---: | ---: | ---: | --- |"]
    for line in lines:
        low, high = min(line.ratios), max(line.ratios)
        name = f"{line.name} ({line.note})" if line.note else line.name
        rows.append(
            f"| {name} | {line.yardstick} | {line.unit} | {_number(median(line.ours))} | "
            f"{_number(median(line.theirs))} | {_number(median(line.ratios))} ({_number(low)}–{_number(high)}) | "
            f"{line.goal or '-'} |"
        )
    return "\n".join(rows)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
