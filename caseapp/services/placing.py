"""A list on the map: which of its records are where, as exactly as is known and as coarsely as they may leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from caseapp.disclosure.places import COARSEST, home, private
from caseapp.domain.listing import Condition, Query
from caseapp.domain.records.place import Place
from caseapp.domain.situating import Situating, Situation, fineness_of
from caseapp.domain.spec import Kind, RecordId, RecordSpec
from caseapp.services.lists import ListService
from caseapp.storage.placed import Placed, Route, named_in, placed
from caseapp.storage.projection import Flags
from caseapp.storage.reader import Reader
from caseapp.storage.where import Flagged, Not

MOST: Final = 50_000  # ties of records to places that are read; beyond it the map says that it is not the whole
_PLACE: Final = "place"
_REGIONS: Final = ("region", "republican_city")
_PRESENT: Final = Not(Flagged(Flags.RETRACTED))
_OPEN: Final = ("facility", "street")
_DEEP: Final = 12


@dataclass(frozen=True, slots=True)
class Pin:
    """One record at one place. ``private``: where somebody lives or a witness was met."""

    record: RecordId
    place: RecordId
    private: bool


@dataclass(frozen=True, slots=True)
class OnMap:
    """A list on the map. ``exact`` and ``coarse``: place -> where it is drawn here, and where a private one is drawn in
    a copy that leaves; None where it cannot be drawn. ``nowhere``: records that are at no place on the map.
    ``regions``: key -> the record of a region that holds on this map."""

    pins: tuple[Pin, ...] = field(repr=False)
    exact: Mapping[RecordId, Situation | None] = field(repr=False)
    coarse: Mapping[RecordId, Situation | None] = field(repr=False)
    nowhere: tuple[RecordId, ...] = field(repr=False)
    total: int
    more: bool
    regions: Mapping[str, RecordId] = field(repr=False)


class PlacingService:
    """Reader lane."""

    def __init__(self, reader: Reader, lists: ListService, specs: Mapping[str, RecordSpec]) -> None:
        self._reader, self._lists, self._specs = reader, lists, specs

    def on_map(self, query: Query, then: bool) -> OnMap:
        """The list on the map of January 2022 (``then``) or of today."""
        found = self._lists.find(query, {}).ids
        every = [found[at : at + 16].hex() for at in range(0, len(found), 16)]
        pins, more = self._pins(query, every)
        places = self._places({pin.place for pin in pins})
        hidden = self._hidden(places, {pin.place for pin in pins})
        pins = [replace(pin, private=True) if pin.place in hidden else pin for pin in pins]
        situating = Situating(places, then)
        exact = {id_: situating.situation(id_) for id_ in dict.fromkeys(pin.place for pin in pins)}
        coarse = {id_: situating.situation(id_, COARSEST)
                  for id_ in dict.fromkeys(pin.place for pin in pins if pin.private)}
        somewhere = {pin.record for pin in pins if exact[pin.place] is not None}
        return OnMap(
            tuple(pin for pin in pins if exact[pin.place] is not None), exact, coarse,
            tuple(id_ for id_ in every if id_ not in somewhere), len(every), more, self._regions(then),
        )

    def _pins(self, query: Query, every: list[RecordId]) -> tuple[list[Pin], bool]:
        if query.type == _PLACE:
            return [Pin(id_, id_, private=False) for id_ in every[:MOST]], len(every) > MOST
        ways = routes(self._specs, query.type)
        rows = placed(self._reader, query.type, self._lists.shown(query), [route for route, _ in ways], _PRESENT,
                      MOST + 1)
        return list(_joined(rows[:MOST], [secret for _, secret in ways])), len(rows) > MOST

    def _places(self, ids: Iterable[RecordId]) -> dict[RecordId, Place]:
        """These places and all that they lie in or lay in."""
        known: dict[RecordId, Place] = {}
        wanted = set(ids)
        for _ in range(_DEEP):
            if not wanted:
                break
            found = {entity.id: entity.record for entity in self._reader.many(sorted(wanted))
                     if isinstance(entity.record, Place)}
            known.update(found)
            around = {id_ for place in found.values() for id_ in (place.parent, place.former_parent) if id_}
            wanted = around - known.keys()
        return known

    def _hidden(self, places: Mapping[RecordId, Place], pinned: set[RecordId]) -> set[RecordId]:
        """Those that are somebody's home or meeting place according to any record, not only those of this list. A
        facility or a street is nobody's home, whoever was met there."""
        fine = sorted(id_ for id_ in pinned if id_ in places and places[id_].kind not in _OPEN
                      and fineness_of(places[id_]) < COARSEST)
        return named_in(self._reader, fine, private_routes(self._specs))

    def _regions(self, then: bool) -> dict[str, RecordId]:
        query = Query(_PLACE, conditions=(Condition("kind", one_of=_REGIONS),))
        ids = self._lists.find(query, {}).ids
        found = self._reader.many(ids[at : at + 16].hex() for at in range(0, len(ids), 16))
        return {entity.record.iso.lower(): entity.id for entity in found
                if isinstance(entity.record, Place) and entity.record.iso and not (then and entity.record.valid_from)}


def placeable(specs: Mapping[str, RecordSpec], type_: str) -> bool:
    """Whether records of this type are tied to places at all."""
    return type_ == _PLACE or bool(routes(specs, type_))


def routes(specs: Mapping[str, RecordSpec], type_: str) -> list[tuple[Route, bool]]:
    """Every way from records of a type to places, and whether what is found on it is private. Of another record only
    what a partner may see counts: where a consent was asked is not where something happened."""
    found = []
    own = specs[type_]
    for each in own.fields.values():
        if each.kind is Kind.REF and each.targets == (_PLACE,) and type_ != _PLACE:
            found.append((Route(each.name, only=home(own)), private(each)))
    for spec in specs.values():
        ways = [each for each in spec.fields.values() if each.kind is Kind.REF and each.targets == (_PLACE,)
                and not private(each)]
        named = [each for each in spec.fields.values()
                 if each.kind is Kind.REF and each.table and type_ in each.targets and spec.type not in (type_, _PLACE)]
        found += [(Route(way.name, spec.type, via.name, home(spec)), False) for via in named for way in ways]
    return found


def private_routes(specs: Mapping[str, RecordSpec]) -> list[Route]:
    """Every way in which a record says that a place is a private one."""
    found = []
    for spec in specs.values():
        ways = [each for each in spec.fields.values() if each.kind is Kind.REF and each.targets == (_PLACE,)]
        found += [Route(each.name, spec.type) for each in ways if private(each)]
        at_home = home(spec)
        found += [Route(each.name, spec.type, only=at_home) for each in ways if at_home and not private(each)]
    return found


def _joined(rows: Iterable[Placed], secret: list[bool]) -> Iterable[Pin]:
    """A record that is at one place in two ways is there once, and privately if one of them is."""
    found: dict[tuple[RecordId, RecordId], bool] = {}
    for row in rows:
        key = row.record, row.place
        found[key] = found.get(key, False) or row.marked or secret[row.route]
    return (Pin(record, place, hidden) for (record, place), hidden in found.items())
