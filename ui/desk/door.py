"""How the open vault was opened, over a session."""

from collections.abc import Sequence

from caseapp.domain.clock_check import ClockFinding
from caseapp.services import clock, cover
from caseapp.services.vaults import VaultService
from ui.desk.vault import OpenVault


class DeskDoor:
    """``ui.ports.Door`` over a session."""

    def __init__(self, vault: OpenVault, service: VaultService) -> None:
        self._vault = vault
        self._service = service
        session = vault.session
        self._folder, self._preferences = session.folder, session.preferences
        self._read_only, self._warnings = session.read_only, session.warnings
        self._clock: tuple[ClockFinding, ...] = ()

    def arrive(self) -> None:
        """On the writer lane, once, when the vault was opened: look at the clock, then remember it."""
        session = self._vault.session
        self._clock = clock.look(session)
        clock.remember(session)

    @property
    def read_only(self) -> bool:
        """Opened for reading."""
        return self._read_only

    @property
    def warnings(self) -> Sequence[str]:
        """Codes of what was odd."""
        return self._warnings

    @property
    def clock(self) -> Sequence[ClockFinding]:
        """What was odd about the clock."""
        return self._clock

    def prove(self, secret: str) -> None:
        """Check the passphrase or the recovery key."""
        self._service.prove(self._folder, secret)

    @property
    def has_code(self) -> bool:
        """Whether a short code was chosen."""
        return cover.chosen(self._preferences)

    def choose_code(self, code: str) -> None:
        """Keep a short code, or none."""
        cover.choose(self._vault.session.preferences, code)

    def code_fits(self, code: str) -> bool:
        """Whether this is the short code."""
        return cover.fits(self._preferences, code)
