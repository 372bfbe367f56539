"""After the disk of an open vault was away: the same vault goes on, an older or another one in its place does not."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.domain.errors import CaseappError, Damaged, LockedElsewhere
from caseapp.runtime.lanes import Lanes
from caseapp.security import hardening
from caseapp.security.instance import Instance
from caseapp.services.backup_places import DATABASE
from caseapp.services.edits import Edit
from caseapp.services.session import Session
from caseapp.storage.errors import ChangesMissing, PagesDamaged, VaultDiskFault
from tests.support.house import PHRASE, cheap


def save(session: Session, name: str) -> None:
    session.records.save([Edit("source", session.records.new_id(), {"name": name})], "Source", "test")


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    app = cheap()
    app.vaults.create(tmp_path / "vault", PHRASE, "vault", alias="A")
    made = app.vaults.open(tmp_path / "vault", PHRASE)
    made.writer.open()
    save(made, "one")
    made.reader.ids("source")
    made.drafts.save("typed", "half", 1)
    yield made
    made.close()


def files(session: Session) -> list[Path]:
    return [path for path in session.folder.iterdir() if path.name.startswith(DATABASE)]


def test_the_same_vault_goes_on(session: Session) -> None:
    for each in (session.reconnect, session.reader.reconnect, session.drafts.reconnect):
        each()
    save(session, "two")
    assert session.drafts.load("typed") == "half"
    assert len(session.reader.ids("source")) == 2


def test_an_older_copy_in_its_place_is_refused(session: Session, tmp_path: Path) -> None:
    older = tmp_path / "older"
    older.mkdir()
    for path in files(session):
        shutil.copy(path, older / path.name)
    save(session, "two")
    session.reconnect()  # the copy is what makes the difference, not the second record
    for path in files(session):
        path.unlink()
    for path in older.iterdir():
        shutil.copy(path, session.folder / path.name)
    with pytest.raises(ChangesMissing):
        session.reconnect()


def test_another_file_in_its_place_is_refused(session: Session) -> None:
    for path in files(session):
        path.unlink()
    (session.folder / DATABASE).write_bytes(bytes(8_192))
    with pytest.raises(Damaged):
        session.reconnect()


def test_while_it_is_away_the_old_connection_stays(session: Session, tmp_path: Path) -> None:
    session.folder.rename(tmp_path / "elsewhere")
    for each in (session.reconnect, session.reader.reconnect, session.drafts.reconnect):
        with pytest.raises(CaseappError) as caught:
            each()
        assert isinstance(caught.value, VaultDiskFault)
    (tmp_path / "elsewhere").rename(session.folder)
    session.reconnect()
    save(session, "two")


def test_a_vault_that_another_caseapp_took_meanwhile_is_left_to_it(session: Session) -> None:
    lock = session.folder / "lock"
    lock.unlink()  # a stick that came back carries no lock of ours
    other = Instance(session.folder)
    try:
        with pytest.raises(LockedElsewhere):
            session.reconnect()
    finally:
        other.release()
    session.reconnect()


@pytest.mark.parametrize("flipped", [True, False])
def test_a_page_that_really_is_damaged_is_told_at_once_when_recording(tmp_path: Path, flipped: bool) -> None:
    """Over the writer, and only where the disk's pages bear it out: with whole pages it was the disk."""
    app, lanes = cheap(), Lanes()
    app.vaults.create(tmp_path / "vault", PHRASE, "vault", alias="A")
    session = lanes.write(app.vaults.open, tmp_path / "vault", PHRASE).result()
    try:
        lanes.write(session.writer.open).result()
        lanes.write(save, session, "one").result()
        lanes.mend_with(session.reachable, {"writer": session.reconnect}, session.check_pages)
        if flipped:
            lanes.write(flip_a_page, session).result()

        def unlucky() -> None:
            raise PagesDamaged()

        with pytest.raises(PagesDamaged if flipped else VaultDiskFault):
            lanes.write(unlucky).result()
    finally:
        lanes.write(session.close).result()
        lanes.shutdown()


def flip_a_page(session: Session) -> None:
    """The last page of the file; the log is folded into it first, or the page there would be read."""
    session.writer.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (session.folder / DATABASE).open("r+b") as file:
        at = file.seek(-100, 2)
        byte = file.read(1)
        file.seek(at)
        file.write(bytes([byte[0] ^ 1]))
