"""What is dated around the records of a list: their own dates, and those of the records that name them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caseapp.domain.spec import RecordId
from caseapp.storage.errors import explaining
from caseapp.storage.projection import Flags
from caseapp.storage.reader import Reader
from caseapp.storage.where import Compiler

_PRESENT: Final = f"r.flags & {int(Flags.EMPTY | Flags.RETRACTED)} = 0"


@dataclass(frozen=True, slots=True)
class Dated:
    """One date: a half-open interval of UTC seconds. ``of``: the record of the list that it stands around; ``record``:
    whose field it is."""

    of: RecordId
    record: RecordId
    type: str
    field: str
    earliest: int
    latest: int


def dated(reader: Reader, ids: Sequence[RecordId], ways: Sequence[tuple[str, str]], limit: int) -> list[Dated]:
    """The dates of these records and of those of ``type`` that name them in ``field``; in one statement, by time."""
    if not ids:
        return []
    with explaining():
        made = Compiler(reader.sql, reader.tables)
        marks = ",".join("?" * len(ids))
        parts = ["SELECT no AS of, no AS record FROM who"]
        parts += [f"SELECT w.no, l.record FROM who w JOIN link l ON l.target = w.no AND l.field = {made.field(field)} "
                  f"JOIN {reader.tables[type_].name} t ON t.no = l.record" for type_, field in ways]
        rows = reader.sql.execute(
            f"WITH who(no) AS MATERIALIZED (SELECT no FROM record WHERE id IN ({marks})), "
            f"around(of, record) AS (SELECT DISTINCT of, record FROM ({' UNION ALL '.join(parts)})) "
            "SELECT o.id, r.id, rt.name, f.name, d.earliest, d.latest FROM around a JOIN record o ON o.no = a.of "
            "JOIN record r ON r.no = a.record JOIN record_type rt ON rt.no = r.type "
            "JOIN date d ON d.record = a.record JOIN field_name f ON f.no = d.field "
            f"WHERE {_PRESENT} ORDER BY d.earliest, d.latest LIMIT ?",
            [*(bytes.fromhex(id_) for id_ in ids), limit]).fetchall()
    return [Dated(bytes(of).hex(), bytes(record).hex(), type_, field, int(earliest), int(latest))
            for of, record, type_, field, earliest, latest in rows]
