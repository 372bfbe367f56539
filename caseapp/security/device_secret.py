"""The second factor: 32 bytes in the operating system's keyring, so that a copied vault lacks something.

Only back ends that protect what they hold are accepted, by class; a plaintext, null or failing one is refused rather
than used. The class's name is noted in the slot for the person's information and never chooses the back end.
"""

from typing import Final, Protocol

from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringError

from caseapp.security.errors import NoKeyring
from caseapp.security.slots import Dice

SERVICE: Final = "Caseapp"
SIZE: Final = 32
ACCEPTED: Final = frozenset({
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.kwallet.DBusKeyringKWallet4",
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
})


class DeviceSecrets(Protocol):
    """The keyring as the vault sees it. Every method raises NoKeyring where there is none to trust."""

    def backend(self) -> str:
        """The name of the back end, for the slot."""

    def make(self, vault_id: bytes, dice: Dice) -> bytes:
        """A fresh secret, stored."""

    def read(self, vault_id: bytes) -> bytes:
        """The stored secret."""

    def forget(self, vault_id: bytes) -> None:
        """Delete it."""


def name_of(backend: KeyringBackend) -> str:
    """Module and class."""
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def accepted(backend: KeyringBackend) -> KeyringBackend:
    """The back end, or the acceptable one inside a chain. Raises NoKeyring."""
    candidates = list(backend.backends) if isinstance(backend, ChainerBackend) else [backend]
    for candidate in candidates:
        if name_of(candidate) in ACCEPTED:
            return candidate
    raise NoKeyring()


class SystemKeyring:
    """The operating system's keyring."""

    def __init__(self, found: KeyringBackend) -> None:
        self._found = found

    def backend(self) -> str:
        """The name of the accepted back end."""
        return name_of(accepted(self._found))

    def make(self, vault_id: bytes, dice: Dice) -> bytes:
        """A fresh secret, stored and read back."""
        secret = dice(SIZE)
        try:
            accepted(self._found).set_password(SERVICE, vault_id.hex(), secret.hex())
        except KeyringError:
            raise NoKeyring() from None
        if self.read(vault_id) != secret:
            raise NoKeyring()
        return secret

    def read(self, vault_id: bytes) -> bytes:
        """The stored secret; raises NoKeyring too when this account has none for the vault."""
        try:
            text = accepted(self._found).get_password(SERVICE, vault_id.hex())
            secret = bytes.fromhex(text or "")
        except (KeyringError, ValueError):
            raise NoKeyring() from None
        if len(secret) != SIZE:
            raise NoKeyring()
        return secret

    def forget(self, vault_id: bytes) -> None:
        """Delete it; not an error when it is gone."""
        try:
            accepted(self._found).delete_password(SERVICE, vault_id.hex())
        except KeyringError:
            raise NoKeyring() from None
