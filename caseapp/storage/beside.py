"""What else happened at the same time and place: a bounded question to the date and link tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from caseapp.domain.spec import RecordId
from caseapp.storage.projection import Flags

_SHOWN: Final = f"r.flags & 1 AND r.flags & {int(Flags.EMPTY | Flags.RETRACTED)} = 0"


@dataclass(frozen=True, slots=True)
class Happening:
    """Records of ``type`` with a date field, a link to where and a link to whom."""

    type: str
    date: str
    place: str
    whom: str


def there(
    sql: Any, wanted: Happening, places: Sequence[RecordId], span: tuple[int, int], longest: int, limit: int
) -> list[RecordId]:
    """Whom something of the kind happened to, at one of these places, at a time known to within ``longest`` seconds
    that overlaps ``span`` (half-open); the newest first."""
    if not places:
        return []
    marks = ",".join("?" * len(places))
    rows = sql.execute(
        f"SELECT v.id, max(r.no) FROM link l JOIN record w ON w.no = l.target JOIN record r ON r.no = l.record "
        f"JOIN p_{wanted.type} p ON p.no = r.no "
        "JOIN date d ON d.record = r.no AND d.field IN (SELECT no FROM field_name WHERE name = ?) "
        "JOIN link x ON x.record = r.no AND x.field IN (SELECT no FROM field_name WHERE name = ?) "
        "JOIN record v ON v.no = x.target "
        f"WHERE w.id IN ({marks}) AND l.field IN (SELECT no FROM field_name WHERE name = ?) AND {_SHOWN} "
        "AND d.earliest < ? AND d.latest > ? AND d.latest - d.earliest <= ? "
        "GROUP BY v.id ORDER BY 2 DESC LIMIT ?",
        (wanted.date, wanted.whom, *(bytes.fromhex(id_) for id_ in places), wanted.place, span[1], span[0], longest,
         limit),
    ).fetchall()
    return [bytes(row[0]).hex() for row in rows]
