"""Values as words of the dossier's language: dates, times with their offset, durations, terms, yes and no.

A partial date is printed as partial; a time never without the offset that its place kept at that moment. English
writes ``5 January 2022``, Russian and Kazakh ``05.01.2022``; years always have four digits.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from caseapp.domain.moment import Elapsed, Moment, Precision, precision_of
from caseapp.domain.text import N_, Language
from caseapp.domain.zones import offset_minutes, zone_info

MONTHS: Final = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)
_DAY: Final = N_("{day} {month_name} {year}")
_MONTH: Final = N_("{month_name} {year}")
_DAY_TIME: Final = N_("{date}, {time}")
_ABOUT: Final = N_("about {date}")
_BETWEEN: Final = N_("between {first} and {last}")
_WITH_ZONE: Final = N_("{moment} ({zone})")


@dataclass(frozen=True, slots=True)
class Label:
    """A vocabulary term in words; ``verified`` is false while nobody has checked the wording."""

    text: str
    verified: bool = True


Labels: TypeAlias = Callable[[str, str, str], Label]  # vocabulary, term id, language -> label


@dataclass(slots=True)
class Wording:
    """Turns values into words; remembers which unverified labels it used, so that the dossier can say so."""

    language: Language
    labels: Labels
    unverified: dict[str, None] = field(default_factory=dict)

    def text(self, message: str, **places: object) -> str:
        """One whole translated sentence with its named places filled."""
        shown = self.language.text(message)
        return shown.format_map(places) if places else shown

    def count(self, singular: str, plural: str, n: int) -> str:
        """The sentence that fits ``n``, which fills the place {n}."""
        return self.language.plural(singular, plural, n).format_map({"n": n})

    def term(self, vocabulary: str, term: str) -> str:
        """The label of a term; an unknown one is named as such and never printed as a code."""
        label = self.labels(vocabulary, term, self.language.code)
        if not label.verified:
            self.unverified[label.text] = None
        return label.text

    def flag(self, value: bool) -> str:
        """Yes or no."""
        return self.text(N_("yes")) if value else self.text(N_("no"))

    def moment(self, moment: Moment) -> str:
        """The moment as far as it is known, with the UTC offset where it states a time."""
        first, last = moment.start, moment.last
        if first == last:
            words = self._end(first)
        elif len(first) == len(last) == 16 and first[:10] == last[:10]:
            words = self._dated(first, f"{first[11:]}–{last[11:]}")
        else:
            words = self.text(_BETWEEN, first=self._end(first), last=self._end(last))
        if moment.approximate:
            words = self.text(_ABOUT, date=words)
        if moment.zone and precision_of(first) is Precision.MINUTE:
            words = self.text(_WITH_ZONE, moment=words, zone=offset(moment.zone, first))
        return words

    def instant(self, seconds: int, zone: str) -> str:
        """A known instant (UTC epoch seconds) as wall time in ``zone`` with its offset."""
        local = dt.datetime.fromtimestamp(seconds, zone_info(zone))
        words = self._dated(local.strftime("%Y-%m-%d"), local.strftime("%H:%M"))
        return self.text(_WITH_ZONE, moment=words, zone=offset(zone, local.strftime("%Y-%m-%dT%H:%M")))

    def day(self, form: str) -> str:
        """"2022-01-07", "2022-01" or "2022" in words."""
        year, month, day = form[:4], form[5:7], form[8:10]
        if not month:
            return year
        places = {"year": year, "month": int(month), "month2": month, "month_name": self.text(MONTHS[int(month) - 1])}
        if not day:
            return self.text(_MONTH, **places)
        return self.text(_DAY, day=int(day), day2=day, **places)

    def hours(self, seconds: int) -> str:
        """A duration in hours and minutes."""
        hours, minutes = divmod(max(0, seconds) // 60, 60)
        if minutes:
            return self.text(N_("{hours} h {minutes} min"), hours=hours, minutes=minutes)
        return self.text(N_("{hours} h"), hours=hours)

    def elapsed(self, value: Elapsed) -> str:
        """Between the least and the most that it can have been, or one figure where both agree to the minute."""
        if value.most - value.least <= 120:
            return self.hours(value.least)
        return self.text(N_("between {least} and {most}"), least=self.hours(value.least), most=self.hours(value.most))

    def _end(self, form: str) -> str:
        return self._dated(form[:10], form[11:]) if len(form) == 16 else self.day(form)

    def _dated(self, form: str, time: str) -> str:
        return self.text(_DAY_TIME, date=self.day(form[:10]), time=time)


def offset(zone: str, form: str) -> str:
    """"UTC+6" or "UTC+05:30": what ``zone`` kept at the wall time ``form`` ("2022-01-07T18:00")."""
    day = form[:10] + ("T00:00" if form[11:13] in ("", "24") else form[10:16])
    minutes = offset_minutes(zone, dt.datetime.fromisoformat(day))
    sign = "−" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}:{rest:02d}" if rest else f"UTC{sign}{hours}"
