"""What records are called, from specs alone and in the reader's language."""

from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.records.act import SPEC as ACT
from caseapp.domain.records.act import Act
from caseapp.domain.records.hearing import SPEC as HEARING
from caseapp.domain.records.hearing import Hearing
from caseapp.domain.records.intervention import SPEC as INTERVENTION
from caseapp.domain.records.intervention import Intervention
from caseapp.domain.records.organisation import SPEC as ORGANISATION
from caseapp.domain.records.organisation import Organisation
from caseapp.domain.records.person import SPEC as PERSON
from caseapp.domain.records.person import Person
from caseapp.domain.titles import title_of

NAMES = (
    PersonName(full="Данька", kind="alias", language="ru", script="Cyrl"),
    PersonName(full="Ахметов Данияр Серікұлы", language="kk", script="Cyrl"),
    PersonName(full="Akhmetov Daniyar", language="en", script="Latn", kind="transliteration"),
)


class Words:
    def term(self, vocabulary: str, term: str) -> str:
        return {"detention": "Detention"}[term]

    def moment(self, moment: Moment) -> str:
        return moment.start

    def title(self, id: str) -> str:
        return {"p": "Ахметов"}.get(id, "")


def test_a_person_is_called_in_the_language_of_the_reader() -> None:
    person = Person(names=NAMES, description="unknown man")
    assert title_of(PERSON, person, Words(), "en") == "Akhmetov Daniyar"
    assert title_of(PERSON, person, Words(), "kk") == "Ахметов Данияр Серікұлы"
    assert title_of(PERSON, person, Words(), "ru") == "Ахметов Данияр Серікұлы"
    assert title_of(PERSON, Person(names=NAMES[:1]), Words(), "ru") == "Данька"
    assert title_of(PERSON, Person(description="unknown man"), Words(), "en") == "unknown man"


def test_a_body_is_called_in_the_language_of_the_reader_or_in_the_one_it_has() -> None:
    body = Organisation(name_ru="Национальная гвардия", name_kk="Ұлттық ұлан", name_en="National Guard")
    assert title_of(ORGANISATION, body, Words(), "en") == "National Guard"
    assert title_of(ORGANISATION, body, Words(), "kk") == "Ұлттық ұлан"
    assert title_of(ORGANISATION, Organisation(name_en="FIDH"), Words(), "ru") == "FIDH"


def test_an_act_is_called_by_what_it_ties_together() -> None:
    act = Act(act_type="detention", victim="p", start=Moment("2022-01-07"))
    assert title_of(ACT, act, Words()) == "Detention · Ахметов · 2022-01-07"
    assert title_of(ACT, Act(act_type="detention", victim="gone"), Words()) == "Detention"
    assert title_of(ACT, Act(), Words()) == ""


def test_of_several_people_the_first_are_named_and_the_rest_counted() -> None:
    assert title_of(HEARING, Hearing(persons=("p",)), Words()) == "Ахметов"
    assert title_of(HEARING, Hearing(persons=("p", "gone", "other")), Words()) == "Ахметов +2"
    assert title_of(HEARING, Hearing(persons=("gone",)), Words()) == ""
    assert title_of(INTERVENTION, Intervention(kinds=("detention",)), Words()) == "Detention"
