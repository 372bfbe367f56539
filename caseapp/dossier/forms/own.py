"""Fields that the people of the vault added, of the records that a case file prints as lines of a table."""

from collections.abc import Iterator
from typing import Final

from caseapp.domain.local_fields import SECTION
from caseapp.domain.records.consent import Consent
from caseapp.domain.records.custody_entry import CustodyEntry
from caseapp.domain.records.organisation import Organisation
from caseapp.domain.records.place import Place
from caseapp.domain.records.relationship import Relationship
from caseapp.domain.records.safeguard import Safeguard
from caseapp.domain.records.source import Source
from caseapp.domain.records.stay import Stay
from caseapp.domain.spec import Record
from caseapp.domain.text import N_
from caseapp.dossier.forms.context import Context
from caseapp.dossier.outline import Block, KeyValues, Section, Subheading

# Every other type prints what it holds, field by field, and those of ours among them.
_IN_TABLES: Final[tuple[type[Record], ...]] = (
    Organisation, Place, Relationship, Source, Stay, Safeguard, Consent, CustodyEntry)


def section(context: Context) -> Iterator[Section]:
    """Each record that holds something in such a field and is allowed to show it."""
    wording = context.wording
    blocks: list[Block] = []
    for struct in _IN_TABLES:
        for entity, _ in context.all(struct):
            spec = context.specs[entity.type]
            rows = tuple((wording.text(field.label), text) for field in spec.in_section(SECTION.key)
                         if (text := context.rows.value(entity, field)))
            if rows:
                title = wording.text(N_("{kind}: {name}"), kind=wording.text(spec.label), name=context.name(entity.id))
                blocks += [Subheading(title), KeyValues(rows)]
    if blocks:
        yield Section(wording.text(SECTION.label), tuple(blocks))
