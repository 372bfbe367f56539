"""Samples, percentiles and the ratio to a yardstick: absolute times of one machine promise nothing on another."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median


@dataclass(slots=True)
class Stopwatch:
    """Seconds spent inside the blocks it timed."""

    laps: list[float] = field(default_factory=list)

    @contextmanager
    def lap(self) -> Iterator[None]:
        """Time one block."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.laps.append(time.perf_counter() - begun)

    @property
    def total(self) -> float:
        """Seconds of all laps together."""
        return sum(self.laps)


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement. ``ours`` and ``theirs`` hold a number for every repetition, in ``unit``, pair by pair.

    ``goal`` is the sentence of the design, "" where it sets none.
    """

    name: str
    yardstick: str
    unit: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    goal: str = ""
    note: str = ""

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours divided by the yardstick, for every repetition."""
        return tuple(a / b for a, b in zip(self.ours, self.theirs, strict=True))

    def to_json(self) -> dict[str, object]:
        """Everything that was measured, and the medians with their range."""
        return {
            "name": self.name, "yardstick": self.yardstick, "unit": self.unit, "goal": self.goal, "note": self.note,
            "ours": list(self.ours), "theirs": list(self.theirs), "ratios": list(self.ratios),
            "median": {"ours": median(self.ours), "theirs": median(self.theirs), "ratio": median(self.ratios)},
            "range": {"ratio": [min(self.ratios), max(self.ratios)]},
        }


def timed(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes."""
    watch = Stopwatch()
    with watch.lap():
        work()
    return watch.total


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least ``share`` (0 to 1) of all samples do not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, -(-len(ordered) * int(share * 1000) // 1000) - 1)]
