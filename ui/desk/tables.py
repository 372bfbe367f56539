"""Tables of other programs in, for the window. One file is held at a time; it is forgotten with the next."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from caseapp.domain.entity import Entity
from caseapp.domain.errors import Bug
from caseapp.domain.spec import Kind
from caseapp.domain.text import N_, Language, filled
from caseapp.services import outside, table_import
from caseapp.services.table_import import (
    TYPES,
    Column,
    Encoding,
    Mapped,
    Plan,
    Planned,
    RowError,
    Table,
    UnknownTerm,
    column_name,
)
from caseapp.services.table_import import Mapping as TableMapping
from ui.desk.around import Around, references
from ui.desk.records import changes_of
from ui.desk.vault import OpenVault
from ui.ports import Part, Saved, StagedRow
from ui.ports.base import Choice
from ui.ports.exchange import Told
from ui.ports.tables import Chosen, ColumnSeen, RowWrong, SheetSeen, TableCounted, TableFile, UnknownWord

_LANGUAGES: Final = ("en", "ru", "kk")
_ENCODINGS: Final = {"": Encoding.AUTO, "utf-8": Encoding.UTF8, "utf-16": Encoding.UTF16, "cp1251": Encoding.CP1251}
_NAMES: Final = {each: name for name, each in _ENCODINGS.items()}
_SHOWN: Final = 50  # errors in words
_WORDS: Final = 20  # unknown words that are asked about at once
_SAMPLE: Final = 80  # characters of a cell
_LOOK: Final = 50  # rows in which a sample is looked for
_KINDS: Final = frozenset(set(Kind) - {Kind.REF, Kind.REFS, Kind.BLOB})
REMARK: Final = N_("From row {row} of a table.")


class DeskTables:
    """``ui.ports.Tables`` over a session."""

    def __init__(self, vault: OpenVault, languages: Callable[[str], Language]) -> None:
        self._vault = vault
        self._languages = languages
        self._table: Table | None = None
        self._plan: Plan | None = None
        self._mapping: TableMapping | None = None

    def fields(self) -> Sequence[Choice]:
        """In the order of types and sections."""
        tr, found = self._vault.tr, []
        for type_ in TYPES:
            spec = self._vault.session.specs[type_]
            for field in spec.fields.values():
                if field.kind in _KINDS and field.section != "status":
                    words = tr(N_("{kind}: {field}")).format(kind=tr(spec.label), field=tr(field.label))
                    found.append(Choice(f"{type_}.{field.name}", words))
        return found

    # --- the file

    def open(self, path: Path, encoding: str, told: Told) -> TableFile:
        """Read beside the vault."""
        self._table = self._plan = None
        data = outside.read(path, table_import.MAX_INPUT)
        table = self._vault.session.tables.read(data, _ENCODINGS[encoding], progress=lambda rows: told(rows, 0))
        self._table = table
        return TableFile(
            tuple(Choice(sheet.name, self._sheet_words(sheet.name, sheet.count)) for sheet in table.sheets),
            _NAMES[table.encoding], chr(table.delimiter) if table.delimiter else "", table.is_document,
        )

    def _sheet_words(self, name: str, rows: int) -> str:
        words = self._vault.language.plural("{name}: {n} row", "{name}: {n} rows", rows)
        return words.format(name=name or self._vault.tr(N_("Table")), n=rows)

    def sheet(self, name: str) -> SheetSeen:
        """Headers with samples, and what they suggest."""
        table, tables = self._opened(), self._vault.session.tables
        empty = tables.new_mapping("", name)
        if table.is_document:
            return SheetSeen((), _chosen(empty))
        joined = table_import.columns_of(table, empty)
        names = joined.names
        samples: dict[int, str] = {}
        for _, cells in islice(joined.rows(), _LOOK):
            for place, cell in enumerate(cells):
                if cell.strip() and place not in samples:
                    samples[place] = " ".join(cell.split())[:_SAMPLE]
        suggester = tables.suggester([self._languages(code) for code in _LANGUAGES])
        guessed = table_import.guessed(empty, names, suggester)
        seen = tuple(ColumnSeen(header, samples.get(at, "")) for at, header in enumerate(names) if header)
        return SheetSeen(seen, _chosen(guessed))

    def map(self, chosen: Chosen, told: Told) -> object:
        """Rows as values."""
        return self._vault.session.tables.mapped(self._opened(), self._mapped_by(chosen), told)

    def count(self, mapped: object, told: Told) -> TableCounted:
        """What would be new, changed, the same."""
        if not isinstance(mapped, Mapped):
            raise Bug("mapped")
        plan = self._vault.session.tables.plan(mapped, self._vault.tr(REMARK), told)
        self._plan, self._mapping = plan, mapped.mapping
        return TableCounted(
            plan.rows, len(plan.new), len(plan.changed), len(plan.same), len({one.row for one in plan.errors}),
            tuple(RowWrong(self._wrong(one)) for one in plan.errors[:_SHOWN]),
            self._unknown(plan, mapped), self._note(mapped),
        )

    def _note(self, mapped: Mapped) -> str:
        if not mapped.unknown:
            return ""
        named = ", ".join(sorted(mapped.unknown)[:_WORDS])
        return self._vault.tr(N_("No field takes these elements; they are kept in the remarks: {names}.")).format(
            names=named)

    def _wrong(self, one: RowError) -> str:
        reason = table_import.reason(one, self._vault.language)
        if not one.column:
            return filled(self._vault.tr(N_("Row {row}: {reason}")), row=one.row, reason=reason)
        words = self._vault.tr(N_("Row {row}, column {column}: {reason}"))
        return filled(words, row=one.row, column=column_name(one.column), reason=reason)

    def _unknown(self, plan: Plan, mapped: Mapped) -> tuple[UnknownWord, ...]:
        """The words to be asked about, the commonest first."""
        fields = {column.header: (column.type, column.field) for column in mapped.mapping.columns}
        counts: Counter[tuple[str, str]] = Counter()
        for one in plan.errors:
            header = mapped.names[one.column - 1] if 0 < one.column <= len(mapped.names) else ""
            if isinstance(one.error, UnknownTerm) and header in fields:
                counts[header, one.error.word] += 1
        found = []
        for (header, word), rows in counts.most_common(_WORDS):
            type_, name = fields[header]
            vocabulary = self._vault.session.specs[type_].fields[name].vocabulary
            choices = tuple(self._vault.vocabularies.choices(vocabulary))
            found.append(UnknownWord(header, word, rows, choices))
        return tuple(found)

    # --- what was counted

    def rows(self, part: Part, first: int, limit: int) -> Sequence[StagedRow]:
        """Titles with the row of the table, and of what changes the fields."""
        plan = self._counted()
        found: Mapping[Part, Sequence[Planned]] = {Part.NEW: plan.new, Part.CHANGED: plan.changed, Part.SAME: plan.same}
        planned = found[part][first : first + limit]
        specs = self._vault.session.specs
        around = Around(self._vault, self._vault.session.near)
        entities = [self._entity(one) for one in planned]
        named = {id_ for one in entities for ids in references(specs[one.type], one.record).values() for id_ in ids}
        around.put([*entities, *(self._entity(one) for one in plan.new if one.id in named)])
        return [
            StagedRow(one.id, one.type, around.title_of(entity) or self._vault.tr(specs[one.type].label),
                      self._detail(one, part)) for one, entity in zip(planned, entities, strict=True)
        ]

    def _entity(self, one: Planned) -> Entity:
        if one.before is not None and not one.before.empty:
            return one.before
        return Entity(one.id, one.type, "", self._vault.session.specs[one.type].struct(**one.values))

    def _detail(self, one: Planned, part: Part) -> str:
        tr, spec = self._vault.tr, self._vault.session.specs[one.type]
        if part is not Part.CHANGED:
            return tr(N_("{kind}, row {row}")).format(kind=tr(spec.label), row=one.row)
        fields = ", ".join(tr(spec.fields[name].label) for name in one.values)
        return tr(N_("{kind}, row {row}: {fields}")).format(kind=tr(spec.label), row=one.row, fields=fields)

    def strangers(self, told: Told) -> object:
        """Of what was counted last."""
        told(0, 0)
        return table_import.strangers(self._counted(), self._vault.session.specs)

    def take_in(self, told: Told) -> Saved:
        """As one action, which one Undo takes back."""
        session, plan = self._vault.session, self._counted()
        mapping = self._mapping
        name = mapping.name if mapping is not None else ""
        title = self._vault.tr(table_import.TITLE if name else N_("Take in a table")).format(name=name)
        saved = session.tables.take_in(plan, title, told, without_wrong=True)
        if mapping is not None and (mapping.key or not mapping.columns):  # else the same rows could not be found again
            name = mapping.name or mapping.sheet or self._vault.tr(N_("Table"))
            session.tables.keep(msgspec.structs.replace(mapping, name=name))
        session.settle()
        self._plan = None
        return Saved(saved.ids, changes_of(saved.changes), title)

    # --- mappings

    def kept(self) -> Sequence[Chosen]:
        """By name."""
        return [_chosen(one) for one in self._vault.session.tables.kept()]

    def keep(self, chosen: Chosen) -> Chosen:
        """In this vault."""
        mapping = self._mapped_by(chosen)
        self._vault.session.tables.keep(mapping)
        return _chosen(mapping)

    def load(self, path: Path) -> Chosen:
        """From a file, kept from now on."""
        mapping = table_import.decode_mapping(outside.read(path, table_import.MAX_MAPPING))
        self._vault.session.tables.keep(mapping)
        return _chosen(mapping)

    def save(self, chosen: Chosen, path: Path) -> None:
        """To a file; nothing is overwritten."""
        outside.write_new(path, table_import.encode_mapping(self._mapped_by(chosen)))

    def _mapped_by(self, chosen: Chosen) -> TableMapping:
        """The mapping that a person's choices are; the same namespace as long as it is the same one."""
        tables = self._vault.session.tables
        before = next((one for one in tables.kept() if one.namespace == chosen.namespace), None)
        mapping = before or tables.new_mapping(chosen.name, chosen.sheet)
        columns = []
        for header, field in chosen.fields.items():
            type_, _, name = field.partition(".")
            terms = {word: term for (of, word), term in chosen.terms.items() if of == header}
            columns.append(Column(header, type_, name, terms))
        return msgspec.structs.replace(
            mapping, name=chosen.name, sheet=chosen.sheet, columns=tuple(columns), month_first=chosen.month_first,
            key=(chosen.key,) if chosen.key else (), namespace=chosen.namespace or mapping.namespace,
        )

    def _opened(self) -> Table:
        if self._table is None:
            raise Bug("no-table")
        return self._table

    def _counted(self) -> Plan:
        if self._plan is None:
            raise Bug("no-count")
        return self._plan


def _chosen(mapping: TableMapping) -> Chosen:
    terms = {(column.header, word): term for column in mapping.columns for word, term in column.terms.items()}
    return Chosen(
        mapping.name, mapping.sheet, {column.header: f"{column.type}.{column.field}" for column in mapping.columns},
        mapping.key[0] if mapping.key else "", terms, mapping.month_first, mapping.namespace,
    )


