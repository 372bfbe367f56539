"""What taking in an export file would do, counted over exactly what will be applied; every number opens its records."""

from dataclasses import dataclass, field

from caseapp.domain.spec import RecordId


@dataclass(frozen=True, slots=True)
class Preview:
    """Ids by outcome. A record stands in exactly one of ``new``, ``same``, ``changed``; the rest cut across."""

    new: tuple[RecordId, ...] = ()
    same: tuple[RecordId, ...] = ()
    changed: tuple[RecordId, ...] = ()
    conflicts: tuple[tuple[RecordId, str], ...] = ()  # (record, field) that a person will have to decide
    waiting: tuple[RecordId, ...] = ()
    withdrawn: tuple[tuple[RecordId, str], ...] = ()  # protective fields that become more restrictive, at once
    changesets: int = 0
    known: int = 0  # changesets that are here already
    held: int = 0  # changesets of authors whose cards nobody here verified: kept aside, not taken in
    based_on: bytes = field(default=b"", repr=False)  # what the counts were made against

    @property
    def empty(self) -> bool:
        """True when taking it in changes nothing."""
        return not (self.new or self.changed)
