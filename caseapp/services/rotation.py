"""Which backups stay: the newest of each of seven days, of each of four weeks, and the last before risky steps."""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

DAYS: Final = 7
WEEKS: Final = 4
STEPS: Final = 10
DAY: Final = 24 * 3600 * 1000  # milliseconds
DAILY: Final = "daily"
BY_HAND: Final = "hand"
REGULAR: Final = (DAILY, BY_HAND)  # every other reason is a risky step that followed


class Dated(Protocol):
    """What the choice goes by."""

    @property
    def made(self) -> int:
        """Milliseconds."""

    @property
    def why(self) -> str:
        """The reason."""


def outdated(backups: Iterable[Dated]) -> Sequence[Dated]:
    """Those that may go, oldest first. The newest always stays, and nothing goes by age alone.

    The days and weeks counted are those that have a backup: who comes back after a year finds the old ones.
    """
    newest = sorted(backups, key=lambda each: each.made, reverse=True)
    regular = [each for each in newest if each.why in REGULAR]
    kept = {id(each) for each in newest[:1]}
    kept |= _first_of(regular, DAY, DAYS) | _first_of(regular, 7 * DAY, WEEKS)
    kept |= {id(each) for each in [each for each in newest if each.why not in REGULAR][:STEPS]}
    return [each for each in reversed(newest) if id(each) not in kept]


def _first_of(newest: Sequence[Dated], span: int, how_many: int) -> set[int]:
    """The newest of each of the last ``how_many`` spans of time that have any."""
    found: dict[int, int] = {}
    for each in newest:
        found.setdefault(each.made // span, id(each))
    return {found[at] for at in sorted(found, reverse=True)[:how_many]}
