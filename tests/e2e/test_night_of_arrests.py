"""A night of arrests as it happens: one incident, 14 victims of whom two are unknown men, three units, a beating, a
transfer at dawn, a lawyer refused, a judge on the third day; nobody is written down twice.

Through the window in Russian, over a real encrypted vault with real threads. The clock stands on 11 January 2022.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.domain.listing import KNOWN, Condition, Query
from caseapp.domain.moment import Moment
from tests.e2e.hour import ENTER, Hour, first_run
from tests.support.house import shell_of
from ui.actions import Act
from ui.address import Address
from ui.forms.editors import MomentEditor, RefEditor, TermEditor
from ui.pages.place_page import PlacePage
from ui.pages.record_head import NEAR
from ui.pages.record_page import RecordPage
from ui.ports import CountAsk, Lane

NAMED = (
    "Айтжанов Нұрлан, 34, м", "Бектурова Сауле, 29, ж", "Даулетов Ерлан, 41, м", "Ермеков Асхат, 17, м",
    "Жолдасбек Қайрат, 52, м", "Иманова Әсель, 23, ж", "Касенов Тимур, 38, м", "Лесбеков Марат, 45, м",
    "Мұқанов Дәурен, 31, м", "Нурпеисова Айгуль, 36, ж", "Оспанов Руслан, 27, м", "Пак Виктор, 60, м",
)
UNKNOWN = ("Неизвестный мужчина, около 30", "Неизвестный мужчина, около 45")
UNITS = ("СОБР", "Национальная гвардия", "Полиция Алматы")
NIGHT = "6 янв 23:00"
ZONE = "Asia/Almaty"


class Night:
    """What the monitor does at the window, and what she has then."""

    def __init__(self, hour: Hour) -> None:
        self.hour = hour

    def go(self, place: str, tab: str) -> PlacePage:
        shell = shell_of(self.hour.window)
        shell.show_address(Address(place=place, tab=tab))
        self.hour.settle()
        page = shell.page()
        assert isinstance(page, PlacePage)
        return page

    def record(self, type_: str, id_: str) -> Any:
        values = self.hour.view(id_)
        assert values.type == type_
        return {name: field.value for name, field in values.fields.items()}

    def all(self, type_: str) -> list[Any]:
        return [self.record(type_, id_) for id_ in self.hour.ids(type_)]

    def find(self, query: Query) -> set[str]:
        """What a list shows for a query, by the same port."""
        desk = self.hour.desk
        found = desk.lanes[Lane.READER].submit(desk.lists.find, query).result()
        return {found.ids[at : at + 16].hex() for at in range(0, len(found.ids), 16)}

    def select(self, place: str, tab: str, ids: set[str]) -> PlacePage:
        """Choose these lines in a list."""
        page = self.go(place, tab)
        pane = page.panes[tab]
        pane.view.clearSelection()
        rows = {pane.rows.ids_at(row, row)[0]: row for row in range(pane.rows.rowCount())}
        flags = pane.view.selectionModel().SelectionFlag
        for id_ in sorted(ids):
            pane.view.selectionModel().select(pane.rows.index(rows[id_], 0), flags.Select | flags.Rows)
        self.hour.settle()
        return page

    def for_each(self, place: str, tab: str, ids: set[str], add: tuple[str, str],
                 values: Mapping[str, str]) -> RecordPage:
        """Choose them, add one record for each, fill in its first section, record."""
        page = self.select(place, tab, ids)
        page.panes[tab].selection.adding.pick(*add)
        self.hour.settle()
        self.fill(page.record, values)
        page.record.perform(Act.RECORD)
        self.hour.settle()
        return page.record

    def fill(self, record: RecordPage, values: Mapping[str, str]) -> None:
        card = next(card for card in record.body.cards.values() if card.form is not None)
        assert card.form is not None
        for name, text in values.items():
            editor = card.form.boxes[name].editor
            if isinstance(editor, TermEditor):
                editor.choice.choose(text)
                assert editor.choice.chosen() == text, name
            elif isinstance(editor, RefEditor):
                editor.field.show_record(text, self.hour.view(text).title)
            else:
                line = editor.focusProxy()
                assert line is not None
                line.setFocus()
                self.hour.keys.type(text)
                assert not isinstance(editor, MomentEditor) or editor.understood.text(), text

    def new(self, place: str, tab: str, values: Mapping[str, str]) -> str:
        """An empty record of a list, its first section filled in."""
        before = set(self.hour.ids(tab))
        page = self.go(place, tab)
        page.panes[tab].add.click()
        self.hour.settle()
        self.fill(page.record, values)
        page.record.perform(Act.RECORD)
        self.hour.settle()
        (made,) = set(self.hour.ids(tab)) - before
        return made


@pytest.fixture
def night(folder: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Night]:
    """A vault of her own, with the night's fourteen written down from one pasted list."""
    hour = Hour(folder, qapp, qtbot)
    first_run(hour)
    hour.keys.chord("N")
    quick = shell_of(hour.window).quick
    QGuiApplication.clipboard().setText("\n".join((*NAMED, *UNKNOWN)))
    quick.who.line.setFocus()
    QTest.keyClick(quick.who.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hour.settle()
    quick.incident.line.setFocus()
    hour.keys.type("Ночь арестов")
    hour.settle()
    quick.when.setFocus()
    hour.keys.type(NIGHT)
    quick.where.line.setFocus()
    hour.keys.type("Алматы")
    hour.settle()
    hour.keys.chord("Enter")
    hour.settle()
    yield Night(hour)
    hour.close()


def test_the_night(night: Night) -> None:
    hour = night.hour
    people = set(hour.ids("person"))
    assert len(people) == 14
    assert len(hour.ids("incident")) == 1
    (incident,) = hour.ids("incident")
    arrests = set(hour.ids("act"))
    assert {act["incident"] for act in night.all("act")} == {incident}
    # --- three units
    units = [night.new("people", "organisation", {"name_ru": name}) for name in UNITS]
    arrested = sorted(arrests)
    for unit, acts in zip(units, (arrested[:5], arrested[5:10], arrested[10:]), strict=True):
        night.for_each("incidents", "act", set(acts), ("involvement", "act"),
                       {"perpetrator": unit, "certainty": "alleged"})
    involved = night.all("involvement")
    assert sorted(each["act"] for each in involved) == arrested
    assert {each["perpetrator"] for each in involved} == set(units)
    # --- a beating of five of them
    beaten = {night.record("act", act)["victim"] for act in arrested[:5]}
    night.for_each("people", "person", beaten, ("act", "victim"),
                   {"act_type": "violence_in_custody", "start": "7 янв 02:00", "incident": incident})
    acts = night.all("act")
    assert len(acts) == 19
    assert {each["victim"] for each in acts if each["act_type"] == "violence_in_custody"} == beaten
    # --- a transfer at dawn, a lawyer refused
    night.for_each("people", "person", people, ("stay", "person"),
                   {"place_detail": "автозак, затем ИВС", "arrived": "7 янв 06:30"})
    night.for_each("people", "person", people, ("safeguard", "person"),
                   {"kind": "lawyer", "outcome": "refused", "asked": "7 янв 08:00"})
    assert sorted(each["person"] for each in night.all("stay")) == sorted(people)
    assert {each["outcome"] for each in night.all("safeguard")} == {"refused"}
    # --- a judge on the third day, one hearing for them all
    record = night.for_each("people", "person", people, ("hearing", "persons"),
                            {"kind": "sanction", "held": "9 янв 15:00", "judge": "не назван"})
    record.body.cards["decision"].edit()
    night.fill(record, {"decision": "remanded"})
    record.perform(Act.RECORD)
    hour.settle()
    (hearing,) = night.all("hearing")
    assert set(hearing["persons"]) == people
    assert hearing["decision"] == "remanded"
    # --- nobody twice
    assert set(hour.ids("person")) == people
    again(night)
    assert set(hour.ids("person")) == people, "the one who is there already is offered in another spelling"
    answers(night, people, incident)


def again(night: Night) -> None:
    """A second source names one of them in Latin letters: the one who is there is offered and taken."""
    hour = night.hour
    hour.keys.chord("N")
    hour.latin.type("Aitzhanov Nurlan ")
    hour.settle()
    hour.keys.press(ENTER)
    quick = shell_of(hour.window).quick
    quick.when.setFocus()
    hour.keys.type("6 янв")
    hour.keys.chord("Enter")
    hour.settle()


def answers(night: Night, people: set[str], incident: str) -> None:
    """Next week, by the same ports as the window's panel: who was there that night, who has no lawyer, what was known
    by then, and what runs out when."""
    hour = night.hour
    that_night = Condition("start", "act.victim", period=Moment("2022-01-06T18:00", "2022-01-07T06:00", zone=ZONE))
    same_incident = Condition("incident", "act.victim", one_of=(incident,))
    assert night.find(Query("person", conditions=(that_night, same_incident))) == people
    one = sorted(people)[0]
    place = night.go("people", "person")
    place.record.show_record("person", one)
    hour.settle()
    went = QSignalSpy(place.record.went)
    place.record.head.choose(NEAR)
    place.show_address(went.at(0)[0])
    hour.settle()
    pane = place.panes["person"]
    assert set(pane.rows.ids_at(0, pane.rows.rowCount() - 1)) == people - {one}
    assert "то же место, та же ночь" in pane.words.text()
    no_lawyer = [Condition("kind", "safeguard.person", one_of=("lawyer",), negated=True),
                 Condition("outcome", "safeguard.person", one_of=("given", "late", "limited"), negated=True)]
    assert night.find(Query("person", conditions=tuple(no_lawyer))) == people
    for day, known in (("2022-01-07", set()), ("2022-01-11", people)):
        assert night.find(Query("person", conditions=(Condition(KNOWN, period=Moment(day, zone=ZONE)),))) == known
    desk = hour.desk
    deadlines = desk.lanes[Lane.READER].submit(desk.deadlines.look, 90).result()
    assert "hearing" in {line.address.type for line in deadlines.lines}, "the appeal against the judge's decision"
    assert all(line.source for line in deadlines.lines), "each says where it is from"
    table = desk.lanes[Lane.READER].submit(
        desk.counts.count, Query("incident"), CountAsk("act", "act_type")).result()
    assert {table.row_keys[n]: row[-1] for n, row in enumerate(table.cells[:-1])} == {
        "detention": 14, "violence_in_custody": 5}, "the second report of one arrest is in no incident"
    assert desk.lanes[Lane.READER].submit(desk.counts.count, Query("incident"), CountAsk("person")).result().cells == (
        (14,),)
