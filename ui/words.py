"""Words for values in the window's language: the domain's parsers and formatters behind the ports of the window.

Everything here is pure and quick. The composition hands one of each to the desk.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from caseapp.domain.errors import Invalid
from caseapp.domain.local_terms import record_of
from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_for, format_moment
from caseapp.domain.moment_text import parse_moment
from caseapp.domain.names.identifier import Identifier
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.person_text import PersonText, parse_person
from caseapp.domain.text import N_, Language
from caseapp.domain.values import BlobRef, Point, parse_point
from caseapp.domain.vocabulary import Term, Vocabularies
from ui.ports import Choice, Reading

Today = Callable[[], dt.date]
_SEX: Final = {"m": N_("man"), "f": N_("woman"), "": ""}
_SCHEMES: Final = {
    "iin": N_("IIN {number}"),
    "passport": N_("Passport {number}"),
    "id_card": N_("National identity card {number}"),
    "other": N_("Document {number}"),
}
DEFAULT_RELATION: Final = "relative_victim"
PRESET: Final = "preset"


@dataclass(frozen=True, slots=True)
class DomainReadings:
    """``ui.ports.Readings`` over the domain; ``zone`` is the IANA zone that typed times are in."""

    language: Language
    today: Today
    zone: str = ""

    def moment(self, text: str) -> Reading:
        """What a typed date means, in words; a problem instead when it means nothing."""
        try:
            moment = parse_moment(text, self.today(), self.zone)
        except Invalid as error:
            return Reading(problem=error.explain(self.language))
        return Reading(moment, format_moment(moment, self.language))

    def show(self, kind: str, value: object) -> str:
        """A value of a kind without vocabulary as text, several entries under each other."""
        if isinstance(value, list | tuple):
            return "\n".join(self.show(kind, each) for each in value)
        if isinstance(value, Moment):
            return format_moment(value, self.language)
        if isinstance(value, PersonName):
            return value.shown()
        if isinstance(value, Identifier):
            words = self.language.text(_SCHEMES[value.scheme]).format(number=value.value)
            return ", ".join(part for part in (words, value.issued_by, value.note) if part)
        if isinstance(value, BlobRef):
            words = self.language.plural("File of {n} byte, SHA-256 {digest}", "File of {n} bytes, SHA-256 {digest}",
                                         value.size)
            return words.format(n=value.size, digest=value.sha256)
        return value.text() if isinstance(value, Point) else str(value)

    def edit(self, kind: str, value: object) -> str:
        """The text that ``moment`` or ``point`` reads back."""
        if isinstance(value, Moment):
            return format_for(value, self.language.code, long=True).split(" (UTC")[0]
        return self.show(kind, value)

    def point(self, text: str) -> Reading:
        """Two numbers as a position."""
        try:
            point = parse_point(text)
        except Invalid as error:
            return Reading(problem=error.explain(self.language))
        return Reading(point, point.text())

    def who(self, text: str) -> Reading:
        """What is understood of one typed line about a person; a problem for hidden characters."""
        try:
            person = parse_person(text, self.today())
        except Invalid as error:
            return Reading(problem=error.explain(self.language))
        name = person.name.shown() if person.name is not None else ""
        return Reading(person, " · ".join(self._person(person)), search=name)

    def _person(self, person: PersonText) -> Sequence[str]:
        tr, name = self.language.text, person.name
        found: list[str] = []
        if name is None:
            found.append(tr(N_("a person without a name")))
        else:
            for words, part in ((N_("surname {name}"), name.surname), (N_("given name {name}"), name.given),
                                (N_("patronymic {name}"), name.patronymic)):
                if part:
                    found.append(tr(words).format(name=part))
        if person.born is not None:
            found.append(tr(N_("born {date}")).format(date=format_moment(person.born, self.language)))
        elif person.age >= 0:
            found.append(self._age(person))
        if person.sex:
            found.append(tr(_SEX[person.sex]))
        if person.leftover:
            found.append(tr(N_("kept as written: {text}")).format(text=" ".join(person.leftover)))
        return found

    def _age(self, person: PersonText) -> str:
        tr = self.language.text
        if person.age_to != person.age:
            return tr(N_("{first} to {last} years old")).format(first=person.age, last=person.age_to)
        words = self.language.plural("about {n} year old", "about {n} years old", person.age) if person.about \
            else self.language.plural("{n} year old", "{n} years old", person.age)
        return words.format(n=person.age)


@dataclass(frozen=True, slots=True)
class DomainVocabularies:
    """``ui.ports.Vocabularies`` over the word lists that ship with the program."""

    vocabularies: Vocabularies
    language: Language
    today: Today

    def choices(self, vocabulary: str, day: str = "") -> Sequence[Choice]:
        """Every term in use on ``day``, blank for today. An unknown list offers nothing."""
        found = self.vocabularies.get(vocabulary)
        return [self._choice(term) for term in found.choices(day or self.today().isoformat())] if found else []

    def label(self, vocabulary: str, term: str) -> str:
        """The label of a term; words that say so for an id that is not known here."""
        found = self.vocabularies.get(vocabulary)
        return found.label(term, self.language.code).text if found else term

    def verified(self, vocabulary: str, term: str) -> bool:
        """Whether the label was checked; what is not known here was not."""
        found = self.vocabularies.get(vocabulary)
        return found is not None and found.label(term, self.language.code).verified

    def presets(self) -> Sequence[Choice]:
        """What the quick page offers as "what", the most frequent first."""
        ours = [each for each in self.choices("act_type") if record_of(each.id)]
        return [*(self._choice(term) for term in self.vocabularies["act_type"].tagged(PRESET)), *ours]

    def relations(self) -> Sequence[Choice]:
        """Who told us: a relative is offered first, since most often it is one."""
        found = list(self.choices("source_connection"))
        return sorted(found, key=_not_default)

    def forces(self) -> Sequence[Choice]:
        """By whom."""
        return self.choices("perpetrator_type")

    def _choice(self, term: Term) -> Choice:
        label = term.label(self.language.code)
        return Choice(term.id, label.text, label.verified)


def _not_default(choice: Choice) -> bool:
    return choice.id != DEFAULT_RELATION


