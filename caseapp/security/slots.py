"""Key slots: each wraps the same master key under another secret (docs/formats/header.md).

The commitment is compared before anything is decrypted, so that no ciphertext can be made to open under two secrets.
Slots of a type that this program does not know are carried along untouched.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from caseapp.domain import canonical
from caseapp.domain.canonical import Json
from caseapp.domain.errors import Bug
from caseapp.security import kdf, keytree, recovery
from caseapp.security.errors import DamagedHeader, WrongSecret
from caseapp.security.kdf import Cost

PASSPHRASE: Final = "passphrase"  # noqa: S105  (the name of a slot type)
DEVICE: Final = "passphrase+device"
RECOVERY: Final = "recovery"
KNOWN: Final = (PASSPHRASE, DEVICE, RECOVERY)
MAX_SLOTS: Final = 16
DEVICE_SECRET_SIZE: Final = 32
NONCE_SIZE: Final = 12
TAG_SIZE: Final = 16
_BYTES: Final = {
    "salt": kdf.SALT_SIZE, "commit": 32, "nonce": NONCE_SIZE, "wrapped": keytree.MASTER_SIZE + TAG_SIZE,
}
_HEX_DIGITS: Final = frozenset("0123456789abcdef")

Dice = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot. ``body`` is its canonical object, verbatim for unknown types."""

    id: int
    type: str
    body: dict[str, Json] = field(repr=False)

    @property
    def known(self) -> bool:
        """False for a slot of a newer Caseapp."""
        return self.type in KNOWN


@dataclass(frozen=True, slots=True, repr=False)
class Material:
    """What a person offers: a passphrase (str), or the 16 bytes of a recovery key; and the keyring's 32 bytes."""

    secret: bytes | str
    device: bytes = b""


def _stretched(type_: str, material: Material, salt: bytes, cost: Cost) -> bytes:
    """The input of HKDF. A secret that does not belong to the type is a Bug: nothing must ever hang on no secret."""
    if type_ == RECOVERY:
        if not isinstance(material.secret, bytes) or len(material.secret) != recovery.SIZE:
            raise Bug("slot-material")
        return material.secret
    if not isinstance(material.secret, str) or (type_ == DEVICE) != (len(material.device) == DEVICE_SECRET_SIZE):
        raise Bug("slot-material")
    return kdf.derive(material.secret, salt, cost) + material.device


def _keys(type_: str, stretched: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """(key-encryption key, commitment)."""
    both = HKDF(SHA256(), 64, salt, f"slot/{type_}/v1".encode()).derive(stretched)
    return both[:32], both[32:]


def wrap(
    id_: int, type_: str, material: Material, master: bytes, vault_id: bytes, major: int, cost: Cost, dice: Dice,
    extra: dict[str, Json] | None = None,
) -> Slot:
    """A new slot under fresh salt and nonce. ``extra``: public members, such as the keyring's class name."""
    if type_ not in KNOWN:
        raise Bug("slot-type")
    salt, nonce = dice(kdf.SALT_SIZE), dice(NONCE_SIZE)
    body: dict[str, Json] = {**(extra or {}), "id": id_, "salt": salt.hex(), "type": type_}
    if type_ != RECOVERY:
        body["kdf"] = {"alg": "argon2id", "m": cost.memory_kib, "p": cost.lanes, "t": cost.iterations}
    kek, commit = _keys(type_, _stretched(type_, material, salt, cost), salt)
    body["commit"] = commit.hex()
    body["nonce"] = nonce.hex()
    sealed = ChaCha20Poly1305(kek).encrypt(nonce, master, _associated(body, vault_id, major))
    return Slot(id_, type_, {**body, "wrapped": sealed.hex()})


def unwrap(slot: Slot, material: Material, vault_id: bytes, major: int) -> bytes:
    """The master key. Raises WrongSecret, UnsafeParameters, DamagedHeader."""
    body = slot.body
    salt = _bytes(body, "salt")
    kek, commit = _keys(slot.type, _stretched(slot.type, material, salt, cost_of(slot)), salt)
    if not hmac.compare_digest(commit, _bytes(body, "commit")):
        raise WrongSecret()
    public = {name: value for name, value in body.items() if name != "wrapped"}
    try:
        return ChaCha20Poly1305(kek).decrypt(
            _bytes(body, "nonce"), _bytes(body, "wrapped"), _associated(public, vault_id, major)
        )
    except InvalidTag:
        raise DamagedHeader() from None


def cost_of(slot: Slot) -> Cost:
    """The Argon2id parameters of a passphrase slot, checked. Raises UnsafeParameters, DamagedHeader."""
    if slot.type == RECOVERY:
        return kdf.FLOOR
    match slot.body.get("kdf"):
        case {"alg": "argon2id", "m": int(m), "p": int(p), "t": int(t), **rest} if not rest:
            cost = Cost(m, t, p)
            cost.check()
            return cost
    raise DamagedHeader()


def read(body: Any) -> Slot:
    """A slot from a header's member. Raises DamagedHeader."""
    match body:
        case {"id": int(id_), "type": str(type_)} if not isinstance(id_, bool) and id_ >= 0:
            slot = Slot(id_, type_, dict(body))
            if slot.known:
                for name in _BYTES:
                    _bytes(slot.body, name)
                cost_of(slot)
            return slot
    raise DamagedHeader()


def _bytes(body: dict[str, Json], name: str) -> bytes:
    """A member of fixed size, written as lower-case hexadecimal digits."""
    value = body.get(name)
    if not isinstance(value, str) or len(value) != 2 * _BYTES[name] or not set(value) <= _HEX_DIGITS:
        raise DamagedHeader()
    return bytes.fromhex(value)


def _associated(public: dict[str, Json], vault_id: bytes, major: int) -> bytes:
    return canonical.encode(public) + vault_id + major.to_bytes(2, "big")
