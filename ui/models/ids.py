"""Runs of ids, 16 bytes each: finding one, and the way from one run to another in few steps."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

SIZE: Final = 16
MOST_COMPARED: Final = 5_000  # rows between the first and the last difference; beyond, all is replaced
MOST_STEPS: Final = 200


@dataclass(frozen=True, slots=True)
class Removal:
    """Rows ``first`` to ``last`` go."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Insertion:
    """Rows come before row ``first``."""

    first: int
    ids: bytes = field(repr=False)


def position(ids: bytes, wanted: bytes) -> int:
    """The row of an id, -1 when it is not there."""
    at = ids.find(wanted)
    while at >= 0 and at % SIZE:
        at = ids.find(wanted, at + 1)
    return at // SIZE if at >= 0 else -1


def steps(old: bytes, new: bytes) -> list[Removal | Insertion] | None:
    """Removals, then insertions, each for the rows as the step before left them; None where too much differs.

    What only changed its place is taken out and put in again.
    """
    start = _alike(old, new)
    end = _alike_at_end(old, new, start)
    if max(len(old), len(new)) // SIZE - start - end > MOST_COMPARED:
        return None
    before = _rows(old[start * SIZE : len(old) - end * SIZE])
    after = _rows(new[start * SIZE : len(new) - end * SIZE])
    kept = _in_order(before, after)
    found: list[Removal | Insertion] = [*_removals(before, kept, start), *_insertions(after, kept, start)]
    return found if len(found) <= MOST_STEPS else None


def _rows(ids: bytes) -> list[bytes]:
    return [ids[at : at + SIZE] for at in range(0, len(ids), SIZE)]


def _alike(one: bytes, other: bytes) -> int:
    """How many rows both begin with."""
    low, high = 0, min(len(one), len(other)) // SIZE
    while low < high:
        middle = (low + high + 1) // 2
        if one[low * SIZE : middle * SIZE] == other[low * SIZE : middle * SIZE]:
            low = middle
        else:
            high = middle - 1
    return low


def _alike_at_end(one: bytes, other: bytes, start: int) -> int:
    """How many rows both end with, beyond the ``start`` rows that both begin with."""
    low, high = 0, min(len(one), len(other)) // SIZE - start
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle * SIZE : len(one) - low * SIZE] == \
                other[len(other) - middle * SIZE : len(other) - low * SIZE]:
            low = middle
        else:
            high = middle - 1
    return low


def _in_order(before: list[bytes], after: list[bytes]) -> set[bytes]:
    """Rows that stay: in both, in the same order among themselves. Greedy, so that one moved row upsets no other."""
    there = {id_: at for at, id_ in enumerate(after)}
    common = [id_ for id_ in before if id_ in there]
    kept: set[bytes] = set()
    last = -1
    for at, id_ in enumerate(common):
        following = there[common[at + 1]] if at + 1 < len(common) else len(after)
        if there[id_] > last and (there[id_] < following or following < last):
            kept.add(id_)
            last = there[id_]
    return kept


def _removals(before: list[bytes], kept: set[bytes], start: int) -> Iterator[Removal]:
    """From the end, so that no step moves the rows of a later one."""
    last = None
    for at in range(len(before) - 1, -2, -1):
        gone = at >= 0 and before[at] not in kept
        if gone and last is None:
            last = at
        elif not gone and last is not None:
            yield Removal(start + at + 1, start + last)
            last = None


def _insertions(after: list[bytes], kept: set[bytes], start: int) -> Iterator[Insertion]:
    first, run = 0, bytearray()
    for at, id_ in enumerate(after):
        if id_ in kept:
            if run:
                yield Insertion(start + first, bytes(run))
            run = bytearray()
        elif run:
            run += id_
        else:
            first, run = at, bytearray(id_)
    if run:
        yield Insertion(start + first, bytes(run))
