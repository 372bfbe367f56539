"""Contact cards: the public half of an identity, signed by itself, and the words by which two people compare them.

Bytes: docs/formats/card.md. A card proves nothing by itself; it counts once a person compared the words or was handed
it. Cards of sample vaults say so, and real vaults refuse them.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pyrage import RecipientError, x25519

from caseapp.domain import canonical
from caseapp.domain.canonical import Json, NotCanonical
from caseapp.domain.text_hygiene import UnsafeText, clean_line
from caseapp.security.errors import BadCard
from caseapp.security.identity import Identity, fingerprint

MAGIC: Final = b"caseapp-card/1\n"
MAX_CARD: Final = 16 * 1024
MAX_ALIAS: Final = 200
_SIGNED: Final = b"casecard/v1\0"
_MEMBERS: Final = {"alias", "created", "prev", "recipient", "role", "sample", "serial", "sign_pub"}
_HEX32: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Card:
    """A card whose own signature was checked. ``created`` in milliseconds, a claim; ``raw`` are its bytes."""

    alias: str = field(repr=False)
    role: str
    created: int
    serial: int
    sample: bool
    sign_pub: bytes
    recipient: str
    prev: str
    raw: bytes = field(repr=False)

    @property
    def fp(self) -> bytes:
        """The fingerprint that names the holder."""
        return fingerprint(self.sign_pub, self.recipient)


def make(identity: Identity, alias: str, role: str, created: int, *, sample: bool, serial: int = 1) -> Card:
    """The card of ``identity``. Raises UnsafeText for an alias that hides characters."""
    body: dict[str, Json] = {
        "alias": clean_line(alias, "alias", MAX_ALIAS), "created": created, "prev": "", "recipient": identity.recipient,
        "role": role, "sample": sample, "serial": serial, "sign_pub": identity.sign_pub.hex(),
    }
    data = canonical.encode(body)
    return decode(MAGIC + identity.sign(_SIGNED + data) + data)


def decode(raw: bytes) -> Card:
    """The card behind its bytes. Raises BadCard."""
    if len(raw) > MAX_CARD:
        raise BadCard("too long")
    if not raw.startswith(MAGIC):
        raise BadCard("not a card")
    signature, data = raw[len(MAGIC):len(MAGIC) + 64], raw[len(MAGIC) + 64:]
    try:
        body = canonical.decode(data, MAX_CARD)
    except NotCanonical:
        raise BadCard("not canonical") from None
    card = _read(body, raw)
    try:
        Ed25519PublicKey.from_public_bytes(card.sign_pub).verify(signature, _SIGNED + data)
    except (InvalidSignature, ValueError):
        raise BadCard("signature") from None
    return card


def _read(body: Json, raw: bytes) -> Card:
    if not isinstance(body, dict) or set(body) != _MEMBERS:
        raise BadCard("members")
    match body:
        case {
            "alias": str(alias), "created": int(created), "prev": str(prev), "recipient": str(recipient),
            "role": str(role), "sample": bool(sample), "serial": int(serial), "sign_pub": str(sign_pub),
        } if _HEX32.fullmatch(sign_pub) and serial >= 1 and created >= 0:
            try:
                x25519.Recipient.from_str(recipient)
                clean_line(alias, "alias", MAX_ALIAS)
                clean_line(role, "role", MAX_ALIAS)
            except (RecipientError, UnsafeText):
                raise BadCard("members") from None
            return Card(alias, role, created, serial, sample, bytes.fromhex(sign_pub), recipient, prev, raw)
    raise BadCard("members")


# Stretched so that nobody can search for a key whose words come near those of another (security 2.6).
WORDS_MEMORY_KIB: Final = 64 * 1024
DIGIT_GROUPS: Final = 8


def comparison_groups(card: Card) -> tuple[str, ...]:
    """Eight groups of five digits, 2**-132 apart: read aloud from one laptop, compared on the other."""
    digest = Argon2id(
        salt=b"casecard-compare", length=32, iterations=3, lanes=4, memory_cost=WORDS_MEMORY_KIB
    ).derive(b"casecard/fp/v1\0" + card.sign_pub + card.recipient.encode())
    number = int.from_bytes(digest, "big")
    groups = []
    for _ in range(DIGIT_GROUPS):
        number, group = divmod(number, 100_000)
        groups.append(f"{group:05d}")
    return tuple(groups)


def comparison_words(groups: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """The same as words where a list of at least 100,000 / 49 entries per group is not needed: one word a group."""
    return tuple(words[int(group) % len(words)] for group in groups)
