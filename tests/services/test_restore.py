"""Restoring: beside, verified, swapped, a new life; the old vault kept; every damage refused with nothing changed."""

import random
import shutil
from pathlib import Path

import pytest

from caseapp.domain.errors import LockedElsewhere, UserError
from caseapp.runtime.bootstrap import App, compose
from caseapp.security import hardening
from caseapp.security.errors import WrongSecret
from caseapp.security.kdf import Cost
from caseapp.services import restore
from caseapp.services.backup_places import NoBackup
from caseapp.services.restore import BackupDamaged, OtherVault, TargetTaken
from caseapp.services.session import Session
from tests.services.conftest import PHRASE
from tests.services.exchanges import save, shape
from tests.support import toy

DRILLS = 20


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> App:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    return compose(cost=lambda: Cost(64, 1, 1), clock=toy.ticking())


def opened(app: App, folder: Path, secret: str = PHRASE) -> Session:
    session = app.vaults.open(folder, secret)
    session.writer.open()
    return session


def made(app: App, folder: Path, dice: random.Random | None = None) -> str:
    """A closed vault with records, evidence and a draft; returns its recovery key."""
    dice = dice or random.Random(1)
    key = app.vaults.create(folder, PHRASE, "V", alias="A").recovery_key
    with opened(app, folder) as session:
        for number in range(dice.randrange(1, 5)):
            save(session, occupation=f"driver {number}")
        for number in range(dice.randrange(3)):
            path = folder.parent / f"{folder.name}-{number}.bin"
            path.write_bytes(dice.randbytes(dice.randrange(1, 200_000)))
            session.exhibits.attach(path, {"title": "Paper"}, "Attach")
        if dice.random() < 0.5:
            session.drafts.save("quick", {"who": "half"}, 1)
    return key


def backed_up(app: App, folder: Path, chosen: Path | None = None) -> dict[str, object]:
    with opened(app, folder) as session:
        session.backups.make(chosen=chosen)
        return shape(session)


@pytest.mark.parametrize("seed", range(DRILLS))
def test_drill(app: App, tmp_path: Path, seed: int) -> None:
    """R10: every backup opens and verifies, with the passphrase and with the recovery key."""
    dice = random.Random(seed)
    key = made(app, tmp_path / "v", dice)
    stick = tmp_path if dice.random() < 0.5 else None
    expected = backed_up(app, tmp_path / "v", stick)
    target = tmp_path / "restored"
    secret = key if dice.random() < 0.5 else PHRASE
    done = app.vaults.restore(tmp_path if stick else tmp_path / "v", target, secret)
    assert (done.folder, done.missing, done.aside) == (target, 0, None)
    with opened(app, target) as session:
        assert not session.warnings
        assert shape(session) == expected
        assert session.verify() == []
        save(session, occupation="afterwards")
    assert not list(tmp_path.glob("*.restoring"))


def test_the_vault_that_was_there_is_kept_aside_whole(app: App, tmp_path: Path) -> None:
    folder = tmp_path / "v"
    made(app, folder)
    backed_up(app, folder)
    with opened(app, folder) as session:
        save(session, occupation="after the backup")
        later = shape(session)
    done = app.vaults.restore(folder, folder, PHRASE, replace=True)
    assert done.aside is not None
    with opened(app, done.aside) as session:
        assert shape(session) == later
        assert session.verify() == []
    with opened(app, folder) as session:
        assert shape(session) != later
        assert [line.kind for line in session.activity.lines(limit=1)] == ["restore"]


def test_a_restored_vault_begins_a_new_life_although_it_lies_where_it_lay(app: App, tmp_path: Path) -> None:
    folder = tmp_path / "v"
    made(app, folder)
    with opened(app, folder) as session:
        old = session.author.life
        session.backups.make()
    app.vaults.restore(folder, folder, PHRASE, replace=True)
    with opened(app, folder) as session:
        new = session.author.life
    assert new != old
    with opened(app, folder) as session:
        assert session.author.life == new


def test_control_without_the_explicit_life_the_counters_would_be_signed_twice(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "v"
    made(app, folder)
    with opened(app, folder) as session:
        old = session.author.life
        session.backups.make()
    monkeypatch.setattr(restore.frame, "put_setting", lambda *_: None)
    app.vaults.restore(folder, folder, PHRASE, replace=True)
    monkeypatch.undo()
    monkeypatch.setattr(hardening, "harden", lambda: True)
    with opened(app, folder) as session:
        assert session.author.life == old


def test_no_write_ahead_log_of_the_old_vault_stands_beside_the_restored_one(app: App, tmp_path: Path) -> None:
    folder = tmp_path / "v"
    made(app, folder)
    expected = backed_up(app, folder)
    (folder / "vault.db-wal").write_bytes(b"stale frames of another time" * 999)
    app.vaults.restore(folder, folder, PHRASE, replace=True)
    assert not (folder / "vault.db-wal").exists()
    with opened(app, folder) as session:
        assert shape(session) == expected
        assert session.verify() == []


@pytest.mark.parametrize("name", ["vault.db", "head", "list", "hdr.a"])
def test_a_damaged_backup_is_refused_and_nothing_changes(app: App, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "v"
    made(app, folder)
    backed_up(app, folder, tmp_path)
    before = (folder / "vault.db").read_bytes()
    path = next(tmp_path.glob(f"Caseapp backup */*/{name}"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)
    with pytest.raises(BackupDamaged if name != "list" else (BackupDamaged, NoBackup)):
        app.vaults.restore(tmp_path, folder, PHRASE, replace=True)
    assert (folder / "vault.db").read_bytes() == before
    assert not list(tmp_path.glob("*.restoring"))


def test_evidence_that_is_damaged_in_the_backup_is_counted_and_the_rest_restored(app: App, tmp_path: Path) -> None:
    folder = tmp_path / "v"
    made(app, folder)
    with opened(app, folder) as session:
        for number in range(2):
            path = tmp_path / f"{number}.bin"
            path.write_bytes(bytes([number]) * 9)
            session.exhibits.attach(path, {"title": "Paper"}, "Attach")
        session.backups.make(chosen=tmp_path)
    blob = next(tmp_path.glob("Caseapp backup */blobs/*"))
    data = bytearray(blob.read_bytes())
    data[-1] ^= 1
    blob.write_bytes(data)
    done = app.vaults.restore(tmp_path, tmp_path / "w", PHRASE)
    assert done.missing == 1
    with opened(app, tmp_path / "w") as session:
        assert [(one.code, one.count) for one in session.verify()] == [("blob", 1)]


def test_a_wrong_passphrase_opens_no_backup(app: App, tmp_path: Path) -> None:
    made(app, tmp_path / "v")
    backed_up(app, tmp_path / "v")
    with pytest.raises(WrongSecret):
        app.vaults.restore(tmp_path / "v", tmp_path / "w", "another six words of some length")
    assert not (tmp_path / "w").exists()


def test_what_is_in_the_way_is_never_touched(app: App, tmp_path: Path) -> None:
    made(app, tmp_path / "v")
    made(app, tmp_path / "other")
    backed_up(app, tmp_path / "v")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter").write_text("dear")
    for target, replace, error in (
        ("papers", True, TargetTaken), ("v", False, TargetTaken), ("other", True, OtherVault),
    ):
        with pytest.raises(error):
            app.vaults.restore(tmp_path / "v", tmp_path / target, PHRASE, replace=replace)
    assert (tmp_path / "papers" / "letter").read_text() == "dear"


def test_an_open_vault_is_not_replaced(app: App, tmp_path: Path) -> None:
    made(app, tmp_path / "v")
    backed_up(app, tmp_path / "v")
    with opened(app, tmp_path / "v"), pytest.raises(LockedElsewhere):
        app.vaults.restore(tmp_path / "v", tmp_path / "v", PHRASE, replace=True)


def test_a_folder_without_a_backup(app: App, tmp_path: Path) -> None:
    with pytest.raises(NoBackup):
        app.vaults.restore(tmp_path, tmp_path / "w", PHRASE)


class Stopped(UserError):
    """Stop was pressed."""


def test_stopped_nothing_is_left(app: App, tmp_path: Path) -> None:
    made(app, tmp_path / "v")
    backed_up(app, tmp_path / "v")

    def stop(_done: int, _all: int) -> None:
        raise Stopped()

    with pytest.raises(Stopped):
        app.vaults.restore(tmp_path / "v", tmp_path / "w", PHRASE, stop)
    assert not (tmp_path / "w").exists()
    assert not list(tmp_path.glob("*.restoring"))


def test_where_two_names_cannot_be_exchanged_both_vaults_stand(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(app, tmp_path / "v")
    backed_up(app, tmp_path / "v")
    monkeypatch.setattr(restore, "_exchange", lambda *_: False)
    done = app.vaults.restore(tmp_path / "v", tmp_path / "v", PHRASE, replace=True)
    assert done.aside is not None
    for folder in (done.aside, tmp_path / "v"):
        opened(app, folder).close()


def test_a_whole_vault_left_by_a_kill_is_kept_and_scraps_are_not(app: App, tmp_path: Path) -> None:
    made(app, tmp_path / "v")
    backed_up(app, tmp_path / "v")
    shutil.copytree(tmp_path / "v", tmp_path / "w.restoring")
    app.vaults.restore(tmp_path / "v", tmp_path / "w", PHRASE)
    assert (tmp_path / "w before unfinished").is_dir()
    (tmp_path / "x.restoring").mkdir()
    (tmp_path / "x.restoring" / "vault.db").write_bytes(b"scrap")
    app.vaults.restore(tmp_path / "v", tmp_path / "x", PHRASE)
    opened(app, tmp_path / "x").close()
