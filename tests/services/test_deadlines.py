"""The agenda over a real vault."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from caseapp.domain.moment import Moment
from caseapp.domain.rules.deadlines import Sort, Standing
from caseapp.domain.text import Language
from caseapp.services import agenda
from caseapp.services.attention import AttentionService
from caseapp.services.deadlines import Agenda, DeadlineService
from caseapp.services.edits import Edit
from caseapp.services.session import Session
from tests.services.exchanges import Make

ALMATY = "Asia/Almaty"
ZONE = ZoneInfo(ALMATY)
NOW = Moment("2022-01-10T14:00", zone=ALMATY).earliest()



@pytest.fixture
def vault(make: Make) -> Session:
    return make("a")


@pytest.fixture
def english() -> Language:
    class English:
        code = "en"

        def text(self, message: str) -> str:
            return message

        def plural(self, singular: str, plural: str, n: int) -> str:
            return singular if n == 1 else plural

    return English()


def look(vault: Session, days: int = 7, now: int = NOW) -> Agenda:
    clock: Callable[[], int] = lambda: now * 1000  # noqa: E731
    return DeadlineService(vault.reader, AttentionService(vault.reader, clock), clock).agenda(days)


def on(day: str) -> Moment:
    return Moment(day, zone=ALMATY)


def test_every_kind_of_deadline_is_told_until_it_is_settled(vault: Session) -> None:
    soon, new = on("2022-01-14"), vault.records.new_id
    person, task, step, hearing, closed, consent, act = (new() for _ in range(7))
    vault.records.save([
        Edit("person", person, {"description": "x"}),
        Edit("task", task, {"title": "Ask the lawyer", "due": soon}),
        Edit("task", closed, {"title": "Done already", "due": soon, "state": "done"}),
        Edit("remedy_step", step, {"persons": (person,), "reply_due": soon}),
        Edit("hearing", hearing, {"persons": (person,), "appeal_until": soon, "held_until": on("2022-03-14")}),
        Edit("consent", consent, {"subject": person, "expires": soon}),
        Edit("act", act, {"act_type": "detention", "victim": person, "start": on("2022-01-10T12:00"),
                          "still_held": True, "still_held_on": on("2022-01-10"), "limit_ground": "mass_riots"}),
    ], "Dates")
    assert {(one.sort, one.id, one.field) for one in look(vault).deadlines} == {
        (Sort.TASK, task, "due"), (Sort.REPLY, step, "reply_due"), (Sort.APPEAL, hearing, "appeal_until"),
        (Sort.CONSENT, consent, "expires"), (Sort.DETENTION, act, "detained")}
    assert (Sort.CUSTODY, hearing) in {(one.sort, one.id) for one in look(vault, 90).deadlines}
    vault.records.save([
        Edit("task", task, {"state": "dropped"}),
        Edit("remedy_step", step, {"replied": on("2022-01-12")}),
        Edit("hearing", hearing, {"retracted": True, "retraction_reason": "another person"}),
        Edit("consent", consent, {"withdrawn_on": on("2022-01-11")}),
        Edit("act", act, {"judge": on("2022-01-10T13:00")}),
    ], "Settled")
    assert look(vault, 90).deadlines == ()


def test_computed_terms_and_what_is_overdue(vault: Session) -> None:
    person, remand, judgment = (vault.records.new_id() for _ in range(3))
    vault.records.save([
        Edit("person", person, {"names": ()}),
        Edit("hearing", remand, {"persons": (person,), "kind": "sanction", "decision": "remanded",
                                 "held": on("2021-11-15")}),
        Edit("hearing", judgment, {"persons": (person,), "kind": "judgment", "held": on("2021-12-20")}),
    ], "Hearings")
    found = {one.key: one for one in look(vault).deadlines}
    assert set(found) == {"remand-2m", "appeal-remand-3d"}  # the judgment itself, long ago, is no date to keep
    assert found["appeal-remand-3d"].standing(NOW) is Standing.PASSED
    assert found["remand-2m"].standing(NOW) is Standing.COMING
    vault.records.save([Edit("hearing", judgment, {"decision": "convicted"})], "Decided")
    keys = {one.key for one in look(vault).deadlines}
    assert keys == {"appeal-judgment-15d", "appeal-remand-3d"}


def test_a_calendar_file_names_nobody_unless_it_was_asked_to(vault: Session, english: Language) -> None:
    person, hearing, task = (vault.records.new_id() for _ in range(3))
    vault.records.save([
        Edit("person", person, {"description": "x"}),
        Edit("hearing", hearing, {"persons": (person,), "appeal_until": on("2022-01-14")}),
        Edit("task", task, {"title": "Call Serik", "due": on("2022-01-15"), "who": "Aru"}),
    ], "Dates")
    found = look(vault).deadlines
    names = {person: "Akhmetov Daniyar", task: "Call Serik"}
    raw = agenda.calendar_of(found, names, english, ZONE, NOW, named=False).decode()
    assert "SUMMARY:Appeal: A. D.\r\n" in raw
    assert "SUMMARY:Task\r\n" in raw
    for secret in ("Akhmetov", "Serik", "Aru", person, hearing):
        assert secret not in raw
    assert "SUMMARY:Appeal: Akhmetov Daniyar" in agenda.calendar_of(
        found, names, english, ZONE, NOW, named=True).decode()  # the control: names come where they are wanted
    again = agenda.calendar_of(look(vault).deadlines, {}, english, ZONE, NOW + 60, named=False).decode()
    uids = [line for line in raw.split("\r\n") if line.startswith("UID:")]
    assert uids == [line for line in again.split("\r\n") if line.startswith("UID:")]
