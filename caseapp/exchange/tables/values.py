"""One cell as a value of its field: strictly, and with nothing made up. What is not understood is an error of its cell.

A reader lives for one table and remembers what a text meant, since columns repeat themselves.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from caseapp.domain.errors import Invalid
from caseapp.domain.moment import InvalidMoment, Moment
from caseapp.domain.moment_text import parse_moment
from caseapp.domain.names.fold import fold_words
from caseapp.domain.names.identifier import Identifier
from caseapp.domain.names.person_name import PersonName, script_of
from caseapp.domain.person_text import parse_person
from caseapp.domain.spec import FieldSpec, Kind
from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import clean_line, clean_text
from caseapp.domain.values import parse_point
from caseapp.domain.vocabulary import Vocabularies, Vocabulary, full_code

_YES: Final = frozenset(["yes", "y", "true", "1", "+", "x", "да", "д", "иә", "ия", "бар"])
_NO: Final = frozenset(["no", "n", "false", "0", "-", "нет", "н", "жоқ"])
_SERIAL: Final = re.compile(r"[2-5]\d{4}(?:\.\d+)?", re.ASCII)  # days since 1900, as spreadsheets count: 1954 to 2064
_EPOCH: Final = dt.datetime(1899, 12, 30)
_EXACT: Final = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d)(:\d\d(?:\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_SLASHES: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_POINT: Final = re.compile(r"\s*(\S+)[ ,;]+(\S+)(?:\s+\S+){0,2}\s*")
_IIN: Final = re.compile(r"\d{12}", re.ASCII)
_SPLIT: Final = re.compile(r"[;\n|]|,(?!\d)")
_SEXES: Final = {
    "м": "male", "муж": "male", "мужской": "male", "мужчина": "male", "ер": "male", "m": "male", "man": "male",
    "ж": "female", "жен": "female", "женский": "female", "женщина": "female", "әйел": "female", "f": "female",
    "woman": "female",
}
_NO_TERMS: Final[Mapping[str, str]] = {}
SYNONYMS: Final[Mapping[str, Mapping[str, str]]] = {"sex": _SEXES}


class UnknownWord(Invalid):
    """A cell whose word its list does not have."""

    code = "unknown-word"
    what = N_("“{field}” has a word list, and this word is not in it.")
    next_step = N_("Say in the mapping which term it stands for.")

    def __init__(self, field: str, word: str) -> None:
        super().__init__(field=field)
        self.word = word  # as it is written in the cell; for the person's eyes, never for a log


class NotUnderstood(Invalid):
    """A cell that is no number, no yes or no, or no position."""

    code = "cell-not-understood"
    what = N_("What stands here is not a value of “{field}”.")
    next_step = ""


class CellReader:
    """Text -> value, by the kind of the field."""

    def __init__(self, vocabularies: Vocabularies, today: dt.date, zone: str, *, month_first: bool = False) -> None:
        self._vocabularies = vocabularies
        self._today = today
        self._zone = zone
        self._month_first = month_first
        self._words: dict[str, dict[str, str]] = {}
        self._seen: dict[tuple[str, str, str], Any] = {}
        self._by_kind: Mapping[Kind, Callable[[FieldSpec, str], Any]] = {
            Kind.LINE: lambda spec, text: clean_line(text.replace("\n", " "), spec.label),
            Kind.TEXT: lambda spec, text: clean_text(text, spec.label), Kind.INTEGER: _integer, Kind.FLAG: _flag,
            Kind.TERM: self._term, Kind.ANSWER: self._term, Kind.TERMS: self._terms, Kind.MOMENT: self._moment,
            Kind.NAMES: self._names, Kind.IDENTIFIERS: _identifiers, Kind.POINT: _point,
        }

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds that a cell can fill."""
        return frozenset(self._by_kind)

    def read(self, spec: FieldSpec, text: str, terms: Mapping[str, str]) -> Any:
        """The value, None for a blank cell. Raises Invalid."""
        text = text.strip()
        if not text:
            return None
        if terms and spec.kind is Kind.TERMS:
            return self._terms(spec, text, terms)
        if text in terms:
            return terms[text]
        place = (spec.name, spec.label, text)
        if place not in self._seen:
            self._seen[place] = self._by_kind[spec.kind](spec, text)
        return self._seen[place]

    def unnamed(self, text: str) -> bool:
        """Whether a cell for names describes somebody whose name is not known."""
        return parse_person(text, self._today).unnamed

    def terms(self, vocabulary: str) -> Mapping[str, object]:
        """The terms of a word list; none for a field without one."""
        found = self._vocabularies.get(vocabulary)
        return {} if found is None else found.terms

    def words(self, vocabulary: str) -> Mapping[str, str]:
        """Folded label, id, code or synonym -> term."""
        if vocabulary not in self._words:
            found = self._vocabularies.get(vocabulary)
            self._words[vocabulary] = {} if found is None else _index(found)
        return self._words[vocabulary]

    def _term(self, spec: FieldSpec, text: str) -> str:
        words = self.words(spec.vocabulary)
        found = words.get(text) or words.get(fold_words(text)) or words.get(text.replace(".", "").ljust(12, "0"))
        if found is None:
            raise UnknownWord(spec.label, text)
        return found

    def _terms(self, spec: FieldSpec, text: str, terms: Mapping[str, str] = _NO_TERMS) -> tuple[str, ...]:
        words = self.words(spec.vocabulary)
        if text in terms or fold_words(text) in words:
            return (terms.get(text) or words[fold_words(text)],)
        parts = [part.strip() for part in _SPLIT.split(text) if part.strip()]
        if len(parts) == 1 and all(part in terms or part in words for part in text.split()):
            parts = text.split()  # several choices of a form are names with spaces between
        return tuple(dict.fromkeys(terms.get(part) or self._term(spec, part) for part in parts))

    def _moment(self, spec: FieldSpec, text: str) -> Moment:
        exact = _EXACT.fullmatch(text)
        try:
            if exact:
                return Moment(self._here(exact), zone=self._zone)
            if _SERIAL.fullmatch(text):
                return Moment(_serial(float(text)), zone=self._zone)
            slashes = _SLASHES.fullmatch(text)
            if slashes:
                day, month = (slashes[2], slashes[1]) if self._month_first else (slashes[1], slashes[2])
                text = f"{day}.{month}.{slashes[3]}"
            return parse_moment(text, self._today, self._zone)
        except (InvalidMoment, ValueError) as error:
            raise error if isinstance(error, InvalidMoment) else NotUnderstood(field=spec.label) from None

    def _here(self, exact: "re.Match[str]") -> str:
        """To the minute, and where an offset was said, in the zone of the table."""
        form = exact[1].replace(" ", "T")
        if not exact[3] or not self._zone:
            return form
        offset = "+00:00" if exact[3] == "Z" else exact[3]
        return dt.datetime.fromisoformat(form + offset).astimezone(ZoneInfo(self._zone)).strftime("%Y-%m-%dT%H:%M")

    def _names(self, spec: FieldSpec, text: str) -> tuple[PersonName, ...]:
        found = []
        for part in re.split(r"[;\n]", text):
            line = clean_line(part, spec.label)
            if line:
                read = parse_person(line, self._today).name if not any(c.isdigit() for c in line) else None
                found.append(read or PersonName(full=line, script=script_of(line)))
        return tuple(found)


def _index(vocabulary: Vocabulary) -> dict[str, str]:
    index: dict[str, str] = {}
    for term in vocabulary.terms.values():
        for code in (term.code, *term.also):
            if code:
                index.setdefault(full_code(code), term.id)
        for label in term.labels.values():
            index.setdefault(fold_words(label), term.id)
    index.update((fold_words(word), id_) for word, id_ in SYNONYMS.get(vocabulary.id, {}).items())
    index.update((id_, id_) for id_ in vocabulary.terms)
    return index


def _integer(spec: FieldSpec, text: str) -> int:
    if not re.fullmatch(r"-?\d{1,9}(?:\.0)?", text, re.ASCII):
        raise NotUnderstood(field=spec.label)
    return int(float(text))


def _flag(spec: FieldSpec, text: str) -> bool:
    word = text.lower()
    if word not in _YES | _NO:
        raise NotUnderstood(field=spec.label)
    return word in _YES


def _identifiers(spec: FieldSpec, text: str) -> tuple[Identifier, ...]:
    parts = [clean_line(part, spec.label) for part in re.split(r"[;,\n]", text) if part.strip()]
    return tuple(Identifier("iin" if _IIN.fullmatch(part) else "other", part) for part in parts)


def _point(spec: FieldSpec, text: str) -> Any:
    """Latitude and longitude; the altitude and accuracy that a telephone adds are left out."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise NotUnderstood(field=spec.label)
    return parse_point(f"{match[1].rstrip(',;')}, {match[2].rstrip(',;')}")


def _serial(number: float) -> str:
    moment = _EPOCH + dt.timedelta(days=int(number), minutes=round(number % 1 * 1440))
    return moment.strftime("%Y-%m-%dT%H:%M" if number % 1 else "%Y-%m-%d")
