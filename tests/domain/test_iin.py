"""IIN: the synthetic vectors (born 1801, no living person), warnings instead of refusals, nothing shown in a repr."""

import pytest

from caseapp.domain import iin
from caseapp.domain.iin import Status, inspect


def _with_check(prefix: str) -> str:
    digit, _ = iin._check_digit(prefix)
    assert digit is not None
    return prefix + str(digit)


@pytest.mark.parametrize("number", ["010101100008", "010101100018", "010101100903"])
def test_valid_vectors(number: str) -> None:
    found = inspect(number)
    assert (found.status, found.born, found.sex) == (Status.VALID, "1801-01-01", "m")
    assert found.warning == ""
    assert found.second_pass == (number == "010101100903")


def test_another_check_digit_is_noticed() -> None:
    for digit in "012345679":
        assert inspect("01010110000" + digit).status is Status.WRONG_CHECK
    # the eleventh digit weighs 11, so it changes nothing in the first pass: both vectors of the reference are valid
    assert inspect("010101100028").status is Status.VALID


@pytest.mark.parametrize("last", "0123456789")
def test_never_issued(last: str) -> None:
    assert inspect("01010110099" + last).status is Status.NEVER_ISSUED


def test_a_double_ten_read_as_nought_would_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: the customary mistake accepts a number that is never issued."""
    right = iin._check_digit
    monkeypatch.setattr(iin, "_check_digit", lambda digits: (right(digits)[0] or 0, True))
    assert inspect("010101100990").status is Status.VALID


def test_one_pass_alone_would_refuse_a_real_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(iin, "_SECOND_PASS", iin._FIRST_PASS)
    assert inspect("010101100903").status is Status.NEVER_ISSUED


@pytest.mark.parametrize("text", [
    "", "1", "0101011000080", "01010110000x", "०१०१०११००००८", "１２３４５６７８９０１２", "²" * 12,
])
def test_not_twelve_digits(text: str) -> None:
    assert inspect(text).status is Status.NOT_TWELVE_DIGITS


def test_oddities() -> None:
    assert inspect(_with_check("94051700012")).status is Status.UNUSUAL  # digit 7 is 0
    assert inspect(_with_check("94133110012")).status is Status.NO_SUCH_DATE
    assert inspect(_with_check("94023030012")).status is Status.NO_SUCH_DATE
    assert inspect(_with_check("21014000012")).status is Status.LOOKS_LIKE_BIN
    assert inspect(_with_check("94051790012")).status is Status.NO_SUCH_DATE
    woman = inspect(_with_check("01020360001"))
    assert (woman.status, woman.born, woman.sex) == (Status.VALID, "2001-02-03", "f")
    assert inspect("0101 0110-0008").status is Status.VALID


def test_leading_noughts_count() -> None:
    assert inspect(str(int("010101100008"))).status is Status.NOT_TWELVE_DIGITS  # negative control: never an integer


def test_nothing_is_shown() -> None:
    shown = repr(inspect("010101100008"))
    assert "010101" not in shown
    assert "1801" not in shown
