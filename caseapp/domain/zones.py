"""Which IANA time zone a place in Kazakhstan keeps: wall time means nothing in evidence without it.

In January 2022 the west kept UTC+5 and the rest UTC+6; since 1 March 2024 all keep UTC+5. The zone of the *event* is
stored, never the offset of the monitor's laptop; the offsets come from the tz database that is shipped.

Region codes are ISO 3166-2 as of November 2022; the pre-2022 alpha codes are read too.
"""

import datetime as dt
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

ALMATY: Final = "Asia/Almaty"
AQTAU: Final = "Asia/Aqtau"
AQTOBE: Final = "Asia/Aqtobe"
ATYRAU: Final = "Asia/Atyrau"
ORAL: Final = "Asia/Oral"
QOSTANAY: Final = "Asia/Qostanay"
QYZYLORDA: Final = "Asia/Qyzylorda"

KAZAKHSTAN: Final = (ALMATY, AQTAU, AQTOBE, ATYRAU, ORAL, QOSTANAY, QYZYLORDA)

_DATABASE: Final = resources.files("tzdata")

_REGION_ZONES: Final = MappingProxyType({
    "KZ-10": ALMATY, "KZ-11": ALMATY, "KZ-15": AQTOBE, "KZ-19": ALMATY, "KZ-23": ATYRAU, "KZ-27": ORAL,
    "KZ-31": ALMATY, "KZ-33": ALMATY, "KZ-35": ALMATY, "KZ-39": QOSTANAY, "KZ-43": QYZYLORDA, "KZ-47": AQTAU,
    "KZ-55": ALMATY, "KZ-59": ALMATY, "KZ-61": ALMATY, "KZ-62": ALMATY, "KZ-63": ALMATY, "KZ-71": ALMATY,
    "KZ-75": ALMATY, "KZ-79": ALMATY,
})
_FORMER_CODES: Final = MappingProxyType({
    "KZ-AKM": "KZ-11", "KZ-AKT": "KZ-15", "KZ-ALM": "KZ-19", "KZ-ATY": "KZ-23", "KZ-ZAP": "KZ-27", "KZ-ZHA": "KZ-31",
    "KZ-KAR": "KZ-35", "KZ-KUS": "KZ-39", "KZ-KZY": "KZ-43", "KZ-MAN": "KZ-47", "KZ-PAV": "KZ-55", "KZ-SEV": "KZ-59",
    "KZ-YUZ": "KZ-61", "KZ-VOS": "KZ-63", "KZ-AST": "KZ-71", "KZ-ALA": "KZ-75", "KZ-SHY": "KZ-79",
})


def zone_of_region(region: str) -> str:
    """The IANA zone of an ISO 3166-2 region ("KZ-47", or the former "KZ-MAN"); blank when the code is not known."""
    return _REGION_ZONES.get(_FORMER_CODES.get(region, region), "")


def zone_of_kato(kato: str) -> str:
    """The IANA zone of a KATO place code (nine digits; the first two are the region); blank when not known."""
    return _REGION_ZONES.get(f"KZ-{kato[:2]}", "")


def is_zone(zone: str) -> bool:
    """Whether the shipped tz database knows ``zone``. Never reads outside it, whatever the text."""
    return _load(zone) is not None


def zone_info(zone: str) -> ZoneInfo:
    """The rules of ``zone`` from the shipped tz database, the same on every laptop. Raises KeyError for others.

    The system's own copy is left aside on purpose: an old one lacks the change of 2024 and would shift the clocks.
    """
    info = _load(zone)
    if info is None:
        raise KeyError("zone")
    return info


def offset_minutes(zone: str, local: dt.datetime) -> int:
    """Minutes east of UTC that ``zone`` kept at the wall time ``local``. Raises KeyError for an unknown zone."""
    shift = local.replace(tzinfo=zone_info(zone)).utcoffset()
    return 0 if shift is None else int(shift.total_seconds() // 60)


@lru_cache(maxsize=1024)
def _load(zone: str) -> ZoneInfo | None:
    if zone not in _names():
        return None
    with _DATABASE.joinpath("zoneinfo", *zone.split("/")).open("rb") as stream:
        return ZoneInfo.from_file(stream, key=zone)


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(_DATABASE.joinpath("zones").read_text("ascii").split())
