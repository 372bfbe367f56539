"""The keyring of an account, in memory: the machine's part, which a test must not touch."""

from caseapp.security.errors import NoKeyring
from caseapp.security.slots import Dice


class Keyring:
    """Stands in for ``security.device_secret``."""

    def __init__(self) -> None:
        self.kept: dict[bytes, bytes] = {}

    def backend(self) -> str:
        return "test.Keyring"

    def make(self, vault_id: bytes, dice: Dice) -> bytes:
        self.kept[vault_id] = dice(32)
        return self.kept[vault_id]

    def read(self, vault_id: bytes) -> bytes:
        if vault_id not in self.kept:
            raise NoKeyring()
        return self.kept[vault_id]

    def forget(self, vault_id: bytes) -> None:
        self.kept.pop(vault_id, None)
