"""An open vault in memory for the window's tests: real specs, word lists, parsers and sample records, no storage."""

import datetime as dt
import itertools
import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from caseapp.domain import sample, vocabulary
from caseapp.domain.canonical import Json
from caseapp.domain.clock_check import ClockFinding
from caseapp.domain.errors import Damaged, Denied, Invalid, NotFound
from caseapp.domain.names.fold import hits
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.names.sortkey import sort_key
from caseapp.domain.pixels import Pixels
from caseapp.domain.preferences import PREFERENCES, fits
from caseapp.domain.records import ALL
from caseapp.domain.spec import Kind, RecordId, RecordSpec
from caseapp.domain.spec import Search as FieldSearch
from caseapp.domain.text import N_, Language
from caseapp.security import cover_code
from caseapp.services import passphrases
from caseapp.services.exporting import APP
from tests.support.lists import Lists
from tests.support.source import ROOT
from ui.address import Address
from ui.ports import (
    Choice,
    Created,
    Cure,
    DossierCopy,
    DraftNote,
    FieldView,
    Hit,
    HomeView,
    Issued,
    KnownPerson,
    Lane,
    Link,
    ListedPerson,
    Origin,
    Overview,
    PlaceZone,
    Prepared,
    QuickRecord,
    QuickWarning,
    Reading,
    Recorded,
    RecordView,
    ReviewCounts,
    Row,
    Saved,
    Standing,
    Steps,
    Takeable,
    TakenBack,
    Values,
    VaultPlace,
    Version,
)
from ui.words import DomainReadings, DomainVocabularies

RESOURCES = ROOT / "resources"
SPECS: dict[str, RecordSpec] = {spec.type: spec for spec in ALL}
TODAY = dt.date(2022, 1, 11)
PASSPHRASE = "correct horse battery staple orange"
RECOVERY = "7K2M-9QXT-4HCD-0WJ8-RV3N-5BZP-61YE"
VOCABULARIES = vocabulary.load(RESOURCES / "vocab")


def today() -> dt.date:
    """The day on which the tests are run, for the product."""
    return TODAY


class WrongPassphrase(Denied):
    """As the vault says it."""

    code = "wrong-passphrase"
    what = N_("The passphrase is wrong.")
    next_step = N_("Check the keyboard layout and try again; nothing was changed.")


Stored = dict[RecordId, tuple[str, dict[str, Any]]]


def title_of(type_: str, values: Mapping[str, Any], others: Stored | None = None) -> str:
    """A title from the fields that are searched as titles: the first name, or all short parts of it."""
    parts: list[str] = []
    for spec in SPECS[type_].fields.values():
        value = values.get(spec.name)
        if spec.search is not FieldSearch.TITLE or not value:
            continue
        if spec.kind is Kind.NAMES:
            return str(value[0].shown())
        if spec.kind is Kind.LINE:
            return str(value)
        if spec.kind is Kind.TERM:
            parts.append(VOCABULARIES[spec.vocabulary].label(value, "en").text)
        elif spec.kind is Kind.REF and others and value in others:
            parts.append(title_of(*others[value]))
    return ", ".join(parts) or SPECS[type_].label


@dataclass
class Records:
    """Records in a dictionary, with the conflicts and gaps that a test puts there."""

    stored: Stored = field(default_factory=dict)
    conflicts: dict[tuple[RecordId, str], tuple[Standing, ...]] = field(default_factory=dict)
    gaps: dict[RecordId, tuple[str, ...]] = field(default_factory=dict)
    saves: list[tuple[str, RecordId | None, Values, str]] = field(default_factory=list)
    resolved: list[tuple[RecordId, str, object]] = field(default_factory=list)
    refuse: Exception | None = None
    pages: int = 0
    _number: Any = field(default_factory=lambda: itertools.count(1))

    def new_id(self) -> RecordId:
        return f"{next(self._number):032x}"

    def title(self, id_: RecordId) -> str:
        return title_of(*self.stored[id_], self.stored)

    def specs(self) -> Mapping[str, RecordSpec]:
        return SPECS

    def ids(self, type_: str) -> Sequence[RecordId]:
        found = [id_ for id_, (each, _) in self.stored.items() if each == type_]
        return sorted(found, key=lambda id_: (sort_key(self.title(id_)), id_))

    def rows(self, ids: Sequence[RecordId]) -> Sequence[Row]:
        self.pages += 1
        return [self.row(id_) for id_ in ids if id_ in self.stored]

    def row(self, id_: RecordId) -> Row:
        values = self.stored[id_][1]
        conflicts = sum(1 for key, _ in self.conflicts if key == id_)
        detail = str(getattr(values.get("birth"), "start", "") or getattr(values.get("begun"), "start", ""))
        return Row(id_, self.title(id_), detail, conflicts, len(self.gaps.get(id_, ())))

    def get(self, id_: RecordId) -> RecordView:
        if id_ not in self.stored:
            raise NotFound()
        type_, values = self.stored[id_]
        fields = {}
        for name in SPECS[type_].fields:
            standing = self.conflicts.get((id_, name), ())
            fields[name] = FieldView(values.get(name), standing, bool(standing))
        titles = {other: self.title(other) for other in self.stored}
        links = tuple(
            Link(other, kind, self.title(other), SPECS[kind].label)
            for other, (kind, theirs) in self.stored.items()
            if id_ in theirs.values() and other != id_
        )
        return RecordView(id_, type_, self.title(id_), fields, links, titles, self.gaps.get(id_, ()))

    def save(self, type_: str, id_: RecordId | None, changes: Values, title: str, seen: object = None) -> Saved:
        self.saves.append((type_, id_, changes, title))
        if self.refuse is not None:
            raise self.refuse
        new = id_ or self.new_id()
        self.stored.setdefault(new, (type_, {}))[1].update(changes)
        return Saved((new,), {type_: (new,)}, title)

    def linked(self, id_: RecordId, key: str, offset: int) -> Sequence[Link]:
        return ()

    def join(self, id_: RecordId, holder: RecordId) -> Saved:
        raise NotFound()

    def keep_both(self, id_: RecordId, field: str, reason: str = "") -> Saved:
        self.conflicts.pop((id_, field))
        return Saved((id_,), {self.stored[id_][0]: (id_,)}, "Both")

    def resolve(self, id_: RecordId, field: str, value: object, seen: object, reason: str = "") -> Saved:
        self.resolved.append((id_, field, value))
        self.conflicts.pop((id_, field))
        self.stored[id_][1][field] = value
        return Saved((id_,), {self.stored[id_][0]: (id_,)}, "Resolve")


@dataclass
class Search:
    """Real folding over the titles."""

    records: Records

    def find(self, text: str, limit: int = 20, types: tuple[str, ...] = ()) -> Sequence[Hit]:
        found = []
        for id_, (type_, values) in self.records.stored.items():
            if types and type_ not in types:
                continue
            for title in self._titles(type_, values):
                spans = hits(title, text)
                if spans:
                    pieces = tuple((start, end - start) for start, end in spans)
                    found.append(Hit(id_, type_, self.records.title(id_), title, pieces))
                    break
        return found[:limit]

    def _titles(self, type_: str, values: Mapping[str, Any]) -> Sequence[str]:
        names = [name.shown() for name in values.get("names", ()) if isinstance(name, PersonName)]
        lines = [str(values[name]) for name in ("name_ru", "name_kk", "name_en") if values.get(name)]
        return names or lines or [title_of(type_, values)]


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
class Home:
    """Nothing waits."""

    def look(self, places: frozenset[str]) -> HomeView:
        return HomeView(dt.datetime(2022, 1, 11, 12, 0))


@dataclass
class Dossiers:
    """Issues nothing but says what a real one would."""

    made: list[tuple[str, RecordId, str, str]] = field(default_factory=list)
    refuse: Exception | None = None

    def forms(self, type_: str) -> Sequence[Choice]:
        return [Choice("d1", "D1 Case file")] if type_ in self.subjects() else []

    def subjects(self) -> tuple[str, ...]:
        return ("case", "person", "incident")

    def audiences(self) -> Sequence[Choice]:
        return [Choice("internal", "Our organisation"), Choice("lawyer", "The lawyer")]

    def languages(self, form: str) -> Sequence[Choice]:
        return [Choice("en", "English"), Choice("ru", "Русский")]

    def prepare(self, form: str, id_: RecordId, language: str, audience: str) -> Prepared:
        if self.refuse is not None:
            raise self.refuse
        return Prepared(6, b"%PDF-1.7", (Cure("missing", "Detention: lawyer", "Add", Address(type="person", id=id_)),
                                         Cure("withheld", "His wife: consent was not asked yet", "Ask")))

    def draw(self, pdf: bytes, page: int, dpi: int) -> Pixels:
        return Pixels(4, 3, b"\xff" * 36)

    def issue(self, form: str, id_: RecordId, language: str, audience: str) -> Issued:
        if self.refuse is not None:
            raise self.refuse
        self.made.append((form, id_, language, audience))
        at = dt.datetime(2022, 1, 11, 12, 40, tzinfo=dt.UTC)
        return Issued("issued-1", "Akhmetov", "D1 Case file", "English", "The lawyer", 6, at, "0" * 64)

    def issued(self) -> Sequence[Issued]:
        return ()

    def copies(self, id_: str) -> Sequence[DossierCopy]:
        return ()

    def open(self, id_: str) -> Prepared:
        return Prepared(6, b"%PDF-1.7")

    def save_copy(self, id_: str, path: Path) -> None:
        path.write_bytes(b"%PDF-1.7\n")

    def printed(self, id_: str, printer: str, first: int, last: int) -> None:
        raise NotFound()

    def account(self, copy: DossierCopy, how: str) -> None:
        raise NotFound()


@dataclass
class History:
    """This vault in memory keeps none, and says so."""

    def steps(self, id_: RecordId, before: int = 0, limit: int = 30) -> Steps:
        return Steps((), 0)

    def version(self, id_: RecordId, no: int) -> Version:
        raise NotFound()

    def origins(self, id_: RecordId) -> Mapping[str, tuple[Origin, ...]]:
        return {}

    def restore(self, id_: RecordId, field: str, no: int, seen: object) -> Saved:
        raise NotFound()


@dataclass
class Overviews:
    """None: overviews are tested over a real vault."""

    def has(self, type_: str) -> bool:
        return False

    def overview(self, type_: str, id_: RecordId) -> Overview:
        raise NotFound()


@dataclass
class Settings:
    """Preferences in a dictionary."""

    kept: dict[str, Json] = field(default_factory=lambda: {"news_seen": APP})

    def get(self, name: str) -> Json:
        return self.kept.get(name, PREFERENCES[name])

    def put(self, name: str, value: Json) -> None:
        assert fits(name, value)
        self.kept[name] = value


@dataclass
class Evidence:
    """One grey picture for every file."""

    attached: list[Path] = field(default_factory=list)

    def thumbnail(self, sha256: str) -> Pixels:
        return Pixels(4, 3, b"\x80" * 36)

    def picture(self, sha256: str, side: int) -> Pixels:
        return self.thumbnail(sha256)

    def text(self, sha256: str) -> str:
        return "text"

    def attach(
        self, paths: Sequence[Path], concerns: Sequence[RecordId], progress: Callable[[int, int], None]
    ) -> Saved:
        self.attached += paths
        return Saved((), {}, "Attach a file")


class Review:
    """Nothing waits here: one person wrote everything, and knows it."""

    def counts(self) -> ReviewCounts:
        return ReviewCounts(duplicates=0)

    def queue(self, _segment: object) -> Sequence[str]:
        return ()

    def item(self, _key: str) -> None:
        return None

    def looked(self) -> bool:
        return True


@dataclass
class Door:
    """Opened for writing with nothing odd, unless a test says so."""

    settings: Settings
    read_only: bool = False
    warnings: Sequence[str] = ()
    clock: Sequence[ClockFinding] = ()

    def prove(self, secret: str) -> None:
        if secret not in (PASSPHRASE, RECOVERY):
            raise WrongPassphrase()

    @property
    def has_code(self) -> bool:
        return bool(self.settings.kept.get("cover_code"))

    def choose_code(self, code: str) -> None:
        self.settings.put("cover_code", cover_code.make(code, secrets.token_bytes) if code else {})

    def code_fits(self, code: str) -> bool:
        return cover_code.fits(code, self.settings.get("cover_code"))


@dataclass
class Presenting:
    """Names of the stored persons; remembers whether writing is paused."""

    records: Records
    paused: bool = False

    def names(self) -> Sequence[str]:
        return [self.records.title(id_) for id_ in self.records.ids("person")]

    def pause(self, paused: bool) -> None:
        self.paused = paused


@dataclass
class Undoing:
    """Names of what was saved; taking back changes nothing here."""

    records: Records
    undone: list[str] = field(default_factory=list)

    def next(self) -> Takeable:
        saves = self.records.saves
        left = len(saves) - len(self.undone)
        return Takeable(saves[left - 1][3] if left else None, self.undone[-1] if self.undone else None)

    def undo(self) -> TakenBack:
        title = self.next().undo
        if title is None:
            raise NotFound()
        self.undone.append(title)
        return TakenBack(Saved((), dict.fromkeys(SPECS, ())), title, "", 1)

    def redo(self) -> TakenBack:
        return TakenBack(Saved((), dict.fromkeys(SPECS, ())), self.undone.pop(), "", 1)

    def put_back(self, action: str, title: str) -> Saved:
        return Saved((), {})


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
        self.dossiers = Dossiers()
        self.settings = Settings()
        self.door = Door(self.settings)
        self.undoing = Undoing(self.records)
        self.presenting = Presenting(self.records)
        self.evidence = Evidence()
        self.history = History()
        self.overviews = Overviews()

    def speak(self, language: str) -> "Desk":
        return self

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
