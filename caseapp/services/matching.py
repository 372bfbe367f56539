"""Possible duplicates among the persons of a vault, and what people decided about them.

Reading happens on the reader's lane (``gather``), comparing on the compute lane (``find``), deciding on the writer's.
A ``Search`` lives as long as the vault is open: after the first look over everything, a write costs only the records it
touched. What is decided already is no candidate; what follows from decisions is never stored.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from caseapp.domain.entity import Entity
from caseapp.domain.errors import Invalid, NotFound
from caseapp.domain.moment import Moment, Order, order
from caseapp.domain.names.fold import fold_words
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.records.act import Act
from caseapp.domain.records.match_decision import SPEC, MatchDecision
from caseapp.domain.records.person import Person
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.matching.decisions import ANSWERS, Decided, Decisions, Relation
from caseapp.matching.matcher import Candidate, Matcher, Pair, Report, pair
from caseapp.matching.profile import Deed, Profile, forms_of, profile
from caseapp.matching.reason import Reason
from caseapp.matching.scoring import THRESHOLD, Score, names_agree
from caseapp.services.edits import Edit
from caseapp.services.records import RecordService, Saved
from caseapp.services.together import Together
from caseapp.storage import frame
from caseapp.storage.reader import Reader
from caseapp.storage.writer import Writer

PERSONS: Final = "person"
DECISIONS: Final = "match_decision"
ACTS: Final = "act"
CAUSE: Final = "decide"
NAMES_MATTER: Final = (PERSONS, ACTS)  # the types whose changes can make or unmake a candidate
_CHUNK: Final = 1_000
_KEY: Final = "possible-duplicates"  # of the setting that holds how many were open

__all__ = [
    "ACTS", "ANSWERS", "CAUSE", "DECISIONS", "NAMES_MATTER", "PERSONS", "THRESHOLD", "Candidate", "Decisions",
    "Gathered", "MatchingService", "Pair", "Reason", "Relation", "Score", "Search", "Strangers", "alike", "arriving",
    "counterparts", "decisions", "gather", "pair", "remember", "remembered", "touched",
]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read: persons, ids that are persons no longer, every decision. ``whole``: of the whole vault.

    Folding their names is left to the compute lane: lists wait for the reader's.
    """

    persons: tuple[tuple[RecordId, Person, tuple[Deed, ...]], ...] = field(repr=False)
    gone: frozenset[RecordId]
    decided: Decisions = field(repr=False)
    whole: bool


@dataclass(frozen=True, slots=True)
class Strangers:
    """Persons who are not in the vault yet, as ``Gathered`` has those who are."""

    persons: tuple[tuple[RecordId, Person, tuple[Deed, ...]], ...] = field(repr=False)


def gather(reader: Reader, ids: Iterable[RecordId] | None = None) -> Gathered:
    """Read the persons (all, or these) with the nights and places of what was done to them. Reader lane."""
    wanted = list(dict.fromkeys(reader.ids(PERSONS) if ids is None else ids))
    found: list[tuple[RecordId, Person, tuple[Deed, ...]]] = []
    deeds = _deeds(reader, None if ids is None else wanted)
    for start in range(0, len(wanted), _CHUNK):
        for entity in reader.many(wanted[start : start + _CHUNK]):
            if isinstance(entity.record, Person) and not entity.retracted and not entity.empty:
                found.append((entity.id, entity.record, tuple(deeds.get(entity.id, ()))))
    gone = frozenset(wanted) - {id_ for id_, _, _ in found}
    return Gathered(tuple(found), gone, decisions(reader), ids is None)


def _deeds(reader: Reader, persons: Sequence[RecordId] | None) -> Mapping[RecordId, list[Deed]]:
    """Of everybody, or of these persons only."""
    if persons is None:
        acts = reader.ids(ACTS)
    else:
        acts = [link.source for id_ in persons for link in reader.links_to(id_) if link.source_type == ACTS]
    found: defaultdict[RecordId, list[Deed]] = defaultdict(list)
    for start in range(0, len(acts), _CHUNK):
        for entity in reader.many(acts[start : start + _CHUNK]):
            act = entity.record
            if isinstance(act, Act) and act.victim and not entity.retracted and (day := _day(act.start)):
                found[act.victim].append(Deed(day, act.place))
    return found


def _day(moment: Moment | None) -> str:
    return moment.day() if moment is not None and not moment.approximate else ""


def arriving(together: Together, report: Report | None = None) -> Strangers:
    """The persons whom files bring for the first time, with what was done to them. Writer lane; nothing is written."""
    new, found = list(together.preview.new), list[tuple[RecordId, object]]()
    for start in range(0, len(new), _CHUNK):
        if report is not None:
            report(start, len(new))
        found += [(look.key.id, look.after) for look in together.look(new[start : start + _CHUNK])]
    deeds: defaultdict[RecordId, list[Deed]] = defaultdict(list)
    for _, act in found:
        if isinstance(act, Act) and act.victim and (day := _day(act.start)):
            deeds[act.victim].append(Deed(day, act.place))
    return Strangers(tuple(
        (id_, person, tuple(deeds.get(id_, ()))) for id_, person in found
        if isinstance(person, Person) and not person.retracted
    ))


def decisions(reader: Reader) -> Decisions:
    """Every answer that stands in this vault. A record in conflict says all that stands in it."""
    found: list[Decided] = []
    ids = reader.ids(DECISIONS)
    for start in range(0, len(ids), _CHUNK):
        for entity in reader.many(ids[start : start + _CHUNK]):
            found += _said(entity)
    return Decisions(found)


def _said(entity: Entity) -> list[Decided]:
    record = entity.record
    if not isinstance(record, MatchDecision) or entity.retracted or entity.empty:
        return []
    issue = entity.issues.get("answer")
    standing = [one.value for one in issue.standing if not one.blank] if issue is not None else [record.answer]
    return [Decided(record.one, record.other, answer, entity.id) for answer in standing if answer in ANSWERS]


def touched(reader: Reader, changes: Mapping[str, Iterable[RecordId]]) -> set[RecordId]:
    """The persons that a write may have made more or less alike: themselves, and the victims of what was done."""
    found = set(changes.get(PERSONS, ()))
    for entity in reader.many(changes.get(ACTS, ())):
        if isinstance(entity.record, Act) and entity.record.victim:
            found.add(entity.record.victim)
    return found


def remembered(reader: Reader) -> int | None:
    """How many pairs were open when somebody last looked; None when nobody ever did. Reader lane."""
    count = frame.setting(reader.sql, _KEY)
    return count if isinstance(count, int) else None


def remember(writer: Writer, count: int) -> None:
    """Keep that number. Writer lane."""
    with writer.transaction():
        frame.put_setting(writer.sql, _KEY, count)


def alike(one: object, other: object) -> bool:
    """Whether two values of a field can mean the same: names in any spelling, moments that can be one, else equal."""
    if isinstance(one, Moment) and isinstance(other, Moment):
        return order(one, other) is Order.UNCLEAR
    if isinstance(one, tuple) and isinstance(other, tuple):
        names = [[form for name in side if isinstance(name, PersonName) for form in forms_of(name)]
                 for side in (one, other)]
        return names_agree(*names) if all(names) else not set(one).isdisjoint(other)
    if isinstance(one, str) and isinstance(other, str):
        return fold_words(one) == fold_words(other)
    return one == other


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The other record of a decision, and what was decided."""

    id: RecordId
    answer: str


def counterparts(decided: Iterable[Entity], id_: RecordId) -> list[Counterpart]:
    """The other ends of these decisions as seen from one record, each answer once."""
    said = [one for entity in decided for one in _said(entity)]
    found = [Counterpart(one.other if one.one == id_ else one.one, one.answer) for one in said if id_ in one.pair]
    return list(dict.fromkeys(found))


class Search:
    """The candidates of one open vault. Safe to call from several threads; one works at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._matcher = Matcher()
        self._found: dict[Pair, Candidate] = {}
        self._decided = Decisions(())
        self._looked = False

    def find(self, read: Gathered, report: Report | None = None) -> int:
        """Bring the candidates up to what was read; how many are open. Compute lane; may be stopped by ``report``."""
        people = [profile(*one) for one in read.persons]
        with self._lock:
            if read.whole:
                matcher = Matcher(people)
                found = matcher.all(report)
                self._matcher, self._found, self._looked = matcher, {one.pair: one for one in found}, True
            elif self._looked:
                self._renew(people, read.gone)
            self._decided = read.decided
            return len(self._open())

    def _renew(self, people: Sequence[Profile], gone: frozenset[RecordId]) -> None:
        touched = gone | {one.id for one in people}
        self._found = {ids: one for ids, one in self._found.items() if touched.isdisjoint(ids)}
        for id_ in gone:
            self._matcher.drop(id_)
        for one in people:
            self._matcher.put(one)
        for one in people:
            self._found.update((each.pair, each) for each in self._matcher.like(one))

    def _open(self) -> list[Candidate]:
        people = self._matcher.people
        clashes = [ids for ids in self._decided.contradictions() if ids[0] in people and ids[1] in people]
        waiting = [one for one in self._found.values() if self._decided.relation(*one.pair) is Relation.OPEN]
        known = {one.pair for one in waiting}
        waiting += [
            Candidate(*ids, self._matcher.compare(*ids)) for ids in clashes if ids not in known
        ]
        return sorted(waiting, key=lambda one: (one.pair not in clashes, -one.score.value, one.pair))

    @property
    def looked(self) -> bool:
        """Whether the whole vault was looked at since it was opened."""
        return self._looked

    def open(self) -> list[Candidate]:
        """The pairs that wait for a person: first those about which answers contradict each other."""
        with self._lock:
            return self._open()

    def compare(self, one: RecordId, other: RecordId) -> Score:
        """Two persons of the vault, however unlike. Raises NotFound."""
        with self._lock:
            if one not in self._matcher.people or other not in self._matcher.people:
                raise NotFound()
            return self._matcher.compare(one, other)

    def like(self, person: Person, deeds: Iterable[Deed] = (), id_: RecordId = "") -> list[Candidate]:
        """Who in the vault may be this person, who need not be recorded yet. Milliseconds."""
        with self._lock:
            return self._matcher.like(profile(id_, person, deeds))

    def alike(self, strangers: Strangers, report: Report | None = None) -> int:
        """How many pairs nobody decided yet: of a stranger and somebody of the vault, or of two strangers.

        Compute lane; may be stopped by ``report``.
        """
        people = [profile(*one) for one in strangers.persons]
        pairs = {one.pair for one in Matcher(people).all()}
        for at, one in enumerate(people):
            if report is not None:
                report(at, len(people))
            with self._lock:  # for each anew: what is typed meanwhile is compared in between
                pairs.update(each.pair for each in self._matcher.like(one))
        return sum(self._decided.relation(*ids) is Relation.OPEN for ids in pairs)

    @property
    def decided(self) -> Decisions:
        """The decisions as they were read last."""
        return self._decided


class MatchingService:
    """Deciding. Writer lane."""

    def __init__(self, records: RecordService, reader: Callable[[], Reader]) -> None:
        self._records = records
        self._reader = reader

    def decide(self, one: RecordId, other: RecordId, answer: str, title: str, reason: str = "") -> Saved:
        """Say how two records stand to each other; replaces every earlier answer about just these two.

        Neither record is touched. Raises Invalid for one record twice, two kinds of record or an unknown answer, and
        NotFound.
        """
        if answer not in ANSWERS:
            raise Invalid(field=SPEC.fields["answer"].label)
        reader = self._reader()
        kinds = {reader.type_of(id_) for id_ in (one, other)}
        if one == other or len(kinds) != 1 or not kinds <= set(SPEC.fields["one"].targets):
            raise NotAPair()
        first, second = pair(one, other)
        values = {"one": first, "other": second, "answer": answer, "reason": reason.strip()}
        said = {name: value for name, value in values.items() if name in ("answer", "reason")}
        earlier = decisions(reader).records(one, other)
        edits = [Edit(SPEC.type, id_, said) for id_ in earlier]
        return self._records.save(edits or [Edit(SPEC.type, self._records.new_id(), values)], title, cause=CAUSE)


class NotAPair(Invalid):
    """Two records that cannot be one."""

    code = "not-a-pair"
    what = N_("Only two records of one kind can be the same.")
    next_step = N_("Choose two persons, two bodies, two sources or two places; nothing was changed.")

    def __init__(self) -> None:
        super().__init__("")
