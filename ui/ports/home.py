"""What needs the person today, in sentences."""

import datetime as dt
import enum
from dataclasses import dataclass, field
from typing import Protocol

from ui.address import NOWHERE, Address


class Mood(enum.Enum):
    """How a sentence stands: the names of the statuses."""

    PLAIN = ""
    SETTLED = "settled"
    INFO = "info"
    ATTENTION = "attention"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One sentence, what it is about, and where its button leads. ``action`` blank: nothing is to be done."""

    words: str = field(repr=False)
    subject: str = field(default="", repr=False)
    mood: Mood = Mood.PLAIN
    action: str = ""
    address: Address = NOWHERE


@dataclass(frozen=True, slots=True)
class HomeCard:
    """Sentences that belong together under a sentence that sums them up."""

    key: str
    title: str
    lines: tuple[HomeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeView:
    """The page as it stands ``now``, in the zone of this vault; an empty vault has no cards."""

    now: dt.datetime
    empty: bool = False
    cards: tuple[HomeCard, ...] = ()


class Home(Protocol):
    """What needs the person today."""

    def look(self, places: frozenset[str]) -> HomeView:
        """Everything but the drafts. ``places``: what exists in the window, as "place" or "place/tab", so that no
        button leads nowhere. Reader lane."""
