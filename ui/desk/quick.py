"""The quick record and the drafts, for the quick page."""

from collections.abc import Sequence
from typing import Final

from caseapp.domain.errors import Invalid
from caseapp.domain.text import N_
from caseapp.services.quick import FORCES, RELATIONS, Answers, QuickSaved
from ui.desk.around import Around
from ui.desk.records import saved_of
from ui.desk.vault import OpenVault
from ui.ports import Agreed, Choice, QuickRecord, Reading, Recorded, Still

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
        return [Choice(id_, self._vault.vocabularies.label("source_connection", id_)) for id_ in RELATIONS]

    def forces(self) -> Sequence[Choice]:
        """By whom."""
        return [Choice(id_, self._vault.vocabularies.label("perpetrator_type", id_)) for id_ in FORCES]

    def who(self, text: str) -> Reading:
        """What is understood of a line about a person."""
        return self._vault.readings.who(text)

    def record(self, quick: QuickRecord) -> Recorded:
        """One action. Raises Invalid whose ``field`` is the row of the page to be mended."""
        session = self._vault.session
        self._check_dates(quick)
        what = self._vault.vocabularies.label("act_type", quick.what) if quick.what else ""
        try:
            saved = session.quick.record(_answers(quick), self._vault.tr(N_("Record: {what}")).format(what=what))
        except Invalid as error:
            error.field = _FIELDS.get(error.field, error.field)
            raise
        session.settle(now=False)
        return Recorded(
            saved_of(saved.saved), saved.person, saved.act, saved.incident or None, saved.place or None,
            saved.source or None, self._missing(saved),
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

    def _missing(self, saved: QuickSaved) -> tuple[str, ...]:
        """Gaps of the act first: a complaint has a time limit."""
        near = self._vault.session.near
        around = Around(self._vault, near)
        gaps = [gap for entity in near.many([saved.act, saved.person]) for gap in around.gaps(entity.id, entity.record)]
        return tuple(dict.fromkeys(gaps))


def _answers(quick: QuickRecord) -> Answers:
    return Answers(
        who=quick.who, what=quick.what, when=quick.when, still_held=_STILL[quick.still], released=quick.released,
        where=quick.where, told_by=quick.told_by, told_name=quick.told_name, told_on=quick.told_on,
        agreed=quick.agreed is Agreed.ORGANISATION_AND_LAWYER, by_whom=quick.by_whom, held_at=quick.held_at,
        words=quick.words, who_id=quick.who_id or "", where_id=quick.where_id or "",
        incident_id=quick.incident_id or "", source_id=quick.source_id or "",
    )
