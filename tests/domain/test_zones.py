"""Zones: offsets of January 2022, the change of 2024, and names that are no zones."""

import datetime as dt
from pathlib import Path

import pytest

from caseapp.domain import zones
from caseapp.domain.zones import KAZAKHSTAN, is_zone, offset_minutes, zone_info, zone_of_kato, zone_of_region

WEST = ("KZ-47", "KZ-23", "KZ-27", "KZ-15", "KZ-43")
REST = ("KZ-10", "KZ-11", "KZ-19", "KZ-31", "KZ-33", "KZ-35", "KZ-39", "KZ-55", "KZ-59", "KZ-61", "KZ-62", "KZ-63",
        "KZ-71", "KZ-75", "KZ-79")


@pytest.mark.parametrize(("regions", "hours"), [(WEST, 5), (REST, 6)])
def test_offsets_in_january_2022(regions: tuple[str, ...], hours: int) -> None:
    january = dt.datetime(2022, 1, 7, 18, 0)
    assert {offset_minutes(zone_of_region(r), january) for r in regions} == {hours * 60}


def test_one_time_since_march_2024() -> None:
    assert {offset_minutes(z, dt.datetime(2024, 3, 2)) for z in KAZAKHSTAN} == {300}
    assert {offset_minutes(z, dt.datetime(2024, 2, 28)) for z in KAZAKHSTAN} == {300, 360}


def test_places_by_kato_and_former_codes() -> None:
    assert zone_of_kato("471810000") == "Asia/Aqtau"  # Zhanaozen
    assert zone_of_kato("431010000") == "Asia/Qyzylorda"
    assert zone_of_kato("750000000") == "Asia/Almaty"
    assert zone_of_kato("392410000") == "Asia/Qostanay"  # Rudny
    assert zone_of_region("KZ-MAN") == zone_of_region("KZ-47")
    assert zone_of_region("RU-MOW") == zone_of_kato("") == zone_of_kato("990000000") == ""


@pytest.mark.parametrize("name", [
    "../../etc/passwd", "/etc/passwd", "Asia", "Asia/Nowhere", "posixrules", "", "tzdata.zi", "Asia/Almaty\n",
    "asia/almaty", "Asia/ALMATY", "Asia/../Europe/Paris", "C:/x", "Asia/\0",
])
def test_what_is_no_zone(name: str) -> None:
    assert not is_zone(name)
    with pytest.raises(KeyError):
        zone_info(name)


def test_rules_come_from_the_shipped_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert is_zone("Asia/Almaty")
    assert is_zone("UTC")
    (tmp_path / "zones").write_text("Asia/Aqtau\n")
    zones._load.cache_clear()
    zones._names.cache_clear()
    monkeypatch.setattr(zones, "_DATABASE", tmp_path)  # the system's own copy is never asked
    assert not is_zone("Asia/Almaty")
    monkeypatch.undo()
    zones._load.cache_clear()
    zones._names.cache_clear()
    assert is_zone("Asia/Almaty")
