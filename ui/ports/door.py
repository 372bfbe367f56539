"""How an open vault was opened, and what lifts its cover."""

from collections.abc import Sequence
from typing import Protocol

from caseapp.domain.clock_check import ClockFinding


class Door(Protocol):
    """The way in and out of an open vault."""

    @property
    def read_only(self) -> bool:
        """Opened for reading: every write is refused. Pure and quick."""

    @property
    def warnings(self) -> Sequence[str]:
        """Codes of what was odd about the vault when it was opened: header-copies, head, log. Pure and quick."""

    @property
    def clock(self) -> Sequence[ClockFinding]:
        """What was odd about this computer's clock then. Pure and quick."""

    def prove(self, secret: str) -> None:
        """Check the passphrase or the recovery key. Compute lane. Raises Denied."""

    @property
    def has_code(self) -> bool:
        """Whether a short code was chosen. Pure and quick."""

    def choose_code(self, code: str) -> None:
        """Keep a short code, or none. Writer lane. Raises Invalid."""

    def code_fits(self, code: str) -> bool:
        """Whether this is the short code. Compute lane."""
