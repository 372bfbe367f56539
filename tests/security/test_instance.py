"""One Caseapp per vault: the system's lock, the note where there is none, and what a full disk is called."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from caseapp.domain.errors import CaseappError, DiskFull, LockedElsewhere
from caseapp.security import instance
from caseapp.security.errors import CannotWrite
from caseapp.security.instance import Instance

HOLD = """
import sys, time
from pathlib import Path
from caseapp.security.instance import Instance
held = Instance(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def hold(folder: Path) -> "subprocess.Popen[str]":
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], env={**os.environ, "PYTHONPATH": path}, text=True,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_another_process_keeps_us_out_until_it_is_killed(tmp_path: Path) -> None:
    with hold(tmp_path) as other:
        with pytest.raises(LockedElsewhere):
            Instance(tmp_path)
        other.send_signal(signal.SIGKILL)
        other.wait()
    Instance(tmp_path).release()


def test_released_twice_and_taken_again(tmp_path: Path) -> None:
    held = Instance(tmp_path)
    held.release()
    held.release()
    Instance(tmp_path).release()
    assert (tmp_path / instance.NAME).read_bytes() == b""


def test_a_failed_second_try_leaves_the_first_in_force(tmp_path: Path) -> None:
    first = Instance(tmp_path)
    for _ in range(3):
        with pytest.raises(LockedElsewhere):
            Instance(tmp_path)
    first.release()


@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EACCES, CannotWrite),
                          (errno.EROFS, CannotWrite)],
)
def test_what_keeps_the_file_from_being_made_is_not_called_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[CaseappError]
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(instance.os, "open", refuse)
    with pytest.raises(error):
        Instance(tmp_path)


def test_a_disk_too_full_for_the_note_still_lets_us_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(instance.os, "write", refuse)
    held = Instance(tmp_path)
    with pytest.raises(LockedElsewhere):
        Instance(tmp_path)
    held.release()


def test_a_lock_that_fails_for_lack_of_space_is_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "_lock", _refusing(errno.ENOSPC))
    with pytest.raises(DiskFull):
        Instance(tmp_path)


def _refusing(number: int) -> "type[Exception] | object":
    def lock(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    return lock


def no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that knows no locks."""
    monkeypatch.setattr(instance, "_lock", _refusing(errno.EOPNOTSUPP))


def note(folder: Path, boot: str, process: int) -> None:
    (folder / instance.NAME).write_bytes(b"\n" + instance._note(boot, process))


@pytest.mark.skipif(not instance.boot_id(), reason="no boot id to be asked here")
def test_without_locks_a_living_process_of_this_boot_keeps_us_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_locks(monkeypatch)
    note(tmp_path, instance.boot_id(), os.getppid())
    with pytest.raises(LockedElsewhere):
        Instance(tmp_path)


def test_without_locks_a_note_from_before_a_restart_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_locks(monkeypatch)
    note(tmp_path, "00000000-0000-0000-0000-000000000000", os.getppid())
    Instance(tmp_path).release()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="process numbers of the dead")
def test_without_locks_the_note_of_a_dead_process_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_locks(monkeypatch)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    note(tmp_path, instance.boot_id(), gone.pid)
    Instance(tmp_path).release()


@pytest.mark.parametrize(
    "rubbish", [b"", b"\n", b"\nx y\n", b"\n\xff\xff\xff", b"\n" + b"1" * 500, b"\n- 99999999999999"]
)
def test_without_locks_rubbish_in_the_note_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rubbish: bytes
) -> None:
    no_locks(monkeypatch)
    (tmp_path / instance.NAME).write_bytes(rubbish)
    Instance(tmp_path).release()


def test_the_note_tells_boot_and_process(tmp_path: Path) -> None:
    held = Instance(tmp_path)
    words = (tmp_path / instance.NAME).read_bytes().split()
    held.release()
    assert words == [(instance.boot_id() or "-").encode(), str(os.getpid()).encode()]


def test_control_without_the_lock_two_would_get_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "_lock", lambda _handle: None)
    first, second = Instance(tmp_path), Instance(tmp_path)
    first.release()
    second.release()
