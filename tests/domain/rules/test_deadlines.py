"""Deadlines: never a false "passed", stated dates before computed ones, gone when settled."""

import datetime as dt
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.moment import Moment
from caseapp.domain.records.act import Act
from caseapp.domain.records.consent import Consent
from caseapp.domain.records.hearing import Hearing
from caseapp.domain.records.remedy_step import RemedyStep
from caseapp.domain.records.task import Task
from caseapp.domain.rules.deadlines import APPEAL_JUDGMENT, REMAND, TERMS, Deadline, Sort, Standing, deadlines_of, ends
from caseapp.domain.rules.remark import AnyRecord
from caseapp.domain.spec import Record, RecordId

ALMATY = "Asia/Almaty"
ID, PERSON = "a" * 32, "b" * 32


class Around:
    """Records by id; everything given points at everything asked for."""

    def __init__(self, records: Mapping[RecordId, Record] | None = None) -> None:
        self._records = records or {}

    def get(self, id: RecordId, struct: type[AnyRecord]) -> AnyRecord | None:
        found = self._records.get(id)
        return found if isinstance(found, struct) else None

    def pointing_at(self, id: RecordId, struct: type[AnyRecord]) -> Sequence[tuple[RecordId, AnyRecord]]:
        return [(other, record) for other, record in self._records.items() if isinstance(record, struct)]


def on(day: str) -> Moment:
    return Moment(day, zone=ALMATY)


def of(record: Record, around: Around | None = None) -> dict[Sort, Deadline]:
    return {one.sort: one for one in deadlines_of(ID, record, around or Around())}


def test_two_months_of_remand_run_from_the_detention_or_the_decision_whichever_is_read() -> None:
    act = Act(detained=on("2022-01-07T18:00"))
    hearing = Hearing(persons=(PERSON,), kind="sanction", decision="remanded", held=on("2022-01-10"), act="c" * 32)
    found = of(hearing, Around({"c" * 32: act}))[Sort.CUSTODY]
    assert (found.earliest, found.latest) == (on("2022-03-07").earliest(), on("2022-03-11").earliest())
    assert (found.key, found.verified) == ("remand-2m", True)


def test_a_stated_date_goes_before_the_term() -> None:
    hearing = Hearing(persons=(PERSON,), kind="sanction", decision="remanded", held=on("2022-01-10"),
                      held_until=on("2022-02-10"), appeal_until=on("2022-01-20"))
    found = of(hearing)
    assert {sort: (one.key, one.earliest) for sort, one in found.items()} == {
        Sort.CUSTODY: ("", on("2022-02-10").earliest()), Sort.APPEAL: ("", on("2022-01-20").earliest())}


def test_a_reply_whose_beginning_is_not_known_is_never_called_late() -> None:
    found = of(RemedyStep(persons=(PERSON,), kind="wgad", filed=on("2022-01-20")))[Sort.REPLY]
    assert (found.latest, found.verified) == (None, False)
    assert found.standing(on("2030-01-01").earliest()) is Standing.NOW
    assert found.standing(on("2022-02-01").earliest()) is Standing.COMING


@pytest.mark.parametrize("record", [
    Task(title="x", due=on("2022-01-14"), state="done"),
    Task(title="x", due=on("2022-01-14"), state="dropped"),
    RemedyStep(reply_due=on("2022-01-14"), replied=on("2022-01-12")),
    RemedyStep(reply_due=on("2022-01-14"), outcome="refused"),
    Consent(subject=PERSON, expires=on("2022-01-14"), withdrawn_on=on("2022-01-12")),
])
def test_what_is_settled_is_gone(record: Record) -> None:
    assert of(record) == {}


def test_a_later_decision_settles_custody_and_an_appeal_settles_the_appeal() -> None:
    first = Hearing(persons=(PERSON,), kind="sanction", decision="remanded", held=on("2022-01-10"))
    assert set(of(first)) == {Sort.CUSTODY, Sort.APPEAL}
    longer = Hearing(persons=(PERSON,), kind="extension", decision="upheld", held=on("2022-03-05"))
    assert set(of(first, Around({"d" * 32: longer}))) == {Sort.APPEAL}
    before = Hearing(persons=(PERSON,), kind="extension", decision="upheld", held=on("2022-01-10"))
    assert set(of(first, Around({"d" * 32: before}))) == {Sort.CUSTODY, Sort.APPEAL}  # not certainly later
    step = RemedyStep(persons=(PERSON,), kind="appeal", about=(ID,))
    assert set(of(first, Around({"e" * 32: step}))) == {Sort.CUSTODY}


def test_release_settles_custody() -> None:
    hearing = Hearing(persons=(PERSON,), decision="remanded", held=on("2022-01-10"), act="c" * 32)
    free = Act(ended_how="released", ended=on("2022-02-01"))
    assert Sort.CUSTODY not in of(hearing, Around({"c" * 32: free}))
    assert Sort.CUSTODY in of(hearing, Around({"c" * 32: Act(ended_how="remanded", ended=on("2022-01-10"))}))


def test_a_term_of_months_ends_on_the_last_day_where_its_day_does_not_exist() -> None:
    began = on("2021-12-31")
    assert ends(REMAND, began.earliest(), began.latest(), ALMATY) == (
        on("2022-02-28").earliest(), on("2022-03-01").earliest())


@given(st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1)), st.integers(1, 40 * 86_400),
       st.sampled_from(TERMS), st.sampled_from([ALMATY, "Asia/Oral", ""]))
def test_whatever_was_meant_its_last_day_is_inside(start: dt.datetime, length: int, term: object, zone: str) -> None:
    """Law: for any true beginning within what is known, the end of its last day lies within the interval."""
    first = int(start.replace(tzinfo=dt.UTC).timestamp())
    where = ZoneInfo(zone or ALMATY)
    assert isinstance(term, type(REMAND))
    earliest, latest = ends(term, first, first + length, zone)
    for true in (first, first + length // 2, first + length - 1):
        whole = ends(term, true, true + 1, zone)
        assert earliest <= whole[0]
        assert latest is None or (whole[1] is not None and whole[1] <= latest)
        assert dt.datetime.fromtimestamp(whole[0], where).time() == dt.time()


def test_on_its_last_day_it_is_not_passed() -> None:
    held = on("2022-01-10T15:00")
    first, last = ends(APPEAL_JUDGMENT, held.earliest(), held.latest(), ALMATY)
    deadline = Deadline(Sort.APPEAL, "hearing", ID, "", first, last)
    assert deadline.standing(on("2022-01-25T23:59").earliest()) is Standing.NOW
    assert deadline.standing(on("2022-01-26T00:00").earliest()) is Standing.PASSED
