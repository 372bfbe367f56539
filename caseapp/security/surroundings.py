"""What can be seen from here of the machine a vault lies on: encrypted disk, swap, hibernation, core dumps.

Linux tells it in ``/proc`` and ``/sys``. Elsewhere, and where the answer is not certain, it is "cannot be seen from
here" and never a guess: a wrong "all is well" is worse than none.
"""

import os
import sys
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
SYS: Final = Path("/sys")
_CRYPT: Final = "CRYPT-"  # how device-mapper names an encrypted device
_MEMORY: Final = ("tmpfs", "ramfs")
_ESCAPES: Final = {"\\040": " ", "\\011": "\t", "\\012": "\n", "\\134": "\\"}
_ROTATIONS: Final = 12  # layers of devices looked through


class Machine:
    """Answers of three kinds: True, False, and None for what cannot be seen."""

    def __init__(self, proc: Path = PROC, sys_folder: Path = SYS, platform: str = sys.platform) -> None:
        self._proc = proc
        self._sys = sys_folder
        self._linux = platform == "linux"

    def disk_encrypted(self, folder: Path) -> bool | None:
        """Whether the disk under this folder is encrypted, or only memory."""
        if not self._linux:
            return None
        found = self._mount_of(folder)
        if found is None:
            return None
        kind, device = found
        if kind in _MEMORY:
            return True
        return self._encrypted(device)

    def swap_encrypted(self) -> bool | None:
        """True when there is no swap, or every part of it is encrypted or in memory."""
        if not self._linux:
            return None
        try:
            lines = (self._proc / "swaps").read_text("utf-8", "replace").splitlines()[1:]
        except OSError:
            return None
        answers = [self._swap(line.split()) for line in lines if line.split()]
        if False in answers:
            return False
        return None if None in answers else True

    def hibernates(self) -> bool | None:
        """Whether this system is set to write the memory to the disk."""
        if not self._linux:
            return None
        try:
            states = (self._sys / "power" / "state").read_text("utf-8", "replace").split()
        except OSError:
            return None
        if "disk" not in states:
            return False
        try:
            resume = (self._sys / "power" / "resume").read_text("utf-8", "replace").strip()
        except OSError:
            return None
        return resume not in ("", "0:0")

    def dumps_off(self) -> bool | None:
        """Whether a crash of this program leaves no copy of its memory."""
        if sys.platform == "win32":
            return None
        import resource  # noqa: PLC0415  # Windows has no such module

        return resource.getrlimit(resource.RLIMIT_CORE)[0] == 0

    def _mount_of(self, folder: Path) -> tuple[str, str] | None:
        """Kind of file system and ``major:minor`` of the innermost mount that holds the folder."""
        try:
            text = (self._proc / "self" / "mountinfo").read_text("utf-8", "surrogateescape")
        except OSError:
            return None
        best: tuple[int, str, str] | None = None
        place = os.path.realpath(folder)
        for line in text.splitlines():
            front, _, back = line.partition(" - ")
            fields, rest = front.split(" "), back.split(" ")
            if len(fields) < 5 or not rest[0]:
                continue
            point = _unescaped(fields[4])
            inside = place == point or place.startswith(point.rstrip("/") + "/")
            if inside and (best is None or len(point) >= best[0]):
                best = (len(point), rest[0], fields[2])
        return None if best is None else (best[1], best[2])

    def _swap(self, fields: list[str]) -> bool | None:
        path = fields[0]
        if Path(path).name.startswith("zram"):
            return True
        if fields[1] == "file":
            return self.disk_encrypted(Path(path).parent)
        try:
            number = os.stat(path).st_rdev
        except OSError:
            return None
        return self._encrypted(f"{os.major(number)}:{os.minor(number)}")

    def _encrypted(self, device: str) -> bool | None:
        """A device is encrypted when it is a crypt mapping, or everything under it is. A device that the kernel does
        not list (a network share, a container's overlay, btrfs) cannot be judged."""
        folder = self._sys / "dev" / "block" / device
        if device.startswith("0:") or not folder.exists():
            return None
        return self._layer(folder, _ROTATIONS)

    def _layer(self, folder: Path, left: int) -> bool | None:
        try:
            if (folder / "dm" / "uuid").read_text("utf-8", "replace").startswith(_CRYPT):
                return True
        except OSError:
            pass
        try:
            under = list((folder / "slaves").iterdir())
        except OSError:
            under = []
        if not under:
            return False
        if not left:
            return None
        answers = [self._layer(each, left - 1) for each in under]
        if False in answers:
            return False
        return None if None in answers else True


def _unescaped(text: str) -> str:
    for code, char in _ESCAPES.items():
        text = text.replace(code, char)
    return text
