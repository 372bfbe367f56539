"""What an Individual Identification Number (IIN) of Kazakhstan says, and what is odd about it.

A number copied from a smudged paper is evidence as it stands: this warns and never refuses. An IIN gives away birth
date and sex, so it is withheld with them, and no repr, error or log shows it.

Twelve digits: YYMMDD, century and sex, four serial digits, check digit (programme No. 565 of 11 June 2003; Law 223-III
of 12 January 2007). An organisation's number (BIN) has the same length and check and means something else.
"""

import datetime as dt
import enum
import re
from dataclasses import dataclass, field
from typing import Final

from caseapp.domain.text import N_

_TWELVE: Final = re.compile(r"[0-9]{12}", re.ASCII)
_FIRST_PASS: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_PASS: Final = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURIES: Final = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
_MALE: Final = frozenset("135")


class Status(enum.Enum):
    """The most serious thing to say about a number."""

    VALID = "valid"
    UNUSUAL = "unusual"  # digit 7 is 0: occurs, some foreigners
    NOT_TWELVE_DIGITS = "not twelve digits"
    NEVER_ISSUED = "never issued"  # no check digit exists for these eleven digits
    WRONG_CHECK = "wrong check digit"
    NO_SUCH_DATE = "no such birth date"
    LOOKS_LIKE_BIN = "looks like an organisation's number"


WARNINGS: Final = {
    Status.VALID: "",
    Status.UNUSUAL: N_("The seventh digit is 0. That occurs with some foreigners; check the document."),
    Status.NOT_TWELVE_DIGITS: N_("An IIN has exactly twelve digits."),
    Status.NEVER_ISSUED: N_("A number that begins like this is never issued; check the document."),
    Status.WRONG_CHECK: N_("The last digit does not fit the others; check the document."),
    Status.NO_SUCH_DATE: N_("The first digits are not a birth date; check the document."),
    Status.LOOKS_LIKE_BIN: N_("This looks like the number of an organisation (BIN), not of a person."),
}


@dataclass(frozen=True, slots=True)
class IinFinding:
    """What can be read from a number: ``born`` as "1994-05-17" and ``sex`` "m"/"f", blank where it does not say."""

    status: Status
    born: str = field(default="", repr=False)
    sex: str = field(default="", repr=False)
    second_pass: bool = False

    @property
    def warning(self) -> str:
        """The sentence to show, marked for translation; blank for a number without anything odd."""
        return WARNINGS[self.status]


def inspect(text: str) -> IinFinding:
    """Read an IIN given as text, blanks and hyphens ignored. Never raises; every oddity is a status."""
    digits = re.sub(r"[\s-]", "", text)
    if _TWELVE.fullmatch(digits) is None:
        return IinFinding(Status.NOT_TWELVE_DIGITS)
    born = _birth_date(digits)
    sex = "" if digits[6] not in _CENTURIES else ("m" if digits[6] in _MALE else "f")
    check, second = _check_digit(digits[:11])
    if check is None:
        return IinFinding(Status.NEVER_ISSUED, born, sex, second)
    if check != int(digits[11]):
        return IinFinding(Status.WRONG_CHECK, born, sex, second)
    if digits[4] in "456":
        return IinFinding(Status.LOOKS_LIKE_BIN, second_pass=second)
    if digits[6] == "0" and _possible_without_century(digits):
        return IinFinding(Status.UNUSUAL, second_pass=second)
    if not born:
        return IinFinding(Status.NO_SUCH_DATE, "", sex, second)
    return IinFinding(Status.VALID, born, sex, second)


def _check_digit(digits: str) -> tuple[int | None, bool]:
    """The check digit and whether the second pass was needed; None where both passes give 10 (never 0 for it)."""
    values = [int(d) for d in digits]
    first = sum(d * w for d, w in zip(values, _FIRST_PASS, strict=True)) % 11
    if first < 10:
        return first, False
    second = sum(d * w for d, w in zip(values, _SECOND_PASS, strict=True)) % 11
    return (second if second < 10 else None), True


def _birth_date(digits: str) -> str:
    century = _CENTURIES.get(digits[6])
    if century is None:
        return ""
    try:
        return dt.date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6])).isoformat()
    except ValueError:
        return ""


def _possible_without_century(digits: str) -> bool:
    try:
        dt.date(2000, int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True
