"""Deadlines in sentences, and as a calendar file outside."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from caseapp.domain.rules.deadlines import Deadline, Standing
from caseapp.services import agenda, outside
from caseapp.services.attention import AttentionService
from caseapp.services.deadlines import DeadlineService
from ui.address import Address
from ui.desk.around import Around
from ui.desk.vault import OpenVault, Reads
from ui.ports import Choice, DeadlineLine, DeadlinesView


class DeskDeadlines:
    """``ui.ports.Deadlines`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault
        self._zone = ZoneInfo(vault.zone)

    def kinds(self) -> Sequence[Choice]:
        """In the order of what presses most."""
        return [Choice(sort.value, self._vault.tr(label)) for sort, label in agenda.KINDS.items()]

    def look(self, days: int) -> DeadlinesView:
        """In the order of their dates."""
        found = self._vault.session.deadlines.agenda(days)
        names = self._names(found.deadlines, self._vault.reader)
        lines = tuple(self._line(one, names, found.now) for one in found.deadlines)
        return DeadlinesView(self._vault.today(), lines, found.more)

    def save(self, path: Path, days: int, keys: frozenset[str], named: bool) -> int:
        """Written whole, then entered in the activity log."""
        session = self._vault.session
        near = AttentionService(session.near, session.author.clock)
        found = DeadlineService(session.near, near, session.author.clock).agenda(days)
        chosen = [one for one in found.deadlines if agenda.uid_of(one) in keys]
        names = self._names(chosen, session.near)
        outside.write_new(path, agenda.calendar_of(
            chosen, names, self._vault.language, self._zone, found.now, named=named))
        session.activity.note(agenda.SAVED, {"count": len(chosen), "named": named})
        return len(chosen)

    def _names(self, deadlines: Iterable[Deadline], reader: Reads) -> Mapping[str, str]:
        around = Around(self._vault, reader)
        return around.titles(id_ for one in deadlines for id_ in (*one.of, one.id))

    def _line(self, one: Deadline, names: Mapping[str, str], now: int) -> DeadlineLine:
        language = self._vault.language
        standing = one.standing(now)
        return DeadlineLine(
            agenda.uid_of(one), one.sort.value, agenda.day_of(one, self._zone),
            self._vault.tr(agenda.KINDS[one.sort]), agenda.said(one, language, self._zone, now),
            agenda.subject_of(one, names), agenda.about(one, names, named=False),
            agenda.source_of(one, language), standing is Standing.PASSED, not one.verified,
            bool(one.who) and not self._mine(one.who), Address(type=one.type, id=one.id))

    def _mine(self, who: str) -> bool:
        return who.strip().casefold() == self._vault.session.author.alias.strip().casefold()
