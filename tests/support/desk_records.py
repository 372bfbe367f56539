"""Records in memory for the window's tests: real specs and word lists, no storage."""

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caseapp.domain import law
from caseapp.domain.errors import Denied, NotFound
from caseapp.domain.names.fold import hits
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.names.sortkey import sort_key
from caseapp.domain.records import ALL
from caseapp.domain.spec import Kind, RecordId, RecordSpec
from caseapp.domain.spec import Search as FieldSearch
from caseapp.domain.text import N_
from tests.support.source import ROOT
from ui.ports import (
    FieldView,
    Hit,
    Link,
    RecordView,
    Row,
    Saved,
    Standing,
    Values,
)

RESOURCES = ROOT / "resources"
SPECS: dict[str, RecordSpec] = {spec.type: spec for spec in ALL}
TODAY = dt.date(2022, 1, 11)
PASSPHRASE = "correct horse battery staple orange"
RECOVERY = "7K2M-9QXT-4HCD-0WJ8-RV3N-5BZP-61YE"
VOCABULARIES, LAW = law.shipped(RESOURCES)


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

    def save_each(self, type_: str, field: str, values: Values, title: str) -> Saved:
        named = values[field]
        assert isinstance(named, tuple)
        ids = tuple(id_ for one in named for id_ in self.save(type_, None, {**values, field: one}, title).ids)
        return Saved(ids, {type_: ids}, title)

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
