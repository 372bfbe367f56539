"""Terms of ours: added where they are missed and in Settings, retired, and met with those of a colleague."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.domain.listing import Facet, FacetKind, Query
from caseapp.domain.seeds import steady_id
from caseapp.services import gazetteer
from caseapp.services.edits import Edit, UnknownTerm
from caseapp.services.terms import AlreadyThere, ClosedList, NoLabel
from tests.support.colleagues import Colleagues, person
from tests.support.desk import RESOURCES
from tests.support.live import Live
from tests.ui.conftest import ENGLISH, drop_deleted
from ui.bridge.inline import InlineRunner
from ui.forms.editors import TermEditor
from ui.forms.list_editors import TermsEditor
from ui.forms.new_term import NEW
from ui.pages.page import PageKit
from ui.pages.settings.terms_page import TermsPage
from ui.style.icons import Icons
from ui.style.look import Look
from ui.style.tokens import LIGHT


@pytest.fixture
def colleagues(live: Live, tmp_path: Path) -> Iterator[Colleagues]:
    made = Colleagues(live, tmp_path / "colleagues")
    yield made
    made.close()


@pytest.fixture
def kit(app: QApplication, colleagues: Colleagues) -> PageKit:
    return PageKit(colleagues.desk, ENGLISH, Look(LIGHT, Icons(RESOURCES / "icons")), InlineRunner())


def offered(colleagues: Colleagues, list_: str, day: str = "") -> list[str]:
    return [choice.label for choice in colleagues.desk.vocabularies.choices(list_, day)]


def test_a_term_is_added_from_the_field_that_lacks_it(kit: PageKit, colleagues: Colleagues, qtbot: QtBot) -> None:
    specs = kit.desk.records.specs()
    editor = TermsEditor(specs["act"].fields["means"], kit.form_kit({}))
    qtbot.addWidget(editor)
    editor.show()
    editor.choice.setCurrentIndex(editor.choice.findData(NEW))
    editor.choice.activated.emit(editor.choice.currentIndex())
    assert editor.adder.form is not None
    editor.adder.form.line.setText("Paving stone")
    editor.adder.form.add_button.click()
    assert editor.adder.form is None
    found = editor.collect()
    assert isinstance(found, tuple)
    (term,) = found
    assert colleagues.desk.vocabularies.label("means", term) == "Paving stone"
    act = colleagues.desk.records.save("act", None, {"act_type": "injury", "means": (term,)}, "Change").ids[0]
    assert colleagues.desk.records.get(act).fields["means"].value == (term,)


def test_lists_by_which_the_program_decides_take_none(kit: PageKit, colleagues: Colleagues, qtbot: QtBot) -> None:
    field = kit.desk.records.specs()["account"].fields["credibility"]
    editor = TermEditor(field, kit.form_kit({}))
    qtbot.addWidget(editor)
    assert editor.choice.findData(NEW) < 0
    terms = colleagues.here.terms
    for list_, labels, error in (("credibility", {"en": "7"}, ClosedList), ("means", {"en": " "}, NoLabel),
                                 ("means", {"ru": "собака"}, AlreadyThere)):
        with pytest.raises(error):
            terms.add(list_, labels, "add")


def test_a_term_retired_is_read_on_old_records_and_not_offered_for_new_ones(
    kit: PageKit, colleagues: Colleagues, qtbot: QtBot,
) -> None:
    page = TermsPage(kit)
    qtbot.addWidget(page)
    page.show()
    page.list.choose("means")
    page.list.activated.emit(page.list.currentIndex())
    page.labels["ru"].setText("Шлакоблок")
    page.labels["en"].setText("Cinder block")
    page.add_button.click()
    assert page.labels["ru"].text() == ""
    assert offered(colleagues, "means")[-1] == "Cinder block"
    term = page.lines[-1].id
    act = colleagues.desk.records.save("act", None, {"act_type": "injury", "means": (term,)}, "Change").ids[0]
    page.terms.setCurrentRow(len(page.lines) - 1)
    assert page.retire_button.isEnabled()
    page.retire_button.click()
    assert "Cinder block" not in offered(colleagues, "means")
    yesterday = (colleagues.desk._vault.today() - dt.timedelta(days=1)).isoformat()
    assert "Cinder block" in offered(colleagues, "means", yesterday)
    assert colleagues.desk.vocabularies.label("means", term) == "Cinder block"
    assert colleagues.desk.records.get(act).fields["means"].value == (term,)
    page.terms.setCurrentRow(0)
    assert not page.retire_button.isEnabled()  # a term of the program
    page.terms.setCurrentRow(len(page.lines) - 1)
    page.retire_button.click()
    assert "Cinder block" in offered(colleagues, "means")
    page.close()
    drop_deleted()


def test_terms_of_two_vaults_meet(colleagues: Colleagues) -> None:
    omarov = colleagues.colleague("Omarov")
    theirs = omarov.terms.add("means", {"ru": "Шлакоблок"}, "add").ids[0]
    colleagues.here.terms.add("means", {"ru": "Камень"}, "add")
    act = omarov.records.new_id()
    victim = person(omarov, "Ахметов Данияр")
    case = omarov.records.new_id()
    omarov.records.save([
        Edit("act", act, {"act_type": "injury", "victim": victim, "means": (f"t_{theirs}",)}),
        Edit("case", case, {"title": "Case", "persons": (victim,)})], "Change")
    with colleagues.here.exchange.preview(colleagues.file(omarov, "part.casepkg", case)) as incoming:
        incoming.take_in()
    found = colleagues.desk.records.get(act)  # a part of the vault brought its words along
    means = found.fields["means"].value
    assert isinstance(means, tuple)
    assert colleagues.desk.vocabularies.label("means", means[0]) == "Шлакоблок"
    assert set(offered(colleagues, "means")) >= {"Шлакоблок", "Камень"}
    values = colleagues.desk.lists.values(Query("act"), Facet(FacetKind.CHOICES, "means",
                                                              spec=colleagues.desk._vault.specs["act"].fields["means"]))
    assert [value.label for value in values] == ["Шлакоблок"]


def test_a_term_of_nobody_is_refused(colleagues: Colleagues) -> None:
    """The control: what is accepted is what is in a list, not whatever looks like a term of ours."""
    act = colleagues.here.records.new_id()
    with pytest.raises(UnknownTerm):
        colleagues.here.records.save([Edit("act", act, {"means": ("t_" + "0" * 32,)})], "x")


def test_places_and_bodies_are_added_once_and_the_same_in_every_vault(kit: PageKit, colleagues: Colleagues,
                                                                      qtbot: QtBot) -> None:
    page = TermsPage(kit)
    qtbot.addWidget(page)
    page.show()
    assert page.bringing.isVisible()
    page.bring_button.click()
    assert not page.bringing.isVisible()
    records = colleagues.desk.records
    assert steady_id("place", "semey") in records.ids("place")
    assert records.get(steady_id("organisation", "arystan")).fields["parent"].value == steady_id("organisation", "knb")
    assert [hit.id for hit in colleagues.desk.search.find("ЛА-155/18", 5, ("place",))] == [
        steady_id("place", "sizo_la155_18")]
    before = len(records.ids("place"))
    omarov = colleagues.colleague("Omarov")
    gazetteer.add(omarov, RESOURCES, "add")
    with colleagues.here.exchange.preview(colleagues.file(omarov, "all.casepkg")) as incoming:
        incoming.take_in()
    assert len(records.ids("place")) == before
    page.close()
    drop_deleted()
