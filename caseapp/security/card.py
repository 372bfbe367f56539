"""Contact cards: the public half of an identity, signed by itself, and the words by which two people compare them.

Bytes: docs/formats/card.md. A card proves nothing by itself; it counts once a person compared the words or was handed
it. Cards of sample vaults say so, and real vaults refuse them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pyrage import RecipientError, x25519

from caseapp.domain import canonical
from caseapp.domain.canonical import Json, NotCanonical
from caseapp.domain.errors import Bug
from caseapp.domain.text_hygiene import TooLong, UnsafeText, clean_line
from caseapp.security.errors import BadCard, NewerCard
from caseapp.security.identity import Identity, fingerprint

MAGIC: Final = b"caseapp-card/1\n"
MAX_CARD: Final = 16 * 1024
MAX_ALIAS: Final = 200  # bytes of UTF-8, as the next two
MAX_ROLE: Final = 100
MAX_RECIPIENT: Final = 100
_SIGNED: Final = b"casecard/v1\0"
_MEMBERS: Final = {"alias", "created", "prev", "recipient", "role", "sample", "serial", "sign_pub"}
_HEX32: Final = re.compile(r"[0-9a-f]{64}")
_ANY_MAGIC: Final = re.compile(rb"caseapp-card/[0-9]{1,4}\n")


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


def make(
    identity: Identity, alias: str, role: str, created: int, *, sample: bool, serial: int = 1, prev: bytes = b""
) -> Card:
    """The card of ``identity``. ``prev``: the hash of the card that this one follows, if any.

    Raises UnsafeText and TooLong for an alias or role that hides characters or is longer than a line.
    """
    body: dict[str, Json] = {
        "alias": clean_line(alias, "alias", MAX_ALIAS), "created": created, "prev": prev.hex(),
        "recipient": identity.recipient, "role": clean_line(role, "role", MAX_ROLE), "sample": sample,
        "serial": serial, "sign_pub": identity.sign_pub.hex(),
    }
    data = canonical.encode(body)
    return decode(MAGIC + identity.sign(_SIGNED + data) + data)


def decode(raw: bytes) -> Card:
    """The card behind its bytes. Raises BadCard."""
    if len(raw) > MAX_CARD:
        raise BadCard("too long")
    if not raw.startswith(MAGIC):
        raise NewerCard() if _ANY_MAGIC.match(raw) else BadCard("not a card")
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
    """Every member bounded and in the one form that ``make`` writes, so that no two cards say the same."""
    if not isinstance(body, dict) or set(body) != _MEMBERS:
        raise BadCard("members")
    match body:
        case {
            "alias": str(alias), "created": int(created), "prev": str(prev), "recipient": str(recipient),
            "role": str(role), "sample": bool(sample), "serial": int(serial), "sign_pub": str(sign_pub),
        } if (
            _HEX32.fullmatch(sign_pub) and (not prev or _HEX32.fullmatch(prev)) and created >= 0 and serial >= 1
            and not isinstance(created, bool) and not isinstance(serial, bool)
            and _line(alias, MAX_ALIAS) and _line(role, MAX_ROLE) and _recipient(recipient)
        ):
            return Card(alias, role, created, serial, sample, bytes.fromhex(sign_pub), recipient, prev, raw)
    raise BadCard("members")


def _line(text: str, limit: int) -> bool:
    """True for text that ``clean_line`` would leave as it is."""
    try:
        return clean_line(text, "", limit) == text
    except (UnsafeText, TooLong):
        return False


def _recipient(text: str) -> bool:
    """True for an X25519 recipient in its one lower-case spelling."""
    if len(text) > MAX_RECIPIENT:
        return False
    try:
        return str(x25519.Recipient.from_str(text)) == text
    except RecipientError:
        return False


# Stretched so that nobody can search for a key whose words come near those of another (security 2.6).
WORDS_MEMORY_KIB: Final = 64 * 1024
GROUPS: Final = 8
WORD_LIST_SIZE: Final = 2048


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two people read to each other: either line is enough, both come from the same stretched digest."""

    digits: tuple[str, ...]  # eight groups of five digits, 132 bits
    indices: tuple[int, ...]  # eight places in a list of 2,048 words, 88 bits

    def words(self, of: Sequence[str]) -> tuple[str, ...]:
        """The words of one language's list."""
        if len(of) != WORD_LIST_SIZE:
            raise Bug("comparison-list")
        return tuple(of[index] for index in self.indices)


def comparison(card: Card) -> Comparison:
    """Digits and words of a card. Takes about a tenth of a second and 64 MiB, on purpose."""
    digest = Argon2id(
        salt=b"casecard-compare", length=32, iterations=3, lanes=4, memory_cost=WORDS_MEMORY_KIB
    ).derive(b"casecard/fp/v1\0" + card.sign_pub + card.recipient.encode())
    number = int.from_bytes(digest, "big")
    digits = tuple(f"{number // 100_000 ** place % 100_000:05d}" for place in range(GROUPS))
    return Comparison(digits, tuple(number >> 11 * place & (WORD_LIST_SIZE - 1) for place in range(GROUPS)))


def comparison_groups(card: Card) -> tuple[str, ...]:
    """The digits alone."""
    return comparison(card).digits
