"""Taking a table in: read in the box, mapped, compared with what is here, and written as one action with one Undo."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from caseapp.box.limits import MAX_INPUT
from caseapp.box.rows_wire import Delimiter, Encoding, column_name
from caseapp.box.tables import Sheet, Table, TableBox
from caseapp.domain.errors import Invalid, Stale, UserError
from caseapp.domain.moment import Moment
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_, Language
from caseapp.exchange.tables import mapping as mappings
from caseapp.exchange.tables import sheets
from caseapp.exchange.tables.esf import DocumentReader
from caseapp.exchange.tables.mapping import MAX_MAPPING, Column, Fixed, Mapping
from caseapp.exchange.tables.rows import NoSuchColumn, Read, RowError, RowReader
from caseapp.exchange.tables.sheets import Sheet as Joined
from caseapp.exchange.tables.suggest import Suggester, key_of
from caseapp.exchange.tables.values import CellReader
from caseapp.exchange.tables.values import UnknownWord as UnknownTerm
from caseapp.matching.profile import Deed
from caseapp.services import matching
from caseapp.services.matching import Strangers
from caseapp.services.records import Saved
from caseapp.services.table_plan import SHARED, TYPES, Plan, Planned, Planner, Told
from caseapp.services.table_words import ENTITIES, WORDS
from caseapp.storage import frame

__all__ = [
    "MAX_INPUT", "MAX_MAPPING", "TYPES", "Column", "Delimiter", "Encoding", "Fixed", "Mapped", "Mapping", "Plan",
    "Planned", "RowError", "Suggester", "Table", "TableImports", "UnknownTerm", "column_name", "key_of",
]
CAUSE: Final = "import-table"
TITLE: Final = N_("Take in the table “{name}”")
MOST: Final = 100_000  # rows of one table: what one Undo takes back must stay within reach
KEPT: Final = "table-mappings"
_KEPT_MOST: Final = 200
_EVERY: Final = 500


class TooManyRows(UserError):
    """More rows than one import may have."""

    code = "too-many-rows"
    what = N_("This table has {rows} rows; at most {most} can be taken in at once.")
    next_step = N_("Divide it into several files; nothing was changed.")


class RowsWrong(UserError):
    """There are rows with errors, and nobody said that they may be left out."""

    code = "rows-wrong"
    what = N_("Some rows of this table cannot be taken in: {rows}.")
    next_step = N_("Mend them in the file, or take in the others only; nothing was changed.")


@dataclass(frozen=True, slots=True)
class Mapped:
    """The rows of one sheet as values, compared with nothing yet."""

    mapping: Mapping
    rows: tuple[Read, ...] = field(repr=False)
    errors: tuple[RowError, ...]
    names: tuple[str, ...] = ()
    unknown: dict[str, int] = field(default_factory=dict)  # elements of a document that no field takes
    document: bool = False


class TableImports:
    """``read`` and ``mapped`` belong to any thread, the rest to the writer's side. ``session``: services.session."""

    def __init__(self, session: Any, box: TableBox | None = None) -> None:
        self._session = session
        self._box = box or TableBox()

    # -- pure --------------------------------------------------------------------------------------------------

    def read(
        self, data: bytes, encoding: Encoding = Encoding.AUTO, delimiter: Delimiter = Delimiter.AUTO,
        progress: Callable[[int], None] | None = None,
    ) -> Table:
        """The rows of a file. Raises BadTable, NoBox."""
        return self._box.read(data, encoding, delimiter, progress)

    def suggester(self, languages: Iterable[Language]) -> Suggester:
        """Knows what headers mean in these languages."""
        return Suggester(self._session.specs, TYPES, WORDS, languages)

    def new_mapping(self, name: str, sheet: str = "") -> Mapping:
        """An empty one with a namespace of its own."""
        return Mapping(name=name, namespace=self._session.author.dice(16).hex(), sheet=sheet)

    def mapped(self, table: Table, mapping: Mapping, told: Told) -> Mapped:
        """Every row read. Raises NoSuchColumn, BadMapping, TooManyRows, what ``told`` raises."""
        sheet = sheet_of(table, mapping)
        if sheet.count > MOST:
            raise TooManyRows(rows=sheet.count, most=MOST)
        zone = mapping.zone or self._session.author.zone
        cells = CellReader(self._session.vocabularies, self._today(), zone, month_first=mapping.month_first)
        if table.is_document:
            found = DocumentReader(mapping, self._session.specs, cells, ENTITIES).read(sheet.rows())
            return Mapped(mapping, found.rows, found.errors, (), dict(found.unknown), document=True)
        joined = columns_of(table, mapping)
        reader = RowReader(mapping, joined.names, self._session.specs, cells, joined.position)
        rows: list[Read] = []
        errors: list[RowError] = []
        for at, (number, texts) in enumerate(joined.rows()):
            if at % _EVERY == 0:
                told(at, sheet.count)
            read, wrong = reader.read(number, texts)
            errors += wrong
            if read is not None and read.values:
                rows.append(read)
        return Mapped(mapping, tuple(rows), tuple(errors), joined.names)

    def _today(self) -> dt.date:
        author = self._session.author
        return dt.datetime.fromtimestamp(author.clock() / 1000, ZoneInfo(author.zone)).date()

    # -- the writer's side -------------------------------------------------------------------------------------

    def plan(self, mapped: Mapped, remark: str, told: Told) -> Plan:
        """Compared with what is here; nothing is written. ``remark``: whole, with ``{row}``."""
        session = self._session
        shared = () if mapped.document else SHARED  # the entities of a document have numbers
        planner = Planner(mapped.mapping, session.specs, session.near, session.records.new_id, remark, shared)
        return planner.plan(mapped.rows, mapped.errors, session.writer.version, told)

    def take_in(self, plan: Plan, title: str, told: Told, *, without_wrong: bool = False) -> Saved:
        """Write exactly what ``plan`` counted, as one action. Raises RowsWrong, Stale; then nothing is written.

        Search catches up afterwards: ``writer.catch_up``.
        """
        if plan.errors and not without_wrong:
            raise RowsWrong(rows=len({error.row for error in plan.errors}))
        if plan.version != self._session.writer.version:
            raise Stale()
        saved: Saved = self._session.records.save(plan.edits, title, CAUSE, told)
        return saved

    # -- mappings that are kept --------------------------------------------------------------------------------

    def kept(self) -> list[Mapping]:
        """By name."""
        stored = frame.setting(self._session.near.sql, KEPT)
        documents = stored if isinstance(stored, list) else []
        return sorted((mappings.decode(str(one).encode()) for one in documents), key=lambda one: one.name.casefold())

    def keep(self, mapping: Mapping) -> None:
        """In place of the one of the same namespace, in this vault."""
        others = [one for one in self.kept() if one.namespace != mapping.namespace]
        documents = [mappings.encode(one).decode() for one in (mapping, *others)][:_KEPT_MOST]
        with self._session.writer.transaction():
            frame.put_setting(self._session.writer.sql, KEPT, documents)

    def forget(self, namespace: str) -> None:
        """A mapping is no record: it is gone."""
        documents = [mappings.encode(one).decode() for one in self.kept() if one.namespace != namespace]
        with self._session.writer.transaction():
            frame.put_setting(self._session.writer.sql, KEPT, documents)


class _Walk:
    """The rows of a sheet, walked anew each time."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return self._sheet.rows()


def columns_of(table: Table, mapping: Mapping) -> Joined:
    """Headers and rows of the sheet of the mapping, joined with its parents. Raises NoSuchColumn."""
    name = sheet_of(table, mapping).name
    return sheets.sheet({each.name: _Walk(each) for each in table.sheets}, name, mapping.header)


def sheet_of(table: Table, mapping: Mapping) -> Sheet:
    """The sheet that the mapping names, or the first. Raises NoSuchColumn where there is none."""
    found = [sheet for sheet in table.sheets if not mapping.sheet or sheet.name == mapping.sheet]
    if not found:
        raise NoSuchColumn(field=mapping.sheet)
    return found[0]


def strangers(plan: Plan, specs: Any) -> Strangers:
    """The persons that the table brings for the first time, with what was done to them."""
    deeds: defaultdict[RecordId, list[Deed]] = defaultdict(list)
    for one in plan.new:
        start = one.values.get("start")
        if one.type == matching.ACTS and isinstance(start, Moment) and not start.approximate and start.day():
            deeds[one.values.get("victim", "")].append(Deed(start.day(), one.values.get("place", "")))
    return Strangers(tuple(
        (one.id, specs[one.type].struct(**one.values), tuple(deeds.get(one.id, ())))
        for one in plan.new if one.type == matching.PERSONS
    ))


def reason(one: RowError, language: Language) -> str:
    """What is wrong in words; labels of fields are marked text and are translated before they stand in a sentence."""
    error = one.error
    if not isinstance(error, Invalid) or not error.field:
        return error.explain(language)
    places = {**error.params, "field": language.text(error.field)}
    return " ".join(language.text(part).format_map(places) for part in (error.what, error.next_step) if part)


def decode_mapping(data: bytes) -> Mapping:
    """A mapping that was handed on as a file. Raises BadMapping."""
    return mappings.decode(data)


def encode_mapping(mapping: Mapping) -> bytes:
    """A mapping as a file to hand on."""
    return mappings.encode(mapping)


def guessed(mapping: Mapping, names: Sequence[str], suggester: Suggester) -> Mapping:
    """The mapping with what the headers suggest."""
    return msgspec.structs.replace(mapping, columns=suggester.columns(names), key=key_of(names))

