"""What waits for a person, asked of the projections in bounded statements: ids and counts, never whole lists.

The queries are told by the caller which types and fields to look at; every name is that of a declared spec, never text
from outside.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from caseapp.domain.attention import Due, Waiting
from caseapp.domain.spec import RecordId
from caseapp.storage.projection import Flags, in_state

_HIDDEN: Final = int(Flags.EMPTY | Flags.RETRACTED)
_SHOWN: Final = f"r.flags & 1 AND r.flags & {_HIDDEN} = 0"


@dataclass(frozen=True, slots=True)
class Lasting:
    """Records of one type that began and may still go on.

    ``kinds``: column and the values of it that count. ``begins`` and ``ends``: date fields. ``closed``: a column that,
    when set, says that it ended. ``lasting``: a flag that says that it goes on.
    """

    type: str
    kinds: tuple[str, tuple[str, ...]]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    closed: str
    lasting: str


@dataclass(frozen=True, slots=True)
class Minimum:
    """What makes a record of ``type`` complete: a deed that points at it, dated, placed and told; and being asked.

    Pairs are (type, link field). ``deed_dates``: date fields, ``deed_place``: link field and column of the deed,
    ``deed_frame``: the link field to what the deed belongs to. ``answers``: columns of the asking that say something.
    """

    type: str
    excused: str
    deed: tuple[str, str]
    deed_dates: tuple[str, ...]
    deed_place: tuple[str, str]
    deed_frame: str
    told: tuple[str, str]
    asked: tuple[str, str]
    answers: tuple[str, ...]


def is_empty(sql: Any) -> bool:
    """Whether nothing was ever recorded here that still shows."""
    return sql.execute(f"SELECT 1 FROM record r WHERE {_SHOWN} LIMIT 1").fetchone() is None


def lasting(sql: Any, wanted: Lasting, since: int, limit: int) -> list[RecordId]:
    """Those said to go on, and those begun since ``since`` whose end is not recorded; newest first."""
    column, values = wanted.kinds
    # Those few first, each from its index: looking up the dates of all would be dear.
    said = sql.execute(f'SELECT no FROM p_{wanted.type} WHERE "{wanted.lasting}" = 1').fetchall()
    begun = sql.execute(
        "SELECT record FROM date INDEXED BY ix_date_earliest "
        f"WHERE latest >= ? AND field IN ({_fields(wanted.begins)})", (since, *wanted.begins),
    ).fetchall()
    few = json.dumps(sorted({no for (no,) in (*said, *begun)}))
    rows = sql.execute(
        f"SELECT r.id FROM json_each(?) few CROSS JOIN p_{wanted.type} p ON p.no = few.value "
        f"JOIN record r ON r.no = p.no WHERE {_SHOWN} "
        f'AND p."{column}" IN ({_marks(values)}) AND p."{wanted.closed}" IS NULL '
        f"AND NOT EXISTS (SELECT 1 FROM date d WHERE d.record = p.no AND d.field IN ({_fields(wanted.ends)})) "
        "ORDER BY p.no DESC LIMIT ?",
        (few, *values, *wanted.ends, limit),
    ).fetchall()
    return [bytes(row[0]).hex() for row in rows]


def unended(sql: Any, wanted: Lasting, before: int) -> Waiting:
    """Those begun before ``before`` of which neither an end nor that they go on is recorded."""
    column, values = wanted.kinds
    return _counted(sql, (
        f"FROM p_{wanted.type} p JOIN record r ON r.no = p.no WHERE {_SHOWN} "
        f'AND p."{column}" IN ({_marks(values)}) AND p."{wanted.closed}" IS NULL AND p."{wanted.lasting}" IS NULL '
        f"AND NOT EXISTS (SELECT 1 FROM date d WHERE d.record = p.no AND d.field IN ({_fields(wanted.ends)})) "
        f"AND NOT EXISTS (SELECT 1 FROM date d WHERE d.record = p.no AND d.field IN ({_fields(wanted.begins)}) "
        "AND d.latest >= ?)"
    ), (*values, *wanted.ends, *wanted.begins, before))


def due(sql: Any, type_: str, field: str, span: tuple[int, int], limit: int) -> list[Due]:
    """Dates of a field that begin within ``span``, in order; of records that nobody withdrew."""
    rows = sql.execute(
        "SELECT r.id, d.earliest, d.latest FROM date d JOIN record r ON r.no = d.record "
        f"JOIN p_{type_} p ON p.no = d.record WHERE {_SHOWN} AND r.flags & {int(Flags.RETRACTED)} = 0 "
        f"AND d.field IN ({_fields((field,))}) AND d.earliest >= ? AND d.earliest < ? "
        "ORDER BY d.earliest, r.no LIMIT ?",
        (field, *span, limit),
    ).fetchall()
    return [Due(bytes(id_).hex(), earliest, latest, type_, field) for id_, earliest, latest in rows]


def conflicts(sql: Any) -> Waiting:
    """Records in which two values stand for one field."""
    return _counted(sql, f"FROM record r WHERE {_SHOWN} AND r.no IN ({in_state(Flags.CONFLICT)})", ())


def unfinished(sql: Any, wanted: Minimum) -> tuple[Waiting, Waiting]:
    """Records that are nobody's victim, or whose deeds lack a date, a place or somebody who told; and those with a
    deed whose consent nobody asked for. One pass over both; the newest of each is named."""
    tail, arguments = _deeds(wanted)
    type_, field = wanted.asked
    said = " OR ".join(f'c."{column}" IS NOT NULL' for column in wanted.answers)
    row = sql.execute(
        "SELECT sum(lacks), max(CASE WHEN lacks THEN no END), sum(unasked), max(CASE WHEN unasked THEN no END) FROM ("
        "SELECT p.no AS no, (d.who IS NOT NULL AND NOT (d.dated AND d.placed AND d.told)) "
        "OR (d.who IS NULL AND NOT EXISTS (SELECT 1 FROM link l WHERE l.target = p.no)) AS lacks, "
        f"d.who IS NOT NULL AND NOT EXISTS (SELECT 1 FROM link l JOIN p_{type_} c ON c.no = l.record "
        f"WHERE l.target = p.no AND l.field IN ({_fields((field,))}) AND ({said})) AS unasked {tail})",
        (field, *arguments),
    ).fetchone()
    return _newest(sql, row[0], row[1]), _newest(sql, row[2], row[3])


def _newest(sql: Any, count: int | None, no: int | None) -> Waiting:
    if not count:
        return Waiting(0)
    rows = sql.execute("SELECT id FROM record WHERE no = ?", (no,)).fetchall()
    return Waiting(count, tuple(bytes(row[0]).hex() for row in rows))


def version(sql: Any) -> tuple[int, ...]:
    """Changes with every write, import and change of view: what was counted may be kept as long as it does not."""
    row = sql.execute(
        "SELECT (SELECT coalesce(max(no), 0) FROM changeset), (SELECT count(*) FROM package), "
        "(SELECT coalesce(sum(taken), 0) FROM package), (SELECT count(*) FROM switched_off), "
        "(SELECT coalesce(max(version), 0) FROM view)"
    ).fetchone()
    return tuple(int(each) for each in row)


def _deeds(wanted: Minimum) -> tuple[str, tuple[object, ...]]:
    deed, victim = wanted.deed
    place, place_text = wanted.deed_place
    teller, about = wanted.told
    told = (f"EXISTS (SELECT 1 FROM link x JOIN p_{teller} t ON t.no = x.record "
            f"WHERE x.target = {{target}} AND x.field IN ({_fields((about,))}))")
    return (
        f"FROM p_{wanted.type} p JOIN record r ON r.no = p.no LEFT JOIN ("
        "SELECT l.target AS who, "
        "max(EXISTS (SELECT 1 FROM date x WHERE x.record = l.record "
        f"AND x.field IN ({_fields(wanted.deed_dates)}))) AS dated, "
        f'max(a."{place_text}" IS NOT NULL OR EXISTS (SELECT 1 FROM link x WHERE x.record = l.record '
        f"AND x.field IN ({_fields((place,))}))) AS placed, "
        f"max({told.format(target='l.record')} OR EXISTS (SELECT 1 FROM link f WHERE f.record = l.record "
        f"AND f.field IN ({_fields((wanted.deed_frame,))}) AND {told.format(target='f.target')})) AS told "
        f"FROM link l JOIN p_{deed} a ON a.no = l.record JOIN record r ON r.no = l.record "
        f"WHERE {_SHOWN} AND l.field IN ({_fields((victim,))}) GROUP BY l.target) d ON d.who = p.no "
        f'WHERE {_SHOWN} AND p."{wanted.excused}" IS NULL'
    ), (*wanted.deed_dates, place, about, wanted.deed_frame, about, victim)


def _counted(sql: Any, tail: str, arguments: Sequence[object], shown: int = 3) -> Waiting:
    rows = sql.execute(f"SELECT r.id, count(*) OVER () {tail} ORDER BY r.no DESC LIMIT {shown}", arguments).fetchall()
    return Waiting(rows[0][1], tuple(bytes(row[0]).hex() for row in rows)) if rows else Waiting(0)


def last_done(sql: Any, kinds: Sequence[str]) -> Mapping[str, int]:
    """When something of each kind was last entered in the activity log, in milliseconds; never done ones left out."""
    rows = sql.execute(
        f"SELECT kind, max(at) FROM activity WHERE kind IN ({_marks(kinds)}) GROUP BY kind", tuple(kinds)
    ).fetchall()
    return {str(kind): int(at) for kind, at in rows}


def last_claim(sql: Any) -> int:
    """The latest time, in milliseconds, that something written here bears; 0 where nothing was."""
    row = sql.execute("SELECT max(hlc) FROM changeset WHERE own = 1").fetchone()
    return int(row[0] or 0) // 1000


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _fields(names: Sequence[str]) -> str:
    return f"SELECT no FROM field_name WHERE name IN ({_marks(names)})"
