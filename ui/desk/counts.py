"""Counts over a session, in words."""

import datetime as dt
from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from caseapp.domain.errors import Invalid
from caseapp.domain.listing import Query
from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_moment
from caseapp.domain.names.sortkey import sort_key
from caseapp.domain.spec import Kind, RecordId
from caseapp.domain.text import N_
from caseapp.services.counting import FLOOR, OTHERS, Aspect, CountingService
from ui.desk.around import Around
from ui.desk.vault import OpenVault
from ui.ports import Choice, CountAsk, CountTable

MOST: Final = 10_000  # records that a number opens
_BY: Final = {
    "year": N_("{field}: year"), "month": N_("{field}: month"), "week": N_("{field}: week from Monday"),
    "day": N_("{field}: day"), "place": N_("{field}: place"), "then": N_("{field}: region before 8 June 2022"),
    "now": N_("{field}: region of today"), "age": N_("{field}: age group"),
}
_NOTES: Final = {
    "then": N_("Regions as they were before 8 June 2022."), "now": N_("Regions as they are since 8 June 2022."),
}


class DeskCounts:
    """``ui.ports.Counts`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def has(self, type_: str) -> bool:
        """Only where units could be mixed up; the number of records stands over every list."""
        return len(self._service().units(type_)) > 1

    def units(self, type_: str) -> Sequence[Choice]:
        """Units by their plural."""
        specs = self._vault.specs
        return [Choice(unit, self._vault.tr(specs[unit].plural)) for unit in self._service().units(type_)]

    def aspects(self, unit: str) -> Sequence[Choice]:
        """In the order of their words."""
        found = [Choice(aspect.key, self._label(aspect)) for aspect in self._service().aspects(unit)]
        return sorted(found, key=lambda choice: sort_key(choice.label))

    def count(self, query: Query, ask: CountAsk) -> CountTable:
        """The table with its words."""
        by = self._aspects(ask)
        counted = self._service().count(query, ask.unit, by)
        around = Around(self._vault, self._vault.reader)
        labels = [self._keys(around, aspect, keys) for aspect, keys in zip(by, (counted.rows, counted.columns),
                                                                          strict=False)]
        tr = self._vault.tr
        notes = [tr(_NOTES[by_]) for by_ in dict.fromkeys(aspect.by for aspect in by) if by_ in _NOTES]
        if counted.overlaps:
            notes.append(tr(N_("One and the same may stand in several rows or columns: these do not add up.")))
        cells: tuple[tuple[int | None, ...], ...] = counted.cells
        if ask.public:
            gone = counted.hidden()
            cells = tuple(tuple(None if (r, c) in gone else count for c, count in enumerate(row))
                          for r, row in enumerate(counted.cells))
            notes.append(tr(N_("Numbers below {n} are hidden, and others with them, so that none can be worked out."))
                         .format(n=FLOOR))
        return CountTable(
            tr(self._vault.specs[ask.unit].plural), counted.rows, labels[0] if labels else (), counted.columns,
            labels[1] if len(labels) > 1 else (), cells, tuple(notes))

    def behind(self, query: Query, ask: CountAsk, row: str | None, column: str | None) -> Sequence[RecordId]:
        """The units of one cell."""
        by = self._aspects(ask)
        keys = [row, column][: len(by)]
        return self._service().ids(query, ask.unit, by, keys, MOST)

    def _service(self) -> CountingService:
        session = self._vault.session
        return CountingService(session.reader, session.lists, self._vault.specs, _east(self._vault))

    def _aspects(self, ask: CountAsk) -> list[Aspect]:
        known = {aspect.key: aspect for aspect in self._service().aspects(ask.unit)}
        asked = [key for key in (ask.rows, ask.columns) if key]
        if not set(asked) <= known.keys():
            raise Invalid(field=next(key for key in asked if key not in known))
        return [known[key] for key in asked]

    def _label(self, aspect: Aspect) -> str:
        tr, hop = self._vault.tr, aspect.side.hop
        field = tr(aspect.spec.label)
        if hop is not None:
            field = tr(N_("{kind}: {field}")).format(kind=tr(self._vault.specs[hop.type].label), field=field)
        return tr(_BY[aspect.by]).format(field=field) if aspect.by else field

    def _keys(self, around: Around, aspect: Aspect, keys: Sequence[str]) -> tuple[str, ...]:
        tr = self._vault.tr
        fixed = {"": tr(N_("Not known")), OTHERS: tr(N_("All others"))}
        placed = aspect.by in ("place", "then", "now")
        titles = around.titles([key for key in keys if key not in fixed]) if placed else {}
        return tuple(fixed[key] if key in fixed else titles[key] if key in titles else self._said(aspect, key)
                     for key in keys)

    def _said(self, aspect: Aspect, key: str) -> str:
        tr = self._vault.tr
        if aspect.by == "week":
            last = (dt.date.fromisoformat(key) + dt.timedelta(days=6)).isoformat()
            return format_moment(Moment(key, last), self._vault.language, long=False)
        if aspect.by in ("year", "month", "day"):
            return format_moment(Moment(key), self._vault.language)
        if aspect.by == "age":
            low, high = key.split("-")
            return tr(N_("{n} and over")).format(n=int(low)) if high == "200" else f"{int(low)}–{high}"
        if aspect.spec.kind is Kind.FLAG:
            return tr(N_("Yes"))
        return self._vault.vocabularies.label(aspect.spec.vocabulary, key)


def _east(vault: OpenVault) -> int:
    """Seconds east of Greenwich in January 2022 where this vault's person works."""
    there = dt.datetime(2022, 1, 5, tzinfo=ZoneInfo(vault.zone)).utcoffset()
    return int(there.total_seconds()) if there is not None else 0
