"""Patronymics and feminine endings, reduced for matching only."""

import re

import pytest

from caseapp.domain.names import name_key as module
from caseapp.domain.names.fold import fold_words
from caseapp.domain.names.name_key import name_key

SAME = (
    ("Ахметов Данияр Серікұлы", "Ахметов Данияр Серик улы", "Данияр Серикович Ахметов", "Akhmetov Daniyar Serikuly",
     "AKHMETOV DANIYAR SERIKOVICH"),
    ("Ахметова Әлия Қайратқызы", "Алия Кайрат кызы Ахметова", "Akhmetova Aliya Kairatkyzy", "Ахметова Алия Кайратовна"),
    ("Ахметов Әли Әліұлы", "Ахметов Али Алиевич"),
    ("Тоқаев Қасым-Жомарт Кемелұлы", "Kassym-Jomart Tokayev Kemeluly", "Токаев Касымжомарт Кемелевич"),
    ("Ахметова Динара Серікқызы", "Ахметова Динара Сериковна", "Akhmetova Dinara Serikkyzy"),
    ("Достоевская", "Достоевский"),
)


@pytest.mark.parametrize("spellings", SAME, ids=lambda s: s[0])
def test_same_key(spellings: tuple[str, ...]) -> None:
    assert len({name_key(s) for s in spellings}) == 1


def test_different_keys() -> None:
    assert name_key("Ахметов Данияр Серікұлы") != name_key("Ахметов Данияр Берікұлы")
    assert name_key("Улы") == "uli"
    assert name_key("") == ""


def test_the_general_fold_keeps_them_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = SAME[0][0], SAME[0][1]
    assert fold_words(one) != fold_words(other)
    monkeypatch.setattr(module, "_ALONE", frozenset())
    monkeypatch.setattr(module, "_FUSED", re.compile("(?!)"))
    assert name_key(one) != name_key(other)
