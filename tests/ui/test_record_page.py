"""The record page over a real encrypted vault: drafts, gaps at their field, covered values, links, withdrawing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseapp.domain.names.person_name import PersonName
from tests.support.live import Live
from tests.ui.conftest import drop_deleted
from ui.actions import Act
from ui.address import Address
from ui.desk.vaults import SAMPLE_WORDS
from ui.pages.page import PageKit
from ui.pages.record_page import RecordPage
from ui.pages.section_card import SectionCard
from ui.pages.section_drafts import DELAY_MS, typed
from ui.pages.section_reading import Covered, NoteLine
from ui.ports import RecordView
from ui.widgets.fields import MarkedLine

Open = Callable[[str, str], RecordPage]


@pytest.fixture
def show(real_kit: PageKit, qtbot: QtBot) -> Open:
    """Opens a record in a page of its own."""

    def open_(type_: str, id_: str) -> RecordPage:
        made = RecordPage(real_kit)
        qtbot.addWidget(made)
        made.resize(900, 800)
        made.show()
        made.show_record(type_, id_)
        return made

    return open_


def of(kit: PageKit, type_: str, **values: object) -> str:
    """A new record."""
    return kit.desk.records.save(type_, None, values, "Test").ids[0]


def card_of(page: RecordPage, section: str) -> SectionCard:
    return next(card for card in page.findChildren(SectionCard) if card.section.key == section)


def line_of(card: SectionCard, field: str) -> MarkedLine:
    assert card.form is not None
    line = card.form.boxes[field].editor.focusProxy()
    assert isinstance(line, MarkedLine)
    return line


def write(line: MarkedLine, text: str) -> None:
    line.setText(text)
    line.textEdited.emit(text)


def view_of(page: RecordPage) -> RecordView:
    assert page.view is not None
    return page.view


def texts(widget: QWidget) -> str:
    """Every word that can be seen."""
    drop_deleted()  # Qt shows what was added a moment ago only at its next turn
    return "\n".join(str(each.text()) for each in widget.findChildren(QWidget)
                     if hasattr(each, "text") and each.isVisible())


# --- drafts


def test_what_is_typed_is_in_the_vault_within_two_seconds(show: Open, real_kit: PageKit) -> None:
    page = show("person", of(real_kit, "person", description="a man"))
    card = card_of(page, "identity")
    card.edit()
    write(line_of(card, "birth"), "32 января")
    assert DELAY_MS < 2_000
    page._drafts._timer.timeout.emit()
    draft = real_kit.desk.drafts.load(f"section/person/{view_of(page).id}/identity")
    assert draft is not None
    assert typed(draft) == {"birth": "32 января"}


def test_typing_without_a_pause_does_not_put_the_keeping_off(show: Open, real_kit: PageKit) -> None:
    page = show("person", of(real_kit, "person", description="a man"))
    card = card_of(page, "identity")
    card.edit()
    write(line_of(card, "birth"), "3")
    first = page._drafts._timer.remainingTime()
    QTest.qWait(20)
    write(line_of(card, "birth"), "32")
    assert page._drafts._timer.remainingTime() < first


def test_esc_keeps_the_draft_and_continuing_brings_it_back(show: Open, real_kit: PageKit) -> None:
    person = of(real_kit, "person", description="a man")
    page = show("person", person)
    card = card_of(page, "identity")
    card.edit()
    write(line_of(card, "birth"), "32 января")
    assert page.perform(Act.LEAVE)
    assert card.form is None
    again = show("person", person)
    card = card_of(again, "identity")
    assert "Draft of" in texts(card)
    card.edit()
    assert line_of(card, "birth").text() == "32 января"


def test_a_lock_keeps_what_nobody_can_read(show: Open, real_kit: PageKit, live: Live) -> None:
    person = of(real_kit, "person", description="a man")
    page = show("person", person)
    card = card_of(page, "identity")
    card.edit()
    write(line_of(card, "birth"), "перед Рождеством")
    page.leave(at_once=True)
    real_kit.desk.lock()
    desk = live.vaults.unlock(live.vaults.sample_folder, SAMPLE_WORDS)
    draft = desk.drafts.load(f"section/person/{person}/identity")
    assert draft is not None
    assert draft["birth"] == "перед Рождеством"


def test_recording_and_discarding_drop_the_draft(show: Open, real_kit: PageKit) -> None:
    person = of(real_kit, "person", description="a man")
    key = f"section/person/{person}/identity"
    page = show("person", person)
    card = card_of(page, "identity")
    card.edit()
    write(line_of(card, "description"), "a tall man")
    page._drafts.flush()
    assert real_kit.desk.drafts.load(key)
    page.perform(Act.RECORD)
    assert real_kit.desk.drafts.load(key) is None
    assert view_of(page).fields["description"].value == "a tall man"
    card = card_of(page, "identity")
    card.edit()
    write(line_of(card, "description"), "a short man")
    page._drafts.flush()
    card._on_drop()
    assert real_kit.desk.drafts.load(key) is None
    assert view_of(page).fields["description"].value == "a tall man"


def test_a_draft_never_replaces_what_its_author_had_not_read(show: Open, real_kit: PageKit) -> None:
    """What came in between stays beside it, as a conflict."""
    person = of(real_kit, "person", occupation="driver")
    page = show("person", person)
    card = card_of(page, "background")
    card.edit()
    write(line_of(card, "occupation"), "student")
    page.perform(Act.LEAVE)
    real_kit.desk.records.save("person", person, {"occupation": "teacher"}, "Meanwhile")
    again = show("person", person)
    card_of(again, "background").edit()
    again.perform(Act.RECORD)
    field = real_kit.desk.records.get(person).fields["occupation"]
    assert field.conflict
    assert {one.value for one in field.standing} == {"student", "teacher"}


def test_a_failed_write_leaves_the_form_as_it_was(show: Open, real_kit: PageKit) -> None:
    page = show("person", of(real_kit, "person", description="a man"))
    card = card_of(page, "identity")
    card.edit()
    write(line_of(card, "description"), "hidden \u202e character")
    page.perform(Act.RECORD)
    assert card.form is not None
    assert card.form.isEnabled()
    assert "cannot be seen" in texts(card)
    assert line_of(card, "description").text() == "hidden \u202e character"


# --- gaps and warnings at their field


def test_a_gap_opens_the_field_that_closes_it(show: Open, real_kit: PageKit) -> None:
    victim = of(real_kit, "person", description="a man")
    moment = real_kit.desk.readings.moment("7 January 2022, 18:00").value
    act = of(real_kit, "act", act_type="detention", victim=victim, start=moment)
    page = show("act", act)
    lines = [line for line in page.findChildren(NoteLine) if line._note.field == "protocol"]
    assert lines
    lines[0].cure.click()
    card = card_of(page, "detention")
    assert card.form is not None
    assert page.focusWidget() is card.form.boxes["protocol"].editor.focusProxy()


def test_one_key_walks_the_gaps(show: Open, real_kit: PageKit) -> None:
    victim = of(real_kit, "person", description="a man")
    act = of(real_kit, "act", act_type="detention", victim=victim,
             start=real_kit.desk.readings.moment("7 January 2022").value)
    page = show("act", act)
    assert page.can(Act.GAP)
    assert page.perform(Act.GAP)
    assert card_of(page, "detention").form is not None


def test_a_gap_of_consent_begins_a_consent_that_names_the_person(show: Open, real_kit: PageKit) -> None:
    person = of(real_kit, "person", description="a man")
    page = show("person", person)
    note = next(note for note in view_of(page).notes if note.cure is not None and note.cure.type == "consent")
    page._on_cured(note)
    assert view_of(page).type == "consent"
    card = card_of(page, "main")
    assert card.form is not None
    write(line_of(card, "cannot_ask"), "missing")
    page.perform(Act.RECORD)
    assert view_of(page).fields["subject"].value == person


def test_an_address_with_a_field_opens_its_section(show: Open, real_kit: PageKit) -> None:
    person = of(real_kit, "person", description="a man")
    page = show("person", of(real_kit, "person", description="a woman"))
    page.show_address(Address(type="person", id=person, field="occupation"))
    card = card_of(page, "background")
    assert card.form is not None
    assert page.focusWidget() is card.form.boxes["occupation"].editor.focusProxy()


def test_release_before_arrest_is_said_and_kept(show: Open, real_kit: PageKit) -> None:
    read = real_kit.desk.readings.moment
    act = of(real_kit, "act", act_type="detention", victim=of(real_kit, "person", description="x"),
             detained=read("8 January 2022, 10:00").value, ended=read("7 January 2022, 10:00").value)
    page = show("act", act)
    assert "This lies before what it must follow." in texts(page)


def test_a_lookalike_letter_is_said_while_typing_and_does_not_block(show: Open, real_kit: PageKit) -> None:
    page = show("person", of(real_kit, "person", description="a man"))
    card = card_of(page, "identity")
    card.edit()
    write(line_of(card, "description"), "Aхметов")  # a Latin A
    assert card.form is not None
    card.form._hints.timeout.emit()
    assert "mixes Latin and Cyrillic" in card.form.boxes["description"].remark.text()
    page.perform(Act.RECORD)
    assert view_of(page).fields["description"].value == "Aхметов"


# --- names


def test_a_name_shows_its_language_and_script(show: Open, real_kit: PageKit) -> None:
    names = (PersonName("Ахметов Данияр", script="Cyrl", language="ru"),
             PersonName("Akhmetov Daniyar", script="Latn", language="en", kind="transliteration"))
    page = show("person", of(real_kit, "person", names=names))
    words = texts(card_of(page, "identity"))
    assert "Ахметов Данияр (Russian, Cyrillic)" in words
    assert "Akhmetov Daniyar (Other spelling, English, Latin)" in words


# --- sensitive values


def test_a_telephone_is_covered_until_asked_for_and_again_on_leaving(show: Open, real_kit: PageKit) -> None:
    person = of(real_kit, "person", description="a man", phone="+7 701 000 00 00", safe_channel="only by evening")
    page = show("person", person)
    assert "+7 701" not in texts(page)
    assert "only by evening" not in texts(page)
    covered = card_of(page, "contact").findChildren(Covered)
    for each in covered:
        each.show_button.click()
    assert "+7 701" in texts(page)
    page.leave()
    assert "+7 701" not in texts(page)


def test_a_form_covers_them_too(show: Open, real_kit: PageKit) -> None:
    page = show("person", of(real_kit, "person", description="a man", phone="+7 701 000 00 00"))
    card = card_of(page, "contact")
    card.edit()
    assert card.form is not None
    assert card.form.boxes["phone"].editor.isHidden()
    card.form.boxes["phone"].reveal.click()
    assert not card.form.boxes["phone"].editor.isHidden()
    assert card.form.changes() == {}


# --- links


def test_links_stand_in_both_directions_with_numbers_and_a_page_at_a_time(show: Open, real_kit: PageKit) -> None:
    place = of(real_kit, "place", name_ru="Хаб")
    victim = of(real_kit, "person", description="a man")
    for _ in range(9):
        of(real_kit, "act", act_type="detention", victim=victim, place=place)
    page = show("place", place)
    group = next(group for group in view_of(page).groups if "Acts" in group.label)
    assert (group.count, len(group.links)) == (9, 6)
    assert "(9)" in texts(page.links)
    box = next(each for each in page.links.findChildren(QWidget) if hasattr(each, "more"))
    box.more.click()
    assert box.shown == 9
    act = show("act", real_kit.desk.records.get(place).links[0].id)
    assert {link.id for link in view_of(act).links} >= {place, victim}


# --- withdrawing, adding to a case


def test_a_record_is_withdrawn_with_its_reason_and_taken_back(show: Open, real_kit: PageKit) -> None:
    person = of(real_kit, "person", description="a man")
    page = show("person", person)
    page.head.choose("withdraw")
    page.head.reason.setText("the same man twice")
    page.head._on_withdraw()
    assert view_of(page).withdrawn
    assert view_of(page).fields["retraction_reason"].value == "the same man twice"
    assert "Withdrawn" in texts(page.head)
    page.head.choose("back")
    assert not view_of(page).withdrawn


def test_a_person_is_added_to_a_case(show: Open, real_kit: PageKit) -> None:
    person, case = of(real_kit, "person", description="a man"), of(real_kit, "case", title="A case")
    page = show("person", person)
    page.head.joined.emit(case)
    assert real_kit.desk.records.get(case).fields["persons"].value == (person,)


# --- who wrote it


def test_one_key_says_who_wrote_each_value(show: Open, real_kit: PageKit) -> None:
    page = show("person", of(real_kit, "person", description="a man"))
    assert real_kit.desk.author not in texts(card_of(page, "identity"))
    page.perform(Act.WHO)
    assert real_kit.desk.author in texts(card_of(page, "identity"))
    page.perform(Act.WHO)
    assert real_kit.desk.author not in texts(card_of(page, "identity"))


def test_the_arrows_walk_the_sections(show: Open, real_kit: PageKit, qtbot: QtBot) -> None:
    page = show("person", of(real_kit, "person", description="a man"))
    page.activateWindow()
    first, second = card_of(page, "identity"), card_of(page, "background")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert page.focusWidget() is second
    drop_deleted()
