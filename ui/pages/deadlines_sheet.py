"""The agenda of deadlines on paper."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import QDate, QLocale

from caseapp.domain.text import N_
from ui.pages.page import PageKit
from ui.pages.paper.sheet import Facts, Heading, Part, Sheet, Words
from ui.ports import DeadlineLine

KIND: Final = "agenda"
_TODAY: Final = N_("Today, {date}")


def day_words(kit: PageKit, day: dt.date, today: dt.date) -> str:
    """The weekday and the date; today is called so."""
    date = QDate(day.year, day.month, day.day)
    words = QLocale(kit.language.code).toString(date, "dddd, d MMMM yyyy")
    return kit.tr(_TODAY).format(date=words) if day == today else words[:1].upper() + words[1:]


def agenda_sheet(kit: PageKit, lines: Sequence[DeadlineLine], today: dt.date, days: int, *, named: bool) -> Sheet:
    """What is overdue, then day by day. Unless ``named``, persons are told by initials and tasks by their kind."""
    tr = kit.tr
    span = kit.language.plural("the next {n} day", "the next {n} days", days).format(n=days)
    parts: list[Part] = [Facts((
        (tr(N_("Vault")), kit.desk.label), (tr(N_("Made by")), kit.desk.author),
        (tr(N_("Made on")), day_words(kit, today, dt.date.min)), (tr(N_("Looks ahead")), span),
    ))]
    late = [line for line in lines if line.late]
    if late:
        parts += [Heading(tr(N_("Overdue"))), _facts(late, named=named)]
    for day, group in groupby((line for line in lines if not line.late), key=_day):
        parts += [Heading(day_words(kit, max(day, today), today)), _facts(tuple(group), named=named)]
    if not lines:
        parts.append(Words(tr(N_("Nothing is overdue and nothing comes in this time."))))
    if any(line.source for line in lines):
        parts.append(Words(tr(N_(
            "Computed dates are a reminder. A lawyer checks them against the law as it is in force; a date that a "
            "decision states goes before them."))))
    return Sheet(tr(N_("Agenda of deadlines")), tuple(parts))


def _facts(lines: Sequence[DeadlineLine], *, named: bool) -> Facts:
    rows = []
    for line in lines:
        whose = line.subject if named else line.initials
        rows.append((whose or line.title, "\n".join(part for part in (line.words, line.source) if part)))
    return Facts(tuple(rows))


def _day(line: DeadlineLine) -> dt.date:
    return line.day
