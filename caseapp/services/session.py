"""An open vault: keys in memory, connections, the person's identity, and the services over them."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from caseapp.box.box import Box
from caseapp.domain.canonical import Json
from caseapp.domain.errors import CaseappError, EnvironmentFault
from caseapp.domain.findings import Finding
from caseapp.domain.law import NO_LAW, LawBook
from caseapp.domain.spec import RecordSpec
from caseapp.domain.vocabulary import Vocabularies
from caseapp.security import head
from caseapp.security.card import Card
from caseapp.security.head import Head
from caseapp.security.identity import Identity
from caseapp.security.instance import Instance
from caseapp.security.keytree import KeyTree
from caseapp.services.activity import ActivityService
from caseapp.services.attention import KEPT, AttentionService
from caseapp.services.author import Author
from caseapp.services.backup import BACKUP, Backups, Progress, told
from caseapp.services.backup_places import DATABASE
from caseapp.services.bulk import BulkService
from caseapp.services.changing import ChangingService
from caseapp.services.contacts import ContactService
from caseapp.services.deadlines import DeadlineService
from caseapp.services.dossiers import DossierService
from caseapp.services.exchanging import ExchangeService
from caseapp.services.exhibits import ExhibitService
from caseapp.services.fields import FieldService, SoundFields
from caseapp.services.history import HistoryService
from caseapp.services.known import KnownService
from caseapp.services.lists import ListService
from caseapp.services.matching import MatchingService
from caseapp.services.pictures import PictureService
from caseapp.services.preferences import PreferenceService
from caseapp.services.profile import ProfileService
from caseapp.services.qualified import MARKS
from caseapp.services.quick import QuickService
from caseapp.services.records import RecordService
from caseapp.services.review import ReviewService
from caseapp.services.table_import import TableImports
from caseapp.services.terms import Fresh, LocalVocabularies, TermService
from caseapp.services.undoing import UndoService
from caseapp.services.verifying import FourEyes
from caseapp.storage import engine, frame
from caseapp.storage.blobs import BlobStore
from caseapp.storage.drafts import Drafts
from caseapp.storage.errors import ReadOnlyVault, VaultDiskFault
from caseapp.storage.reader import Reader
from caseapp.storage.shape import Shape
from caseapp.storage.verify import Steps, verify
from caseapp.storage.verify import steps as verify_steps
from caseapp.storage.writer import Writer

HEAD_EVERY_MS = 2_000


@dataclass(frozen=True, slots=True)
class Held:
    """What a session holds of the machine: folder, lock, keys."""

    folder: Path
    instance: Instance | None  # none on a write-protected medium, where nobody else can write either
    keys: KeyTree = field(repr=False)


class Session:
    """Made by ``VaultService.open``. Writer-side calls belong to one thread, reader-side calls to one other.

    ``warnings`` are codes of what was odd on opening (``header-copies``, ``head``), to be shown and mended.
    """

    def __init__(
        self, held: Held, *, label: str, sample: bool, read_only: bool, identity: Identity, card: Card, author: Author,
        specs: Shape, vocabularies: Vocabularies, writer: Writer, reader: Reader, drafts: Drafts,
        blobs: BlobStore, warnings: tuple[str, ...] = (), clock: Callable[[], int],
        near: Reader, fonts: Path, preferences: Json = None, built: int = 0,
        law: LawBook = NO_LAW,
    ) -> None:
        self._held = held
        self.folder = held.folder
        self.label = label
        self.sample = sample
        self.read_only = read_only
        self.identity = identity
        self.card = card
        self.author = author
        self.specs: Mapping[str, RecordSpec] = specs  # those of the program with the fields of ours, as they stand
        self._shipped = specs.shipped
        self.vocabularies = LocalVocabularies(vocabularies)
        self._writer = writer
        self.reader = reader
        self._drafts = drafts
        self.blobs = blobs
        self.warnings = warnings
        self._clock = clock
        self._near = near  # a reader for the writer's side
        self._fonts = fonts
        self._preferences = preferences
        self.built = built
        self.law = law
        self._head_at = 0
        self._head_count = -1

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def near(self) -> Reader:
        """A reader that lives on the writer's side: for what is to be read right after a write."""
        return self._near

    @property
    def writer(self) -> Writer:
        """The writing side. Raises ReadOnlyVault."""
        if self.read_only:
            raise ReadOnlyVault()
        return self._writer

    @property
    def drafts(self) -> Drafts:
        """What was typed and not recorded. Raises ReadOnlyVault: keeping a draft is writing."""
        if self.read_only:
            raise ReadOnlyVault()
        return self._drafts

    @cached_property
    def records(self) -> RecordService:
        """Saving, resolving, undoing."""
        eyes = FourEyes(self.writer, self.author)
        return RecordService(self.writer, self.author, self.specs, self.vocabularies,
                             (eyes, Fresh(self.vocabularies, lambda: self._near), self._sound_fields()), self._marks)

    def _sound_fields(self) -> SoundFields:
        return SoundFields(lambda: self._near, lambda: self.vocabularies.shipped, self._shipped)

    @cached_property
    def fields(self) -> FieldService:
        """Fields of ours."""
        return FieldService(self.records, lambda: self._near)

    @cached_property
    def terms(self) -> TermService:
        """Terms of ours."""
        return TermService(self.records, self.vocabularies, lambda: self._near)

    def _marks(self) -> tuple[str, ...]:
        """What the person at this keyboard said to be, of what a section may ask for."""
        return tuple(mark for mark in MARKS if self.preferences.get(mark))

    @cached_property
    def history(self) -> HistoryService:
        """The history of single records; reader side."""
        return HistoryService(self.reader, self.specs)

    @cached_property
    def undoing(self) -> UndoService:
        """Undo and redo of this sitting."""
        return UndoService(self.writer, self.author, self.records)

    @cached_property
    def lists(self) -> ListService:
        """Questions about lists; reader side."""
        return ListService(self.reader, self.specs, self.author.zone)

    @cached_property
    def bulk(self) -> BulkService:
        """One action over several records."""
        return BulkService(self.records, self._near, self.specs)

    @cached_property
    def changing(self) -> ChangingService:
        """One field of many records."""
        return ChangingService(self.records, self._near, self.specs)

    @cached_property
    def preferences(self) -> PreferenceService:
        """How the person likes the window; of a vault opened for reading, for this sitting only."""
        return PreferenceService(self._preferences, None if self.read_only else self._writer)

    @cached_property
    def contacts(self) -> ContactService:
        """Cards and trust."""
        return ContactService(self.writer, self.card, sample=self.sample, clock=self._clock)

    @property
    def words(self) -> Path:
        """Where the word lists lie, beside the typefaces."""
        return self._fonts.parent / "words"

    @cached_property
    def exhibits(self) -> ExhibitService:
        """Files as evidence."""
        return ExhibitService(self.writer, self.records, self.blobs, self._clock)

    @cached_property
    def review(self) -> ReviewService:
        """Deciding conflicts."""
        return ReviewService(self.records, lambda: self._near, self.specs)

    @cached_property
    def matching(self) -> MatchingService:
        """What is decided about possible duplicates."""
        return MatchingService(self.records, lambda: self._near)

    @cached_property
    def pictures(self) -> PictureService:
        """Evidence for the screen."""
        return PictureService(self.blobs, Box(), self._clock)

    @cached_property
    def quick(self) -> QuickService:
        """The quick record."""
        return QuickService(self.records, self._near, self._clock, self.author.zone)

    @cached_property
    def dossiers(self) -> DossierService:
        """Printed dossiers."""
        return DossierService(
            self.writer, self._near, self.blobs, self.author, self.specs, self.vocabularies, self._fonts, self.label,
            self.sample, self._clock,
        )

    @cached_property
    def exchange(self) -> ExchangeService:
        """Export files out and in."""
        return ExchangeService(self)

    @cached_property
    def tables(self) -> TableImports:
        """Tables of other programs in."""
        return TableImports(self)

    @cached_property
    def backups(self) -> Backups:
        """Backups of this vault. Made on the writer's side, used on any thread."""
        return Backups(self.folder, self._held.keys, self._clock)

    @cached_property
    def activity(self) -> ActivityService:
        """What left and came in, in words for the person."""
        return ActivityService(self._writer, self._clock)

    @cached_property
    def profile(self) -> ProfileService:
        """The person's own name and the vault's."""
        return ProfileService(self)

    def secure(self, why: str) -> None:
        """Before a step that cannot be taken back by an Undo: a backup of what is there, unless one stands already.

        Writer side, outside a transaction. Raises what ``Backups.make`` raises: then the step is not taken.
        """
        if self.sample or not self.writer.tip.count or self.backups.current():
            return
        made = self.backups.make(why)
        with self.writer.transaction():
            frame.put_activity(self.writer.sql, frame.Activity(self._clock(), BACKUP, told(made)))

    def reissued(self, card: Card, label: str) -> None:
        """The person goes by another name, or the vault by another label; writer side."""
        self.card, self.label = card, label
        self.author = replace(self.author, alias=card.alias)
        for name in ("contacts", "dossiers"):
            self.__dict__.pop(name, None)  # made anew with the new card; nobody keeps them

    @cached_property
    def attention(self) -> AttentionService:
        """What needs a person today; reader side."""
        return AttentionService(self.reader, self._clock)

    @cached_property
    def deadlines(self) -> DeadlineService:
        """Until when something has to be done; reader side."""
        return DeadlineService(self.reader, self.attention, self._clock)

    @cached_property
    def known(self) -> KnownService:
        """What is known beside a quick record; reader side."""
        return KnownService(self.reader)

    def verify(self, progress: Progress | None = None) -> list[Finding]:
        """Re-derive and compare everything; writer side. Raises what ``progress`` raises."""
        steps = Steps(progress, verify_steps(self.writer) + len(frame.blobs(self.writer.sql)))
        findings = verify(self.writer, self.contacts.public_key, steps)
        return findings + self.exhibits.verify(steps)

    def settle(self, *, now: bool = True) -> None:
        """Write the tip sidecar if the log grew; writer side. ``now=False``: at most every two seconds.

        It follows what was recorded already, so a disk that does not take it now is no reason to call that undone: the
        next write, or the end, tries again, and until then the vault opens as one that stands ahead of its tip.
        """
        count = self._writer.tip.count
        if count == self._head_count or (not now and self._clock() - self._head_at < HEAD_EVERY_MS):
            return
        packages = self._writer.recent_packages(head.LAST_PACKAGES)
        tip = Head(self._writer.version, count, self._writer.tip.root(), packages)
        with suppress(EnvironmentFault):
            head.write(self.folder, tip, self._held.keys.key("head"))
            self._head_at, self._head_count = self._clock(), count

    def close_writer(self) -> None:
        """Writer side: tip, checkpoint, drafts; each, whatever the one before it met. A backup under way ends and
        leaves nothing unfinished."""
        with ExitStack() as ending:
            ending.callback(self._drafts.close)
            if not self.read_only and self._writer.is_open:
                ending.callback(self._writer.close)
                ending.callback(self.settle)
                ending.callback(self._keep_counts)
            ending.callback(self._near.close)
            self.backups.stop()

    def reachable(self) -> bool:
        """Whether the disk that the vault lies on gives anything; any thread."""
        try:
            with (self.folder / DATABASE).open("rb") as file:
                return bool(file.read(1))
        except OSError:
            return False

    def reconnect(self) -> None:
        """After the disk was away and is back; writer side. Raises EnvironmentFault: LockedElsewhere where another
        Caseapp took the vault meanwhile."""
        if not self.reachable():
            raise VaultDiskFault()
        if self._held.instance is not None:
            self._held.instance.take()
        self._near.reconnect()
        if not self.read_only:
            self._writer.reconnect()

    def check_pages(self) -> None:
        """Whether what was called damaged is; reads the whole file; writer side. Raises PagesDamaged."""
        if not self.read_only and self._writer.is_open:
            engine.check_pages(self._writer.sql)

    def _keep_counts(self) -> None:
        """Home counts again only after something was written; a full disk costs the next opening that count."""
        counted = self.attention.to_keep if "attention" in self.__dict__ else None
        if counted is not None:
            with suppress(CaseappError), self._writer.transaction():
                frame.put_setting(self._writer.sql, KEPT, counted)

    def release(self) -> None:
        """Last, on any thread: forget the keys and give the vault free."""
        self._held.keys.wipe()
        if self._held.instance is not None:
            self._held.instance.release()

    def close(self) -> None:
        """All of it, for a program with a single thread."""
        try:
            self.reader.close()
            self.close_writer()
        finally:
            self.release()
