"""What every section of a form is handed: disclosed records, their names and codes, and the words of the language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from caseapp.disclosure.view import Disclosed
from caseapp.domain.entity import Entity
from caseapp.domain.records.account import Account
from caseapp.domain.records.act import Act
from caseapp.domain.records.exhibit import Exhibit
from caseapp.domain.records.source import Source
from caseapp.domain.spec import Record, RecordId, RecordSpec
from caseapp.dossier.case_file import CaseFile
from caseapp.dossier.outline import AnnexRef
from caseapp.dossier.rows import Rows
from caseapp.dossier.wording import Wording

R = TypeVar("R", bound=Record)

# Never on paper, whoever reads it: working remarks, and the way to reach somebody who must not be found.
NEVER_PRINTED: Final = frozenset({
    "remarks", "retracted", "retraction_reason", "safe_channel", "phone", "email", "address", "contact", "channel",
    "name_withheld", "official",
})


@dataclass(frozen=True, slots=True)
class Context:
    """Read-only ground of one dossier. ``codes``: short codes of sources, exhibits and acts in this dossier."""

    case: CaseFile
    specs: Mapping[str, RecordSpec]
    disclosed: Disclosed
    wording: Wording
    rows: Rows
    names: Mapping[RecordId, str] = field(repr=False)
    codes: Mapping[RecordId, str] = field(repr=False)

    def all(self, struct: type[R]) -> list[tuple[Entity, R]]:
        """Every disclosed record of a type that is neither withdrawn nor empty, in the order of recording."""
        return [(e, e.record) for e in self.disclosed.entities
                if isinstance(e.record, struct) and not e.retracted and not e.empty]

    def name(self, id: RecordId) -> str:
        """How a record is called here."""
        return self.rows.name(id)

    def accounts_of(self, id: RecordId) -> list[tuple[Entity, Account]]:
        """What sources said about a record."""
        return [(entity, account) for entity, account in self.all(Account) if id in account.about]

    def basis(self, id: RecordId) -> str:
        """The sources that speak of a record, with both grades side by side: ``S1 B/2; S3 F/6``."""
        return "; ".join(dict.fromkeys(self._graded(account) for _, account in self.accounts_of(id)))

    def grades(self, account: Account) -> str:
        """Reliability of the source and credibility of the information, apart; a dash where none was given."""
        source = next((s for e, s in self.all(Source) if e.id == account.source), None)
        reliability = source.reliability.upper() if source is not None and source.reliability else "–"
        return f"{reliability}/{account.credibility or '–'}"

    def annexes(self, id: RecordId) -> tuple[AnnexRef, ...]:
        """The exhibits that concern a record, as references to the annex list."""
        return tuple(AnnexRef(self.codes[e.id]) for e, exhibit in self.all(Exhibit)
                     if id in exhibit.linked and e.id in self.codes)

    def _graded(self, account: Account) -> str:
        return f"{self.codes.get(account.source, '?')} {self.grades(account)}"


def short_codes(disclosed: Disclosed) -> dict[RecordId, str]:
    """S1, S2 … for sources, E1 … for exhibits, A1 … for acts, in the order of recording."""
    codes: dict[RecordId, str] = {}
    for struct, letter in ((Source, "S"), (Exhibit, "E"), (Act, "A")):
        number = 0
        for entity in disclosed.entities:
            if isinstance(entity.record, struct) and not entity.retracted and not entity.empty:
                number += 1
                codes[entity.id] = f"{letter}{number}"
    return codes
