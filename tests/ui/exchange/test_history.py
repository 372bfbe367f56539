"""History, through real widgets over real vaults: set aside and taken in again are exact, protection stays."""

import pytest
from pytestqt.qtbot import QtBot

from caseapp.services.edits import Edit
from caseapp.services.session import Session
from tests.services.exchanges import shape
from tests.support.colleagues import Colleagues, evening, person
from tests.support.seen import words
from ui.pages.exchange.history_page import HistoryPage
from ui.pages.page import PageKit


@pytest.fixture
def page(exchange_kit: PageKit, qtbot: QtBot) -> HistoryPage:
    made = HistoryPage(exchange_kit)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


def take_in(here: Session, path: object) -> None:
    with here.exchange.preview(path) as incoming:  # type: ignore[arg-type]
        incoming.take_in()


def aside(page: HistoryPage, at: int = 0, keep: bool = True) -> None:
    page.lines[at].button.click()
    assert page.lines[at].keep.isChecked(), "the preselected answer"
    page.lines[at].keep.setChecked(keep)
    page.lines[at].yes.click()


def test_nothing_yet(page: HistoryPage) -> None:
    assert "No export file was taken in yet." in words(page)
    assert "No export file was sent yet." in words(page)


def test_set_aside_and_taken_in_again_are_exact_and_later_edits_are_counted(
    page: HistoryPage, colleagues: Colleagues
) -> None:
    paths, disputed = evening(colleagues)
    take_in(colleagues.here, paths[0])
    person(colleagues.here, id_=disputed, occupation="cook")
    merged = shape(colleagues.here)
    page.read()
    assert "Omarov" in words(page.lines[0])
    assert "4 new records" in words(page.lines[0])
    page.lines[0].button.click()
    page.lines[0].no.click()
    assert shape(colleagues.here) == merged, "asking changes nothing"
    aside(page)
    assert "1 later edit was built on it and is kept." in words(page)
    assert shape(colleagues.here) != merged
    assert "set aside" in words(page.lines[0])
    page.lines[0].button.click()
    assert shape(colleagues.here) == merged
    assert "exactly as it was" in words(page)


def withdrawn(colleagues: Colleagues) -> str:
    omarov = colleagues.colleague("Omarov")
    consent = colleagues.here.records.new_id()
    colleagues.here.records.save([Edit("consent", consent, {"partners": "yes"})], "Consent")
    path = colleagues.file(colleagues.here, "out.casepkg", target=omarov)
    take_in(omarov, path)
    omarov.records.save([Edit("consent", consent, {"partners": "withdrawn"})], "Withdraw")
    take_in(colleagues.here, colleagues.file(omarov, "in.casepkg"))
    return consent


def test_withdrawn_consent_stays_in_force_unless_declined(page: HistoryPage, colleagues: Colleagues) -> None:
    consent = withdrawn(colleagues)
    page.read()
    aside(page)
    assert colleagues.here.reader.get(consent).record.partners == "withdrawn"  # type: ignore[attr-defined]


def test_negative_control_without_the_tick_it_is_given_again(page: HistoryPage, colleagues: Colleagues) -> None:
    consent = withdrawn(colleagues)
    page.read()
    aside(page, keep=False)
    assert colleagues.here.reader.get(consent).record.partners == "yes"  # type: ignore[attr-defined]


def test_what_was_sent_says_whether_it_arrived(page: HistoryPage, colleagues: Colleagues) -> None:
    omarov = colleagues.colleague("Omarov")
    person(colleagues.here, "Ким Алексей")
    path = colleagues.file(colleagues.here, "out.casepkg", target=omarov)
    page.read()
    assert "no receipt yet" in words(page)
    take_in(omarov, path)
    take_in(colleagues.here, colleagues.file(omarov, "back.casepkg"))
    page.read()
    assert "arrived: their own file shows it" in words(page)
    assert "no receipt yet" not in words(page)


def test_a_file_set_aside_elsewhere_is_told(page: HistoryPage, colleagues: Colleagues) -> None:
    paths, _ = evening(colleagues)
    take_in(colleagues.here, paths[0])
    page.read()
    colleagues.here.exchange.set_aside(colleagues.here.exchange.history()[0].package_id)
    told: list[object] = []
    page.failed.connect(told.append)
    aside(page)
    assert len(told) == 1
