"""The quick record and the drafts, for the quick page."""

from collections.abc import Sequence
from typing import Final

from caseapp.domain.errors import Invalid
from caseapp.domain.local_terms import record_of
from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_moment, offset_text
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.services.known import Known
from caseapp.services.quick import FORCES, RELATIONS, Answers, QuickSaved
from caseapp.services.quick_remarks import QuickRemark, person_remarks, remarks
from ui.address import NOWHERE, Address
from ui.desk.around import Around
from ui.desk.records import saved_of
from ui.desk.vault import OpenVault
from ui.ports import (
    MOST_LISTED,
    Agreed,
    Choice,
    KnownPerson,
    ListedPerson,
    PlaceZone,
    QuickRecord,
    QuickWarning,
    Reading,
    Recorded,
    Still,
)
from ui.words import DomainReadings

_STILL: Final = {Still.NOT_KNOWN: "", Still.HELD: "held", Still.RELEASED: "released"}
_FIELDS: Final = {N_("What"): "what", N_("When"): "when"}  # as the service names them -> rows of the page


class DeskQuick:
    """``ui.ports.Quick`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def presets(self) -> Sequence[Choice]:
        """What happened, the most frequent first."""
        return self._vault.vocabularies.presets()

    def relations(self) -> Sequence[Choice]:
        """Who told us."""
        return self._among("source_connection", RELATIONS)

    def forces(self) -> Sequence[Choice]:
        """By whom."""
        return self._among("perpetrator_type", FORCES)

    def ways_of_knowing(self) -> Sequence[Choice]:
        """How the source knows."""
        return self._vault.vocabularies.choices("how_known")

    def _among(self, list_: str, usual: Sequence[str]) -> Sequence[Choice]:
        """The usual terms of a list, and those that the people of this vault added and did not retire."""
        ours = [each for each in self._vault.vocabularies.choices(list_) if record_of(each.id)]
        return [*(Choice(id_, self._vault.vocabularies.label(list_, id_)) for id_ in usual), *ours]

    def who(self, text: str) -> Reading:
        """What is understood of a line about a person."""
        return self._vault.readings.who(text)

    def when(self, text: str, place: PlaceZone) -> Reading:
        """What is understood of a typed time, with the place whose zone it is read in."""
        zone = place.zone or self._vault.zone
        reading = DomainReadings(self._vault.language, self._vault.today, zone).moment(text)
        if reading.problem or not place.name or not isinstance(reading.value, Moment):
            return reading
        offset = offset_text(reading.value)
        if not offset:
            return reading
        words = reading.words.replace(f"({offset})", f"· {place.name} ({offset})")
        return Reading(reading.value, words, reading.problem, reading.search)

    def listed(self, text: str) -> Sequence[ListedPerson]:
        """The lines of a pasted list."""
        lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        return [self._listed(number, line) for number, line in lines[:MOST_LISTED]]

    def _listed(self, number: int, line: str) -> ListedPerson:
        reading = self.who(line)
        if reading.problem:
            return ListedPerson(number, line, problem=reading.problem)
        found = person_remarks(line, self._vault.session.quick)
        warning = "" if not found else self._words(found[0])
        return ListedPerson(number, line, reading.words, warning=warning)

    def warnings(self, quick: QuickRecord, place: PlaceZone) -> Sequence[QuickWarning]:
        """What looks wrong."""
        found = remarks(_answers(quick), self._vault.session.quick, place.zone or self._vault.zone)
        return [QuickWarning(each.row, self._words(each), each.fix) for each in found]

    def _words(self, remark: QuickRemark) -> str:
        return self._vault.tr(remark.text).format(text=remark.fix)

    # --- reader lane

    def zone(self, place: RecordId) -> PlaceZone:
        """The zone of a place."""
        zone, named = self._vault.session.known.zone(place)
        return PlaceZone(zone, Around(self._vault, self._vault.reader).title(named) if zone else "")

    def known(self, ids: Sequence[RecordId]) -> Sequence[KnownPerson]:
        """Facts of persons."""
        around = Around(self._vault, self._vault.reader)
        return [self._known(around, known) for known in self._vault.session.known.persons(ids)]

    def beside(self, place: RecordId, when: str, zone: PlaceZone) -> Sequence[KnownPerson]:
        """Who else was there."""
        moment = self.when(when, zone).value
        if not isinstance(moment, Moment):
            return []
        return self.known(self._vault.session.known.there(place, moment))

    def _known(self, around: Around, known: Known) -> KnownPerson:
        tr, language = self._vault.tr, self._vault.language
        facts = []
        if known.birth is not None:
            facts.append(tr(N_("born {date}")).format(date=format_moment(known.birth, language, long=False)))
        elif known.age is not None:
            facts.append(language.plural("{n} year old", "{n} years old", known.age).format(n=known.age))
        if known.act_type:
            what = self._vault.vocabularies.label("act_type", known.act_type)
            when = format_moment(_day(known.when), language, long=False) if known.when else ""
            where = around.title(known.place) if known.place else ""
            facts.append(", ".join(part for part in (what, when, where) if part))
        return KnownPerson(known.id, around.title(known.id), " · ".join(facts), known.unnamed)

    # --- writer lane

    def record(self, quick: QuickRecord) -> Recorded:
        """One action. Raises Invalid whose ``field`` is the row of the page to be mended."""
        return self.record_all([quick.who], quick)

    def record_all(self, names: Sequence[str], quick: QuickRecord) -> Recorded:
        """One action for many persons."""
        session = self._vault.session
        self._check_dates(quick)
        what = self._vault.vocabularies.label("act_type", quick.what) if quick.what else ""
        title = self._vault.tr(N_("Record: {what}")).format(what=what) if len(names) == 1 else \
            self._vault.language.plural("Record: {what}, {n} person", "Record: {what}, {n} people", len(names)).format(
                what=what, n=len(names))
        try:
            saved = session.quick.record_all(names, _answers(quick), title)
        except Invalid as error:
            error.field = _FIELDS.get(error.field, error.field)
            raise
        session.settle(now=False)
        missing, cure = self._missing(saved)
        return Recorded(
            saved_of(saved.saved), saved.person, saved.act, saved.incident or None, saved.place or None,
            saved.source or None, missing, cure, saved.consent or None, saved.count,
        )

    def _check_dates(self, quick: QuickRecord) -> None:
        """The parser knows no rows, so each date is tried under the name of its own."""
        released = quick.released if quick.still is Still.RELEASED else ""
        for row, text in (("when", quick.when), ("still", released), ("told_name", quick.told_on)):
            if text.strip():
                try:
                    self._vault.session.quick.when(text)
                except Invalid as error:
                    error.field = row
                    raise

    def _missing(self, saved: QuickSaved) -> tuple[tuple[str, ...], Address]:
        """Gaps of the act first: a complaint has a time limit; and the field where the first of them is closed."""
        near = self._vault.session.near
        around = Around(self._vault, near)
        words: list[str] = []
        cures: list[Address] = []
        for entity in near.many([saved.act, saved.person]):
            for gap in around.remarks(entity.id, entity.record):
                words.append(self._vault.tr(gap.short or gap.text))
                cures.append(Address(type=entity.type, id=entity.id, field=gap.field))
        cure = next((each for each in cures if each.field), cures[0] if cures else NOWHERE)
        return tuple(dict.fromkeys(words)), cure


def _day(moment: Moment) -> Moment:
    """Without the time of day: beside a name the day is enough."""
    return Moment(moment.start[:10], moment.end[:10] if moment.end[:10] > moment.start[:10] else "", moment.approximate)


def _answers(quick: QuickRecord) -> Answers:
    return Answers(
        who=quick.who, what=quick.what, when=quick.when, still_held=_STILL[quick.still], released=quick.released,
        where=quick.where, told_by=quick.told_by, told_name=quick.told_name, told_on=quick.told_on,
        how_known=quick.how_known, agreed=quick.agreed is Agreed.ORGANISATION_AND_LAWYER,
        by_whom=quick.by_whom, held_at=quick.held_at, words=quick.words,
        who_id=quick.who_id or "", where_id=quick.where_id or "",
        incident_id=quick.incident_id or "", incident_title=quick.incident_title, ask_more=quick.agreed is Agreed.MORE,
        source_id=quick.source_id or "",
    )
