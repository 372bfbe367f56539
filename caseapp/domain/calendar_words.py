"""Month names, parts of the day and small words of dates, in English, Russian and Kazakh: shared by writer and reader.

They stand here and not in the message catalogues because what ``moment_format`` writes ``moment_text`` must read back,
whatever catalogue is installed. Kazakh and Russian forms are machine-made and to be reviewed by native speakers.
"""

from types import MappingProxyType
from typing import Final

LANGUAGES: Final = ("en", "ru", "kk")

MONTHS: Final = MappingProxyType({
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
    "ru": ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
           "декабрь"),
    "kk": ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
           "желтоқсан"),
})
MONTHS_OF: Final = MappingProxyType({  # the form after a day number
    "en": MONTHS["en"],
    "ru": ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
           "декабря"),
    "kk": MONTHS["kk"],
})
SHORT_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # English

# Part of the day -> first and last wall time. A convention of this program, shown at once as what was understood.
PARTS: Final = MappingProxyType({
    "night": ("00:00", "06:00"),
    "morning": ("06:00", "12:00"),
    "day": ("12:00", "18:00"),
    "evening": ("18:00", "24:00"),
})
PART_WORDS: Final = MappingProxyType({
    "night": ("night", "ночью", "ночь", "ночи", "түнде", "түні", "түн", "түнгі"),
    "morning": ("morning", "утром", "утро", "утра", "таңертең", "таң", "таңғы"),
    "day": ("afternoon", "днем", "түсте", "күндіз", "түс"),
    "evening": ("evening", "вечером", "вечер", "вечера", "кешке", "кеш", "кешкісін", "кешкі"),
})
ABOUT_WORDS: Final = frozenset((
    "about", "around", "approximately", "approx", "circa", "ca", "roughly", "около", "примерно", "приблизительно",
    "ориентировочно", "шамамен", "шамасында", "жуық", "~", "≈",
))
OPENING_WORDS: Final = frozenset(("between", "from", "между", "с", "со", "от", "аралығында", "аралығы"))
TO_WORDS: Final = frozenset(("to", "till", "until", "по", "до", "на"))
AND_WORDS: Final = frozenset(("and", "и", "мен", "пен", "бен", "және"))  # an interval only after an opening word
NOISE_WORDS: Final = frozenset((
    "on", "in", "the", "of", "at", "в", "во", "сағат", "дейін", "бастап", "числа", "г", "гг", "год", "года", "году",
    "годы", "ж", "жж", "жыл", "жылы", "жылғы", "жылдың", "жылдар", "year",
))
WEEKDAYS: Final = MappingProxyType({  # Monday is 0; the nearest one that has begun
    "monday": 0, "понедельник": 0, "дүйсенбі": 0, "tuesday": 1, "вторник": 1, "сейсенбі": 1,
    "wednesday": 2, "среда": 2, "среду": 2, "сәрсенбі": 2, "thursday": 3, "четверг": 3, "бейсенбі": 3,
    "friday": 4, "пятница": 4, "пятницу": 4, "жұма": 4, "saturday": 5, "суббота": 5, "субботу": 5, "сенбі": 5,
    "sunday": 6, "воскресенье": 6, "жексенбі": 6,
})
COUNTS: Final = MappingProxyType({
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "день": 1, "один": 1, "два": 2, "три": 3,
    "четыре": 4, "пять": 5, "шесть": 6, "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6,
})
# Said together they mean something of their own; each is read as what stands beside it.
PHRASES: Final = MappingProxyType({
    "last night": "night yesterday - today", "прошлой ночью": "ночь вчера - сегодня",
    "этой ночью": "ночь вчера - сегодня", "өткен түні": "түн кеше - бүгін", "кеше түнде": "түн кеше - бүгін",
    "tonight": "today evening", "this morning": "today morning", "this afternoon": "today afternoon",
    "this evening": "today evening", "early morning": "morning", "early in the morning": "morning",
    "late evening": "evening", "late in the evening": "evening", "рано утром": "утром", "ранним утром": "утром",
    "поздно вечером": "вечером", "поздним вечером": "вечером", "после обеда": "днем", "түстен кейін": "түсте",
    "at noon": "12:00", "noon": "12:00", "в полдень": "12:00", "полдень": "12:00", "тал түсте": "12:00",
    "a week ago": "7 days ago", "неделю назад": "7 дней назад", "апта бұрын": "7 күн бұрын",
    "бір апта бұрын": "7 күн бұрын",
})
THIRDS: Final = MappingProxyType({  # of a month: which ten days
    "early": 1, "beginning": 1, "начало": 1, "начале": 1, "басында": 1, "басы": 1,
    "mid": 2, "middle": 2, "середина": 2, "середине": 2, "ортасында": 2, "ортасы": 2,
    "late": 3, "end": 3, "конец": 3, "конце": 3, "соңында": 3, "аяғында": 3,
})
DAY_WORDS: Final = MappingProxyType({
    "today": 0, "сегодня": 0, "бүгін": 0,
    "day before yesterday": -2, "позавчера": -2, "алдыңғы күні": -2,
    "yesterday": -1, "вчера": -1, "кеше": -1,
    "tomorrow": 1, "завтра": 1, "ертең": 1,
})
