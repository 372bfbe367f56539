"""Reading the activity log: by kind, a page at a time, newest first. Writing is ``frame.put_activity``."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from caseapp.domain import canonical
from caseapp.domain.canonical import Json
from caseapp.storage.frame import SETTING_LIMIT


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``no`` is its place, for paging only; ``at`` in milliseconds."""

    no: int
    at: int
    kind: str
    detail: Json = field(repr=False)


def lines(sql: Any, kinds: Sequence[str] = (), before: int = 0, limit: int = 100) -> Sequence[Line]:
    """The newest lines of these kinds (all when none is named) that stand before line ``before`` (0: the newest)."""
    marks = ", ".join("?" * len(kinds))
    where = [f"kind IN ({marks})"] if kinds else []
    where += ["no < ?"] if before else []
    clause = f"WHERE {' AND '.join(where)} " if where else ""
    rows = sql.execute(
        f"SELECT no, at, kind, detail FROM activity {clause}ORDER BY no DESC LIMIT ?",
        (*kinds, *((before,) if before else ()), limit),
    ).fetchall()
    return [Line(no, at, kind, canonical.decode(bytes(detail), SETTING_LIMIT)) for no, at, kind, detail in rows]


def counts(sql: Any) -> dict[str, int]:
    """How many lines of each kind."""
    return {str(kind): int(n) for kind, n in sql.execute("SELECT kind, count(*) FROM activity GROUP BY kind")}


def last(sql: Any, kind: str) -> Line | None:
    """The newest line of a kind."""
    return next(iter(lines(sql, (kind,), limit=1)), None)
