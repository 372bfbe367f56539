"""One save beside one small fsync, and reading the saved record back."""

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.data import Maker
from benchmarks.stats import Line, Stopwatch, percentile, timed
from benchmarks.world import World
from benchmarks.writing import Written
from caseapp.services.edits import Edit
from caseapp.services.session import Session

SAVES: Final = 200
PAGE: Final = 4096
Samples = tuple[list[float], list[float], list[float]]


def saving(world: World, written: Written) -> list[Line]:
    """New people and edits of old ones, each an action of its own, in the full vault."""
    session, dice = written.session, random.Random(11)
    maker = Maker(session.records.new_id, seed=11)

    def new() -> Edit:
        return maker.person(session.records.new_id(), "")

    def edit() -> Edit:
        return Edit("person", dice.choice(written.made.people), {"occupation": maker.words(2)})

    lines: list[Line] = []
    for name, make in (("one save, a new record", new), ("one save, an edit", edit)):
        rounds = [_round(session, make, world.path(".page")) for _ in range(world.rounds)]
        lines += _lines(name, rounds)
    return lines


def _round(session: Session, make: Callable[[], Edit], page: Path) -> Samples:
    saves, syncs, reads = Stopwatch(), list[float](), Stopwatch()
    handle = os.open(page, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        for _ in range(SAVES):
            wanted = make()
            with saves.lap():
                session.records.save([wanted], "Save")
            with reads.lap():
                session.near.get(wanted.id)
            syncs.append(timed(lambda: _sync(handle)))
    finally:
        os.close(handle)
    return saves.laps, syncs, reads.laps


def _sync(handle: int) -> None:
    os.pwrite(handle, os.urandom(PAGE), 0)
    os.fsync(handle)


def _lines(name: str, rounds: list[Samples]) -> list[Line]:
    def at(index: int, share: float) -> tuple[float, ...]:
        return tuple(percentile(one[index], share) * 1000 for one in rounds)

    fsync = "write and fsync of one 4 KiB page"
    return [
        Line(f"{name}: p50", f"{fsync}: p50", "ms", at(0, 0.5), at(1, 0.5)),
        Line(f"{name}: p95", f"{fsync}: p95", "ms", at(0, 0.95), at(1, 0.95), goal="<= 15"),
        Line(f"{name}: p99", "its own p95", "ms", at(0, 0.99), at(0, 0.95), goal="<= 2"),
        Line(f"read-back after {name}: p95", "the save's p95", "ms", at(2, 0.95), at(0, 0.95), goal="<= 0.1"),
    ]
