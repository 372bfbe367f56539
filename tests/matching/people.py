"""Persons in few words."""

from caseapp.domain.moment import Moment
from caseapp.domain.names.identifier import Identifier
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.records.person import Person
from caseapp.matching.matcher import Matcher
from caseapp.matching.profile import Deed, Profile, profile
from caseapp.matching.scoring import Score

ONE, OTHER = "1" * 32, "2" * 32


def person(*names: str, born: str = "", about: bool = False, iin: str = "", sex: str = "", phone: str = "",
           description: str = "") -> Person:
    """Names as a source wrote them, order surname, given name, patronymic or as people do."""
    return Person(
        names=tuple(PersonName(full=name) for name in names), birth=Moment(born, approximate=about) if born else None,
        identifiers=(Identifier("iin", iin),) if iin else (), sex=sex, phone=phone, description=description,
    )


def seen(id_: str, made: Person, *deeds: Deed) -> Profile:
    return profile(id_, made, deeds)


def compare(one: Person, other: Person) -> Score:
    return Matcher([seen(ONE, one), seen(OTHER, other)]).compare(ONE, OTHER)


def found(one: Person, other: Person) -> bool:
    """Whether the pair is offered: blocked together and above the threshold."""
    return bool(Matcher([seen(ONE, one), seen(OTHER, other)]).all())


def codes(score: Score) -> set[str]:
    return {reason.code for reason in score.reasons}
