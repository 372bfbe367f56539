"""The record types of an open vault: those of the program with the fields that its people added, as they stand now.

Definitions of fields are records like any other, so they come, change and go with saves, merges, undos and files set
aside. ``Writer`` looks after every such write and brings rows and columns along in the same transaction; readers learn
of it from a fingerprint that it leaves. Nothing here knows the record type by name: it comes with ``Growth``.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

import msgspec

from caseapp.domain.spec import OWN, Growth, Record, RecordId, RecordSpec
from caseapp.storage import frame
from caseapp.storage.kinds import HANDLERS
from caseapp.storage.projection import Flags, Table

KEY: Final = "own_fields"  # the setting under which the writer leaves the fingerprint
Definitions = Sequence[tuple[RecordId, Record]]


class Shape(Mapping[str, RecordSpec]):
    """Handed to the writer, the readers and everybody who asks for specs; what it answers is what stood last."""

    def __init__(self, shipped: Sequence[RecordSpec], growth: Growth | None = None) -> None:
        self.shipped = {spec.type: spec for spec in shipped}
        self.growth = growth
        self._now: Mapping[str, RecordSpec] = self.shipped
        self._definition = Table.of(self.shipped[growth.type]) if growth is not None else None

    def __getitem__(self, type_: str) -> RecordSpec:
        return self._now[type_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)

    @staticmethod
    def of(specs: "Sequence[RecordSpec] | Shape") -> "Shape":
        """A shape of its own for types that nobody adds to."""
        return specs if isinstance(specs, Shape) else Shape(specs)

    def defines(self, type_: str) -> bool:
        """Whether a record of this type may change the shape."""
        return self.growth is not None and self.growth.type == type_

    def mark(self, sql: Any) -> bytes:
        """The fingerprint that the writer left; blank where nobody ever added a field."""
        found = frame.setting(sql, KEY) if self.growth is not None else None
        return bytes.fromhex(found) if isinstance(found, str) else b""

    def definitions(self, sql: Any) -> Definitions:
        """What stands in the projection of the definitions; those that an undo emptied do not."""
        if self._definition is None:
            return ()
        rows = sql.execute(
            f"SELECT p._id, {self._definition.select()} FROM {self._definition.name} p JOIN record r ON r.no = p.no "
            f"WHERE r.flags & {int(Flags.EMPTY)} = 0 ORDER BY p._id"
        ).fetchall()
        return [(bytes(id_).hex(), self._definition.read(cells)) for id_, *cells in rows]

    def grown(self, definitions: Definitions) -> Mapping[str, RecordSpec]:
        """The types with these fields."""
        if self.growth is None or not definitions:
            return self.shipped
        return self.growth.specs(self.shipped, definitions)

    def tell(self, specs: Mapping[str, RecordSpec]) -> None:
        """From now on these are what everybody is told: by the writer, and once on opening."""
        self._now = specs


def fingerprint(definitions: Definitions) -> bytes:
    """Another one whenever a definition says something else; blank without any."""
    if not definitions:
        return b""
    return sha256(b"\n".join(
        id_.encode() + msgspec.json.encode(definition) for id_, definition in definitions)).digest()


def lay_columns(sql: Any, table: Table) -> None:
    """Inside a transaction: the columns that the table lacks. Nothing is copied, however many rows there are."""
    here = {str(row[1]) for row in sql.execute(f"PRAGMA table_info({table.name})").fetchall()}
    for field in table.columns:
        if field.name not in here:
            sql.execute(f'ALTER TABLE {table.name} ADD COLUMN "{field.name}" {HANDLERS[field.kind].column}')


def holding(sql: Any, table: Table, fields: Sequence[str]) -> list[int]:
    """The records of a type that hold one of these fields: as its value, or as what nobody knew until now."""
    here = {str(row[1]) for row in sql.execute(f"PRAGMA table_info({table.name})").fetchall()}
    found: set[int] = set()
    for name in fields:
        own = f'OR "{name}" IS NOT NULL' if name in here else ""
        rows = sql.execute(
            f"SELECT no FROM {table.name} WHERE instr(_issues, ?) OR instr(_rest, ?) {own}",
            (name.encode(), name.encode())).fetchall()
        found.update(int(no) for (no,) in rows)
    return sorted(found)


def differing(before: RecordSpec, after: RecordSpec) -> list[str]:
    """The fields of ours whose values lie elsewhere after the change: those that are new, and those that are gone."""
    def laid(spec: RecordSpec) -> set[tuple[str, str, tuple[str, ...]]]:
        return {(f.name, f.kind.value, f.targets) for f in spec.fields.values() if f.name.startswith(OWN)}

    return sorted({name for name, _, _ in laid(before) ^ laid(after)})
