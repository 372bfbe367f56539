"""What matching looks at of one person: folded names, birth, sex, numbers, nights and places."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from caseapp.domain import iin
from caseapp.domain.moment import Moment, Precision
from caseapp.domain.names.fold import fold_words
from caseapp.domain.names.name_key import name_key
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.person_text import parse_person
from caseapp.domain.records.person import Person
from caseapp.domain.spec import RecordId

IIN: Final = "iin"
_ANY_DAY: Final = dt.date(2022, 1, 11)  # reading a name needs no day; an age beside it is not looked at
_PLAIN: Final = re.compile(r"[\W_]+")
_FEWEST_DIGITS: Final = 7  # of a telephone number that tells people apart


@dataclass(frozen=True, slots=True)
class NameForm:
    """One spelling, reduced: equal parts of two spellings are equal here whatever the script or the ending."""

    surname: str = ""
    given: str = ""
    father: str = ""

    @property
    def blank(self) -> bool:
        """Nothing that a name could be told by."""
        return not (self.surname or self.given)


@dataclass(frozen=True, slots=True)
class Deed:
    """A day and a place at which something was done to the person."""

    day: str
    place: RecordId = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """One person as matching sees them. A person without a name has no ``forms`` and is found by numbers only."""

    id: RecordId
    forms: tuple[NameForm, ...] = field(default=(), repr=False)
    birth: Moment | None = field(default=None, repr=False)
    sex: str = ""
    numbers: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)  # (scheme, value)
    reach: frozenset[str] = field(default=frozenset(), repr=False)  # telephone and e-mail
    deeds: frozenset[Deed] = field(default=frozenset(), repr=False)

    def of_scheme(self, scheme: str) -> frozenset[str]:
        """The numbers of one kind."""
        return frozenset(value for kind, value in self.numbers if kind == scheme)


def profile(id_: RecordId, person: Person, deeds: Iterable[Deed] = ()) -> Profile:
    """A person reduced to what is compared."""
    forms = dict.fromkeys(form for name in person.names for form in forms_of(name))
    numbers = {
        (one.scheme, plain) for one in person.identifiers if (plain := _PLAIN.sub("", one.value).casefold())
    }
    return Profile(
        id_, tuple(forms), person.birth, person.sex, frozenset(numbers), _reach(person), frozenset(deeds),
    )


def forms_of(name: PersonName) -> Iterator[NameForm]:
    """A name as it may be meant: "Данияр Серікұлы" is a given name with the father's, or with a surname made of it."""
    form = form_of(name)
    if not form.blank:
        yield form
    if form.given and form.father and not form.surname:
        yield NameForm(form.father, form.given)


def form_of(name: PersonName) -> NameForm:
    """The parts of a name; where only the whole is written, as the quick record reads it."""
    return _form(name.surname, name.given, name.patronymic, name.full)


@lru_cache(maxsize=32_768)
def _form(surname: str, given: str, patronymic: str, full: str) -> NameForm:
    if not (surname or given):
        read = parse_person(full, _ANY_DAY).name
        if read is None:
            return NameForm()
        surname, given, patronymic = read.surname, read.given, read.patronymic
        if not (surname or given):
            surname = full
    return NameForm(_key(surname), *_given(given, patronymic))


def _given(given: str, patronymic: str) -> tuple[str, str]:
    """"Д. С." in the field of the given name is two initials."""
    words = fold_words(given).split()
    if len(words) == 2 and not patronymic and all(len(word) == 1 for word in words):
        return words[0], words[1]
    return _key(given), _key(patronymic)


def _key(text: str) -> str:
    return name_key(text).replace(" ", "")


def valid_iin(value: str) -> bool:
    """Whether a number is beyond doubt one person's."""
    return iin.inspect(value).status is iin.Status.VALID


def birth_years(birth: Moment | None) -> range:
    """Every year in which the birth may lie; empty when nothing is known."""
    if birth is None:
        return range(0)
    wide = 1 if birth.approximate and birth.precision is Precision.YEAR else 0
    return range(int(birth.start[:4]) - wide, int(birth.last[:4]) + wide + 1)


def _reach(person: Person) -> frozenset[str]:
    digits = re.sub(r"\D", "", person.phone)
    found = {digits[-10:]} if len(digits) >= _FEWEST_DIGITS else set()
    if "@" in person.email:
        found.add(person.email.strip().casefold())
    return frozenset(found)
