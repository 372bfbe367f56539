"""What is still missing: for a minimum record, and for a complaint about a detention. A gap is said, never filled."""

from typing import Final

from caseapp.domain.records.account import Account
from caseapp.domain.records.act import Act
from caseapp.domain.records.consent import NOT_ASKED, PURPOSES, Consent
from caseapp.domain.records.person import Person
from caseapp.domain.records.stay import Stay
from caseapp.domain.rules.detention import is_detention
from caseapp.domain.rules.remark import Linked, Remark
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_

NO_IDENTITY: Final = Remark(
    "no-identity", "names", N_("Neither a name nor a description is recorded."), N_("who it is"))
NO_ACT: Final = Remark("no-act", "", N_("Nothing is recorded that was done to this person."), N_("what was done"))
NO_DATE: Final = Remark("no-date", "start", N_("Not even an approximate date is recorded."), N_("date"))
NO_PLACE: Final = Remark("no-place", "place", N_("No place is recorded, not even the city."), N_("place"))
NO_SOURCE: Final = Remark("no-source", "", N_("No source is recorded."), N_("source"))
NO_CONSENT: Final = Remark(
    "no-consent", "", N_("Consent was not asked yet: this stays inside our organisation."), N_("consent"))

NO_DETENTION_TIME: Final = Remark(
    "no-detention-time", "detained", N_("The time of actual detention is not recorded."), N_("time of detention"))
NO_PROTOCOL_TIME: Final = Remark(
    "no-protocol-time", "protocol", N_("Neither the time of the protocol is recorded nor that there was none."),
    N_("protocol time"))
NO_JUDGE_TIME: Final = Remark(
    "no-judge-time", "judge", N_("Neither when a judge was seen is recorded nor that none was."), N_("judge"))
NO_END: Final = Remark(
    "no-end", "ended", N_("Neither release or remand is recorded nor that the person is still held."),
    N_("release or remand"))
NO_LAWYER: Final = Remark("no-lawyer", "counsel", N_("Nothing is recorded about a lawyer."), N_("lawyer"))
NO_FACILITY: Final = Remark(
    "no-facility", "", N_("It is not recorded where the person was held."), N_("facility"))


def minimum_gaps(id: RecordId, person: Person, linked: Linked) -> tuple[Remark, ...]:
    """What a minimum record lacks: somebody, one act, about when, where at least the city, a source, consent."""
    gaps = [] if person.names or person.description else [NO_IDENTITY]
    acts = linked.pointing_at(id, Act)
    if not acts:
        gaps.append(NO_ACT)
    elif not any(act.start or act.detained for _, act in acts):
        gaps.append(NO_DATE)
    if acts and not any(act.place or act.place_detail for _, act in acts):
        gaps.append(NO_PLACE)
    subjects = (id, *(act_id for act_id, _ in acts), *(act.incident for _, act in acts if act.incident))
    if not any(account.source for subject in subjects for _, account in linked.pointing_at(subject, Account)):
        gaps.append(NO_SOURCE)
    if not person.official and not consent_asked(id, linked):
        gaps.append(NO_CONSENT)
    return tuple(gaps)


def complaint_gaps(id: RecordId, act: Act, linked: Linked) -> tuple[Remark, ...]:
    """What a complaint about this detention still lacks; nothing for acts of other families."""
    if not is_detention(act):
        return ()
    gaps = [
        (NO_DETENTION_TIME, act.detained is None),
        (NO_PROTOCOL_TIME, act.protocol is None and not act.no_protocol),
        (NO_JUDGE_TIME, act.judge is None and not act.no_judge),
        (NO_END, act.ended is None and not act.ended_how and not act.still_held),
        (NO_LAWYER, not act.counsel),
        (NO_FACILITY, not _facility_known(id, linked)),
    ]
    return tuple(gap for gap, missing in gaps if missing)


def consent_asked(id: RecordId, linked: Linked) -> bool:
    """Whether a consent record says more than "not asked", or why it cannot be asked."""
    consents = [consent for _, consent in linked.pointing_at(id, Consent) if consent.subject == id]
    return any(
        consent.cannot_ask or any(getattr(consent, purpose) != NOT_ASKED for purpose in PURPOSES)
        for consent in consents
    )


def _facility_known(id: RecordId, linked: Linked) -> bool:
    return any(stay.place or stay.place_detail for _, stay in linked.pointing_at(id, Stay) if stay.act == id)
