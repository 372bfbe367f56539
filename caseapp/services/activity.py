"""The activity log: what left the vault, came in, opened it in a new way. Written here, read here, never taken out."""

from collections.abc import Mapping, Sequence

from caseapp.domain.canonical import Json
from caseapp.domain.ids import Clock
from caseapp.storage import activity, frame
from caseapp.storage.activity import Line
from caseapp.storage.writer import Writer

__all__ = ["ActivityService", "Line"]


class ActivityService:
    """Writer-lane verbs."""

    def __init__(self, writer: Writer, clock: Clock) -> None:
        self._writer = writer
        self._clock = clock

    def note(self, kind: str, detail: Mapping[str, Json] | None = None) -> None:
        """Add a line. ``detail`` holds counts, sizes and ids: no secret, no name of a person."""
        with self._writer.transaction():
            frame.put_activity(self._writer.sql, frame.Activity(self._clock(), kind, dict(detail or {})))

    def lines(self, kinds: Sequence[str] = (), before: int = 0, limit: int = 100) -> Sequence[Line]:
        """Newest first; ``before`` is the ``no`` of the last line that was shown, 0 to begin."""
        return activity.lines(self._writer.sql, kinds, before, limit)

    def counts(self) -> Mapping[str, int]:
        """How many lines of each kind."""
        return activity.counts(self._writer.sql)

    def last(self, kind: str) -> Line | None:
        """The newest line of a kind."""
        return activity.last(self._writer.sql, kind)
