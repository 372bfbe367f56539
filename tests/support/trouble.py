"""What befalls the disk under a vault while somebody works: it fills up, the folder is moved, the stick is pulled.

Real disks, not mocks: a memory disk of a few MiB, and a file with a file system in it that is told to fail every read
and write, as a stick does that is not there any more. Both need the right to mount; where it is missing tests skip.
"""

import contextlib
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

if sys.platform != "win32":
    import fcntl

_GOING_DOWN = 0x8004587D  # FS_IOC_SHUTDOWN of Linux: every later access fails with EIO
_KEEP_LOG = struct.pack("I", 1)  # what was synced stays, as on a stick
KIB = 1024


class Trouble(Protocol):
    """Comes and goes. ``folder`` is where the vaults lie; ``on`` while it lasts."""

    folder: Path
    on: bool

    def begin(self) -> None: ...
    def end(self) -> None: ...


def _run(*words: str) -> bool:
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def fill(disk: Path, free: int = 0) -> Path:
    """Leave ``free`` bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(64 * KIB))
    if free:
        os.truncate(filler, max(0, filler.stat().st_size - free))
    return filler


class Full:
    """A disk without a byte left."""

    def __init__(self, disk: Path) -> None:
        self.folder = disk
        self.on = False

    def begin(self) -> None:
        self.on = True
        fill(self.folder)

    def end(self) -> None:
        self.on = False
        (self.folder / "filler").unlink()


class Moved:
    """Somebody renamed the folder of the vaults, and renames it back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.on = False
        self._away = folder.with_name("elsewhere")
        folder.mkdir()

    def begin(self) -> None:
        self.on = True
        self.folder.rename(self._away)

    def end(self) -> None:
        self.on = False
        self._away.rename(self.folder)


class Pulled:
    """A stick that is pulled out and comes back at the same place."""

    def __init__(self, image: Path, folder: Path) -> None:
        self.folder = folder
        self.on = False
        self._image = image

    def mount(self) -> bool:
        return _run("mount", "-o", "loop,sync", str(self._image), str(self.folder))

    def begin(self) -> None:
        self.on = True
        root = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(root, _GOING_DOWN, _KEEP_LOG)
        finally:
            os.close(root)

    def end(self) -> None:
        """At the same place, but another disk to the system: what was open on the old one stays dead."""
        self.on = False
        assert _run("umount", "-l", str(self.folder))
        again = self._image.with_name(f"{self._image.name}-again")
        shutil.copyfile(self._image, again)
        self._image = again
        assert self.mount()


@contextlib.contextmanager
def memory_disk(folder: Path, mib: int) -> Iterator[Full]:
    """A disk that can be filled."""
    folder.mkdir()
    if not _run("mount", "-t", "tmpfs", "-o", f"size={mib}m", "tmpfs", str(folder)):
        pytest.skip("may not mount a memory disk")
    try:
        yield Full(folder)
    finally:
        _run("umount", "-l", str(folder))


@contextlib.contextmanager
def stick(folder: Path, mib: int) -> Iterator[Pulled]:
    """A stick that can be pulled out."""
    folder.mkdir()
    image = folder.with_name("image")
    with image.open("wb") as file:
        file.truncate(mib * KIB * KIB)
    made = Pulled(image, folder)
    if not (_run("mkfs.ext4", "-q", str(image)) and made.mount()):
        pytest.skip("may not mount a file as a disk")
    try:
        yield made
    finally:
        _run("umount", "-l", str(folder))
