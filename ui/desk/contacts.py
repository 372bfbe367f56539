"""Contact cards, for the window."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from caseapp.domain.errors import NotFound
from caseapp.domain.text import N_
from caseapp.services import ledger, media
from ui.desk.records import changes_of
from ui.desk.vault import OpenVault
from ui.ports import Comparison, Contact, ReadAloud, Saved


class DeskContacts:
    """``ui.ports.Contacts`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault
        self._cards = {vault.session.card.fp.hex(): vault.session.card}

    def unnamed(self) -> bool:
        """Whether the card still bears the vault's name."""
        session = self._vault.session
        return session.card.alias == session.label

    def own_card(self) -> bytes:
        """Its bytes."""
        return self._vault.session.card.raw

    def all(self) -> Sequence[Contact]:
        """Our own first."""
        found = ledger.acquaintances(self._vault.session.reader)
        self._cards = {one.card.fp.hex(): one.card for one in found}
        return [
            Contact(one.card.fp.hex(), one.card.alias, one.card.role, one.state, one.how, moment(one.since), one.held)
            for one in found
        ]

    def compare(self, fingerprint: str) -> Comparison:
        """Both cards ordered by fingerprint, so that both laptops show them in the same order."""
        session = self._vault.session
        other = self._cards.get(fingerprint)
        if other is None:
            raise NotFound()
        first, second = (self._aloud(card) for card in sorted((session.card, other), key=_by_fingerprint))
        return Comparison((first, second), session.card.fp.hex())

    def own_aloud(self) -> ReadAloud:
        """As it is printed."""
        return self._aloud(self._vault.session.card)

    def _aloud(self, card: "ledger.Card") -> ReadAloud:
        lines = ledger.lines(card, self._vault.session.words)
        return ReadAloud(card.fp.hex(), card.alias, lines.words, lines.digits)

    def add(self, path: Path) -> Contact:
        """Take in a card file."""
        session = self._vault.session
        card = session.contacts.add(media.read_card(path))
        found = next(one for one in ledger.acquaintances(session.near) if one.card.fp == card.fp)
        self._cards = {**self._cards, card.fp.hex(): card}
        return Contact(card.fp.hex(), card.alias, card.role, found.state, found.how, moment(found.since), found.held)

    def save_own(self, path: Path) -> None:
        """Into a new file."""
        media.write_card(path, self._vault.session.card.raw)

    def trust(self, fingerprint: str, how: str) -> Saved:
        """Trust the card, then take in what waited for it."""
        session = self._vault.session
        fp = bytes.fromhex(fingerprint)
        session.contacts.trust(fp, how)
        changes = session.exchange.release(fp)
        session.settle(now=False)
        return Saved((), changes_of(changes), self._vault.tr(N_("Card compared")))

    def rename(self, alias: str) -> None:
        """The next card under the same keys."""
        session = self._vault.session
        session.profile.rename(alias, session.card.role)


def moment(milliseconds: int) -> dt.datetime:
    """A time of the vault."""
    return dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)


def _by_fingerprint(card: "ledger.Card") -> bytes:
    return card.fp
