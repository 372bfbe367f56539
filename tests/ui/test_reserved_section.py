"""A section that is for clinicians: read only with the reason in words, until the profile says that this is one."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.test_record_page import card_of, texts
from ui.pages.page import PageKit
from ui.pages.record_page import RecordPage
from ui.pages.section_card import FOR_CLINICIANS
from ui.pages.settings.me_page import MePage

Open = Callable[[str], RecordPage]


@pytest.fixture
def show(real_kit: PageKit, qtbot: QtBot) -> Open:
    def open_(id_: str) -> RecordPage:
        made = RecordPage(real_kit)
        qtbot.addWidget(made)
        made.resize(900, 800)
        made.show()
        made.show_record("medical_finding", id_)
        return made

    return open_


def test_the_reason_stands_where_the_button_would_be(show: Open, real_kit: PageKit, qtbot: QtBot) -> None:
    person = real_kit.desk.records.save("person", None, {"description": "a man"}, "Test").ids[0]
    id_ = real_kit.desk.records.save("medical_finding", None, {"person": person}, "Test").ids[0]
    page = show(id_)
    card = card_of(page, "interpretation")
    card.edit()
    assert card.form is None
    assert not card.edit_button.isVisible()
    assert FOR_CLINICIANS in texts(card)
    assert "Add a field…" not in texts(card)
    assert "Add a field…" in texts(card_of(page, "found"))
    assert FOR_CLINICIANS not in texts(card_of(page, "found")), "control: other sections are everybody's"
    me = MePage(real_kit)
    qtbot.addWidget(me)
    me.show()
    me.reload()
    me.clinician.setText("forensic doctor, 117")
    me.clinician_button.click()
    again = show(id_)
    card = card_of(again, "interpretation")
    assert FOR_CLINICIANS not in texts(card)
    card.edit()
    assert card.form is not None


def test_do_not_ask_again_is_said_at_the_head_of_the_person(real_kit: PageKit, qtbot: QtBot) -> None:
    save = real_kit.desk.records.save
    person, other = (save("person", None, {"description": text}, "Test").ids[0] for text in ("a man", "a woman"))
    save("interview", None, {"person": person, "ask_no_more": True}, "Test")
    page = RecordPage(real_kit)
    qtbot.addWidget(page)
    page.show()
    page.show_record("person", person)
    assert "asked not to be interviewed again" in texts(page.head)
    page.show_record("person", other)
    assert "asked not to be interviewed again" not in texts(page.head)
