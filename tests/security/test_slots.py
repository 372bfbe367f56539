"""Slots: which secret opens which, what is bound to what, and that nothing hangs on no secret at all."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from caseapp.domain.errors import Bug, Damaged
from caseapp.security import header, slots
from caseapp.security.errors import DamagedHeader, UnsafeParameters, WrongSecret
from caseapp.security.slots import Material, Slot
from tests.security.doors import CHEAP, DEVICE_SECRET, OTHER, PHRASE, RECOVERY, dice

MASTER = bytes(range(200, 232))
VAULT = bytes(range(16))
WITH_DEVICE = Material(PHRASE.secret, DEVICE_SECRET)
OF_TYPE = {slots.PASSPHRASE: PHRASE, slots.DEVICE: WITH_DEVICE, slots.RECOVERY: RECOVERY}
WRONG_OF_TYPE = {
    slots.PASSPHRASE: [OTHER, Material("")],
    slots.DEVICE: [Material(OTHER.secret, DEVICE_SECRET), Material(PHRASE.secret, bytes(32))],
    slots.RECOVERY: [Material(bytes(16))],
}


def wrap(type_: str, seed: int = 1, **extra: Any) -> Slot:
    return slots.wrap(3, type_, OF_TYPE[type_], MASTER, VAULT, header.MAJOR, CHEAP, dice(seed), extra)


def unwrap(slot: Slot, material: Material) -> bytes:
    return slots.unwrap(slot, material, VAULT, header.MAJOR)


@pytest.mark.parametrize("type_", slots.KNOWN)
def test_the_right_secret_opens_and_no_other(type_: str) -> None:
    slot = wrap(type_)
    assert unwrap(slot, OF_TYPE[type_]) == MASTER
    for wrong in WRONG_OF_TYPE[type_]:
        with pytest.raises(WrongSecret):
            unwrap(slot, wrong)


@pytest.mark.parametrize("type_", slots.KNOWN)
def test_salt_nonce_and_all_that_follows_are_fresh_at_every_wrap(type_: str) -> None:
    throw = dice()
    made = [
        slots.wrap(3, type_, OF_TYPE[type_], MASTER, VAULT, header.MAJOR, CHEAP, throw).body for _ in range(2)
    ]
    for name in ("salt", "nonce", "commit", "wrapped"):
        assert made[0][name] != made[1][name]


@pytest.mark.parametrize(
    ("type_", "material"),
    [
        (slots.RECOVERY, Material("text")), (slots.RECOVERY, Material(b"")), (slots.RECOVERY, Material(b"short")),
        (slots.PASSPHRASE, Material(b"bytes")), (slots.PASSPHRASE, WITH_DEVICE), (slots.DEVICE, PHRASE),
        (slots.DEVICE, Material("x", b"short")), ("unheard-of", PHRASE),
    ],
)
def test_a_slot_is_never_made_or_opened_without_its_secret(type_: str, material: Material) -> None:
    with pytest.raises(Bug):
        slots.wrap(0, type_, material, MASTER, VAULT, header.MAJOR, CHEAP, dice())


@pytest.mark.parametrize("type_", slots.KNOWN)
def test_the_commitment_is_compared_before_anything_is_decrypted(
    type_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = wrap(type_)

    def never(_key: bytes) -> ChaCha20Poly1305:
        raise AssertionError("decrypted")

    monkeypatch.setattr(slots, "ChaCha20Poly1305", never)
    with pytest.raises(WrongSecret):
        unwrap(slot, WRONG_OF_TYPE[type_][0])
    with pytest.raises(AssertionError, match="decrypted"):  # the control: the right secret does get there
        unwrap(slot, OF_TYPE[type_])


def _altered(slot: Slot) -> list[dict[str, Any]]:
    """Every public member changed to another valid value, one at a time; salt and costs change the keys as well."""
    made: list[dict[str, Any]] = [{**slot.body, "id": 4}, {**slot.body, "label": "added"}]
    if "backend" in slot.body:
        made.append({**slot.body, "backend": "keyring.backends.null.Keyring"})
    return made


@pytest.mark.parametrize("type_", slots.KNOWN)
def test_every_public_member_is_bound_to_the_wrapped_key(type_: str) -> None:
    slot = wrap(type_, backend="keyring.backends.SecretService.Keyring")
    for body in _altered(slot):
        with pytest.raises(DamagedHeader):
            unwrap(slots.read(body), OF_TYPE[type_])
    with pytest.raises(DamagedHeader):
        slots.unwrap(slot, OF_TYPE[type_], b"x" * 16, header.MAJOR)
    with pytest.raises(DamagedHeader):
        slots.unwrap(slot, OF_TYPE[type_], VAULT, header.MAJOR + 1)


def test_control_without_associated_data_nobody_would_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_associated", lambda *_: b"")
    slot = wrap(slots.PASSPHRASE)
    for body in _altered(slot):
        assert unwrap(slots.read(body), PHRASE) == MASTER


@pytest.mark.parametrize("name", ["commit", "nonce", "wrapped", "salt"])
def test_every_flipped_bit_of_a_slot_is_noticed(name: str) -> None:
    slot = wrap(slots.RECOVERY)
    data = bytes.fromhex(str(slot.body[name]))
    for bit in range(8 * len(data)):
        flipped = (int.from_bytes(data, "big") ^ 1 << bit).to_bytes(len(data), "big")
        with pytest.raises((WrongSecret, DamagedHeader)):
            unwrap(Slot(slot.id, slot.type, {**slot.body, name: flipped.hex()}), RECOVERY)


GOOD = wrap(slots.PASSPHRASE).body
COST = {"alg": "argon2id", "m": 8, "p": 1, "t": 1}


@pytest.mark.parametrize(
    "body",
    [
        None, [], "slot", {}, {**GOOD, "id": True}, {**GOOD, "id": -1}, {**GOOD, "type": 1},
        {**GOOD, "salt": "00"}, {**GOOD, "salt": "0" * 31 + "A"}, {**GOOD, "salt": "0" * 30 + " 0"},
        {**GOOD, "nonce": 12}, {**GOOD, "commit": str(GOOD["commit"]) + "00"}, {**GOOD, "wrapped": ""},
        {name: value for name, value in GOOD.items() if name != "commit"},
        {name: value for name, value in GOOD.items() if name != "kdf"},
        {**GOOD, "kdf": {**COST, "alg": "scrypt"}}, {**GOOD, "kdf": {**COST, "more": 1}},
        {**GOOD, "kdf": {**COST, "m": "8"}}, {**GOOD, "kdf": {"alg": "argon2id"}},
    ],
)
def test_malformed_slots_are_damage(body: Any) -> None:
    with pytest.raises(DamagedHeader):
        slots.read(body)


@pytest.mark.parametrize("cost", [{"m": 2**42}, {"t": 17}, {"p": 17}, {"m": 7}, {"t": 0}, {"p": 0}])
def test_a_header_may_not_ask_for_absurd_work(cost: dict[str, int]) -> None:
    with pytest.raises(UnsafeParameters):
        slots.read({**GOOD, "kdf": {**COST, **cost}})
    assert issubclass(UnsafeParameters, Damaged)


def test_unknown_types_are_taken_as_they_are() -> None:
    body = {"id": 9, "type": "trustees", "k": 2, "nested": {"of": ["anything", None, True]}}
    slot = slots.read(body)
    assert not slot.known
    assert slot.body == body


def test_nothing_of_a_secret_is_in_a_repr() -> None:
    shown = repr(WITH_DEVICE) + repr(wrap(slots.DEVICE))
    assert str(PHRASE.secret) not in shown
    assert DEVICE_SECRET.hex() not in shown
    assert str(wrap(slots.DEVICE).body["wrapped"]) not in shown
