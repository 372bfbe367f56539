"""Send, through real widgets over real vaults: only to compared cards, read back, and nothing left by a bad stick."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseapp.domain.errors import DiskFull
from caseapp.exchange import writer
from caseapp.services.edits import Edit
from tests.faults.test_disk_full import disk, fill
from tests.support.colleagues import Colleagues, person, trusting
from tests.support.seen import words
from ui.actions import Act
from ui.pages.exchange.send_page import SendPage
from ui.pages.exchange.travels import Opens
from ui.pages.page import PageKit

__all__ = ["disk"]


@pytest.fixture
def page(exchange_kit: PageKit, colleagues: Colleagues, qtbot: QtBot) -> SendPage:
    colleagues.here.profile.rename("A. Serikova", "")
    colleagues.colleague("Omarov")
    colleagues.colleague("Stranger", met=False)
    colleagues.here.contacts.add(colleagues.others["Stranger"].card.raw)
    person(colleagues.here, "Ким Алексей")
    made = SendPage(exchange_kit)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def filled(page: SendPage, folder: Path) -> None:
    next(iter(page.people.values())).setChecked(True)
    page.send_to(folder)


def test_only_compared_cards_can_be_chosen(page: SendPage) -> None:
    assert [tick.text() for tick in page.people.values()] == ["Omarov"]


def test_what_is_missing_stands_under_the_button_until_it_is_there(page: SendPage, tmp_path: Path) -> None:
    assert page.missing.text() == "Choose to whom."
    assert not page.send_button.isEnabled()
    page.perform(Act.RECORD)
    next(iter(page.people.values())).setChecked(True)
    assert page.missing.text() == "Choose where the file is to stand."
    page.send_to(stick(tmp_path))
    assert not page.missing.isVisible()
    assert page.send_button.isEnabled()
    assert "free" in page.room.text()


def test_the_file_is_written_read_back_and_opens_at_the_recipient(
    page: SendPage, colleagues: Colleagues, tmp_path: Path
) -> None:
    folder = stick(tmp_path)
    filled(page, folder)
    page.perform(Act.RECORD)
    assert "Safe to remove. Ask for the receipt." in words(page)
    [path] = folder.iterdir()
    assert "Serikova" not in path.name
    assert "Omarov" not in path.name
    omarov = colleagues.others["Omarov"]
    with omarov.exchange.preview(path) as incoming:
        incoming.take_in()
    assert len(omarov.reader.ids("person")) == 1


def test_chosen_cases_say_what_stays_here(page: SendPage, colleagues: Colleagues, tmp_path: Path) -> None:
    records = colleagues.here.records
    case, inside = records.new_id(), person(colleagues.here, "Бекова Гүлнар")
    records.save([Edit("case", case, {"title": "Almaty", "persons": (inside,)})], "Case")
    page.chosen.setChecked(True)
    page.add_case(case, "Almaty")
    assert page.travels is not None
    assert page.travels.outside == 1
    assert "1 record that does not belong" in words(page)
    assert "Ким Алексей" not in words(page)
    page.findChild(Opens).button.click()  # type: ignore[union-attr]
    assert "Ким Алексей · Person" in words(page)
    folder = stick(tmp_path)
    filled(page, folder)
    page.perform(Act.RECORD)
    omarov = colleagues.others["Omarov"]
    with omarov.exchange.preview(next(folder.iterdir())) as incoming:
        incoming.take_in()
    assert omarov.reader.ids("person") == [inside]
    line = page.picked.itemAt(0).widget()
    line.button.click()  # type: ignore[attr-defined]
    assert page.cases == {}
    assert not page.send_button.isEnabled()


def test_what_was_set_aside_and_what_is_held_is_said(page: SendPage, colleagues: Colleagues) -> None:
    omarov, stranger = colleagues.others["Omarov"], colleagues.others["Stranger"]
    trusting(omarov, stranger)
    trusting(stranger, omarov)
    person(stranger, "Әбдіров Қайрат")
    path = colleagues.file(stranger, "s.casepkg", target=omarov)
    with omarov.exchange.preview(path) as incoming:
        incoming.take_in()
    person(omarov, "Тулегенов Ерлан")
    with colleagues.here.exchange.preview(colleagues.file(omarov, "o.casepkg")) as incoming:
        incoming.take_in()
    colleagues.here.exchange.set_aside(colleagues.here.exchange.history()[0].package_id)
    page.read()
    assert "1 file that is set aside" in words(page)
    assert "1 action of a person whose card was never compared" in words(page)


def test_a_pulled_stick_is_said_in_place_and_goes_on_when_it_is_back(
    page: SendPage, colleagues: Colleagues, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = stick(tmp_path)
    filled(page, folder)
    whole = writer._Writing.run

    def pulled(self: object, *args: object) -> object:
        shutil.rmtree(folder)
        return whole(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(writer._Writing, "run", pulled)
    page.perform(Act.RECORD)
    assert "could not be read or written" in words(page)
    assert "Safe to remove" not in words(page)
    assert not folder.exists()
    monkeypatch.undo()
    folder.mkdir()
    page.perform(Act.RECORD)
    assert "Safe to remove" in words(page)
    assert len(list(folder.iterdir())) == 1


def test_a_full_stick_leaves_nothing(page: SendPage, disk: Path) -> None:
    filled(page, disk)
    filler = fill(disk, 0)
    page.perform(Act.RECORD)
    assert "free" in words(page)
    assert "Safe to remove" not in words(page)
    assert list(disk.iterdir()) == [filler]
    filler.unlink()
    page.perform(Act.RECORD)
    assert "Safe to remove" in words(page)


def test_full_in_the_middle_leaves_no_part(
    page: SendPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = stick(tmp_path)
    filled(page, folder)

    def full(*_: object) -> object:
        raise DiskFull

    monkeypatch.setattr(writer._Writing, "run", full)
    page.perform(Act.RECORD)
    assert list(folder.iterdir()) == []
    assert page.send_button.isEnabled()


def test_stop_leaves_nothing(page: SendPage, tmp_path: Path) -> None:
    folder = stick(tmp_path)
    filled(page, folder)
    page.working.connect(lambda progress: progress.stop())
    page.perform(Act.RECORD)
    assert "stopped" in words(page)
    assert list(folder.iterdir()) == []


def test_without_a_name_nothing_leaves(exchange_kit: PageKit, colleagues: Colleagues, qtbot: QtBot,
                                       tmp_path: Path) -> None:
    colleagues.colleague("Omarov")
    person(colleagues.here, "Ким Алексей")
    page = SendPage(exchange_kit)
    qtbot.addWidget(page)
    page.show()
    filled(page, stick(tmp_path))
    assert page.missing.text() == "Say first what your colleagues shall call you."
    page.name_form.line.setText("A. Serikova")
    page.name_form.name_button.click()
    assert page.send_button.isEnabled()
