"""Issuing dossiers and saving copies outside."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from caseapp.domain.errors import NotFound
from caseapp.domain.records.act import Act
from caseapp.domain.records.person import Person
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_, Language
from caseapp.services import dossiers as services
from ui.desk.around import Around
from ui.desk.vault import OpenVault
from ui.ports import Choice, Issued

_FORMS: Final = {"D1": N_("D1 Case file")}
_AUDIENCES: Final = (("internal", N_("Our organisation")), ("lawyer", N_("The lawyer")))
_REASONS: Final = {
    "name-withheld": N_("{who}: the name is marked as withheld outside the organisation"),
    "not-asked": N_("{who}: consent was not asked yet"),
    "conditional": N_("{who}: consent was given under a condition that a person has to judge"),
    "refused": N_("{who}: consent was refused"),
    "withdrawn": N_("{who}: consent was withdrawn"),
    "next-of-kin": N_("{who}: the next of kin were not asked"),
    "expired": N_("{who}: consent was given for a time that has run out"),
}
_OTHERWISE: Final = N_("{who}: withheld")


class DeskDossiers:
    """``ui.ports.Dossiers`` over a session."""

    def __init__(self, vault: OpenVault, languages: Callable[[str], Language]) -> None:
        self._vault = vault
        self._languages = languages

    def forms(self, type_: str) -> Sequence[Choice]:
        """What can be made of a record of this type."""
        wanted = services.FORMS if type_ in services.SUBJECTS else ()
        return [Choice(form, self._vault.tr(_FORMS[form])) for form in wanted]

    def audiences(self) -> Sequence[Choice]:
        """For whom."""
        return [Choice(id_, self._vault.tr(words)) for id_, words in _AUDIENCES]

    def issue(self, form: str, id_: RecordId, language: str, audience: str) -> Issued:
        """Make it, pass it through the release gate and keep it. Writer lane."""
        session = self._vault.session
        made = session.dossiers.issue(form, id_, self._languages(language), audience)
        session.settle(now=False)
        around = Around(self._vault, session.near)
        withheld = [self._withheld(around, subject, reason) for subject, reason in made.refusals]
        return Issued(made.id, made.pages, self._gaps(around, id_), tuple(dict.fromkeys(withheld)), made.size)

    def save_copy(self, issued: str, path: Path) -> None:
        """Write it outside the vault. Raises NotFound, CopyExists, DiskFull. Writer lane."""
        dossiers = self._vault.session.dossiers
        found = next((one for one in dossiers.issued() if one.id == issued), None)
        if found is None:
            raise NotFound()
        dossiers.save_copy(found, path)

    def _withheld(self, around: Around, subject: RecordId, reason: str) -> str:
        who = around.title(subject) or self._vault.tr(N_("a record that is not in this vault"))
        return self._vault.tr(_REASONS.get(reason, _OTHERWISE)).format(who=who)

    def _gaps(self, around: Around, id_: RecordId) -> tuple[str, ...]:
        """Gaps of the subject and of the persons and acts beside it."""
        near = self._vault.session.near
        beside = [link.target for link in near.links_from(id_)] + [link.source for link in near.links_to(id_)]
        found = []
        for entity in near.many([id_, *beside]):
            gaps = around.gaps(entity.id, entity.record) if isinstance(entity.record, Person | Act) else ()
            if gaps:
                words = self._vault.tr(N_("{record}: {missing}"))
                found.append(words.format(record=around.title_of(entity), missing=", ".join(gaps)))
        return tuple(found)
