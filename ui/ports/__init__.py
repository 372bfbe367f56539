"""What the window asks of the services, as small typed protocols of its own; one file a port.

The window is programmed against these and nothing else. Everything here is plain data or a plain call: calls block,
may raise ``CaseappError`` and are run by ``ui.bridge.runner`` on a lane, never in the GUI thread, unless a docstring
says "pure and quick".
"""

from ui.ports.activity import Activity, ActivityLine
from ui.ports.backups import BackupChecked, BackupDone, Backups, BackupView, Restored
from ui.ports.base import Choice, Lane, Saved, Values
from ui.ports.contacts import Comparison, Contact, Contacts, ReadAloud
from ui.ports.counts import CountAsk, Counts, CountTable
from ui.ports.deadlines import DeadlineLine, Deadlines, DeadlinesView
from ui.ports.desk import Desk
from ui.ports.door import Door
from ui.ports.dossiers import Cure, DossierCopy, Dossiers, Issued, Prepared
from ui.ports.drafts import DraftNote, Drafts
from ui.ports.evidence import Evidence
from ui.ports.exchange import (
    Arrival,
    Counted,
    Departure,
    Difference,
    Exchange,
    FileState,
    Noticed,
    OpenedFile,
    Part,
    Sent,
    SetAside,
    Staged,
    StagedRow,
    TakenIn,
    Touched,
    Travels,
)
from ui.ports.fields import FieldLine, Fields, FieldsOf, NewField
from ui.ports.guide import Guide
from ui.ports.history import Delivered, FieldStep, Happened, History, OldValue, Origin, State, Step, Steps, Version
from ui.ports.home import Home, HomeCard, HomeLine, HomeView, Mood
from ui.ports.law import LawLine, LawView
from ui.ports.lists import (
    ColumnView,
    FacetView,
    FoundView,
    Lists,
    PeriodCount,
    Spread,
    ValueCount,
)
from ui.ports.maps import MapPin, Maps, MapSet, MapTown
from ui.ports.me import Me, MeView
from ui.ports.overviews import (
    Agreement,
    Custody,
    Item,
    Items,
    Mark,
    Overview,
    Overviews,
    Stretch,
    Sure,
    Told,
)
from ui.ports.presenting import Presenting
from ui.ports.quick import (
    MOST_LISTED,
    Agreed,
    KnownPerson,
    ListedPerson,
    PlaceZone,
    Quick,
    QuickRecord,
    QuickWarning,
    Recorded,
    Still,
)
from ui.ports.records import FieldView, Link, LinkGroup, Mending, Note, Records, RecordView, ReviewView, Row, Standing
from ui.ports.review import Review, ReviewCounts
from ui.ports.safety import Safety, SafetyView
from ui.ports.search import Hit, Search
from ui.ports.settings import Settings
from ui.ports.terms import TermLine, TermList, Terms
from ui.ports.ties import KnotView, TieColumn, Ties, TieView, WebView
from ui.ports.times import TimeBar, TimeRow, Times, TimeSet
from ui.ports.undoing import Takeable, TakenBack, Undoing
from ui.ports.vaults import Created, VaultPlace, Vaults
from ui.ports.ways import Way, Ways, WaysView
from ui.ports.words import Reading, Readings, Vocabularies

__all__ = [
    "Activity",
    "ActivityLine",
    "Agreed",
    "Agreement",
    "Arrival",
    "BackupChecked",
    "BackupDone",
    "BackupView",
    "Backups",
    "Choice",
    "ColumnView",
    "Comparison",
    "Contact",
    "Contacts",
    "CountAsk",
    "CountTable",
    "Counted",
    "Counts",
    "Created",
    "Cure",
    "Custody",
    "DeadlineLine",
    "Deadlines",
    "DeadlinesView",
    "Delivered",
    "Departure",
    "Desk",
    "Difference",
    "Door",
    "DossierCopy",
    "Dossiers",
    "DraftNote",
    "Drafts",
    "Evidence",
    "Exchange",
    "FacetView",
    "FieldLine",
    "FieldStep",
    "FieldView",
    "Fields",
    "FieldsOf",
    "FileState",
    "FoundView",
    "Guide",
    "Happened",
    "History",
    "Hit",
    "Home",
    "HomeCard",
    "HomeLine",
    "HomeView",
    "Issued",
    "Item",
    "Items",
    "KnotView",
    "KnownPerson",
    "Lane",
    "LawLine",
    "LawView",
    "Link",
    "LinkGroup",
    "ListedPerson",
    "Lists",
    "MOST_LISTED",
    "MapPin",
    "MapSet",
    "MapTown",
    "Maps",
    "Mark",
    "Me",
    "MeView",
    "Mending",
    "Mood",
    "NewField",
    "Note",
    "Noticed",
    "OldValue",
    "OpenedFile",
    "Origin",
    "Overview",
    "Overviews",
    "Part",
    "PeriodCount",
    "PlaceZone",
    "Prepared",
    "Presenting",
    "Quick",
    "QuickRecord",
    "QuickWarning",
    "ReadAloud",
    "Reading",
    "Readings",
    "RecordView",
    "Recorded",
    "Records",
    "Restored",
    "Review",
    "ReviewCounts",
    "ReviewView",
    "Row",
    "Safety",
    "SafetyView",
    "Saved",
    "Search",
    "Sent",
    "SetAside",
    "Settings",
    "Spread",
    "Staged",
    "StagedRow",
    "Standing",
    "State",
    "Step",
    "Steps",
    "Still",
    "Stretch",
    "Sure",
    "Takeable",
    "TakenBack",
    "TakenIn",
    "TermLine",
    "TermList",
    "Terms",
    "TieColumn",
    "TieView",
    "Ties",
    "TimeBar",
    "TimeRow",
    "TimeSet",
    "Times",
    "Told",
    "Touched",
    "Travels",
    "Undoing",
    "ValueCount",
    "Values",
    "VaultPlace",
    "Vaults",
    "Version",
    "Vocabularies",
    "Way",
    "Ways",
    "WaysView",
    "WebView",
]
