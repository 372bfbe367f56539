"""The quick record: six answers become a person, an act, a place, a source and its account, in one action.

What is known already is taken, never made twice: a place of the same folded name, the person that was chosen. Only an
empty *what* or *when* is refused; "not known" is an answer everywhere else.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

from caseapp.domain.errors import Invalid
from caseapp.domain.moment import Moment
from caseapp.domain.moment_text import parse_moment
from caseapp.domain.names.fold import fold_words
from caseapp.domain.names.person_name import script_of
from caseapp.domain.person_text import PersonText, parse_person
from caseapp.domain.records.act import Act
from caseapp.domain.records.place import Place
from caseapp.domain.rules import detention
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.services.edits import Edit
from caseapp.services.records import RecordService, Saved
from caseapp.storage.reader import Reader

RELATIONS: Final = (
    "relative_victim", "victim", "witness", "lawyer", "colleague_victim", "human_rights_ngo", "reporter", "medical",
    "third_party", "unknown",
)
FORCES: Final = (
    "unknown", "internal_forces", "police", "intelligence", "armed_forces", "foreign_contingent", "crowd", "other",
)
MOST: Final = 500  # persons of one pasted list
_SEX: Final = {"m": "male", "f": "female", "": ""}


@dataclass(frozen=True, slots=True)
class Answers:
    """The six answers as typed. ``*_id`` names an existing record instead of the text beside it."""

    who: str = field(default="", repr=False)
    what: str = "detention"
    when: str = field(default="", repr=False)
    still_held: str = ""  # "" not known, "held", "released"
    released: str = field(default="", repr=False)
    where: str = field(default="", repr=False)
    told_by: str = ""  # a term of source_connection
    told_name: str = field(default="", repr=False)
    told_on: str = field(default="", repr=False)
    how_known: str = ""  # a term of how_known: how the source knows; blank where nobody said
    agreed: bool = False  # to our organisation and the lawyer
    by_whom: str = ""  # a term of perpetrator_type
    held_at: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    who_id: RecordId = ""
    where_id: RecordId = ""
    incident_id: RecordId = ""
    incident_title: str = field(default="", repr=False)  # a new incident
    source_id: RecordId = ""
    ask_more: bool = False  # the twelve questions follow: their record is made, nothing in it answered


@dataclass(frozen=True, slots=True)
class QuickSaved:
    """The ids that the next record of this sitting keeps; ``count``: how many persons were recorded at once."""

    saved: Saved
    person: RecordId
    act: RecordId
    place: RecordId = ""
    source: RecordId = ""
    incident: RecordId = ""
    consent: RecordId = ""
    count: int = 1


class QuickService:
    """Runs on the writer's side; its reader is one that lives there too."""

    def __init__(self, records: RecordService, reader: Reader, now: Callable[[], int], zone: str) -> None:
        self._records = records
        self._reader = reader
        self._now = now
        self._zone = zone

    def today(self) -> dt.date:
        """The day here."""
        return dt.datetime.fromtimestamp(self._now() / 1000, ZoneInfo(self._zone)).date()

    def now(self) -> int:
        """UTC epoch seconds."""
        return self._now() // 1000

    def who(self, text: str) -> PersonText:
        """What is understood of one line about a person."""
        return parse_person(text, self.today())

    def when(self, text: str) -> Moment:
        """What is understood of a typed time. Raises InvalidMoment."""
        return parse_moment(text, self.today(), self._zone)

    def record(self, answers: Answers, title: str) -> QuickSaved:
        """One action. Raises Invalid with field ``what`` or ``when``, and what the fields themselves refuse."""
        return self.record_all([answers.who], answers, title)

    def record_all(self, names: Sequence[str], answers: Answers, title: str) -> QuickSaved:
        """The same of many persons, one act each, as one action with one Undo. At most ``MOST`` at once."""
        if not answers.what:
            raise Invalid(field=N_("What"))
        if not answers.when.strip():
            raise Invalid(field=N_("When"))
        if not 0 < len(names) <= MOST:
            raise Invalid(field=N_("Who"))
        return _Recording(self._records, self._reader, self, answers).run(names, title)


class _Recording:
    """One call: collects the edits of the action."""

    def __init__(self, records: RecordService, reader: Reader, quick: QuickService, answers: Answers) -> None:
        self._records = records
        self._reader = reader
        self._quick = quick
        self._answers = answers
        self._edits: list[Edit] = []
        self._held_at = ""
        self._there = ""  # the zone of the place
        self._consent = ""

    def run(self, names: Sequence[str], title: str) -> QuickSaved:
        answers = self._answers
        incident = answers.incident_id or self._incident()
        place = self._place(answers.where, answers.where_id)
        self._there = self._zone(place)
        when = parse_moment(answers.when, self._quick.today(), self._there)
        persons = [answers.who_id] if answers.who_id else [self._person(name) for name in names]
        acts = [self._act(person, place, incident, when) for person in persons]
        source = answers.source_id or self._source()
        self._account(source, acts)
        for person, act in zip(persons, acts, strict=True):
            self._rest(person, act, when)
        saved = self._records.save(self._edits, title)
        return QuickSaved(saved, persons[0], acts[0], place, source, incident, self._consent, len(persons))

    def _incident(self) -> RecordId:
        title = self._answers.incident_title.strip()
        return self._new("incident", {"title": title}) if title else ""

    def _new(self, type_: str, values: Mapping[str, Any]) -> RecordId:
        id_ = self._records.new_id()
        said = {name: value for name, value in values.items() if value not in (None, "", (), False)}
        self._edits.append(Edit(type_, id_, said))
        return id_

    def _place(self, text: str, id_: RecordId) -> RecordId:
        text = text.strip()
        if id_ or not text:
            return id_
        wanted = fold_words(text)
        for found in self._reader.find(text, 50, ("place",)):
            place = found.record
            if isinstance(place, Place) and wanted in map(fold_words, (place.name_ru, place.name_kk, place.name_en)):
                return found.id
        name = "name_en" if script_of(text) == "Latn" else "name_ru"
        return self._new("place", {name: text})

    def _zone(self, place: RecordId) -> str:
        """The zone of the place or of what it lies in; our own where none is known."""
        seen: set[RecordId] = set()
        while place and place not in seen:
            seen.add(place)
            found = self._reader.many([place])
            record = found[0].record if found else None
            if not isinstance(record, Place):
                break
            if record.zone:
                return record.zone
            place = record.parent
        return self._quick.when("2022").zone

    def _person(self, name: str) -> RecordId:
        text = name.strip()
        if not text:
            return self._new("person", {"description": N_("unknown person")})
        read = parse_person(text, self._quick.today())
        values: dict[str, Any] = {"sex": _SEX[read.sex], "birth": read.born_by(self._quick.today())}
        if read.name is not None:
            values["names"] = (read.name,)
        if read.unnamed or read.name is None:
            values["description"] = text
        if read.age >= 0:
            values["age_reported"] = read.age
        if read.leftover:
            values["remarks"] = text
        return self._new("person", values)

    def _act(self, person: RecordId, place: RecordId, incident: RecordId, when: Moment) -> RecordId:
        answers = self._answers
        values: dict[str, Any] = {
            "act_type": answers.what, "victim": person, "start": when, "place": place, "incident": incident,
            "certainty": "reported",
        }
        if detention.is_detention(Act(act_type=answers.what)):
            values["detained"] = when
            if answers.still_held == "held":
                values["still_held"] = True
                values["still_held_on"] = self._moment(answers.told_on) or self._today()  # as of the day it was told
            elif answers.still_held == "released":
                values["ended"] = self._moment(answers.released)
                values["ended_how"] = "released"
        return self._new("act", values)

    def _moment(self, text: str) -> Moment | None:
        return parse_moment(text, self._quick.today(), self._there) if text.strip() else None

    def _today(self) -> Moment:
        return Moment(self._quick.today().isoformat(), zone=self._there)

    def _source(self) -> RecordId:
        answers = self._answers
        connection = answers.told_by or "unknown"
        return self._new("source", {"name": answers.told_name.strip(), "connection": connection})

    def _account(self, source: RecordId, acts: Sequence[RecordId]) -> None:
        told = self._moment(self._answers.told_on) or self._today()
        self._new("account", {"source": source, "about": tuple(acts), "received": told,
                             "how_known": self._answers.how_known, "text": self._answers.words})

    def _rest(self, person: RecordId, act: RecordId, when: Moment) -> None:
        answers = self._answers
        if answers.agreed or answers.ask_more:
            store = "yes" if answers.agreed else ""
            self._consent = self._new("consent", {"subject": person, "store": store, "asked": self._today()})
        if answers.by_whom and answers.by_whom != "unknown":
            self._new("involvement", {
                "act": act, "perpetrator_types": (answers.by_whom,), "certainty": "alleged",
            })
        if answers.held_at.strip():
            self._held_at = self._held_at or self._place(answers.held_at, "")
            self._new("stay", {"person": person, "place": self._held_at, "act": act, "arrived": when})
