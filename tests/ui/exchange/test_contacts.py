"""Contacts, through real widgets over real vaults: nobody counts until a person made sure, and both see the same."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.colleagues import Colleagues, person, trusting
from tests.support.paper import FilePrinter, pdf_text
from tests.support.seen import words
from ui.actions import Act
from ui.address import Address
from ui.pages.exchange.compare_card import CompareCard
from ui.pages.exchange.contacts_page import ContactsPage
from ui.pages.page import PageKit


@pytest.fixture
def page(exchange_kit: PageKit, qtbot: QtBot) -> ContactsPage:
    made = ContactsPage(exchange_kit)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


def card_file(colleagues: Colleagues, alias: str, **how: bool) -> Path:
    path = colleagues.folder / f"{len(alias)}.casecard"
    path.write_bytes(colleagues.colleague(alias, met=False, **how).card.raw)
    return path


def test_an_added_card_does_not_count_until_it_was_compared(page: ContactsPage, colleagues: Colleagues) -> None:
    page.add([card_file(colleagues, "Omarov")])
    stranger = colleagues.others["Omarov"]
    assert "not compared yet" in words(page.lines[0])
    assert not colleagues.here.contacts.verified(stranger.card.fp)
    page.lines[0].button.click()
    assert page.compared == stranger.card.fp.hex()
    assert not colleagues.here.contacts.verified(stranger.card.fp), "looking at it decides nothing"
    page.comparison.differ_button.click()
    assert page.comparison.warning.isVisible()
    assert not colleagues.here.contacts.verified(stranger.card.fp)
    page.comparison.same_button.click()
    assert colleagues.here.contacts.verified(stranger.card.fp)
    assert "compared," in words(page.lines[0])
    assert page.compared == ""


def test_given_in_person_is_as_good_and_says_so(page: ContactsPage, colleagues: Colleagues) -> None:
    page.add([card_file(colleagues, "Omarov")])
    page.lines[0].button.click()
    page.comparison.handed_button.click()
    assert "in person," in words(page.lines[0])


def test_both_laptops_show_the_same_lines_in_the_same_order(
    page: ContactsPage, colleagues: Colleagues, exchange_kit: PageKit, qtbot: QtBot
) -> None:
    page.add([card_file(colleagues, "Omarov")])
    other = colleagues.others["Omarov"]
    here = exchange_kit.desk.contacts.compare(other.card.fp.hex())
    from ui.desk.contacts import DeskContacts  # noqa: PLC0415
    from ui.desk.vault import OpenVault  # noqa: PLC0415

    theirs = DeskContacts(OpenVault(other, exchange_kit.language))
    theirs.all()
    there = theirs.compare(colleagues.here.card.fp.hex())
    assert here.cards == there.cards
    assert here.own != there.own
    assert all(len(one.words["en"]) == len(one.words["ru"]) == len(one.digits) == 8 for one in here.cards)
    card = CompareCard(exchange_kit)
    qtbot.addWidget(card)
    card.show_comparison(here, page.contacts[-1])
    card.languages["ru"].click()
    assert here.cards[0].words["ru"][0] in words(card)
    assert here.cards[1].digits[7] in words(card)
    card.languages["en"].click()
    assert here.cards[0].words["en"][0] in words(card)


def test_what_waited_for_the_card_is_announced_and_taken_in(page: ContactsPage, colleagues: Colleagues) -> None:
    omarov, lim = colleagues.colleague("Omarov", met=False), colleagues.colleague("Lim")
    trusting(omarov, lim)
    trusting(lim, omarov)
    person(omarov, "Ким Алексей")
    for source, target, name in ((omarov, lim, "one"), (lim, colleagues.here, "two")):
        path = colleagues.file(source, f"{name}.casepkg", target=target)
        with target.exchange.preview(path) as incoming:
            incoming.take_in()
    assert colleagues.here.reader.ids("person") == []
    page.compare(omarov.card.fp.hex())
    assert "1 action of this person waits" in words(page.comparison)
    page.comparison.same_button.click()
    assert len(colleagues.here.reader.ids("person")) == 1


def test_a_sample_card_a_foreign_file_and_nothing_at_all_are_refused_in_words(
    page: ContactsPage, colleagues: Colleagues, tmp_path: Path
) -> None:
    page.add([card_file(colleagues, "Sample person", sample=True)])
    assert "do not mix" in words(page)
    bad = tmp_path / "x.casecard"
    bad.write_bytes(b"caseapp-card/1\n" + b"x" * 100_000)
    page.add([bad])
    assert "card" in words(page)
    page.add([tmp_path / "gone.casecard"])
    assert "no file to read" in words(page)
    page.add([tmp_path])
    assert "no file to read" in words(page)
    assert page.lines == []


def test_the_own_card_is_saved_and_read_by_a_colleague(page: ContactsPage, colleagues: Colleagues) -> None:
    path = colleagues.folder / "mine.casecard"
    page.save_to(str(path))
    omarov = colleagues.colleague("Omarov", met=False)
    assert omarov.contacts.add(path.read_bytes()).fp == colleagues.here.card.fp
    page.save_to(str(path))
    assert "already a file" in words(page), "nothing is overwritten"
    page.save_to(str(colleagues.folder / "no such folder" / "mine.casecard"))
    assert "could not be read or written" in words(page)


def test_the_name_is_asked_once(page: ContactsPage, colleagues: Colleagues) -> None:
    page.own.name_form.line.setText("A\u202eB")
    page.own.name_form.name_button.click()
    assert page.own.name_form.problem.isVisible()
    page.own.name_form.line.setText("A. Serikova")
    page.own.name_form.name_button.click()
    assert colleagues.here.card.alias == "A. Serikova"
    assert not page.kit.desk.contacts.unnamed()
    assert "What shall your colleagues" not in words(page.own)


def test_the_qr_code_is_the_card(page: ContactsPage, colleagues: Colleagues) -> None:
    import segno  # noqa: PLC0415

    made = segno.make(colleagues.here.card.raw, mode="byte", error="l", micro=False)
    assert [[page.own.code.dark(r, c) for c in range(len(made.matrix))] for r in range(len(made.matrix))] == [
        [bool(dark) for dark in row] for row in made.matrix]


def test_a_card_that_is_not_here_is_asked_for_and_escape_leads_back(page: ContactsPage, colleagues: Colleagues) -> None:
    page.show_address(Address(note="ab" * 32))
    assert "not here yet" in words(page)
    page.add([card_file(colleagues, "Omarov")])
    page.lines[0].button.click()
    assert page.address() == Address(note=page.compared)
    assert page.perform(Act.LEAVE)
    assert page.compared == ""
    assert not page.perform(Act.LEAVE)


def test_the_own_card_is_printed_with_what_is_read_aloud(page: ContactsPage, colleagues: Colleagues) -> None:
    page.own.print_button.click()
    shown = page.own.panel.page.toPlainText()
    aloud = page.kit.desk.contacts.own_aloud()
    for line in (*aloud.words["en"], *aloud.words["ru"], *aloud.digits, aloud.alias, aloud.fingerprint):
        assert line in shown
    paper = colleagues.folder / "paper.pdf"
    page.own.panel.row.names = lambda: ["Office"]
    page.own.panel.make_printer = FilePrinter(paper)
    page.own.panel.print_button.click()
    page.own.panel.row.print_now.click()
    assert aloud.words["ru"][0] in pdf_text(paper)
    assert [line.kind for line in colleagues.here.activity.lines(("own-card-printed",))] == ["own-card-printed"]
