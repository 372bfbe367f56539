"""Answers of a form with a repeated group, and a document in the HURIDOCS formats: joined, tied, dated as they mean."""

import io

import msgspec
from openpyxl import Workbook

from caseapp.services.session import Session
from caseapp.services.table_import import Column, Mapping
from caseapp.services.table_plan import Plan
from tests.services.exchanges import Make

MAIN = [["start", "group/what", "group/where", "gps", "_uuid", "_index"],
        ["2022-01-07T18:30:00.000+06:00", "detention", "Алматы", "43.238 76.945 780 5", "u-1", 1],
        ["2022-01-08T02:00:00.000+06:00", "detention", "Алматы", "", "u-2", 2]]
VICTIMS = [["v/name", "v/sex", "v/citizen", "_index", "_parent_table_name", "_parent_index"],
           ["Ахметов Данияр", "male", "KZ RU", 1, "main", 1], ["Асанова Асель", "female", "", 2, "main", 1],
           ["Ким Алексей", "male", "", 3, "main", 2]]
COLUMNS = (
    Column("v/name", "person", "names"), Column("v/sex", "person", "sex"),
    Column("v/citizen", "person", "citizenship", {"KZ": "kz", "RU": "ru"}),
    Column("main/start", "incident", "start"), Column("group/where", "incident", "title"),
)
ESF = """<?xml version="1.0" encoding="UTF-8"?>
<esf>
 <Event><f0101>E1</f0101><f0102>Площадь</f0102><f0113 type="030000000000">2022-01-01</f0113>
  <f0199>лишнее</f0199></Event>
 <Event><f0101>E2</f0101><f0102>Площадь</f0102><f0113>2022-01-01</f0113></Event>
 <Person><f0901>P1</f0901><f0903>Ахметов Данияр</f0903></Person>
 <Act><f2101>A1</f2101><f2102>P1</f2102><f2103>E1</f2103><f2111>2022-01-07</f2111>
  <f2111_type>010000000000</f2111_type><f2102>P9</f2102></Act>
 <Act><f2101>A2</f2101><f2102>P1</f2102><f2109>нет такого</f2109></Act>
 <Act><f2101>A3</f2101><f2111>2022-13-40</f2111></Act>
</esf>"""


def quiet(_at: int, _all: int) -> None:
    """Nobody watches."""


def planned(session: Session, data: bytes, used: Mapping) -> Plan:
    tables = session.tables
    return tables.plan(tables.mapped(tables.read(data), used, quiet), "Row {row}.", quiet)


def form() -> bytes:
    made = Workbook()
    for name, rows in (("main", MAIN), ("victims", VICTIMS)):
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    del made["Sheet"]
    made.save(out)
    return out.getvalue()


def test_a_repeated_group_is_joined_with_its_form(make: Make) -> None:
    session = make("a")
    used = msgspec.structs.replace(
        session.tables.new_mapping("Kobo", "victims"), columns=COLUMNS, key=("main/_uuid",), zone="Asia/Almaty")
    plan = planned(session, form(), used)
    assert plan.errors == ()
    assert sorted(one.type for one in plan.new) == ["incident", "person", "person", "person"]
    persons = {one.values["names"][0].full: one for one in plan.new if one.type == "person"}
    assert persons["Ахметов Данияр"].values["citizenship"] == ("kz", "ru")
    assert len({one.id for one in plan.new}) == 4
    session.tables.take_in(plan, "Take in", quiet)
    again = planned(session, form(), used)
    assert (len(again.new), len(again.changed), len(again.same)) == (0, 0, 4)


def test_what_only_the_form_says_is_one_record_a_form(make: Make) -> None:
    session = make("a")
    columns = (Column("v/name", "person", "names"), Column("main/start", "act", "start"),
               Column("main/gps", "place", "position"))
    used = msgspec.structs.replace(
        session.tables.new_mapping("Kobo", "victims"), columns=columns, key=("main/_uuid",), zone="Asia/Almaty")
    plan = planned(session, form(), used)
    acts = [one for one in plan.new if one.type == "act"]
    assert sorted(act.values["start"].start for act in acts) == ["2022-01-07T18:30", "2022-01-08T02:00"]
    (place,) = (one for one in plan.new if one.type == "place")
    assert (place.values["position"].lat_e6, place.values["position"].lon_e6) == (43_238_000, 76_945_000)


def test_a_document_of_huridocs_becomes_records(make: Make) -> None:
    session = make("a")
    used = session.tables.new_mapping("OpenEvSys")
    mapped = session.tables.mapped(session.tables.read(ESF.encode()), used, quiet)
    plan = session.tables.plan(mapped, "Row {row}.", quiet)
    assert sorted(one.type for one in plan.new) == ["act", "incident", "incident", "person"]
    assert len(plan.errors) == 2  # a word that is in no list, a date that is none
    events = [one for one in plan.new if one.type == "incident"]
    assert [one.values["start"].start for one in events] == ["2022", "2022"]  # flagged, and unflagged 1 January
    assert "f0199: лишнее" in events[0].values["remarks"]
    (act,) = (one for one in plan.new if one.type == "act")
    (person,) = (one for one in plan.new if one.type == "person")
    assert (act.values["victim"], act.values["incident"]) == (person.id, events[0].id)
    assert act.values["start"].approximate
    assert "f2102: P9" in act.values["remarks"]
    assert mapped.unknown == {"0199": 1, "2102": 1}
    session.tables.take_in(plan, "Take in", quiet, without_wrong=True)
    assert len(planned(session, ESF.encode(), used).same) == 4
