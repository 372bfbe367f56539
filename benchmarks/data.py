"""Made-up records of life's size: people with names in two scripts, acts with a 36-word narrative, links and dates."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.services.edits import Edit

_ROOTS: Final = (
    "город дом улица ночь окно дверь вода снег рука голос шаг крик двор стена машина дорога площадь отдел камера стол "
    "бумага подпись врач адвокат мать брат сосед утро вечер холод свет пол лист книга слово вопрос ответ имя число "
    "поезд мост река поле гора лес огонь хлеб ключ замок лампа стул экран знак закон право суд город жизнь работа"
)
_ENDINGS: Final = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах", "ный", "ная", "ного", "ской")
_SURNAMES: Final = ("Ахмет", "Серик", "Омар", "Жумабай", "Нурлан", "Касым", "Тулеу", "Болат", "Қайрат", "Өтеген")
_GIVEN: Final = ("Айгүл", "Ержан", "Мадина", "Руслан", "Дана", "Тимур", "Әсел", "Ілияс", "Гүлнар", "Арман")
_LATIN: Final = ("Aigul", "Yerzhan", "Madina", "Ruslan", "Dana", "Timur", "Asel", "Iliyas", "Gulnar", "Arman")
_PLACES: Final = 50
_BODIES: Final = 10
WORDS: Final = 36

NewId = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Made:
    """Edits ready to be saved as one action, and the ids of people and acts among them."""

    edits: tuple[Edit, ...]
    people: tuple[str, ...]
    acts: tuple[str, ...]


class Maker:
    """Seeded, so that two runs write the same texts."""

    def __init__(self, new_id: NewId, seed: int = 7) -> None:
        self._dice = random.Random(seed)
        self._new_id = new_id
        self._vocabulary = [root + ending for root in _ROOTS.split() for ending in _ENDINGS]

    def make(self, count: int) -> Made:
        """``count`` records: a few places and bodies, then people and acts by halves."""
        places = [self._new_id() for _ in range(_PLACES)]
        bodies = [self._new_id() for _ in range(_BODIES)]
        half = (count - _PLACES - _BODIES) // 2
        people = [self._new_id() for _ in range(half)]
        acts = [self._new_id() for _ in range(count - _PLACES - _BODIES - half)]
        edits = [
            *(Edit("place", id_, {"name_ru": self.words(2)}) for id_ in places),
            *(Edit("organisation", id_, {"name_ru": self.words(3)}) for id_ in bodies),
            *(self.person(id_, self._dice.choice(places)) for id_ in people),
            *self._acts(acts, people, places, bodies),
        ]
        return Made(tuple(edits), tuple(people), tuple(acts))

    def words(self, count: int) -> str:
        """Words with a long tail of rare ones."""
        size = len(self._vocabulary)
        return " ".join(self._vocabulary[int(size * self._dice.random() ** 2)] for _ in range(count))

    def person(self, id_: str, place: str) -> Edit:
        """A person with a name in two scripts, a birth date and a residence."""
        n, ending = self._dice.randrange(10), self._dice.choice(("ов", "ова", "баев", "баева", "улы"))
        stem = self._dice.choice(_SURNAMES) + self._dice.choice(("", "бек", "жан", "тай", "ғали"))
        surname = stem + ending
        names = (
            PersonName(f"{surname} {_GIVEN[n]}", surname, _GIVEN[n], script="Cyrl", language="ru"),
            PersonName(f"{_LATIN[n]} {self._dice.randrange(10**4):04d}", given=_LATIN[n], script="Latn",
                       kind="transliteration"),
        )
        born = f"{self._dice.randrange(1950, 2004)}-{self._dice.randrange(1, 13):02d}"
        return Edit("person", id_, {
            "names": names, "sex": self._dice.choice(("female", "male")), "birth": Moment(born),
            "occupation": self.words(1), "workplace": self.words(3), "residence": place, "address": self.words(5),
        })

    def act(self, id_: str, victim: str, place: str, body: str) -> Edit:
        """A detention with four dates, three links and its story."""
        day, hour = self._dice.randrange(5, 20), self._dice.randrange(8, 18)

        def at(days: int, hours: int) -> Moment:
            return Moment(f"2022-01-{day + days:02d}T{hour + hours:02d}:10", zone="Asia/Almaty")

        return Edit("act", id_, {
            "act_type": "detention", "victim": victim, "place": place, "authority": body, "start": at(0, 0),
            "detained": at(0, 0), "protocol": at(0, 4), "judge": at(2, 1), "ended": at(9, 2),
            "narrative": self.words(WORDS), "place_detail": self.words(4), "stated_reason": self.words(6),
        })

    def _acts(self, acts: list[str], people: list[str], places: list[str], bodies: list[str]) -> Iterator[Edit]:
        for index, id_ in enumerate(acts):
            victim = people[index % len(people)]
            yield self.act(id_, victim, self._dice.choice(places), self._dice.choice(bodies))
