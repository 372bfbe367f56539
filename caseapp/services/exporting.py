"""Writing an export file: who may get it, what is in it, and the note that it left."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from caseapp.domain.errors import Denied, Invalid, NotFound
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.exchange import closure, writer
from caseapp.exchange.closure import Backlink, Link
from caseapp.exchange.errors import TargetExists, explaining
from caseapp.exchange.manifest import Manifest, decode, digest, encode
from caseapp.exchange.reader import PART_SUFFIX, Progress
from caseapp.exchange.writer import BlobSource, Outgoing, Written
from caseapp.history import wire
from caseapp.history.ids import RecordKey
from caseapp.security.identity import Identity
from caseapp.services.author import Author
from caseapp.services.contacts import ContactService
from caseapp.services.terms import FIELD, TYPE
from caseapp.storage import frame, holding, scope
from caseapp.storage.blobs import BlobStore
from caseapp.storage.writer import Writer

APP: Final = "0.1.0"  # of pyproject.toml, compared by a test
SCHEMA: Final = 1  # version of the record types


class RecipientUnverified(Denied):
    """Nobody is sent anything whose card was not compared."""

    code = "recipient-unverified"
    what = N_("The contact card of a recipient was never compared with its holder.")
    next_step = N_("Compare the words of both cards first; nothing was written.")


class Parts(Protocol):
    """What exchange needs of an open vault."""

    @property
    def folder(self) -> Path:
        """Where scratch files may lie."""

    @property
    def sample(self) -> bool:
        """Made-up data."""

    @property
    def identity(self) -> Identity:
        """Both private keys."""

    @property
    def author(self) -> Author:
        """Fingerprint, life, clock, dice."""

    @property
    def writer(self) -> Writer:
        """The writing side."""

    @property
    def blobs(self) -> BlobStore:
        """The evidence files."""

    @property
    def contacts(self) -> ContactService:
        """Cards and trust."""

    def secure(self, why: str) -> None:
        """A backup before a risky step."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What an export would hold, and what would stay here. ``size`` in bytes, of the files of evidence."""

    records: Mapping[str, int]  # type -> how many
    files: int
    size: int
    outside: tuple[RecordId, ...]  # records that are not in the chosen cases
    lost: tuple[RecordId, ...]  # records that travel without a file of theirs that never came here
    set_aside: int  # export files taken in once and set aside
    held: int  # actions of authors whose cards were never compared


def outline(parts: Parts, roots: Sequence[RecordId] = ()) -> Outline:
    """Over exactly what ``Exporting`` would write now."""
    graph = _Graph(parts.writer)
    all_of_it = scope.everything(parts.writer)
    records = list(_chosen(parts, graph, _root_keys(parts, roots)).records) if roots else all_of_it
    travelling = set(records)
    sizes: dict[bytes, int] = {}
    lost: list[RecordId] = []
    for record in records:
        for sha in graph.blobs(record):
            blob = frame.blob(parts.writer.sql, sha)
            if blob is None:
                lost.append(record.id)
            else:
                sizes[sha] = blob.size
    return Outline(
        Counter(record.type for record in records), len(sizes), sum(sizes.values()),
        tuple(record.id for record in all_of_it if record not in travelling), tuple(dict.fromkeys(lost)),
        sum(not past.taken for past in frame.imported(parts.writer.sql)),
        sum(holding.counts(parts.writer.sql).values()),
    )


def _chosen(parts: Parts, graph: "_Graph", roots: Iterable[RecordKey]) -> closure.Closure:
    """The closure of the cases, and the words and fields of ours that its records are written in."""
    found = closure.closure(graph, roots)
    ours = (key for type_ in (TYPE, FIELD) for key in scope.of_type(parts.writer, type_))
    return closure.Closure(tuple(sorted({*found.records, *ours})), found.blobs)


def _root_keys(parts: Parts, roots: Sequence[RecordId]) -> tuple[RecordKey, ...]:
    keys = set(scope.keys_of(parts.writer, roots))
    if {key.id for key in keys} != set(roots):
        raise NotFound()
    if not all(closure.CASES.is_root(key) for key in keys):
        raise Invalid(field=N_("Cases"))
    return tuple(sorted(keys))


class _Graph:
    """The links of the vault as the closure looks at them."""

    def __init__(self, of: Writer) -> None:
        self._writer = of

    def links(self, record: RecordKey) -> Iterator[Link]:
        """What the record names."""
        return (Link(name, target) for _, name, target in scope.links(self._writer, record))

    def pointing_at(self, record: RecordKey) -> Iterator[Backlink]:
        """What names the record."""
        return (Backlink(source, name) for source, name, _ in scope.links(self._writer, record, backwards=True))

    def raised(self, record: RecordKey, flag: str) -> bool:
        """Whether a flag of it stands."""
        return scope.raised(self._writer, record, flag)

    def blobs(self, record: RecordKey) -> set[bytes]:
        """The files it holds."""
        return scope.blobs_of(self._writer, record)


class Exporting:
    """One export. Everything is read in the writer lane, so no write falls in between."""

    def __init__(self, parts: Parts, recipients: Sequence[bytes], roots: Sequence[RecordId]) -> None:
        self._parts = parts
        self._recipients = sorted(set(recipients))
        self._check_recipients()
        self._roots = _root_keys(parts, roots)

    def run(self, path: Path, progress: Progress | None) -> Written:
        """Write, note that it left, then let it have its name.

        In this order: a crash in between costs a gap in the numbers, while two files of one number would be an alarm.
        """
        with explaining():
            if path.exists():
                raise TargetExists
        unnamed = path.with_name(path.name + PART_SUFFIX)
        with explaining():
            unnamed.unlink(missing_ok=True)
        written = writer.write_package(unnamed, self._outgoing(), self._parts.folder, progress=progress)
        done = False
        try:
            self._note(written)
            with explaining():
                if path.exists():
                    raise TargetExists
                unnamed.rename(path)
            done = True
        finally:
            if not done:
                unnamed.unlink(missing_ok=True)
        return written

    def _check_recipients(self) -> None:
        if not self._recipients:
            raise Invalid(field=N_("Recipients"))
        if not all(self._parts.contacts.verified(fp) for fp in self._recipients):
            raise RecipientUnverified()

    def _outgoing(self) -> Outgoing:
        parts = self._parts
        graph = _Graph(parts.writer)
        if self._roots:
            chosen = _chosen(parts, graph, self._roots)
            records, blobs = list(chosen.records), list(chosen.blobs)
        else:
            records = scope.everything(parts.writer)
            blobs = sorted({sha for record in records for sha in graph.blobs(record)})
        return Outgoing(
            manifest=self._manifest(records), recipients=[self._recipient(fp) for fp in self._recipients],
            sign=parts.identity.sign, cards=self._cards(records), changesets=self._documents(records),
            blobs=[source for sha in blobs if (source := self._source(sha)) is not None],
        )

    def _manifest(self, records: Sequence[RecordKey]) -> Manifest:
        parts, author = self._parts, self._parts.author
        seq, prev = self._place()
        return Manifest(
            package_id=author.dice(16), sender=author.fp, life=author.life, recipients=tuple(self._recipients),
            seq=seq, prev=prev, created=author.clock(), app=APP, schema=SCHEMA, sample=parts.sample,
            have=scope.have(parts.writer, records), roots=self._roots,
        )

    def _place(self) -> tuple[int, bytes | None]:
        """The next number for these recipients in this life, and the hash of the file before."""
        author, last, before = self._parts.author, 0, None
        for sent in frame.sent(self._parts.writer.sql):
            manifest = decode(sent.manifest)
            chain = (manifest.sender, manifest.life, manifest.recipients)
            if chain == (author.fp, author.life, tuple(self._recipients)) and manifest.seq > last:
                last, before = manifest.seq, digest(sent.manifest)
        return last + 1, before

    def _recipient(self, fp: bytes) -> str:
        card = self._parts.contacts.card(fp)
        if card is None:
            raise RecipientUnverified()
        return card.recipient

    def _cards(self, records: Sequence[RecordKey]) -> Iterator[bytes]:
        authors = {self._parts.author.fp, *scope.authors(self._parts.writer, records)}
        for fp in sorted(authors):
            if (card := self._parts.contacts.card(fp)) is not None:
                yield card.raw

    def _documents(self, records: Sequence[RecordKey]) -> Iterator[bytes]:
        for bundle in scope.bundles(self._parts.writer, records):
            for piece in wire.split(bundle):
                yield wire.encode(piece)

    def _source(self, sha256: bytes) -> BlobSource | None:
        """None for a file that never came here: the records travel without it."""
        blob = frame.blob(self._parts.writer.sql, sha256)
        return None if blob is None else BlobSource(blob.sha256, blob.size, partial(self._parts.blobs.open, blob))

    def _note(self, written: Written) -> None:
        manifest, at = written.manifest, self._parts.author.clock()
        sql = self._parts.writer.sql
        with self._parts.writer.transaction():
            frame.put_sent(
                sql, frame.Sent(manifest.package_id, written.file_sha256, manifest.seq, encode(manifest), at)
            )
            frame.put_activity(sql, frame.Activity(at, "export", {
                "package": manifest.package_id.hex(), "recipients": [fp.hex() for fp in manifest.recipients],
                "sha256": written.file_sha256.hex(), "size": written.size, "counts": dict(manifest.counts),
            }))
