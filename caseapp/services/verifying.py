"""Steps of verification: which is allowed, by whom, and what stands. Every way of writing passes ``FourEyes``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from caseapp.domain.entity import Entity
from caseapp.domain.errors import Denied, Invalid, NotFound
from caseapp.domain.records.verification import REVIEWABLE, SPEC, Verification
from caseapp.domain.rules.verification import (
    APPROVED,
    INTAKE,
    STEPS,
    Signed,
    Standing,
    approves_own,
    may_follow,
    standing,
)
from caseapp.domain.seeds import steady_id
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.history.fold import fold
from caseapp.history.ids import RecordKey
from caseapp.history.rules import Rules
from caseapp.history.state import Logged
from caseapp.history.view import Liveness
from caseapp.services.author import Author
from caseapp.services.edits import Edit, shown_values
from caseapp.services.records import RecordService, Saved
from caseapp.storage.past import Past
from caseapp.storage.reader import Reader
from caseapp.storage.writer import States, Writer

TYPE: Final = "verification"


class OwnWork(Denied):
    """Approving a record whose newest facts one wrote oneself."""

    code = "own-work"
    what = N_("The newest facts of this record are yours: somebody else has to approve it.")
    next_step = N_("Send it to a colleague, who approves it there; nothing was changed.")


class NotTheNextStep(Denied):
    """A step that does not follow from where the record stands."""

    code = "not-the-next-step"
    what = N_("This step does not follow from where the record stands.")
    next_step = N_("Take the steps one after the other; nothing was changed.")


class NotByHand(Invalid):
    """A verification that is not the one of its subject."""

    code = "not-by-hand"
    what = N_("A verification is not written by hand (“{field}”): it is a step on the record that is checked.")
    next_step = N_("Use the button on the record, or the command “review”; nothing was changed.")


def verification_id(subject: RecordId) -> RecordId:
    """The id of the one verification of a record, the same in every vault, so that steps taken apart meet."""
    return steady_id(TYPE, subject)


class FourEyes:
    """Looks at every action before it is signed. Writer lane."""

    def __init__(self, writer: Writer, author: Author) -> None:
        self._writer = writer
        self._author = author

    def check(self, edits: Sequence[Edit], states: States) -> None:
        """Raise OwnWork, NotTheNextStep, NotByHand or NotFound for a step that may not be taken."""
        for edit in edits:
            if edit.type == TYPE:
                self._step(edit, states, {other.id for other in edits if other.type != TYPE})

    def _step(self, edit: Edit, states: States, written: set[RecordId]) -> None:
        folded = states.get(RecordKey(TYPE, edit.id))
        stood = shown_values(folded.state if folded else None, "subject")
        subject = stood[0] if stood and stood[0] else str(edit.values.get("subject", ""))
        if edit.id != verification_id(subject) or edit.values.get("subject", subject) != subject:
            raise NotByHand(field=N_("What is checked"))
        if "state" not in edit.values:
            return
        before = shown_values(folded.state if folded else None, "state") or [INTAKE]
        after = str(edit.values["state"])
        if not any(may_follow(one, after) for one in before):
            raise NotTheNextStep()
        if after == APPROVED and (subject in written or approves_own(self._facts(subject), self._author.fp.hex())):
            raise OwnWork()

    def _facts(self, subject: RecordId) -> list[Signed]:
        types = self._writer.types_of([subject]).get(subject, [])
        found = self._writer.histories(RecordKey(type_, subject) for type_ in types)
        if not found:
            raise NotFound()
        return [signed for logged in found.values() for signed in _live(logged)]


def step(records: RecordService, subject: RecordId, state: str, reason: str, title: str) -> Saved:
    """Take one step. Writer lane. Raises what ``FourEyes`` raises."""
    values = {"subject": subject, "state": state, "reason": reason}
    return records.save([Edit(TYPE, verification_id(subject), values)], title)


@dataclass(frozen=True, slots=True)
class Review:
    """Where a record stands, who took the step (fingerprint as hex, blank for none), and what may follow."""

    standing: Standing
    reason: str = field(default="", repr=False)
    conflict: bool = False
    steps: tuple[str, ...] = ()
    own_facts: bool = False  # the newest facts are of the person who asks


def review(reader: Reader, id_: RecordId, type_: str, own: str) -> Review | None:
    """What the page of a record says of its verification; None for a type that is not reviewed. Reader lane."""
    if type_ not in REVIEWABLE:
        return None
    facts = _live(reader.past(id_).logged)
    found = _get(reader, verification_id(id_))
    if found is None or not isinstance(found.record, Verification) or found.record.retracted:
        return Review(Standing(INTAKE), steps=STEPS[INTAKE], own_facts=approves_own(facts, own))
    record = found.record
    where = standing(record.state, _stands(reader.past(found.id)), facts)
    issue = found.issues.get("state")
    return Review(where, record.reason, issue is not None and issue.conflict,
                  STEPS.get(where.state, (INTAKE,)), approves_own(facts, own))


def counts(reader: Reader, record: Verification) -> bool:
    """Whether what is called approved is. Not where its subject is not here: nobody here can tell."""
    subject = _get(reader, record.subject)
    found = review(reader, subject.id, subject.type, "") if subject is not None else None
    return found is not None and found.standing.counts


def _get(reader: Reader, id_: RecordId) -> Entity | None:
    found = reader.many([id_])
    return found[0] if found else None


def _live(logged: Iterable[Logged]) -> list[Signed]:
    return [Signed(one.change.author.hex(), one.hlc) for one in logged if one.live is Liveness.IN]


def _stands(past: Past) -> Signed | None:
    """The newest write of a state that stands: a step that was undone is none."""
    state = fold(past.logged, Rules.of(SPEC.policies()), past.elsewhere).fields.get("state")
    authors = {one.change.id: one.change.author.hex() for one in past.logged}
    steps = (Signed(authors[one.write.change], one.hlc) for one in state.candidates) if state is not None else ()
    return max(steps, key=lambda one: one.clock, default=None)
