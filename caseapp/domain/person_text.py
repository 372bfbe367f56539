"""A person typed into one box: "Ахметов Данияр, 27, м", "unknown man, about 30", "белгісіз ер адам, шамамен 30".

The quick record must cost few keys, so one line is read into name, age or birth, and sex, and shown back at once. What
is not understood is handed back as ``leftover`` and never dropped. A person without a name is marked so that nobody is
ever offered as "the same" on the strength of "unknown man".
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Final, Literal

from caseapp.domain.moment import InvalidMoment, Moment, interval
from caseapp.domain.moment_text import parse_moment
from caseapp.domain.moment_words import month_of
from caseapp.domain.names.fold import fold_words
from caseapp.domain.names.person_name import MAX_NAME, PersonName, script_of
from caseapp.domain.person_words import (
    ABOUT,
    BORN,
    FEMALE,
    FEMALE_LETTERS,
    FILLERS,
    MALE,
    MALE_LETTERS,
    PATRONYMIC,
    PATRONYMIC_ALONE,
    SURE_SURNAME,
    SURNAME,
    UNNAMED,
)
from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import clean_line

Sex = Literal["", "m", "f"]

_OLDEST: Final = 120
_FIRST_BIRTH: Final = 1890
_PIECE: Final = re.compile(
    r"(?P<date>\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d)(?!\d)"
    r"|(?P<range>\d{1,3}\s?[-–]\s?\d{1,3})(?!\d)"
    r"|(?P<number>\d+)"
    r"|(?P<initials>(?:[^\W\d_]\.\s?-?){1,3})(?=[\s,;]|[^\W\d_]{2}|$)"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*\.?)"
    r"|(?P<about>[~≈])"
    r"|(?P<comma>[,;])"
    r"|(?P<other>[^\s])"
)
_LONG_DATE: Final = re.compile(r"(?<!\d)(?P<day>\d{1,2})\s+(?P<month>[^\W\d_]{3,})\.?\s+(?P<year>\d{4})(?!\d)")
_BORN_BEFORE: Final = re.compile(r"(?:(?<=\s)|(?<=,))(?:b|d\.?o\.?b)\.?\s*(?=\d)", re.IGNORECASE)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.[\s-]?){2,3}")


@dataclass(frozen=True, slots=True)
class PersonText:
    """What was understood. ``age`` and ``age_to`` are years, equal where one was said; -1 where none was.

    ``about`` belongs to age or birth. ``name`` is None for an unnamed person, whose description is ``written``.
    """

    written: str = field(repr=False)
    name: PersonName | None = None
    age: int = -1
    age_to: int = -1
    born: Moment | None = None
    about: bool = False
    sex: Sex = ""
    unnamed: bool = False
    leftover: tuple[str, ...] = field(default=(), repr=False)

    def born_by(self, day: dt.date) -> Moment | None:
        """The birth as stated, or as it follows from the age on ``day``: the two years that the age leaves open."""
        if self.born is not None or self.age < 0:
            return self.born
        first, last = day.year - self.age_to - 1, day.year - self.age
        return interval(f"{first:04d}", f"{last:04d}", self.about)


class _Reader:
    """Collects the pieces of one line from left to right; local to one call."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.names: list[str] = []
        self.left: list[str] = []
        self.sex: Sex = ""
        self.ages: tuple[int, int] = (-1, -1)
        self.born: Moment | None = None
        self.about = self.unnamed = False
        self.past_name = False  # a comma or a number came: what follows describes
        self.year_before = False

    def read(self, line: str) -> None:
        for match in _PIECE.finditer(line):
            kind, piece = str(match.lastgroup), match.group().strip()
            after_year, self.year_before = self.year_before, False
            if kind == "comma":
                self.past_name = self.past_name or bool(self.names) or self.unnamed
            elif kind in ("date", "range", "number"):
                self.past_name = True
                self._figure(kind, piece)
            elif kind == "about":
                self.about = self.past_name = True
            elif kind == "word":
                self._word(piece, after_year)
            elif kind == "initials" and not self.past_name:
                self.names.append(piece)
            elif not (kind == "initials" and (after_year or fold_words(piece).replace(" ", "") in BORN)):
                self.left.append(piece)

    def _figure(self, kind: str, piece: str) -> None:
        low, *rest = (int(x) for x in re.findall(r"\d+", piece)) if kind != "date" else (0,)
        if kind == "date":
            self._birth(piece)
        elif kind == "number" and len(piece) == 4 and _FIRST_BIRTH <= low <= self.today.year and self.born is None:
            self.born = Moment(piece, approximate=self.about)
            self.year_before = True
        elif self.ages == (-1, -1) and max(low, *rest, 0) <= _OLDEST and low <= (rest or [low])[0]:
            self.ages = (low, (rest or [low])[0])
        else:
            self.left.append(piece)

    def _birth(self, piece: str) -> None:
        try:
            self.born = parse_moment(piece, self.today)
        except InvalidMoment:
            self.left.append(piece)

    def _word(self, piece: str, after_year: bool) -> None:
        bare = piece.rstrip(".").lower()
        folded = fold_words(bare)
        if folded in UNNAMED and not self.names:
            self.unnamed = self.past_name = True
        elif folded in ABOUT:
            self.about = self.past_name = True
        elif not self.past_name and not self._describes(folded):
            self.names.append(piece)
        elif not self._descriptive(bare, folded, after_year):
            self.left.append(piece)

    def _describes(self, folded: str) -> bool:
        """A line that begins with "man" or "женщина" has no name."""
        if not self.names and folded in MALE | FEMALE and len(folded) > 2:
            self.unnamed = self.past_name = True
        return self.past_name

    def _descriptive(self, bare: str, folded: str, after_year: bool) -> bool:
        if after_year and (folded in BORN or bare in FEMALE_LETTERS):
            self.year_before = True  # 1994 г.р., 1994 ж.
            return True
        said: Sex = ""
        if folded in MALE or bare in MALE_LETTERS:
            said = "m"
        elif folded in FEMALE or bare in FEMALE_LETTERS:
            said = "f"
        if not said:
            return folded in FILLERS or folded in BORN
        if self.sex not in ("", said):
            return False
        self.sex = said
        return True


def parse_person(text: str, today: dt.date) -> PersonText:
    """What one typed line says of a person. Raises UnsafeText for hidden characters, TooLong."""
    line = clean_line(text, N_("Who"), MAX_NAME)
    reader = _Reader(today)
    reader.read(_BORN_BEFORE.sub(", ", _LONG_DATE.sub(_short_date, line)))
    named = bool(reader.names) and not reader.unnamed
    born = reader.born
    if born is not None and reader.about and not born.approximate:
        born = Moment(born.start, born.end, True)
    return PersonText(
        written=line, name=name_of(reader.names) if named else None, age=reader.ages[0], age_to=reader.ages[1],
        born=born, about=reader.about, sex=reader.sex, unnamed=not named and bool(line),
        leftover=(*(() if named else reader.names), *reader.left),
    )


def _short_date(match: re.Match[str]) -> str:
    """"12 March 1994" as 12.03.1994; left alone where the word is no month."""
    month = month_of(match["month"].lower())
    return f"{match['day']}.{month:02d}.{match['year']}" if month else match.group()


def name_of(words: list[str]) -> PersonName:
    """The words of a name sorted into surname, given name and patronymic by their endings and customary order."""
    full = " ".join(words)
    parts = _initials_apart(_patronymic_joined(words))
    surname, given, patronymic = _sorted_parts(parts)
    script = script_of(full)
    return PersonName(full=full, surname=surname, given=given, patronymic=patronymic, script=script)


def _patronymic_joined(words: list[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if joined and fold_words(word) in PATRONYMIC_ALONE:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def _initials_apart(words: list[str]) -> list[str]:
    """Д.С. are two initials."""
    parts: list[str] = []
    for word in words:
        parts += re.findall(r"[^\W\d_]\.", word) if _INITIALS.fullmatch(word) else [word]
    return parts


def _sorted_parts(parts: list[str]) -> tuple[str, str, str]:
    fathers = [i for i, part in enumerate(parts) if i and _is_patronymic(part)]
    if len(parts) == 1:
        return (parts[0], "", "") if SURE_SURNAME.search(fold_words(parts[0])) else ("", parts[0], "")
    if fathers:
        place = fathers[-1]
        patronymic = parts[place]
        rest = parts[:place] + parts[place + 1:]
        if len(rest) == 1:
            return "", rest[0], patronymic
        if place == 1:  # Данияр Серикович Ахметов
            return " ".join(rest[1:]), rest[0], patronymic
        return rest[0], " ".join(rest[1:]), patronymic
    return _without_father(parts)


def _without_father(parts: list[str]) -> tuple[str, str, str]:
    initials = [part for part in parts if part.endswith(".")]
    names = [part for part in parts if not part.endswith(".")]
    if initials and names:
        return " ".join(names[:1]), " ".join([*names[1:], initials[0]]), " ".join(initials[1:])
    first, last = fold_words(parts[0]), fold_words(parts[-1])
    if SURNAME.search(last) and not SURNAME.search(first):
        return parts[-1], " ".join(parts[:-1]), ""
    return parts[0], " ".join(parts[1:]), ""


def _is_patronymic(part: str) -> bool:
    return PATRONYMIC.search(fold_words(part).replace(" ", "")) is not None
