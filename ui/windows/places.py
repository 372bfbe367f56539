"""The places of the rail and what is in each, in order. A place without anything in it is not shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from caseapp.domain.text import N_
from ui.pages.about_page import AboutPage
from ui.pages.cover_settings_page import CoverSettingsPage
from ui.pages.deadlines_page import DeadlinesPage
from ui.pages.dossiers.issued_page import IssuedPage
from ui.pages.dossiers.make_page import MakePage
from ui.pages.exchange.contacts_page import ContactsPage
from ui.pages.exchange.history_page import HistoryPage
from ui.pages.exchange.receive_page import ReceivePage
from ui.pages.exchange.review_page import ReviewPage
from ui.pages.exchange.send_page import SendPage
from ui.pages.exchange.tables_page import TablesPage
from ui.pages.home_page import HomePage
from ui.pages.page import Page, PageKit
from ui.pages.settings.activity_page import ActivityPage
from ui.pages.settings.backup_page import BackupPage
from ui.pages.settings.fields_page import FieldsPage
from ui.pages.settings.law_page import LawPage
from ui.pages.settings.look_page import LookPage
from ui.pages.settings.me_page import MePage
from ui.pages.settings.safety_page import SafetyPage
from ui.pages.settings.terms_page import TermsPage
from ui.ports import Desk
from ui.style.icons import Icon


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a place that is not a list of records."""

    key: str
    label: str
    make: Callable[[PageKit], Page]


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail: record types that have a list there, then pages, in the order of the tabs.

    ``waiting``: how many things wait there for a person; asked on the reader lane, when a vault is opened and after
    every write. ``foot``: stands apart, at the foot of the rail. ``guests``: types without a list that are read there
    by whoever comes from a place without records.
    """

    key: str
    label: str
    icon: Icon
    types: tuple[str, ...] = ()
    tabs: tuple[Tab, ...] = ()
    waiting: Callable[[Desk], int] | None = None
    foot: bool = False
    guests: tuple[str, ...] = ()


def _home(kit: PageKit) -> Page:
    """Home leads to the other places, and only to those that are here."""
    here = {f"{place.key}/{tab.key}" for place in PLACES for tab in place.tabs}
    return HomePage(kit, frozenset(here | SPECIAL))


def _to_review(desk: Desk) -> int:
    """Everything that waits for an answer; what is on its way settles itself."""
    counts = desk.review.counts()
    return counts.conflicts + (counts.duplicates or 0)


SAMPLE: Final = "sample"  # the vault of invented persons, in the place of this one
SPECIAL: Final = frozenset({SAMPLE})  # addresses without a place that the window answers to
PLACES: Final[tuple[Place, ...]] = (
    Place("home", N_("Home"), Icon.HOME, tabs=(Tab("home", N_("Home"), _home),)),
    Place("cases", N_("Cases"), Icon.CASES, ("case", "task"),
          tabs=(Tab("deadlines", DeadlinesPage.title, DeadlinesPage),),
          guests=("charge", "hearing", "remedy_step", "intervention", "finding", "note")),
    Place("incidents", N_("Incidents"), Icon.INCIDENTS, ("incident", "act", "reported_figure", "place"),
          guests=("incident_link", "involvement", "stay", "safeguard", "order", "body_mark", "medical_finding",
                  "verification", "local_term", "custom_field")),
    Place("people", N_("People"), Icon.PEOPLE, ("person", "organisation", "published_entry"),
          guests=("consent", "relationship", "address", "match_decision")),
    Place("evidence", N_("Evidence"), Icon.EVIDENCE, ("exhibit", "account", "source"),
          guests=("custody_entry", "interview")),
    Place("dossiers", N_("Dossiers"), Icon.DOSSIER, tabs=(
        Tab("make", N_("Make"), MakePage), Tab("issued", N_("Issued"), IssuedPage),
    )),
    Place("exchange", N_("Exchange"), Icon.EXCHANGE, tabs=(
        Tab("receive", N_("Receive"), ReceivePage),
        Tab("tables", N_("Tables"), TablesPage),
        Tab("review", N_("Review"), ReviewPage),
        Tab("send", N_("Send"), SendPage),
        Tab("contacts", N_("Contacts"), ContactsPage),
        Tab("history", N_("History"), HistoryPage),
    ), waiting=_to_review),
    Place("settings", N_("Settings"), Icon.SETTINGS, tabs=(
        Tab("me", MePage.title, MePage), Tab("backup", BackupPage.title, BackupPage),
        Tab("safety", SafetyPage.title, SafetyPage), Tab("look", LookPage.title, LookPage),
        Tab("terms", TermsPage.title, TermsPage), Tab("fields", FieldsPage.title, FieldsPage),
        Tab("law", LawPage.title, LawPage),
        Tab("cover", N_("Covering and locking"), CoverSettingsPage), Tab("activity", ActivityPage.title, ActivityPage),
        Tab("about", N_("Help and about"), AboutPage),
    ), foot=True),
)
