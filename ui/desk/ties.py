"""Lists as charts of who did what to whom, over a session."""

from collections.abc import Iterable
from typing import Final

from caseapp.domain.listing import Query
from caseapp.domain.records.act import Act
from caseapp.domain.text import N_
from caseapp.services.tying import COLUMNS, TYPES, Knot, Tie, TyingService
from ui.desk.around import Around
from ui.desk.vault import OpenVault
from ui.ports import KnotView, TieColumn, TieView, WebView

_HEADINGS: Final = {
    "body": N_("Body"), "who": N_("Who, as alleged"), "what": N_("What"), "whom": N_("To whom"),
    "where": N_("Where"), "incident": N_("In which incident"),
    "related": N_("Relatives and contacts"),
}
_JOIN: Final = ", "


class DeskTies:
    """``ui.ports.Ties`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def has(self, type_: str) -> bool:
        """Whether records of this type stand in acts."""
        return type_ in TYPES

    def web(self, query: Query, related: bool) -> WebView:
        """The chart of a list."""
        found = self._service().web(query, related=related)
        around = Around(self._vault, self._vault.reader)
        around.fetch([knot.id for column in found.columns for knot in column])
        tr = self._vault.tr
        columns = tuple(
            TieColumn(tr(_HEADINGS[heading]), tuple(self._knot(around, knot) for knot in column))
            for heading, column in zip(COLUMNS, found.columns, strict=True) if column
        )
        return WebView(columns, tuple(self._tie(tie) for tie in found.ties), found.shown, found.total)

    def _knot(self, around: Around, knot: Knot) -> KnotView:
        entity = around.entity(knot.id)
        missing = self._vault.tr(N_("a record that is not in this vault"))
        if entity is None:
            return KnotView(knot.key, "", knot.type, missing)
        act = around.get(knot.id, Act)
        title = around.title_of(entity) if act is None else self._act(around, act)
        return KnotView(knot.key, knot.id, entity.type, title or around.title_of(entity))

    def _act(self, around: Around, act: Act) -> str:
        """What and when: whom stands in the next column."""
        parts = [self._vault.vocabularies.label("act_type", act.act_type)] if act.act_type else []
        return _JOIN.join([*parts, *([around.moment(act.start)] if act.start is not None else [])])

    def _tie(self, tie: Tie) -> TieView:
        words = [*self._labels("degree_of_involvement", tie.degrees), *self._labels("certainty", tie.certainties),
                 *self._labels("relationship", tie.relations)]
        return TieView(tie.start, tie.stop, _JOIN.join(words), tie.sure, tie.acts, plain=not tie.acts)

    def _labels(self, vocabulary: str, terms: Iterable[str]) -> list[str]:
        return [self._vault.vocabularies.label(vocabulary, term) for term in terms]

    def _service(self) -> TyingService:
        session = self._vault.session
        return TyingService(session.reader, session.lists, self._vault.specs)
