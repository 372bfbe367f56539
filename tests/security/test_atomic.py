"""Small files are there whole or not at all, and a full disk is called a full disk."""

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from caseapp.domain.errors import CaseappError, DiskFull
from caseapp.security import atomic
from caseapp.security.errors import CannotWrite

OLD, NEW = b"what stood there", b"what comes instead, and is longer"


def both(folder: Path) -> tuple[Path, Path]:
    paths = (folder / "one", folder / "two")
    for path in paths:
        path.write_bytes(OLD)
    return paths


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_name_gets_the_bytes_and_nothing_else_stays(tmp_path: Path) -> None:
    paths = both(tmp_path)
    atomic.write_each(paths, NEW)
    assert [path.read_bytes() for path in paths] == [NEW, NEW]
    assert names(tmp_path) == ["one", "two"]
    if os.name != "nt":
        assert all(path.stat().st_mode & 0o077 == 0 for path in paths)


class Failing:
    """The n-th file operation fails with an error number; without ``number`` the operations are counted."""

    def __init__(self, patch: pytest.MonkeyPatch, at: int, number: int) -> None:
        self.count = 0
        self.at = at
        self.number = number
        for name in ("open", "fdopen", "fsync"):
            patch.setattr(atomic.os, name, self.wrapped(getattr(os, name)))
        patch.setattr(atomic.Path, "replace", self.wrapped(Path.replace))

    def wrapped(self, real: Any) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            self.count += 1
            if self.count - 1 == self.at:
                raise OSError(self.number, os.strerror(self.number))
            return real(*arguments, **named)

        return call


BEFORE_RENAME = 6  # open, fdopen and fsync of each of the two prepared files


@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EIO, CannotWrite),
                          (errno.EACCES, CannotWrite), (errno.EROFS, CannotWrite)],
)
@pytest.mark.parametrize("at", range(BEFORE_RENAME + 1))
def test_an_error_before_the_first_rename_leaves_everything_as_it_was(
    tmp_path: Path, at: int, number: int, error: type[CaseappError]
) -> None:
    paths = both(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        failing = Failing(patch, at, number)
        with pytest.raises(error):
            atomic.write_each(paths, NEW)
        assert failing.count == at + 1
    assert [path.read_bytes() for path in paths] == [OLD, OLD]
    assert names(tmp_path) == ["one", "two"]
    atomic.write_each(paths, NEW)
    assert [path.read_bytes() for path in paths] == [NEW, NEW]


def test_control_the_errors_do_come(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        failing = Failing(patch, -1, errno.EIO)
        atomic.write_each(both(tmp_path), NEW)
    assert failing.count > BEFORE_RENAME


def test_what_is_read_back_differently_is_not_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = both(tmp_path)
    monkeypatch.setattr(atomic, "read", lambda _path, limit: b"\0" * limit)
    with pytest.raises(CannotWrite):
        atomic.write_each(paths, NEW)
    assert [path.read_bytes() for path in paths] == [OLD, OLD]
    assert names(tmp_path) == ["one", "two"]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")
def test_a_planted_link_is_replaced_and_never_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(OLD)
    (tmp_path / ("file" + atomic.SUFFIX)).symlink_to(outside)
    atomic.write(tmp_path / "file", NEW)
    assert outside.read_bytes() == OLD
    assert (tmp_path / "file").read_bytes() == NEW
    assert not (tmp_path / "file").is_symlink()


def test_reading_never_takes_more_than_one_byte_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "long"
    path.write_bytes(bytes(100_000))
    assert len(atomic.read(path, 10)) == 11


FULL = """
import resource, signal, sys
from pathlib import Path
from caseapp.domain.errors import DiskFull
from caseapp.security import atomic
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    atomic.write(Path(sys.argv[1]) / "file", bytes(5000))
except DiskFull:
    print("full")
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no limit on file sizes to borrow")
def test_a_real_refusal_of_the_system_is_told_as_a_full_disk(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(OLD)
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], env={**os.environ, "PYTHONPATH": path}, text=True,
        capture_output=True, check=True, timeout=60,
    )
    assert done.stdout == "full\n"
    assert (tmp_path / "file").read_bytes() == OLD
    assert names(tmp_path) == ["file"]
