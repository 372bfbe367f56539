"""The hybrid clock: a claim for display and for the shown pick, nothing else; order comes from edges.

Unit: microseconds since 1970-01-01 UTC. The wall clock is handed in.
"""

from collections.abc import Iterable
from typing import Final

TICK: Final = 1
CAP: Final = 24 * 3600 * 1_000_000  # a claim further ahead than this is a broken clock, and moves nobody's


def next_hlc(wall: int, seen: Iterable[int]) -> int:
    """The claim of a new changeset: not before ``wall``, after everything in ``seen`` that is believable.

    ``seen`` holds the claims of the parents, of the writes in ``over`` and of the writer's own last changeset.
    """
    return max(wall, max((claim + TICK for claim in seen if claim <= wall + CAP), default=wall))


def is_ahead(hlc: int, now: int) -> bool:
    """True for a received claim that is flagged: more than 24 hours beyond ``now``."""
    return hlc > now + CAP
