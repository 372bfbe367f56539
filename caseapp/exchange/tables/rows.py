"""Rows of text as the fields of records, row by row, with every error at its cell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from caseapp.domain.errors import CaseappError, Invalid
from caseapp.domain.spec import FieldSpec, Kind, RecordSpec
from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import clean_text, visible
from caseapp.exchange.tables import mapping as mappings
from caseapp.exchange.tables.values import CellReader

_GLUE: Final = {Kind.NAMES: " ", Kind.LINE: ", ", Kind.TEXT: "\n", Kind.TERMS: ";", Kind.IDENTIFIERS: ";"}
_MAX_HEADER: Final = 200
_DESCRIBED: Final = "description"  # "unknown man, about 30" is nobody's name
MAX_REST: Final = 20_000  # characters of what no field takes
Row = tuple[int, Sequence[str]]


class TooWide(Invalid):
    """A row with a value where no column has a header."""

    code = "row-too-wide"
    what = N_("This row has more values than the table has headers.")
    next_step = N_("A separator inside a value may lack its quotation marks.")


class NoKey(Invalid):
    """A row without what names it."""

    code = "row-without-key"
    what = N_("This row has no key, so it could not be found again.")
    next_step = ""


class NoSuchColumn(Invalid):
    """The mapping names a header that the table does not have."""

    code = "no-such-column"
    what = N_("The mapping names a column that this table does not have: “{field}”.")
    next_step = N_("Choose another sheet or mapping, or map the columns anew; nothing was changed.")


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one row, and in which column, both counted from 1; column 0: the row as a whole."""

    row: int
    column: int
    error: CaseappError


@dataclass(frozen=True, slots=True)
class Read:
    """One row: record type -> field -> value. ``said``: types that the row itself says something of."""

    row: int
    values: Mapping[str, dict[str, Any]] = field(repr=False)
    said: frozenset[str] = frozenset()
    key: str = field(default="", repr=False)
    rest: str = field(default="", repr=False)
    within: Mapping[str, str] = field(default_factory=dict, repr=False)  # type -> its own key, where it is another

    def key_of(self, type_: str) -> str:
        """What names the record of this type for ever; blank: nothing does."""
        return self.within.get(type_, self.key)


@dataclass(frozen=True, slots=True)
class Target:
    """A field with the columns that fill it together, as (place, header, terms)."""

    type: str
    spec: FieldSpec
    columns: tuple[tuple[int, Mapping[str, str]], ...]
    described: bool = False  # names beside which there is a field for those who have none


def headers(rows: Iterable[Row], number: int) -> list[str]:
    """The headers in row ``number``; of those that are there twice the later ones are numbered."""
    found: list[str] = next((list(cells) for at, cells in rows if at == number), [])
    seen: Counter[str] = Counter()
    names = []
    for cell in found:
        name = visible(" ".join(cell.split()))[:_MAX_HEADER]
        seen[name] += 1
        names.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    return names


class RowReader:
    """Reads the rows of one table by one mapping. Raises NoSuchColumn and Invalid for a mapping that does not fit."""

    def __init__(
        self, mapping: mappings.Mapping, names: Sequence[str], specs: Mapping[str, RecordSpec], cells: CellReader,
        position: int = -1,
    ) -> None:
        """``position``: the column that numbers a row within its parent; what only the parent's columns fill is one."""
        self._position = position
        self._mapping, self._names, self._cells = mapping, names, cells
        place = {name: at for at, name in enumerate(names) if name}
        for header in (*(column.header for column in mapping.columns), *mapping.key):
            if header not in place:
                raise NoSuchColumn(field=visible(header)[:_MAX_HEADER])
        self._targets = list(self._gather(specs, place))
        self._key = [place[header] for header in mapping.key]
        self._repeated = frozenset(
            target.type for target in self._targets if any(at <= position for at, _ in target.columns))
        used = {at for target in self._targets for at, _ in target.columns}
        self._rest = [at for at, name in enumerate(names) if name and at not in used and at not in self._key]
        self._fixed: dict[str, dict[str, Any]] = {}
        for one in mapping.fixed:
            spec = _field(specs, one.type, one.field)
            self._fixed.setdefault(one.type, {})[one.field] = cells.read(spec, one.text, {})
        self._only_fixed = frozenset(self._fixed) - {target.type for target in self._targets}

    def _gather(self, specs: Mapping[str, RecordSpec], place: Mapping[str, int]) -> Iterator[Target]:
        found: dict[tuple[str, str], list[tuple[int, Mapping[str, str]]]] = {}
        for column in self._mapping.columns:
            found.setdefault((column.type, column.field), []).append((place[column.header], column.terms))
        for (type_, name), columns in found.items():
            spec = _field(specs, type_, name)
            if spec.kind not in self._cells.kinds:
                raise Invalid(field=spec.label)
            known = self._cells.terms(spec.vocabulary)
            if any(term not in known for _, terms in columns for term in terms.values()):
                raise mappings.BadMapping()
            described = spec.kind is Kind.NAMES and _DESCRIBED in specs[type_].fields
            yield Target(type_, spec, tuple(columns), described)

    def read(self, row: int, cells: Sequence[str]) -> tuple[Read | None, list[RowError]]:
        """The row, or what is wrong in it."""
        errors: list[RowError] = []
        values: dict[str, dict[str, Any]] = {}
        for target in self._targets:
            try:
                value = self._value(target, cells)
            except Invalid as error:
                errors.append(RowError(row, self._first(target, cells) + 1, error))
                continue
            if value is None:
                continue
            name = target.spec.name
            if target.described and len(value) == 1 and self._cells.unnamed(value[0].full):
                name, value = _DESCRIBED, value[0].full
            values.setdefault(target.type, {})[name] = value
        wide = next((at for at in range(len(self._names), len(cells)) if cells[at]), -1)
        if wide >= 0:
            errors.append(RowError(row, wide + 1, TooWide()))
        said = frozenset(values)
        key = self._key_of(row, cells, errors)
        rest = self._rest_of(row, cells, errors) if self._mapping.rest else ""
        if errors:
            return None, errors
        for type_, fixed in self._fixed.items():
            if type_ in said or (said and type_ in self._only_fixed):
                values[type_] = {**fixed, **values.get(type_, {})}
        within = {type_: f"{key}\0{cells[self._position]}" for type_ in self._repeated if key}
        return Read(row, values, said, key, rest, within), []

    def _value(self, target: Target, cells: Sequence[str]) -> Any:
        filled = [(cells[at].strip(), terms) for at, terms in target.columns if at < len(cells) and cells[at].strip()]
        if not filled:
            return None
        if len(filled) == 1:
            return self._cells.read(target.spec, *filled[0])
        glue = _GLUE.get(target.spec.kind)
        if glue is not None:
            return self._cells.read(target.spec, glue.join(text for text, _ in filled), {})
        read = [self._cells.read(target.spec, text, terms) for text, terms in filled]
        if any(value != read[0] for value in read):
            raise Invalid(field=target.spec.label)
        return read[0]

    @staticmethod
    def _first(target: Target, cells: Sequence[str]) -> int:
        return next((at for at, _ in target.columns if at < len(cells) and cells[at].strip()), target.columns[0][0])

    def _key_of(self, row: int, cells: Sequence[str], errors: list[RowError]) -> str:
        parts = [cells[at].strip() if at < len(cells) else "" for at in self._key]
        if parts and not any(parts):
            errors.append(RowError(row, self._key[0] + 1, NoKey()))
        return "\0".join(parts)

    def _rest_of(self, row: int, cells: Sequence[str], errors: list[RowError]) -> str:
        lines = []
        for at in self._rest:
            if at < len(cells) and cells[at].strip():
                try:
                    lines.append(f"{self._names[at]}: {clean_text(cells[at].strip(), self._names[at])}")
                except Invalid as error:
                    errors.append(RowError(row, at + 1, error))
        return "\n".join(lines)[:MAX_REST]


def _field(specs: Mapping[str, RecordSpec], type_: str, name: str) -> FieldSpec:
    if type_ not in specs or name not in specs[type_].fields:
        raise mappings.BadMapping()
    return specs[type_].fields[name]
