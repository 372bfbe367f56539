"""Records that are not in the vault yet, in words: titles and what would change."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from caseapp.domain.entity import Entity, Issue
from caseapp.domain.policy import Merge
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId
from caseapp.domain.text import N_
from caseapp.services.together import Look, Together
from ui.desk.around import Around, references
from ui.desk.vault import Linking, OpenVault, Reads
from ui.ports import Difference, StagedRow

_BLANKS: Final = {"withheld": N_("withheld"), "erased": N_("erased"), "newer": N_("needs a newer Caseapp")}


@dataclass(frozen=True, slots=True)
class _Both:
    """A reader that knows what is staged, then what is here. Only ``many`` differs: it is what titles ask for."""

    near: Reads
    together: Together | None

    def many(self, ids: Iterable[RecordId]) -> Sequence[Entity]:
        wanted = list(ids)
        staged = {} if self.together is None else {
            look.key.id: Entity(look.key.id, look.key.type, "", look.after, issues=look.issues)
            for look in self.together.look(wanted) if look.after is not None
        }
        here = {entity.id: entity for entity in self.near.many(id_ for id_ in wanted if id_ not in staged)}
        found = {**here, **staged}
        return [found[id_] for id_ in wanted if id_ in found]

    def get(self, id_: RecordId) -> Entity:
        return self.near.get(id_)

    def ids(self, type_: str) -> Sequence[RecordId]:
        return self.near.ids(type_)

    def type_of(self, id_: RecordId) -> str:
        return self.near.type_of(id_)

    def find(self, text: str, limit: int, types: Sequence[str] = ()) -> Sequence[Entity]:
        return self.near.find(text, limit, types)

    def links_to(self, id_: RecordId) -> Sequence[Linking]:
        return self.near.links_to(id_)

    def links_from(self, id_: RecordId) -> Sequence[Linking]:
        return self.near.links_from(id_)


class StagedLook:
    """One look, on the writer's side; made anew for every question."""

    def __init__(self, vault: OpenVault, together: Together | None) -> None:
        self._vault = vault
        self._together = together
        self._reads = _Both(vault.session.near, together)
        self._around = Around(vault, self._reads)

    def rows(self, wanted: Sequence[tuple[RecordId, str]]) -> list[StagedRow]:
        """(record, field or blank) as lines; a record of a type from a newer Caseapp says so."""
        tr, specs = self._vault.tr, self._vault.specs
        entities = {entity.id: entity for entity in self._reads.many(dict.fromkeys(id_ for id_, _ in wanted))}
        self._around.put(entities.values())
        rows = []
        for id_, name in wanted:
            entity = entities.get(id_)
            if entity is None:
                rows.append(StagedRow(id_, "", tr(N_("A record that needs a newer Caseapp"))))
                continue
            spec = specs[entity.type]
            field = spec.fields.get(name)
            rows.append(StagedRow(
                id_, tr(spec.label), self._around.title_of(entity), tr(field.label) if field else tr(spec.label)))
        return rows

    def fields(self, wanted: Sequence[tuple[RecordId, str]]) -> dict[tuple[str, str], int]:
        """(kind, field) in words -> how many of these (record, field) pairs, the most frequent first."""
        tr, specs = self._vault.tr, self._vault.specs
        types = {entity.id: entity.type for entity in self._reads.many(dict.fromkeys(id_ for id_, _ in wanted))}
        counts = Counter((types[id_], name) for id_, name in wanted if id_ in types)
        return {
            (tr(specs[type_].label), tr(specs[type_].fields[name].label)): count
            for (type_, name), count in counts.most_common() if name in specs[type_].fields
        }

    def differences(self, id_: RecordId) -> list[Difference]:
        """Field by field, those that stay as they are left out."""
        looked = self._together.look([id_]) if self._together is not None else []
        if not looked or looked[0].after is None:
            return []
        look = looked[0]
        spec = self._vault.specs[look.key.type]
        blank = spec.struct()
        before, after = look.before or blank, look.after or blank
        self._fetch(look, before, after)
        found = []
        for name, field in spec.fields.items():
            issue = look.issues.get(name, Issue())
            old, new = getattr(before, name), getattr(after, name)
            if old != new or issue.conflict:
                found.append(Difference(
                    self._vault.tr(field.label), self._words(field, old), self._standing(field, new, issue),
                    issue.conflict, field.merge.merge is Merge.PROTECTIVE,
                ))
        return found

    def _fetch(self, look: Look, *records: Record) -> None:
        spec = self._vault.specs[look.key.type]
        named: list[Mapping[str, tuple[RecordId, ...]]] = [references(spec, record) for record in records]
        self._around.titles(id_ for each in named for ids in each.values() for id_ in ids)

    def _standing(self, field: FieldSpec, value: object, issue: Issue) -> str:
        if not issue.conflict or not issue.standing:
            return self._words(field, value)
        lines = [
            self._words(field, one.value) or self._vault.tr(_BLANKS.get(one.blank, N_("empty")))
            for one in issue.standing
        ]
        return "\n".join(dict.fromkeys(lines))

    def _words(self, field: FieldSpec, value: object) -> str:
        if value in (None, "", (), False):
            return ""
        if field.kind in (Kind.TERM, Kind.TERMS, Kind.ANSWER):
            return ", ".join(self._vault.vocabularies.label(field.vocabulary, str(one)) for one in _each(value))
        if field.kind in (Kind.REF, Kind.REFS):
            unknown = self._vault.tr(N_("a record that is not in this vault"))
            return ", ".join(self._around.title(str(one)) or unknown for one in _each(value))
        if field.kind is Kind.FLAG:
            return self._vault.tr(N_("Yes"))
        return self._vault.readings.show(field.kind.value, value)


def _each(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else (value,)
