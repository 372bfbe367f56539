"""Who did what to whom, where, in which incident: a list as a chart of columns, over the acts that its records are in.

The acts are the middle; what is certain of a line comes from the record that says it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from caseapp.domain.errors import Invalid
from caseapp.domain.layers import ordered
from caseapp.domain.listing import Query
from caseapp.domain.records.involvement import Involvement
from caseapp.domain.records.relationship import Relationship
from caseapp.domain.spec import Record, RecordId, RecordSpec
from caseapp.services.lists import ListService
from caseapp.storage.placed import ties
from caseapp.storage.projection import Flags
from caseapp.storage.reader import Link, Reader
from caseapp.storage.where import All, Flagged, NamedBy, Not, Some, Targets, Where

MOST: Final = 200  # acts in one chart: beyond it nobody can follow a line
TYPES: Final = ("act", "person", "organisation", "involvement", "case", "incident", "place")  # what stands in acts
COLUMNS: Final = ("body", "who", "what", "whom", "where", "incident", "related")
_SURE: Final = ("corroborated", "confirmed")
_PRESENT: Final = Not(Flagged(Flags.RETRACTED))
_MOST_ASKED: Final = 500  # victims whose relations are read
_DEEP: Final = 8  # units of units


@dataclass(frozen=True, slots=True)
class Knot:
    """A record in a column of the chart. The same person may stand among those who did and those it was done to."""

    column: str
    id: RecordId
    type: str

    @property
    def key(self) -> str:
        """Which knot: one record in one column."""
        return f"{self.column}:{self.id}"


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two knots. ``acts``: the acts that it belongs to, none for a unit and its body and for relatives.
    Degrees of involvement, certainties and kinds of relation as recorded; ``sure``: corroborated or confirmed in every
    act."""

    start: str
    stop: str
    acts: tuple[RecordId, ...] = ()
    sure: bool = False
    degrees: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Web:
    """The chart: columns in the order to draw, each a run of knots. ``total``: acts there are; ``shown``: in it."""

    columns: tuple[tuple[Knot, ...], ...] = field(repr=False)
    ties: tuple[Tie, ...] = field(repr=False)
    shown: int
    total: int


class TyingService:
    """Reader lane."""

    def __init__(self, reader: Reader, lists: ListService, specs: Mapping[str, RecordSpec]) -> None:
        self._reader, self._lists, self._specs = reader, lists, specs

    def web(self, query: Query, most: int = MOST, *, related: bool = False) -> Web:
        """The chart of a list; with ``related`` also who is tied to its victims by a relationship. Raises Invalid for a
        type that has none."""
        asked = All((_PRESENT, self._acts(query)))
        found = ties(self._reader, "act", asked, ("involvement", "act", _PRESENT), most)
        involved = self._involvements(found.through)
        bodies = self._above([one.perpetrator for one in involved.values() if one.perpetrator])
        made = _Making({entity.id: entity.record for entity in self._reader.many(
            dict.fromkeys(link.source for link in found.own))})
        for act, links in _by_source(found.own).items():
            made.act(act, links, [one for one in involved.values() if one.act == act], self._kinds(links))
        for body, (parent, _) in bodies.items():
            made.body(body, parent, bodies)
        if related:
            victims = made.column("whom")
            named = self._lists.links_to(victims[:_MOST_ASKED], ("relationship",))
            for entity in self._reader.many(dict.fromkeys(link.source for link in named)):
                if isinstance(entity.record, Relationship) and not entity.record.retracted:
                    made.relation(entity.record)
        return made.web(found.total)

    def _acts(self, query: Query) -> Where:
        part = self._lists.shown(query)
        match query.type:
            case "act":
                return part
            case "person" | "organisation":
                return Some((Targets("victim", part, query.type),
                             NamedBy("involvement", "act", All((_PRESENT, Targets("perpetrator", part, query.type))))))
            case "involvement":
                return NamedBy("involvement", "act", part)
            case "case":
                return Some((NamedBy("case", "acts", part),
                             Targets("victim", NamedBy("case", "persons", part), "person"),
                             Targets("incident", NamedBy("case", "incidents", part))))
            case "incident" | "place":
                return Targets(query.type, part)
            case _:
                raise Invalid(field=query.type)

    def _involvements(self, links: Iterable[Link]) -> dict[RecordId, Involvement]:
        found = self._reader.many(dict.fromkeys(link.source for link in links))
        return {entity.id: entity.record for entity in found if isinstance(entity.record, Involvement)}

    def _kinds(self, links: Iterable[Link]) -> dict[RecordId, str]:
        return {link.target: link.target_type for link in links}

    def _above(self, ids: Iterable[RecordId]) -> dict[RecordId, tuple[RecordId, str]]:
        """Id -> the body that it is a unit of, blank for none, and its type; for these and all above them."""
        known: dict[RecordId, tuple[RecordId, str]] = {}
        wanted = set(ids)
        for _ in range(_DEEP):
            if not wanted:
                break
            found = {entity.id: (str(getattr(entity.record, "parent", "")), entity.type)
                     for entity in self._reader.many(sorted(wanted))}
            known.update(found)
            wanted = {parent for parent, _ in found.values() if parent} - known.keys()
        return known


class _Making:
    """Collects knots and ties in the order of the acts, which is steady, and puts the columns in order."""

    def __init__(self, acts: Mapping[RecordId, Record]) -> None:
        self._acts = acts
        self._knots: dict[str, Knot] = {}
        self._ties: dict[tuple[str, str], Tie] = {}
        self._shown = 0

    def act(self, act: RecordId, links: list[Link], involved: list[Involvement], kinds: Mapping[RecordId, str]) -> None:
        """One act: a path through the columns. Where one of them is empty the line goes on to the next."""
        self._shown += 1
        what = self._knot("what", act, "act")
        certainty = str(getattr(self._acts.get(act), "certainty", ""))
        for one in involved:
            if one.perpetrator:
                who = self._knot("who", one.perpetrator, "")
                self._tie(who, what, act, one.certainty, one.degree)
        last = what
        for column, name in (("whom", "victim"), ("where", "place"), ("incident", "incident")):
            target = next((link.target for link in links if link.field == name), "")
            if target:
                knot = self._knot(column, target, kinds.get(target, ""))
                self._tie(last, knot, act, certainty)
                last = knot

    def body(self, unit: RecordId, parent: RecordId, bodies: Mapping[RecordId, tuple[RecordId, str]]) -> None:
        """A perpetrator's type, and the topmost body that it is a unit of."""
        key = f"who:{unit}"
        if key not in self._knots:
            return
        self._knots[key] = Knot("who", unit, bodies[unit][1])
        top, steps = parent, 0
        while top in bodies and bodies[top][0] and steps < _DEEP:  # a circle ends too
            top, steps = bodies[top][0], steps + 1
        if top in bodies:
            self._ties.setdefault((self._knot("body", top, bodies[top][1]), key), Tie(f"body:{top}", key, sure=True))

    def column(self, name: str) -> list[RecordId]:
        """The records of one column."""
        return [knot.id for knot in self._knots.values() if knot.column == name]

    def relation(self, found: Relationship) -> None:
        """A relative or contact of a victim, in a column of their own."""
        for one, other in ((found.subject, found.other), (found.other, found.subject)):
            start = f"whom:{one}"
            if start in self._knots and other:
                stop = self._knot("related", other, "")
                old = self._ties.get((start, stop), Tie(start, stop, sure=True))
                self._ties[start, stop] = replace(old, relations=_with(old.relations, found.kind))

    def web(self, total: int) -> Web:
        """All of it, in order."""
        edges = list(self._ties)
        columns = [[key for key, knot in self._knots.items() if knot.column == column] for column in COLUMNS]
        return Web(tuple(tuple(self._knots[key] for key in nodes) for nodes in ordered(columns, edges)),
                   tuple(self._ties.values()), self._shown, total)

    def _knot(self, column: str, id_: RecordId, type_: str) -> str:
        knot = Knot(column, id_, type_)
        self._knots.setdefault(knot.key, knot)
        return knot.key

    def _tie(self, start: str, stop: str, act: RecordId, certainty: str, degree: str = "") -> None:
        old = self._ties.get((start, stop), Tie(start, stop, sure=True))
        self._ties[start, stop] = Tie(start, stop, (*old.acts, act), old.sure and certainty in _SURE,
                                      _with(old.degrees, degree), _with(old.certainties, certainty))


def _with(known: tuple[str, ...], more: str) -> tuple[str, ...]:
    return known if not more or more in known else (*known, more)


def _by_source(links: Iterable[Link]) -> dict[RecordId, list[Link]]:
    found: dict[RecordId, list[Link]] = {}
    for link in sorted(links, key=lambda one: (one.source, one.field, one.target)):
        found.setdefault(link.source, []).append(link)
    return found
