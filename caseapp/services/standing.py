"""Which approvals do not count, for questions to whole lists. Reader lane."""

from caseapp.domain.records.verification import Verification
from caseapp.domain.rules.verification import APPROVED
from caseapp.domain.spec import RecordId
from caseapp.services.verifying import TYPE, counts
from caseapp.storage import approvals
from caseapp.storage.reader import Reader


class Approvals:
    """Judges each doubtful approval once, as its page does, and again only when it or its subject was written to."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._judged: dict[RecordId, tuple[bytes, bool]] = {}

    def void(self) -> tuple[RecordId, ...]:
        """The verifications that say approved and do not count: approved by the author, or changed since."""
        found = {one.id: one.heads for one in approvals.doubtful(self._reader.sql, TYPE, "subject", APPROVED)}
        known = {id_: judged for id_, judged in self._judged.items() if found.get(id_) == judged[0]}
        for entity in self._reader.many(id_ for id_ in found if id_ not in known):
            stands = isinstance(entity.record, Verification) and counts(self._reader, entity.record)
            known[entity.id] = found[entity.id], stands
        self._judged = known
        return tuple(sorted(id_ for id_, (_heads, stands) in known.items() if not stands))
