"""The person's name on the contact card, the vault's label, the zone of its events."""

from hashlib import sha256
from typing import Protocol

from caseapp.domain.canonical import Json
from caseapp.domain.errors import Bug, Invalid
from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import clean_line
from caseapp.domain.zones import zone_info
from caseapp.security import card as cards
from caseapp.security.card import Card
from caseapp.security.identity import Identity
from caseapp.services.author import Author
from caseapp.storage import frame
from caseapp.storage.frame import Contact
from caseapp.storage.writer import Writer

MAX_LABEL = 200  # bytes of UTF-8, as for an alias
CARD = "card"  # kind of the activity


class NoName(Invalid):
    """A name that is blank."""

    code = "no-name"
    what = N_("The name is empty.")
    next_step = N_("Type a name that your colleagues know you by; it need not be your real one.")


class NoSuchZone(Invalid):
    """A time zone that the tables do not have."""

    code = "no-such-zone"
    what = N_("There is no such time zone.")
    next_step = N_("Choose one of the list; nothing was changed.")


class Own(Protocol):
    """What this needs of an open vault."""

    @property
    def label(self) -> str:
        """The vault's name."""

    @property
    def card(self) -> Card:
        """The person's card."""

    @property
    def identity(self) -> Identity:
        """The person's keys."""

    @property
    def author(self) -> Author:
        """Clock and zone."""

    @property
    def sample(self) -> bool:
        """A vault of invented persons."""

    @property
    def writer(self) -> Writer:
        """The writing side."""

    def reissued(self, card: Card, label: str) -> None:
        """Told after it was stored."""


class ProfileService:
    """Writer-lane verbs."""

    def __init__(self, own: Own) -> None:
        self._own = own

    def rename(self, alias: str, role: str) -> Card:
        """A new card with a higher serial under the same keys, so contacts that hold the old one keep their trust.

        Raises NoName, UnsafeText, TooLong.
        """
        own = self._own
        if not alias.strip():
            raise NoName("alias")
        old, at = own.card, own.author.clock()
        if (alias.strip(), role.strip()) == (old.alias, old.role):
            return old
        new = cards.make(
            own.identity, alias, role, at, sample=own.sample, serial=old.serial + 1, prev=sha256(old.raw).digest()
        )
        with own.writer.transaction():
            frame.put_contact(own.writer.sql, Contact(new.fp, new.raw, "own", "made here", at))
            frame.put_activity(own.writer.sql, frame.Activity(at, CARD, {"serial": new.serial}))
        own.reissued(new, own.label)
        return new

    def relabel(self, label: str) -> None:
        """Another name for the vault. It stands inside; the folder keeps its own.

        Raises NoName, UnsafeText, TooLong.
        """
        text = clean_line(label, "label", MAX_LABEL).strip()
        if not text:
            raise NoName("label")
        self._change("vault", "label", text)
        self._own.reissued(self._own.card, text)

    def set_zone(self, zone: str) -> None:
        """The zone in which new events are meant, in force from the next opening. Raises NoSuchZone."""
        try:
            zone_info(zone)
        except KeyError:
            raise NoSuchZone("zone") from None
        self._change("place", "zone", zone)

    def created(self) -> int:
        """When the vault was made, in milliseconds; 0 where it does not say."""
        made = self._setting("vault").get("created", 0)
        return made if isinstance(made, int) else 0

    def zone(self) -> str:
        """The zone that is stored, in force from the next opening."""
        return str(self._setting("place").get("zone", self._own.author.zone))

    def _change(self, key: str, name: str, value: Json) -> None:
        kept = self._setting(key)
        with self._own.writer.transaction():
            frame.put_setting(self._own.writer.sql, key, {**kept, name: value})

    def _setting(self, key: str) -> dict[str, Json]:
        found = frame.setting(self._own.writer.sql, key)
        if not isinstance(found, dict):
            raise Bug("setting")
        return found
