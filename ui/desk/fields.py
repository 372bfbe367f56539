"""Fields of ours, for the window."""

from collections.abc import Mapping, Sequence

from caseapp.domain.local_fields import may_grow
from caseapp.domain.moment_format import format_moment
from caseapp.domain.names.sortkey import sort_key
from caseapp.domain.records.custom_field import CustomField
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.domain.vocabulary import LANGUAGES
from caseapp.services import fields as services
from caseapp.services.records import Saved as Recorded
from ui.desk.records import saved_of
from ui.desk.vault import OpenVault
from ui.ports import Choice, FieldLine, FieldsOf, NewField, Saved

_AUDIENCES = "field_audience"
_KINDS = "field_kind"


class DeskFields:
    """``ui.ports.Fields`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def types(self) -> Sequence[Choice]:
        """Sorted by their words."""
        found = [Choice(spec.type, self._vault.tr(spec.label)) for spec in self._vault.specs.values() if may_grow(spec)]
        return sorted(found, key=lambda one: sort_key(one.label))

    def kinds(self) -> Sequence[Choice]:
        """In the order of the list."""
        return self._vault.vocabularies.choices(_KINDS)

    def audiences(self) -> Sequence[Choice]:
        """In the order of the list."""
        return self._vault.vocabularies.choices(_AUDIENCES)

    def lists(self) -> Sequence[Choice]:
        """Named for the field of the program that uses them first."""
        tr, found = self._vault.tr, dict[str, str]()
        for spec in self._vault.specs.values():
            for field in spec.fields.values():
                if field.vocabulary in self._vault.session.vocabularies.shipped and field.vocabulary not in found:
                    words = tr(N_("{kind}: {field}"))
                    found[field.vocabulary] = words.format(kind=tr(spec.label), field=tr(field.label))
        return sorted((Choice(id_, words) for id_, words in found.items()), key=lambda one: sort_key(one.label))

    def of(self, type_: str) -> FieldsOf:
        """With the counts of what a change would touch."""
        reader = self._vault.session.reader
        lines = []
        for one in services.all_fields(reader):
            if one.definition.of == type_:
                held = services.reach(reader, type_, one.id, one.definition.kind).held
                lines.append(self._line(one, held))
        return FieldsOf(type_, services.reach(reader, type_).shown, lines)

    def _line(self, one: services.OwnField, held: int) -> FieldLine:
        words, definition = self._vault.vocabularies, one.definition
        kind = words.label(_KINDS, definition.kind)
        labels: dict[str, str] = {tongue: getattr(definition, f"label_{tongue}") for tongue in LANGUAGES}
        shown = self._vault.tr(one.spec.label) if one.spec is not None else self._any(definition)
        retired = format_moment(definition.retired, self._vault.language) if definition.retired is not None else ""
        return FieldLine(one.id, shown, labels, kind, words.label(_AUDIENCES, definition.seen_by), definition.table,
                         retired, one.spec is not None, held)

    def _any(self, definition: CustomField) -> str:
        tongues = (self._vault.language.code, *LANGUAGES)
        return next((text for tongue in tongues if (text := getattr(definition, f"label_{tongue}"))), "")

    # --- writer lane

    def add(self, wanted: NewField) -> Saved:
        """Behind the others of its record type."""
        asked = services.Asked(wanted.of, wanted.kind, wanted.labels, wanted.helping, wanted.list, wanted.to,
                               wanted.seen_by, wanted.table)
        words = next((text for tongue in (self._vault.language.code, *LANGUAGES)
                      if (text := wanted.labels.get(tongue, "").strip())), "")
        title = self._vault.tr(N_("New field: {field}")).format(field=words)
        return self._saved(self._vault.session.fields.add(asked, title))

    def rename(self, id_: RecordId, labels: Mapping[str, str]) -> Saved:
        """The languages that are left blank lose their word."""
        title = self._titled(N_("Field renamed: {field}"), id_)
        return self._saved(self._vault.session.fields.rename(id_, labels, title))

    def move(self, type_: str, id_: RecordId, by: int) -> Saved:
        """One place; at an end it stays where it is."""
        ids = [one.id for one in services.all_fields(self._vault.session.near) if one.definition.of == type_]
        at = ids.index(id_)
        to = min(max(at + by, 0), len(ids) - 1)
        ids.insert(to, ids.pop(at))
        return self._saved(self._vault.session.fields.arrange(ids, self._titled(N_("Field moved: {field}"), id_)))

    def retire(self, id_: RecordId, *, whether: bool = True) -> Saved:
        """From today on, or again; what is filled in stays."""
        title = self._titled(N_("Field no longer asked: {field}") if whether else N_("Field asked again: {field}"), id_)
        day = self._vault.today().isoformat() if whether else ""
        return self._saved(self._vault.session.fields.retire(id_, day, title))

    def _titled(self, sentence: str, id_: RecordId) -> str:
        record = self._vault.session.near.get(id_).record
        words = self._any(record) if isinstance(record, CustomField) else ""
        return self._vault.tr(sentence).format(field=words)

    def _saved(self, saved: Recorded) -> Saved:
        session = self._vault.session
        session.vocabularies.refresh(session.near)
        session.settle(now=False)
        return saved_of(saved)
