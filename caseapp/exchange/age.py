"""The one place here that calls pyrage: age files (C2SP age v1, X25519 recipients only, binary) as byte streams.

pyrage turns exceptions of our callbacks into its own, or not, depending on the direction; ``_Guard`` keeps the first
one so that the caller sees what really happened. Decrypted output is untrusted until the call returns.
"""

from collections.abc import Callable, Sequence

import pyrage

from caseapp.domain.errors import Bug
from caseapp.exchange.errors import Altered, Foreign, NotForUs, Truncated
from caseapp.exchange.limits import MAX_AGE_HEADER

INTRO = b"age-encryption.org/v1\n"

Read = Callable[[int], bytes]
Write = Callable[[bytes], object]


class KeyPair:
    """A throw-away identity: lives in memory only, so that what was sealed to it is lost with this object."""

    __slots__ = ("_identity",)

    def __init__(self) -> None:
        self._identity = pyrage.x25519.Identity.generate()

    @property
    def recipient(self) -> str:
        """``age1…``."""
        return str(self._identity.to_public())

    def unlock(self) -> str:
        """``AGE-SECRET-KEY-1…``; never keep it."""
        return str(self._identity)

    def seal(self, data: bytes) -> bytes:
        """``data`` as one age file."""
        sealed: bytes = pyrage.encrypt(data, [self._identity.to_public()])
        return sealed

    def unseal(self, data: bytes) -> bytes:
        """The content of an age file made by ``seal``. Raises Altered."""
        try:
            opened: bytes = pyrage.decrypt(data, [self._identity])
        except pyrage.DecryptError:
            raise Altered from None
        return opened


class _Guard:
    """A file-like pair of callbacks that remembers the first failure of either."""

    def __init__(self, read: Read, write: Write) -> None:
        self._read = read
        self._write = write
        self.failure: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._read(size)
        except BaseException as error:
            self.failure = self.failure or error
            raise

    def write(self, data: bytes) -> int:
        try:
            self._write(data)
        except BaseException as error:
            self.failure = self.failure or error
            raise
        return len(data)

    def flush(self) -> None:
        """pyrage calls it; our writers flush when they are done."""


def seal(read: Read, write: Write, recipients: Sequence[str]) -> None:
    """Encrypt what ``read`` gives until it gives nothing. Failures of the callbacks come out as they were raised."""
    guard = _Guard(read, write)
    try:
        keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
        pyrage.encrypt_io(guard, guard, keys)
    except pyrage.RecipientError:
        raise Bug("recipient") from None
    except (pyrage.EncryptError, OSError):
        raise guard.failure or Bug("encrypt") from None


def unseal(read: Read, write: Write, identities: Sequence[str]) -> None:
    """Decrypt to ``write``. Raises NotForUs, Altered; failures of the callbacks come out as they were raised."""
    guard = _Guard(read, write)
    try:
        keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
        pyrage.decrypt_io(guard, guard, keys)
    except pyrage.IdentityError:
        raise Bug("identity") from None
    except (pyrage.DecryptError, OSError) as error:
        if guard.failure is not None:
            raise guard.failure from None
        if "No matching keys" in str(error):  # pyrage 1.4.0 has one class for all; a test pins the words
            raise NotForUs from None
        raise Altered from None


def check_header(head: bytes) -> int:
    """The length of the age header in the first bytes of a file. Raises Foreign, Truncated.

    Looked at before pyrage reads it, which would otherwise collect a header of any length, and would accept armor.
    ``head`` is the file's first MAX_AGE_HEADER bytes, or all of it.
    """
    if not head.startswith(INTRO):
        raise Truncated if head and INTRO.startswith(head) else Foreign
    mac = head.find(b"\n--- ")
    end = head.find(b"\n", mac + 1)
    if mac < 0 or end < 0:
        raise Foreign if len(head) >= MAX_AGE_HEADER else Truncated
    return end + 1


def sealed_size(plain: int) -> int:
    """Bytes after the header for ``plain`` bytes: a nonce of 16, and 16 for each chunk of 64 KiB (C2SP age)."""
    return 16 + plain + 16 * max(1, -(-plain // 65536))
