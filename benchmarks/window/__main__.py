"""``python -m benchmarks window``: start, places, pages, forms, search, lists, scrolling and memory, as a table."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.report import table
from benchmarks.stats import Line
from benchmarks.window.vaults import ready

RECORDS: Final = (1_000, 10_000)
ROUNDS: Final = 3
ROWS: Final = 1_000_000
PARTS: Final = ("start", "places", "records", "forms", "typing", "questions", "memory", "scrolling", "views")
_LONGEST: Final = 900  # seconds for one part; a machine that needs more should be asked for less


def main() -> int:
    """Every part of every size in a fresh process, so that none pays for what another left behind."""
    asked = _arguments()
    lines = list[Line]()
    with tempfile.TemporaryDirectory(prefix="caseapp-benchmark-") as scratch:
        kept = asked.kept or Path(scratch)
        for count in asked.records:
            print(f"{count} records", file=sys.stderr)
            vault = ready(kept, count)
            for part in (part for part in asked.parts if part not in ("scrolling", "views")):
                lines += _part(part, asked.rounds, vault=vault, count=count)
        if "views" in asked.parts:
            lines += _part("views", asked.rounds, count=0)
        if "scrolling" in asked.parts:
            lines += _part("scrolling", asked.rounds, count=asked.rows)
    print(table(lines))
    if asked.json is not None:
        told = [line.to_json() for line in lines]
        asked.json.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks window",
        description="The window beside something bare of the same run. Milliseconds are of processor time.")
    parser.add_argument("--records", type=int, nargs="+", default=RECORDS, help="vaults of these sizes")
    parser.add_argument("--kept", type=Path, help="keep the vaults here for the next run: 100,000 take minutes")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="repetitions (default %(default)s)")
    parser.add_argument("--rows", type=int, default=ROWS, help="rows to scroll through (default %(default)s)")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="only these")
    parser.add_argument("--json", type=Path, help="also write everything measured to this file")
    return parser.parse_args()


def _part(name: str, rounds: int, *, count: int, vault: Path | None = None) -> list[Line]:
    """One part in a process of its own; one that fails or hangs is told and left out."""
    print(f"  {name}", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "benchmarks.window.part", name, str(rounds), str(count), str(vault or "")]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=_LONGEST, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        print(f"  not measured: {type(error).__name__}", file=sys.stderr)
        return []
    lines = [Line(one["name"], one["yardstick"], one["unit"], tuple(one["ours"]), tuple(one["theirs"]), one["goal"],
                  f"{one['note']}; {count:,}" if one["note"] else f"{count:,}") for one in json.loads(done.stdout)]
    print(table(lines), file=sys.stderr, flush=True)  # a long run that is broken off has said what it knows
    return lines


if __name__ == "__main__":
    sys.exit(main())
