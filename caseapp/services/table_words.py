"""What people write over the columns of their tables beside the labels of our fields: lower case, three languages."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[tuple[str, str], str]] = {
    ("person", "names"): "name|full name|victim|person|surname|last name|first name|given name|patronymic|фио|ф.и.о."
    "|имя|фамилия|отчество|пострадавший|жертва|задержанный|потерпевший|аты-жөні|аты|тегі|әкесінің аты|жәбірленуші"
    "|ұсталған",
    ("person", "sex"): "sex|gender|пол|жынысы",
    ("person", "birth"): "birth|date of birth|born|birthday|дата рождения|год рождения|туған күні|туған жылы",
    ("person", "age_reported"): "age|возраст|жасы",
    ("person", "phone"): "phone|telephone|телефон",
    ("person", "address"): "address|адрес|мекенжай|мекенжайы",
    ("person", "identifiers"): "iin|иин|жсн",
    ("person", "occupation"): "occupation|job|profession|профессия|род занятий|кәсібі|мамандығы",
    ("act", "act_type"): "what|what happened|type of act|violation|act|вид нарушения|что произошло|нарушение"
    "|бұзушылық түрі|не болды",
    ("act", "start"): "date|when|date of act|date of event|date of detention|дата|когда|дата события|дата задержания"
    "|қашан|күні|ұсталған күні",
    ("act", "narrative"): "description|narrative|details|описание|обстоятельства|сипаттама|мән-жайы",
    ("act", "ended"): "released|date of release|освобожден|дата освобождения|босатылған күні",
    ("act", "place_detail"): "exact place|точное место|нақты орын",
    ("place", "name_ru"): "place|where|city|location|место|где|город|населенный пункт|орын|қайда|қала",
    ("place", "position"): "gps|geopoint|coordinates|координаты|геоточка",
    ("source", "name"): "source|informant|источник|кто сообщил|дереккөз",
    ("account", "text"): "account|testimony|statement|показания|рассказ|айғақ",
    ("account", "received"): "date received|reported on|дата сообщения|хабарланған күні",
    ("incident", "title"): "incident|event|инцидент|событие|оқиға",
    ("organisation", "name_ru"): "organisation|organization|организация|ұйым",
}
ENTITIES: Final[Mapping[str, str]] = {  # elements of documents in the HURIDOCS formats
    "event": "incident", "act": "act", "person": "person", "involvement": "involvement", "information": "account",
    "intervention": "intervention",
}
