"""The other keyboard layout and letters that only look right: suggested where something is odd, never else."""

import pytest

from caseapp.domain.names.layouts import LONGEST, meant


@pytest.mark.parametrize(("typed", "wanted"), [
    ("F[vtnjd Lfybzh", "Ахметов Данияр"), ("f[vtnjd", "ахметов"), ("Fхметов", "Ахметов"),
    ("F[vtnjd Lfybzh, 27", "Ахметов Данияр, 27"),
    ("Aхметов Данияр", "Ахметов Данияр"),  # a Latin A
    ("Ахмeтов", "Ахметов"), ("Сəрсен", "Сәрсен"), ("Флрьуещм Вфтшнфк", "Akhmetov Daniyar"),
])
def test_what_was_meant(typed: str, wanted: str) -> None:
    assert meant(typed) == wanted


@pytest.mark.parametrize("typed", [
    "", "Akhmetov Daniyar", "Ахметов Данияр", "Жұмабеков Ерлан", "Lim A.", "O'Brien", "Smth", "Ng", "Kh. B.",
    "Krzysztof", "Мкртчян", "unknown man, about 30", "Тһлеген", "Akhmetov Ахметов", "Ахметов Daniyar", "Әbiлov",
    "Ахметов-Lim", "27", "1990", "~30", "x" * (LONGEST + 1),
])
def test_a_plausible_name_is_left_alone(typed: str) -> None:
    assert meant(typed) == ""


def test_what_was_meant_is_plausible_itself() -> None:
    for typed in ("F[vtnjd Lfybzh", "Fхметов", "Aхметов"):
        assert meant(meant(typed)) == ""
