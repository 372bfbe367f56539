"""The words and figures of a date typed in English, Russian or Kazakh, as tokens; ``moment_text`` makes sense of them.

Month names are compared by their fold, so that they are read without a Kazakh keyboard layout too.
"""

import re
import unicodedata
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from caseapp.domain.calendar_words import (
    ABOUT_WORDS,
    AND_WORDS,
    COUNTS,
    DAY_WORDS,
    MONTHS,
    MONTHS_OF,
    NOISE_WORDS,
    OPENING_WORDS,
    PART_WORDS,
    PHRASES,
    THIRDS,
    TO_WORDS,
    WEEKDAYS,
)
from caseapp.domain.moment import InvalidMoment
from caseapp.domain.names.fold import fold_words

MAX_TYPED: Final = 200  # characters

_ZONE_NOTE: Final = re.compile(r"\(?\butc(?:[+-]\d{1,2}(?::\d\d)?)?\)?")
_TOKEN: Final = re.compile(
    r"(?P<iso>\d{4}-\d\d(?:-\d\d)?(?:t(?=\d\d:\d\d)|(?!\d)))"
    r"|(?P<time>\d{1,2}:\d\d)(?:\s?(?P<time_half>[ap])\.?m\b\.?)?"
    r"|(?P<half>\d{1,2})\s?(?P<half_mark>[ap])\.?m\b\.?"
    r"|(?P<hour>\d{1,2})\s?(?:ч|час|часа|часов|h|сағат)\b"
    r"|(?P<dotted>\d{1,2}\.\d{1,2}(?:\.(?:\d{4}|\d\d))?)(?![\d.]*\d)"
    r"|(?P<month_year>\d{1,2}[./]\d{4})"
    r"|(?P<slashed>\d{1,2}/\d{1,2}/\d{4})"
    r"|(?P<ordinal>\d{1,4})(?:-?(?!st|nd|rd|th))(?P<ending>[^\W\d_]{1,12})"
    r"|(?P<number>\d+)(?:st|nd|rd|th)?(?![^\W\d_])"
    r"|(?P<dash>[-–—])"
    r"|(?P<word>[^\W\d_]+\.?|[~≈])"
    r"|(?P<skip>[\s,.;]+)"
)
_PHRASE: Final = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(each) for each in sorted(PHRASES, key=len, reverse=True)) + r")(?!\w)")
_AGO: Final = re.compile(
    r"(?<!\w)(?P<count>\d{1,3}|" + "|".join(COUNTS) + r")(?:\s+(?:days?|день|дня|дней|күн))?"
    r"\s+(?:ago|назад|бұрын)(?!\w)")
_TWO_DAYS: Final = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?=\s*[^\W\d_]{3})")  # 5/6 января
_DOTTED_CLOCK: Final = re.compile(
    r"([^\W\d_]{3,}\.?,?\s+(?:в\s+|at\s+|сағат\s+)?)([01]?\d|2[0-4])\.([0-5]\d)(?![\d.])")  # 7 янв 18.40
_CLOCK_AFTER: Final = frozenset(("at", "в", "сағат"))


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a date. ``kind``: year, month, day, third (of a month), time, part, shift, weekday, about,
    open, to, and, dash.
    """

    kind: str
    number: int = 0
    text: str = ""


def tokens(text: str) -> list[Token]:
    """The pieces of a typed date in order. Raises InvalidMoment for a word or figure that is none."""
    if len(text) > MAX_TYPED:
        raise InvalidMoment("form")
    line = unicodedata.normalize("NFC", text).lower().replace("ё", "е").strip()
    line = _ZONE_NOTE.sub(" ", line)
    line = _PHRASE.sub(_phrase, line)
    line = _TWO_DAYS.sub(r"\1-\2", line)
    line = _DOTTED_CLOCK.sub(r"\1\2:\3", line)
    for phrase, days in DAY_WORDS.items():
        if " " in phrase:
            line = line.replace(phrase, f" {next(w for w, d in DAY_WORDS.items() if d == days and ' ' not in w)} ")
    found: list[Token] = []
    place = 0
    before = ""
    while place < len(line):
        ago = _AGO.match(line, place)
        if ago is not None:
            count = ago["count"]
            found.append(Token("shift", -(COUNTS.get(count) or int(count))))
            place, before = ago.end(), ""
            continue
        match = _TOKEN.match(line, place)
        if match is None:
            raise InvalidMoment("form")
        found += _read(match, before)
        if match.lastgroup != "skip":
            before = match.group()
        place = match.end()
    return found


def _phrase(match: re.Match[str]) -> str:
    return PHRASES[match.group()]


def _read(match: re.Match[str], before: str) -> list[Token]:
    groups = {name: value for name, value in match.groupdict().items() if value}
    if "word" in groups:
        return _word(groups["word"].rstrip("."))
    if "dash" in groups:
        return [Token("dash")]
    if "number" in groups:
        return [_number(groups["number"], before)]
    if "ordinal" in groups:
        return [_number(groups["ordinal"], ""), *_month_or_ending(groups["ending"])]
    if "time" in groups or "half" in groups or "hour" in groups:
        return [_time(groups)]
    return _date(groups)


def _date(groups: dict[str, str]) -> list[Token]:
    if "iso" in groups:
        year, month, *day = groups["iso"].rstrip("t").split("-")
        return [Token("year", int(year)), Token("month", int(month)), *(Token("day", int(d)) for d in day)]
    if "month_year" in groups:
        month, year = re.split("[./]", groups["month_year"])
        return [Token("month", int(month)), Token("year", int(year))]
    if "slashed" in groups:
        day_, month, year = groups["slashed"].split("/")
        if int(day_) <= 12 and int(month) <= 12 and day_ != month:
            raise InvalidMoment("ambiguous")
        if int(month) > 12:
            day_, month = month, day_
        return [Token("day", int(day_)), Token("month", int(month)), Token("year", int(year))]
    if "dotted" in groups:
        day_, month, *years = groups["dotted"].split(".")
        return [Token("day", int(day_)), Token("month", int(month)), *(_year(y) for y in years)]
    return []


def _year(digits: str) -> Token:
    """Two digits mean the years up to 2029, else the last century: "05.01.22", "12.04.94"; shown at once in full."""
    if len(digits) == 4:
        return Token("year", int(digits))
    return Token("year", int(digits) + (2000 if int(digits) < 30 else 1900))


def _number(digits: str, before: str) -> Token:
    if len(digits) == 4:
        return Token("year", int(digits))
    if len(digits) > 2:
        raise InvalidMoment("form")
    if before in _CLOCK_AFTER:
        return _time({"hour": digits})
    return Token("day", int(digits))


def _time(groups: dict[str, str]) -> Token:
    clock = groups.get("time") or f"{groups.get('half') or groups['hour']}:00"
    half = groups.get("time_half") or groups.get("half_mark")
    hour, minute = (int(x) for x in clock.split(":"))
    if half:
        if not 1 <= hour <= 12:
            raise InvalidMoment("time")
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise InvalidMoment("time")
    return Token("time", text=f"{hour:02d}:{minute:02d}")


def _word(word: str) -> list[Token]:
    if word in _SIMPLE:
        token = _SIMPLE[word]
        return [token] if token.kind != "noise" else []
    month = month_of(word)
    if not month:
        raise InvalidMoment("word")
    return [Token("month", month)]


def _month_or_ending(ending: str) -> list[Token]:
    """What clings to a number: a month ("7янв", "5-мая"), the year word, the ending of an ordinal ("7-го", "5-нен")."""
    if ending in NOISE_WORDS or len(ending) <= 2:
        return []
    month = month_of(ending)
    if month:
        return [Token("month", month)]
    if len(ending) <= 4 and any("\u0400" <= c <= "\u052f" for c in ending):
        return []
    raise InvalidMoment("word")


def month_of(word: str) -> int:
    """The number of a month named in full, inflected, or by at least its first three letters; 0 for another word."""
    folded = fold_words(word)
    if folded in _PREFIXES and len(word) >= 3:
        return _PREFIXES[folded]
    for name, month in _FULL.items():
        if folded.startswith(name) and len(folded) - len(name) <= 6:
            return month
    return 0


def _simple_words() -> dict[str, Token]:
    words = dict.fromkeys(NOISE_WORDS, Token("noise"))
    words.update(dict.fromkeys(ABOUT_WORDS, Token("about")))
    words.update(dict.fromkeys(OPENING_WORDS, Token("open")))
    words.update(dict.fromkeys(TO_WORDS, Token("to")))
    words.update(dict.fromkeys(AND_WORDS, Token("and")))
    words.update({word: Token("third", number) for word, number in THIRDS.items()})
    words.update({word: Token("weekday", number) for word, number in WEEKDAYS.items()})
    words.update({word: Token("shift", days) for word, days in DAY_WORDS.items()})
    words.update({word: Token("part", text=part) for part, named in PART_WORDS.items() for word in named})
    return words


def _month_prefixes() -> dict[str, int]:
    """Folded beginnings of the month names, three letters and more, that name one month only."""
    meant: dict[str, set[int]] = {}
    for names in (*MONTHS.values(), *MONTHS_OF.values()):
        for number, name in enumerate(names, 1):
            for size in range(3, len(name) + 1):
                meant.setdefault(fold_words(name[:size]), set()).add(number)
    return {prefix: months.pop() for prefix, months in meant.items() if len(months) == 1}


_SIMPLE: Final = MappingProxyType(_simple_words())
_PREFIXES: Final = MappingProxyType(_month_prefixes())
_FULL: Final = MappingProxyType({
    fold_words(name[:-1] if code == "ru" and name[-1] in "ьй" else name): number
    for code, names in MONTHS.items() for number, name in enumerate(names, 1) if len(name) > 4
})
