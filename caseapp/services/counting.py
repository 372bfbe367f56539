"""Counts over a list: persons, acts, incidents and accounts as units that are never mixed, by one or two sides.

A detention followed by a beating is two acts against one person in one incident, told by three sources: which of these
a number counts is always said. What is dated too imprecisely for a month counts as not known there, not as a first day.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from caseapp.disclosure.small_cells import FLOOR, Cell, hidden
from caseapp.domain.errors import Invalid
from caseapp.domain.listing import Query
from caseapp.domain.records.place import Place
from caseapp.domain.situating import Situating
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, RecordSpec
from caseapp.services.lists import ListService
from caseapp.storage.reader import Reader
from caseapp.storage.tally import Hop, Key, Named, Side, Tally, Units

MOST_ROWS: Final = 200
MOST_COLUMNS: Final = 24
OTHERS: Final = "@others"
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_DEEP: Final = 12
_VICTIM: Final = Hop("act", "victim", incoming=True)
_ACTS_OF: Final = Hop("act", "incident", incoming=True)
_ABOUT: Final = Hop("account", "about", incoming=True)
_WHOM: Final = Hop("person", "victim", incoming=False)
_IN: Final = Hop("incident", "incident", incoming=False)
# From the type of a list to the units that can be counted of it. Another list counts its own records alone.
PATHS: Final[Mapping[str, Mapping[str, tuple[tuple[Hop, ...], ...]]]] = {
    "person": {"person": ((),), "act": ((_VICTIM,),), "incident": ((_VICTIM, _IN),),
               "account": ((_ABOUT,), (_VICTIM, _ABOUT))},
    "act": {"act": ((),), "person": ((_WHOM,),), "incident": ((_IN,),), "account": ((_ABOUT,),)},
    "incident": {"incident": ((),), "act": ((_ACTS_OF,),), "person": ((_ACTS_OF, _WHOM),),
                 "account": ((_ABOUT,), (_ACTS_OF, _ABOUT))},
}
# What stands one step away and says something of a unit: of those who did it, whom it was done to, what was done.
_BESIDE: Final[Mapping[str, tuple[tuple[Hop, tuple[str, ...]], ...]]] = {
    "act": ((Hop("involvement", "act", incoming=True), ("perpetrator_types", "degree", "certainty")),
            (_WHOM, ("sex", "ethnic_group", "life_status"))),
    "person": ((_VICTIM, ("act_type", "methods", "start", "place")),),
    "incident": ((_ACTS_OF, ("act_type",)),),
}
_AGES: Final = ((0, 17), (18, 24), (25, 34), (35, 59), (60, 200))
_BY_AGE: Final = ("age_at_time", "age_reported")
_BY_TIME: Final = ("year", "month", "week", "day")
_BY_PLACE: Final = ("place", "then", "now")


@dataclass(frozen=True, slots=True)
class Aspect:
    """One way of dividing units. ``by``: how a date, place or age is put together; blank for values as they are."""

    side: Side
    spec: FieldSpec
    by: str = ""

    @property
    def key(self) -> str:
        """A name for it that can be kept."""
        way = f"{self.side.hop.type}.{self.side.hop.field}>" if self.side.hop is not None else ""
        return f"{way}{self.spec.name}{'@' if self.by else ''}{self.by}"

    @property
    def many(self) -> bool:
        """Whether one unit can stand in several of its parts."""
        hop = self.side.hop
        return self.spec.kind in (Kind.TERMS, Kind.REFS) or (hop is not None and hop.incoming)


@dataclass(frozen=True, slots=True)
class Counted:
    """``cells[row][column]`` with the totals last; without columns one column, the total. ``rows`` and ``columns``: a
    term, record, date or age group each; blank where nothing is known. Those of aspects that allow several answers
    (``overlaps``) do not add up to their total."""

    unit: str
    rows: tuple[str, ...] = field(repr=False)
    columns: tuple[str, ...] = field(repr=False)
    cells: tuple[tuple[int, ...], ...]
    overlaps: bool = False

    def hidden(self) -> frozenset[Cell]:
        """Which cells a public table must not show."""
        if self.columns or not self.rows:
            return hidden(self.cells)
        doubled = [(row[0], row[0]) for row in self.cells]  # of one column each row is its own total
        return frozenset((row, 0) for row, _ in hidden(doubled))


class CountingService:
    """Reader lane. ``east``: seconds east of Greenwich by whose days dates are put together."""

    def __init__(self, reader: Reader, lists: ListService, specs: Mapping[str, RecordSpec], east: int) -> None:
        self._reader, self._lists, self._specs, self._east = reader, lists, specs, east

    def units(self, type_: str) -> tuple[str, ...]:
        """What can be counted over a list of this type, its own records first."""
        return tuple(PATHS.get(type_, {type_: ()}))

    def aspects(self, unit: str) -> tuple[Aspect, ...]:
        """Every way of dividing units of this kind."""
        found = [each for spec in self._specs[unit].fields.values() for each in self._of(spec, None)]
        for hop, names in _BESIDE.get(unit, ()):
            fields = self._specs[hop.type].fields
            found += [each for name in names if name in fields for each in self._of(fields[name], hop)]
        return tuple(found)

    def count(self, query: Query, unit: str, by: Sequence[Aspect]) -> Counted:
        """The table. Raises Invalid for a unit that this list cannot count."""
        tally = self._tally(query, unit)
        total = tally().counts([])[0][1]
        if not by:
            return Counted(unit, (), (), ((total,),))
        sides = [self._named(tally, aspect, most) for aspect, most in zip(by, (MOST_ROWS, MOST_COLUMNS), strict=False)]
        totals = [{str(key or ""): count for (key,), count in tally().counts([side])} for side in sides]
        orders = [self._ordered(aspect, each) for aspect, each in zip(by, totals, strict=True)]
        overlaps = any(aspect.many for aspect in by)
        if len(by) == 1:
            return Counted(unit, orders[0], (), (*((totals[0][key],) for key in orders[0]), (total,)), overlaps)
        inner = {(str(row or ""), str(column or "")): count for (row, column), count in tally().counts(sides)}
        cells = [(*(inner.get((row, column), 0) for column in orders[1]), totals[0][row]) for row in orders[0]]
        last = (*(totals[1][column] for column in orders[1]), total)
        return Counted(unit, orders[0], orders[1], (*cells, last), overlaps)

    def ids(self, query: Query, unit: str, by: Sequence[Aspect], keys: Sequence[str | None],
            limit: int) -> list[RecordId]:
        """The units of one cell: a key of each side, None for its total."""
        tally = self._tally(query, unit)
        sides = [self._named(tally, aspect, most) for aspect, most in zip(by, (MOST_ROWS, MOST_COLUMNS), strict=False)]
        wanted: list[Key] = ["" if key is None else key or None for key in keys]
        return tally().ids(sides, wanted, limit)

    # -- parts --------------------------------------------------------------------------------------------------

    def _tally(self, query: Query, unit: str) -> Callable[[], Tally]:
        paths = PATHS.get(query.type, {query.type: ((),)}).get(unit)
        if paths is None:
            raise Invalid(field=unit)
        units = Units(query.type, self._lists.shown(query), unit, paths)
        return lambda: Tally(self._reader, units)

    def _of(self, spec: FieldSpec, hop: Hop | None) -> Iterable[Aspect]:
        if spec.name in Record.__struct_fields__:
            return
        if spec.kind in (Kind.TERM, Kind.TERMS, Kind.FLAG):
            yield Aspect(Side(spec.name, hop), spec)
        elif spec.kind is Kind.MOMENT and spec.table:
            yield from (Aspect(Side(spec.name, hop, self._east), spec, by) for by in _BY_TIME)
        elif spec.kind is Kind.REF and spec.targets == ("place",) and spec.table:
            yield from (Aspect(Side(spec.name, hop), spec, by) for by in _BY_PLACE)
        elif spec.name in _BY_AGE:
            yield Aspect(Side(spec.name, hop), spec, "age")

    def _named(self, tally: Callable[[], Tally], aspect: Aspect, most: int) -> Named:
        """The side, and under which key each of its values is counted: no more than ``most``, the rest together."""
        raw = [str(key) for key in tally().keys(aspect.side) if key is not None]
        named = self._naming(aspect, raw)
        names = {key: named(key) for key in raw}
        if len(set(names.values())) > most:
            counted = Counter({str(key): count for (key,), count in tally().counts([(aspect.side, names)]) if key})
            large = {key for key, _ in counted.most_common(most - 1)}
            names = {key: name if name in large or not name else OTHERS for key, name in names.items()}
        return aspect.side, names

    def _ordered(self, aspect: Aspect, totals: Mapping[str, int]) -> tuple[str, ...]:
        """Dates and ages as they run, everything else by number; what is not known last."""
        runs = aspect.by in (*_BY_TIME, "age")
        return tuple(sorted(totals, key=lambda key: (key == "", key == OTHERS, 0 if runs else -totals[key], key)))

    def _naming(self, aspect: Aspect, keys: Sequence[str]) -> Callable[[str], str]:
        if aspect.by in _BY_TIME:
            return lambda key: _period(key, aspect.by)
        if aspect.by in ("then", "now"):
            regions = self._regions(keys, aspect.by == "then")
            return lambda key: regions.get(key, "")
        if aspect.by == "age":
            return lambda key: _age(int(key))
        return str

    def _regions(self, ids: Sequence[RecordId], then: bool) -> dict[RecordId, str]:
        known: dict[RecordId, Place] = {}
        wanted = set(ids)
        for _ in range(_DEEP):
            found = {entity.id: entity.record for entity in self._reader.many(sorted(wanted))
                     if isinstance(entity.record, Place)}
            known.update(found)
            wanted = {up for place in found.values() for up in (place.parent, place.former_parent) if up} - known.keys()
        situating = Situating(known, then)
        by_iso = {place.iso.lower(): id_ for id_, place in known.items() if place.iso}
        return {id_: by_iso[region] for id_ in ids if (region := situating.region(id_)) in by_iso}


def _period(key: str, by: str) -> str:
    """The period that both ends lie in; blank where it is not known that precisely."""
    low, high = (dt.date.fromordinal(_EPOCH + int(day)) for day in key.split(":"))
    first, last = (_named(day, by) for day in (low, high))
    return first if first == last else ""


def _named(day: dt.date, by: str) -> str:
    if by == "week":
        return (day - dt.timedelta(days=day.weekday())).isoformat()
    return day.isoformat()[: {"year": 4, "month": 7}.get(by, 10)]


def _age(years: int) -> str:
    return next((f"{low:02}-{high}" for low, high in _AGES if low <= years <= high), "")


__all__ = ["FLOOR", "OTHERS", "Aspect", "Counted", "CountingService"]
