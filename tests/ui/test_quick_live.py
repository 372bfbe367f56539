"""The quick page over a real vault: who is known, lists, what is kept, what looks wrong, drafts, what comes after."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.domain.moment import Moment
from tests.support.live import Live
from tests.ui.keyboard import EN, Keyboard
from ui.address import Address
from ui.desk.desk import VaultDesk
from ui.pages.page import PageKit
from ui.pages.quick_list import LONGEST, bounded
from ui.pages.quick_page import QuickPage
from ui.ports import MOST_LISTED, Recorded
from ui.widgets.suggest import SuggestField


@pytest.fixture
def page(real_kit: PageKit, qtbot: QtBot) -> QuickPage:
    made = QuickPage(real_kit)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def typed(field: object, text: str) -> None:
    line = field.line if isinstance(field, SuggestField) else field
    line.setText(text)  # type: ignore[attr-defined]
    line.textEdited.emit(text)  # type: ignore[attr-defined]


def count(page: QuickPage, type_: str) -> int:
    return len(page.kit.desk.records.ids(type_))


def recorded(page: QuickPage) -> list[Recorded]:
    made: list[Recorded] = []
    page.recorded.connect(made.append)
    return made


def paused(page: QuickPage) -> None:
    page._pause.timeout.emit()


# --- who is known


def test_people_are_offered_across_scripts_with_what_tells_them_apart(page: QuickPage) -> None:
    typed(page.who, "Akhmetov Daniyar, 27, m")
    hit = page.who.hits()[0]
    assert "Ахметов" in hit.title or "Akhmetov" in hit.title
    assert "born about 1994" in hit.facts
    assert "7 Jan 2022" in hit.facts
    before = count(page, "person")
    made = recorded(page)
    page.who.line.entered.emit()
    typed(page.when, "8 jan")
    page.record_button.click()
    assert made[0].person_id == hit.id
    assert count(page, "person") == before


@pytest.mark.parametrize("text", ["unknown man, about 30", "Неизвестный мужчина, около 30", "man about 30"])
def test_a_person_without_a_name_is_never_offered_nor_offers_anybody(page: QuickPage, text: str) -> None:
    """The sample holds an unknown man of about 30; he stays who he is."""
    assert any("Неизвестный" in row.title for row in page.kit.desk.records.rows(page.kit.desk.records.ids("person")))
    typed(page.who, text)
    assert page.who.hits() == ()
    typed(page.who, "Неизв")
    assert page.who.hits() == ()
    typed(page.who, "Ахметов")
    assert page.who.hits()  # the search itself works


def test_who_was_there_stands_beside_and_nothing_is_lost(page: QuickPage) -> None:
    typed(page.who, "Zhanov Aidos")
    typed(page.when, "9 jan evening")
    typed(page.where, "Almaty")
    page.where.line.entered.emit()
    assert page.where.chosen
    page.record_button.click()
    typed(page.who, "Sadykov")
    typed(page.when, "9 jan 20:00")
    typed(page.where, "Almaty")
    page.where.line.entered.emit()
    paused(page)
    assert page.known.there.text() == "Same night, same place: 1 person"
    assert "Zhanov Aidos" in page.known.people.text()
    assert (page.who.text(), page.when.text()) == ("Sadykov", "9 jan 20:00")


def test_times_are_read_in_the_zone_of_the_place(page: QuickPage) -> None:
    typed(page.when, "7 jan evening")
    assert page.rows["when"].understood.text() == "7 January 2022, 18:00–24:00 (UTC+6)"
    typed(page.where, "Aktau")
    page.where.line.entered.emit()
    assert "Aktau (UTC+5)" in page.rows["when"].understood.text()


# --- presets and what belongs to one kind of act


def test_preset_buttons_choose_and_are_off_the_tab_path(page: QuickPage) -> None:
    page.presets.buttons["injury"].click()
    assert page.what.chosen() == "injury"
    assert page.presets.buttons["injury"].isChecked()
    assert page.rows["still"].isHidden()
    page.what.choose("detention")
    assert not page.presets.buttons["injury"].isChecked()
    assert not page.rows["still"].isHidden()
    assert all(each.focusPolicy() == Qt.FocusPolicy.ClickFocus for each in page.presets.buttons.values())


# --- a list of names


def paste(page: QuickPage, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    page.who.line.setFocus()
    QTest.keyClick(page.who.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_pasted_list_makes_one_record_a_line_and_one_undo(page: QuickPage) -> None:
    page.kit.desk.undoing.next()  # the sitting begins
    persons, acts = count(page, "person"), count(page, "act")
    paste(page, "Жанов Айдос, 27, м\n\nunknown man, about 30\nFхметов Ерлан\n")
    assert page.listing()
    assert page.names.summary.text() == "3 people, one record each"
    shown = page.names.model.stringList()
    assert shown[0].startswith("1  surname Жанов")
    assert shown[1].startswith("2  a person without a name") or shown[1].startswith("3  a person without a name")
    assert "▲" in shown[2]
    assert "Ахметов" in shown[2]
    typed(page.when, "8 jan")
    made = recorded(page)
    page.record_button.click()
    assert made[0].count == 3
    assert (count(page, "person"), count(page, "act")) == (persons + 3, acts + 3)
    assert not page.listing()
    page.kit.desk.undoing.undo()
    assert (count(page, "person"), count(page, "act")) == (persons, acts)


def test_one_line_is_pasted_as_one_person(page: QuickPage) -> None:
    paste(page, "Жанов Айдос, 27, м")
    assert not page.listing()
    assert page.who.text() == "Жанов Айдос, 27, м"


def test_a_line_that_cannot_be_stored_is_said_by_its_number_and_nothing_is_recorded(page: QuickPage) -> None:
    before = count(page, "person")
    paste(page, "Жанов Айдос\nЛим\u202e А.\n")
    assert "1 line with a problem" in page.names.summary.text()
    typed(page.when, "8 jan")
    page.record_button.click()
    assert count(page, "person") == before
    assert page.names.summary.text().startswith("Line 2:")


def test_no_more_than_five_hundred_and_no_megabyte(page: QuickPage) -> None:
    paste(page, "\n".join(f"Person {number}" for number in range(800)))
    assert len(page.names.names()) == MOST_LISTED
    assert "no more than 500 at once" in page.names.summary.text()
    assert len(bounded("x" * 1_000_000)) == LONGEST


def test_back_to_one_person(page: QuickPage) -> None:
    paste(page, "Жанов\nЛим")
    page.names.one.click()
    assert not page.listing()
    assert page.who.text() == "Жанов"


# --- what looks wrong


def test_the_other_layout_is_offered_and_taken(page: QuickPage) -> None:
    typed(page.who, "F[vtnjd Lfybzh")
    paused(page)
    row = page.rows["who"]
    assert "Ахметов Данияр" in row.warning.text()
    row.use.click()
    assert page.who.text() == "Ахметов Данияр"
    assert page.who.hits()
    paused(page)
    assert row.warning.isHidden()


def test_a_release_before_the_arrest_is_said_and_recorded(page: QuickPage) -> None:
    typed(page.who, "Zhanov")
    typed(page.when, "8 jan")
    page.still.choose("released")
    typed(page.released, "5 jan")
    paused(page)
    assert page.rows["still"].warning.text() == "▲ The release lies before the detention."
    made = recorded(page)
    page.record_button.click()
    assert len(made) == 1


@pytest.mark.parametrize("text", ["Ах\u202eметов", "Ах\x07метов", "x" * 30_000])
def test_hidden_characters_and_a_flood_are_refused_at_the_field(page: QuickPage, text: str) -> None:
    before = count(page, "person")
    typed(page.who, text)
    assert page.rows["who"].problem.text()
    typed(page.when, "8 jan")
    page.record_button.click()
    assert count(page, "person") == before
    assert page.who.text() == text  # nothing typed is lost


def test_an_emoji_is_recorded_as_it_was_typed(page: QuickPage) -> None:
    typed(page.who, "Жанов 🙂")
    typed(page.when, "8 jan")
    made = recorded(page)
    page.record_button.click()
    view = page.kit.desk.records.get(made[0].person_id)
    assert "🙂" in str(view.fields["remarks"].value) + view.title


@pytest.mark.parametrize(("text", "words"), [
    ("32 jan", "There is no such day in the calendar."), ("01/02/2022", "Day and month could be read either way"),
])
def test_impossible_and_ambiguous_dates_block_in_words(page: QuickPage, text: str, words: str) -> None:
    typed(page.when, text)
    page.record_button.click()
    assert words in page.rows["when"].problem.text()


# --- the next victim


def test_place_time_incident_and_source_are_kept_and_go_one_by_one(page: QuickPage) -> None:
    typed(page.who, "Zhanov")
    typed(page.when, "8 jan evening")
    typed(page.where, "Newtown")
    typed(page.incident, "January, Newtown")
    typed(page.told_name, "Mother")
    page.agreed.choose("organisation_and_lawyer")
    page.next_button.click()
    assert list(page.kept.chips) == ["when", "where", "incident", "source"]
    assert page.agreed.chosen() == "not_asked"  # consent is each person's own
    places, sources, incidents = (count(page, type_) for type_ in ("place", "source", "incident"))
    typed(page.who, "Sadykov")
    page.next_button.click()
    assert [count(page, type_) for type_ in ("place", "source", "incident")] == [places, sources, incidents]
    page.kept.chips["source"].click()
    page.kept.chips["where"].click()
    assert list(page.kept.chips) == ["when", "incident"]
    assert page.where.text() == ""
    typed(page.who, "Third")
    page.record_button.click()
    assert count(page, "source") == sources + 1
    assert page.kept.isHidden()


# --- afterwards


def test_what_is_missing_leads_to_its_field(page: QuickPage) -> None:
    went: list[Address] = []
    page.went.connect(went.append)
    typed(page.who, "Zhanov")
    typed(page.when, "8 jan")
    made = recorded(page)
    page.record_button.click()
    assert "protocol time" in page.after.words.text()
    page.after.add_now.click()
    assert went == [Address(type="act", id=made[0].act_id, field="protocol")]
    page.after.later.click()
    assert page.after.isHidden()


def test_the_twelve_questions_open_on_their_own_record(page: QuickPage) -> None:
    went: list[Address] = []
    page.went.connect(went.append)
    typed(page.who, "Zhanov")
    typed(page.when, "8 jan")
    page.agreed.choose("more")
    made = recorded(page)
    page.record_button.click()
    assert went == [Address(type="consent", id=made[0].consent_id or "", field="store")]


def test_files_become_exhibits_of_the_act_and_the_person(page: QuickPage, tmp_path: Path) -> None:
    file = tmp_path / "paper.txt"
    file.write_text("invented", encoding="utf-8")
    before = set(page.kit.desk.records.ids("exhibit"))
    typed(page.who, "Zhanov")
    typed(page.when, "8 jan")
    page.files.show_paths([file])
    made = recorded(page)
    page.record_button.click()
    new = set(page.kit.desk.records.ids("exhibit")) - before
    assert len(new) == 1
    links = {link.id for link in page.kit.desk.records.get(new.pop()).links}
    assert {made[0].act_id, made[0].person_id} <= links
    assert page.files.paths == ()


# --- drafts


def test_several_drafts_are_put_aside_and_gone_on_with(page: QuickPage) -> None:
    typed(page.who, "Zhanov")
    typed(page.where, "Almaty")
    page.where.line.entered.emit()
    place = page.where.chosen
    page.aside_button.click()
    assert page.texts() == {}
    typed(page.who, "Sadykov")
    page.leave()
    notes = page.kit.desk.drafts.waiting()
    assert {note.title for note in notes} == {f"Zhanov, {page.kit.desk.records.get(place).title}", "Sadykov"}
    page.open_draft("quick")
    assert (page.who.text(), page.where.chosen) == ("Zhanov", place)
    typed(page.when, "8 jan")
    page.record_button.click()
    assert [note.title for note in page.kit.desk.drafts.waiting()] == ["Sadykov"]


def test_a_draft_of_a_list_comes_back_as_a_list(page: QuickPage, qtbot: QtBot) -> None:
    paste(page, "Жанов\nЛим")
    page.leave()
    again = QuickPage(page.kit)
    qtbot.addWidget(again)
    assert again.listing()
    assert again.names.names() == ["Жанов", "Лим"]


def test_typing_never_waits_for_the_disk(page: QuickPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between key and letter nothing is written: the draft goes when the timer says, by the writer's lane."""
    saved: list[str] = []
    monkeypatch.setattr(page.kit.desk.drafts, "save", lambda key, _draft: saved.append(key))
    keys = Keyboard(page, EN)
    page.who.line.setFocus()
    keys.type("Zhanov")
    assert page.who.text() == "Zhanov"
    assert saved == []
    page._draft_timer.timeout.emit()
    assert saved == ["quick"]


def test_a_moment_without_a_place_keeps_the_vaults_zone(page: QuickPage, live: Live, app: QApplication) -> None:
    typed(page.who, "Zhanov")
    typed(page.when, "8 jan 10:00")
    made = recorded(page)
    page.record_button.click()
    value = page.kit.desk.records.get(made[0].act_id).fields["start"].value
    assert value == Moment("2022-01-08T10:00", zone="Asia/Almaty")


# --- how they know, and terms of ours


def test_how_they_know_is_asked_after_who_told_and_nothing_is_said_unasked(page: QuickPage) -> None:
    assert page.how_known.chosen() == ""
    typed(page.who, "Ахметов Данияр")
    typed(page.when, "7 янв")
    page.how_known.choose("told_by_witness")
    before = set(page.kit.desk.records.ids("account"))
    assert page.texts()["how_known"] == "told_by_witness"
    page.record_button.click()
    (account,) = set(page.kit.desk.records.ids("account")) - before
    assert page.kit.desk.records.get(account).fields["how_known"].value == "told_by_witness"
    assert page.how_known.chosen() == ""  # nobody says it of the next one


def test_terms_of_ours_are_offered_at_once_and_the_answer_stays(page: QuickPage) -> None:
    desk = page.kit.desk
    assert isinstance(desk, VaultDesk)
    page.told_by.choose("witness")
    typed(page.when, "7 янв")
    for list_, label in (("act_type", "Kettling"), ("source_connection", "Neighbour of ours"),
                         ("how_known", "By radio"), ("perpetrator_type", "Druzhina")):
        desk._vault.session.terms.add(list_, {"en": label}, "add")
    desk._vault.session.vocabularies.refresh(desk._vault.session.near)
    page.start()
    for choice, label in ((page.what, "Kettling"), (page.told_by, "Neighbour of ours"), (page.how_known, "By radio"),
                          (page.by_whom, "Druzhina")):
        assert choice.itemText(choice.count() - 1) == label
    assert (page.told_by.chosen(), page.what.chosen(), page.how_known.chosen()) == ("witness", "detention", "")
    page.how_known.choose(str(page.how_known.itemData(page.how_known.count() - 1)))
    typed(page.who, "Лим А.")
    before = set(page.kit.desk.records.ids("account"))
    page.record_button.click()
    (account,) = set(page.kit.desk.records.ids("account")) - before
    known = page.kit.desk.records.get(account).fields["how_known"].value
    assert page.kit.desk.vocabularies.label("how_known", str(known)) == "By radio"
