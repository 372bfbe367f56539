"""The word lists: what is in them, and the terms that the people of this vault add."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ui.ports.base import Saved


@dataclass(frozen=True, slots=True)
class TermList:
    """One list. ``where``: the fields that use it, in words. ``open``: whether terms of ours may be added."""

    id: str
    label: str
    where: str
    count: int
    own: int
    open: bool


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term. ``own``: of ours; ``retired``: since when it is not offered, in words, blank while it is."""

    id: str
    label: str
    others: str = ""  # its labels in the other languages
    code: str = ""
    verified: bool = True
    own: bool = False
    retired: str = ""


class Terms(Protocol):
    """Lists and terms in the window's language. ``lists`` and ``terms`` on the reader lane, verbs on the writer's."""

    def lists(self) -> Sequence[TermList]:
        """Every list, sorted by its words."""

    def terms(self, list_: str) -> Sequence[TermLine]:
        """Every term of a list, those not offered any more too."""

    def takes(self, list_: str) -> bool:
        """Whether terms of ours may be added. Pure and quick."""

    def add(self, list_: str, labels: Mapping[str, str], parent: str = "") -> tuple[str, Saved]:
        """A new term, by language; its id. Raises Invalid."""

    def brought(self) -> int:
        """How many places and bodies of state the program brings along that are not here. Writer lane."""

    def bring(self) -> Saved:
        """Add those to the vault, in one action."""

    def retire(self, term: str, *, whether: bool = True) -> Saved:
        """Offer a term of ours no longer from today on, or again."""
