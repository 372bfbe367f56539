"""The allow-list view: new records that hold only what was expressly let through.

Nothing is deleted from a record; a new one is built and allowed fields are copied into it, so that a field that nobody
thought of stays out. Links are checked at both ends. Works from field specs alone and names no record type.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from caseapp.disclosure.scrub import Scrubber, scrubber
from caseapp.disclosure.verdict import FULL, Refusal, Shown, Verdict
from caseapp.domain.entity import Entity, Issue
from caseapp.domain.names.identifier import Identifier
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.spec import FieldSpec, Kind, RecordId, RecordSpec, Sensitivity

_LINKS: Final = (Kind.REF, Kind.REFS)
_TEXTS: Final = (Kind.LINE, Kind.TEXT)
_MIN_DIGITS: Final = 5  # a withheld line with as many digits is a number: a telephone, a plate, a document


@dataclass(frozen=True, slots=True)
class Policy:
    """What the generic view has to be told: who is shown how, and what a few fields mean.

    ``name_lines``: (type, field) of lines that hold a person's name; ``telling``: fields that an IIN would reveal;
    ``pseudonyms``: id -> what stands for the name of a record that is not shown in full; ``mark``: a neutral word.
    ``verdicts`` has an entry for everybody who was judged, those shown in full among them.
    """

    level: Sensitivity
    verdicts: Mapping[RecordId, Verdict]
    pseudonyms: Mapping[RecordId, str]
    mark: str
    name_lines: frozenset[tuple[str, str]] = frozenset()
    telling: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Omission:
    """A field that holds something but is not shown: counted and named, its value never kept."""

    id: RecordId
    type: str
    field: str
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The view: records anew, what was left out, and the scrubber that the release gate searches with."""

    entities: tuple[Entity, ...]
    pseudonyms: Mapping[RecordId, str]
    verdicts: Mapping[RecordId, Verdict]
    omissions: tuple[Omission, ...]
    refusals: tuple[Refusal, ...]
    scrubber: Scrubber = field(repr=False)


def view(
    entities: Sequence[Entity], specs: Mapping[str, RecordSpec], policy: Policy, others: Sequence[Entity] = ()
) -> Disclosed:
    """The disclosed copy of ``entities``. A type without spec is left out whole; ``others`` are only searched for."""
    known = [entity for entity in entities if entity.type in specs]
    present = {e.id for e in known if _shown(policy, e.id) > Shown.ABSENT}
    maker = _Maker(specs, policy, frozenset(present), _scrubber([*known, *_known(others, specs)], specs, policy))
    made = [maker.entity(entity) for entity in known if entity.id in present]
    inside = {entity.id for entity in entities}
    refusals = {
        v.refusal: None for v in policy.verdicts.values() if v.refusal is not None and v.refusal.subject in inside
    }
    return Disclosed(
        entities=tuple(entity for entity, _ in made),
        pseudonyms=MappingProxyType({k: v for k, v in policy.pseudonyms.items() if k in present}),
        verdicts=policy.verdicts,
        omissions=tuple(omission for _, omissions in made for omission in omissions),
        refusals=tuple(refusals),
        scrubber=maker.scrubber,
    )


def _known(entities: Sequence[Entity], specs: Mapping[str, RecordSpec]) -> list[Entity]:
    return [entity for entity in entities if entity.type in specs]


@dataclass(frozen=True, slots=True)
class _Maker:
    """Builds new records; holds what every field decision needs."""

    specs: Mapping[str, RecordSpec]
    policy: Policy
    present: frozenset[RecordId]
    scrubber: Scrubber

    def entity(self, entity: Entity) -> tuple[Entity, list[Omission]]:
        """The new record of one entity and what it lacks."""
        spec = self.specs[entity.type]
        refusal = _withholding(entity, spec, self.policy)
        allowed: dict[str, Any] = {}
        omissions = []
        issues = {}
        for name, field_spec in spec.fields.items():
            value = getattr(entity.record, name)
            if self._allowed(entity, field_spec, refusal):
                allowed[name] = self._copy(entity, field_spec, value)
                if name in entity.issues:
                    issues[name] = self._issue(entity, field_spec, entity.issues[name])
            elif value != _default(spec, name):
                omissions.append(Omission(entity.id, entity.type, name, refusal))
        title = self.policy.pseudonyms.get(entity.id) or self.scrubber.clean(entity.title)
        made = replace(entity, record=spec.struct(**allowed), title=title, issues=MappingProxyType(issues))
        return made, omissions

    def _allowed(self, entity: Entity, spec: FieldSpec, refusal: Refusal | None) -> bool:
        if spec.sensitivity > self.policy.level:
            return False
        if _shown(self.policy, entity.id) <= Shown.PLACEHOLDER:
            return False
        return not (_identifies(entity, spec, self.policy) and refusal is not None)

    def _issue(self, entity: Entity, spec: FieldSpec, issue: Issue) -> Issue:
        copies = tuple(
            replace(one, value=None if one.value is None else self._copy(entity, spec, one.value))
            for one in issue.standing
        )
        return replace(issue, standing=copies)

    def _copy(self, entity: Entity, spec: FieldSpec, value: Any) -> Any:
        """A value as it may be shown: names out of text, links only to what is shown, no telling number."""
        if spec.kind in _TEXTS:
            return self._text(entity, spec, value)
        if spec.kind is Kind.REF:
            return value if value in self.present else ""
        if spec.kind is Kind.REFS:
            return tuple(target for target in value if target in self.present)
        if spec.kind is Kind.IDENTIFIERS:
            return tuple(self._numbers(entity, value))
        return value

    def _text(self, entity: Entity, spec: FieldSpec, value: str) -> str:
        if (entity.type, spec.name) in self.policy.name_lines and entity.id not in self.policy.pseudonyms:
            return value
        return self.scrubber.clean(value)

    def _numbers(self, entity: Entity, value: Iterable[Identifier]) -> Iterator[Identifier]:
        """An IIN is birth date, sex and a serial number: it goes when either of the two may not be seen."""
        hidden = _told_by_iin(self.specs[entity.type], self.policy)
        for one in value:
            if not (hidden and one.scheme == "iin"):
                yield replace_texts(one, self.scrubber.clean)


def replace_texts(one: Identifier, clean: Callable[[str], str]) -> Identifier:
    """The identifier with its free text cleaned."""
    return Identifier(scheme=one.scheme, value=one.value, issued_by=clean(one.issued_by), note=clean(one.note))


def _shown(policy: Policy, id: RecordId) -> Shown:
    return policy.verdicts.get(id, FULL).shown


def _withholding(entity: Entity, spec: RecordSpec, policy: Policy) -> Refusal | None:
    """The refusal because of which this record's identifying fields stay out.

    Who was judged (a person, a source) answers for themselves; any other record for all that it points to.
    """
    for id in (entity.id,) if entity.id in policy.verdicts else _targets(entity, spec):
        verdict = policy.verdicts.get(id, FULL)
        if verdict.shown < Shown.FULL and verdict.refusal is not None:
            return verdict.refusal
    return None


def _identifies(entity: Entity, spec: FieldSpec, policy: Policy) -> bool:
    """Whether a field tells who it is: declared so, or by its nature a name or number of one who was judged."""
    own = spec.kind in (Kind.NAMES, Kind.IDENTIFIERS) or (entity.type, spec.name) in policy.name_lines
    return spec.identifies or (own and entity.id in policy.verdicts)


def _targets(entity: Entity, spec: RecordSpec) -> Iterator[RecordId]:
    for name, field_spec in spec.fields.items():
        if field_spec.kind in _LINKS:
            for value in _values(entity, name):
                yield from (value,) if isinstance(value, str) else value


def _values(entity: Entity, name: str) -> Iterator[Any]:
    """The picked value and every other that stands beside it."""
    yield getattr(entity.record, name)
    if name in entity.issues:
        yield from (one.value for one in entity.issues[name].standing if one.value is not None)


def _told_by_iin(spec: RecordSpec, policy: Policy) -> bool:
    """Whether an IIN in a record of this type would reveal a field that the audience may not see."""
    return any(
        field_spec.sensitivity > policy.level
        for name, field_spec in spec.fields.items() if (spec.type, name) in policy.telling
    )


def _default(spec: RecordSpec, name: str) -> Any:
    return getattr(spec.struct(), name)


def _scrubber(entities: Sequence[Entity], specs: Mapping[str, RecordSpec], policy: Policy) -> Scrubber:
    """Everything that names anybody in the graph, whether shown or not, so that free text can be searched for it."""
    names: dict[RecordId, list[PersonName]] = {}
    literals: list[str] = []
    for entity in entities:
        spec = specs[entity.type]
        refusal = _withholding(entity, spec, policy)
        for name, field_spec in spec.fields.items():
            for value in _values(entity, name):
                names.setdefault(entity.id, []).extend(_names(entity, field_spec, value, policy))
                telling = _identifies(entity, field_spec, policy) and refusal is not None
                hidden = field_spec.sensitivity > policy.level or telling
                literals.extend(_literals(field_spec, value, hidden, hidden or _told_by_iin(spec, policy)))
    withheld = {id: text for id, text in policy.pseudonyms.items() if _shown(policy, id) < Shown.FULL}
    return scrubber(names, withheld, policy.mark, literals)


def _names(entity: Entity, spec: FieldSpec, value: Any, policy: Policy) -> Iterator[PersonName]:
    if spec.kind is Kind.NAMES:
        yield from value
    elif (entity.type, spec.name) in policy.name_lines and value:
        yield PersonName(full=value)


def _literals(spec: FieldSpec, value: Any, hidden: bool, iin_hidden: bool) -> Iterator[str]:
    if spec.kind is Kind.IDENTIFIERS:
        yield from (one.value for one in value if one.value and (hidden or (iin_hidden and one.scheme == "iin")))
    elif hidden and spec.kind is Kind.LINE and sum(char.isdigit() for char in value) >= _MIN_DIGITS:
        yield value
