"""Vaults whose lists are asked, and answers to their filters drawn by lot."""

import random
from collections.abc import Callable, Mapping

from benchmarks.data import Maker
from caseapp.domain.listing import Condition, Facet, FacetKind, Query
from caseapp.domain.moment import Moment
from caseapp.domain.records import ALL
from caseapp.domain.spec import RecordSpec
from caseapp.services.edits import Edit
from tests.support.live import Live
from ui.desk.desk import VaultDesk
from ui.ports import FoundView

SPECS: dict[str, RecordSpec] = {spec.type: spec for spec in ALL}
LISTED = ("person", "act", "place", "incident", "source", "reported_figure", "organisation", "case")


def ids(found: FoundView) -> list[str]:
    return [found.ids[at : at + 16].hex() for at in range(0, len(found.ids), 16)]


def generated(live: Live) -> VaultDesk:
    """Three hundred made-up records, some withdrawn, some with sources and consents."""
    desk = live.empty()
    session = desk._vault.session
    made = Maker(session.records.new_id).make(300)
    session.records.save(made.edits, "made up")
    dice, more, withdrawn = random.Random(3), [], []
    for person in made.people:
        new = session.records.new_id
        if dice.random() < 0.3:
            source = new()
            more += [Edit("source", source, {"kind": "victim"}), Edit("account", new(), {
                "source": source, "about": (dice.choice([person, *made.acts]),)})]
        if dice.random() < 0.3:
            more.append(Edit("consent", new(), {"subject": person, "cannot_ask": "out of reach"}))
        if dice.random() < 0.1:
            withdrawn.append(Edit("person", person, {"retracted": True, "retraction_reason": "twice"}))
    for act in made.acts:
        if dice.random() < 0.3:
            more.append(Edit("stay", session.records.new_id(), {"act": act, "place_detail": "ИВС"}))
        if dice.random() < 0.3:
            counsel = "not_permitted" if dice.random() < 0.5 else "not_requested"
            more.append(Edit("act", act, {"counsel": (counsel,)}))
        if dice.random() < 0.1:
            withdrawn.append(Edit("act", act, {"retracted": True, "retraction_reason": "twice"}))
    session.records.save(more, "more")
    session.records.save(withdrawn, "withdrawn")
    return desk


def some_answer(dice: random.Random, desk: VaultDesk, query: Query, facet: Facet) -> Condition:
    if facet.kind in (FacetKind.PERIOD, FacetKind.KNOWN):
        start = dice.choice(("2022-01-05", "2022-01", "2021", "1990", "2022-01-09"))
        return Condition(facet.field, facet.via, period=Moment(start, approximate=dice.random() < 0.2))
    if facet.kind is FacetKind.NUMBER:
        return Condition(facet.field, facet.via, low=dice.choice((None, 0, 100)), high=dice.choice((10, 5_000)))
    values = [value.id for value in desk.lists.values(query, facet)]
    chosen = dice.sample(values, min(len(values), dice.randrange(1, 3)))
    return Condition(facet.field, facet.via, one_of=tuple(chosen))


VAULTS: Mapping[str, Callable[[Live], VaultDesk]] = {"sample": Live.sample, "generated": generated}
