"""An open vault as a whole."""

from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Protocol

from ui.ports.activity import Activity
from ui.ports.backups import Backups
from ui.ports.base import Lane
from ui.ports.contacts import Contacts
from ui.ports.counts import Counts
from ui.ports.deadlines import Deadlines
from ui.ports.door import Door
from ui.ports.dossiers import Dossiers
from ui.ports.drafts import Drafts
from ui.ports.evidence import Evidence
from ui.ports.exchange import Exchange
from ui.ports.fields import Fields
from ui.ports.guide import Guide
from ui.ports.history import History
from ui.ports.home import Home
from ui.ports.law import LawView
from ui.ports.lists import Lists
from ui.ports.maps import Maps
from ui.ports.me import Me
from ui.ports.overviews import Overviews
from ui.ports.presenting import Presenting
from ui.ports.quick import Quick
from ui.ports.records import Records
from ui.ports.review import Review
from ui.ports.safety import Safety
from ui.ports.search import Search
from ui.ports.settings import Settings
from ui.ports.tables import Tables
from ui.ports.terms import Terms
from ui.ports.ties import Ties
from ui.ports.times import Times
from ui.ports.undoing import Undoing
from ui.ports.ways import Ways
from ui.ports.words import Readings, Vocabularies


class Desk(Protocol):
    """An open vault: everything that pages may ask, and the lanes it runs on."""

    @property
    def label(self) -> str:
        """The vault's name."""

    @property
    def author(self) -> str:
        """Whose signature stands under what is written here."""

    @property
    def sample(self) -> bool:
        """True for a vault of invented persons."""

    @property
    def lanes(self) -> Mapping[Lane, Executor]:
        """One executor a lane."""

    def reachable(self) -> bool:
        """Whether the disk that the vault lies on gives anything just now. Compute lane."""

    @property
    def records(self) -> Records: ...
    @property
    def lists(self) -> Lists: ...
    @property
    def review(self) -> Review: ...
    @property
    def search(self) -> Search: ...
    @property
    def quick(self) -> Quick: ...
    @property
    def home(self) -> Home: ...
    @property
    def vocabularies(self) -> Vocabularies: ...
    @property
    def readings(self) -> Readings: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def dossiers(self) -> Dossiers: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def guide(self) -> Guide: ...
    @property
    def presenting(self) -> Presenting: ...
    @property
    def undoing(self) -> Undoing: ...
    @property
    def backups(self) -> Backups: ...
    @property
    def ways(self) -> Ways: ...
    @property
    def me(self) -> Me: ...
    @property
    def safety(self) -> Safety: ...
    @property
    def activity(self) -> Activity: ...
    @property
    def evidence(self) -> Evidence: ...
    @property
    def exchange(self) -> Exchange: ...
    @property
    def tables(self) -> Tables: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def door(self) -> Door: ...
    @property
    def history(self) -> History: ...
    @property
    def law(self) -> LawView: ...
    @property
    def terms(self) -> Terms: ...
    @property
    def fields(self) -> Fields: ...
    @property
    def overviews(self) -> Overviews: ...
    @property
    def maps(self) -> Maps: ...
    @property
    def ties(self) -> Ties: ...
    @property
    def deadlines(self) -> Deadlines: ...
    @property
    def counts(self) -> Counts: ...
    @property
    def times(self) -> Times: ...

    def speak(self, language: str) -> "Desk":
        """The same open vault in another language. Pure and quick."""

    @property
    def locked(self) -> bool:
        """Whether it was closed, even where the closing could not write its last note. Pure and quick."""

    def lock(self) -> None:
        """Close the vault; called after the window dropped its pages and wrote its drafts."""
