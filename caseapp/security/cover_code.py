"""The short code that lifts the cover of an open vault: kept in the vault as a slow hash, because people reuse codes.

It protects nothing that the key in memory does not give away; it opens no vault and wraps no key.
"""

import hashlib
import hmac
import re
import unicodedata
from typing import Final

from caseapp.domain.canonical import Json
from caseapp.domain.errors import Invalid
from caseapp.domain.ids import Dice
from caseapp.domain.text import N_

SHORTEST: Final = 4
LONGEST: Final = 32
_SALT: Final = 16
_COST: Final = 2**14
_HEX: Final = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")


class BadCode(Invalid):
    """Too short, too long, or one character over and over."""

    code = "bad-code"
    what = N_("This code is too easy to guess.")
    next_step = N_("Use {shortest} to {longest} characters, not all the same.")

    def __init__(self) -> None:
        super().__init__("code", shortest=SHORTEST, longest=LONGEST)


def make(code: str, dice: Dice) -> dict[str, Json]:
    """What is kept of a code. Raises BadCode."""
    plain = _plain(code)
    if not SHORTEST <= len(plain) <= LONGEST or len(set(plain)) < 2:
        raise BadCode()
    salt = dice(_SALT)
    return {"hash": _hash(plain, salt).hex(), "salt": salt.hex()}


def fits(code: str, kept: Json) -> bool:
    """Whether this is the code; nothing fits where none was chosen or what was kept is not readable."""
    match kept:
        case {"hash": str(hash_), "salt": str(salt)} if _HEX.fullmatch(hash_) and _HEX.fullmatch(salt):
            return hmac.compare_digest(_hash(_plain(code), bytes.fromhex(salt)), bytes.fromhex(hash_))
    return False


def _plain(code: str) -> str:
    return unicodedata.normalize("NFKC", code).strip()


def _hash(plain: str, salt: bytes) -> bytes:
    return hashlib.scrypt(plain.encode(), salt=salt, n=_COST, r=8, p=1, dklen=32)
