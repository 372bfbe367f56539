"""How far a record has been checked, in words."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_moment
from caseapp.domain.records.account import Account
from caseapp.domain.rules.verification import APPROVED, CORROBORATED, INDEPENDENT, origins
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.services import authors
from caseapp.services.verifying import OwnWork, Review, review
from ui.desk.around import Around
from ui.desk.vault import OpenVault
from ui.ports import Choice, ReviewView

LIST: Final = "verification_state"
_MOODS: Final = {"disputed": "danger", "retracted": "danger", "duplicate": "attention"}
_OWN: Final = N_("Approved by the person who wrote it: this does not count.")
_CHANGED: Final = N_("Changed since this step: it has to be checked again.")
_CONFLICT: Final = N_("Two steps were taken apart: choose the one that holds.")


def review_of(vault: OpenVault, around: Around, id_: RecordId, type_: str) -> ReviewView | None:
    """What the head of a record says; None for a type that is not reviewed. Reader lane."""
    found = review(vault.session.reader, id_, type_, vault.fingerprint)
    if found is None:
        return None
    label = vault.vocabularies.label
    where = found.standing
    marks = [vault.tr(words) for words in _marks(found)]
    if where.state == CORROBORATED and (words := _alone(vault, around, id_)):
        marks.append(words)
    steps = tuple(Choice(step, label(LIST, step)) for step in found.steps)
    denied = OwnWork().explain(vault.language) if found.own_facts and APPROVED in found.steps else ""
    return ReviewView(where.state, label(LIST, where.state), _MOODS.get(where.state, ""),
                      _by(vault, found), tuple(marks), steps, denied)


def _marks(found: Review) -> Iterator[str]:
    if found.conflict:
        yield _CONFLICT
    if found.standing.own_work:
        yield _OWN
    if found.standing.changed:
        yield _CHANGED


def _by(vault: OpenVault, found: Review) -> str:
    """Who took the step and when; with the reason where one was given."""
    step = found.standing.step
    if step is None:
        return ""
    who = authors.aliases(vault.session.reader).get(step.author, vault.tr(N_("an author whose card is not here")))
    day = dt.datetime.fromtimestamp(step.clock / 1e6, dt.UTC).date().isoformat()
    when = format_moment(Moment(day), vault.language)
    if found.reason:
        return vault.tr(N_("{who}, {when}: {reason}")).format(who=who, when=when, reason=found.reason)
    return vault.tr(N_("{who}, {when}")).format(who=who, when=when)


def _alone(vault: OpenVault, around: Around, id_: RecordId) -> str:
    """Said where what is called corroborated goes back to fewer than two origins."""
    count = len(origins(around.pointing_at(id_, Account), around))
    if count >= INDEPENDENT:
        return ""
    return vault.language.plural(
        "Its accounts go back to {n} origin: repeating is not corroborating.",
        "Its accounts go back to {n} origins: repeating is not corroborating.", count).format(n=count)
