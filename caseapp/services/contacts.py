"""Contact cards and trust: whose signatures count here, and who may be sent anything."""

from dataclasses import replace

from caseapp.domain.errors import Denied, NotFound
from caseapp.domain.ids import Clock
from caseapp.domain.text import N_
from caseapp.security import card as cards
from caseapp.security.card import Card
from caseapp.storage import frame
from caseapp.storage.frame import Contact
from caseapp.storage.writer import Writer

OWN = "own"
VERIFIED = "verified"
UNVERIFIED = "unverified"


class SampleCard(Denied):
    """A card of a sample vault in a real one, or the reverse."""

    code = "sample-card"
    what = N_("Sample data and real data do not mix: one of this contact card and this vault is a sample.")
    next_step = N_("Use a card of the vault's own kind; nothing was changed.")


class NoSuchCard(NotFound):
    """Nobody with this fingerprint is here."""

    code = "no-such-card"
    what = N_("There is no such contact card here.")
    next_step = N_("Take in the card first; nothing was changed.")


class ContactService:
    """Writer-lane verbs over the cards. A card counts only once a person compared it or was handed it."""

    def __init__(self, writer: Writer, card: Card, *, sample: bool, clock: Clock) -> None:
        self._writer = writer
        self._card = card
        self._sample = sample
        self._clock = clock

    def own(self) -> Card:
        """The card to hand to others."""
        return self._card

    def add(self, raw: bytes) -> Card:
        """Keep a card. A known one keeps its state; newer words on it (a higher serial) replace the older.

        Raises BadCard, SampleCard.
        """
        card = self.check(raw)
        with self._writer.transaction():
            self.put(card)
        return card

    def check(self, raw: bytes) -> Card:
        """The card behind its bytes if it may be kept here. Raises BadCard, SampleCard."""
        card = cards.decode(raw)
        if card.sample is not self._sample:
            raise SampleCard()
        return card

    def put(self, card: Card) -> None:
        """Inside a transaction: keep a checked card, unverified if it is new."""
        known = self._find(card.fp)
        if card.fp == self._card.fp or (known and cards.decode(known.card).serial >= card.serial):
            return
        if known is None:
            known = Contact(card.fp, card.raw, UNVERIFIED, "", self._clock())
        frame.put_contact(self._writer.sql, replace(known, card=card.raw))

    def trust(self, fp: bytes, how: str) -> None:
        """A person compared the card or was handed it; ``how`` says which. Raises NoSuchCard."""
        known = self._find(fp)
        if known is None:
            raise NoSuchCard()
        if known.state == OWN:
            return
        with self._writer.transaction():
            frame.put_contact(
                self._writer.sql, replace(known, state=VERIFIED, how=how, since=self._clock())
            )

    def list(self) -> list[tuple[Card, str]]:
        """Every card here with its state, oldest first."""
        return [(cards.decode(contact.card), contact.state) for contact in frame.contacts(self._writer.sql)]

    def card(self, fp: bytes) -> Card | None:
        """The card with this fingerprint, in whatever state."""
        known = self._find(fp)
        return None if known is None else cards.decode(known.card)

    def public_key(self, fp: bytes) -> bytes | None:
        """The 32-byte signing key on a card that is here: for checking what is in the log already."""
        card = self.card(fp)
        return None if card is None else card.sign_pub

    def verified(self, fp: bytes) -> bool:
        """True for a card that a person compared or was handed."""
        known = self._find(fp)
        return known is not None and known.state == VERIFIED

    def counts(self, fp: bytes) -> bool:
        """True if what its holder signed is taken in: a verified card, or our own."""
        return fp == self._card.fp or self.verified(fp)

    def _find(self, fp: bytes) -> Contact | None:
        if fp == self._card.fp:
            return Contact(fp, self._card.raw, OWN, "", 0)
        return next((contact for contact in frame.contacts(self._writer.sql) if contact.fp == fp), None)
