"""The recovery key: 128 bits on paper, in an alphabet without look-alikes and with a checksum.

26 characters of Crockford's base 32 and two of checksum, in seven groups of four. Reading is generous: case, spaces
and dashes do not matter, O is 0, I and L are 1.
"""

import re
from hashlib import sha256
from typing import Final

from caseapp.security.errors import BadRecoveryGroup, BadRecoveryKey

SIZE: Final = 16
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHARACTERS: Final = 26
_CHECKS: Final = 2
_GROUP: Final = 4
_LONGEST: Final = 200  # characters looked at: more is no key, however many spaces
_SAME: Final = str.maketrans("OIL", "011")


def show(secret: bytes) -> str:
    """The key as it is written down: seven groups of four."""
    text = _encode(int.from_bytes(secret, "big"), _CHARACTERS) + _checksum(secret)
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def read(text: str) -> bytes:
    """The 16 bytes behind a typed key. Raises BadRecoveryKey, BadRecoveryGroup where the mistake can be placed."""
    typed = text[:_LONGEST].upper().translate(_SAME)
    plain = re.sub(r"[\s\-–—]", "", typed)
    _check_groups(typed, plain)
    number = 0
    for character in plain[:_CHARACTERS]:
        number = number * 32 + _ALPHABET.index(character)
    if number >> (8 * SIZE):
        raise BadRecoveryKey()
    secret = number.to_bytes(SIZE, "big")
    if _checksum(secret) != plain[_CHARACTERS:]:
        raise BadRecoveryKey()
    return secret


def _check_groups(typed: str, plain: str) -> None:
    foreign = next((at for at, character in enumerate(plain) if character not in _ALPHABET), None)
    if foreign is not None and len(plain) == _CHARACTERS + _CHECKS:
        raise BadRecoveryGroup(foreign // _GROUP + 1)
    if foreign is None and len(plain) == _CHARACTERS + _CHECKS:
        return
    groups = re.findall(r"[^\s\-–—]+", typed)
    odd = [number for number, group in enumerate(groups, 1) if len(group) != _GROUP]
    if len(groups) == (_CHARACTERS + _CHECKS) // _GROUP and len(odd) == 1:
        raise BadRecoveryGroup(odd[0])
    raise BadRecoveryKey()


def looks_like(text: str) -> bool:
    """True if a typed secret can only be meant as a recovery key."""
    try:
        read(text)
    except BadRecoveryKey:
        return False
    return True


def seems(text: str) -> bool:
    """True if this was typed from a recovery paper, rightly or not: seven groups of about four letters or digits."""
    groups = re.split(r"[\s\-–—]+", text[:_LONGEST].strip())
    return len(groups) == (_CHARACTERS + _CHECKS) // _GROUP and all(
        group.isascii() and group.isalnum() and abs(len(group) - _GROUP) <= 1 for group in groups
    )


def _checksum(secret: bytes) -> str:
    return _encode(int.from_bytes(sha256(b"recovery/v1" + secret).digest()[:2], "big") >> 6, _CHECKS)


def _encode(number: int, length: int) -> str:
    characters = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        characters.append(_ALPHABET[digit])
    return "".join(reversed(characters))
