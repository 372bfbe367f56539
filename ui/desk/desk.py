"""An open vault as the window sees it."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path

from caseapp.domain.text import Language
from caseapp.services.guide import Guide
from caseapp.services.session import Session
from caseapp.services.vaults import VaultService
from ui.desk.activity import DeskActivity
from ui.desk.backups import DeskBackups
from ui.desk.contacts import DeskContacts
from ui.desk.counts import DeskCounts
from ui.desk.deadlines import DeskDeadlines
from ui.desk.door import DeskDoor
from ui.desk.dossiers import DeskDossiers
from ui.desk.drafts import DeskDrafts
from ui.desk.evidence import DeskEvidence
from ui.desk.exchange import DeskExchange
from ui.desk.fields import DeskFields
from ui.desk.history import DeskHistory
from ui.desk.home import DeskHome
from ui.desk.lanes import Lanes, executors
from ui.desk.law import DeskLaw
from ui.desk.lists import DeskLists
from ui.desk.maps import DeskMaps
from ui.desk.me import DeskMe
from ui.desk.overviews import DeskOverviews
from ui.desk.presenting import DeskPresenting
from ui.desk.quick import DeskQuick
from ui.desk.records import DeskRecords
from ui.desk.review import DeskReview
from ui.desk.safety import DeskSafety
from ui.desk.search import DeskSearch
from ui.desk.settings import DeskSettings
from ui.desk.tables import DeskTables
from ui.desk.terms import DeskTerms
from ui.desk.ties import DeskTies
from ui.desk.times import DeskTimes
from ui.desk.undoing import DeskUndoing
from ui.desk.vault import OpenVault
from ui.desk.ways import DeskWays
from ui.ports import Lane
from ui.words import DomainReadings, DomainVocabularies


class VaultDesk:
    """``ui.ports.Desk`` over a session. Its lanes belong to the composition and outlive it."""

    def __init__(self, session: Session, lanes: Lanes, languages: Callable[[str], Language], language: str,
                 service: VaultService, words: Callable[[], str], resources: Path,
                 before: "VaultDesk | None" = None) -> None:
        """``resources``: the program's own files. ``before``: the desk of the same session in another language."""
        spoken = languages(language)
        self._vault: OpenVault = before._vault.speaking(spoken) if before is not None else OpenVault(session, spoken)
        self._session, self._languages = session, languages
        self._service, self._words = service, words
        self._lanes = lanes
        self._executors = executors(lanes)
        self._sample = session.sample
        self._folder = session.folder
        self._records = DeskRecords(self._vault)
        self._lists = DeskLists(self._vault)
        self._review = DeskReview(self._vault, self._records)
        self._search = DeskSearch(self._vault)
        self._quick = DeskQuick(self._vault)
        self._home = DeskHome(self._vault)
        self._drafts = DeskDrafts(self._vault, lanes)
        self._dossiers = DeskDossiers(self._vault, lanes, languages)
        self._settings = DeskSettings(self._vault)
        self._door: DeskDoor = before._door if before is not None else DeskDoor(self._vault, service)
        self._undoing = DeskUndoing(self._vault)
        self._backups = DeskBackups(self._vault, lanes, service)
        self._ways = DeskWays(self._vault, lanes, service, words)
        self._me = DeskMe(self._vault)
        self._safety = DeskSafety(self._vault, service)
        self._activity = DeskActivity(self._vault)
        self._presenting = DeskPresenting(self._vault)
        self._evidence = DeskEvidence(self._vault, lanes)
        self._exchange = DeskExchange(self._vault)
        self._tables = DeskTables(self._vault, languages)
        self._contacts = DeskContacts(self._vault)
        self._history = DeskHistory(self._vault)
        self._overviews = DeskOverviews(self._vault)
        self._terms = DeskTerms(self._vault, resources)
        self._fields = DeskFields(self._vault)
        self._law = DeskLaw(session.law, spoken, self._vault.vocabularies)
        self._maps = DeskMaps(self._vault, resources / "basemap")
        self._ties = DeskTies(self._vault)
        self._deadlines = DeskDeadlines(self._vault)
        self._counts = DeskCounts(self._vault)
        self._times = DeskTimes(self._vault)
        self._resources = resources
        self._guide = Guide(resources / "guide", spoken.code)

    @property
    def label(self) -> str:
        """The vault's name."""
        return self._session.label

    @property
    def author(self) -> str:
        """Whose signature stands under what is written here."""
        return self._session.author.alias

    @property
    def sample(self) -> bool:
        """True for a vault of invented persons."""
        return self._sample

    @property
    def folder(self) -> Path:
        """Where the vault lies."""
        return self._folder

    @property
    def lanes(self) -> Mapping[Lane, Executor]:
        """One executor a lane."""
        return self._executors

    def reachable(self) -> bool:
        """Whether its disk is there; compute lane."""
        return not self._vault.locked and self._session.reachable()

    @property
    def records(self) -> DeskRecords:
        """Records of every type."""
        return self._records

    @property
    def lists(self) -> DeskLists:
        """Lists of records."""
        return self._lists

    @property
    def review(self) -> DeskReview:
        """What waits for a decision."""
        return self._review

    @property
    def search(self) -> DeskSearch:
        """Search."""
        return self._search

    @property
    def quick(self) -> DeskQuick:
        """The quick record."""
        return self._quick

    @property
    def home(self) -> DeskHome:
        """What needs the person today."""
        return self._home

    @property
    def vocabularies(self) -> DomainVocabularies:
        """Terms."""
        return self._vault.vocabularies

    @property
    def readings(self) -> DomainReadings:
        """Typed text and values."""
        return self._vault.readings

    @property
    def drafts(self) -> DeskDrafts:
        """Drafts."""
        return self._drafts

    @property
    def dossiers(self) -> DeskDossiers:
        """Dossiers."""
        return self._dossiers

    @property
    def settings(self) -> DeskSettings:
        """How the person likes the window."""
        return self._settings

    def speak(self, language: str) -> "VaultDesk":
        """The same open vault in another language; this one may be let go, locking either locks both."""
        return VaultDesk(self._session, self._lanes, self._languages, language, self._service, self._words,
                         self._resources, self)

    @property
    def evidence(self) -> DeskEvidence:
        """Files."""
        return self._evidence

    @property
    def exchange(self) -> DeskExchange:
        """Export files in and out."""
        return self._exchange

    @property
    def tables(self) -> DeskTables:
        """Tables of other programs in."""
        return self._tables

    @property
    def contacts(self) -> DeskContacts:
        """Contact cards."""
        return self._contacts

    @property
    def door(self) -> DeskDoor:
        """How it was opened."""
        return self._door

    def arrive(self) -> None:
        """On the writer lane, once: open the writing side, unless the vault is for reading, and look at the clock."""
        if not self._door.read_only:
            self._vault.session.writer.open()
        self._door.arrive()

    @property
    def guide(self) -> Guide:
        """The guide that ships with the program."""
        return self._guide

    @property
    def presenting(self) -> DeskPresenting:
        """Names hidden."""
        return self._presenting

    @property
    def undoing(self) -> DeskUndoing:
        """Undo and redo of this sitting."""
        return self._undoing

    @property
    def backups(self) -> DeskBackups:
        """Backups of this vault."""
        return self._backups

    @property
    def ways(self) -> DeskWays:
        """What opens it."""
        return self._ways

    @property
    def me(self) -> DeskMe:
        """The person and the vault."""
        return self._me

    @property
    def safety(self) -> DeskSafety:
        """The safety check."""
        return self._safety

    @property
    def activity(self) -> DeskActivity:
        """The activity log."""
        return self._activity

    @property
    def history(self) -> DeskHistory:
        """The changes of single records."""
        return self._history

    @property
    def overviews(self) -> DeskOverviews:
        """Records at a glance."""
        return self._overviews

    @property
    def law(self) -> DeskLaw:
        """Laws and articles."""
        return self._law

    @property
    def maps(self) -> DeskMaps:
        """Lists on the map."""
        return self._maps

    @property
    def deadlines(self) -> DeskDeadlines:
        """Until when something has to be done."""
        return self._deadlines

    @property
    def ties(self) -> DeskTies:
        """Lists as charts."""
        return self._ties

    @property
    def terms(self) -> DeskTerms:
        """Word lists."""
        return self._terms

    @property
    def fields(self) -> DeskFields:
        """Fields of ours."""
        return self._fields

    @property
    def times(self) -> DeskTimes:
        """Lists in time."""
        return self._times

    @property
    def counts(self) -> DeskCounts:
        """Lists counted."""
        return self._counts

    @property
    def locked(self) -> bool:
        """True once the vault was locked."""
        return self._vault.locked

    def lock(self) -> None:
        """On the writer lane: close the vault behind everything that the lanes were given before.

        The writer waits for the reader and then for the drafts; the reader waits for the drafts only, the drafts for
        nobody, so it cannot hang.
        """
        if not self._vault.locked:
            with ExitStack() as ending:  # each, whatever the one before it met: keys never stay for a full disk
                ending.callback(self._lanes.mend_with, self.reachable, {})  # nothing is connected anew after this
                ending.callback(self._vault.close)
                ending.callback(self._exchange.forget)
                ending.callback(self._shut_drafts)
                ending.callback(self._shut)

    def _shut(self) -> None:
        self._lanes.read(self._vault.shut).result()

    def _shut_drafts(self) -> None:
        self._lanes.draft(self._vault.shut_drafts).result()
