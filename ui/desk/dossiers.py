"""Dossiers for the window: gathered on the reader's lane, pressed on the compute lane, kept on the writer's."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from caseapp.domain.pixels import Pixels
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_, Language
from caseapp.services import dossier_register as register
from caseapp.services import dossiers as services
from caseapp.services.dossier_gathering import SUBJECTS
from ui.desk.around import Around
from ui.desk.dossier_cures import cures
from ui.desk.lanes import Lanes
from ui.desk.vault import OpenVault
from ui.ports import Choice, DossierCopy, Issued, Prepared

_FORMS: Final = {"D1": N_("D1 Case file")}
_AUDIENCES: Final = (("internal", N_("Our organisation")), ("lawyer", N_("The lawyer")))
# Each language is named in itself: whoever needs it can read it.
_LANGUAGES: Final = (Choice("en", "English"), Choice("ru", "Русский"), Choice("kk", "Қазақша"))


class DeskDossiers:
    """``ui.ports.Dossiers`` over a session. Compute waits for the other lanes; neither of them waits for compute."""

    def __init__(self, vault: OpenVault, lanes: Lanes, languages: Callable[[str], Language]) -> None:
        self._vault = vault
        self._lanes = lanes
        self._languages = languages

    # --- what can be made

    def forms(self, type_: str) -> Sequence[Choice]:
        """What can be made of a record of this type."""
        wanted = tuple(services.FORMS) if type_ in SUBJECTS else ()
        return [Choice(form, self._vault.tr(_FORMS[form])) for form in wanted]

    def subjects(self) -> tuple[str, ...]:
        """Record types of which any form can be made."""
        return SUBJECTS

    def audiences(self) -> Sequence[Choice]:
        """For whom."""
        return [Choice(id_, self._vault.tr(words)) for id_, words in _AUDIENCES]

    def languages(self, form: str) -> Sequence[Choice]:
        """In which languages."""
        return _LANGUAGES

    # --- compute lane

    def prepare(self, form: str, id_: RecordId, language: str, audience: str) -> Prepared:
        """As it would be issued now."""
        snapshot = self._lanes.write(self._snapshot).result()
        case = self._lanes.read(self._gather, id_, audience, snapshot).result()
        pressed = self._service().press(case, form, self._languages(language))
        found = self._lanes.read(cures, self._vault, pressed, form, language).result()
        return Prepared(pressed.pages, pressed.pdf, found)

    def draw(self, pdf: bytes, page: int, dpi: int) -> Pixels:
        """One page."""
        return services.draw(pdf, page, dpi)

    def issue(self, form: str, id_: RecordId, language: str, audience: str) -> Issued:
        """Made, passed through the release gate and kept."""
        spoken, service = self._languages(language), self._service()
        case = self._lanes.write(service.case_file, id_, services.audience_of(audience)).result()
        pressed = service.press(case, form, spoken)
        kept = self._lanes.write(self._keep, service, case, form, spoken, pressed).result()
        shown: Issued = self._lanes.read(self._shown, kept).result()
        return shown

    # --- reader lane

    def issued(self, subject: RecordId = "") -> Sequence[Issued]:
        """Every issued dossier, or those of one record, newest first."""
        reader = self._vault.session.reader
        kept = [one for one in register.issued(reader.sql) if subject in ("", one.subject)]
        if not kept:
            return []
        out: dict[str, list[register.Copy]] = {}
        for copy in register.copies(reader.sql):
            out.setdefault(copy.dossier, []).append(copy)
        around = Around(self._vault, self._vault.reader)
        return [self._told(around, one, out.get(one.id, [])) for one in kept]

    def copies(self, id_: str) -> Sequence[DossierCopy]:
        """Every copy that left, newest first."""
        found = [copy for copy in register.copies(self._vault.session.reader.sql) if copy.dossier == id_]
        return [
            DossierCopy(copy.dossier, _when(copy.at), copy.printed, copy.where,
                        (copy.first, copy.last) if copy.printed else None, copy.accounted, copy)
            for copy in found
        ]

    def open(self, id_: str) -> Prepared:
        """An issued dossier, verified; also in a vault opened for reading."""
        session = self._vault.session
        found = services.find(session.reader.sql, id_)
        return Prepared(found.pages, services.load(session.reader.sql, session.blobs, found))

    # --- writer lane

    def save_copy(self, id_: str, path: Path) -> None:
        """Write it outside the vault. Raises NotFound, FileThere, DiskFull."""
        service = self._vault.session.dossiers
        service.save_copy(service.find(id_), path)

    def printed(self, id_: str, printer: str, first: int, last: int) -> None:
        """Enter it in the activity log."""
        service = self._vault.session.dossiers
        service.printed(service.find(id_), printer, first, last)

    def account(self, copy: DossierCopy, how: str) -> None:
        """Where it is now."""
        if isinstance(copy.key, register.Copy):
            self._vault.session.dossiers.account(copy.key, how)

    # --- steps

    def _service(self) -> services.DossierService:
        """Made on the writer's lane, because it opens the writer's side."""
        service: services.DossierService = self._lanes.write(self._open_service).result()
        return service

    def _open_service(self) -> services.DossierService:
        return self._vault.session.dossiers

    def _snapshot(self) -> bytes:
        return self._vault.session.dossiers.snapshot()

    def _gather(self, id_: RecordId, audience: str, snapshot: bytes) -> services.Case:
        session = self._vault.session
        return session.dossiers.gathered(session.reader, id_, audience, snapshot)

    def _keep(
        self, service: services.DossierService, case: services.Case, form: str, language: Language,
        pressed: services.Pressed,
    ) -> register.Issued:
        kept = service.keep(case, form, language, pressed)
        self._vault.session.settle(now=False)
        return kept

    def _shown(self, one: register.Issued) -> Issued:
        return self._told(Around(self._vault, self._vault.reader), one, [])

    def _told(self, around: Around, one: register.Issued, copies: Sequence[register.Copy]) -> Issued:
        audiences = dict(_AUDIENCES)
        languages = {choice.id: choice.label for choice in _LANGUAGES}
        title = around.title(one.subject) or self._vault.tr(N_("a record that is not in this vault"))
        type_ = around.type_of(one.subject)
        return Issued(
            one.id, title, self._vault.tr(_FORMS.get(one.form, one.form)), languages.get(one.language, one.language),
            self._vault.tr(audiences.get(one.audience, one.audience)), one.pages, _when(one.at), one.sha256,
            (type_, one.subject), len(copies), sum(not copy.accounted for copy in copies),
        )


def _when(milliseconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)
