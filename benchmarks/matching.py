"""``python -m benchmarks.matching [--records N] [--seeds A B …]``: how many duplicates are found, how many are false.

Weights and keys were set while looking at seed 11 alone. Every other seed is held out: measured, never designed on.
"""

import argparse
import statistics
import time
from dataclasses import dataclass

from benchmarks.namesakes import World, world
from caseapp.matching.blocking import pairs
from caseapp.matching.matcher import Matcher

RECORDS = 10_000
DESIGN, HELD_OUT = 11, (12, 13)
_ASKED = 300  # people for "one against the vault"


@dataclass(frozen=True, slots=True)
class Found:
    """One world measured. ``completeness``: the share of true pairs that are compared at all."""

    seed: int
    records: int
    precision: float
    recall: float
    completeness: float
    compared: int
    seconds: float
    one_ms: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def measure(made: World, seed: int) -> Found:
    """All pairs, then single people, of one world."""
    begun = time.perf_counter()
    matcher = Matcher(made.people)
    candidates = matcher.all()
    seconds = time.perf_counter() - begun
    found = {candidate.pair for candidate in candidates}
    compared = set(pairs(matcher.blocks, matcher.people))
    alone = []
    for one in made.people[:: max(1, len(made.people) // _ASKED)]:
        begun = time.perf_counter()
        matcher.like(one)
        alone.append(time.perf_counter() - begun)
    right = len(found & made.truth)
    return Found(
        seed, len(made.people), right / max(1, len(found)), right / len(made.truth),
        len(compared & made.truth) / len(made.truth), len(compared), seconds, statistics.median(alone) * 1000,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching")
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--seeds", type=int, nargs="+", default=[DESIGN, *HELD_OUT])
    asked = parser.parse_args()
    print("| seed | records | precision | recall | F1 | pair completeness | pairs compared | all pairs, s | one, ms |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for seed in asked.seeds:
        one = measure(world(asked.records, seed), seed)
        print(f"| {one.seed} | {one.records:,} | {one.precision:.4f} | {one.recall:.4f} | {one.f1:.4f} | "
              f"{one.completeness:.4f} | {one.compared:,} | {one.seconds:.2f} | {one.one_ms:.2f} |")


if __name__ == "__main__":
    main()
