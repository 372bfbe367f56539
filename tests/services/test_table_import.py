"""A table in: mapped, compared, written as one action that one Undo takes back; nothing half, nothing twice."""


import msgspec
import pytest

from caseapp.domain.errors import Stale
from caseapp.exchange.tables.rows import TooWide
from caseapp.exchange.tables.values import UnknownWord
from caseapp.services import matching
from caseapp.services.edits import Edit
from caseapp.services.session import Session
from caseapp.services.table_import import Column, Fixed, Mapping, RowsWrong, encode_mapping, strangers
from caseapp.services.table_plan import Plan, TwoAnswers
from tests.services.exchanges import Make

HEAD = "№;ФИО;пол;дата;место;вид;кто сообщил;чего нет в полях\n"
ROWS = (
    "1;Ахметов Данияр Серикович;м;07.01.2022;Мақтауыл;Задержание;мать;в сером пальто\n"
    "2;неизвестный мужчина, около 30;;7 янв 2022 вечером;мақтауыл;detention;мать;\n"
)
COLUMNS = (
    Column("ФИО", "person", "names"), Column("пол", "person", "sex"), Column("дата", "act", "start"),
    Column("место", "place", "name_ru"), Column("вид", "act", "act_type", {"Задержание": "detention"}),
    Column("кто сообщил", "source", "name"),
)


def quiet(_at: int, _all: int) -> None:
    """Nobody watches."""


def mapping(session: Session, **changes: object) -> Mapping:
    made = session.tables.new_mapping("ОНК")
    return msgspec.structs.replace(made, columns=COLUMNS, key=("№",), **changes)


def planned(session: Session, text: str, used: Mapping) -> Plan:
    tables = session.tables
    return tables.plan(tables.mapped(tables.read(text.encode()), used, quiet), "Row {row} of a table.", quiet)


def records(session: Session, type_: str) -> list[object]:
    return [entity.record for entity in session.near.many(session.near.ids(type_)) if not entity.empty]


def test_rows_become_records_and_one_undo_takes_them_back(make: Make) -> None:
    session = make("a")
    session.undoing.next()
    used = mapping(session, fixed=(Fixed("act", "certainty", "reported"),))
    plan = planned(session, HEAD + ROWS, used)
    assert (plan.rows, plan.errors, plan.changed, plan.same) == (2, (), (), ())
    assert sorted(one.type for one in plan.new) == ["act", "act", "person", "person", "place", "source"]
    saved = session.tables.take_in(plan, "Take in a table", quiet)
    first, second = sorted(records(session, "person"), key=lambda one: one.description)
    assert (first.names[0].surname, first.sex) == ("Ахметов", "male")
    assert first.remarks == "Row 2 of a table.\nчего нет в полях: в сером пальто"
    assert (second.names, second.description) == ((), "неизвестный мужчина, около 30")
    acts = records(session, "act")
    assert {act.victim for act in acts} == set(session.near.ids("person"))
    assert {(act.act_type, act.start.day(), act.certainty) for act in acts} == {("detention", "2022-01-07", "reported")}
    assert {act.place for act in acts} == set(session.near.ids("place"))
    assert session.undoing.undo("Undo {what}")[0].changeset == saved.changeset
    assert not [one for type_ in ("person", "act", "place", "source") for one in records(session, type_)]
    assert len(planned(session, HEAD + ROWS, used).new) == 6


def test_the_same_table_again_changes_nothing_and_a_newer_one_updates(make: Make) -> None:
    session = make("a")
    used = mapping(session)
    session.tables.take_in(planned(session, HEAD + ROWS, used), "Take in", quiet)
    again = planned(session, HEAD + ROWS, used)
    assert (len(again.new), len(again.changed), len(again.same)) == (0, 0, 6)
    newer = planned(session, HEAD + ROWS.replace(";м;07.01", ";м;08.01"), used)
    assert [(one.type, set(one.values)) for one in newer.changed] == [("act", {"start"})]
    session.tables.take_in(newer, "Take in", quiet)
    assert sorted(act.start.day() for act in records(session, "act")) == ["2022-01-07", "2022-01-08"]
    without = msgspec.structs.replace(used, key=())
    assert sorted(one.type for one in planned(session, HEAD + ROWS, without).new) == ["act", "act", "person", "person"]


def test_what_a_person_added_is_kept_and_a_blank_cell_says_nothing(make: Make) -> None:
    session = make("a")
    used = mapping(session)
    session.tables.take_in(planned(session, HEAD + ROWS, used), "Take in", quiet)
    entity = next(e for e in session.near.many(session.near.ids("person")) if e.record.names)
    session.records.save([Edit("person", entity.id, {"phone": "7", "remarks": "mine"}, entity.heads)], "Edit")
    plan = planned(session, HEAD + ROWS.replace("Ахметов Данияр Серикович;м;", "Akhmetov Daniyar;;"), used)
    session.tables.take_in(plan, "Take in", quiet)
    after = session.near.get(entity.id).record
    assert [name.full for name in after.names] == ["Ахметов Данияр Серикович", "Akhmetov Daniyar"]
    assert (after.sex, after.phone, after.remarks) == ("male", "7", "mine")


def test_two_laptops_with_one_mapping_name_a_row_alike(make: Make) -> None:
    a, b = make("a"), make("b")
    used = mapping(a)
    ids = [sorted(one.id for one in planned(session, HEAD + ROWS, used).new) for session in (a, b)]
    assert ids[0] == ids[1]
    other = mapping(b)
    assert not set(ids[0]) & {one.id for one in planned(b, HEAD + ROWS, other).new}


def test_errors_have_row_and_column_and_nothing_is_half_taken_in(make: Make) -> None:
    session = make("a")
    bad = "3;Б;м;32.13.2022;Г;Задержание;;\n4;В;?;;Г;пикник;;\n5;Д;м;;;;;;;лишнее\n1;Е;ж;;;;;\n"
    plan = planned(session, HEAD + ROWS + bad, mapping(session))
    assert [(one.row, one.column) for one in plan.errors] == [(4, 4), (5, 3), (5, 6), (6, 10), (7, 0)]
    assert [type(one.error) for one in plan.errors][1:] == [UnknownWord, UnknownWord, TooWide, TwoAnswers]
    assert plan.rows == 6
    count = session.writer.tip.count
    with pytest.raises(RowsWrong):
        session.tables.take_in(plan, "Take in", quiet)
    assert session.writer.tip.count == count
    session.tables.take_in(plan, "Take in", quiet, without_wrong=True)
    assert len(records(session, "person")) == 2


def test_stopped_or_overtaken_it_leaves_nothing(make: Make) -> None:
    session = make("a")

    class StopError(Exception):
        pass

    def stop(_at: int, _all: int) -> None:
        raise StopError

    plan = planned(session, HEAD + ROWS, mapping(session))
    count = session.writer.tip.count
    with pytest.raises(StopError):
        session.tables.take_in(plan, "Take in", stop)
    assert session.writer.tip.count == count
    assert not records(session, "person")
    session.records.save([Edit("note", session.records.new_id(), {"text": "x"})], "Other")
    with pytest.raises(Stale):
        session.tables.take_in(plan, "Take in", quiet)


def test_more_than_one_changeset_is_one_step(make: Make) -> None:
    session = make("a")
    session.undoing.next()
    rows = "".join(f"{n};Имя{n} Фамильев;м;;;;;\n" for n in range(1_200))
    session.tables.take_in(planned(session, HEAD + rows, mapping(session)), "Take in", quiet)
    assert session.writer.tip.count >= 2
    step, report = session.undoing.undo("Undo {what}")
    assert (step.title, session.undoing.next()[0]) == ("Take in", None)
    assert not records(session, "person")
    assert report.kept == report.absent == 0
    session.undoing.redo("Redo {what}")
    assert len(records(session, "person")) == 1_200
    session.records.undo("Undo")
    assert not records(session, "person")


def test_persons_who_may_be_here_already_are_counted(make: Make) -> None:
    session = make("a")
    session.tables.take_in(planned(session, HEAD + ROWS, mapping(session)), "Take in", quiet)
    plan = planned(session, HEAD + ROWS.replace("Серикович", ""), mapping(session))
    search = matching.Search()
    search.find(matching.gather(session.near))
    assert search.alike(strangers(plan, session.specs)) == 1


def test_mappings_are_kept_and_hold_nobody(make: Make) -> None:
    session = make("a")
    used = mapping(session)
    session.tables.keep(used)
    session.tables.keep(msgspec.structs.replace(used, name="ОНК 2"))
    assert [one.name for one in session.tables.kept()] == ["ОНК 2"]
    assert "Ахметов" not in encode_mapping(used).decode()
    session.tables.forget(used.namespace)
    assert session.tables.kept() == []
