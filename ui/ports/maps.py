"""A list on a map that needs no network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from caseapp.domain.atlas import Basemap
from caseapp.domain.listing import Query
from caseapp.domain.situating import Situation
from caseapp.domain.spec import RecordId


@dataclass(frozen=True, slots=True)
class MapPin:
    """A record at a place. ``private``: where somebody lives or a witness was met."""

    record: RecordId
    place: RecordId
    private: bool = False


@dataclass(frozen=True, slots=True)
class MapTown:
    """A town to find one's way by."""

    title: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class MapSet:
    """What a map shows. ``exact`` and ``coarse``: place -> where it is drawn, and where a private one is drawn in a
    copy that leaves. ``titles``: of places; ``regions``: key -> name. ``nowhere``: records at no place on the map.
    ``more``: there are more than could be read. ``words``: the query said back."""

    pins: tuple[MapPin, ...] = field(repr=False)
    exact: Mapping[RecordId, Situation | None] = field(repr=False)
    coarse: Mapping[RecordId, Situation | None] = field(repr=False)
    titles: Mapping[RecordId, str] = field(repr=False)
    regions: Mapping[str, str] = field(repr=False)
    towns: tuple[MapTown, ...] = field(default=(), repr=False)
    nowhere: tuple[RecordId, ...] = field(default=(), repr=False)
    total: int = 0
    more: bool = False


class Maps(Protocol):
    """Reader lane but for ``has``."""

    def has(self, type_: str) -> bool:
        """Whether records of this type can be on a map. Pure and quick."""

    def basemap(self) -> Basemap:
        """Outlines, read once. Raises BadSeed."""

    def look(self, query: Query, then: bool) -> MapSet:
        """The list on the map of January 2022 (``then``) or of today."""
