"""Which judgements of others' records have to be looked at one by one: a question to the log, in one statement."""

from dataclasses import dataclass
from typing import Any, Final

from caseapp.domain.spec import RecordId

# Beyond doubt are those where everything of the subject was signed before the first step, and by none of those who took
# a step: no order of the steps makes one of them void.
_DOUBTFUL: Final = """
SELECT v.id, v.heads, s.heads
FROM p_{type} p JOIN record v ON v.no = p.no
JOIN link l ON l.record = v.no AND l.field IN (SELECT no FROM field_name WHERE name = ?)
JOIN record s ON s.no = l.target
WHERE p.state = ? AND (
  (SELECT max(cs.hlc) FROM change c JOIN changeset cs ON cs.no = c.changeset WHERE c.record = s.no)
  > (SELECT min(cs.hlc) FROM change c JOIN changeset cs ON cs.no = c.changeset WHERE c.record = v.no)
  OR EXISTS (
    SELECT 1 FROM change a JOIN changeset x ON x.no = a.changeset, change b JOIN changeset y ON y.no = b.changeset
    WHERE a.record = s.no AND b.record = v.no AND x.author = y.author))
"""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A judgement that may not count. ``heads``: another value as soon as it or its subject is written to."""

    id: RecordId
    heads: bytes


def doubtful(sql: Any, type_: str, subject: str, state: str) -> list[Doubtful]:
    """The records of ``type_`` in ``state`` whose ``subject`` was signed after a step, or by somebody who took one."""
    rows = sql.execute(_DOUBTFUL.format(type=type_), (subject, state)).fetchall()
    return [Doubtful(bytes(id_).hex(), bytes(own) + bytes(of)) for id_, own, of in rows]
