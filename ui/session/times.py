"""After how long the pages are covered and the vault is locked: what the person chose, within bounds."""

from dataclasses import dataclass
from typing import Final

from ui.ports import Settings

COVER_MINUTES: Final = (1, 30)
LOCK_MINUTES: Final = (5, 60)
INTERVIEW_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class Times:
    """Idle seconds until the cover and until the lock."""

    cover: float
    lock: float


def times_of(settings: Settings, interview: bool = False) -> Times:
    """Interview mode stretches both; a lock never comes before its cover."""
    if interview:
        return Times(INTERVIEW_MINUTES * 60, INTERVIEW_MINUTES * 60)
    cover = _within(settings.get("cover_minutes"), COVER_MINUTES)
    return Times(cover * 60, max(cover, _within(settings.get("lock_minutes"), LOCK_MINUTES)) * 60)


def _within(value: object, bounds: tuple[int, int]) -> int:
    return min(max(value, bounds[0]), bounds[1]) if isinstance(value, int) else bounds[0]
