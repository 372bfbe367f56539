"""An open vault in memory for the window's tests: real specs, word lists, parsers and sample records, no storage."""

import datetime as dt
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from caseapp.domain import sample
from caseapp.domain.errors import Damaged, Invalid
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.records import ALL
from caseapp.domain.spec import RecordId
from caseapp.domain.text import Language
from caseapp.services import passphrases
from caseapp.services.guide import Guide
from tests.support.desk_ports import (
    Deadlines,
    Door,
    Dossiers,
    Evidence,
    History,
    Home,
    NoFields,
    NoTerms,
    Nowhere,
    Overviews,
    Presenting,
    Review,
    Settings,
    Undoing,
)
from tests.support.desk_records import (
    LAW,
    PASSPHRASE,
    RECOVERY,
    RESOURCES,
    SPECS,
    VOCABULARIES,
    Records,
    Search,
    WrongPassphrase,
    today,
)
from tests.support.lists import Lists
from ui.address import Address
from ui.desk.law import DeskLaw
from ui.ports import (
    Choice,
    Created,
    DraftNote,
    KnownPerson,
    Lane,
    ListedPerson,
    PlaceZone,
    QuickRecord,
    QuickWarning,
    Reading,
    Recorded,
    Saved,
    Standing,
    VaultPlace,
)
from ui.words import DomainReadings, DomainVocabularies


@dataclass
class Quick:
    """Keeps what was recorded."""

    records: Records
    readings: DomainReadings
    words: DomainVocabularies
    made: list[QuickRecord] = field(default_factory=list)
    refuse: Exception | None = None

    def presets(self) -> Sequence[Choice]:
        return self.words.presets()

    def relations(self) -> Sequence[Choice]:
        return self.words.relations()

    def forces(self) -> Sequence[Choice]:
        return self.words.forces()

    def ways_of_knowing(self) -> Sequence[Choice]:
        return self.words.choices("how_known")

    def who(self, text: str) -> Reading:
        return self.readings.who(text)

    def when(self, text: str, place: PlaceZone) -> Reading:
        return self.readings.moment(text)

    def listed(self, text: str) -> Sequence[ListedPerson]:
        lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        return [ListedPerson(number, line, self.who(line).words) for number, line in lines]

    def warnings(self, quick: QuickRecord, place: PlaceZone) -> Sequence[QuickWarning]:
        return []

    def zone(self, place: RecordId) -> PlaceZone:
        return PlaceZone()

    def known(self, ids: Sequence[RecordId]) -> Sequence[KnownPerson]:
        return [KnownPerson(id_, self.records.title(id_)) for id_ in ids]

    def beside(self, place: RecordId, when: str, zone: PlaceZone) -> Sequence[KnownPerson]:
        return []

    def record_all(self, names: Sequence[str], quick: QuickRecord) -> Recorded:
        made = [self.record(replace(quick, who=name)) for name in names]
        return made[0]

    def record(self, quick: QuickRecord) -> Recorded:
        if self.refuse is not None:
            raise self.refuse
        self.made.append(quick)
        id_ = quick.who_id or self.records.new_id()
        self.records.stored.setdefault(id_, ("person", {"names": (PersonName(quick.who),)}))
        saved = Saved((id_,), {"person": (id_,), "act": (id_,)}, "Record")
        return Recorded(saved, id_, "a" * 32, source_id="b" * 32, missing=("time of the protocol", "lawyer"))


@dataclass
class Drafts:
    """Drafts in a dictionary."""

    kept: dict[str, dict[str, str]] = field(default_factory=dict)

    def load(self, key: str) -> Mapping[str, str] | None:
        return self.kept.get(key)

    def save(self, key: str, draft: Mapping[str, str]) -> None:
        self.kept[key] = dict(draft)

    def drop(self, key: str) -> None:
        self.kept.pop(key, None)

    def waiting(self) -> Sequence[DraftNote]:
        at = dt.datetime(2022, 1, 11, tzinfo=dt.UTC)
        return [DraftNote(key, draft.get("who", ""), at, Address("quick", note=key))
                for key, draft in self.kept.items() if key.startswith("quick")]


@dataclass
class Desk:
    """All ports of an open vault."""

    language: Language
    sample: bool = True
    label: str = "Sample"
    author: str = "A. Serikova"
    lanes: Mapping[Lane, Executor] = field(default_factory=dict)
    locks: int = 0

    def __post_init__(self) -> None:
        self.records = Records()
        self.lists = Lists(self.records, SPECS)
        self.review = Review()
        self.search = Search(self.records)
        self.readings = DomainReadings(self.language, today, "Asia/Almaty")
        self.vocabularies = DomainVocabularies(VOCABULARIES, self.language, today)
        self.quick = Quick(self.records, self.readings, self.vocabularies)
        self.drafts = Drafts()
        self.home = Home()
        self.deadlines = Deadlines()
        self.dossiers = Dossiers()
        self.settings = Settings()
        self.door = Door(self.settings)
        self.undoing = Undoing(self.records)
        self.presenting = Presenting(self.records)
        self.guide = Guide(RESOURCES / "guide", self.language.code)
        self.evidence = Evidence()
        self.history = History()
        self.overviews = Overviews()
        self.terms = NoTerms()
        self.fields = NoFields()
        self.maps, self.ties, self.counts, self.times = Nowhere(), Nowhere(), Nowhere(), Nowhere()
        self.law = DeskLaw(LAW, self.language, self.vocabularies)

    def speak(self, language: str) -> "Desk":
        return self

    @property
    def locked(self) -> bool:
        return self.locks > 0

    def lock(self) -> None:
        self.locks += 1


@dataclass
class Vaults:
    """One vault that opens with ``PASSPHRASE``."""

    desk: Desk
    places: list[VaultPlace] = field(default_factory=lambda: [VaultPlace(Path("sample"), "Almaty, January", True)])
    damage: Damaged | None = None
    elsewhere: list[Path] = field(default_factory=list)
    remembered: list[Path] = field(default_factory=list)
    language: str = ""

    def found(self) -> Sequence[VaultPlace]:
        return self.places

    def words(self, language: str) -> str:
        return "anchor violet timber echo marble saddle"

    def guide(self, language: str) -> Guide:
        return Guide(RESOURCES / "guide", language)

    def create(self, label: str, passphrase: str, path: Path | None = None) -> Created:
        if len(passphrase) < 10:
            raise Invalid("passphrase")
        place = VaultPlace(Path("new"), label)
        self.places.insert(0, place)
        return Created(place, RECOVERY)

    def unlock(self, path: Path, passphrase: str, language: str = "en", *, read_only: bool = False,
               accept_missing: bool = False) -> Desk:
        if passphrase != PASSPHRASE:
            raise WrongPassphrase()
        if self.damage is not None and not (read_only or accept_missing):
            raise self.damage
        self.desk.door.read_only = read_only
        return self.desk

    def open_sample(self, language: str) -> Desk:
        return self.desk

    def holds(self, folder: Path) -> bool:
        return folder in self.elsewhere

    def strength(self, passphrase: str) -> int:
        return passphrases.strength(passphrase)

    def remember(self, folder: Path) -> None:
        self.remembered.append(folder)

    def keep_language(self, code: str) -> None:
        self.language = code


def with_sample(desk: Desk) -> Desk:
    """The sample records, one conflict and some gaps among them."""
    seeds = sample.read_sample(RESOURCES, ALL, VOCABULARIES, lambda *_: desk.records.new_id())
    for seed in seeds:
        values = {name: value for name, value in msgspec.structs.asdict(seed.record).items() if value not in ("", ())}
        desk.records.stored[seed.id] = (seed.type, values)
    first = person_named(desk, "Ахметов")
    desk.records.gaps[first] = ("time of the protocol", "lawyer")
    at = dt.datetime(2022, 1, 11, 12, 40, tzinfo=dt.UTC)
    desk.records.conflicts[(first, "occupation")] = (
        Standing("водитель", "Serikova", at), Standing("студент", "Omarov", at + dt.timedelta(hours=2)),
    )
    return desk


def person_named(desk: Desk, surname: str) -> RecordId:
    """The id of the sample's person of that surname."""
    for id_, (type_, values) in desk.records.stored.items():
        if type_ == "person" and any(name.surname == surname for name in values.get("names", ())):
            return id_
    raise LookupError(surname)
