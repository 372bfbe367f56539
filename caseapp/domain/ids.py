"""Ids of records: time-ordered, so that rows made together lie together (RFC 9562, UUID version 7)."""

import re
from collections.abc import Callable
from typing import Final

from caseapp.domain.errors import Invalid
from caseapp.domain.spec import RecordId

Dice = Callable[[int], bytes]  # n -> n random bytes
Clock = Callable[[], int]  # milliseconds since 1970, UTC; a claim, never an order

_FORM: Final = re.compile(r"[0-9a-f]{32}")


def new_id(now: Clock, dice: Dice) -> RecordId:
    """A fresh id: 48 bits of milliseconds, version, 74 random bits."""
    stamp = now() & 0xFFFF_FFFF_FFFF
    tail = int.from_bytes(dice(10), "big")
    value = stamp << 80 | 0x7 << 76 | (tail >> 62 & 0xFFF) << 64 | 0b10 << 62 | tail & (1 << 62) - 1
    return f"{value:032x}"


def parse_id(text: str) -> RecordId:
    """``text`` as a record id, with or without dashes. Raises Invalid."""
    plain = text.strip().replace("-", "").lower()
    if not _FORM.fullmatch(plain):
        raise Invalid(field="id")
    return plain
