"""The one-line person of the quick record, in three languages."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain import person_text
from caseapp.domain.moment import Moment
from caseapp.domain.person_text import PersonText, parse_person
from caseapp.domain.text_hygiene import UnsafeText

TODAY = dt.date(2022, 1, 10)


def _read(text: str) -> PersonText:
    return parse_person(text, TODAY)


def _parts(text: str) -> tuple[str, str, str]:
    name = _read(text).name
    assert name is not None
    return name.surname, name.given, name.patronymic


@pytest.mark.parametrize(("typed", "age", "age_to", "about", "sex"), [
    ("Ахметов Данияр, 27, м", 27, 27, False, "m"),
    ("Ахметов Данияр 27 м", 27, 27, False, "m"),
    ("Ахметов Данияр 27м", 27, 27, False, "m"),
    ("Akhmetov Daniyar, 27 years old, male", 27, 27, False, "m"),
    ("Ахметов Данияр, 27 жаста, ер адам", 27, 27, False, "m"),
    ("Бекова Гүлнар, около 40 лет, ж", 40, 40, True, "f"),
    ("Bekova Gulnar, ~40, woman", 40, 40, True, "f"),
    ("Бекова Гүлнар, шамамен 40 жаста, әйел", 40, 40, True, "f"),
    ("Бекова, 30-35 лет", 30, 35, False, ""),
])
def test_named_persons(typed: str, age: int, age_to: int, about: bool, sex: str) -> None:
    found = _read(typed)
    assert (found.age, found.age_to, found.about, found.sex) == (age, age_to, about, sex)
    assert not found.unnamed
    assert found.leftover == ()
    assert found.name is not None
    assert found.name.surname[:2] in ("Ах", "Ak", "Бе", "Be")


@pytest.mark.parametrize(("typed", "sex", "age"), [
    ("unknown man, about 30", "m", 30), ("неизвестный мужчина, около 30", "m", 30),
    ("белгісіз ер адам, шамамен 30", "m", 30), ("белгисиз ер адам шамамен 30", "m", 30),
    ("неизвестная женщина около 30 лет на вид", "f", 30), ("unidentified woman", "f", -1), ("man, about 30", "m", 30),
    ("мужчина", "m", -1), ("Неизвестный", "", -1), ("белгісіз әйел", "f", -1), ("UNKNOWN MAN", "m", -1),
])
def test_unnamed_persons(typed: str, sex: str, age: int) -> None:
    found = _read(typed)
    assert found.unnamed
    assert found.name is None
    assert (found.sex, found.age, found.leftover) == (sex, age, ())
    assert found.written == typed


@pytest.mark.parametrize(("typed", "parts"), [
    ("Ахметов Данияр", ("Ахметов", "Данияр", "")),
    ("Данияр Ахметов", ("Ахметов", "Данияр", "")),
    ("Ахметов Данияр Серікұлы", ("Ахметов", "Данияр", "Серікұлы")),
    ("Ахметов Данияр Серік ұлы", ("Ахметов", "Данияр", "Серік ұлы")),
    ("Данияр Серикович Ахметов", ("Ахметов", "Данияр", "Серикович")),
    ("Akhmetova Aliya Kairatkyzy", ("Akhmetova", "Aliya", "Kairatkyzy")),
    ("Данияр Серікұлы", ("", "Данияр", "Серікұлы")),
    ("Қасым-Жомарт Тоқаев", ("Тоқаев", "Қасым-Жомарт", "")),
    ("Ким Виктор", ("Ким", "Виктор", "")),
    ("Ахметов Д.С.", ("Ахметов", "Д.", "С.")), ("Ахметов Д. С.", ("Ахметов", "Д.", "С.")),
    ("Д. Ахметов", ("Ахметов", "Д.", "")), ("Bekova G.", ("Bekova", "G.", "")),
    ("Ахметов", ("Ахметов", "", "")), ("Данияр", ("", "Данияр", "")),
    ("О'Нил Джон", ("О'Нил", "Джон", "")),
])
def test_parts_of_a_name(typed: str, parts: tuple[str, str, str]) -> None:
    assert _parts(typed) == parts
    found = _read(typed)
    assert found.name is not None
    assert found.name.full == typed


@pytest.mark.parametrize(("typed", "born"), [
    ("Ахметов Данияр, 1994", Moment("1994")), ("Ахметов Данияр, 1994 г.р.", Moment("1994")),
    ("Ахметов Данияр, 1994 ж. т.", Moment("1994")), ("Akhmetov Daniyar, b. 1994, m", Moment("1994")),
    ("Ахметов Данияр, около 1994", Moment("1994", approximate=True)),
    ("Ахметов Данияр, 12.04.1994 г.р.", Moment("1994-04-12")), ("Ахметов Данияр 1994-04-12", Moment("1994-04-12")),
])
def test_birth(typed: str, born: Moment) -> None:
    found = _read(typed)
    assert found.born == born
    assert found.leftover == ()
    assert found.age == -1
    assert found.born_by(TODAY.replace(year=1999)) == born


def test_an_age_leaves_two_years_open() -> None:
    assert _read("Ахметов Данияр, 27").born_by(TODAY) == Moment("1994", "1995")
    assert _read("unknown man, about 30").born_by(TODAY) == Moment("1991", "1992", approximate=True)
    assert _read("Бекова, 30-35").born_by(TODAY) == Moment("1986", "1992")
    assert _read("Бекова").born_by(TODAY) is None


def test_nothing_is_dropped() -> None:
    assert _read("Bekova G., f, journalist").leftover == ("journalist",)
    assert _read("Ким Виктор, 200").leftover == ("200",)
    assert _read("Ахметов Данияр, м, ж").leftover == ("ж",)
    assert _read("Ахметов Данияр, 31.02.1994").leftover == ("31.02.1994",)
    assert _read("") == PersonText("")


def test_hidden_characters_are_refused() -> None:
    with pytest.raises(UnsafeText):
        _read("Ахметов \u202eДанияр")


def test_repr_shows_no_name() -> None:
    assert "хметов" not in repr(_read("Ахметов Данияр, 27, хромой"))
    assert "хром" not in repr(_read("Ахметов Данияр, 27, хромой"))


def test_without_the_unnamed_words_a_stranger_would_get_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person_text, "UNNAMED", frozenset())
    assert _read("Неизвестный мужчина, около 30").name is not None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="Ахм етов,.-27мж~' кызы", max_size=40))
def test_any_line_is_read_or_refused_and_every_letter_is_somewhere(text: str) -> None:
    try:
        found = parse_person(text, TODAY)
    except UnsafeText:
        return
    assert found.unnamed == (found.name is None and bool(found.written))
    assert found.age <= found.age_to <= 120


@pytest.mark.parametrize("text", [
    "Akhmetov Daniyar, born 12 March 1994", "Ахметов Данияр, 12 марта 1994", "Akhmetov Daniyar b. 12.03.1994",
    "Ахметов Данияр 12 наурыз 1994",
])
def test_a_birth_with_the_month_as_a_word(text: str) -> None:
    person = parse_person(text, dt.date(2022, 1, 11))
    assert person.born == Moment("1994-03-12")
    assert person.name is not None
    assert (person.age, person.leftover, person.written) == (-1, (), text)
