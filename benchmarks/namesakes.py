"""Invented people of Kazakhstan, some of them recorded twice by different hands: what matching is measured on.

Everything is made from lists of common names and a seeded dice; no real person is meant. A second record differs as
records do: other script or spelling, swapped order, initials, a patronymic of the other form or none, a slip of the
pen, a birth date that is missing, coarser or wrong. Relatives (same surname, father, sometimes birthday) and namesakes
are put among them on purpose: they are what a matcher must not join.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.records.person import Person
from caseapp.matching.profile import Deed, Profile, profile

_SPACE = " "
# Most Kazakh men's names are made of two words; surnames are made of men's names.
_HEADS = "Нұр Бай Жан Құл Тұр Есен Ер Аман Қайыр Дос Әл Сұлтан Ақ Күн Той Мырза Айт Бек Ора Сейіт"
_TAILS = "бек жан ғали болат мұрат хан тай қазы лыбай ақын сын мамбет баев әлі темір жігіт"
_MEN = (
    "Данияр Ерлан Нұрлан Серік Бауыржан Асқар Қайрат Дәурен Тимур Арман Руслан Марат Болат Талғат Айдос Жандос Азамат "
    "Ержан Мұрат Қанат Берік Самат Рүстем Дидар Ғалым Жасұлан Олжас Мәди Алмас Санжар Ақан Медет Әділ Ілияс Өмірзақ "
    "Үсен Ғани Қуаныш Ысқақ Еркебұлан Дастан Шыңғыс Мейрам Төлеген Сәкен Тоқтар Қасым Абай Мағжан Ахмет Оспан Алихан "
    "Ислам Рамазан Дінмұхамед Әбілқайыр Сырым Қойшыбай Омар Жақсылық Тұрсын Қожа Мұқан Әбдірахман Сүлеймен Ибрагим "
    "Қалдыбай Сәрсен Рахым Жүніс Есқали Кенже Тілеу Әлім Шәкір Қасен Елеу Төре Ғабит Ысмағұл Бөкен Ережеп Қуат Құрман "
    "Құдайберген Жолдас Дүйсен Сапар Ораз Мұстафа Хамит Салық Ескендір"
)
_WOMEN = (
    "Айгүл Динара Гүлнар Әсел Мадина Сәуле Жанна Бақыт Айжан Гүлмира Қарлығаш Ләззат Меруерт Назым Раушан Сандуғаш "
    "Томирис Ұлжан Шолпан Ақмарал Ботагөз Дана Еңлік Жазира Зере Инкәр Камшат Күләш Мөлдір Нұргүл Перизат Салтанат "
    "Тоғжан Үміт Айнұр Айсұлу Гүлжан Гүлсім Жанар Жансая Зәуре Қымбат Маржан Нұржамал Роза Сымбат Толқын Ұлпан Шынар"
)
WOMEN = tuple(_WOMEN.split(_SPACE))
MEN = tuple(dict.fromkeys((
    *_MEN.split(_SPACE), *(head + tail for tail in _TAILS.split(_SPACE) for head in _HEADS.split(_SPACE)),
)))
STEMS = MEN
_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i",
}
_PLACES = tuple(f"{number:032x}" for number in range(1, 13))
_DAYS = tuple(f"2022-01-{day:02d}" for day in range(4, 13))


@dataclass(frozen=True, slots=True)
class World:
    """The people, and which two records are one person."""

    people: tuple[Profile, ...]
    truth: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Human:
    surname: str
    given: str
    father: str
    woman: bool
    born: str
    deed: Deed


def world(records: int, seed: int, twice: float = 0.2) -> World:
    """``records`` records, of which the share ``twice`` are second records of somebody."""
    dice = random.Random(seed)
    humans = _humans(dice, round(records * (1 - twice)))
    people = [profile(f"{at:032x}", _written(dice, one, first=True), [one.deed]) for at, one in enumerate(humans)]
    truth = []
    for at, number in enumerate(dice.sample(range(len(humans)), records - len(humans))):
        id_ = f"{len(humans) + at:032x}"
        deeds = [humans[number].deed] if dice.random() < 0.6 else []
        people.append(profile(id_, _written(dice, humans[number], first=False), deeds))
        truth.append((f"{number:032x}", id_))
    return World(tuple(people), frozenset(truth))


def _humans(dice: random.Random, count: int) -> list[_Human]:
    made: list[_Human] = []
    while len(made) < count:
        if made and dice.random() < 0.12:
            made.append(_relative(dice, dice.choice(made)))
            continue
        woman = dice.random() < 0.25
        stem, father = _often(dice, STEMS), _often(dice, MEN)
        surname = stem + dice.choice(("ов", "ев", "ов", "", "ұлы" if not woman else "қызы"))
        if woman and surname.endswith(("ов", "ев")):
            surname += "а"
        made.append(_Human(surname, _often(dice, WOMEN if woman else MEN), father, woman, _birthday(dice), _deed(dice)))
    return made


def _relative(dice: random.Random, of: _Human) -> _Human:
    """A brother or a sister; one in four a twin; often taken the same night."""
    given = dice.choice([name for name in (WOMEN if of.woman else MEN) if name != of.given])
    born = of.born if dice.random() < 0.25 else _birthday(dice)
    deed = of.deed if dice.random() < 0.5 else _deed(dice)
    return _Human(of.surname, given, of.father, of.woman, born, deed)


def _often(dice: random.Random, names: Sequence[str]) -> str:
    """The first of a list are common, the last rare."""
    return names[min(int(len(names) * dice.random() ** 1.6), len(names) - 1)]


def _birthday(dice: random.Random) -> str:
    return f"{dice.randint(1955, 2005)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"


def _deed(dice: random.Random) -> Deed:
    place = _PLACES[0] if dice.random() < 0.4 else dice.choice(_PLACES)
    return Deed(dice.choice(_DAYS), place)


def _written(dice: random.Random, one: _Human, *, first: bool) -> Person:
    surname, given, father = one.surname, one.given, _fathers(dice, one)
    if not first and dice.random() < 0.25:
        surname, given = _slip(dice, surname), given
    elif not first and dice.random() < 0.12:
        given = _slip(dice, given)
    if not first and dice.random() < 0.08:
        given, father = given[0] + ".", father[:1] + "." if father else ""
    script = dice.choice(("kk", "ru", "ru", "la")) if not first else dice.choice(("kk", "ru"))
    surname, given, father = (_in_script(part, script) for part in (surname, given, father))
    if not first and dice.random() < 0.08:
        surname, given = given, surname
    if dice.random() < 0.5:
        name = PersonName(surname=surname, given=given, patronymic=father)
    else:
        name = PersonName(full=" ".join(filter(None, (surname, given, father))))
    sex = ("female" if one.woman else "male") if dice.random() < 0.7 else ""
    return Person(names=(name,), birth=_born(dice, one.born, first=first), sex=sex)


def _fathers(dice: random.Random, one: _Human) -> str:
    roll = dice.random()
    if roll < 0.35:
        return ""
    if roll < 0.7:
        return one.father + ("қызы" if one.woman else "ұлы")
    return one.father + ("овна" if one.woman else "ович")


def _in_script(text: str, script: str) -> str:
    if script == "kk":
        return text
    if script == "ru":
        return text.translate(_RUSSIAN)
    latin = "".join(_LATIN.get(letter, letter) for letter in text.lower())
    return latin.title()


def _slip(dice: random.Random, word: str) -> str:
    """One letter left out, doubled, changed or exchanged with its neighbour; never the first."""
    if len(word) < 5:
        return word
    at = dice.randrange(1, len(word) - 1)
    return dice.choice((
        word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:],
        word[:at] + dice.choice("аеионр") + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ))


def _born(dice: random.Random, day: str, *, first: bool) -> Moment | None:
    roll = dice.random()
    if roll < (0.25 if first else 0.4):
        return None
    if roll < 0.6:
        return Moment(day[:4], approximate=dice.random() < 0.4)
    if not first and roll > 0.95:
        return Moment(f"{day[:8]}{dice.randint(1, 28):02d}")
    return Moment(day)
