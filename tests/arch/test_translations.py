"""What a translation promises beyond its placeholders: the right form for every number, its own language, one word for
one thing."""

import gettext
import io
import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from tests.arch.test_catalogues import PLACEHOLDER, catalogue

NUMBERS = {1: 0, 2: 1, 5: 2, 11: 2, 21: 0, 22: 1, 25: 2}  # number -> form of Russian
KAZAKH = re.compile(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
WORD = re.compile(r"[а-яё]{3,}", re.IGNORECASE)
SHARED: frozenset[str] = frozenset()  # sentences that are the same in both languages
LOCKING = re.compile(r"\block(s|ed)?\b", re.IGNORECASE)
OTHER_WORDS = {
    "ru": re.compile(r"запр(ёт|и|ут)|заблокир|блокируйте", re.IGNORECASE), "kk": re.compile("құлыпта", re.IGNORECASE)
}
OF_THE_SYSTEM = frozenset({  # here "lock" is not the vault's
    "Sleep, a closed lid, the lock of the system, and Esc held for two seconds lock at once.",
})


def key(message: Message) -> str:
    """The English, in the singular."""
    return str(message.id[0] if isinstance(message.id, tuple) else message.id)


def forms(message: Message) -> tuple[str, ...]:
    """What it says, in every form."""
    return tuple(message.string) if isinstance(message.string, tuple) else (str(message.string),)


def compiled(found: Catalog) -> gettext.GNUTranslations:
    """As the program reads it."""
    raw = io.BytesIO()
    write_mo(raw, found)
    raw.seek(0)
    return gettext.GNUTranslations(raw)


def badly_counted(message: Message, speak: gettext.NullTranslations, code: str) -> list[str]:
    """Numbers for which the wrong form is chosen, forms that differ in their placeholders, forms that never differ."""
    one, many = message.id
    said, found = forms(message), []
    for number, form in NUMBERS.items():
        wanted = said[form] if code == "ru" else said[0 if number == 1 else 1]
        if speak.ngettext(one, many, number) != wanted:
            found.append(f"{number}: {one}")
    if len({frozenset(PLACEHOLDER.findall(each)) for each in said}) > 1:
        found.append(f"placeholders: {one}")
    if code == "ru" and len(set(said)) == 1 and WORD.search(said[0]) and _declined(said[0]):
        found.append(f"one form: {one}")
    return found


def _declined(text: str) -> bool:
    """Whether a Russian word follows the number, so that it has to take another ending."""
    return re.search(r"\{n\} [а-яё]{4,}", text, re.IGNORECASE) is not None


def borrowed(russian: Catalog, kazakh: Catalog) -> list[str]:
    """Kazakh that is the Russian sentence word for word."""
    found = []
    for message in kazakh:
        theirs = russian.get(key(message)) if message.id else None
        if theirs is None or key(message) in SHARED:
            continue
        same = [each for each in forms(message) if each in forms(theirs)]
        found += [key(message) for each in same if len(WORD.findall(PLACEHOLDER.sub("", each))) > 2]
    return found


def unlike(found: Catalog, code: str) -> list[str]:
    """Sentences about locking the vault with another word than the button has."""
    return [key(message) for message in found
            if message.id and LOCKING.search(key(message)) and key(message) not in OF_THE_SYSTEM
            and any(OTHER_WORDS[code].search(each) for each in forms(message))]


@pytest.mark.parametrize("code", ["ru", "kk"])
def test_every_number_takes_its_form(code: str) -> None:
    found = catalogue(code)
    speak = compiled(found)
    plurals = [message for message in found if isinstance(message.id, tuple)]
    assert len(plurals) > 30
    assert [each for message in plurals for each in badly_counted(message, speak, code)] == []


def test_a_form_that_is_missing_is_seen() -> None:
    found = Catalog(locale="ru")
    right = found.add(("{n} case", "{n} cases"), ("{n} дело", "{n} дела", "{n} дел"))
    assert badly_counted(right, compiled(found), "ru") == []
    right.string = ("{n} дела", "{n} дела", "{n} дела")
    assert badly_counted(right, compiled(found), "ru") == ["one form: {n} case"]
    right.string = ("дело", "{n} дела", "{n} дел")
    assert badly_counted(right, compiled(found), "ru") == ["placeholders: {n} case"]


def test_kazakh_is_not_russian() -> None:
    assert borrowed(catalogue("ru"), catalogue("kk")) == []
    assert not [key(message) for message in catalogue("ru") if any(KAZAKH.search(each) for each in forms(message))
                and message.id and "Қазақ" not in forms(message)[0]]


def test_a_borrowed_sentence_is_seen() -> None:
    russian, kazakh = Catalog(locale="ru"), Catalog(locale="kk")
    for each in (russian, kazakh):
        each.add("It needs a newer one", "нужна более новая версия")
    assert borrowed(russian, kazakh) == ["It needs a newer one"]


@pytest.mark.parametrize("code", ["ru", "kk"])
def test_locking_has_one_word(code: str) -> None:
    assert unlike(catalogue(code), code) == []


def test_another_word_for_locking_is_seen() -> None:
    found = Catalog(locale="ru")
    found.add("Locks in {time}", "Запрётся через {time}")
    assert unlike(found, "ru") == ["Locks in {time}"]
