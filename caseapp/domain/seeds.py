"""Records written down in TOML, for what the program brings along: gazetteer, bodies of state, sample.

A table is named after its record type, ``key`` names the record within all files read together, references are keys,
values are those of the structs. Reading is strict: an unknown type, field, term or key, or a key twice, is refused,
since a slip in shipped data would otherwise surface as a wrong line in somebody's dossier.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

import msgspec

from caseapp.domain.errors import EnvironmentFault, Invalid
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, RecordSpec
from caseapp.domain.text import N_
from caseapp.domain.values import parse_point
from caseapp.domain.vocabulary import Vocabularies

IdMaker = Callable[[str, str], RecordId]  # record type, key -> id

_KEY: Final = re.compile(r"[a-z0-9_.-]{1,80}", re.ASCII)
_STEADY_MS: Final = 1_641_081_600_000  # 2 January 2022, 00:00 UTC, in milliseconds


class BadSeed(EnvironmentFault):
    """A data file of the program is not as it was shipped; ``file`` and ``reason`` are safe to show."""

    code = "bad-seed"
    what = N_("A data file of Caseapp is damaged: {file} ({reason}).")
    next_step = N_("Install Caseapp again; no vault was touched.")

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file=file, reason=reason)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as written: references are still keys. ``attach`` names a file that is to become its blob."""

    type: str
    key: str
    values: Mapping[str, Any] = field(repr=False)
    attach: str = ""


@dataclass(frozen=True, slots=True)
class Seed:
    """One record ready to be written, with its id and, by name, the file to be kept with it."""

    type: str
    key: str
    id: RecordId
    record: Record = field(repr=False)
    attach: str = ""


def steady_id(type_: str, key: str) -> RecordId:
    """The same id for the same shipped record in every vault, in the form of a UUIDv7.

    So that two vaults that both hold "Almaty" from the gazetteer hold one record when they are merged.
    """
    tail = int.from_bytes(sha256(f"caseapp seed\n{type_}\n{key}".encode()).digest()[:10], "big")
    value = _STEADY_MS << 80 | 0x7 << 76 | (tail >> 62 & 0xFFF) << 64 | 0b10 << 62 | tail & (1 << 62) - 1
    return f"{value:032x}"


def parse_entries(name: str, text: str, specs: Mapping[str, RecordSpec]) -> tuple[Entry, ...]:
    """The entries in the text of one file, in its order of tables. Raises BadSeed."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise BadSeed(name, "form") from None
    entries = []
    for type_, rows in tables.items():
        if type_ not in specs or not isinstance(rows, list):
            raise BadSeed(name, f"table {type_}")
        entries += [_entry(name, type_, row) for row in rows]
    return tuple(entries)


def build(
    entries: Iterable[Entry], specs: Mapping[str, RecordSpec], vocabularies: Vocabularies, new_id: IdMaker
) -> tuple[Seed, ...]:
    """The records behind ``entries``, keys replaced by the ids that ``new_id`` makes. Raises BadSeed."""
    known: dict[str, tuple[str, RecordId]] = {}
    listed = tuple(entries)
    for entry in listed:
        if entry.key in known:
            raise BadSeed(entry.key, "key twice")
        known[entry.key] = (entry.type, new_id(entry.type, entry.key))
    builder = _Builder(vocabularies, known)
    return tuple(builder.seed(entry, specs[entry.type]) for entry in listed)


@dataclass(frozen=True, slots=True)
class _Builder:
    vocabularies: Vocabularies
    known: Mapping[str, tuple[str, RecordId]]

    def seed(self, entry: Entry, spec: RecordSpec) -> Seed:
        values = {}
        for name, value in entry.values.items():
            if name not in spec.fields or spec.fields[name].kind is Kind.BLOB:
                raise BadSeed(entry.key, f"field {name}")
            values[name] = self._value(entry, spec.fields[name], value)
        try:
            record = msgspec.convert(values, spec.struct)
        except msgspec.ValidationError:
            raise BadSeed(entry.key, "value") from None
        return Seed(entry.type, entry.key, self.known[entry.key][1], record, entry.attach)

    def _value(self, entry: Entry, spec: FieldSpec, value: Any) -> Any:
        if spec.kind is Kind.REF:
            return self._target(entry, spec, value)
        if spec.kind is Kind.REFS:
            return [self._target(entry, spec, key) for key in value]
        if spec.kind in (Kind.TERM, Kind.ANSWER):
            self._term(entry, spec, value)
        elif spec.kind is Kind.TERMS:
            for term in value:
                self._term(entry, spec, term)
        elif spec.kind is Kind.POINT:
            return self._point(entry, value)
        return value

    def _target(self, entry: Entry, spec: FieldSpec, key: Any) -> RecordId:
        type_, id_ = self.known.get(key, ("", "")) if isinstance(key, str) else ("", "")
        if type_ not in spec.targets:
            raise BadSeed(entry.key, f"reference {spec.name}")
        return id_

    def _term(self, entry: Entry, spec: FieldSpec, term: Any) -> None:
        if not isinstance(term, str) or term not in self.vocabularies[spec.vocabulary].terms:
            raise BadSeed(entry.key, f"term {spec.name}")

    def _point(self, entry: Entry, value: Any) -> Any:
        try:
            return msgspec.to_builtins(parse_point(value))
        except (Invalid, TypeError):
            raise BadSeed(entry.key, "position") from None


def _entry(name: str, type_: str, row: Any) -> Entry:
    if not isinstance(row, dict):
        raise BadSeed(name, f"table {type_}")
    values = dict(row)
    key, attach = values.pop("key", None), values.pop("attach", "")
    if not isinstance(key, str) or _KEY.fullmatch(key) is None:
        raise BadSeed(name, "key")
    if not isinstance(attach, str) or (attach and _KEY.fullmatch(attach) is None):
        raise BadSeed(name, "attach")
    return Entry(type_, key, values, attach)
