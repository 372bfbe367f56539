"""How concurrent writes of one field come to one value (history R6): a closed set, declared with the field."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from caseapp.domain.canonical import Json


class Merge(enum.Enum):
    """The three behaviours that the fold knows."""

    REGISTER = "register"
    SET = "set"
    PROTECTIVE = "protective"


@dataclass(frozen=True, slots=True)
class Rank:
    """The join of a protective field: the value standing furthest right in ``order`` is the most restrictive.

    ``default`` is what a never-written field means; blank and unknown values count as the last of ``order``.
    """

    order: tuple[Json, ...]
    default: Json

    def join(self, values: Sequence[Json]) -> Json:
        """The most restrictive of ``values``; the default when there are none."""
        if not values:
            return self.default
        return self.order[max(self._rank(value) for value in values)]

    def _rank(self, value: Json) -> int:
        try:
            return self.order.index(value)
        except ValueError:
            return len(self.order) - 1


@dataclass(frozen=True, slots=True)
class Policy:
    """What the fold needs to know of one field."""

    merge: Merge = Merge.REGISTER
    rank: Rank | None = None

    def __post_init__(self) -> None:
        if (self.merge is Merge.PROTECTIVE) != (self.rank is not None):
            raise ValueError("a protective field declares its rank, others none")
