"""What a rule has to say about a record, and how rules look from one record to the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from caseapp.domain.spec import Record, RecordId

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to show beside ``field`` of a record; ``text`` and ``short`` are marked for translation.

    ``short`` names a gap in a list ("protocol time"). No value of the record is in it.
    """

    code: str
    field: str
    text: str
    short: str = ""
    named: tuple[tuple[str, str], ...] = ()  # places of ``text``: numbers of the law, never a value of a person


class Linked(Protocol):
    """The records around the one that is looked at, as the caller may see them."""

    def get(self, id: RecordId, struct: type[AnyRecord]) -> AnyRecord | None:
        """The record, or None where it is not here or of another type."""

    def pointing_at(self, id: RecordId, struct: type[AnyRecord]) -> Sequence[tuple[RecordId, AnyRecord]]:
        """Records of one type that refer to ``id`` in any field, withdrawn ones left out."""
