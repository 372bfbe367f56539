"""Contact cards: one spelling each, bounded, self-signed; what two people read to each other."""

from typing import Any

import pytest

from caseapp.domain import canonical
from caseapp.domain.errors import Bug, CaseappError
from caseapp.domain.text_hygiene import TooLong, UnsafeText
from caseapp.security import card
from caseapp.security.errors import BadCard, NewerCard
from caseapp.security.identity import Identity, fingerprint, new_identity

ME = Identity(bytes(range(32)), "AGE-SECRET-KEY-13W85SHR9UXJ646PSPFUK35C8M0S8HYSP7XARTQFGUFYFY7L000HSSE26MQ")
WORDS = tuple(f"word{number}" for number in range(card.WORD_LIST_SIZE))


def good(**changed: Any) -> dict[str, Any]:
    return {
        "alias": "Ә. Серікова", "created": 1, "prev": "", "recipient": ME.recipient, "role": "monitor", "sample": False,
        "serial": 1, "sign_pub": ME.sign_pub.hex(), **changed,
    }


def signed(data: bytes, by: Identity = ME) -> bytes:
    return card.MAGIC + by.sign(b"casecard/v1\0" + data) + data


def test_a_card_says_what_was_put_in() -> None:
    made = card.make(ME, "Ә. Серікова", "monitor", 1, sample=True, serial=3, prev=b"\7" * 32)
    again = card.decode(made.raw)
    assert (again.alias, again.role, again.serial, again.sample) == ("Ә. Серікова", "monitor", 3, True)
    assert again.prev == "07" * 32
    assert again.fp == ME.fp == fingerprint(ME.sign_pub, ME.recipient)
    assert again.recipient == ME.recipient


def test_control_the_helper_makes_valid_cards() -> None:
    assert card.decode(signed(canonical.encode(good()))).alias == "Ә. Серікова"


HOSTILE: list[dict[str, Any]] = [
    {"alias": "a\u202eb"}, {"alias": "a\nb"}, {"alias": " a"}, {"alias": "a  b"}, {"alias": "x" * 201}, {"alias": 1},
    {"role": "\u200b"}, {"role": "x" * 101}, {"created": -1}, {"created": True}, {"created": "1"}, {"serial": 0},
    {"serial": True}, {"prev": "00"}, {"prev": "A" * 64}, {"sample": 1}, {"sample": None}, {"sign_pub": "00"},
    {"sign_pub": ME.sign_pub.hex().upper()}, {"recipient": ME.recipient.upper()}, {"recipient": "age1"},
    {"recipient": "ssh-ed25519 AAAA"}, {"recipient": "x" * 10_000}, {"more": 1},
]


@pytest.mark.parametrize("changed", HOSTILE)
def test_a_well_signed_card_of_another_form_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BadCard):
        card.decode(signed(canonical.encode(good(**changed))))


@pytest.mark.parametrize("member", sorted(good()))
def test_a_missing_member_is_refused(member: str) -> None:
    body = good()
    del body[member]
    with pytest.raises(BadCard):
        card.decode(signed(canonical.encode(body)))


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"caseapp-card/", card.MAGIC, b"PK\3\4" + bytes(200), card.MAGIC + bytes(64) + b"{}", bytes(20_000),
        signed(b"not json"), signed(b"[" * 1000), signed(canonical.encode(good()) + b" "), signed(b"null"),
        signed(canonical.encode(good()))[:-1], signed(canonical.encode(good()), new_identity()),
    ],
)
def test_other_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(BadCard):
        card.decode(raw)


def test_a_later_form_is_told_from_rubbish() -> None:
    with pytest.raises(NewerCard):
        card.decode(b"caseapp-card/2\n" + bytes(100))


def test_control_without_the_signature_an_altered_card_would_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    altered = signed(canonical.encode(good())).replace(b'"serial":1', b'"serial":2')
    with pytest.raises(BadCard):
        card.decode(altered)

    class Nodding:
        @staticmethod
        def from_public_bytes(_key: bytes) -> "Nodding":
            return Nodding()

        def verify(self, _signature: bytes, _message: bytes) -> None:
            return

    monkeypatch.setattr(card, "Ed25519PublicKey", Nodding)
    assert card.decode(altered).serial == 2


def test_a_card_with_hidden_characters_or_too_long_a_name_is_not_made() -> None:
    with pytest.raises(UnsafeText):
        card.make(ME, "a\u202eb", "", 1, sample=False)
    with pytest.raises(TooLong):
        card.make(ME, "ә" * 101, "", 1, sample=False)


def test_nothing_private_is_in_a_repr() -> None:
    made = card.make(ME, "Серікова", "monitor", 1, sample=False)
    assert "Серікова" not in repr(made)
    assert ME.age_secret not in repr(ME)
    assert ME.sign_secret.hex() not in repr(ME) + repr(vars(type(ME)).get("__doc__"))


def test_the_comparison_is_the_same_for_ever() -> None:
    """Two laptops with two versions must read the same: these values never change."""
    compared = card.comparison(card.make(ME, "A", "", 1, sample=False))
    assert compared.digits == DIGITS
    assert compared.indices == INDICES
    assert compared.words(WORDS) == tuple(f"word{number}" for number in INDICES)


DIGITS = ("38239", "27103", "94040", "09150", "80426", "94291", "47397", "18701")
INDICES = (703, 1595, 1147, 1211, 1246, 439, 1322, 672)


def test_the_comparison_depends_on_the_keys_and_on_nothing_else() -> None:
    one = card.comparison(card.make(ME, "A", "", 1, sample=False))
    assert one == card.comparison(card.make(ME, "Another name", "lawyer", 2, sample=True, serial=5))
    assert one != card.comparison(card.make(Identity(bytes(32), ME.age_secret), "A", "", 1, sample=False))
    with pytest.raises(Bug):
        one.words(WORDS[:-1])


def test_every_flipped_bit_of_a_card_is_noticed() -> None:
    raw = card.make(ME, "A", "", 1, sample=False).raw
    for bit in range(8 * len(raw)):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(CaseappError):
            card.decode(bytes(flipped))
