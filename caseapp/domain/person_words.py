"""Words that the quick record knows about a person, in English, Russian and Kazakh. Machine-made, to be reviewed.

All are compared as their fold, so that they are read without a Kazakh keyboard layout and in any spelling.
"""

import re
from typing import Final

from caseapp.domain.names.fold import fold_words


def _folded(*words: str) -> frozenset[str]:
    return frozenset(fold_words(word) for word in words)


MALE: Final = _folded("man", "male", "boy", "мужчина", "муж", "мужской", "парень", "мальчик", "юноша", "ер",
                      "еркек", "жігіт", "бала")
FEMALE: Final = _folded("woman", "female", "girl", "женщина", "жен", "женский", "девушка", "девочка", "әйел", "қыз")
MALE_LETTERS: Final = frozenset(("м", "m"))
FEMALE_LETTERS: Final = frozenset(("ж", "f"))
ABOUT: Final = _folded("about", "around", "approximately", "approx", "circa", "около", "примерно", "приблизительно",
                       "шамамен", "шамасында", "жуық")
UNNAMED: Final = _folded("unknown", "unidentified", "unnamed", "неизвестный", "неизвестная", "неизвестен",
                         "неустановленный", "неустановленная", "неопознанный", "неопознанная", "безымянный",
                         "белгісіз", "анықталмаған")
FILLERS: Final = _folded("years", "year", "old", "yo", "yrs", "aged", "age", "лет", "год", "года", "возраст",
                         "возрасте", "на", "вид", "жас", "жаста", "жасында", "жастағы", "жасар", "адам", "кісі",
                         "person", "человек", "лицо", "a", "an", "of", "пол")
BORN: Final = _folded("born", "b", "рожд", "рождения", "родился", "родилась", "гр", "р", "г", "туған", "туылған", "т",
                      "жылы", "жт", "в")

PATRONYMIC: Final = re.compile("(?:[oe]vich|[oe]vna|inichna|[^aeiou]ich|uli|kizi|gizi|ogli|oglu)$")
PATRONYMIC_ALONE: Final = _folded("ұлы", "улы", "uly", "қызы", "кызы", "kyzy", "оглы", "оглу", "гызы")
SURNAME: Final = re.compile("..(?:ov|ev|ova|eva|ski|skaia|enko|ian|shvili|dze|chuk)$")
SURE_SURNAME: Final = re.compile("..(?:ov|ev|in|ova|eva|ina|ski|skaia|enko|ian|shvili|dze|chuk)$")
