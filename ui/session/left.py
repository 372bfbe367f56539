"""What a lock cut off, kept inside the vault until the next opening. Where the person was, the window keeps itself."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from caseapp.domain.errors import EnvironmentFault
from ui.ports import Desk, Settings

NAME: Final = "left_at"


@dataclass(frozen=True, slots=True)
class Left:
    """``quick``: the quick record was open; ``cut``: long work was under way; ``back``: it was locked, by somebody who
    comes back to where he was, and not closed."""

    quick: bool = False
    cut: bool = False
    back: bool = False


class Leaving:
    """The last work of a vault: remember what was cut off, then close it. Writer lane."""

    def __init__(self, desk: Desk, left: Left) -> None:
        self._desk, self._left = desk, left

    def __call__(self) -> None:
        with suppress(EnvironmentFault):  # a full disk must not keep a vault open
            left = self._left
            self._desk.settings.put(NAME, {"quick": left.quick, "cut": left.cut, "back": left.back})
        try:
            self._desk.lock()
        except EnvironmentFault:  # what could not be written at the end is made good at the next opening
            if not self._desk.locked:
                raise


def left_at(settings: Settings) -> Left:
    """What was kept; nothing when there is nothing, or nothing that can be read."""
    kept = settings.get(NAME)
    if not isinstance(kept, dict):
        return Left()
    return Left(kept.get("quick") is True, kept.get("cut") is True, kept.get("back") is True)
