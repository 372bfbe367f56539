"""One random master key, and a key for every purpose from it (HKDF-SHA-256, RFC 5869).

The master key is never shown, never changes with the passphrase, and is wrapped by every slot of the header.
"""

from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MASTER_SIZE: Final = 32
_SIZES: Final = {"db": 48, "drafts": 48, "hdr": 32, "head": 32, "name": 32, "bak": 32}


class Secret:
    """Bytes that are overwritten when no longer needed, and that no repr, log or comparison shows."""

    __slots__ = ("_bytes",)

    def __init__(self, data: bytes | bytearray) -> None:
        self._bytes = bytearray(data)

    def reveal(self) -> bytes:
        """A copy for a library call; Python cannot erase that copy (said in the threat model)."""
        return bytes(self._bytes)

    def wipe(self) -> None:
        """Overwrite with zeros."""
        self._bytes[:] = bytes(len(self._bytes))

    def __repr__(self) -> str:
        return "Secret(‹hidden›)"


class KeyTree:
    """The keys of one vault."""

    def __init__(self, master: Secret, vault_id: bytes) -> None:
        self._master = master
        self._vault_id = vault_id

    def key(self, purpose: str) -> bytes:
        """The key for ``db``, ``drafts`` (32 bytes of key and 16 of salt), ``hdr``, ``head``, ``name`` or ``bak``."""
        return HKDF(SHA256(), _SIZES[purpose], self._vault_id, f"vault/{purpose}/v1".encode()).derive(
            self._master.reveal()
        )

    def master(self) -> bytes:
        """The master key, for wrapping it into a slot and for nothing else."""
        return self._master.reveal()

    def wipe(self) -> None:
        """Forget the master key."""
        self._master.wipe()
