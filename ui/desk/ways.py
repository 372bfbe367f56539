"""What opens the vault, for the window. The header's verbs work on the folder; what they did is noted in the log."""

from collections.abc import Callable

from caseapp.services.attention import RECOVERY_DRILL, RECOVERY_NEW
from caseapp.services.safety import SafetyService
from caseapp.services.vaults import VaultService
from ui.desk.backups import when
from ui.desk.lanes import Lanes
from ui.desk.vault import OpenVault
from ui.ports import Way, WaysView


class DeskWays:
    """``ui.ports.Ways`` over the vault service and a session."""

    def __init__(self, vault: OpenVault, lanes: Lanes, service: VaultService, words: Callable[[], str]) -> None:
        self._vault = vault
        self._lanes = lanes
        self._service = service
        self._words = words

    def look(self) -> WaysView:
        """How things stand."""
        session = self._vault.session
        ways = [Way(slot.id, slot.type, slot.known) for slot in self._service.slots(session.folder)]
        safety = SafetyService(session, self._service)
        proved = self._lanes.write(safety.recovery_proved).result()
        return WaysView(ways, safety.has_keyring(), None if proved is None else when(proved))

    def change_passphrase(self, old: str, new: str) -> int:
        """How many backups in the vault still open with the old one. The recovery key stands in for a forgotten one."""
        session = self._vault.session
        self._service.change_passphrase(session.folder, old, new)
        self._note("passphrase-changed")
        known = [each.folder for each in session.backups.found()]
        return len(self._service.older_doors(session.folder, known))

    def propose_recovery(self, passphrase: str) -> str:
        """A recovery key that opens nothing yet."""
        self._service.try_passphrase(self._vault.session.folder, passphrase)
        return self._service.propose_recovery()

    def set_recovery(self, passphrase: str, key: str) -> None:
        """In place of the one before."""
        self._service.set_recovery(self._vault.session.folder, passphrase, key)
        self._note(RECOVERY_NEW)

    def try_recovery(self, key: str) -> None:
        """The drill."""
        self._service.try_recovery(self._vault.session.folder, key)
        self._note(RECOVERY_DRILL)

    def use_keyring(self, passphrase: str, recovery_key: str) -> None:
        """The recovery key is proved first: a lost keyring must never be a lost vault."""
        folder = self._vault.session.folder
        self._service.try_recovery(folder, recovery_key)
        self._service.add_device_slot(folder, passphrase)
        self._note(RECOVERY_DRILL)
        self._note("keyring-on")

    def leave_keyring(self, passphrase: str) -> None:
        """The passphrase alone again."""
        self._service.remove_device_slot(self._vault.session.folder, passphrase)
        self._note("keyring-off")

    def words(self) -> str:
        """A generated passphrase."""
        return self._words()

    def _note(self, kind: str) -> None:
        self._lanes.write(self._noted, kind).result()

    def _noted(self, kind: str) -> None:
        self._vault.session.activity.note(kind)
