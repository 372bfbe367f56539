"""Contradictions inside one record: shown beside the field, never a reason to refuse what somebody testified."""

from collections.abc import Iterator
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from caseapp.domain.iin import inspect
from caseapp.domain.moment import Moment, Order, order, wall_bounds
from caseapp.domain.records.act import Act
from caseapp.domain.records.medical_finding import MedicalFinding
from caseapp.domain.records.person import Person
from caseapp.domain.records.stay import Stay
from caseapp.domain.rules.remark import Remark
from caseapp.domain.spec import Record, RecordSpec
from caseapp.domain.text import N_

# Fields of a type that follow one another in time, each pair not before its predecessor.
SEQUENCES: Final = MappingProxyType({
    "act": (("start", "end"), ("detained", "protocol"), ("detained", "judge"), ("detained", "ended"),
            ("detained", "still_held_on"), ("start", "ended"), ("last_seen", "body_released", "exhumed"),
            ("blocked_from", "blocked_until")),
    "address": (("start", "end"),),
    "interview": (("held", "held_until"),),
    "incident": (("start", "end"),),
    "relationship": (("start", "end"),),
    "organisation": (("valid_from", "valid_to"),),
    "place": (("valid_from", "moved_on", "valid_to"),),
    "stay": (("set_out", "arrived", "left"),),
    "person": (("birth", "died"),),
    "consent": (("asked", "withdrawn_on"),),
    "case": (("opened", "closed"),),
    "exhibit": (("created", "acquired"),),
    "reported_figure": (("date", "status_date"),),
    "charge": (("brought", "ended"),),
    "hearing": (("held", "held_until"), ("held", "appeal_until")),
    "safeguard": (("asked", "given"),),
    "remedy_step": (("filed", "replied"), ("filed", "reply_due")),
})
_SEX_OF_IIN: Final = MappingProxyType({"m": "male", "f": "female"})


def contradictions(spec: RecordSpec, record: Record) -> tuple[Remark, ...]:
    """Everything in ``record`` that cannot be true together or looks like a slip."""
    found = list(_backwards(spec, record))
    if isinstance(record, Person):
        found += _iin(record)
    if isinstance(record, Act) and record.victim and record.victim == record.authority:
        found.append(Remark("own-custodian", "authority", N_("The victim is recorded as who ordered the detention.")))
    if isinstance(record, Stay) and record.person and record.person == record.brought_by:
        found.append(Remark("own-custodian", "brought_by", N_("The person is recorded as who brought them there.")))
    if isinstance(record, MedicalFinding) and record.no_marks and (record.regions or record.lesions):
        found.append(Remark("marks", "no_marks", N_("Marks are named, and it is said that there were none.")))
    return tuple(found)


def _backwards(spec: RecordSpec, record: Record) -> Iterator[Remark]:
    for sequence in SEQUENCES.get(spec.type, ()):
        known = [(name, getattr(record, name)) for name in sequence if getattr(record, name) is not None]
        for (_, first), (name, second) in pairwise(known):
            if order(second, first) is Order.BEFORE:
                yield Remark("end-before-start", name, N_("This lies before what it must follow."))


def _iin(person: Person) -> Iterator[Remark]:
    for identifier in person.identifiers:
        if identifier.scheme != "iin" or not identifier.value:
            continue
        found = inspect(identifier.value)
        if found.warning:
            yield Remark(f"iin-{found.status.name.lower()}", "identifiers", found.warning)
        if found.born and person.birth is not None and _other_day(Moment(found.born), person.birth):
            yield Remark("iin-birth", "identifiers", N_("The IIN says another birth date than the record."))
        if found.sex and person.sex in _SEX_OF_IIN.values() and _SEX_OF_IIN[found.sex] != person.sex:
            yield Remark("iin-sex", "identifiers", N_("The IIN says another sex than the record."))


def _other_day(born: Moment, birth: Moment) -> bool:
    """A birth date is a calendar day wherever it was, so zones play no part; "about" keeps its usual width."""
    if birth.approximate:
        return order(born, birth) is not Order.UNCLEAR
    (first, last), (other_first, other_last) = wall_bounds(born), wall_bounds(birth)
    return last < other_first or other_last < first
