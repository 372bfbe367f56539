"""Export files out and in, setting a merge aside, and what waits for a card to be verified."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from caseapp.domain.entity import Changes
from caseapp.domain.errors import NotFound, Stale
from caseapp.domain.preview import Preview
from caseapp.domain.spec import RecordId
from caseapp.exchange.reader import Progress
from caseapp.exchange.writer import Written
from caseapp.services.backup import BEFORE_SET_ASIDE
from caseapp.services.checking import Checked, Trust
from caseapp.services.exporting import Exporting, Outline, Parts, outline
from caseapp.services.importing import Incoming
from caseapp.services.together import Together, Told
from caseapp.storage import frame, holding, merging, scope


@dataclass(frozen=True, slots=True)
class Import:
    """One line of the history of imports. ``at`` in milliseconds; ``taken``: False while it is set aside."""

    package_id: bytes
    sender: bytes
    alias: str = field(repr=False)
    seq: int
    taken: bool
    at: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """What setting a merge aside did. ``built_on``: later changes that build on it; they are kept."""

    changes: Changes
    built_on: int


class ExchangeService:
    """Writer-lane verbs over export files."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def export(
        self, path: Path, recipients: Sequence[bytes], roots: Sequence[RecordId] = (),
        progress: Progress | None = None,
    ) -> Written:
        """Write an export file for these fingerprints: everything, or the closure of the cases ``roots``.

        Raises RecipientUnverified, NotFound, Invalid and what exchange.writer raises; then no file is left.
        """
        return Exporting(self._parts, recipients, roots).run(path, progress)

    def outline(self, roots: Sequence[RecordId] = ()) -> Outline:
        """What such an export would hold, and what would stay here. Raises NotFound, Invalid."""
        return outline(self._parts, roots)

    def trust(self) -> Trust:
        """What a lane needs to open files (``Checked``) while this one goes on saving."""
        return Trust(self._parts)

    def together(self, files: Sequence[Checked], told: Told | None = None) -> Together:
        """Count what taking these files in would do. Writes nothing. Raises SenderUnverified, TrustMoved."""
        return Together(self._parts, files, told)

    def catch_up(self, limit: int | None = None) -> int:
        """Let search catch up with what was taken in; returns how many records remain."""
        return self._parts.writer.catch_up(limit)

    def preview(self, path: Path, progress: Progress | None = None) -> Incoming:
        """Open a file and count what taking it in would do. Writes nothing. Close it, best with ``with``.

        Raises what exchange.reader raises, NotGenuine, BadHistory, NewerHistory, BadCard, SampleCard.
        """
        return Incoming(self._parts, path, progress)

    def take_in(self, path: Path, agreed: Preview) -> Changes:
        """Open the file again and apply what was agreed. Raises Stale if it would now do anything else."""
        with self.preview(path) as incoming:
            if not incoming.replayed and incoming.preview != agreed:
                raise Stale()
            return incoming.take_in()

    def set_aside(self, package_id: bytes, *, keep_protection: bool = True) -> SetAside:
        """Undo a merge: its changes go out of view. Withdrawn consents stay in force unless declined.

        Raises NotFound, Stale if it is set aside already.
        """
        changes = self._switch(package_id, taken=False, keep_protection=keep_protection)
        return SetAside(changes, scope.built_on(self._parts.writer, package_id))

    def take_in_again(self, package_id: bytes) -> Changes:
        """Exactly what stood before it was set aside. Raises NotFound, Stale."""
        return self._switch(package_id, taken=True)

    def history(self) -> list[Import]:
        """Every file taken in or set aside, oldest first."""
        found = []
        for past in frame.imported(self._parts.writer.sql):
            card = self._parts.contacts.card(past.sender)
            alias = card.alias if card else ""
            found.append(Import(past.id, past.sender, alias, past.seq, past.taken, past.at))
        return found

    def release(self, author: bytes) -> Changes:
        """Take in what was held back of this author, now that the card is verified. Raises NotGenuine for the whole.

        Nothing happens for a card that does not count.
        """
        key = self._parts.contacts.public_key(author)
        if key is None or not self._parts.contacts.counts(author):
            return Changes()
        return holding.release(self._parts.writer, author, key)

    def _switch(self, package_id: bytes, *, taken: bool, keep_protection: bool = True) -> Changes:
        if merging.known_package(self._parts.writer, package_id) is None:
            raise NotFound()
        self._parts.secure(BEFORE_SET_ASIDE)
        changes = merging.switch(self._parts.writer, package_id, taken=taken, keep_protection=keep_protection)
        at, sql = self._parts.author.clock(), self._parts.writer.sql
        with self._parts.writer.transaction():
            kind = "take-in-again" if taken else "set-aside"
            frame.put_activity(sql, frame.Activity(at, kind, {"package": package_id.hex()}))
        return changes
