"""``python -m tests.laws.run --histories 2000000``: random histories under every law; prints the seed of a failure."""

import argparse
import sys
import time
import traceback

from tests.laws.laws import Check, LawBroken


def run(first: int, count: int) -> int:
    """Check ``count`` histories from seed ``first`` on; the number of steps. Raises LawBroken naming the seed."""
    steps = 0
    for seed in range(first, first + count):
        try:
            steps += Check(seed).run()
        except Exception as error:
            error.add_note(f"replay: python -m tests.laws.run --first {seed} --histories 1")
            raise
    return steps


def main() -> int:
    """The command line; exit 1 at the first broken law."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    options = parser.parse_args()
    started = time.perf_counter()
    try:
        steps = run(options.first, options.histories)
    except LawBroken:
        traceback.print_exc()
        return 1
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{options.histories} histories, {steps} steps, {options.histories / seconds:.0f} histories/s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
