"""How likely it is that two records are one person (Fellegi and Sunter), field by field, with the reasons.

Every field that both records fill adds bits for or takes bits away; a field that one of them leaves blank says nothing.
The sum, from the odds of a chance pair upward, is given back as ``score``, the probability under these weights: 0.5
means as likely as not. It orders a list and explains itself; it never decides. What a rare surname adds over a common
one comes from the vault itself.

Two rules stand above the sum. A number that names one person (a valid IIN) decides by itself. Other given names with
one surname, father or birthday are a family, not a duplicate: such a pair stays below the threshold however much else
agrees.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from caseapp.domain.moment import Moment, Precision
from caseapp.domain.text import N_
from caseapp.matching.profile import IIN, Deed, NameForm, Profile, birth_years, valid_iin
from caseapp.matching.reason import Reason

THRESHOLD: Final = 0.5
CERTAIN: Final = 0.99  # one IIN in both
EXCLUDED: Final = 0.01  # two valid IINs
FAMILY: Final = 0.2  # the most that other given names allow

_ALIKE: Final = 0.95  # Jaro-Winkler of two keys that a slip of the pen may part
_RARE, _COMMON = 9.0, 3.0  # bits of an agreeing name
_CLOSE: Final = 0.6  # of those bits, where the names are only nearly alike
_SMALLEST: Final = 100  # people: in a small vault a name is not rare because it stands there once
_SHORTEST: Final = 4  # letters of a name in which a slip of the pen is forgiven

_Evidence = tuple[str, float]  # a key of ``WORDS``, bits

WORDS: Final = {
    "surname-alike": N_("surname folds alike"),
    "surname-close": N_("surname nearly alike"),
    "surname-initial": N_("surname: one side an initial"),
    "surname-other": N_("other surname"),
    "given-alike": N_("given name alike"),
    "given-close": N_("given name nearly alike"),
    "given-initial": N_("given name: one side an initial"),
    "given-other": N_("other given name"),
    "father-alike": N_("patronymic alike"),
    "father-close": N_("patronymic nearly alike"),
    "father-initial": N_("patronymic: one side an initial"),
    "father-other": N_("other patronymic"),
    "father-one": N_("patronymic on one side only"),
    "swapped": N_("surname and given name the other way round"),
    "iin": N_("the same IIN"),
    "iin-other": N_("another IIN"),
    "document": N_("the same document number"),
    "birth": N_("born {one} / {other}"),
    "birth-other": N_("born {one}, the other {other}"),
    "sex": N_("sex differs"),
    "reach": N_("the same telephone or e-mail"),
    "deed": N_("same night, same place"),
    "day": N_("same day"),
}
_BITS: Final = {
    "surname-initial": 1.5, "surname-other": -6.0, "given-initial": 2.5, "given-other": -7.0,
    "father-close": 3.0, "father-initial": 1.0, "father-other": -4.5, "father-one": 0.0,
    "swapped": -1.0, "iin": 30.0, "iin-other": -30.0, "document": 14.0, "sex": -5.0, "reach": 8.0,
}


@dataclass(frozen=True, slots=True)
class Score:
    """``value`` from 0 to 1; ``reasons`` strongest first, those against last."""

    value: float
    reasons: tuple[Reason, ...] = ()

    @property
    def candidate(self) -> bool:
        """Whether a person should look at this pair."""
        return self.value >= THRESHOLD


class Frequencies:
    """How common each name and each night is in this vault, as bits that agreement on it is worth."""

    def __init__(self, people: Iterable[Profile] = ()) -> None:
        names: Counter[str] = Counter()
        fathers: Counter[str] = Counter()
        deeds: Counter[Deed] = Counter()
        self.people = 0
        for one in people:
            self.people += 1
            names.update({part for form in one.forms for part in (form.surname, form.given) if part})
            fathers.update({form.father for form in one.forms if form.father})
            deeds.update(one.deeds)
        most = self.people + _SMALLEST
        self._names = {name: _bits(count, most) for name, count in names.items()}
        self._fathers = {name: _bits(count, most) for name, count in fathers.items()}
        # little where half of the vault was there
        self._deeds = {deed: _bits(count, self.people + 10, 0.6, 5.0) for deed, count in deeds.items()}
        self.prior = -math.log2(max(self.people, _SMALLEST))  # the odds of a chance pair, in bits

    def name(self, key: str) -> float:
        """Of a surname or given name."""
        return self._names.get(key, _RARE)

    def father(self, key: str) -> float:
        """Of a patronymic: named after the grandfather, the sons of one man share it."""
        return min(5.5, self._fathers.get(key, _RARE))

    def deed(self, deed: Deed) -> float:
        """Of the same night and place."""
        return self._deeds.get(deed, 5.0)


def _bits(count: int, most: int, least: float = _COMMON, largest: float = _RARE) -> float:
    return min(largest, max(least, -math.log2((count + 1) / most)))


def score(one: Profile, other: Profile, known: Frequencies) -> Score:
    """Compare two people; the order does not matter."""
    value, found = weigh(one, other, known)
    born = {"one": one.birth, "other": other.birth}
    places = {name: moment for name, moment in born.items() if moment is not None}
    reasons = [
        Reason(code, WORDS[code], bits, places if code.startswith("birth") else {})
        for code, bits in sorted(found, key=lambda each: -each[1])
    ]
    return Score(value, tuple(reasons))


def weigh(one: Profile, other: Profile, known: Frequencies) -> tuple[float, list[_Evidence]]:
    """The value alone with the evidence as codes: what runs over every pair of a vault."""
    number = _numbers(one, other) if one.numbers and other.numbers else ""
    if number in ("iin", "iin-other"):
        return (CERTAIN if number == "iin" else EXCLUDED), [(number, _BITS[number])]
    found = _names(one, other, known)
    family = any(code == "given-other" for code, _ in found)
    named = bool(found)
    reach = bool(one.reach & other.reach)
    if number:
        found.append((number, _BITS[number]))
    if one.birth is not None and other.birth is not None:
        bits = _birth(one.birth, other.birth)
        found.append(("birth" if bits > 0 else "birth-other", bits))
    if one.sex and other.sex and one.sex != other.sex:
        found.append(("sex", _BITS["sex"]))
    if reach:
        found.append(("reach", _BITS["reach"]))
    if one.deeds and (shared := one.deeds & other.deeds):
        found.append(_deed(shared, known))
    total = known.prior + sum(bits for _, bits in found)
    value = min(CERTAIN, 1 / (1 + 2.0 ** -max(total, -60.0)))
    if family and not number:
        value = min(value, FAMILY)
    if not (named or number or reach):
        value = min(value, EXCLUDED)  # nobody is the same on the strength of "unknown man, about 30"
    return value, found


# -- names ---------------------------------------------------------------------------------------------------------


def _names(one: Profile, other: Profile, known: Frequencies) -> list[_Evidence]:
    """The best that any spelling of one makes of any spelling of the other, in either order of the parts."""
    best: list[_Evidence] = []
    most = -math.inf
    for mine in one.forms:
        for theirs in other.forms:
            found = _parts(mine.surname, mine.given, mine, theirs, known)
            bits = sum(each for _, each in found)
            if bits > most:
                best, most = found, bits
            if _may_be_swapped(mine, theirs):
                found = [*_parts(mine.given, mine.surname, mine, theirs, known), ("swapped", _BITS["swapped"])]
                bits = sum(each for _, each in found)
                if bits > most:
                    best, most = found, bits
    return best


def _may_be_swapped(mine: NameForm, theirs: NameForm) -> bool:
    """Both parts written out on both sides and alike crosswise: one that fits by chance is no swap."""
    return bool(
        mine.surname and mine.given and theirs.surname and theirs.given
        and likeness(mine.surname, theirs.given) in _NEAR and likeness(mine.given, theirs.surname) in _NEAR
    )


def _parts(surname: str, given: str, mine: NameForm, theirs: NameForm, known: Frequencies) -> list[_Evidence]:
    found = []
    for part, one, other in (("surname", surname, theirs.surname), ("given", given, theirs.given)):
        if how := likeness(one, other):
            code = f"{part}-{how}"
            if how == "alike":
                found.append((code, known.name(one)))
            elif how == "close":
                found.append((code, _CLOSE * min(known.name(one), known.name(other))))
            else:
                found.append((code, _BITS[code]))
    if mine.father or theirs.father:
        how = likeness(mine.father, theirs.father) or "one"
        code = f"father-{how}"
        found.append((code, known.father(mine.father) if how == "alike" else _BITS[code]))
    return found


def names_agree(one: Iterable[NameForm], other: Iterable[NameForm]) -> bool:
    """Whether some spelling of one can be a spelling of the other: nothing in them differs, something fits."""
    theirs = tuple(other)
    for mine in one:
        for each in theirs:
            for surname, given in ((mine.surname, mine.given), (mine.given, mine.surname)):
                found = {
                    likeness(surname, each.surname), likeness(given, each.given), likeness(mine.father, each.father),
                }
                if "other" not in found and found & set(_NEAR):
                    return True
    return False


_NEAR: Final = ("alike", "close")


@lru_cache(maxsize=65_536)
def likeness(mine: str, theirs: str) -> str:
    """"alike", "close", "initial", "other"; blank where one side is not known."""
    if not mine or not theirs:
        return ""
    if mine == theirs:
        return "alike" if len(mine) > 1 else "initial"
    if len(mine) == 1 or len(theirs) == 1:
        return "initial" if mine[0] == theirs[0] else "other"
    if min(len(mine), len(theirs)) < _SHORTEST:
        return "other"
    if OSA.distance(mine, theirs, score_cutoff=1) <= 1:  # letters that changed places are one slip
        return "close"
    return "close" if JaroWinkler.similarity(mine, theirs) >= _ALIKE else "other"


# -- the rest ------------------------------------------------------------------------------------------------------


def _numbers(one: Profile, other: Profile) -> str:
    mine, theirs = one.of_scheme(IIN), other.of_scheme(IIN)
    if mine & theirs:
        return "iin"
    if one.numbers & other.numbers:
        return "document"
    return "iin-other" if any(map(valid_iin, mine)) and any(map(valid_iin, theirs)) else ""


def _deed(shared: Iterable[Deed], known: Frequencies) -> _Evidence:
    bits, place = max((known.deed(deed) * (1.0 if deed.place else 0.5), deed.place) for deed in shared)
    return ("deed" if place else "day", bits)


@lru_cache(maxsize=65_536)
def _birth(mine: Moment, theirs: Moment) -> float:
    one, other = mine.day(), theirs.day()
    if one and other:
        return _days(one, other)
    years, their_years = birth_years(mine), birth_years(theirs)
    if not set(years) & set(their_years):
        gap = max(years[0] - their_years[-1], their_years[0] - years[-1])
        return -1.0 if gap == 1 else -3.0 if gap <= 3 else -7.0
    width = max(len(years), len(their_years))
    if mine.precision >= Precision.MONTH and theirs.precision >= Precision.MONTH and width == 1:
        return 8.0 if mine.start[:7] == theirs.start[:7] else -1.0
    return 5.0 if width == 1 else 3.5 if width <= 3 else 1.5


def _days(one: str, other: str) -> float:
    if one == other:
        return 11.0
    if one[:4] == other[:4] and (one[5:7], one[8:]) == (other[8:], other[5:7]):
        return 6.0  # day and month turned round
    if OSA.distance(one, other, score_cutoff=1) == 1:
        return 2.5  # one digit
    return -2.0 if one[:4] == other[:4] else -6.0
