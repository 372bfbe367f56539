"""From a passphrase to key bytes: Argon2id (RFC 9106) with parameters that a header may not raise beyond reason."""

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from caseapp.security.errors import UnsafeParameters

SALT_SIZE: Final = 16
KEY_SIZE: Final = 32
MAX_MEMORY_KIB: Final = 2 * 1024 * 1024
MAX_ITERATIONS: Final = 16
MAX_LANES: Final = 16
TARGET_SECONDS: Final = 1.0
CALIBRATION_CAP_KIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id's parameters: memory in KiB, passes, lanes."""

    memory_kib: int
    iterations: int
    lanes: int

    def check(self) -> None:
        """Raise UnsafeParameters, before anything is allocated, for what no vault of ours asks."""
        if not (8 * self.lanes <= self.memory_kib <= MAX_MEMORY_KIB and 1 <= self.lanes <= MAX_LANES):
            raise UnsafeParameters()
        if not 1 <= self.iterations <= MAX_ITERATIONS:
            raise UnsafeParameters()


FLOOR: Final = Cost(64 * 1024, 3, 4)  # RFC 9106, second recommended option
DEFAULT: Final = Cost(256 * 1024, 3, 4)


def derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    """32 bytes from a passphrase in NFKC, so that two keyboards' composed letters open the same vault."""
    cost.check()
    text = unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass")
    return Argon2id(
        salt=salt, length=KEY_SIZE, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    ).derive(text)


def calibrate(target: float = TARGET_SECONDS, clock: Callable[[], float] = time.monotonic) -> Cost:
    """The dearest cost, from DEFAULT upwards in doublings, that this machine does within ``target`` seconds.

    Never below DEFAULT: a slow machine waits longer, its owner's testimony is not worth less.
    """
    cost = DEFAULT
    seconds = _seconds(cost, clock)
    while 2 * seconds <= target and 2 * cost.memory_kib <= CALIBRATION_CAP_KIB:
        dearer = Cost(2 * cost.memory_kib, cost.iterations, cost.lanes)
        try:
            seconds = _seconds(dearer, clock)
        except MemoryError:
            break
        cost = dearer
    return cost


def _seconds(cost: Cost, clock: Callable[[], float]) -> float:
    begun = clock()
    derive("calibration", bytes(SALT_SIZE), cost)
    return clock() - begun
