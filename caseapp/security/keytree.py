"""One random master key, and a key for every purpose from it (HKDF-SHA-256, RFC 5869).

The master key is never shown, never changes with the passphrase, and is wrapped by every slot of the header.
"""

from types import TracebackType
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from caseapp.domain.errors import Bug

MASTER_SIZE: Final = 32
VAULT_ID_SIZE: Final = 16
_SIZES: Final = {"db": 48, "drafts": 48, "hdr": 32, "head": 32, "name": 32, "bak": 32}


class Secret:
    """Bytes that are overwritten when no longer needed, and that no repr, log or comparison shows."""

    __slots__ = ("_bytes",)

    def __init__(self, data: bytes | bytearray) -> None:
        self._bytes: bytearray | None = bytearray(data)

    def reveal(self) -> bytes:
        """A copy for a library call; Python cannot erase that copy (said in the threat model)."""
        if self._bytes is None:
            raise Bug("secret-wiped")
        return bytes(self._bytes)

    def wipe(self) -> None:
        """Overwrite with zeros. Asking for the bytes afterwards is a Bug, never a key of zeros."""
        if self._bytes is not None:
            self._bytes[:] = bytes(len(self._bytes))
            self._bytes = None

    def __enter__(self) -> "Secret":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()

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

    @property
    def vault_id(self) -> bytes:
        """Whose keys they are; no secret."""
        return self._vault_id

    def master(self) -> bytes:
        """The master key, for wrapping it into a slot and for nothing else."""
        return self._master.reveal()

    def wipe(self) -> None:
        """Forget the master key."""
        self._master.wipe()
