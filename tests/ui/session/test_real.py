"""The same over real vaults: damage, clock, code, what is remembered, and a sitting up to the second unlock."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.domain.clock_check import DAY, ClockDoubt, ClockSeen, doubts
from caseapp.domain.errors import Damaged, Denied, Invalid
from caseapp.domain.news import NEWS, built
from caseapp.runtime.outside import Outside
from caseapp.security import hardening
from caseapp.services.about import about
from caseapp.services.exporting import APP
from tests.support.house import ON_THE_11TH, PHRASE, House, settle, shell_of
from tests.support.live import Live
from tests.support.source import ROOT
from ui.pages.create_pages import CreatePage, RecoveryPage
from ui.pages.unlock_page import UnlockPage
from ui.session.cover_page import CoverPage
from ui.session.opening import said_at_opening

NOW = ON_THE_11TH


def lose_the_head(folder: Path) -> None:
    (folder / "head").unlink()


def test_a_vault_without_its_head_is_read_or_written_on_when_told(live: Live) -> None:
    desk = live.empty()
    id_ = desk.records.save("person", None, {"description": "высокий"}, "New").ids[0]
    folder = desk.folder
    desk.lock()
    lose_the_head(folder)
    with pytest.raises(Damaged):
        live.vaults.unlock(folder, PHRASE)
    reading = live.vaults.unlock(folder, PHRASE, read_only=True)
    assert reading.door.read_only
    assert "head" in reading.door.warnings
    assert reading.records.get(id_).fields["description"].value == "высокий"
    assert reading.drafts.load("quick") is None
    for write in (lambda: reading.records.save("person", id_, {"description": "низкий"}, "x"),
                  lambda: reading.drafts.save("quick", {"who": "x"})):
        with pytest.raises(Denied):
            write()
    reading.lock()
    assert not (folder / "head").exists()  # reading mends nothing
    told = live.vaults.unlock(folder, PHRASE, accept_missing=True)
    assert list(told.door.warnings) == ["head"]
    told.records.save("person", id_, {"description": "низкий"}, "x")
    told.lock()
    assert live.vaults.unlock(folder, PHRASE).door.warnings == ()


def test_the_code_is_kept_as_a_hash_and_the_passphrase_proved(live: Live) -> None:
    door = live.empty().door
    assert not door.has_code
    assert not door.code_fits("")
    for easy in ("123", "1111", "x" * 40):
        with pytest.raises(Invalid):
            door.choose_code(easy)
    door.choose_code("4711")
    assert door.has_code
    assert door.code_fits("4711")
    assert not door.code_fits("4712")
    door.prove(PHRASE)
    with pytest.raises(Denied):
        door.prove("not the passphrase")
    door.choose_code("")
    assert not door.has_code


@pytest.mark.parametrize(("now", "seen", "found"), [
    (NOW, ClockSeen(), []),
    (NOW, ClockSeen(NOW - DAY, NOW - DAY, 360), []),
    (1_500_000_000_000, ClockSeen(), [ClockDoubt.UNSET]),
    (NOW, ClockSeen(NOW + 3 * 60_000), [ClockDoubt.BEHIND]),
    (NOW, ClockSeen(NOW + 60_000), []),
    (NOW, ClockSeen(written=NOW + DAY), []),  # a colleague's clock may run a day ahead
    (NOW, ClockSeen(written=NOW + 2 * DAY), [ClockDoubt.BEHIND]),
    (NOW, ClockSeen(NOW - 401 * DAY), [ClockDoubt.LEAP]),
    (NOW, ClockSeen(NOW, 0, 300), [ClockDoubt.ZONE]),
    (1_500_000_000_000, ClockSeen(NOW, 0, 300), [ClockDoubt.UNSET, ClockDoubt.ZONE]),
])
def test_a_clock_that_is_likely_wrong(now: int, seen: ClockSeen, found: list[ClockDoubt]) -> None:
    assert [finding.doubt for finding in doubts(now, 360, seen)] == found
    assert doubts(built() - 2 * DAY, 360, ClockSeen(), built())[0].doubt is ClockDoubt.UNSET


def test_a_clock_set_back_is_said_at_opening(live: Live, real_kit: object, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = live.empty()
    folder = desk.folder
    desk.settings.put("opened", {"at": NOW + 90 * DAY, "offset": 0})
    desk.lock()
    desk = live.vaults.unlock(folder, PHRASE)
    assert desk.door.clock[0].doubt is ClockDoubt.BEHIND
    kept = desk.settings.get("opened")
    assert isinstance(kept, dict)
    assert NOW <= int(str(kept["at"])) < NOW + DAY  # remembered anew: said once


def test_what_is_remembered_outside_is_strict(tmp_path: Path) -> None:
    outside = Outside(tmp_path / "in" / "outside.json")
    assert (outside.language, list(outside.folders)) == ("", [])
    outside.keep_language("kk")
    outside.keep_folder(tmp_path / "Алматы")
    outside.keep_folder(tmp_path / "Алматы")
    again = Outside(tmp_path / "in" / "outside.json")
    assert (again.language, list(again.folders)) == ("kk", [tmp_path / "Алматы"])
    outside.keep_language("xx")
    assert again.language == "kk"
    again.forget_folder(tmp_path / "Алматы")
    assert list(outside.folders) == []
    path = tmp_path / "in" / "outside.json"
    good = json.loads(path.read_text("utf-8"))
    for odd in ({**good, "more": 1}, {**good, "format": 2}, {**good, "folders": ["relative"]},
                {**good, "language": 7}, [], {**good, "folders": ["/x"] * 33}):
        path.write_text(json.dumps(odd), "utf-8")
        assert (again.language, list(again.folders)) == ("", [])
    path.write_bytes(b"\xff" * 100_000)
    assert again.language == ""


def test_every_dependency_and_its_licence_is_named() -> None:
    names = {part.name.lower().replace("_", "-") for part in about().components}
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    asked = text.split("dependencies = [")[1].split("]")[0]
    wanted = {line.split("==")[0].strip(' "').lower() for line in asked.splitlines() if "==" in line}
    assert wanted <= names
    assert all(part.licence for part in about().components)
    assert NEWS[0].version == APP


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(hardening, "harden", lambda: True)
    made = House(tmp_path / "vaults")
    yield made
    made.close()


def test_from_the_first_run_to_the_second_unlock(house: House, qapp: QApplication, qtbot: QtBot) -> None:
    """First run, unlock, record, cover, back, lock, a fresh process asked for, unlock at the same place."""
    locked: list[bool] = []
    window = house.show(qapp, qtbot, after_lock=lambda: locked.append(True))
    create = window.gate()
    assert isinstance(create, CreatePage)
    phrase = create.words.text()
    create.make_button.click()
    qtbot.waitUntil(lambda: isinstance(window.gate(), RecoveryPage), timeout=20_000)
    recovery = window.gate()
    assert isinstance(recovery, RecoveryPage)
    for number, line in zip(recovery.asked(), recovery.fields, strict=True):
        line.setText(recovery._groups[number])
    recovery.fields[1].returnPressed.emit()
    gate = window.gate()
    assert isinstance(gate, UnlockPage)
    assert "proves" in gate.said()
    gate.passphrase.line.setText(phrase)
    gate.passphrase.entered.emit()
    qtbot.waitUntil(lambda: window.shell is not None, timeout=20_000)
    settle(window, qtbot)
    shell = shell_of(window)
    assert list(said_at_opening(shell.kit)) == []
    shell.go("people")
    settle(window, qtbot)
    assert window.keeper is not None
    window.keeper.cover()
    page = window.gate()
    assert isinstance(page, CoverPage)
    qtbot.waitUntil(lambda: window.shell is None, timeout=20_000)
    page.secret.line.setText(phrase)
    page.secret.entered.emit()
    qtbot.waitUntil(lambda: window.shell is not None, timeout=20_000)
    assert shell_of(window)._here().place == "people"
    settle(window, qtbot)
    window.keeper.lock()
    qtbot.waitUntil(lambda: locked == [True], timeout=20_000)
    assert window.shell is None
    assert window.keeper is None
    window.show_gate()
    gate = window.gate()
    assert isinstance(gate, UnlockPage)
    gate.passphrase.line.setText(phrase)
    gate.passphrase.entered.emit()
    qtbot.waitUntil(lambda: window.shell is not None, timeout=20_000)
    settle(window, qtbot)
    assert shell_of(window)._here().place == "people"
