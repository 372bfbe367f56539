"""Opening an export file beside the vault: read, verified and staged by any lane, while saves go on.

What is needed of the vault is taken along as a ``Trust``; whether it still holds is asked again before anything is
taken in.
"""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from caseapp.exchange import reader
from caseapp.exchange.findings import Seen
from caseapp.exchange.manifest import Manifest
from caseapp.exchange.reader import Package, Progress, Receiver, Sender
from caseapp.history import bundle as bundles
from caseapp.history import wire
from caseapp.history.bundle import Bundle
from caseapp.history.ids import Writer as WriterId
from caseapp.history.intervals import Intervals
from caseapp.security.card import Card
from caseapp.services.exporting import Parts
from caseapp.storage import scope
from caseapp.storage.staging import Staging


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one card."""

    alias: str = field(repr=False)
    sign_pub: bytes
    counts: bool


class Trust:
    """Whose signatures count, as it stood when it was asked for. Made in the writer lane, read by any."""

    def __init__(self, parts: Parts) -> None:
        contacts = parts.contacts
        own = contacts.own()
        self.known: Mapping[bytes, Known] = {
            card.fp: Known(card.alias, card.sign_pub, contacts.counts(card.fp)) for card, _ in contacts.list()
        } | {own.fp: Known(own.alias, own.sign_pub, True)}
        self.folder = parts.folder
        self.check_card = contacts.check  # pure
        self.specs = parts.writer.specs
        self.receiver = Receiver(
            (parts.identity.age_secret,), frozenset((parts.identity.fp,)), parts.sample, self._sender
        )

    def key(self, author: bytes) -> bytes | None:
        """The key of an author whose signature counts."""
        known = self.known.get(author)
        return known.sign_pub if known is not None and known.counts else None

    def _sender(self, fp: bytes) -> Sender | None:
        known = self.known.get(fp)
        return None if known is None else Sender(known.sign_pub, known.counts)


@dataclass(frozen=True, slots=True)
class Header:
    """What the sender says of the file, for the person."""

    package_id: bytes
    sender: bytes
    alias: str = field(repr=False)
    seq: int
    created: int  # milliseconds, a claim
    everything: bool
    files: int
    cases: int = 0


class Checked:
    """A whole, genuine file in its own encrypted scratch files. Close it in any case.

    Of a sender whose card was never compared only the header is there: ``verified`` is False.
    """

    def __init__(self, path: Path, trust: Trust, progress: Progress | None = None) -> None:
        """Any lane. Raises what exchange.reader raises, NotGenuine, BadHistory, NewerHistory, BadCard, SampleCard."""
        self._trust = trust
        self._stack = ExitStack()
        self.blobs: set[bytes] = set()
        self.cards: list[Card] = []
        self.counted: set[bytes] = set()  # authors by what the trust said of them
        self.held: set[bytes] = set()
        self._came: dict[WriterId, list[int]] = defaultdict(list)
        ready = False
        try:
            self.package: Package = self._stack.enter_context(
                reader.open_package(path, trust.receiver, trust.folder, progress=progress)
            )
            self.staging = self._stack.enter_context(Staging(trust.folder))
            self.verified = self.package.verified
            if self.verified:
                self._stage(progress)
            ready = True
        finally:
            if not ready:
                self._stack.close()

    def close(self) -> None:
        """Forget it."""
        self._stack.close()

    @property
    def manifest(self) -> Manifest:
        """What the sender signed."""
        return self.package.manifest

    @property
    def seen(self) -> Seen:
        """For comparing numbers and predecessors."""
        return Seen(self.manifest, self.package.digest)

    @property
    def header(self) -> Header:
        """For the person."""
        manifest = self.manifest
        known = self._trust.known.get(manifest.sender)
        return Header(
            manifest.package_id, manifest.sender, known.alias if known else "", manifest.seq, manifest.created,
            manifest.everything, manifest.counts.get("blobs", 0), len(manifest.roots),
        )

    def holes(self) -> int:
        """How many actions the sender has of which a file that says "everything" brings nothing."""
        if not self.manifest.everything:
            return 0
        came = {who: Intervals.of(counters) for who, counters in self._came.items()}
        writers = self.manifest.have.writers.items()
        return sum(len(holding.counters - came.get(who, Intervals())) for who, holding in writers)

    def _stage(self, progress: Progress | None) -> None:
        self.cards = [self._trust.check_card(raw) for raw in self.package.cards()]
        total = self.manifest.counts.get("changesets", 0)
        for at, document in enumerate(self.package.changesets(), 1):
            bundle = wire.decode(document)
            fp = bundle.changeset.stamp.author
            key = self._trust.key(fp)
            if key is None:
                self.held.add(fp)
                self.staging.hold(bundle, document)
            else:
                self.counted.add(fp)
                bundles.verify(bundle, key)
                self.staging.add(bundle, document)
            self._look_at(bundle)
            if progress is not None and at % 100 == 0:
                progress(min(at, total), total)

    def _look_at(self, bundle: Bundle) -> None:
        stamp = bundle.changeset.stamp
        self._came[WriterId(stamp.author, stamp.life)].append(stamp.counter)
        for part in bundle.parts:
            spec = self._trust.specs.get(part.change.record.type)
            if spec is not None:
                self.blobs.update(scope.named_blobs(spec, part.change))
