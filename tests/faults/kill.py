"""A process is killed at a seeded point of its work; what it had acknowledged must be there, and nothing by halves.

    python -m tests.faults.kill --points 5000 --seed 1      many points
    python -m tests.faults.kill --replay merge:17           one point that a failure named

A child (a fork, so no time goes into starting Python) opens a copy of a prepared vault, does one step after another and
tells the parent of each that returned. The parent waits for the k-th of them, then a seeded part of what the next step
takes on this machine, then sends SIGKILL, and looks at what is left. What a seed picks is exact; where within the step
the signal lands is up to the machine, so a replay tries the same spot, several times if asked.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from caseapp.security.errors import WrongSecret
from tests.faults import work
from tests.faults.work import Ground, Wrong

FIRST = b"."  # written before the vault is opened
Step = Callable[[], None]


@dataclass(frozen=True)
class Point:
    """Where to kill: after ``acks`` acknowledged steps, ``part`` of the next one's usual length later."""

    kind: str
    seed: int
    acks: int
    part: float

    @staticmethod
    def of(kind: str, seed: int) -> "Point":
        dice = random.Random(f"{kind}:{seed}")
        return Point(kind, seed, dice.randrange(work.STEPS + 1), dice.random() * 1.1)


@dataclass(frozen=True)
class Outcome:
    """``acked``: steps that had returned before the kill; ``wrong``: what was broken, '' if nothing."""

    point: Point
    acked: int
    wrong: str

    @property
    def name(self) -> str:
        return f"{self.point.kind}:{self.point.seed}"


class Bench:
    """Prepared vaults, the usual length of every step, and the killing."""

    def __init__(self, folder: Path, kinds: dict[str, work.Kind] | None = None) -> None:
        self._folder = folder
        self._ground = Ground.prepare(folder / "ground")
        self._kinds = kinds or work.KINDS
        self._usual: dict[str, list[float]] = {}
        self._number = 0

    def try_at(self, point: Point) -> Outcome:
        """One kill and what it left."""
        usual = self._usual.get(point.kind) or self._measure(point.kind)
        vault = self._fresh()
        try:
            acked = self._run(point.kind, vault, point.acks, point.part * usual[point.acks])
            return Outcome(point, acked, self._look(point.kind, vault, acked))
        finally:
            shutil.rmtree(vault.parent)

    def _fresh(self) -> Path:
        self._number += 1
        place = self._folder / f"point{self._number}"
        shutil.copytree(self._ground.vault, place / "vault")
        return place / "vault"

    def _measure(self, kind: str) -> list[float]:
        """Undisturbed, thrice: the shortest seconds of opening and of each step. It must leave nothing wrong either."""
        measured: list[list[float]] = []
        for _ in range(3):
            vault = self._fresh()
            times: list[float] = []
            self._run(kind, vault, work.STEPS + 1, 0.1, times)
            if wrong := self._look(kind, vault, work.STEPS):
                raise AssertionError(f"{kind} without any kill: {wrong}")
            measured.append(times)
        self._usual[kind] = [min(each) for each in zip(*measured, strict=True)]
        return self._usual[kind]

    def _look(self, kind: str, vault: Path, acked: int) -> str:
        try:
            self._kinds[kind].look(self._ground, vault, acked)
        except Wrong as wrong:
            return str(wrong)
        except WrongSecret:
            return "does not open"
        return ""

    def _run(self, kind: str, vault: Path, acks: int, wait: float, times: list[float] | None = None) -> int:
        """Kill after ``acks`` acknowledgements and ``wait`` seconds; returns how many had come by then."""
        read, write = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(read)
            self._child(kind, vault, write)
        os.close(write)
        try:
            got, at = 0, 0.0
            while got <= acks and os.read(read, 1):
                now = time.perf_counter()
                if times is not None and got:
                    times.append(now - at)
                at, got = now, got + 1
            time.sleep(wait)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            while os.read(read, 1):
                got += 1
        finally:
            os.close(read)
        if not got:
            raise AssertionError("the child said nothing")
        return max(0, got - 2)  # the first says "started", the second "open"

    def _child(self, kind: str, vault: Path, write: int) -> None:
        """Never returns: whatever happens, this process ends here and runs nothing of its parent's clean-up."""
        code = 1
        try:
            os.write(write, FIRST)
            for _ in self._kinds[kind].steps(self._ground, vault):
                os.write(write, FIRST)
            signal.pause()  # all is done: wait for the kill
        except Exception as error:  # noqa: BLE001 - a child must not fall back into the parent's stack
            os.write(2, f"child: {error!r}\n".encode())
        finally:
            os._exit(code)


def points(count: int, seed: int, kinds: dict[str, work.Kind] | None = None) -> Iterator[Point]:
    """``count`` points over all kinds of work in turn."""
    names = list(kinds or work.KINDS)
    for number in range(count):
        yield Point.of(names[number % len(names)], seed + number)


def main() -> int:
    parser = argparse.ArgumentParser(description="kill -9 at seeded points")
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replay", metavar="KIND:SEED")
    parser.add_argument("--times", type=int, default=20, help="of a replay")
    given = parser.parse_args()
    if given.replay:
        kind, _, seed = given.replay.partition(":")
        todo = [Point.of(kind, int(seed))] * given.times
    else:
        todo = list(points(given.points, given.seed))
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        outcomes = [bench.try_at(point) for point in todo]
    bad = [outcome for outcome in outcomes if outcome.wrong]
    for outcome in bad:
        print(f"--replay {outcome.name}: after {outcome.acked} acknowledged: {outcome.wrong}")  # noqa: T201
    spread = dict(sorted(Counter(outcome.acked for outcome in outcomes).items()))
    seconds = time.perf_counter() - began
    print(f"{len(outcomes)} points, {len(bad)} bad, {seconds:.0f} s; acknowledged before the kill: {spread}")  # noqa: T201
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
