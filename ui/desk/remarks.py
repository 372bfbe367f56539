"""What the rules say of a record, beside the field that it is about and with the place where it is mended."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from caseapp.domain.entity import Entity
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.records.act import Act
from caseapp.domain.records.charge import Charge
from caseapp.domain.records.person import Person
from caseapp.domain.rules import gaps
from caseapp.domain.rules.articles import unknown_article
from caseapp.domain.rules.consistency import contradictions
from caseapp.domain.rules.remark import Remark
from caseapp.domain.rules.together import clashes
from caseapp.domain.spec import Kind, RecordId
from caseapp.domain.text import N_, filled
from caseapp.domain.text_hygiene import mixed_words
from ui.desk.around import Around
from ui.desk.vault import OpenVault
from ui.ports import Mending, Note

_MIXED: Final = N_("Latin and Cyrillic letters are mixed in one word. If that was a slip of the keyboard, correct it; "
                   "search finds it either way.")
_OF_ACT: Final = (gaps.NO_DATE, gaps.NO_PLACE)


def notes(vault: OpenVault, around: Around, entity: Entity) -> tuple[Note, ...]:
    """Gaps first, then what contradicts itself, then what looks like a slip."""
    record, tr = entity.record, vault.tr
    found = [
        Note(tr(gap.text), gap.field if gap.field in vault.specs[entity.type].fields else "", gap=True,
             short=tr(gap.short or gap.text), cure=_cure(gap, entity, around))
        for gap in _gaps(around, entity)
    ]
    of_law = unknown_article(record, vault.law) if isinstance(record, Charge) else ()
    for remark in (*contradictions(vault.specs[entity.type], record), *of_law,
                   *clashes(vault.specs[entity.type], entity.id, record, around)):
        field = remark.field if remark.field in vault.specs[entity.type].fields else ""
        cure = Mending(entity.type, entity.id, field) if field else None
        found.append(Note(filled(tr(remark.text), **dict(remark.named)), field, cure=cure))
    found += [Note(tr(_MIXED), name, cure=Mending(entity.type, entity.id, name)) for name in _mixed(vault, entity)]
    return tuple(found)


def _gaps(around: Around, entity: Entity) -> tuple[Remark, ...]:
    record = entity.record
    if isinstance(record, Person):
        return gaps.minimum_gaps(entity.id, record, around)
    return gaps.complaint_gaps(entity.id, record, around) if isinstance(record, Act) else ()


def _cure(gap: Remark, entity: Entity, around: Around) -> Mending | None:
    record, id_ = entity.record, entity.id
    if gap is gaps.NO_FACILITY and isinstance(record, Act):
        return Mending("stay", "", "place", {"person": record.victim, "act": id_})
    new = _NEW.get(gap.code)
    if new is not None:
        type_, field, link, many = new
        return Mending(type_, "", field, _preset(link, id_, many))
    if gap in _OF_ACT and isinstance(record, Person):
        acts = around.pointing_at(id_, Act)
        return Mending("act", acts[0][0], gap.field) if acts else None
    return Mending(entity.type, id_, gap.field) if gap.field else None


# code -> type of the record that closes the gap, the field to begin with, the field that names this one, many or not
_NEW: Final[Mapping[str, tuple[str, str, str, bool]]] = {
    gaps.NO_ACT.code: ("act", "act_type", "victim", False),
    gaps.NO_SOURCE.code: ("account", "source", "about", True),
    gaps.NO_CONSENT.code: ("consent", "given_by", "subject", False),
}


def _preset(link: str, id_: RecordId, many: bool) -> Mapping[str, Any]:
    return {link: (id_,) if many else id_}


def _mixed(vault: OpenVault, entity: Entity) -> Iterator[str]:
    """Fields with a word of two alphabets: names and lines, where a look-alike letter hides a person from a reader."""
    for spec in vault.specs[entity.type].fields.values():
        value = getattr(entity.record, spec.name)
        if spec.kind is Kind.NAMES:
            texts = [name.shown() for name in value if isinstance(name, PersonName)]
        else:
            texts = [value] if spec.kind is Kind.LINE and isinstance(value, str) else []
        if any(mixed_words(text) for text in texts):
            yield spec.name
