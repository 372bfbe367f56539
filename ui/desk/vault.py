"""The open vault behind all parts of the desk, until it is locked: afterwards nothing may open a connection again."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Protocol
from zoneinfo import ZoneInfo

from caseapp.domain.canonical import Json
from caseapp.domain.entity import Entity
from caseapp.domain.errors import Denied
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_, Language
from caseapp.services.session import Session
from ui.words import DomainReadings, DomainVocabularies


class VaultLocked(Denied):
    """Work that was asked for before the lock came after it."""

    code = "vault-locked"
    what = N_("The vault is locked.")
    next_step = N_("Open it again; what was recorded before is safe.")


class Linking(Protocol):
    """One edge: ``source`` names ``target`` in ``field``."""

    @property
    def source(self) -> RecordId: ...
    @property
    def source_type(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def target(self) -> RecordId: ...
    @property
    def target_type(self) -> str: ...


class Grouping(Protocol):
    """The links of one record through one field to or from the records of one type."""

    @property
    def type(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def incoming(self) -> bool: ...
    @property
    def count(self) -> int: ...


class Reads(Protocol):
    """What the desk asks of a reader."""

    def get(self, id_: RecordId) -> Entity:
        """One record. Raises NotFound."""

    def many(self, ids: Iterable[RecordId]) -> Sequence[Entity]:
        """Those that are here, in the order asked for."""

    def ids(self, type_: str) -> Sequence[RecordId]:
        """Every id of a type in list order."""

    def type_of(self, id_: RecordId) -> str:
        """Raises NotFound."""

    def find(self, text: str, limit: int, types: Sequence[str] = ()) -> Sequence[Entity]:
        """Folded search, newest first."""

    def links_to(self, id_: RecordId) -> Sequence[Linking]:
        """What points at a record."""

    def links_from(self, id_: RecordId) -> Sequence[Linking]:
        """What a record points at."""


class KeepsDrafts(Protocol):
    """What the desk asks of the file of drafts."""

    def save(self, key: str, value: Json, at: int) -> None:
        """Keep ``value``; ``at`` in milliseconds."""

    def load(self, key: str) -> Json:
        """The draft, or None."""

    def discard(self, key: str) -> None:
        """Forget it."""

    def keys(self) -> list[tuple[str, int]]:
        """All drafts, newest first."""


class ReadsHubs(Reads, Protocol):
    """A reader that reads the links of a hub a page at a time."""

    def link_groups(self, id_: RecordId, *, incoming: bool) -> Sequence[Grouping]:
        """How many links of each kind."""

    def linked(self, id_: RecordId, type_: str, field: str, page: tuple[int, int], *,
               incoming: bool) -> Sequence[RecordId]:
        """The records of one kind, newest first; ``page`` is where it begins and how long it is."""


class _Shut:
    """Whether the vault was locked: one for every language that one session was shown in."""

    def __init__(self) -> None:
        self.now = False
        self.drafts = False


class OpenVault:
    """A session and the language it is shown in. ``session`` is for the writer lane, ``reader`` for the reader lane."""

    def __init__(self, session: Session, language: Language, shut: _Shut | None = None) -> None:
        self._session = session
        self._shut = shut or _Shut()
        self.language = language
        self.specs = session.specs
        self.zone = session.author.zone
        self.law = session.law
        self.fingerprint = session.author.fp.hex()
        self.vocabularies = DomainVocabularies(session.vocabularies, language, self.today)
        self.readings = DomainReadings(language, self.today, self.zone)

    def speaking(self, language: Language) -> "OpenVault":
        """The same session in another language; locking either locks both."""
        return OpenVault(self._session, language, self._shut)

    @property
    def session(self) -> Session:
        """Everything, on the writer lane. Raises VaultLocked."""
        if self._shut.now:
            raise VaultLocked()
        return self._session

    @property
    def drafts(self) -> KeepsDrafts:
        """On the drafts lane. What was typed before the lock is kept until ``shut_drafts``. Raises VaultLocked."""
        if self._shut.drafts:
            raise VaultLocked()
        return self._session.drafts

    @property
    def read_only(self) -> bool:
        """Whether the vault was opened for reading; on any thread."""
        return self._session.read_only

    @property
    def reader(self) -> ReadsHubs:
        """The reading side, on the reader lane. Raises VaultLocked."""
        session = self.session
        session.vocabularies.refresh(session.reader)
        return session.reader

    @property
    def locked(self) -> bool:
        """True once the vault was locked."""
        return self._shut.now

    def today(self) -> dt.date:
        """The day where this vault's person works."""
        return dt.datetime.fromtimestamp(self._session.author.clock() / 1000, ZoneInfo(self.zone)).date()

    def day_of(self, second: int) -> str:
        """The day "2022-01-07" of a second since 1970 where this vault's person works."""
        return dt.datetime.fromtimestamp(second, ZoneInfo(self.zone)).date().isoformat()

    def offset(self) -> int:
        """Seconds east of Greenwich in January 2022 where this vault's person works."""
        there = dt.datetime(2022, 1, 5, tzinfo=ZoneInfo(self.zone)).utcoffset()
        return int(there.total_seconds()) if there is not None else 0

    def clock(self) -> int:
        """UTC milliseconds, by this vault's clock."""
        return self._session.author.clock()

    def now(self) -> int:
        """UTC seconds, by this vault's clock."""
        return self._session.author.clock() // 1000

    def shut(self) -> None:
        """On the reader lane: close its connection; from now on every part of the desk refuses."""
        self._shut.now = True
        self._session.reader.close()

    def shut_drafts(self) -> None:
        """On the drafts lane, behind every draft that was asked for before: fold its file and close it."""
        self._shut.drafts = True
        if not self._session.read_only:
            self._session.drafts.close()

    def close(self) -> None:
        """On the writer lane, after ``shut``: checkpoint, close, forget the keys, give the vault free."""
        try:
            self._session.close_writer()
        finally:
            self._session.release()

    def tr(self, message: str) -> str:
        """The message in the window's language."""
        return self.language.text(message) if message else ""
