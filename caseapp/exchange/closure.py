"""Which records travel when somebody exports cases: enough to read them, and nobody else's story.

The case, its persons, their acts, what points at those acts, what all of these name, and the consents of everybody
who travels. Never the other victims of the same incident: an incident goes along as a place in time, its acts do not.
A field of ours brings places and bodies and nobody else: why it names a person or an act, no rule here knows.
Pure; works on keys and links, and names record types only in ``CASES``, which is data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from caseapp.domain.spec import OWN
from caseapp.history.ids import RecordKey


class Field(NamedTuple):
    """A field of a record type."""

    type: str
    name: str


def _fields(*paths: str) -> frozenset[Field]:
    """``type.field`` as fields."""
    return frozenset(Field(*path.split(".")) for path in paths)


class Link(NamedTuple):
    """A record's field names a target."""

    field: str
    target: RecordKey


class Backlink(NamedTuple):
    """Some record's field names the record that was asked about."""

    record: RecordKey
    field: str


class Graph(Protocol):
    """The records as far as the closure looks at them."""

    def links(self, record: RecordKey) -> Iterable[Link]:
        """What the record names."""

    def pointing_at(self, record: RecordKey) -> Iterable[Backlink]:
        """What names the record."""

    def raised(self, record: RecordKey, flag: str) -> bool:
        """Whether a flag of the record stands."""

    def blobs(self, record: RecordKey) -> Iterable[bytes]:
        """SHA-256 of the files the record holds."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Who brings whom along."""

    subjects: frozenset[Field]  # of a root: the persons it is about
    deeds_named: frozenset[Field]  # of a root: acts it names itself
    deeds: frozenset[Field]  # naming a subject makes the record one of that subject's acts
    companions: frozenset[Field]  # naming a subject brings the record along
    guards: frozenset[Field]  # naming anybody who travels brings the record along: consents
    bridges: frozenset[Field]  # records that travel only between records that travel anyway
    mentions: frozenset[Field]  # never followed forward: what is merely spoken of stays behind
    at_home: frozenset[Field] = frozenset()  # what names a traveller so stays: our own thoughts about it
    meant: frozenset[Field] = frozenset()  # flags: raised, what would stay goes with all that it names, or not at all
    common: frozenset[Field] = frozenset()  # of types that are nobody's story: fields of ours bring these, no others

    def is_root(self, record: RecordKey) -> bool:
        """Roots are never brought along by a link: another case stays where it is."""
        return any(field.type == record.type for field in self.subjects)

    def is_bridge(self, record: RecordKey) -> bool:
        """True for a record that only ties others together."""
        return any(field.type == record.type for field in self.bridges)

    def is_common(self, record: RecordKey) -> bool:
        """True for what many stories have in common: a place, a body."""
        return any(field.type == record.type for field in self.common)


CASES: Final = Rules(
    subjects=_fields("case.persons"),
    deeds_named=_fields("case.acts"),
    deeds=_fields("act.victim"),
    companions=_fields(
        "stay.person", "safeguard.person", "charge.person", "hearing.persons", "remedy_step.persons",
        "intervention.victims", "finding.about", "published_entry.person", "body_mark.person",
        "medical_finding.person", "address.person"),
    guards=_fields("consent.subject", "verification.subject", "interview.person", "custody_entry.exhibit"),
    bridges=_fields("relationship.subject", "relationship.other", "match_decision.one", "match_decision.other"),
    mentions=_fields(
        "account.about", "account.origin", "source.origin", "exhibit.linked", "finding.about", "hearing.persons",
        "hearing.charges", "hearing.act", "remedy_step.persons", "remedy_step.about", "intervention.victims",
        "published_entry.person", "order.acts", "body_mark.act", "medical_finding.acts", "interview.accounts",
        "interview.exhibits", "interview.place", "interview.consent", "task.about"),
    at_home=_fields("task.about", "note.about"),
    meant=_fields("task.for_colleague"),
    common=_fields("place.parent", "organisation.parent"),
)


@dataclass(frozen=True, slots=True)
class Closure:
    """What travels; both sorted."""

    records: tuple[RecordKey, ...]
    blobs: tuple[bytes, ...]


def closure(graph: Graph, roots: Iterable[RecordKey], rules: Rules = CASES) -> Closure:
    """The closure of ``roots``, records that have ``rules.subjects``. The order of ``roots`` does not matter."""
    travel = set(roots)
    deeds = set()
    for root in tuple(travel):
        for field, target in graph.links(root):
            if Field(root.type, field) in rules.subjects:
                deeds |= _naming(graph, target, rules.deeds)
                travel |= _naming(graph, target, rules.companions)
            elif Field(root.type, field) in rules.deeds_named:
                deeds.add(target)
    travel |= deeds
    for deed in deeds:
        travel |= {
            back.record for back in graph.pointing_at(deed)
            if not rules.is_root(back.record) and not rules.is_bridge(back.record)
            and Field(back.record.type, back.field) not in rules.at_home and not back.field.startswith(OWN)
        }
    _follow(graph, travel, rules)
    travel |= _bridges(graph, travel, rules) | _meant(graph, travel, rules)
    found = {blob for record in travel for blob in graph.blobs(record)}
    return Closure(tuple(sorted(travel)), tuple(sorted(found)))


def _naming(graph: Graph, target: RecordKey, fields: frozenset[Field]) -> set[RecordKey]:
    return {
        back.record for back in graph.pointing_at(target) if Field(back.record.type, back.field) in fields
    }


def _follow(graph: Graph, travel: set[RecordKey], rules: Rules) -> None:
    """Add what the travellers name and the consents about them, until nothing new comes."""
    pending = list(travel)
    while pending:
        record = pending.pop()
        named = {
            link.target for link in graph.links(record)
            if Field(record.type, link.field) not in rules.mentions and not rules.is_root(link.target)
            and (not link.field.startswith(OWN) or rules.is_common(link.target))
        }
        new = (named | _naming(graph, record, rules.guards)) - travel
        travel |= new
        pending.extend(new)


def _bridges(graph: Graph, travel: set[RecordKey], rules: Rules) -> set[RecordKey]:
    near = {
        back.record for record in travel for back in graph.pointing_at(record) if rules.is_bridge(back.record)
    }
    return {
        bridge for bridge in near if all(link.target in travel for link in graph.links(bridge))
    }


def _meant(graph: Graph, travel: set[RecordKey], rules: Rules) -> set[RecordKey]:
    """What its author marked as meant for others, where everything it speaks of travels anyway."""
    near = {
        back.record for record in travel for back in graph.pointing_at(record)
        if Field(back.record.type, back.field) in rules.at_home
    }
    return {
        one for one in near
        if any(flag.type == one.type and graph.raised(one, flag.name) for flag in rules.meant)
        and all(link.target in travel for link in graph.links(one))
    }
