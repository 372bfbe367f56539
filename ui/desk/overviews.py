"""Overviews made by hand: a person, an incident, a case at a glance. Lists are cut, their numbers never."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from caseapp.domain.moment import Moment
from caseapp.domain.records.account import Account
from caseapp.domain.records.act import Act
from caseapp.domain.records.case import Case
from caseapp.domain.records.consent import ANSWERS, NOT_ASKED, PURPOSES, Consent
from caseapp.domain.records.exhibit import Exhibit
from caseapp.domain.records.incident import Incident
from caseapp.domain.records.involvement import Involvement
from caseapp.domain.records.person import Person
from caseapp.domain.records.place import Place
from caseapp.domain.records.relationship import Relationship
from caseapp.domain.records.source import Source
from caseapp.domain.records.stay import Stay
from caseapp.domain.rules.detention import is_detention
from caseapp.domain.spec import Record, RecordId, declared
from caseapp.domain.text import N_
from ui.desk.around import Around
from ui.desk.custody import CustodyWords
from ui.desk.regions import place_facts, region_facts
from ui.desk.vault import OpenVault
from ui.ports import Agreement, Custody, Item, Items, Overview, Told

_SHOWN: Final = 6
_TOLD: Final = 4
_EXCERPT: Final = 240
_MANY: Final = 200  # records of one kind that are looked into; a hub has more, and says so by its numbers
_OF_A_PHOTOGRAPH: Final = ("publish_media", "store")  # may it be shown outside; may it be used at all
_ANSWER_STATUS: Final = {"yes": "settled", "conditional": "attention", "no": "danger", "withdrawn": "danger"}


class DeskOverviews:
    """``ui.ports.Overviews`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def has(self, type_: str) -> bool:
        """Whether the type has an overview."""
        return type_ in _MAKERS

    def overview(self, type_: str, id_: RecordId) -> Overview:
        """Read it. Raises NotFound."""
        return _MAKERS[type_](_Look(self._vault), id_)


class _Look:
    """One look around one record."""

    def __init__(self, vault: OpenVault) -> None:
        self.vault = vault
        self.around = Around(vault, vault.reader)
        self.types = {declared(spec.struct): spec.type for spec in vault.specs.values()}

    def linked(self, id_: RecordId, struct: type[Record], field: str) -> tuple[list[RecordId], int]:
        """The records of a type that name ``id_`` in ``field``, newest first and cut; and how many there are."""
        type_, reader = self.types[struct], self.vault.reader
        groups = reader.link_groups(id_, incoming=True)
        count = sum(group.count for group in groups if (group.type, group.field) == (type_, field))
        if not count:
            return [], 0
        return list(reader.linked(id_, type_, field, (0, _MANY), incoming=True)), count

    def items(self, label: str, ids: Sequence[RecordId], count: int = 0,
              detail: Callable[[RecordId], str] | None = None) -> Items:
        """A list of records by their titles."""
        shown = [id_ for id_ in ids if self.here(id_)][:_SHOWN]
        self.around.fetch(shown)
        made = tuple(
            Item(self.type_of(id_), id_, self.title(id_), detail(id_) if detail else "", picture=self.picture(id_))
            for id_ in shown)
        return Items(self.vault.tr(label), count or len(ids), made)

    def picture(self, id_: RecordId) -> str:
        """The hash of an exhibit's file that is a picture, else blank. The file itself is not touched."""
        exhibit = self.around.get(id_, Exhibit) if id_ else None
        ref = exhibit.file if exhibit is not None else None
        return ref.sha256 if ref is not None and ref.media_type.startswith("image/") else ""

    def here(self, id_: RecordId) -> bool:
        """Whether the record is in this vault and not withdrawn."""
        entity = self.around.entity(id_)
        return entity is not None and not entity.retracted

    def type_of(self, id_: RecordId) -> str:
        """The type of a record that is here."""
        entity = self.around.entity(id_)
        return entity.type if entity is not None else ""

    def title(self, id_: RecordId) -> str:
        """Its title, or the name of its kind."""
        entity = self.around.entity(id_)
        return self.around.title_of(entity) if entity is not None else ""

    def moment(self, moment: Moment | None) -> str:
        """Short, or blank."""
        return self.around.moment(moment) if moment is not None else ""

    # --- parts that several overviews have

    def told(self, ids: Sequence[RecordId]) -> tuple[tuple[Told, ...], int]:
        """What accounts say about these records, newest first."""
        found = list(dict.fromkeys(each for id_ in ids for each in self.linked(id_, Account, "about")[0]))
        made = [self._told(id_, set(ids)) for id_ in found[:_TOLD] if self.here(id_)]
        return tuple(one for one in made if one is not None), len(found)

    def _told(self, id_: RecordId, about: set[RecordId]) -> Told | None:
        account = self.around.get(id_, Account)
        if account is None:
            return None
        source = self.around.get(account.source, Source) if account.source else None
        label = self.vault.vocabularies.label
        parts = [label("source_reliability", source.reliability) if source and source.reliability else "",
                 label("credibility", account.credibility) if account.credibility else ""]
        named = self.title(account.source) if account.source else self.vault.tr(N_("source not recorded"))
        subject = ", ".join(self.title(each) for each in account.about if each in about)
        text = account.text or account.translation
        cut = text if len(text) <= _EXCERPT else text[:_EXCERPT].rstrip() + "…"
        how = [label("how_known", account.how_known) if account.how_known else "",
               self.vault.tr(N_("repeats another account")) if account.origin else ""]
        return Told(id_, named, " · ".join(filter(None, parts)), self.moment(account.received), subject, cut,
                    " · ".join(filter(None, how)))

    def exhibits(self, ids: Iterable[RecordId]) -> Items:
        """Evidence that concerns these records, and what their accounts lean on."""
        found: dict[RecordId, None] = {}
        for id_ in ids:
            found.update(dict.fromkeys(self.linked(id_, Exhibit, "linked")[0]))
        return self.items(N_("Evidence"), list(found))

    def act_detail(self, id_: RecordId) -> str:
        """Where an act was, beside its title that says what and when."""
        act = self.around.get(id_, Act)
        if act is None:
            return ""
        place = self.title(act.place) if act.place else ""
        return " · ".join(filter(None, (place, act.place_detail)))


def _person(look: _Look, id_: RecordId) -> Overview:
    person = look.around.get(id_, Person)
    acts, act_count = look.linked(id_, Act, "victim")
    look.around.fetch(acts)
    words = CustodyWords(look.vault, look.around, look.vault.now())
    detentions = [(each, act) for each in acts if (act := look.around.get(each, Act)) and is_detention(act)
                  and not act.retracted]
    stays = _stays(look, id_)
    bars = []
    for each, act in sorted(detentions, key=lambda pair: _begin(pair[1]))[-_TOLD:]:
        own = [stay for stay in stays if stay.act == each or (not stay.act and len(detentions) == 1)]
        bars.append(words.of(each, act, own, person))
    cases, case_count = look.linked(id_, Case, "persons")
    involved, involved_count = look.linked(id_, Involvement, "perpetrator")
    told, told_count = look.told([id_, *acts[:_SHOWN]])
    agreements, note = _consent(look, id_, person)
    return Overview(
        lists=tuple(each for each in (
            look.items(N_("What happened"), _by_date(look, acts), act_count, look.act_detail),
            look.items(N_("Cases"), cases, case_count),
            look.items(N_("Named as involved in"), involved, involved_count),
            _family(look, id_),
            look.exhibits([id_, *acts[:_SHOWN]]),
        ) if each.count),
        custody=tuple(bars), agreements=agreements, consent_note=note,
        photograph=person.photograph if person else "", photograph_note=_photo_note(look, agreements, person),
        photograph_picture=look.picture(person.photograph if person else ""),
        told=told, told_count=told_count, safe_channel=person.safe_channel if person else "",
        presets={"act": {"victim": id_}, "relationship": {"subject": id_}, "consent": {"subject": id_},
                 "account": {"about": (id_,)}},
    )


def _begin(act: Act) -> int:
    moment = act.detained or act.start
    return moment.earliest() if moment is not None else 0


def _by_date(look: _Look, acts: Sequence[RecordId]) -> list[RecordId]:
    look.around.fetch(acts)
    return sorted(acts, key=lambda each: _begin(look.around.get(each, Act) or Act()))


def _stays(look: _Look, id_: RecordId) -> list[Stay]:
    found = look.linked(id_, Stay, "person")[0]
    look.around.fetch(found)
    stays = (look.around.get(each, Stay) for each in found)
    return [stay for stay in stays if stay is not None and not stay.retracted]


def _family(look: _Look, id_: RecordId) -> Items:
    mine, first = look.linked(id_, Relationship, "subject")
    theirs, second = look.linked(id_, Relationship, "other")
    look.around.fetch([*mine, *theirs])
    return look.items(N_("Family and contacts"), [*mine, *theirs], first + second)


def _consent(look: _Look, id_: RecordId, person: Person | None) -> tuple[tuple[Agreement, ...], str]:
    """The answer in force for each purpose: of several askings the strictest."""
    tr, label = look.vault.tr, look.vault.vocabularies.label
    if person is not None and person.official:
        return (), tr(N_("An official named for acts in office: consent is not asked."))
    ids = look.linked(id_, Consent, "subject")[0]
    look.around.fetch(ids)
    asked = [one for each in ids if (one := look.around.get(each, Consent)) is not None and not one.retracted]
    cannot = next((one.cannot_ask for one in asked if one.cannot_ask), "")
    if not asked:
        return (), tr(N_("Consent was not asked yet: everything stays inside our organisation."))
    fields = look.vault.specs["consent"].fields
    made = []
    for purpose in PURPOSES:
        answers = [str(getattr(one, purpose)) for one in asked]
        said = [answer for answer in answers if answer != NOT_ASKED] or [NOT_ASKED]
        answer = max(said, key=lambda one: ANSWERS.index(one) if one in ANSWERS else len(ANSWERS))
        status = _ANSWER_STATUS.get(answer, "")
        made.append(Agreement(tr(fields[purpose].label), label("consent_answer", answer), status))
    note = tr(N_("Cannot be asked: {reason}")).format(reason=cannot) if cannot else ""
    return tuple(made), note


def _photo_note(look: _Look, agreements: Sequence[Agreement], person: Person | None) -> str:
    if person is None or not person.photograph:
        return ""
    lines = []
    for purpose in _OF_A_PHOTOGRAPH:
        label = look.vault.tr(look.vault.specs["consent"].fields[purpose].label)
        answer = next((one.answer for one in agreements if one.purpose == label), "")
        asked = answer or look.vault.vocabularies.label("consent_answer", NOT_ASKED)
        lines.append(look.vault.tr(N_("{purpose}: {answer}")).format(purpose=label, answer=asked))
    return "\n".join(lines)


def _incident(look: _Look, id_: RecordId) -> Overview:
    incident = look.around.get(id_, Incident)
    acts, act_count = look.linked(id_, Act, "incident")
    look.around.fetch(acts)
    known = [act for each in acts if (act := look.around.get(each, Act)) is not None]
    victims = list(dict.fromkeys(act.victim for act in known if act.victim))
    places = list(dict.fromkeys(place for place in (incident.place if incident else "",
                                                    *(act.place for act in known)) if place))
    involved = [one for each in acts[:60] for one in look.linked(each, Involvement, "act")[0]]
    figures, figure_count = _figures(look, id_)
    told, told_count = look.told([id_, *acts[:_SHOWN]])
    plural = look.vault.language.plural
    facts = [plural("{n} act", "{n} acts", act_count).format(n=act_count)]
    if act_count <= _MANY:
        facts.append(plural("{n} victim", "{n} victims", len(victims)).format(n=len(victims)))
    return Overview(
        facts=tuple(facts),
        lists=tuple(each for each in (
            look.items(N_("Acts"), _by_date(look, acts), act_count, look.act_detail),
            look.items(N_("Victims"), victims),
            look.items(N_("Alleged perpetrators"), involved),
            look.items(N_("Places"), places),
            look.items(N_("Reported figures"), figures, figure_count),
            look.exhibits([id_, *acts[:_SHOWN]]),
        ) if each.count),
        told=told, told_count=told_count, presets={"act": {"incident": id_}, "account": {"about": (id_,)}},
    )


def _figures(look: _Look, id_: RecordId) -> tuple[list[RecordId], int]:
    groups = [group for group in look.vault.reader.link_groups(id_, incoming=True) if group.type == "reported_figure"]
    ids = [each for group in groups
           for each in look.vault.reader.linked(id_, group.type, group.field, (0, _MANY), incoming=True)]
    return list(dict.fromkeys(ids)), sum(group.count for group in groups)


def _case(look: _Look, id_: RecordId) -> Overview:
    case = look.around.get(id_, Case) or Case()
    acts = list(dict.fromkeys([*case.acts, *(act for person in case.persons[:60]
                                             for act in look.linked(person, Act, "victim")[0])]))
    look.around.fetch([*case.persons, *acts[:_MANY]])
    words = CustodyWords(look.vault, look.around, look.vault.now())
    bars: list[Custody] = []
    for each in acts[:_MANY]:
        act = look.around.get(each, Act)
        if act is None or act.retracted or not is_detention(act) or len(bars) == _SHOWN:
            continue
        stays = [stay for stay in (_stays(look, act.victim) if act.victim else []) if stay.act == each]
        bars.append(words.of(each, act, stays, look.around.get(act.victim, Person) if act.victim else None))
    told, told_count = look.told([*case.persons[:_SHOWN], *acts[:_SHOWN]])
    concerned = look.exhibits([*case.persons[:_SHOWN], *acts[:_SHOWN]])
    exhibits = look.items(N_("Exhibits"), list(case.exhibits)) if case.exhibits else concerned
    return Overview(
        lists=tuple(each for each in (
            look.items(N_("Persons"), list(case.persons)),
            look.items(N_("Acts"), _by_date(look, acts[:_MANY]), len(acts), look.act_detail),
            look.items(N_("Incidents"), list(case.incidents)),
            exhibits,
            look.items(N_("Reported figures"), list(case.figures)),
        ) if each.count),
        custody=tuple(bars), told=told, told_count=told_count,
    )


def _place(look: _Look, id_: RecordId) -> Overview:
    place = look.around.get(id_, Place)
    return Overview(facts=tuple(place_facts(look.around, id_, place, look.vault.tr)) if place is not None else ())


def _act(look: _Look, id_: RecordId) -> Overview:
    act = look.around.get(id_, Act)
    facts = region_facts(look.around, act.place, act.start or act.detained, look.vault.tr) if act is not None else ()
    told, told_count = look.told([id_])
    return Overview(facts=tuple(facts), told=told, told_count=told_count)


_MAKERS: Final[dict[str, Callable[[_Look, RecordId], Overview]]] = {
    "person": _person, "incident": _incident, "case": _case, "act": _act, "place": _place,
}
