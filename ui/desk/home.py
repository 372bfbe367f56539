"""What needs the person today, put into sentences."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from zoneinfo import ZoneInfo

from caseapp.domain.attention import Waiting
from caseapp.domain.clocks import COURT_48H, COURT_72H, MINORS_24H
from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_moment
from caseapp.domain.rules.deadlines import Deadline, Sort, Standing
from caseapp.domain.text import N_
from caseapp.services import agenda, authors, matching
from caseapp.services.attention import DRILL_AFTER, Attention, Ending, Held
from caseapp.services.deadlines import Agenda
from ui.address import NOWHERE, Address
from ui.desk.around import Around
from ui.desk.vault import OpenVault
from ui.ports import HomeCard, HomeLine, HomeView, Mood

_HOUR: Final = 3600
_DAY: Final = 86_400
_IN_HOURS: Final = 96 * _HOUR  # a longer time is told in days
_IN_DAYS: Final = 60 * _DAY  # and a longer one by its beginning
_SHOWN: Final = 6
_DATED: Final = 10  # deadlines shown
_WEEK: Final = 7
_LOOKED_AT: Final = 200  # of them
_OLD_DAYS: Final = 7  # of a backup
_LIMITS: Final = {MINORS_24H.key: N_("24 h"), COURT_48H.key: N_("48 h"), COURT_72H.key: N_("72 h")}
OPEN: Final = N_("Open")


class DeskHome:
    """``ui.ports.Home`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def look(self, places: frozenset[str]) -> HomeView:
        """The cards that have something to say."""
        found = self._vault.session.attention.look()
        soon = Agenda(found.now // 1000) if found.empty else self._vault.session.deadlines.agenda(
            _WEEK, back=_WEEK, most=_LOOKED_AT)
        words = _Words(self._vault, found, soon, places)
        if found.empty:
            return HomeView(words.now, empty=True)
        cards = (words.clocks(), words.deadlines(), words.conflicts(), words.duplicates(),
                 words.gaps(), words.safety())
        return HomeView(words.now, cards=tuple(card for card in cards if card is not None))


class _Words:
    """One look, said in the window's language."""

    def __init__(self, vault: OpenVault, found: Attention, soon: Agenda, places: frozenset[str]) -> None:
        self._vault = vault
        self._found = found
        self._agenda = soon
        self._places = places
        self._around = Around(vault, vault.reader)
        self._zone = ZoneInfo(vault.zone)
        self.now = dt.datetime.fromtimestamp(found.now / 1000, self._zone)
        self._tr = vault.tr

    def plural(self, one: str, many: str, n: int) -> str:
        """The words for so many, with the number in them."""
        return self._vault.language.plural(one, many, n).format(n=n)

    def _titles(self, ids: Iterable[str]) -> dict[str, str]:
        return self._around.titles(id_ for id_ in ids if id_)

    # --- clocks

    def clocks(self) -> HomeCard:
        """Who is near or past a limit."""
        held = self._found.held
        if not held:
            return HomeCard("clocks", self._tr(N_("Nobody recorded here is near or past a legal limit.")))
        title = self.plural("{n} person near or past a legal limit", "{n} people near or past a legal limit",
                             len(held))
        titles = self._titles(one.person for one in held[:_SHOWN])
        lines = [self._held(one, titles.get(one.person, "")) for one in held[:_SHOWN]]
        if len(held) > _SHOWN:
            more = self.plural("and {n} more", "and {n} more", len(held) - _SHOWN)
            lines.append(HomeLine(more, action=self._tr(OPEN), address=Address(place="incidents", tab="act")))
        return HomeCard("clocks", title, tuple(lines))

    def _held(self, held: Held, name: str) -> HomeLine:
        name = name or self._tr(N_("A person without a name"))
        span = held.span
        if span is None:
            return HomeLine(self._tr(N_("held, start not known")), name, Mood.INFO, self._tr(N_("Add time")),
                            Address(type="act", id=held.act, field="detained"))
        behind, coming = held.behind, held.coming
        sure = behind is not None and behind.passed and held.said and held.held_on is None
        mood = Mood.DANGER if sure else Mood.ATTENTION
        parts = [self._how_long(held, *span)]
        if behind is not None:
            parts.append(self._behind(held, behind))
        if coming is not None:
            parts.append(self._tr(N_("{limit} ends {time}")).format(limit=self._limit(coming), time=self._ends(coming)))
        return HomeLine(" · ".join(parts), name, mood, self._tr(OPEN), Address(type="act", id=held.act))

    def _how_long(self, held: Held, least: int, most: int) -> str:
        if held.held_on is not None:
            known = format_moment(held.held_on, self._vault.language, long=False)
            if least < _HOUR:
                return self._tr(N_("last known to be held on {date}")).format(date=known)
            return self._tr(N_("held at least {duration}, last known on {date}")).format(
                duration=self._duration(least, least), date=known)
        if not held.said:
            taken = self._duration(max(0, most - self._doubt(held)), most)
            return self._tr(N_("taken {duration} ago, not known whether still held")).format(duration=taken)
        if most > _IN_DAYS and held.start is not None:
            since = format_moment(held.start, self._vault.language, long=False)
            return self._tr(N_("held since {date}")).format(date=since)
        return self._tr(N_("held {duration}")).format(duration=self._duration(least, most))

    @staticmethod
    def _doubt(held: Held) -> int:
        return held.start.latest() - 1 - held.start.earliest() if held.start is not None else 0

    def _duration(self, least: int, most: int) -> str:
        unit = _HOUR if most <= _IN_HOURS else _DAY
        first, last = least // unit, most // unit
        if first == last:
            return self.plural("{n} hour", "{n} hours", last) if unit == _HOUR else self.plural(
                "{n} day", "{n} days", last)
        words = N_("{first}–{last} h") if unit == _HOUR else N_("{first}–{last} days")
        return self._tr(words).format(first=first, last=last)

    def _behind(self, held: Held, ending: Ending) -> str:
        """Never a false "past": what depends on something unrecorded says on what."""
        if not ending.passed:
            words = N_("possibly past {limit}") if held.said else N_("past {limit} if still held")
        else:
            words = N_("past {limit}") if held.no_judge else N_("past {limit} unless a judge decided")
        return self._tr(words).format(limit=self._limit(ending))

    def _limit(self, ending: Ending) -> str:
        return self._tr(_LIMITS[ending.limit.key])

    def _ends(self, ending: Ending) -> str:
        first = dt.datetime.fromtimestamp(ending.expires[0], self._zone)
        last = dt.datetime.fromtimestamp(ending.expires[1] + 1, self._zone)  # the first second that is certainly past
        if last - first <= dt.timedelta(minutes=1):
            time = first.strftime("%H:%M")
        elif last.date() == first.date():
            time = f"{first:%H:%M}–{last:%H:%M}"
        elif last.time() == dt.time() and last.date() - first.date() == dt.timedelta(days=1):
            time = f"{first:%H:%M}–24:00"
        else:
            return self._tr(N_("between {first} and {last}")).format(first=self._at(first), last=self._at(last))
        return self._on(first.date(), time)

    def _on(self, day: dt.date, time: str) -> str:
        today = self.now.date()
        if day == today:
            return self._tr(N_("{time} today")).format(time=time)
        if day == today + dt.timedelta(days=1):
            return self._tr(N_("{time} tomorrow")).format(time=time)
        return self._tr(N_("{time} on {date}")).format(time=time, date=self._day(day))

    def _at(self, at: dt.datetime) -> str:
        return self._on(at.date(), at.strftime("%H:%M"))

    def _day(self, day: dt.date) -> str:
        return format_moment(Moment(day.isoformat()), self._vault.language, long=False)

    # --- dates, conflicts, gaps

    def deadlines(self) -> HomeCard | None:
        """Dates that come or passed this week: consents, appeals, custody, replies, hearings, tasks."""
        found = [one for one in self._agenda.deadlines if one.sort is not Sort.DETENTION]  # those are clocks
        if not found:
            return None
        shown = found[:_DATED]
        titles = self._titles([id_ for one in shown for id_ in (*one.of, one.id)])
        lines = [self._deadline(one, titles) for one in shown]
        if "cases/deadlines" in self._places:
            lines.append(HomeLine(self._tr(N_("What comes later and what is overdue")), action=self._tr(N_("Open all")),
                                  address=Address(place="cases", tab="deadlines")))
        return HomeCard("deadlines", self._tr(N_("Deadlines this week")), tuple(lines))

    def _deadline(self, one: Deadline, titles: Mapping[str, str]) -> HomeLine:
        over = one.standing(self._agenda.now) is Standing.PASSED
        name = agenda.subject_of(one, titles)
        return HomeLine(agenda.said(one, self._vault.language, self._zone, self._agenda.now), name,
                        Mood.ATTENTION if over else Mood.PLAIN, self._tr(OPEN), Address(type=one.type, id=one.id))

    def conflicts(self) -> HomeCard | None:
        """Fields in which two values stand."""
        waiting = self._found.conflicts
        if not waiting.count:
            return None
        title = self.plural("{n} record with two values for one field", "{n} records with two values for one field",
                             waiting.count)
        if "exchange/review" in self._places:
            line = HomeLine(self._tr(N_("Both values stand until somebody decides.")), "", Mood.DANGER,
                            self._tr(OPEN), Address(place="exchange", tab="review", note="conflicts"))
            return HomeCard("conflicts", title, (line,))
        return HomeCard("conflicts", title, tuple(self._records(waiting, N_("two values stand"), Mood.DANGER)))

    def duplicates(self) -> HomeCard | None:
        """Pairs that may be the same, as the last look through the vault left them."""
        count = matching.remembered(self._vault.session.reader) if "exchange/review" in self._places else None
        if not count:
            return None
        title = self.plural("{n} possible duplicate", "{n} possible duplicates", count)
        line = HomeLine(self._tr(N_("Two records may be of one person or place. Somebody looks and decides.")), "",
                        Mood.ATTENTION, self._tr(OPEN), Address(place="exchange", tab="review", note="duplicates"))
        return HomeCard("duplicates", title, (line,))

    def _records(self, waiting: Waiting, words: str, mood: Mood) -> Iterator[HomeLine]:
        titles = self._titles(waiting.first)
        for id_ in waiting.first:
            if id_ in titles:
                yield HomeLine(self._tr(words), titles[id_], mood, self._tr(OPEN), self._address(id_))

    def _address(self, id_: str) -> Address:
        return Address(type=self._vault.reader.type_of(id_), id=id_)

    def gaps(self) -> HomeCard | None:
        """What every record should have; the button opens the newest that lacks it."""
        found = self._found
        lines = tuple(self._gap_lines(found))
        if not lines:
            return None
        count = found.lacking.count
        title = self.plural("{n} person lacks the minimum record", "{n} people lack the minimum record", count) \
            if count else self._tr(N_("Still to be asked"))
        return HomeCard("gaps", title, lines)

    def _gap_lines(self, found: Attention) -> Iterator[HomeLine]:
        for waiting, words in (
            (found.lacking, self._tr(N_("What happened, when, where or who told us is missing."))),
            (found.unended, self.plural("{n} detention without a recorded end",
                                         "{n} detentions without a recorded end", found.unended.count)),
            (found.unasked, self.plural("{n} person was not asked for consent yet",
                                         "{n} people were not asked for consent yet", found.unasked.count)),
        ):
            if waiting.count:
                yield HomeLine(words, "", Mood.PLAIN, self._tr(N_("Open the newest")), self._address(waiting.first[0]))

    # --- what protects the work

    def safety(self) -> HomeCard:
        """Backups, exports and the clock of this computer."""
        found, lines = self._found, list[HomeLine]()
        if found.clock_behind:
            lines.append(HomeLine(
                self._tr(N_("The clock of this computer is behind what was recorded before. Set it right: times of "
                            "records and limits are counted with it.")), "", Mood.DANGER))
        backup = Address(place="settings", tab="backup") if "settings/backup" in self._places else NOWHERE
        lines.append(self._age(N_("Last backup"), found.backup, N_("none yet"), backup))
        lines.append(self._age(N_("Last copy on a stick"), found.stick, N_("none yet"), backup))
        lines.append(self._export())
        days = self._days(found.recovery) if found.recovery else 0
        if days > DRILL_AFTER and "settings/me" in self._places:
            lines.append(HomeLine(self._ago(days), self._tr(N_("Recovery key tried for the last time")), Mood.ATTENTION,
                                  self._tr(N_("Try it")), Address(place="settings", tab="me", note="drill")))
        return HomeCard("safety", self._tr(N_("Backup and export")), tuple(lines))

    def _age(self, subject: str, at: int, never: str, address: Address) -> HomeLine:
        days = self._days(at)
        old = not at or days > _OLD_DAYS
        words = self._tr(never) if not at else self._ago(days)
        action = self._tr(OPEN) if old and address != NOWHERE else ""
        return HomeLine(words, self._tr(subject), Mood.ATTENTION if old else Mood.SETTLED, action, address)

    def _days(self, at: int) -> int:
        return (self.now.date() - dt.datetime.fromtimestamp(at / 1000, self._zone).date()).days

    def _ago(self, days: int) -> str:
        if days <= 0:
            return self._tr(N_("today"))
        return self._tr(N_("yesterday")) if days == 1 else self.plural("{n} day ago", "{n} days ago", days)

    def _export(self) -> HomeLine:
        export = self._found.export
        subject = self._tr(N_("Last export"))
        if export is None:
            return HomeLine(self._tr(N_("none yet")), subject)
        names = authors.aliases(self._vault.session.reader)
        to = ", ".join(sorted(names[each.hex()] for each in export.recipients if each.hex() in names))
        day = self._day(dt.datetime.fromtimestamp(export.at / 1000, self._zone).date())
        words = self._tr(N_("{date}, to {names}")).format(date=day, names=to) if to else day
        return HomeLine(words, subject)
