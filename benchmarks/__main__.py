"""``python -m benchmarks [--records N] [--rounds N] [--json FILE]``: everything once, as a table.

``python -m benchmarks window --help``: the window.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.finding import searching
from benchmarks.merging import merging
from benchmarks.printing import printing
from benchmarks.report import table
from benchmarks.saving import saving
from benchmarks.stats import Line
from benchmarks.world import World
from benchmarks.writing import bulk, rebuilding

RECORDS: Final = 10_000
ROUNDS: Final = 3
FEWEST: Final = 200


def main() -> int:
    """Measure, print, write. Nothing here passes or fails: goals are for people to read."""
    if sys.argv[1:2] == ["window"]:  # in a process of its own: Qt is not loaded for the rest
        return subprocess.call([sys.executable, "-m", "benchmarks.window", *sys.argv[2:]])
    asked = _arguments()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="caseapp-benchmark-") as folder:
        lines = _measure(World(Path(folder), asked.records, asked.rounds))
    told = {
        "records": asked.records, "rounds": asked.rounds, "seconds": round(time.perf_counter() - begun, 1),
        "python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count(),
        "lines": [line.to_json() for line in lines],
    }
    print(table(lines))
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


if __name__ == "__main__":
    sys.exit(main())
