"""Folded search over every spelling."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from caseapp.domain.spec import RecordId


@dataclass(frozen=True, slots=True)
class Hit:
    """One search hit. ``spans`` are (start, length) in ``excerpt``, which is the text in its original script.

    ``facts``: what tells it apart from others of the same name, on a line of its own.
    """

    id: RecordId
    type: str
    title: str
    excerpt: str
    spans: tuple[tuple[int, int], ...] = ()
    facts: str = field(default="", repr=False)


class Search(Protocol):
    """Folded search over every spelling. Reader lane, latest wins."""

    def find(self, text: str, limit: int = 20, types: tuple[str, ...] = ()) -> Sequence[Hit]:
        """Best hits first; all types when ``types`` is empty."""
