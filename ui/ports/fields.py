"""Fields that the people of a vault add to its record types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from caseapp.domain.spec import RecordId
from ui.ports.base import Choice, Saved


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of ours, in words. ``retired``: since when it is not asked, blank while it is. ``offered``: False where
    this program cannot show it. ``held``: how many records hold a value."""

    id: RecordId
    label: str
    labels: Mapping[str, str]
    kind: str
    seen_by: str
    table: bool
    retired: str = ""
    offered: bool = True
    held: int = 0


@dataclass(frozen=True, slots=True)
class FieldsOf:
    """The fields of ours of one record type, and how many records show them."""

    of: str
    shown: int
    lines: Sequence[FieldLine] = ()


@dataclass(frozen=True, slots=True)
class NewField:
    """What a person wants. ``list``: a word list of the program, blank for one of its own; ``to``: a record type."""

    of: str
    kind: str
    labels: Mapping[str, str]
    helping: Mapping[str, str]
    list: str = ""
    to: str = ""
    seen_by: str = "internal"
    table: bool = False


class Fields(Protocol):
    """``of`` on the reader lane, verbs on the writer's, the rest at once."""

    def types(self) -> Sequence[Choice]:
        """The record types that fields may be added to."""

    def kinds(self) -> Sequence[Choice]:
        """What a field may hold."""

    def audiences(self) -> Sequence[Choice]:
        """Who may see a field at most, the fewest first."""

    def lists(self) -> Sequence[Choice]:
        """The word lists of the program."""

    def of(self, type_: str) -> FieldsOf:
        """The fields of one record type, with what they touch."""

    def add(self, wanted: NewField) -> Saved:
        """A new field. Raises Invalid or Denied."""

    def rename(self, id_: RecordId, labels: Mapping[str, str]) -> Saved:
        """Other words for a field."""

    def move(self, type_: str, id_: RecordId, by: int) -> Saved:
        """Further up (-1) or down (1) in its forms."""

    def retire(self, id_: RecordId, *, whether: bool = True) -> Saved:
        """Ask it no longer from today on, or again."""
