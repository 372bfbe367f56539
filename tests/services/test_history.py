"""The history of one record: every change in words' reach, any version, the way back to an older value."""

import pytest

from caseapp.domain.errors import NotFound
from caseapp.history import write
from caseapp.history.explain import Fate
from caseapp.history.ids import RecordKey, WriteId
from caseapp.services.edits import Edit
from caseapp.services.history import CannotRestore, HistoryService
from caseapp.services.session import Session
from tests.services.exchanges import Make, Pair, send, take_in
from tests.services.exchanges import save as save_in


@pytest.fixture
def session(make: Make) -> Session:
    return make("a")


def save(session: Session, type_: str, id_: str = "", **values: object) -> str:
    return session.records.save([Edit(type_, id_ or session.records.new_id(), values)], "Test").ids[0]


@pytest.fixture
def person(session: Session) -> str:
    """Driver, then student, then teacher; citizen of two countries."""
    made = save(session, "person", occupation="driver", citizenship=("kz",))
    save(session, "person", made, occupation="student")
    save(session, "person", made, occupation="teacher")
    return made


def history(session: Session) -> HistoryService:
    return HistoryService(session.near, session.specs)


def test_changes_come_newest_first_and_say_from_what_to_what(session: Session, person: str) -> None:
    events, total = history(session).events(person)
    assert total == 3
    assert [event.no for event in events] == [3, 2, 1]
    (newest,) = events[0].did
    assert (newest.field, newest.before[0].value, newest.after[0].value) == ("occupation", "student", "teacher")
    assert newest.fate is Fate.STANDS
    assert events[1].did[0].fate is Fate.COVERED
    assert {event.author for event in events} == {session.author.fp.hex()}


def test_a_page_goes_on_where_the_last_one_ended(session: Session, person: str) -> None:
    first, total = history(session).events(person, limit=2)
    rest, _ = history(session).events(person, before=first[-1].no, limit=2)
    assert ([event.no for event in first], [event.no for event in rest], total) == ([3, 2], [1], 3)


def test_any_version_is_what_stood_then(session: Session, person: str) -> None:
    told = history(session)
    assert [told.version(person, no).values["occupation"][0].value for no in (1, 2, 3)] == [
        "driver", "student", "teacher"]
    for no in (0, 4):
        with pytest.raises(NotFound):
            told.version(person, no)


def test_an_undone_change_is_marked_and_counts_in_no_version_after(session: Session, person: str) -> None:
    session.records.undo("Undo")
    events, _ = history(session).events(person)
    assert events[0].cause == "undo"
    assert events[0].did[0].aimed == ("occupation",)
    assert events[1].did[0].fate is Fate.UNDONE
    assert history(session).version(person, 4).values["occupation"][0].value == "student"


def test_what_an_erasure_hides_is_hidden_in_the_history_too(session: Session, person: str) -> None:
    key = RecordKey("person", person)
    first = session.writer.histories([key])[key][0].change
    k = next(k for k, entry in enumerate(first.entries) if entry.field == "occupation")

    def compose(states):  # type: ignore[no-untyped-def]
        contents = [write.record(key, states[key].state, write.erase([WriteId(first.id, k)]))]
        return session.records._sign(contents, states, "Erase", "erase")

    session.writer.write([key], compose)
    events, _ = history(session).events(person)
    told = [value for event in events for did in event.did for value in (*did.before, *did.after)]
    assert "driver" not in [value.value for value in told]
    assert "erased" in [value.blank for value in told]


def test_one_value_is_fit_to_be_written_again(session: Session, person: str) -> None:
    told = history(session)
    assert told.single(person, "occupation", 1) == ("person", "driver")
    assert told.single(person, "workplace", 1) == ("person", "")
    with pytest.raises(NotFound):
        told.single(person, "no_such_field", 1)


def test_a_protective_answer_is_never_restored(session: Session) -> None:
    """Going back would relax it without anybody having answered again."""
    subject = save(session, "person", description="x")
    consent = save(session, "consent", subject=subject, store="yes")
    save(session, "consent", consent, store="no")
    with pytest.raises(CannotRestore):
        history(session).single(consent, "store", 1)


def test_origins_name_who_stands_behind_each_value(session: Session, person: str) -> None:
    found = history(session).origins(person)
    assert {one.author for one in found["occupation"]} == {session.author.fp.hex()}
    assert len(found["occupation"]) == 1


def test_an_import_is_named_and_setting_it_aside_is_said(pair: Pair) -> None:
    a, b = pair
    person = save_in(a, description="a man", occupation="driver")
    take_in(b, send(a, b))
    save_in(b, person, occupation="student")
    events, total = history(b).events(person)
    assert total == 2
    assert events[0].brought == ()
    (brought,) = events[1].brought
    assert (brought.sender, brought.taken) == (a.card.fp.hex(), True)
    assert events[1].author == a.author.fp.hex()
    (origin,) = history(b).origins(person)["description"]
    assert origin.brought == events[1].brought
