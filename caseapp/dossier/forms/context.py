"""What every section of a form is handed: disclosed records, their names and codes, and the words of the language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from caseapp.disclosure.view import Disclosed
from caseapp.domain.entity import Entity
from caseapp.domain.records.account import Account
from caseapp.domain.records.act import Act
from caseapp.domain.records.exhibit import Exhibit
from caseapp.domain.records.source import Source
from caseapp.domain.spec import Record, RecordId, RecordSpec, declared
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
    codes: Mapping[RecordId, str] = field(repr=False)
    by_type: Mapping[type[Record], Sequence[Entity]] = field(repr=False)
    by_id: Mapping[RecordId, Record] = field(repr=False)
    accounts: Mapping[RecordId, Sequence[Entity]] = field(repr=False)

    def all(self, struct: type[R]) -> list[tuple[Entity, R]]:
        """Every disclosed record of a type that is neither withdrawn nor empty, in the order of recording."""
        return [(e, e.record) for e in self.by_type.get(struct, ()) if isinstance(e.record, struct)]

    def name(self, id: RecordId) -> str:
        """How a record is called here."""
        return self.rows.name(id)

    def accounts_of(self, id: RecordId) -> list[tuple[Entity, Account]]:
        """What sources said about a record."""
        return [(e, e.record) for e in self.accounts.get(id, ()) if isinstance(e.record, Account)]

    def basis(self, id: RecordId) -> str:
        """The sources that speak of a record, with both grades side by side: ``S1 B/2; S3 F/6``."""
        return "; ".join(dict.fromkeys(self._graded(account) for _, account in self.accounts_of(id)))

    def grades(self, account: Account) -> str:
        """Reliability of the source and credibility of the information, apart; a dash where none was given."""
        source = self.by_id.get(account.source)
        graded = isinstance(source, Source) and source.reliability
        reliability = str(graded).upper() if graded else "–"
        return f"{reliability}/{account.credibility or '–'}"

    def annexes(self, id: RecordId) -> tuple[AnnexRef, ...]:
        """The exhibits that concern a record, as references to the annex list."""
        return tuple(AnnexRef(self.codes[e.id]) for e, exhibit in self.all(Exhibit)
                     if id in exhibit.linked and e.id in self.codes)

    def _graded(self, account: Account) -> str:
        return f"{self.codes.get(account.source, '?')} {self.grades(account)}"


def make_context(
    case: CaseFile, specs: Mapping[str, RecordSpec], disclosed: Disclosed, wording: Wording, rows: Rows
) -> Context:
    """The context with its indexes: a case of hundreds of acts must not be searched through for each of them."""
    by_type: dict[type[Record], list[Entity]] = {}
    accounts: dict[RecordId, list[Entity]] = {}
    for entity in disclosed.entities:
        if not entity.retracted and not entity.empty:
            by_type.setdefault(declared(type(entity.record)), []).append(entity)
            if isinstance(entity.record, Account):
                for id in entity.record.about:
                    accounts.setdefault(id, []).append(entity)
    by_id = {entity.id: entity.record for entities in by_type.values() for entity in entities}
    return Context(case, specs, disclosed, wording, rows, short_codes(disclosed), by_type, by_id, accounts)


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
