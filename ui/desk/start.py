"""What the composition hands to the window. Qt-free, so that commands never load a screen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from caseapp.domain.text import Language
from ui.desk.lanes import Lanes
from ui.desk.vaults import DeskVaults


@dataclass(frozen=True, slots=True)
class Start:
    """``first``: the vault to be offered first; ``sample``: open the vault of invented persons at once.

    ``language``: blank takes the system's. ``again`` starts a fresh process that shows the gate to the given vault, or
    the sample without one; it is called when this one has closed everything and is about to end, because only that
    frees its memory.
    """

    vaults: DeskVaults
    lanes: Lanes
    languages: Callable[[str], Language]
    resources: Path
    again: Callable[[Path | None, str], None]
    language: str = ""
    first: Path | None = None
    sample: bool = False
