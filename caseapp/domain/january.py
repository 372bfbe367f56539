"""The facts of January 2022 that came with the project, told in its own words, turned into records.

The file keeps the words of the statement it was made from ("live ammunition", "alleged; which of the two is not
established"); every such word is mapped here or refused. Attribution stays hedged: alternatives are alternatives.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, TypeVar

import msgspec

from caseapp.domain.seeds import BadSeed, Entry

_Meaning = TypeVar("_Meaning")

FILE: Final = "january_2022"
STATEMENT: Final = "statement"  # key of the source that everything in the file rests on

_SOURCE_KINDS: Final = MappingProxyType({
    "press release of human rights organisation":
        ("human_rights", "human_rights_ngo", "press_release_human_rights"),
})
_BODY_KINDS: Final = MappingProxyType({
    "": "", "human rights organisation": "human_rights", "state security forces": "security_force",
    "state body": "state_body", "intergovernmental military alliance": "intergovernmental",
})
_ACTS: Final = MappingProxyType({
    "Killing at assembly": "death_at_assembly", "Gunshot or other injury": "injury",
    "Internet shutdown/blocking": "internet_blocked", "Journalist obstructed": "journalist_obstructed",
})
_MEANS: Final = MappingProxyType({
    "live ammunition": "live_ammunition", "tear gas": "tear_gas", "stun grenade": "stun_grenade",
})
_COUNTS: Final = MappingProxyType({
    "dead": "dead", "arrested": "arrested", "detained": "detained",
    "sanctioned in administrative cases": "sanctioned",
})


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class _Source(_Strict, frozen=True):
    key: str
    title: str
    kind: str
    file: str
    language: str


class _Body(_Strict, frozen=True):
    key: str
    en: str
    kind: str = ""
    role: str = ""
    parent: str = ""
    member_of: str = ""


class _Incident(_Strict, frozen=True):
    key: str
    title: str
    date: str
    place: str
    zone: str
    source: str
    date_type: str = ""
    follows: str = ""
    orderer: str = ""
    narrative: str = ""


class _Act(_Strict, frozen=True):
    incident: str
    preset: str
    victims: str
    alleged: tuple[str, ...]
    certainty: str
    means: tuple[str, ...] = ()


class _Figure(_Strict, frozen=True):
    counts: str
    claimant: str
    status: str
    value: int | None = None
    value_min: int | None = None
    value_approx: int | None = None
    includes_officials: bool | int | None = None
    parts: dict[str, int] = {}
    date: str = ""
    scope: str = ""
    source: str = ""
    reason: str = ""


class _Emergency(_Strict, frozen=True, rename={"start": "from"}):
    place: str
    start: str
    until: str


class _January(_Strict, frozen=True):
    sources: tuple[_Source, ...]
    organisations: tuple[_Body, ...]
    incidents: tuple[_Incident, ...]
    acts: tuple[_Act, ...]
    figures: tuple[_Figure, ...]
    emergency: tuple[_Emergency, ...]  # the calendar of the clocks, no record


def january_entries(text: str, statement: str, here: Mapping[str, Entry]) -> tuple[Entry, ...]:
    """The records that the file tells of, beside those already ``here`` by key (places, bodies of state).

    ``statement`` is the text of the statement itself. Raises BadSeed.
    """
    try:
        facts = msgspec.convert(tomllib.loads(text), _January)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError):
        raise BadSeed(FILE, "form") from None
    places = {entry.values.get("name_en", ""): entry.key for entry in here.values() if entry.type == "place"}
    teller = _Teller(facts, statement, places)
    made = [*teller.bodies(here), *teller.incidents(), *teller.acts(), *teller.figures()]
    return (*made, *teller.statement_entries(made))


@dataclass(frozen=True, slots=True)
class _Teller:
    facts: _January
    statement: str = field(repr=False)
    places: Mapping[str, str]

    def bodies(self, here: Mapping[str, Entry]) -> Iterator[Entry]:
        for body in self.facts.organisations:
            if body.key not in here:
                yield Entry("organisation", body.key, _given({
                    "name_en": body.en, "kind": _word(_BODY_KINDS, body.kind), "counting_unit": "group",
                    "parent": body.parent, "remarks": body.role,
                }))
            if body.member_of:
                yield Entry("relationship", f"{body.key}-in-{body.member_of}", {
                    "subject": body.key, "kind": "member_organisation", "other": body.member_of,
                })
        for victims in dict.fromkeys(act.victims for act in self.facts.acts):
            yield Entry("organisation", _key(victims), {
                "name_en": victims, "kind": "group", "counting_unit": "people",
            })

    def incidents(self) -> Iterator[Entry]:
        names = {body.key: body.en for body in self.facts.organisations}
        for one in self.facts.incidents:
            orderer = names[one.orderer] if one.orderer else ""
            yield Entry("incident", _incident_key(one.key), _given({
                "title": one.title, "start": self._moment(one), "place": self._place(one.place),
                "narrative": one.narrative, "follows": [_incident_key(one.follows)] if one.follows else [],
                "certainty": "reported", "remarks": f"Order given by: {orderer}" if orderer else "",
            }))

    def acts(self) -> Iterator[Entry]:
        incidents = {one.key: one for one in self.facts.incidents}
        for number, act in enumerate(self.facts.acts, 1):
            incident = incidents[act.incident]
            certainty = _word({"alleged": "alleged", "reported": "reported"}, act.certainty.partition(";")[0])
            key = f"act-{number}"
            yield Entry("act", key, _given({
                "act_type": _word(_ACTS, act.preset), "victim": _key(act.victims),
                "incident": _incident_key(act.incident),
                "start": {**self._moment(incident), "approximate": True}, "place": self._place(incident.place),
                "means": [_word(_MEANS, one) for one in act.means], "certainty": certainty,
            }))
            for body in act.alleged:
                yield Entry("involvement", f"{key}-{body}", _given({
                    "act": key, "perpetrator": body, "certainty": certainty, "basis": act.certainty,
                    "degree": "suspected", "alternatives": "A" if len(act.alleged) > 1 else "",
                }))

    def figures(self) -> Iterator[Entry]:
        for one in self.facts.figures:
            officials = one.includes_officials
            counted = officials if isinstance(officials, int) and not isinstance(officials, bool) else None
            scale = one.value if one.value is not None else one.value_approx
            yield Entry("reported_figure", _figure_key(one), _given({
                "counts": _word(_COUNTS, one.counts), "value": scale, "value_min": one.value_min,
                "approximate": one.value_approx is not None, "scope": one.scope, "claimant_stated": one.claimant,
                "date": {"start": one.date} if one.date else None, "status": one.status, "source": one.source,
                "status_reason": one.reason, "includes_officials": "yes" if officials else "", "officials": counted,
                "parts": "\n".join(f"{part}: {number}" for part, number in one.parts.items()),
            }))

    def statement_entries(self, made: Sequence[Entry]) -> Iterator[Entry]:
        """The source, the account it gave and the paper itself as the first exhibit."""
        about = [entry.key for entry in made if entry.type == "incident"]
        rests = [entry.key for entry in made if entry.values.get("source") == STATEMENT]
        orderers = [one.orderer for one in self.facts.incidents if one.orderer]
        for source in self.facts.sources:
            kind, connection, material = _word(_SOURCE_KINDS, source.kind)
            yield Entry("source", source.key, {
                "name": source.title, "kind": kind, "connection": connection, "reliability": "b",
            })
            yield Entry("exhibit", f"{source.key}-exhibit", {
                "title": source.title, "kind": "document", "material": material, "language": source.language,
                "original_name": source.file, "source": source.key, "original": "copy", "method": "downloaded",
                "created": {"start": "2022-01"}, "linked": about,
            }, source.file)
            yield Entry("account", f"{source.key}-account", {
                "title": source.title, "source": source.key, "about": [*about, *rests, *orderers],
                "received": {"start": "2022-01"}, "material": material, "language": source.language,
                "text": self.statement, "credibility": "2", "exhibits": [f"{source.key}-exhibit"],
            })

    def _moment(self, incident: _Incident) -> dict[str, Any]:
        return {"start": incident.date, "zone": incident.zone, "approximate": incident.date_type == "approximate"}

    def _place(self, name: str) -> str:
        return _word(self.places, name)


def _word(words: Mapping[str, _Meaning], word: str) -> _Meaning:
    if word not in words:
        raise BadSeed(FILE, "word")
    return words[word]


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what is said: blanks stay unwritten."""
    return {name: value for name, value in values.items() if value is not False and value not in ("", None, [])}


def _key(words: str) -> str:
    return "-".join("".join(char if char.isalnum() else " " for char in words.lower()).split())


def _incident_key(key: str) -> str:
    return f"incident-{key}"


def _figure_key(figure: _Figure) -> str:
    when = figure.date or "statement"
    return f"figure-{_key(figure.counts)}-{when}"
