"""Which records travel when somebody exports cases: enough to read them, and nobody else's story.

The case, its persons, their acts, what points at those acts, what all of these name, and the consents of everybody
who travels. Never the other victims of the same incident: an incident goes along as a place in time, its acts do not.
Pure; works on keys and links, and names record types only in ``CASES``, which is data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from caseapp.history.ids import RecordKey


class Field(NamedTuple):
    """A field of a record type."""

    type: str
    name: str


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

    def blobs(self, record: RecordKey) -> Iterable[bytes]:
        """SHA-256 of the files the record holds."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Who brings whom along."""

    roots: frozenset[str]  # never brought along by a link from behind: another case stays where it is
    subjects: frozenset[Field]  # of a root: the persons it is about
    deeds_named: frozenset[Field]  # of a root: acts it names itself
    deeds: frozenset[Field]  # naming a subject makes the record one of that subject's acts
    companions: frozenset[Field]  # naming a subject brings the record along
    guards: frozenset[Field]  # naming anybody who travels brings the record along: consents
    bridges: frozenset[str]  # travel only between records that travel anyway
    mentions: frozenset[Field]  # never followed forward: what is merely spoken of stays behind


CASES: Final = Rules(
    roots=frozenset({"case"}),
    subjects=frozenset({Field("case", "persons")}),
    deeds_named=frozenset({Field("case", "acts")}),
    deeds=frozenset({Field("act", "victim")}),
    companions=frozenset({Field("stay", "person")}),
    guards=frozenset({Field("consent", "subject")}),
    bridges=frozenset({"relationship"}),
    mentions=frozenset({Field("account", "about"), Field("exhibit", "linked")}),
)


@dataclass(frozen=True, slots=True)
class Closure:
    """What travels; both sorted."""

    records: tuple[RecordKey, ...]
    blobs: tuple[bytes, ...]


def closure(graph: Graph, roots: Iterable[RecordKey], rules: Rules = CASES) -> Closure:
    """The closure of ``roots`` (records of the types ``rules.roots``). The order of ``roots`` does not matter."""
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
            if back.record.type not in rules.roots and back.record.type not in rules.bridges
        }
    _follow(graph, travel, rules)
    travel |= _bridges(graph, travel, rules)
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
            if Field(record.type, link.field) not in rules.mentions and link.target.type not in rules.roots
        }
        new = (named | _naming(graph, record, rules.guards)) - travel
        travel |= new
        pending.extend(new)


def _bridges(graph: Graph, travel: set[RecordKey], rules: Rules) -> set[RecordKey]:
    near = {
        back.record for record in travel for back in graph.pointing_at(record) if back.record.type in rules.bridges
    }
    return {
        bridge for bridge in near if all(link.target in travel for link in graph.links(bridge))
    }
