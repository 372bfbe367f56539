"""What needs a person today: clocks without a false alarm and without a missed one, gaps, conflicts, dates, safety."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from caseapp.domain.canonical import Json
from caseapp.domain.moment import Moment
from caseapp.runtime.bootstrap import compose
from caseapp.security import hardening
from caseapp.security.kdf import Cost
from caseapp.services import attention as module
from caseapp.services.attention import Attention, AttentionService, Held
from caseapp.services.edits import Edit
from caseapp.services.session import Session
from caseapp.storage import frame
from tests.services.conftest import PHRASE
from tests.services.exchanges import Make, Pair, save, send, take_in
from tests.support import toy

ALMATY = "Asia/Almaty"
NOW = Moment("2022-01-10T14:00", zone=ALMATY).earliest()


@pytest.fixture
def vault(make: Make) -> Session:
    return make("a")


def look(vault: Session, now: int = NOW) -> Attention:
    return AttentionService(vault.reader, lambda: now * 1000).look()


def held(vault: Session, now: int = NOW) -> tuple[Held, ...]:
    return look(vault, now).held


def person(vault: Session, **values: Any) -> str:
    id_ = vault.records.new_id()
    vault.records.save([Edit("person", id_, {"description": "invented", **values})], "person")
    return id_


def detain(vault: Session, start: str = "2022-01-07T18:00", end: str = "", **values: Any) -> str:
    """One detention; returns the act."""
    act = vault.records.new_id()
    victim = values.pop("victim", "") or person(vault)
    when = Moment(start, end, zone=ALMATY) if start else None
    vault.records.save([Edit("act", act, {"act_type": "detention", "victim": victim, "start": when, **values})], "act")
    return act


def on(day: str) -> Moment:
    return Moment(day, zone=ALMATY)


def test_an_empty_vault_says_so_and_one_record_ends_it(vault: Session) -> None:
    assert look(vault).empty
    person(vault)
    assert not look(vault).empty


def test_the_example_of_the_wireframe(vault: Session) -> None:
    act = detain(vault, "2022-01-07T18:00", "2022-01-07T24:00", still_held=True, still_held_on=on("2022-01-10"))
    found, = held(vault)
    assert found.act == act
    assert found.span is not None
    assert (found.span[0] // 3600, found.span[1] // 3600) == (62, 68)
    assert found.behind is not None
    assert (found.behind.limit.key, found.behind.passed) == ("court-48h", True)
    assert found.coming is not None
    assert found.coming.limit.key == "court-72h"
    assert found.coming.expires[0] == Moment("2022-01-10T18:00", zone=ALMATY).earliest()


def test_far_from_a_limit_nobody_is_named(vault: Session) -> None:
    detain(vault, "2022-01-10T08:00", still_held=True, still_held_on=on("2022-01-10"))
    assert held(vault) == ()
    detain(vault, "2022-01-08T22:00", still_held=True, still_held_on=on("2022-01-10"))  # 40 of 48 hours
    assert len(held(vault)) == 1


@pytest.mark.parametrize("ending", [
    {"ended": on("2022-01-08")}, {"ended_how": "released"}, {"judge": on("2022-01-08")},
    {"limit_ground": "administrative"},
])
def test_who_is_free_or_was_before_a_judge_is_not_named(vault: Session, ending: dict[str, Any]) -> None:
    detain(vault, **ending)
    assert held(vault) == ()
    detain(vault)
    assert len(held(vault)) == 1  # the same without an end


def test_other_acts_have_no_clock(vault: Session) -> None:
    detain(vault, act_type="injury")
    assert held(vault) == ()


def test_said_to_be_held_is_sure_only_until_the_end_of_that_day(vault: Session) -> None:
    """Afterwards "at least" stops at the morning it was said of: the person may have been let go since."""
    detain(vault, "2022-01-07T18:00", still_held=True, still_held_on=on("2022-01-09"))
    found, = held(vault)
    assert found.held_on == on("2022-01-09")
    assert found.span is not None
    assert found.span[0] // 3600 == 29
    assert found.span[1] // 3600 == 68
    assert found.behind is not None
    assert not found.behind.passed


def test_not_known_whether_held_is_an_alarm_for_two_weeks_then_a_gap(vault: Session) -> None:
    detain(vault)
    found, = held(vault)
    assert not found.said
    assert found.behind is not None
    assert not found.behind.passed
    later = look(vault, NOW + 20 * 86_400)
    assert later.held == ()
    assert later.unended.count == 1
    assert look(vault).unended.count == 0


def test_a_start_that_nobody_knows_asks_for_it(vault: Session) -> None:
    detain(vault, "", still_held=True)
    detain(vault)
    assert [one.span is None for one in held(vault)] == [False, True]


def test_a_minor_has_the_shorter_limit(vault: Session) -> None:
    detain(vault, "2022-01-09T12:00", still_held=True, still_held_on=on("2022-01-10"), minor="yes")
    found, = held(vault)
    assert found.behind is not None
    assert found.behind.limit.key == "minors-24h"


def test_the_next_to_run_out_stands_first(vault: Session) -> None:
    late = detain(vault, "2022-01-08T20:00", still_held=True, still_held_on=on("2022-01-10"))
    soon = detain(vault, "2022-01-08T15:00", still_held=True, still_held_on=on("2022-01-10"))
    past = detain(vault, "2022-01-02T15:00", still_held=True, still_held_on=on("2022-01-10"))
    assert [one.act for one in held(vault)] == [soon, late, past]


def test_withdrawn_and_undone_records_are_silent(vault: Session) -> None:
    act = detain(vault)
    vault.records.save([Edit("act", act, {"retracted": True})], "withdraw")
    assert held(vault) == ()
    detain(vault)
    vault.records.undo("undo")
    assert held(vault) == ()


def complete(vault: Session, **left_out: bool) -> str:
    """A minimum record, whole but for what is left out."""
    new = vault.records.new_id
    who, act, source, account, place = (new() for _ in range(5))
    edits = [
        Edit("person", who, {"description": "invented"}),
        Edit("place", place, {"name_ru": "Алматы"}),
        Edit("act", act, {"act_type": "injury", "victim": who,
                          "start": None if left_out.get("date") else on("2022-01-07"),
                          "place": "" if left_out.get("place") else place}),
        Edit("source", source, {"connection": "witness"}),
        Edit("account", account, {"source": source, "about": () if left_out.get("source") else (act,)}),
    ]
    if not left_out.get("consent"):
        edits.append(Edit("consent", new(), {"subject": who, "store": "yes"}))
    vault.records.save(edits, "minimum")
    return who


def test_a_whole_record_lacks_nothing(vault: Session) -> None:
    complete(vault)
    found = look(vault)
    assert (found.lacking.count, found.unasked.count) == (0, 0)


@pytest.mark.parametrize("missing", ["date", "place", "source"])
def test_each_part_of_the_minimum_is_missed(vault: Session, missing: str) -> None:
    complete(vault)
    who = complete(vault, **{missing: True})
    assert look(vault).lacking == module.Waiting(1, (who,))


def test_consent_is_counted_apart_and_officials_are_not_asked(vault: Session) -> None:
    who = complete(vault, consent=True)
    assert look(vault).unasked == module.Waiting(1, (who,))
    assert look(vault).lacking.count == 0
    vault.records.save([Edit("person", who, {"official": True})], "official")
    assert look(vault).unasked.count == 0


def test_somebody_whom_nothing_names_is_unfinished(vault: Session) -> None:
    who = person(vault)
    assert look(vault).lacking == module.Waiting(1, (who,))


def test_backup_export_and_clock(vault: Session) -> None:
    person(vault)
    found = look(vault, vault.author.clock() // 1000)
    assert (found.backup, found.stick, found.export, found.clock_behind) == (0, 0, None, False)
    with vault.writer.transaction():
        for at, kind in ((1000, "backup"), (3000, "backup"), (2000, "backup-stick"), (9000, "print")):
            frame.put_activity(vault.writer.sql, frame.Activity(at, kind, {}))
    found = look(vault, vault.author.clock() // 1000)
    assert (found.backup, found.stick) == (3000, 2000)
    assert look(vault, vault.author.clock() // 1000 - 86_400).clock_behind


def test_without_the_end_of_the_day_a_release_in_between_is_called_past(
    vault: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: taking "still held" of yesterday for today accuses falsely."""
    detain(vault, "2022-01-07T18:00", still_held=True, still_held_on=on("2022-01-09"))
    right = module._facts
    monkeypatch.setattr(module, "_facts", lambda act, *rest: right(_undated(act), *rest))
    found, = held(vault)
    assert found.behind is not None
    assert found.behind.passed


def _undated(act: Any) -> Any:
    return msgspec.structs.replace(act, still_held_on=None)


def test_a_conflict_and_the_last_export_are_seen(pair: Pair) -> None:
    one, other = pair
    who = save(one, description="driver")
    assert look(one).conflicts.count == 0
    take_in(other, send(one, other))
    save(one, who, description="student")
    save(other, who, description="teacher")
    take_in(one, send(other, one))
    found = look(one)
    assert found.conflicts == module.Waiting(1, (who,))
    assert found.export is not None
    assert other.card.fp in found.export.recipients


def test_what_was_counted_is_counted_again_after_a_write_and_only_then(
    vault: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(vault)
    service = AttentionService(vault.reader, lambda: NOW * 1000)
    asked: list[int] = []
    right = module.attention.unfinished
    monkeypatch.setattr(module.attention, "unfinished", lambda *a: (asked.append(1), right(*a))[1])
    service.look()
    service.look()
    assert len(asked) == 1
    person(vault)
    assert service.look().lacking.count == 2
    assert len(asked) == 2


def test_the_counts_of_the_last_sitting_serve_the_next_unless_something_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    service = compose(cost=lambda: Cost(64, 1, 1), clock=toy.ticking(NOW * 1000)).vaults
    service.create(tmp_path / "v", PHRASE, "v", alias="v")
    asked: list[int] = []
    right = module.attention.unfinished
    monkeypatch.setattr(module.attention, "unfinished", lambda *a: (asked.append(1), right(*a))[1])

    def sitting(*, write: bool) -> int:
        with service.open(tmp_path / "v", PHRASE) as session:
            session.writer.open()
            if write:
                person(session)
            return session.attention.look().lacking.count

    assert [sitting(write=True), sitting(write=False), sitting(write=False)] == [1, 1, 1]
    assert len(asked) == 1
    assert sitting(write=True) == 2
    assert len(asked) == 2
    monkeypatch.setattr(module, "_RULES", 0)
    assert sitting(write=False) == 2
    assert len(asked) == 3, "other rules count again"


@pytest.mark.parametrize("odd", [None, [], {"version": "x"}, {"version": [1], "counts": [[1, ["a"]]]}])
def test_what_was_kept_by_another_caseapp_is_counted_again(vault: Session, odd: Json) -> None:
    person(vault)
    with vault.writer.transaction():
        frame.put_setting(vault.writer.sql, module.KEPT, odd)
    assert look(vault).lacking.count == 1


def test_what_is_kept_already_is_not_written_again(vault: Session) -> None:
    person(vault)
    vault.attention.look()
    kept = vault.attention.to_keep
    assert kept is not None
    with vault.writer.transaction():
        frame.put_setting(vault.writer.sql, module.KEPT, kept)
    again = module.AttentionService(vault.reader, vault.attention._now)
    again.look()
    assert again.to_keep is None
