"""The keys of a person in a vault: Ed25519 for signing, X25519 (age) for receiving. They live inside the database.

The fingerprint names the author in history for ever: SHA-256("fp1" | signing key | age recipient).
"""

from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519


def fingerprint(sign_pub: bytes, recipient: str) -> bytes:
    """The 32 bytes by which history, manifests and contacts name the holder of these keys."""
    return sha256(b"fp1" + sign_pub + recipient.encode()).digest()


@dataclass(frozen=True, slots=True)
class Identity:
    """Both private keys. Its repr tells nothing."""

    sign_secret: bytes = field(repr=False)
    age_secret: str = field(repr=False)

    def sign(self, message: bytes) -> bytes:
        """64 bytes of Ed25519 (RFC 8032)."""
        return Ed25519PrivateKey.from_private_bytes(self.sign_secret).sign(message)

    @property
    def sign_pub(self) -> bytes:
        """The 32-byte public signing key."""
        return Ed25519PrivateKey.from_private_bytes(self.sign_secret).public_key().public_bytes_raw()

    @property
    def recipient(self) -> str:
        """The age recipient, ``age1…``."""
        return str(x25519.Identity.from_str(self.age_secret).to_public())

    @property
    def fp(self) -> bytes:
        """The fingerprint of both public keys."""
        return fingerprint(self.sign_pub, self.recipient)


def new_identity() -> Identity:
    """Fresh keys from the operating system's generator."""
    return Identity(Ed25519PrivateKey.generate().private_bytes_raw(), str(x25519.Identity.generate()))
