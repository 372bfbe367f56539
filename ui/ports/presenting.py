"""Presentation mode: names of people are not shown, and nothing is recorded while they are not."""

from collections.abc import Sequence
from typing import Protocol


class Presenting(Protocol):
    """What the window needs to hide names."""

    def names(self) -> Sequence[str]:
        """Every name of every person and source, in every spelling that is stored. Reader lane."""

    def pause(self, paused: bool) -> None:
        """While paused no record is written: what a page shows then is not what stands. Writer lane."""
