"""What the Review page asks on the lanes, and the scroll area that leaves the arrows to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
)

from caseapp.domain.errors import Bug
from caseapp.domain.spec import RecordId
from ui.ports import Desk, ReviewCounts, Saved
from ui.ports.review import Dispute, Item, Made, Segment, Twins, Withdrawn

_ARROWS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
WATCHED: Final = frozenset(("person", "act", "match_decision"))


@dataclass(frozen=True, slots=True)
class Loaded:
    counts: ReviewCounts
    queue: tuple[str, ...]
    at: int
    item: Item | None
    made: tuple[Made, ...] = ()


class ReviewArea(QScrollArea):
    """Room for a long item. Page keys scroll it; the arrows belong to the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Load:
    """Counts, queue and the item at the place, in one go."""

    def __init__(self, desk: Desk, segment: Segment, key: str, at: int, *, choose: bool) -> None:
        self._review, self._segment, self._key, self._at, self._choose = desk.review, segment, key, at, choose

    def __call__(self) -> tuple[Segment, Loaded]:
        review, segment = self._review, self._segment
        counts = review.counts()
        if self._choose and not counts.conflicts:
            segment = Segment.DUPLICATES if counts.duplicates else Segment.WAITING if counts.waiting else segment
        queue = tuple(review.queue(segment))
        if segment is Segment.DONE:
            made = tuple(one for key in queue if isinstance(one := review.item(key), Made))
            return segment, Loaded(counts, queue, 0, None, made)
        at = queue.index(self._key) if self._key in queue else max(0, min(self._at, len(queue) - 1))
        for turn in range(len(queue)):
            item = review.item(queue[(at + turn) % len(queue)])
            if item is not None:
                return segment, Loaded(counts, queue, (at + turn) % len(queue), item)
        return segment, Loaded(counts, queue, 0, None)


class Decide:
    def __init__(self, desk: Desk, item: Item, verb: str, value: object, reason: str) -> None:
        self._review, self._item, self._verb, self._value, self._reason = desk.review, item, verb, value, reason

    def __call__(self) -> tuple[Saved, str]:
        item, reason = self._item, self._reason
        if isinstance(item, Dispute):
            if self._verb == "both":
                return self._review.keep_both(item, reason), ""
            if self._verb == "keep":
                return self._review.keep(item, self._value, reason), ""
        if isinstance(item, Withdrawn) and self._verb in ("withdraw", "restore"):
            return self._review.settle(item, self._verb == "withdraw", reason), ""
        if isinstance(item, Twins):
            return self._review.decide(item, self._verb, reason), ""
        raise Bug("review-item")


class UndoDecision:
    def __init__(self, desk: Desk, key: str) -> None:
        self._review, self._key = desk.review, key

    def __call__(self) -> tuple[Saved, str]:
        return self._review.undo(self._key)


class Gather:
    def __init__(self, desk: Desk, changes: Mapping[str, tuple[RecordId, ...]] | None) -> None:
        self._review, self._changes = desk.review, changes

    def __call__(self) -> object:
        return self._review.gather(self._changes)


class FindPairs:
    def __init__(self, desk: Desk, gathered: object, report: Callable[[int, int], None]) -> None:
        self._review, self._gathered, self._report = desk.review, gathered, report

    def __call__(self) -> int:
        return self._review.find(self._gathered, self._report)
