"""Where and when records were: of those that say so themselves, and of those that such records name."""

from collections.abc import Sequence
from typing import Final

from caseapp.domain.spec import RecordId
from caseapp.storage.errors import explaining
from caseapp.storage.projection import Flags
from caseapp.storage.reader import Reader
from caseapp.storage.where import Compiler, Span, Way

MOST: Final = 500


def spans(reader: Reader, ids: Sequence[RecordId], ways: Sequence[Way]) -> tuple[Span, ...]:
    """Places and times of these records, by the fields of each way; no more than ``MOST``, the newest first."""
    made = Compiler(reader.sql, reader.tables)
    found: set[Span] = set()
    marks = ",".join("?" * len(ids))
    for way in ways:
        places, moments = (",".join(str(made.field(name)) for name in names) for names in (way.places, way.moments))
        named = f"UNION SELECT l.record FROM who JOIN link l ON l.target = who.no AND l.field = {made.field(way.field)}"
        with explaining():
            rows = reader.sql.execute(
                f"WITH who(no) AS (SELECT no FROM record WHERE id IN ({marks})), "
                f"what(no) AS (SELECT no FROM who {named if way.field else ''}) "
                "SELECT pr.id, min(d.earliest), max(d.latest) FROM what w "
                f"JOIN {reader.tables[way.type].name} q ON q.no = w.no JOIN record r ON r.no = w.no "
                f"JOIN link l ON l.record = w.no AND l.field IN ({places}) JOIN record pr ON pr.no = l.target "
                f"JOIN date d ON d.record = w.no AND d.field IN ({moments}) "
                f"WHERE r.flags & {int(Flags.EMPTY | Flags.RETRACTED)} = 0 GROUP BY w.no, l.target "
                "ORDER BY max(d.latest) DESC LIMIT ?", [*(bytes.fromhex(id_) for id_ in ids), MOST]).fetchall()
        found |= {Span(bytes(place).hex(), int(low), int(high)) for place, low, high in rows}
    return tuple(sorted(found, key=lambda span: (-span.latest, span.place, span.earliest))[:MOST])
