"""The smaller ports of the desk in memory: each says what an honest one would, and keeps nothing."""

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from caseapp.domain.canonical import Json
from caseapp.domain.clock_check import ClockFinding
from caseapp.domain.errors import NotFound
from caseapp.domain.pixels import Pixels
from caseapp.domain.preferences import PREFERENCES, fits
from caseapp.domain.spec import RecordId
from caseapp.security import cover_code
from caseapp.services.exporting import APP
from tests.support.desk_records import PASSPHRASE, RECOVERY, SPECS, Records, WrongPassphrase
from ui.address import Address
from ui.ports import (
    Choice,
    Cure,
    DeadlinesView,
    DossierCopy,
    FieldsOf,
    HomeView,
    Issued,
    NewField,
    Origin,
    Overview,
    Prepared,
    ReviewCounts,
    Saved,
    Steps,
    Takeable,
    TakenBack,
    TermLine,
    TermList,
    Version,
)


@dataclass
class Home:
    """Nothing waits."""

    def look(self, places: frozenset[str]) -> HomeView:
        return HomeView(dt.datetime(2022, 1, 11, 12, 0))


class Deadlines:
    """Nothing runs out."""

    def kinds(self) -> Sequence[Choice]:
        return [Choice("task", "Task")]

    def look(self, days: int) -> DeadlinesView:
        return DeadlinesView(dt.date(2022, 1, 11))

    def save(self, path: Path, days: int, keys: frozenset[str], named: bool) -> int:
        return 0


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

    def issued(self, subject: RecordId = "") -> Sequence[Issued]:
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
class NoTerms:
    """No list takes terms: they are tested over a real vault."""

    def takes(self, list_: str) -> bool:
        return False

    def lists(self) -> Sequence[TermList]:
        return []

    def terms(self, list_: str) -> Sequence[TermLine]:
        return []

    def add(self, list_: str, labels: Mapping[str, str], parent: str = "") -> tuple[str, Saved]:
        raise NotFound()

    def brought(self) -> int:
        return 0

    def bring(self) -> Saved:
        raise NotFound()

    def retire(self, term: str, *, whether: bool = True) -> Saved:
        raise NotFound()


@dataclass
class NoFields:
    """No type takes fields: they are tested over a real vault."""

    def types(self) -> Sequence[Choice]:
        return []

    def kinds(self) -> Sequence[Choice]:
        return []

    def audiences(self) -> Sequence[Choice]:
        return []

    def lists(self) -> Sequence[Choice]:
        return []

    def of(self, type_: str) -> FieldsOf:
        return FieldsOf(type_, 0)

    def add(self, wanted: NewField) -> Saved:
        raise NotFound()

    def rename(self, id_: RecordId, labels: Mapping[str, str]) -> Saved:
        raise NotFound()

    def move(self, type_: str, id_: RecordId, by: int) -> Saved:
        raise NotFound()

    def retire(self, id_: RecordId, *, whether: bool = True) -> Saved:
        raise NotFound()


@dataclass
class Nowhere:
    """Neither map nor chart: both are tested over a real vault."""

    def has(self, type_: str) -> bool:
        return False


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
