"""Files of evidence: taking them in, and looking at them without trusting them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from caseapp.domain.pixels import Pixels
from caseapp.domain.spec import RecordId
from ui.ports.base import Saved


class Evidence(Protocol):
    """Compute lane: each call may take seconds, and none holds up a save."""

    def thumbnail(self, sha256: str) -> Pixels:
        """At most 256 pixels a side; made once and kept in the vault. Raises NotShown's kinds, FileNotHere."""

    def picture(self, sha256: str, side: int) -> Pixels:
        """At most ``side`` pixels a side, made anew. Raises the same."""

    def text(self, sha256: str) -> str:
        """A plain text. Raises the same."""

    def attach(
        self, paths: Sequence[Path], concerns: Sequence[RecordId], progress: Callable[[int, int], None]
    ) -> Saved:
        """Take files in, each an exhibit that concerns these records. Raises Invalid, NotAFile, SourceUnreadable,
        DiskFull: the files before it are recorded, it and those after are not."""
