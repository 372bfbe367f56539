"""What lists ask at every key is answered from indexes: nobody looks through all records for it."""

from pathlib import Path

import pytest

from caseapp.domain.records import ALL
from caseapp.services.asking import HIDDEN
from caseapp.services.edits import Edit
from caseapp.services.missing import missing
from caseapp.services.session import Session
from caseapp.storage import disputes
from caseapp.storage.listing import Listing, Order
from tests.support.house import PHRASE, cheap


@pytest.fixture
def plan(tmp_path: Path) -> "Plan":
    app = cheap()
    app.vaults.create(tmp_path / "vault", PHRASE, "vault", alias="A")
    with app.vaults.open(tmp_path / "vault", PHRASE) as session:
        session.writer.open()
        session.records.save([Edit("person", session.records.new_id(), {"occupation": "driver"})], "Person", "test")
        yield Plan(session)


class Plan:
    """Collects what SQLite says of every statement that a list asks."""

    def __init__(self, session: Session) -> None:
        self.sql = session.near.sql
        self.listing = Listing(session.near, "person")

    def of(self, ask: object) -> list[str]:
        said: list[str] = []
        self.sql.set_trace_callback(said.append)
        try:
            ask()  # type: ignore[operator]
        finally:
            self.sql.set_trace_callback(None)
        asked = next(each for each in said if "p_person" in each)
        return [row[3] for row in self.sql.execute("EXPLAIN QUERY PLAN " + asked).fetchall()]


def test_a_whole_list_by_title_is_read_from_one_index(plan: Plan) -> None:
    said = plan.of(lambda: plan.listing.whole(Order(), HIDDEN))
    assert "SCAN p USING COVERING INDEX ix_p_person_sort" in said
    assert not any("TEMP B-TREE" in each for each in said), "nothing is put in order anew"
    assert all("INDEX ix_record_" in each for each in said if "record" in each or "SCAN h" in each), said


def test_the_hidden_ones_are_counted_from_their_own_index(plan: Plan) -> None:
    assert any("INDEX ix_record_retracted" in each for each in plan.of(lambda: plan.listing.count(HIDDEN)))


def test_what_waits_for_a_decision_is_found_from_indexes(plan: Plan) -> None:
    person = next(spec for spec in ALL if spec.type == "person")
    said = plan.of(lambda: disputes.open_records(plan.sql, {"person": person}))
    assert any("INDEX ix_record_conflict" in each for each in said)
    assert any("INDEX ix_record_waiting" in each for each in said)
    assert not any(each.startswith(("SCAN r ", "SCAN p ")) or each in ("SCAN r", "SCAN p") for each in said), said


def test_gaps_are_looked_for_without_a_row_of_every_record(plan: Plan) -> None:
    where = missing("person")
    assert where is not None
    said = plan.of(lambda: plan.listing.count(where))
    assert not any(each.split()[1].endswith("r") for each in said if each.startswith("SEARCH")), said
    assert any(each.startswith("SEARCH f USING PRIMARY KEY") for each in said), "dates and links, not nested values"
