"""What a record and the records around it say against each other: warnings, since two accounts may both be told."""

from collections.abc import Iterator

from caseapp.domain.moment import Moment, Order, order
from caseapp.domain.records.act import Act
from caseapp.domain.records.body_mark import BodyMark
from caseapp.domain.records.custody_entry import CustodyEntry
from caseapp.domain.records.exhibit import Exhibit
from caseapp.domain.records.interview import Interview
from caseapp.domain.records.involvement import Involvement
from caseapp.domain.records.medical_finding import MedicalFinding
from caseapp.domain.records.person import Person
from caseapp.domain.records.source import Source
from caseapp.domain.rules.remark import Linked, Remark
from caseapp.domain.spec import Record, RecordId, RecordSpec, declared
from caseapp.domain.text import N_

OWN_PERPETRATOR = Remark(
    "own-perpetrator", "perpetrator", N_("The victim of this act is recorded as its alleged perpetrator."))
BEFORE_BIRTH = Remark("before-birth", "victim", N_("This act lies before the birth of the victim."))
EXAMINED_FIRST = Remark("examined-first", "examined", N_("The examination lies before an act that it is about."))
SEEN_FIRST = Remark("seen-first", "seen", N_("The mark was seen before the act that it is said to come from."))
OUT_OF_ORDER = Remark(
    "custody-order", "at",
    N_("This entry lies before the exhibit was made or acquired. One of the two dates is wrong."))
NOBODY_HELD = Remark(
    "custody-gap", "handed_by", N_("Whoever hands it on here is not who took it in the entry before."))
ASK_NO_MORE = Remark(
    "ask-no-more", "person",
    N_("This person asked not to be interviewed again. See the interviews: who has the statement and whom to ask."))
ASKED_BEFORE = Remark("asked-before", "person", N_("This person was already interviewed; read that before you ask."))
CIRCLE = "circle"


def clashes(spec: RecordSpec, id: RecordId, record: Record, linked: Linked) -> tuple[Remark, ...]:
    """Everything in the records around ``record`` that cannot be true together with it, or that protects somebody."""
    found = list(_circles(spec, id, record, linked))
    if isinstance(record, Involvement):
        act = linked.get(record.act, Act) if record.act else None
        found += [OWN_PERPETRATOR] if act and record.perpetrator and act.victim == record.perpetrator else []
    elif isinstance(record, Act):
        victim = linked.get(record.victim, Person) if record.victim else None
        found += [BEFORE_BIRTH] if victim and _before(record.start or record.detained, victim.birth) else []
    elif isinstance(record, MedicalFinding):
        acts = [linked.get(act, Act) for act in record.acts]
        found += [EXAMINED_FIRST] if any(act and _before(record.examined, act.start) for act in acts) else []
    elif isinstance(record, BodyMark):
        act = linked.get(record.act, Act) if record.act else None
        found += [SEEN_FIRST] if act and _before(record.seen, act.start) else []
    elif isinstance(record, CustodyEntry):
        found += _chain(id, record, linked)
    elif isinstance(record, Interview):
        found += _asked(record.person, id, linked)
    elif isinstance(record, (Person, Source)):
        found += [remark for remark in _asked(id, "", linked) if remark is ASK_NO_MORE]
    return tuple(found)


def in_order(entries: list[CustodyEntry]) -> list[tuple[CustodyEntry, bool]]:
    """Entries of one exhibit by time, each with whether it follows on the one before: nobody is left out between."""
    ordered = sorted(entries, key=lambda one: one.at.earliest() if one.at is not None else 1 << 62)
    return [
        (entry, before is None or not _gap(before, entry))
        for before, entry in zip([None, *ordered], ordered, strict=False)
    ]


def _gap(before: CustodyEntry, after: CustodyEntry) -> bool:
    held, gave = before.handed_to.strip().casefold(), after.handed_by.strip().casefold()
    return bool(held and gave) and held != gave


def _chain(id: RecordId, entry: CustodyEntry, linked: Linked) -> Iterator[Remark]:
    exhibit = linked.get(entry.exhibit, Exhibit) if entry.exhibit else None
    if exhibit is None or entry.at is None:
        return
    if _before(entry.at, exhibit.created) or _before(entry.at, exhibit.acquired):
        yield OUT_OF_ORDER
    others = [one for other, one in linked.pointing_at(entry.exhibit, CustodyEntry) if other != id]
    if any(one is entry and not follows for one, follows in in_order([*others, entry])):
        yield NOBODY_HELD


def _asked(id: RecordId, but: RecordId, linked: Linked) -> Iterator[Remark]:
    """What earlier interviews of a person, also as a source, say to whoever wants to ask again."""
    if not id:
        return
    ids = [id, *(source for source, one in linked.pointing_at(id, Source) if one.who == id)]
    source = linked.get(id, Source)
    ids += [source.who] if source is not None and source.who else []
    held = [one for each in ids for other, one in linked.pointing_at(each, Interview)
            if other != but and one.person == each]
    if any(one.ask_no_more for one in held):
        yield ASK_NO_MORE
    elif held:
        yield ASKED_BEFORE


def _circles(spec: RecordSpec, id: RecordId, record: Record, linked: Linked) -> Iterator[Remark]:
    """A chain that comes back: two people may each have made a half of it, so a merge can bring one."""
    for field in spec.fields.values():
        if field.acyclic:
            seen, at = {id}, getattr(record, field.name)
            while at and at not in seen:
                seen.add(at)
                above = linked.get(at, declared(spec.struct))
                at = getattr(above, field.name) if above is not None else ""
            if at == id:
                yield Remark(CIRCLE, field.name, N_("This leads back to the record itself. One of the links is wrong."))


def _before(first: Moment | None, second: Moment | None) -> bool:
    return first is not None and second is not None and order(first, second) is Order.BEFORE
