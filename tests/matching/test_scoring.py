"""Who is offered as a possible duplicate, who never is, and the reasons given."""

import pytest

from caseapp.domain.names.person_name import PersonName
from caseapp.domain.records.person import Person
from caseapp.matching import scoring
from caseapp.matching.matcher import Matcher
from caseapp.matching.profile import Deed, form_of
from caseapp.matching.scoring import CERTAIN, EXCLUDED, FAMILY, THRESHOLD
from caseapp.runtime.languages import load
from tests.matching.people import ONE, OTHER, codes, compare, found, person, seen
from tests.support.desk import RESOURCES

VALID, OTHER_VALID = "010101100008", "010101100903"  # born 1801: nobody alive


@pytest.mark.parametrize(("one", "other"), [
    ("Тоқаев Қасым-Жомарт", "Tokayev Kassym-Jomart"),
    ("Токаев Касым-Жомарт", "Toqaev Qasym-Zhomart"),
    ("Ахметов Данияр", "Данияр Ахметов"),
    ("Ахметов Данияр", "Daniyar Akhmetov"),
    ("Ахметов Данияр Серікұлы", "Ахметов Данияр Серикович"),
    ("Ахметов Данияр Серік ұлы", "Akhmetov Daniyar Serikovich"),
    ("Ахметова Динара", "Ахметов Динара"),
    ("Ахметов Данияр", "Ахмтов Данияр"),
    ("Серікұлы Данияр", "Данияр Серик улы"),
])
def test_one_person_in_two_spellings(one: str, other: str) -> None:
    assert found(person(one), person(other))


def test_the_reasons_are_said_in_words() -> None:
    one = seen(ONE, person("Ахметов Данияр Серікұлы", born="1994"), Deed("2022-01-07", "3" * 32))
    other = seen(OTHER, person("Akhmetov Daniyar", born="1994", about=True), Deed("2022-01-07", "3" * 32))
    score = Matcher([one, other]).compare(ONE, OTHER)
    words = {reason.code: reason.say(load(RESOURCES / "i18n", "en")) for reason in score.reasons}
    assert words == {
        "surname-alike": "surname folds alike", "given-alike": "given name alike", "birth": "born 1994 / about 1994",
        "deed": "same night, same place", "father-one": "patronymic on one side only",
    }
    assert [reason.strength for reason in score.reasons if reason.code == "father-one"] == [0]
    bits = [reason.bits for reason in score.reasons]
    assert bits == sorted(bits, reverse=True)


@pytest.mark.parametrize("born", ["1994-05-17", "1994", ""])
def test_twins_and_brothers_are_not_offered(born: str) -> None:
    twins = person("Ахметов Данияр Серікұлы", born=born), person("Ахметов Ерлан Серікұлы", born=born)
    assert not found(*twins)
    assert compare(*twins).value <= FAMILY


def test_negative_control_without_the_family_rule_twins_are_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "FAMILY", 1.0)
    assert found(person("Ахметов Данияр Серікұлы", born="1994-05-17"), person("Ахметов Ерлан Серікұлы",
                                                                          born="1994-05-17"))


def test_an_alias_that_fits_is_enough() -> None:
    assert found(person("Ахметов Данияр", "Дикий Дан", born="1994"), person("Дикий Дан", born="1994"))


def test_nobody_is_the_same_for_being_unknown() -> None:
    one = person(description="Unknown man, about 30", born="1992", about=True, sex="male")
    night = Deed("2022-01-07", "3" * 32)
    matcher = Matcher([seen(ONE, one, night), seen(OTHER, one, night)])
    assert not matcher.all()
    assert matcher.compare(ONE, OTHER).value <= EXCLUDED
    named = Matcher([seen(ONE, person("неизвестный мужчина, 30")), seen(OTHER, person("неизвестный мужчина, 30"))])
    assert not named.all()


def test_a_number_finds_even_the_unnamed() -> None:
    assert found(person(description="Unknown man", iin=VALID), person("Ахметов Данияр", iin=VALID))
    assert found(person(description="Unknown man", phone="+7 701 000 00 00"), person("Ахметов Данияр",
                                                                                     phone="8 (701) 0000000"))


def test_the_iin_decides() -> None:
    same = compare(person("Ахметов Данияр", iin=VALID), person("Сериков Ерлан", iin=VALID))
    assert same.value == CERTAIN
    assert codes(same) == {"iin"}
    other = compare(person("Ахметов Данияр", born="1994", iin=VALID), person("Ахметов Данияр", born="1994",
                                                                            iin=OTHER_VALID))
    assert other.value == EXCLUDED
    assert codes(other) == {"iin-other"}


def test_a_miswritten_iin_does_not_exclude() -> None:
    smudged = "010101100009"
    assert found(person("Ахметов Данияр", born="1994", iin=VALID), person("Ахметов Данияр", born="1994", iin=smudged))


@pytest.mark.parametrize(("one", "other"), [
    (person("Ахметов Данияр", born="1994-05-17"), person("Ахметов Данияр", born="1961-02-03")),
    (person("Ахметов Данияр", sex="male", born="1994"), person("Ахметова Данияр", sex="female", born="1970")),
    (person("Ахметов Данияр"), person("Сериков Ерлан")),
])
def test_what_speaks_against(one: Person, other: Person) -> None:
    assert compare(one, other).value < THRESHOLD


def test_an_initial_fits_and_is_no_proof() -> None:
    score = compare(person("Ахметов Д."), person("Ахметов Данияр"))
    assert "given-initial" in codes(score)
    assert score.value < compare(person("Ахметов Данияр"), person("Ахметов Данияр")).value
    assert "given-other" in codes(compare(person("Ахметов Е."), person("Ахметов Данияр")))


def test_a_common_name_is_worth_less_than_a_rare_one() -> None:
    crowd = [seen(f"{at:032x}", person(f"Ахметов {name}")) for at, name in enumerate(
        ("Ерлан", "Асқар", "Болат", "Марат", "Руслан", "Тимур") * 30)]
    matcher = Matcher([*crowd, seen("a" * 32, person("Ахметов Данияр")), seen("b" * 32, person("Ахметов Данияр")),
                       seen("c" * 32, person("Жәнібеков Данияр")), seen("d" * 32, person("Жәнібеков Данияр"))])
    assert matcher.compare("a" * 32, "b" * 32).value < matcher.compare("c" * 32, "d" * 32).value


def test_the_order_of_two_does_not_matter() -> None:
    one, other = person("Ахметов Данияр", born="1994"), person("Данияр Ахмтов", born="1995")
    there, back = compare(one, other), compare(other, one)
    assert there.value == pytest.approx(back.value)
    assert codes(there) == codes(back)


def test_parts_and_the_whole_give_one_form() -> None:
    parts = PersonName(surname="Ахметова", given="Динара", patronymic="Серікқызы")
    assert form_of(parts) == form_of(PersonName(full="Ахметова Динара Сериковна"))
