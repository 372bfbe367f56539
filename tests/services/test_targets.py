"""A new write names only terms and records that are here; what a merge brought stays as it is and may be kept."""

import pytest

from caseapp.services.edits import Edit, NoSuchRecord, UnknownTerm
from caseapp.services.session import Session
from tests.services.exchanges import Make

GHOST = "0" * 31 + "1"


@pytest.fixture
def session(make: Make) -> Session:
    return make("a")


def save(session: Session, type_: str, id_: str = "", **values: object) -> str:
    return session.records.save([Edit(type_, id_ or session.records.new_id(), values)], "Test").ids[0]


def test_a_word_that_is_not_in_its_list_is_refused_with_its_field(session: Session) -> None:
    with pytest.raises(UnknownTerm) as refused:
        save(session, "person", sex="dragon")
    assert refused.value.field == session.specs["person"].fields["sex"].label
    with pytest.raises(UnknownTerm):
        save(session, "person", citizenship=("kz", "atlantis"))
    assert session.near.ids("person") == []


def test_a_record_that_is_not_here_or_of_a_wrong_type_is_refused(session: Session) -> None:
    person = save(session, "person", description="a man")
    with pytest.raises(NoSuchRecord):
        save(session, "act", victim=GHOST)
    with pytest.raises(NoSuchRecord):
        save(session, "act", place=person)
    with pytest.raises(NoSuchRecord):
        save(session, "case", persons=(person, GHOST))
    with pytest.raises(NoSuchRecord):
        save(session, "act", victim="not an id")


def test_records_of_the_same_action_may_name_each_other(session: Session) -> None:
    person, act = session.records.new_id(), session.records.new_id()
    session.records.save([Edit("act", act, {"victim": person}), Edit("person", person, {"description": "x"})], "Both")
    assert session.near.get(act).record.victim == person  # type: ignore[attr-defined]


def test_what_stands_already_may_stand_on(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a merge would have brought it: written by a vault that knew more terms."""
    with monkeypatch.context() as patch:
        patch.setattr("caseapp.services.targets.Targets.check", lambda *_: None)
        person = save(session, "person", citizenship=("atlantis",), sex="dragon")
    save(session, "person", person, citizenship=("atlantis",), sex="dragon", description="a man")
    with pytest.raises(UnknownTerm):
        save(session, "person", person, sex="wyvern")
