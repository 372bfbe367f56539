"""Undo and redo of a sitting: in order, by name, exact; a consent answer only goes back when a person says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.services.edits import Edit
from caseapp.services.undoing import NothingLeft, NothingToRedo, UndoService
from tests.support import toy


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[toy.Vault]:
    for make in toy.vaults(tmp_path):
        yield make("a")


def service(vault: toy.Vault) -> UndoService:
    return UndoService(vault.writer, vault.author, vault.records)


def save(vault: toy.Vault, id_: str, title: str, **values: object) -> None:
    vault.records.save([Edit("human", id_, values)], title)


def job(vault: toy.Vault, id_: str) -> object:
    return vault.reader.get(id_).record.job


def test_two_back_two_forward_by_name(vault: toy.Vault) -> None:
    undoing, id_ = service(vault), vault.records.new_id()
    for work in ("teacher", "driver", "miner"):
        save(vault, id_, f"Now {work}", job=work)
    assert undoing.undo("Undo {what}")[0].title == "Now miner"
    assert undoing.undo("Undo {what}")[0].title == "Now driver"
    assert job(vault, id_) == "teacher"
    done, undone = undoing.next()
    assert done is not None
    assert undone is not None
    assert (done.title, undone.title) == ("Now teacher", "Now driver")
    assert undoing.redo("Redo {what}")[0].title == "Now driver"
    assert job(vault, id_) == "driver"
    undoing.redo("Redo {what}")
    assert job(vault, id_) == "miner"
    with pytest.raises(NothingToRedo):
        undoing.redo("Redo {what}")
    undoing.undo("Undo {what}")
    assert job(vault, id_) == "driver"


def test_what_was_written_before_the_sitting_is_not_touched(vault: toy.Vault) -> None:
    id_ = vault.records.new_id()
    save(vault, id_, "Before", job="teacher")
    undoing = service(vault)
    with pytest.raises(NothingLeft):
        undoing.undo("Undo {what}")
    save(vault, id_, "Since", job="driver")
    undoing.undo("Undo {what}")
    with pytest.raises(NothingLeft):
        undoing.undo("Undo {what}")
    assert job(vault, id_) == "teacher"


def test_a_new_action_ends_what_could_be_redone(vault: toy.Vault) -> None:
    undoing, id_ = service(vault), vault.records.new_id()
    save(vault, id_, "One", job="teacher")
    undoing.undo("Undo {what}")
    save(vault, id_, "Two", job="driver")
    assert undoing.next()[1] is None


def test_later_edits_are_kept_and_counted(vault: toy.Vault) -> None:
    undoing, id_ = service(vault), vault.records.new_id()
    save(vault, id_, "One", job="teacher", story="a")
    first, _ = undoing.next()
    save(vault, id_, "Two", job="driver")
    assert first is not None
    report = vault.records.undo("Undo", first.changeset)
    assert (report.undone, report.kept) == (1, 1)
    assert job(vault, id_) == "driver"


def test_an_answer_goes_back_only_when_a_person_says_so(vault: toy.Vault) -> None:
    undoing, id_ = service(vault), vault.records.new_id()
    save(vault, id_, "Asked", share="no")
    save(vault, id_, "Asked again", share="yes", job="driver")
    step, report = undoing.undo("Undo {what}")
    assert report.confirm == 1
    assert vault.reader.get(id_).record.share == "yes"  # undo alone never changes an answer
    undoing.put_back(step.changeset, "Answer taken back")
    assert vault.reader.get(id_).record.share == "no"
    assert job(vault, id_) == ""


def test_an_answer_given_again_since_stays(vault: toy.Vault) -> None:
    undoing, id_ = service(vault), vault.records.new_id()
    save(vault, id_, "Asked", share="yes")
    step, _ = undoing.next()
    save(vault, id_, "Withdrawn", share="no")
    assert step is not None
    undoing.put_back(step.changeset, "Answer taken back")
    assert vault.reader.get(id_).record.share == "no"
