"""What a writer derives from its log: states, histories, and where its authors stand. Changes nothing.

``Writer`` is this and the ways to write; it lies apart because reading the log is a job of its own.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from caseapp.domain.spec import RecordId
from caseapp.history import fold as folding
from caseapp.history.change import Change
from caseapp.history.explain import Fate, fates
from caseapp.history.ids import ChangeId, RecordKey, WriteId
from caseapp.history.rules import Rules
from caseapp.history.sign import Chain
from caseapp.history.state import Logged, RecordState
from caseapp.history.view import View
from caseapp.storage import actions, views
from caseapp.storage.log import Log
from caseapp.storage.numbers import CHUNK, Numbers
from caseapp.storage.project import Folded

UNKNOWN_RULES: Final = Rules({}, {})
_ID: Final = re.compile("[0-9a-f]{32}")


class FromLog:
    """Over the writer's connection, on its thread."""

    sql: Any
    numbers: Numbers
    log: Log
    view: View
    rules: Mapping[str, Rules]

    def states(self, keys: Iterable[RecordKey]) -> dict[RecordKey, Folded]:
        """The states of the records that are here."""
        numbers = {no: key for key, no in self.numbers_of(keys).items()}
        return {folded.key: folded for folded in self.fold(numbers)}

    def histories(self, keys: Iterable[RecordKey]) -> dict[RecordKey, list[Logged]]:
        """Every change of the records that are here, judged by the view."""
        numbers = {no: key for key, no in self.numbers_of(keys).items()}
        logged = self.log.of_records(numbers)
        return {numbers[no]: views.judged(self.sql, self.view, changes) for no, changes in logged.items()}

    def chain(self, author: bytes, life: bytes) -> Chain:
        """Where this writer stands in the log."""
        row = self.sql.execute(
            "SELECT counter, hash, hlc FROM changeset WHERE author = ? AND life = ? AND own = 1 "
            "ORDER BY counter DESC LIMIT 1", (self.numbers.author(author), life),
        ).fetchone()
        return Chain(author, life) if row is None else Chain(author, life, row[0], bytes(row[1]), row[2])

    def numbers_of(self, keys: Iterable[RecordKey]) -> dict[RecordKey, int]:
        """The numbers of the records that are here."""
        found = {}
        for key in keys:
            row = self.sql.execute(
                "SELECT no FROM record WHERE id = ? AND type = ?",
                (bytes.fromhex(key.id), self.numbers.known_type(key.type)),
            ).fetchone()
            if row is not None:
                found[key] = int(row[0])
        return found

    def fold(self, records: Mapping[int, RecordKey]) -> list[Folded]:
        """Fold the records with the given numbers from the log."""
        done = []
        for no, changes in self.log.of_records(records).items():
            judged = views.judged(self.sql, self.view, changes)
            state = self.fold_one(records[no], judged)
            claims = {item.change.id: item.hlc for item in judged}
            done.append(Folded(no, records[no], state, {head: claims[head] for head in state.heads}))
        return done

    def fold_one(self, key: RecordKey, judged: Sequence[Logged]) -> RecordState:
        """One record; edges into other records are looked up only if something seems to be awaited."""
        rules = self.rules_of(key.type)
        state = folding.fold(judged, rules)
        if state.waiting_for:
            elsewhere = self._elsewhere(state.waiting_for)
            if elsewhere:
                state = folding.fold(judged, rules, elsewhere)
        return state

    def _elsewhere(self, ids: Iterable[ChangeId]) -> frozenset[ChangeId]:
        wanted = list(ids)
        here: set[bytes] = set()
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            marks = ",".join("?" * len(chunk))
            rows = self.sql.execute(f"SELECT hash FROM change WHERE hash IN ({marks})", chunk)
            here.update(bytes(row[0]) for row in rows)
        return frozenset(here)

    def ancestors(self, no: int, heads: bytes) -> frozenset[ChangeId]:
        """The changes of a record that somebody who read it at ``heads`` had before his eyes."""
        parents = {item.change.id: item.change.parents for item in self.log.of_records([no])[no]}
        pending = [heads[at : at + 32] for at in range(0, len(heads), 32)]
        read: set[ChangeId] = set()
        while pending:
            change = pending.pop()
            if change in parents and change not in read:
                read.add(change)
                pending += parents[change]
        return frozenset(read)

    def rules_of(self, type_: str) -> Rules:
        """The rules of a record type; of an unknown one, none."""
        return self.rules.get(type_, UNKNOWN_RULES)

    def types_of(self, ids: Collection[RecordId]) -> dict[RecordId, list[str]]:
        """The types under which records with these ids are here; an id that is only named somewhere is not."""
        found: dict[RecordId, list[str]] = {}
        wanted = [bytes.fromhex(id_) for id_ in ids if _ID.fullmatch(id_)]
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            for id_, name in self.sql.execute(
                "SELECT r.id, t.name FROM record r JOIN record_type t ON t.no = r.type "
                f"WHERE r.flags & 1 AND r.id IN ({','.join('?' * len(chunk))})", chunk,
            ):
                found.setdefault(bytes(id_).hex(), []).append(name)
        return found

    def changes_of_changeset(self, hash_: bytes) -> tuple[list[Change], int]:
        """The changes that are here of the action this changeset belongs to, and how many its author signed."""
        found = actions.of(self.sql, hash_)
        bundles = (bundle for no, _ in found for bundle in self.log.bundles("s.no = ?", (no,)))
        return [part.change for bundle in bundles for part in bundle.parts], sum(size for _, size in found)

    def own_since(self, author: bytes, life: bytes, counter: int) -> list[tuple[int, bytes, str, str, bytes | None]]:
        """Counter, id, title, cause and group of what was written here after ``counter``, in order."""
        rows = self.sql.execute(
            "SELECT counter, hash, title, cause, header FROM changeset WHERE author = ? AND life = ? AND own = 1 "
            "AND counter > ? ORDER BY counter", (self.numbers.author(author), life, counter),
        )
        return [(int(r[0]), bytes(r[1]), str(r[2]), str(r[3]), actions.group_of(r[4])) for r in rows]

    def last_undoable(self, author: bytes, life: bytes) -> bytes:
        """The newest own action, not itself an undo, of which some write is not voided yet; b"" if there is none."""
        rows = self.sql.execute(
            "SELECT hash FROM changeset WHERE author = ? AND life = ? AND own = 1 AND cause <> 'undo' "
            "ORDER BY counter DESC LIMIT 1000", (self.numbers.author(author), life),
        ).fetchall()
        for (hash_,) in rows:
            changes, _ = self.changes_of_changeset(bytes(hash_))
            histories = self.histories(change.record for change in changes)
            if any(self._shows(change, histories[change.record]) for change in changes):
                return bytes(hash_)
        return b""

    def _shows(self, change: Change, logged: Sequence[Logged]) -> bool:
        fate = fates(logged, self.rules_of(change.record.type))
        return any(fate[WriteId(change.id, k)] in (Fate.STANDS, Fate.COVERED) for k in range(len(change.entries)))

    def key_of(self, no: int) -> RecordKey:
        """Type and id of a record by number."""
        type_no, id_ = self.sql.execute("SELECT type, id FROM record WHERE no = ?", (no,)).fetchone()
        return RecordKey(self.numbers.type_name(type_no), bytes(id_).hex())
