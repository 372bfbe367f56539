"""Lists in time over a session."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from caseapp.domain.listing import Query
from caseapp.domain.moment import Moment
from caseapp.domain.spec import Kind
from caseapp.domain.text import N_
from caseapp.services.timing import Bar, TimingService
from ui.desk.around import Around
from ui.desk.vault import OpenVault
from ui.ports import TimeBar, TimeRow, TimeSet


class DeskTimes:
    """``ui.ports.Times`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def has(self, type_: str) -> bool:
        """Whether there is anything to draw."""
        own = any(field.kind is Kind.MOMENT and field.table for field in self._vault.specs[type_].fields.values())
        return own or bool(self._service().ways(type_))

    def look(self, query: Query) -> TimeSet:
        """Rows with their titles."""
        found = self._service().look(query)
        titles = Around(self._vault, self._vault.reader).titles([row.id for row in found.rows])
        rows = tuple(TimeRow(row.id, titles.get(row.id, ""), tuple(self._bar(bar) for bar in row.bars))
                     for row in found.rows)
        there = dt.datetime(2022, 1, 5, tzinfo=ZoneInfo(self._vault.zone)).utcoffset()
        return TimeSet(rows, found.total, found.more, int(there.total_seconds()) if there is not None else 0)

    def told(self, bar: TimeBar) -> Sequence[str]:
        """Title of the record, then each date of it that a table shows."""
        vault = self._vault
        if bar.unaccounted:
            return [bar.kind]
        around = Around(vault, vault.reader)
        found = vault.reader.many([bar.record])
        around.put(found)
        said = []
        for entity in found:
            said.append(around.title_of(entity))
            for spec in vault.specs[entity.type].fields.values():
                value = getattr(entity.record, spec.name)
                if isinstance(value, Moment) and spec.table:
                    said.append(vault.tr(N_("{field}: {value}")).format(
                        field=vault.tr(spec.label), value=around.moment(value)))
        return said

    def _bar(self, bar: Bar) -> TimeBar:
        spec = self._vault.specs[bar.type]
        kind = N_("Nothing is recorded of this time between two places of detention") if bar.unaccounted else spec.label
        return TimeBar(bar.record, bar.type, self._vault.tr(kind), bar.begin, bar.end, bar.unaccounted, bar.limits)

    def _service(self) -> TimingService:
        session = self._vault.session
        return TimingService(session.reader, session.lists, self._vault.specs)
