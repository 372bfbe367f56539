"""The second factor: 32 bytes in the operating system's keyring, so that a copied vault lacks something.

Only back ends that protect what they hold are accepted, by class: the Secret Service, KWallet, Windows, macOS. A
plaintext, null or failing one is refused rather than used, and so is a chain, which would fall through to whatever
comes next. The class's name is noted in the slot for the person's information and never chooses the back end.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from keyring.backend import KeyringBackend
from keyring.backends import SecretService, Windows, kwallet, macOS
from keyring.errors import KeyringError, PasswordDeleteError

from caseapp.security.errors import NoKeyring
from caseapp.security.slots import DEVICE_SECRET_SIZE, Dice

if sys.platform == "linux":
    from jeepney.wrappers import DBusErrorResponse
    from secretstorage.exceptions import SecretStorageException

    _TROUBLE: tuple[type[Exception], ...] = (KeyringError, SecretStorageException, DBusErrorResponse, OSError)
elif sys.platform == "win32":
    from win32ctypes.pywin32 import pywintypes

    _TROUBLE = (KeyringError, pywintypes.error, OSError)
else:
    _TROUBLE = (KeyringError, OSError)

SERVICE: Final = "Caseapp"
ACCEPTED: Final[tuple[type[KeyringBackend], ...]] = (
    Windows.WinVaultKeyring, macOS.Keyring, SecretService.Keyring, kwallet.DBusKeyring, kwallet.DBusKeyringKWallet4,
)


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
    """The back end if its class is one of ACCEPTED itself, not a subclass of one. Raises NoKeyring."""
    if type(backend) not in ACCEPTED:
        raise NoKeyring()
    return backend


def find() -> KeyringBackend:
    """The first accepted back end that works here; settings of the keyring package play no part. Raises NoKeyring."""
    for kind in ACCEPTED:
        if kind.viable:
            return kind()
    raise NoKeyring()


class SystemKeyring:
    """The operating system's keyring: the one handed in, or else the first acceptable one, looked for when needed."""

    def __init__(self, found: KeyringBackend | None = None) -> None:
        self._found = found

    def _keyring(self) -> KeyringBackend:
        return accepted(self._found or find())

    def backend(self) -> str:
        """The name of the accepted back end."""
        with _explaining():
            return name_of(self._keyring())

    def make(self, vault_id: bytes, dice: Dice) -> bytes:
        """A fresh secret, stored and read back."""
        secret = dice(DEVICE_SECRET_SIZE)
        with _explaining():
            self._keyring().set_password(SERVICE, vault_id.hex(), secret.hex())
        if self.read(vault_id) != secret:
            raise NoKeyring()
        return secret

    def read(self, vault_id: bytes) -> bytes:
        """The stored secret; raises NoKeyring too when this account has none for the vault."""
        with _explaining():
            text = self._keyring().get_password(SERVICE, vault_id.hex())
        try:
            secret = bytes.fromhex(text or "")
        except ValueError:
            raise NoKeyring() from None
        if len(secret) != DEVICE_SECRET_SIZE:
            raise NoKeyring()
        return secret

    def forget(self, vault_id: bytes) -> None:
        """Delete it; not an error when it is gone."""
        with _explaining():
            try:
                self._keyring().delete_password(SERVICE, vault_id.hex())
            except PasswordDeleteError:
                return


@contextmanager
def _explaining() -> Iterator[None]:
    """Whatever the keyring says, the person can only unlock it or take another way in. Nothing of it is passed on."""
    try:
        yield
    except _TROUBLE:
        raise NoKeyring() from None
