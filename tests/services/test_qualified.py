"""A medical judgement is a clinician's: nobody else writes, settles or undoes one; what a colleague judged stays."""

import pytest

from caseapp.domain.errors import Denied
from caseapp.services.edits import Circular, Edit
from caseapp.services.qualified import ClinicianOnly
from caseapp.services.session import Session
from tests.services.exchanges import Make, Pair, save, send, take_in


def finding(vault: Session, id_: str = "", **values: object) -> str:
    return save(vault, id_, "medical_finding", **values)


@pytest.fixture
def session(make: Make) -> Session:
    return make("a")


def test_only_a_clinician_interprets(session: Session) -> None:
    person = save(session, description="a man")
    id_ = finding(session, person=person, physical="Stripes across the back.")
    with pytest.raises(ClinicianOnly) as refused:
        finding(session, id_, consistency_body="consistent", no_marks=True)
    assert isinstance(refused.value, Denied)
    assert refused.value.field == session.specs["medical_finding"].fields["consistency_body"].label
    with pytest.raises(ClinicianOnly):
        save(session, "", "body_mark", person=person, region="back", interpretation="typical")
    record = session.near.get(id_).record
    assert not getattr(record, "no_marks"), "nothing of the refused action was written"  # noqa: B009
    session.preferences.put("clinician", "forensic doctor, 117")
    finding(session, id_, consistency_body="consistent")
    session.preferences.put("clinician", "")
    finding(session, id_, consistency_body="consistent", physical="Stripes across back and thighs.")
    with pytest.raises(ClinicianOnly):
        finding(session, id_, consistency_body="")
    with pytest.raises(ClinicianOnly):
        session.records.resolve("medical_finding", id_, "consistency_body", "typical", "Settle")


def test_undo_does_not_take_a_judgement_back_for_somebody_else(session: Session) -> None:
    id_ = finding(session, person=save(session, description="a man"))
    session.preferences.put("clinician", "doctor")
    session.records.save([Edit("medical_finding", id_, {"conclusion": "x"})], "Judge")
    session.preferences.put("clinician", "")
    with pytest.raises(ClinicianOnly):
        session.records.undo("Undo")
    session.preferences.put("clinician", "doctor")
    assert session.records.undo("Undo").undone == 1


def test_what_a_colleague_judged_comes_by_a_merge_and_stays_hers(pair: Pair) -> None:
    a, b = pair
    a.preferences.put("clinician", "doctor")
    id_ = finding(a, person=save(a, description="a man"), conclusion="Typical of a baton.")
    take_in(b, send(a, b))
    assert getattr(b.reader.get(id_).record, "conclusion") == "Typical of a baton."  # noqa: B009
    with pytest.raises(ClinicianOnly):
        finding(b, id_, conclusion="Nothing.")


def test_a_chain_that_comes_back_is_refused_at_its_field(session: Session) -> None:
    top = save(session, "", "organisation", name_en="Department")
    unit = save(session, "", "organisation", name_en="Unit", parent=top)
    for parent in (unit, top):
        with pytest.raises(Circular) as refused:
            save(session, top, "organisation", parent=parent)
        assert refused.value.field == session.specs["organisation"].fields["parent"].label
    one, other = session.records.new_id(), session.records.new_id()
    with pytest.raises(Circular):
        session.records.save([
            Edit("reported_figure", one, {"derived_from": other}),
            Edit("reported_figure", other, {"derived_from": one}),
        ], "Both")
    save(session, unit, "organisation", parent="")
    save(session, top, "organisation", parent=unit)


def test_a_task_for_a_colleague_travels_and_another_stays(pair: Pair) -> None:
    a, b = pair
    inside, outside = save(a, description="a man"), save(a, description="a woman")
    case = save(a, "", "case", title="One", persons=(inside,))
    sent = save(a, "", "task", title="Ask the clerk", about=(inside,), for_colleague=True)
    ours = save(a, "", "task", title="Think", about=(inside,))
    both = save(a, "", "task", title="Compare", about=(inside, outside), for_colleague=True)
    take_in(b, send(a, b, roots=(case,)))
    assert set(b.reader.ids("task")) == {sent}
    assert {ours, both} & set(a.reader.ids("task"))
