"""What a vault has of each writer, as intervals of counters: a maximum alone never asks for the holes again."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from caseapp.history.errors import BadHistory
from caseapp.history.ids import HASH_SIZE, LIFE_SIZE, MAX_COUNTER, Writer, unhex


@dataclass(frozen=True, slots=True)
class Intervals:
    """A set of counters as sorted, disjoint, non-touching ``(first, last)`` pairs, both ends included."""

    spans: tuple[tuple[int, int], ...] = ()

    @staticmethod
    def of(counters: Iterable[int]) -> "Intervals":
        """The smallest intervals that hold exactly ``counters``."""
        return Intervals(tuple(_joined((counter, counter) for counter in sorted(counters))))

    def __contains__(self, counter: int) -> bool:
        at = bisect_right(self.spans, counter, key=lambda span: span[0]) - 1
        return at >= 0 and counter <= self.spans[at][1]

    def __or__(self, other: "Intervals") -> "Intervals":
        return Intervals(tuple(_joined(sorted((*self.spans, *other.spans)))))

    def __sub__(self, other: "Intervals") -> "Intervals":
        return Intervals(tuple(_difference(self.spans, other.spans)))

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self.spans)

    @property
    def highest(self) -> int:
        """The greatest counter, 0 when there is none."""
        return self.spans[-1][1] if self.spans else 0

    def holes(self) -> "Intervals":
        """The counters from 1 to the highest that are not here."""
        return Intervals(((1, self.highest),) if self.spans else ()) - self


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first, last = 0, -1
    for low, high in spans:
        if low <= last + 1 and last >= first:
            last = max(last, high)
            continue
        if last >= first:
            yield first, last
        first, last = low, high
    if last >= first:
        yield first, last


def _difference(
    spans: tuple[tuple[int, int], ...], holes: tuple[tuple[int, int], ...]
) -> Iterator[tuple[int, int]]:
    for first, last in spans:
        at = bisect_left(holes, first, key=lambda hole: hole[1])
        while at < len(holes) and holes[at][0] <= last:
            if first < holes[at][0]:
                yield first, holes[at][0] - 1
            first = holes[at][1] + 1
            at += 1
        if first <= last:
            yield first, last


@dataclass(frozen=True, slots=True)
class Holding:
    """What is here of one writer: the counters, and the hash of the changeset with the highest one."""

    counters: Intervals
    highest: bytes  # ChangesetId

    def __or__(self, other: "Holding") -> "Holding":
        newer = self if self.counters.highest >= other.counters.highest else other
        return Holding(self.counters | other.counters, newer.highest)


@dataclass(frozen=True, slots=True)
class Have:
    """Everything a vault has within one scope (``everything`` or one case): travels in manifests and receipts."""

    writers: dict[Writer, Holding] = field(default_factory=dict)

    def __or__(self, other: "Have") -> "Have":
        both = dict(self.writers)
        for writer, holding in other.writers.items():
            both[writer] = both[writer] | holding if writer in both else holding
        return Have(both)

    def lacks(self, other: "Have") -> dict[Writer, Intervals]:
        """Per writer, the counters that ``other`` has and this one does not: what to send there "since last"."""
        gaps = {}
        for writer, holding in other.writers.items():
            mine = self.writers[writer].counters if writer in self.writers else Intervals()
            if rest := holding.counters - mine:
                gaps[writer] = rest
        return gaps

    def to_json(self) -> list[dict[str, Any]]:
        """The form for a manifest: sorted by writer, ready for ``canonical.encode``."""
        return [
            {
                "author": writer.author.hex(),
                "counters": [list(span) for span in holding.counters.spans],
                "highest": holding.highest.hex(),
                "life": writer.life.hex(),
            }
            for writer, holding in sorted(self.writers.items())
        ]

    @staticmethod
    def from_json(value: object, place: str = "have") -> "Have":
        """The holding behind a manifest's member. Raises BadHistory for anything ``to_json`` does not write."""
        if not isinstance(value, list):
            raise BadHistory(place, "not a list")
        writers = dict(_holding(item, f"{place}[{at}]") for at, item in enumerate(value))
        have = Have(writers)
        if have.to_json() != value:
            raise BadHistory(place, "not sorted")
        return have


def _holding(item: object, place: str) -> tuple[Writer, Holding]:
    match item:
        case {"author": str(author), "counters": list(counters), "highest": str(highest), "life": str(life)}:
            writer = Writer(unhex(author, HASH_SIZE, f"{place}.author"), unhex(life, LIFE_SIZE, f"{place}.life"))
            spans = tuple(_span(span, f"{place}.counters") for span in counters)
            if not spans or tuple(_joined(sorted(spans))) != spans:
                raise BadHistory(f"{place}.counters", "not intervals")
            return writer, Holding(Intervals(spans), unhex(highest, HASH_SIZE, f"{place}.highest"))
    raise BadHistory(place, "members")


def _span(span: object, place: str) -> tuple[int, int]:
    match span:
        case [int(first), int(last)] if 1 <= first <= last <= MAX_COUNTER:
            return first, last
    raise BadHistory(place, "not intervals")
