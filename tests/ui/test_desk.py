"""The desk over a real encrypted vault: every port answers on its lane, and after a lock none does."""

import gc
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.domain.canonical import Json
from caseapp.domain.errors import Denied, Invalid, NotAVault, NotFound
from caseapp.domain.names.person_name import PersonName
from caseapp.security import hardening
from caseapp.services.edits import Edit
from caseapp.services.session import Session
from caseapp.storage import frame
from tests.support.house import PHRASE, House
from tests.ui.conftest import drop_deleted
from ui import app as window_app
from ui.actions import Act
from ui.desk.desk import VaultDesk
from ui.desk.start import Start
from ui.desk.vault import OpenVault, VaultLocked
from ui.desk.vaults import SAMPLE_WORDS
from ui.ports import Agreed, Lane, QuickRecord, Still
from ui.windows.main_window import MainWindow

QUICK = QuickRecord(
    who="Ахметов Данияр, 27, м", what="detention", when="7 янв вечером", still=Still.HELD, where="Алматы",
    told_by="relative_victim", told_name="Жена", agreed=Agreed.ORGANISATION_AND_LAWYER, held_at="ИВС",
)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    made = House(tmp_path / "vaults")
    yield made
    made.close()


@pytest.fixture
def open_desk(house: House) -> VaultDesk:
    place = house.vaults.create("Алматы, январь", PHRASE).place
    return house.vaults.unlock(place.path, PHRASE)


def on(desk: VaultDesk, lane: Lane, work: Callable[..., Any], *args: object) -> Any:
    """As the runner does it."""
    future: Future[Any] = desk.lanes[lane].submit(work, *args)
    return future.result(timeout=20)


def read(desk: VaultDesk, work: Callable[..., Any], *args: object) -> Any:
    return on(desk, Lane.READER, work, *args)


def write(desk: VaultDesk, work: Callable[..., Any], *args: object) -> Any:
    return on(desk, Lane.WRITER, work, *args)


def draft(desk: VaultDesk, work: Callable[..., Any], *args: object) -> Any:
    return on(desk, Lane.DRAFTS, work, *args)


# --- vaults


def test_a_vault_is_made_found_and_opened(house: House) -> None:
    assert house.vaults.found() == []
    created = house.vaults.create("Алматы / январь", PHRASE)
    assert created.recovery_key.count("-") >= 3
    assert [place.label for place in house.vaults.found()] == ["Алматы январь"]
    desk = house.vaults.unlock(created.place.path, created.recovery_key)
    assert (desk.label, desk.sample, desk.locked) == ("Алматы / январь", False, False)


def test_what_does_not_open_leaves_nothing_open(house: House, tmp_path: Path) -> None:
    place = house.vaults.create("One", PHRASE).place
    with pytest.raises(Denied):
        house.vaults.unlock(place.path, "not the passphrase")
    with pytest.raises(NotAVault):
        house.vaults.unlock(tmp_path / "nowhere", PHRASE)
    assert house.vaults.last_folder is None
    assert house.vaults.unlock(place.path, PHRASE).label == "One"


def test_the_words_are_six_and_not_the_same_twice(house: House) -> None:
    words = house.vaults.words("ru")
    assert len(words.split()) == 6
    assert words != house.vaults.words("ru")


def test_the_sample_is_filled_once_and_says_its_passphrase(house: House) -> None:
    desk = house.vaults.open_sample("en")
    people = read(desk, desk.records.ids, "person")
    assert desk.sample
    assert people
    write(desk, desk.lock)
    again = house.vaults.open_sample("en")
    assert read(again, again.records.ids, "person") == people
    place = house.vaults.found()[0]
    assert place.sample
    assert SAMPLE_WORDS in place.label


# --- records


def test_a_record_is_written_read_undone(open_desk: VaultDesk) -> None:
    records = open_desk.records
    write(open_desk, open_desk.undoing.next)  # as the window does when it opens
    name = PersonName("Тоқаев Ерлан", "Тоқаев", "Ерлан", script="Cyrl")
    saved = write(open_desk, records.save, "person", None, {"names": (name,), "occupation": "водитель"}, "New")
    assert saved.changes == {"person": saved.ids}
    view = read(open_desk, records.get, saved.ids[0])
    assert (view.title, view.fields["occupation"].value) == ("Тоқаев Ерлан", "водитель")
    assert "what was done" in view.gaps
    row = read(open_desk, records.rows, [*saved.ids, "0" * 32])[0]
    assert (row.title, row.conflicts, row.gaps) == ("Тоқаев Ерлан", 0, len(view.gaps))
    assert write(open_desk, open_desk.undoing.undo).title == "New"
    assert read(open_desk, records.get, saved.ids[0]).fields["occupation"].value == ""
    with pytest.raises(NotFound):
        read(open_desk, records.get, "0" * 32)


def test_what_cannot_be_stored_names_its_field(open_desk: VaultDesk) -> None:
    with pytest.raises(Invalid) as refused:
        write(open_desk, open_desk.records.save, "person", None, {"occupation": "a\u202eb"}, "New")
    assert refused.value.field == "Occupation"
    assert read(open_desk, open_desk.records.ids, "person") == []


def test_a_quick_record_ties_its_records_together(open_desk: VaultDesk) -> None:
    recorded = write(open_desk, open_desk.quick.record, QUICK)
    assert set(recorded.saved.changes) >= {"person", "act", "place", "source", "account", "consent", "stay"}
    assert "judge" in recorded.missing
    act = read(open_desk, open_desk.records.get, recorded.act_id)
    assert act.title == "Detention · Ахметов Данияр · 7 Jan 2022, 18:00–24:00"
    assert act.titles[recorded.place_id] == "Алматы"
    labels = {link.type: link.label for link in act.links}
    assert labels["stay"] == "Stay at a place of detention: Detention it belongs to"
    person = next(link for link in act.links if link.id == recorded.person_id)
    assert (person.title, person.label) == ("Ахметов Данияр", "Victim")


@pytest.mark.parametrize(("change", "row"), [
    ({"what": ""}, "what"), ({"when": ""}, "when"), ({"when": "nonsense"}, "when"),
    ({"still": Still.RELEASED, "released": "nonsense"}, "still"), ({"told_on": "nonsense"}, "told_name"),
])
def test_a_refused_quick_record_names_its_row(open_desk: VaultDesk, change: dict[str, Any], row: str) -> None:
    values = {name: getattr(QUICK, name) for name in QuickRecord.__dataclass_fields__} | change
    with pytest.raises(Invalid) as refused:
        write(open_desk, open_desk.quick.record, QuickRecord(**values))
    assert refused.value.field == row
    assert read(open_desk, open_desk.records.ids, "act") == []


def test_the_next_victim_adds_to_the_same_source(open_desk: VaultDesk) -> None:
    first = write(open_desk, open_desk.quick.record, QUICK)
    values = {name: getattr(QUICK, name) for name in QuickRecord.__dataclass_fields__}
    second = write(open_desk, open_desk.quick.record,
                   QuickRecord(**values | {"who": "Лим Алексей", "source_id": first.source_id}))
    assert second.source_id == first.source_id
    assert second.place_id == first.place_id
    assert second.person_id != first.person_id
    assert len(read(open_desk, open_desk.records.ids, "place")) == 2  # the city, and where they were held


# --- search


def test_hits_are_marked_in_the_script_that_was_written(open_desk: VaultDesk) -> None:
    write(open_desk, open_desk.quick.record, QUICK)
    hit = read(open_desk, open_desk.search.find, "Akhmetov", 5, ("person",))[0]
    assert [hit.excerpt[start : start + length] for start, length in hit.spans] == ["Ахметов"]


def test_the_city_comes_before_what_stands_in_it(open_desk: VaultDesk) -> None:
    city = write(open_desk, open_desk.records.save, "place", None, {"name_ru": "Алматы"}, "City").ids[0]
    write(open_desk, open_desk.records.save, "place", None, {"name_ru": "ИВС, Алматы"}, "Newer")
    hits = read(open_desk, open_desk.search.find, "almaty", 6, ("place",))
    assert len(hits) == 2
    assert hits[0].id == city


# --- conflicts


def test_both_values_of_a_conflict_name_their_authors(open_desk: VaultDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    records = open_desk.records
    id_ = write(open_desk, records.save, "person", None, {"occupation": "водитель"}, "New").ids[0]
    write(open_desk, _rival, _session(open_desk), id_)
    field = read(open_desk, records.get, id_).fields["occupation"]
    assert field.conflict
    assert {standing.value for standing in field.standing} == {"водитель", "студент"}
    assert {standing.author for standing in field.standing} == {open_desk.author}
    assert read(open_desk, records.rows, [id_])[0].conflicts == 1
    write(open_desk, records.resolve, id_, "occupation", "студент", None)
    field = read(open_desk, records.get, id_).fields["occupation"]
    assert (field.value, field.conflict) == ("студент", False)


def _session(desk: VaultDesk) -> Session:
    return desk._vault.session


def _rival(session: Session, id_: str) -> None:
    """A second value written by somebody who had not seen the first: the write is composed against nothing."""
    writer = session.writer
    real = writer.states
    writer.states = lambda keys: {}  # type: ignore[method-assign]
    try:
        session.records.save([Edit("person", id_, {"occupation": "студент"})], "Apart")
    finally:
        writer.states = real  # type: ignore[method-assign]


# --- drafts, lock, end


def test_drafts_are_kept_in_the_vault(open_desk: VaultDesk, house: House) -> None:
    drafts = open_desk.drafts
    assert draft(open_desk, drafts.load, "quick") is None
    draft(open_desk, drafts.save, "quick", {"who": "Ахметов"})
    folder = open_desk.folder
    write(open_desk, open_desk.lock)
    assert "Ахметов".encode() not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    again = house.vaults.unlock(folder, PHRASE)
    assert draft(again, again.drafts.load, "quick") == {"who": "Ахметов"}
    draft(again, again.drafts.drop, "quick")
    assert draft(again, again.drafts.load, "quick") is None


def test_a_draft_never_waits_for_the_writer(open_desk: VaultDesk) -> None:
    """A merge, a backup: whatever holds the writer. The control: on the writer's lane it would stand in line."""
    held = threading.Event()
    busy = open_desk.lanes[Lane.WRITER].submit(held.wait, 60)
    try:
        behind = open_desk.lanes[Lane.WRITER].submit(open_desk.quick.record, QUICK)
        draft(open_desk, open_desk.drafts.save, "quick", {"who": "Ахметов"})
        assert draft(open_desk, open_desk.drafts.load, "quick") == {"who": "Ахметов"}
        assert [note.title for note in read(open_desk, open_desk.drafts.waiting)] == ["Ахметов"]
        assert not behind.done()
    finally:
        held.set()
    assert busy.result(timeout=20)
    assert behind.result(timeout=20).person_id


def test_what_was_typed_last_is_kept_by_a_lock_that_comes_behind_it(open_desk: VaultDesk, house: House) -> None:
    """Everything asked of the drafts lane before the lock is written, also while that lane was slow."""
    held = threading.Event()
    open_desk.lanes[Lane.DRAFTS].submit(held.wait, 60)
    last = open_desk.lanes[Lane.DRAFTS].submit(open_desk.drafts.save, "quick", {"who": "Бекова"})
    locking = open_desk.lanes[Lane.WRITER].submit(open_desk.lock)
    read(open_desk, lambda: None)
    held.set()
    last.result(timeout=20)
    locking.result(timeout=20)
    again = house.vaults.unlock(open_desk.folder, PHRASE)
    assert draft(again, again.drafts.load, "quick") == {"who": "Бекова"}


def test_after_a_lock_nothing_answers_and_the_vault_is_free(open_desk: VaultDesk, house: House) -> None:
    id_ = write(open_desk, open_desk.quick.record, QUICK).person_id
    write(open_desk, open_desk.lock)
    write(open_desk, open_desk.lock)  # twice is once
    for lane, work in (
        (Lane.READER, lambda: open_desk.records.get(id_)), (Lane.READER, lambda: open_desk.search.find("Ахметов")),
        (Lane.WRITER, open_desk.undoing.undo), (Lane.DRAFTS, lambda: open_desk.drafts.save("quick", {})),
        (Lane.WRITER, lambda: open_desk.quick.record(QUICK)),
    ):
        with pytest.raises(VaultLocked):
            on(open_desk, lane, work)
    again = house.vaults.unlock(open_desk.folder, PHRASE)
    assert read(again, again.records.get, id_).title == "Ахметов Данияр"


def test_without_the_latch_work_after_the_lock_opens_the_vault_again(
    open_desk: VaultDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: this is what the latch is for."""
    vault = open_desk._vault
    monkeypatch.setattr(OpenVault, "session", property(lambda self: self._session))
    monkeypatch.setattr(OpenVault, "drafts", property(lambda self: self._session.drafts))
    write(open_desk, open_desk.lock)
    draft(open_desk, open_desk.drafts.load, "quick")
    draft(open_desk, vault._session.drafts.close)


def test_the_end_closes_what_was_left_open(house: House) -> None:
    desk = house.vaults.unlock(house.vaults.create("One", PHRASE).place.path, PHRASE)
    house.vaults.close()
    assert desk.locked


# --- dossiers


def test_a_dossier_is_kept_and_copied_once(open_desk: VaultDesk, tmp_path: Path) -> None:
    recorded = write(open_desk, open_desk.quick.record, QUICK)
    dossiers = open_desk.dossiers
    assert [form.id for form in dossiers.forms("person")] == ["D1"]
    assert dossiers.forms("place") == []
    wish = ("D1", recorded.person_id, "ru", "internal")
    prepared = on(open_desk, Lane.COMPUTE, dossiers.prepare, *wish)
    assert any("judge" in cure.words for cure in prepared.cures)
    issued = on(open_desk, Lane.COMPUTE, dossiers.issue, *wish)
    assert issued.pages == prepared.pages >= 1
    write(open_desk, dossiers.save_copy, issued.id, tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    details: list[Json] = write(open_desk, _activity, _session(open_desk))
    assert {"id": issued.id, "where": str(tmp_path / "a.pdf")} in details
    with pytest.raises(NotFound):
        write(open_desk, dossiers.save_copy, "D1-nothing", tmp_path / "b.pdf")
    assert not (tmp_path / "b.pdf").exists()


def _activity(session: Session) -> list[Json]:
    return [line.detail for line in frame.activities(session.writer.sql, limit=10)]


# --- the program's window


def test_lock_ends_the_program_and_asks_for_a_fresh_process(
    house: House, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    again: list[tuple[Path | None, str]] = []
    start = Start(house.vaults, house.lanes, house.app.language, house.app.resources,
                  lambda folder, language: again.append((folder, language)), "ru", sample=True)
    QTimer.singleShot(50, _lock_the_window)
    assert window_app.run(start) == 0
    assert again == [(house.vaults.sample_folder, "ru")]
    _forget_windows()


def test_closing_ends_the_program_without_another(house: House, qapp: QApplication, qtbot: QtBot) -> None:
    again: list[tuple[Path | None, str]] = []
    start = Start(house.vaults, house.lanes, house.app.language, house.app.resources,
                  lambda folder, language: again.append((folder, language)), "en", sample=True)
    QTimer.singleShot(50, _close_the_window)
    assert window_app.run(start) == 0
    assert again == []
    _forget_windows()


def _main_window() -> MainWindow:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))


def _lock_the_window() -> None:
    shell = _main_window().shell
    if shell is None:  # the sample is being opened
        QTimer.singleShot(50, _lock_the_window)
    else:
        shell.perform(Act.LOCK)


def _close_the_window() -> None:
    if _main_window().shell is None:
        QTimer.singleShot(50, _close_the_window)
    else:
        _main_window().close()


def _forget_windows() -> None:
    for each in QApplication.topLevelWidgets():
        each.close()
        each.deleteLater()
    drop_deleted()
    gc.collect()
