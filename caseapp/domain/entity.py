"""A record as it leaves storage: frozen values, and what cannot be told as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from caseapp.domain.spec import Record, RecordId


@dataclass(frozen=True, slots=True)
class Standing:
    """One value that stands in a field, with who claims to have written it when.

    ``author``: 32-byte fingerprint as hex; ``hlc``: microseconds since 1970 UTC, a claim for display only.
    ``value`` is None where it is blank; ``blank`` then says why: ``withheld``, ``erased`` or ``newer``.
    """

    value: Any = field(repr=False)
    author: str
    hlc: int
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """Why a field has no single plain value. ``standing`` holds every value, in the order of the shown pick."""

    conflict: bool = False
    waiting: bool = False
    newer: bool = False
    standing: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One record. ``record`` holds the shown pick where a field is in conflict; ``issues`` holds all of it."""

    id: RecordId
    type: str
    title: str = field(repr=False)
    record: Record = field(repr=False)
    retracted: bool = False
    empty: bool = False
    newer: bool = False
    issues: Mapping[str, Issue] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    heads: bytes = field(default=b"", repr=False)  # what was read, handed back with an edit

    @property
    def conflicts(self) -> int:
        """How many fields are in conflict."""
        return sum(issue.conflict for issue in self.issues.values())


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write touched: record type -> ids. Screens decide from it what to read again."""

    ids: Mapping[str, frozenset[RecordId]] = field(default_factory=lambda: MappingProxyType({}))

    def touches(self, type_: str) -> bool:
        """True if a record of this type changed."""
        return type_ in self.ids
