"""Forms from specs: every kind has an editor and a reader, values survive load and collect, problems stand in place."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from caseapp.domain.moment import Moment
from caseapp.domain.names.identifier import Identifier
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.spec import FieldSpec, Kind, OnlyWhen
from caseapp.domain.values import BlobRef, Point
from tests.support.desk import SPECS, Desk, person_named
from tests.ui.keyboard import EN, KK, RU, Keyboard
from ui.forms.editors import EDITORS, MomentEditor, RefEditor
from ui.forms.kit import FormKit, NothingChosen, NotUnderstood
from ui.forms.readers import READERS, read_value
from ui.forms.record_form import RecordForm, defaults, offered
from ui.widgets.fields import DigitsLine

VALUES: dict[Kind, Any] = {
    Kind.LINE: "Қыдыров & <b>сыновья</b>",
    Kind.TEXT: "Первая строка.\n\nҮшінші жол: Ә Ғ Қ Ң Ө Ұ Ү Һ І",
    Kind.INTEGER: 27,
    Kind.FLAG: True,
    Kind.TERM: "male",
    Kind.TERMS: ("kz", "ru"),
    Kind.MOMENT: Moment("2022-01-07T18:40", zone="Asia/Almaty"),
    Kind.NAMES: (PersonName("Ахметов Данияр Серікұлы", "Ахметов", "Данияр", "Серікұлы", "Cyrl", "kk"),
                 PersonName("Akhmetov Daniyar", "Akhmetov", "Daniyar", "", "Latn", "en", "transliteration")),
    Kind.IDENTIFIERS: (Identifier("iin", "010101100008", note="test"),),
    Kind.REF: "0" * 31 + "1",
    Kind.REFS: ("0" * 31 + "1", "0" * 31 + "2"),
    Kind.ANSWER: "conditional",
    Kind.BLOB: BlobRef("ab" * 32, 12345, "application/pdf"),
    Kind.POINT: Point(43_238_000, 76_945_000),
}
VOCABULARY = {Kind.TERM: "sex", Kind.TERMS: "country", Kind.ANSWER: "consent_answer"}


def spec_of(kind: Kind) -> FieldSpec:
    return FieldSpec(kind, "Field", vocabulary=VOCABULARY.get(kind, ""), targets=("person",), name="field")


def test_every_kind_has_an_editor_and_a_reader() -> None:
    assert set(EDITORS) == set(Kind)
    assert set(READERS) == set(Kind)
    assert set(VALUES) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_a_value_survives_its_editor(kind: Kind, forms: FormKit, qtbot: QtBot) -> None:
    editor = EDITORS[kind](spec_of(kind), forms)
    qtbot.addWidget(editor)
    editor.load(VALUES[kind])
    assert editor.collect() == VALUES[kind]
    assert read_value(spec_of(kind), VALUES[kind], forms)


@pytest.mark.parametrize("kind", Kind)
def test_a_blank_stays_blank(kind: Kind, forms: FormKit, qtbot: QtBot) -> None:
    editor = EDITORS[kind](spec_of(kind), forms)
    qtbot.addWidget(editor)
    editor.load(None)
    assert editor.collect() in (None, (), False)


@pytest.mark.parametrize("type_", SPECS)
def test_every_section_of_every_type_becomes_a_form_that_changes_nothing(
    type_: str, forms: FormKit, desk: Desk, qtbot: QtBot
) -> None:
    stored = [values for each, values in desk.records.stored.values() if each == type_][:3]
    for section in SPECS[type_].sections:
        form = RecordForm(SPECS[type_], section.key, forms)
        qtbot.addWidget(form)
        for values in [*stored, {}]:
            form.load(values)
            assert form.problems() == ()
            assert form.changes() == {}
        for box in form.boxes.values():
            assert box.editor.objectName() == f"{type_}.{box.spec.name}"


def test_one_change_is_the_only_change(forms: FormKit, desk: Desk, qtbot: QtBot) -> None:
    form = RecordForm(SPECS["person"], "background", forms)
    qtbot.addWidget(form)
    form.load(desk.records.stored[person_named(desk, "Лим")][1])
    line = form.boxes["occupation"].editor.focusProxy()
    line.setText("  врач ")
    assert form.changes() == {"occupation": "врач"}
    line.setText("")
    assert form.changes() == {"occupation": ""}


def test_blank_is_what_the_record_stores_for_blank() -> None:
    blank = defaults(SPECS["person"].struct)
    assert (blank["names"], blank["birth"], blank["occupation"]) == ((), None, "")


def test_a_date_that_nobody_can_read_stands_beside_its_field(forms: FormKit, qtbot: QtBot) -> None:
    form = RecordForm(SPECS["person"], "identity", forms)
    qtbot.addWidget(form)
    form.load({})
    form.boxes["birth"].editor.focusProxy().setText("32 января")
    assert [problem.field for problem in form.problems()] == ["birth"]
    assert not form.boxes["birth"].problem.isHidden()
    assert form.boxes["birth"].editor.focusProxy().property("problem") is True
    form.boxes["birth"].editor.focusProxy().setText("1994")
    assert form.problems() == ()
    assert form.boxes["birth"].problem.isHidden()


def test_a_refusal_finds_its_field_by_label(forms: FormKit, qtbot: QtBot) -> None:
    form = RecordForm(SPECS["person"], "identity", forms)
    qtbot.addWidget(form)
    assert form.show_problem(SPECS["person"].fields["birth"].label, "no")
    assert not form.show_problem("Nothing like this", "no")


def test_what_was_understood_is_shown(forms: FormKit, qtbot: QtBot) -> None:
    editor = MomentEditor(spec_of(Kind.MOMENT), forms)
    qtbot.addWidget(editor)
    editor.line.setText("7 янв вечером")
    editor.line.textEdited.emit("7 янв вечером")
    assert editor.understood.text() == "7 January 2022, 18:00–24:00 (UTC+6)"
    editor.line.setText("вечером 32")
    with pytest.raises(NotUnderstood):
        editor.collect()


def test_an_untouched_moment_keeps_what_words_cannot_carry(forms: FormKit, qtbot: QtBot) -> None:
    editor = MomentEditor(spec_of(Kind.MOMENT), forms)
    qtbot.addWidget(editor)
    stored = Moment("2022-01-07T18:40", zone="Asia/Aqtobe")
    editor.load(stored)
    assert editor.collect() is stored
    editor.line.setText(editor.line.text() + " ")
    assert editor.collect() == stored


def test_a_reference_is_found_in_every_spelling_and_text_alone_is_refused(
    forms: FormKit, desk: Desk, qtbot: QtBot
) -> None:
    editor = RefEditor(spec_of(Kind.REF), forms)
    qtbot.addWidget(editor)
    editor.field.line.setText("akhmetov")
    with pytest.raises(NothingChosen):
        editor.collect()
    editor.field.line.textEdited.emit("akhmetov daniyar")
    editor.field.line.entered.emit()
    assert editor.collect() == person_named(desk, "Ахметов")


@pytest.mark.parametrize(("values", "shown"), [({"kind": "a"}, True), ({"kind": "b"}, False), ({}, False)])
def test_a_condition_hides_what_does_not_apply(values: dict[str, object], shown: bool) -> None:
    assert offered(OnlyWhen("kind", ("a",)), values) is shown
    assert offered(None, values)


@pytest.mark.parametrize(("width", "columns"), [(700, 1), (760, 2), (900, 2)])
def test_two_columns_where_there_is_room(
    app: QApplication, forms: FormKit, qtbot: QtBot, width: int, columns: int
) -> None:
    form = RecordForm(SPECS["person"], "background", forms)
    qtbot.addWidget(form)
    form.load({})
    form.resize(width, 900)
    form.show()
    for _ in range(5):
        app.processEvents()
    assert (form.boxes["workplace"].x() > 0) is (columns == 2)


def test_foreign_text_is_never_markup(forms: FormKit, qtbot: QtBot) -> None:
    form = RecordForm(SPECS["person"], "identity", forms)
    qtbot.addWidget(form)
    form.load({"description": "<img src='x'><b>bold</b>"})
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in form.findChildren(QLabel))
    assert QLabel("x").textFormat() is Qt.TextFormat.AutoText


@pytest.mark.parametrize("layout", [EN, RU, KK])
def test_a_number_reads_the_number_row_in_every_layout(forms: FormKit, qtbot: QtBot, layout: str) -> None:
    line = DigitsLine(forms.look)
    qtbot.addWidget(line)
    line.show()
    line.setFocus()
    keys = Keyboard(line, layout)
    keys.digits("2047")
    keys.type("a" if layout == EN else "ы")
    assert line.text() == "2047"
    assert line.mark() == "0–9"


def test_kazakh_letters_come_in_by_input_method(forms: FormKit, qtbot: QtBot) -> None:
    editor = EDITORS[Kind.LINE](spec_of(Kind.LINE), forms)
    qtbot.addWidget(editor)
    event = QInputMethodEvent()
    event.setCommitString("Өмірханқызы")
    QApplication.sendEvent(editor.focusProxy(), event)
    assert editor.collect() == "Өмірханқызы"


@pytest.mark.parametrize(("released", "odd"), [("6 Jan 2022", True), ("8 Jan 2022", False), ("", False)])
def test_a_release_before_the_arrest_is_said_while_it_is_typed(
    forms: FormKit, qtbot: QtBot, released: str, odd: bool
) -> None:
    form = RecordForm(SPECS["act"], "detention", forms)
    qtbot.addWidget(form)
    form.load({"detained": Moment("2022-01-07", zone="Asia/Almaty")})
    box = form.boxes["ended"]
    QTest.keyClicks(box.editor.focusProxy() or box.editor, released)
    qtbot.waitUntil(lambda: bool(box.remark.text()) is odd or not odd)
    qtbot.wait(400)
    assert (box.remark.text() == "This lies before what it must follow.") is odd
    assert form.problems() == (), "it blocks nothing: a clock may have been wrong"


def test_what_contradicts_itself_is_said_as_the_form_opens(forms: FormKit, qtbot: QtBot) -> None:
    person = RecordForm(SPECS["person"], "identity", forms)
    qtbot.addWidget(person)
    person.load({"identifiers": (Identifier("iin", "010101300008"),), "birth": Moment("1990-05-01")})
    assert "another birth date" in person.boxes["identifiers"].remark.text()
