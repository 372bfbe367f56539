"""Backups of real vaults: whole, verified, rolling, and nothing of one that failed. Each promise with its control."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from caseapp.domain.errors import Damaged, DiskFull, UserError
from caseapp.runtime.bootstrap import compose
from caseapp.security import hardening
from caseapp.security.kdf import Cost
from caseapp.services.backup import BackupStopped
from caseapp.services.backup_places import FOLDER, NoBackup, peek
from caseapp.services.session import Session
from caseapp.storage import backup, backup_list, migrate
from caseapp.storage.backup import NotVerified, PlaceFault
from tests.services.conftest import PHRASE
from tests.services.exchanges import Make, Pair, save, send, take_in

DAY = 24 * 3600 * 1000


@pytest.fixture
def vault(make: Make, tmp_path: Path) -> Session:
    """With a record and a file of evidence."""
    session = make("a")
    save(session, occupation="driver")
    attach(session, tmp_path, b"seen at eleven " * 9000)
    return session


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def attach(session: Session, folder: Path, content: bytes) -> None:
    path = folder / f"{os.urandom(4).hex()}.bin"
    path.write_bytes(content)
    session.exhibits.attach(path, {"title": "Paper"}, "Attach")


def inside(session: Session) -> Path:
    return session.folder / FOLDER


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_backup_is_whole_and_verified_by_opening(vault: Session, stick: Path) -> None:
    made = vault.backups.make(chosen=stick)
    assert (made.known.count, made.known.files, made.fresh, made.read) == (2, 1, 1, 1)
    checked = vault.backups.verify(made.known.folder)
    assert (checked.count, checked.files, checked.findings) == (2, 1, ())
    assert vault.backups.found(stick) == [made.known]
    assert {path.name for path in made.known.folder.iterdir()} == {"vault.db", "hdr.a", "hdr.b", "head", "list"}


def test_drafts_are_in_it(vault: Session, stick: Path) -> None:
    vault.drafts.save("quick", {"who": "half a name"}, 1)
    made = vault.backups.make(chosen=stick)
    assert (made.known.folder / "drafts.db").is_file()
    assert vault.backups.verify(made.known.folder).findings == ()


def test_nothing_in_a_backup_is_readable(vault: Session, stick: Path) -> None:
    save(vault, occupation="canaryoccupation")
    vault.drafts.save("quick", {"who": "canarydraft"}, 1)
    vault.backups.make(chosen=stick)
    whole = b"".join(tree(stick).values()) + " ".join(tree(stick)).encode()
    for canary in ("canaryoccupation", "canarydraft", "seen at eleven"):
        assert canary.encode() not in whole
        assert canary.encode("utf-16-le") not in whole


def test_evidence_lies_once_for_all_backups_and_takes_no_room_in_the_vault(vault: Session, stick: Path) -> None:
    for number in range(3):
        save(vault, occupation=f"driver {number}")
        vault.backups.make(why="import")
        vault.backups.make(why="import", chosen=stick)
    blob = next((vault.folder / "blobs").iterdir())
    assert (inside(vault) / "blobs" / blob.name).stat().st_ino == blob.stat().st_ino
    shelf = vault.backups.place(stick) / "blobs"
    assert [path.name for path in shelf.iterdir()] == [blob.name]
    assert len(vault.backups.found(stick)) == 3


def test_only_what_is_missing_is_copied_and_some_of_the_rest_is_read_again(
    vault: Session, stick: Path, tmp_path: Path
) -> None:
    vault.backups.make(chosen=stick)
    attach(vault, tmp_path, b"another")
    made = vault.backups.make(chosen=stick)
    assert (made.fresh, made.known.files) == (1, 2)
    assert made.read == 3  # the new one, then chance takes as many of all as fit


def test_saves_go_on_while_a_backup_is_made(vault: Session, stick: Path) -> None:
    """What is written after it began is not in it, and does not disturb it."""
    before = vault.writer.tip.count
    wrote = []

    def watch(_done: int, _all: int) -> None:
        if not wrote:
            wrote.append(save(vault, occupation="meanwhile"))

    made = vault.backups.make(chosen=stick, progress=watch)
    assert wrote
    assert vault.writer.tip.count == before + 1
    assert made.known.count == before
    assert vault.backups.verify(made.known.folder).findings == ()


@pytest.mark.parametrize("name", ["vault.db", "hdr.a", "hdr.b", "head", "list", "blob"])
def test_every_flipped_bit_is_found(vault: Session, stick: Path, name: str) -> None:
    folder = vault.backups.make(chosen=stick).known.folder
    path = next((folder.parent / "blobs").iterdir()) if name == "blob" else folder / name
    data = path.read_bytes()
    for at in range(0, len(data), max(1, len(data) // 25)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1:])
        assert vault.backups.verify(folder).findings, f"byte {at} of {name}"
    path.write_bytes(data)
    assert not vault.backups.verify(folder).findings


def test_control_without_the_hashes_a_flipped_bit_of_the_head_passes(
    vault: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = vault.backups.make(chosen=stick).known.folder
    data = bytearray((folder / "head").read_bytes())
    data[20] ^= 1
    (folder / "head").write_bytes(data)
    monkeypatch.setattr("caseapp.services.backup.changed_files", lambda *_: [])
    assert not vault.backups.verify(folder).findings


def test_a_file_of_an_older_backup_is_not_taken_for_one_of_this(vault: Session, stick: Path) -> None:
    old = vault.backups.make(why="import", chosen=stick).known.folder
    save(vault, occupation="later")
    new = vault.backups.make(why="import", chosen=stick).known.folder
    shutil.copy(old / "vault.db", new / "vault.db")
    assert vault.backups.verify(new).findings == ("backup-file",)
    shutil.copy(old / "list", new / "list")
    assert vault.backups.verify(new).findings  # whole, but then the header's tip is not that of the list either
    shutil.copytree(old, new, dirs_exist_ok=True)
    assert vault.backups.verify(new).findings == ()  # the older backup itself, which it is


def test_a_backup_of_another_vault_is_refused(make: Make, vault: Session, stick: Path) -> None:
    other = make("b")
    save(other, occupation="somebody")
    theirs = other.backups.make(chosen=stick).known.folder
    assert vault.backups.verify(theirs).findings == ("backup-list",)
    assert vault.backups.found(stick) == []


def test_a_copy_that_reads_back_differently_is_thrown_away(
    vault: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = vault.backups.make(chosen=stick)
    kept, whole = tree(stick), backup.copy_database

    def rotten(source: Path, key: object, target: Path, report: object) -> None:
        whole(source, key, target, report)  # type: ignore[arg-type]  # handed through as it came
        data = bytearray(target.read_bytes())
        data[5000] ^= 1
        target.write_bytes(data)

    save(vault, occupation="later")
    monkeypatch.setattr(backup, "copy_database", rotten)
    with pytest.raises((NotVerified, Damaged)):
        vault.backups.make(chosen=stick)
    assert tree(stick) == kept
    assert vault.backups.found(stick) == [before.known]


def test_evidence_that_was_damaged_in_the_vault_is_counted_and_the_rest_is_saved(
    vault: Session, stick: Path, tmp_path: Path
) -> None:
    attach(vault, tmp_path, b"another")
    blob = next((vault.folder / "blobs").iterdir())
    data = bytearray(blob.read_bytes())
    data[-1] ^= 1
    blob.write_bytes(data)
    made = vault.backups.make(chosen=stick)
    assert (made.known.missing, made.known.files) == (1, 1)
    assert vault.backups.verify(made.known.folder).findings == ()


def test_evidence_on_the_stick_that_rots_is_met_and_brought_anew(vault: Session, stick: Path) -> None:
    vault.backups.make(chosen=stick)
    path = next((vault.backups.place(stick) / "blobs").iterdir())
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    save(vault, occupation="later")
    with pytest.raises(NotVerified):
        vault.backups.make(chosen=stick)
    assert vault.backups.make(chosen=stick).fresh == 1


class Stopped(UserError):
    """The person pressed Stop."""


def stop_after(steps: int, how: Callable[[], None]) -> Callable[[int, int], None]:
    left = [steps]

    def progress(_done: int, _all: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            how()

    return progress


def refuse() -> None:
    raise Stopped()


def count_steps(vault: Session, stick: Path) -> int:
    steps: list[int] = []
    vault.backups.make(chosen=stick, progress=lambda done, _all: steps.append(done))
    assert steps == sorted(steps)
    shutil.rmtree(stick)
    stick.mkdir()
    return len(steps)


def test_stopped_at_any_step_nothing_is_left(vault: Session, stick: Path) -> None:
    for step in range(count_steps(vault, stick)):
        with pytest.raises(Stopped):
            vault.backups.make(chosen=stick, progress=stop_after(step, refuse))
        assert vault.backups.found(stick) == []
        assert not list(stick.rglob("*.part"))
    assert vault.backups.make(chosen=stick, progress=stop_after(99, refuse))


def test_a_lock_ends_a_backup_and_leaves_nothing(vault: Session, stick: Path) -> None:
    with pytest.raises(BackupStopped):
        vault.backups.make(chosen=stick, progress=stop_after(0, vault.backups.stop))
    assert not [path for path in stick.rglob("*") if path.is_file()]


def test_a_stick_that_is_pulled_out(vault: Session, stick: Path) -> None:
    for step in range(count_steps(vault, stick)):
        with pytest.raises((PlaceFault, NotVerified)):
            vault.backups.make(chosen=stick, progress=stop_after(step, lambda: shutil.rmtree(stick, True)))
        stick.mkdir(exist_ok=True)
    assert vault.backups.make(chosen=stick).known.count == 2


def test_a_folder_that_is_gone(vault: Session, tmp_path: Path) -> None:
    with pytest.raises(PlaceFault):
        vault.backups.make(chosen=tmp_path / "gone")


def test_a_full_disk(vault: Session, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = vault.backups.make(chosen=stick)
    save(vault, occupation="later")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "write_file", full)
    with pytest.raises(DiskFull):
        vault.backups.make(chosen=stick)
    monkeypatch.undo()
    assert vault.backups.found(stick) == [made.known]
    assert not list(stick.rglob("*.part"))


def test_what_a_crash_left_is_swept_and_never_listed(vault: Session, stick: Path) -> None:
    made = vault.backups.make(chosen=stick)
    left = made.known.folder.with_name("2022-01-01T00-00-00-000-hand.part")
    shutil.copytree(made.known.folder, left)
    assert vault.backups.found(stick) == [made.known]
    assert [each.folder for each in peek(stick)] == [made.known.folder]
    vault.backups.make(chosen=stick)
    assert not left.exists()


def test_before_a_merge_and_before_setting_aside(pair: Pair) -> None:
    a, b = pair
    save(a, occupation="mine")
    save(b, occupation="theirs")
    take_in(a, send(b, a))
    first = a.backups.found()
    assert [(each.why, each.count) for each in first] == [("import", 1)]
    a.exchange.set_aside(a.exchange.history()[0].package_id)
    assert [(each.why, each.count) for each in a.backups.found()] == [("set-aside", 2), ("import", 1)]
    lines = a.activity.lines(("backup",))
    assert len(lines) == 2
    assert isinstance(lines[0].detail, dict)
    assert lines[0].detail["verified"] is True


def test_a_merge_is_not_taken_in_when_the_backup_before_it_fails(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = pair
    save(a, occupation="mine")
    save(b, occupation="theirs")
    path = send(b, a)

    def full(*_: object) -> None:
        raise DiskFull()

    monkeypatch.setattr(backup, "copy_database", full)
    with pytest.raises(DiskFull):
        take_in(a, path)
    assert a.exchange.history() == []
    assert len(a.reader.ids("person")) == 1


def test_no_second_backup_of_the_same_state(pair: Pair) -> None:
    a, _ = pair
    save(a, occupation="mine")
    a.secure("import")
    a.secure("import")
    assert len(a.backups.found()) == 1
    save(a, occupation="more")
    a.secure("import")
    assert len(a.backups.found()) == 2


def test_before_a_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    service = compose(cost=lambda: Cost(64, 1, 1)).vaults
    service.create(tmp_path / "v", PHRASE, "V")
    service.open(tmp_path / "v", PHRASE).close()
    with pytest.raises(NoBackup):
        peek(tmp_path / "v")
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "head", lambda: "9999")
        service.open(tmp_path / "v", PHRASE).close()
    assert [each.why for each in peek(tmp_path / "v")] == ["migration"]


def test_a_daily_one_is_due_once_a_day(vault: Session) -> None:
    assert vault.backups.due()
    vault.backups.make(why="daily")
    assert not vault.backups.due()


def test_older_ones_go_and_evidence_that_only_they_named_goes_with_them(
    vault: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = vault.backups.make(why="import").known
    orphan = inside(vault) / "blobs" / ("0" * 64)
    orphan.write_bytes(b"?")
    for number in range(11):
        save(vault, occupation=f"driver {number}")
        made = vault.backups.make(why="import")
    assert not first.folder.exists()
    assert made.gone == 1
    assert not orphan.exists()
    assert len(list((inside(vault) / "blobs").iterdir())) == 1


def test_evidence_is_not_swept_while_a_list_cannot_be_read(vault: Session) -> None:
    folder = vault.backups.make().known.folder
    orphan = inside(vault) / "blobs" / ("0" * 64)
    orphan.write_bytes(b"?")
    (folder / backup_list.NAME).write_bytes(b"damaged")
    save(vault, occupation="later")
    vault.backups.make()
    assert orphan.exists()


def test_one_is_removed_on_wish_and_nothing_else_is(vault: Session, tmp_path: Path) -> None:
    made = vault.backups.make().known
    vault.backups.remove(made.folder)
    assert vault.backups.found() == []
    with pytest.raises(NoBackup):
        vault.backups.remove(vault.folder)
    with pytest.raises(NoBackup):
        vault.backups.remove(tmp_path)
