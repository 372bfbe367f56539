"""How many records hold something in a field: what a change of the field would touch."""

from caseapp.storage.errors import explaining
from caseapp.storage.projection import Flags
from caseapp.storage.reader import Reader


def count(reader: Reader, type_: str, field: str) -> int:
    """Of the records of ``type_`` that are in its list, those whose ``field`` is not blank, or holds what waits for a
    decision. 0 for a field that is not here."""
    table = reader.tables.get(type_)
    if table is None or field not in table.spec.fields:
        return 0
    column = f'p."{field}"' if any(own.name == field for own in table.columns) else "json_extract(p._rest, ?)"
    args = [] if column.startswith('p."') else [f"$.{field}"]
    with explaining():
        row = reader.sql.execute(
            f"SELECT count(*) FROM {table.name} p JOIN record r ON r.no = p.no "
            f"WHERE r.flags & {int(Flags.EMPTY)} = 0 AND ({column} IS NOT NULL OR instr(p._issues, ?))",
            [*args, field.encode()],
        ).fetchone()
    return int(row[0])
