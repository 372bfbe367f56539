"""A moment in words of the reader's language, as partial as it is known; years always have four digits.

English "7 January 2022, 18:00–24:00 (UTC+6)", Russian "7 января 2022 г., …", Kazakh "2022 жылғы 7 қаңтар, …". Kazakh
and Russian wording is machine-made and to be reviewed. ``moment_text.parse_moment`` reads every form back.
"""

import datetime as dt
from typing import Final, Literal, cast

from caseapp.domain.calendar_words import LANGUAGES, MONTHS, MONTHS_OF, SHORT_MONTHS
from caseapp.domain.moment import Moment, Precision, precision_of
from caseapp.domain.text import Language
from caseapp.domain.zones import offset_minutes

Code = Literal["en", "ru", "kk"]

_ABOUT: Final = {"en": "about {moment}", "ru": "около {moment}", "kk": "шамамен {moment}"}
_ZONED: Final = "{moment} ({zone})"


def format_moment(moment: Moment, language: Language, long: bool = True) -> str:
    """The moment in ``language``: ``long`` with month names and the offset of its zone, else short for tables."""
    return format_for(moment, language.code, long)


def format_for(moment: Moment, code: str, long: bool = True) -> str:
    """As ``format_moment``, by language code; English for a language without wording here."""
    known = cast(Code, code if code in LANGUAGES else "en")
    words = _interval(moment.start, moment.end, known, long, moment.approximate)
    if moment.approximate:
        words = _ABOUT[known].format(moment=words)
    offset = offset_text(moment) if long else ""
    return _ZONED.format(moment=words, zone=offset) if offset else words


def offset_text(moment: Moment) -> str:
    """"UTC+6" as the zone of the event kept it then; blank where no time or no zone is stated."""
    timed = next((form for form in (moment.start, moment.end) if len(form) > 10), "")
    if not timed or not moment.zone:
        return ""
    minutes = offset_minutes(moment.zone, _wall(timed))
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}:{rest:02d}" if rest else f"UTC{sign}{hours}"


def _wall(form: str) -> dt.datetime:
    day = dt.datetime.fromisoformat(form[:10])
    return day + dt.timedelta(hours=int(form[11:13]), minutes=int(form[14:16]))


def _interval(start: str, end: str, code: Code, long: bool, after_about: bool) -> str:
    if not end or end == start:
        return _single(start, code, long, after_about)
    if len(start) == len(end):
        if len(start) == 16 and start[:10] == end[:10]:
            return f"{_single(start, code, long, after_about)}–{end[11:]}"
        if len(start) == 10 and long:
            return _days(start, end, code)
        if len(start) == 4:
            return _years(start, end, code, long)
    return f"{_single(start, code, long, after_about)} – {_single(end, code, long, after_about)}"


def _years(start: str, end: str, code: Code, long: bool) -> str:
    years = f"{start}–{end}"
    if not long or code == "en":
        return years
    return f"{years} гг." if code == "ru" else f"{years} жылдар"


def _days(start: str, end: str, code: Code) -> str:
    if start[:7] == end[:7]:
        days = f"{int(start[8:])}–{int(end[8:])}"
    elif start[:4] == end[:4]:
        days = f"{int(start[8:])} {_month_of(start, code)} – {int(end[8:])}"
    else:
        return f"{_single(start, code, True, False)} – {_single(end, code, True, False)}"
    return _dated(days, end, code)


def _dated(days: str, form: str, code: Code) -> str:
    month, year = _month_of(form, code), form[:4]
    if code == "kk":
        return f"{year} жылғы {days} {month}"
    return f"{days} {month} {year} г." if code == "ru" else f"{days} {month} {year}"


def _month_of(form: str, code: Code) -> str:
    return MONTHS_OF[code][int(form[5:7]) - 1]


def _single(form: str, code: Code, long: bool, after_about: bool) -> str:
    precision = precision_of(form)
    if precision is Precision.MINUTE:
        return f"{_single(form[:10], code, long, after_about)}, {form[11:]}"
    if not long:
        return _short(form, code, precision)
    if precision is Precision.DAY:
        return _dated(str(int(form[8:])), form, code)
    if precision is Precision.MONTH:
        names = MONTHS_OF if after_about else MONTHS  # Russian: около января
        month = names[code][int(form[5:7]) - 1]
        if code == "kk":
            return f"{form[:4]} жылғы {month}"
        return f"{month} {form[:4]} г." if code == "ru" else f"{month} {form[:4]}"
    return {"en": form, "ru": f"{form} г.", "kk": f"{form} жыл"}[code]


def _short(form: str, code: Code, precision: Precision) -> str:
    if precision is Precision.YEAR:
        return form
    month, year = form[5:7], form[:4]
    if code == "en":
        named = f"{SHORT_MONTHS[int(month) - 1]} {year}"
        return named if precision is Precision.MONTH else f"{int(form[8:])} {named}"
    return f"{month}.{year}" if precision is Precision.MONTH else f"{form[8:]}.{month}.{year}"
