"""What waits for a person's decision, and what was decided here: queries over a reading connection."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.history import fold as folding
from caseapp.history.explain import Fate, fates
from caseapp.history.ids import RecordKey, WriteId
from caseapp.history.retraction import retracting_changes
from caseapp.history.rules import Rules
from caseapp.history.state import Logged, RecordState
from caseapp.storage import resolve, views
from caseapp.storage.errors import explaining
from caseapp.storage.log import Log
from caseapp.storage.numbers import CHUNK, Numbers
from caseapp.storage.projection import Flags, Table, in_state


@dataclass(frozen=True, slots=True)
class Open:
    """A record with fields in which several values stand; ``unseen_edit``: withdrawn and edited apart."""

    id: RecordId
    type: str
    conflicts: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    unseen_edit: bool = False


@dataclass(frozen=True, slots=True)
class Wrote:
    """Somebody's change as far as a decision needs it: fingerprint as hex, clock claim, the fields."""

    author: str
    hlc: int
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A record that was withdrawn while others went on with it."""

    withdrew: tuple[Wrote, ...]
    edited: tuple[Wrote, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """One action of this vault's person. ``undone``: nothing of it shows any more."""

    changeset: bytes
    hlc: int
    cause: str
    title: str = field(repr=False)
    records: tuple[RecordKey, ...]
    undone: bool = False


def open_records(sql: Any, specs: Mapping[str, RecordSpec]) -> list[Open]:
    """Every record that waits for a decision or for something still on its way, newest first."""
    found: list[tuple[int, Open]] = []
    asked = in_state(Flags.CONFLICT, Flags.WAITING)
    with explaining():
        numbers = Numbers(sql)
        for spec in specs.values():
            type_no = numbers.known_type(spec.type)
            if type_no is None:
                continue
            rows = sql.execute(
                f"SELECT r.no, r.id, r.flags, p._issues FROM record r JOIN {Table.of(spec).name} p ON p.no = r.no "
                f"WHERE r.type = ? AND r.no IN ({asked})", (type_no,),
            ).fetchall()
            found += [(no, _open(spec, bytes(id_).hex(), Flags(flags), issues)) for no, id_, flags, issues in rows]
    found.sort(key=lambda each: -each[0])
    return [each for _, each in found]


def _open(spec: RecordSpec, id_: RecordId, flags: Flags, packed: bytes | None) -> Open:
    issues = resolve.unpack(spec, None if packed is None else bytes(packed))
    return Open(
        id_, spec.type, tuple(name for name, issue in issues.items() if issue.conflict and name in spec.fields),
        tuple(name for name, issue in issues.items() if issue.waiting and name in spec.fields),
        Flags.UNSEEN_EDIT in flags,
    )


def withdrawal(sql: Any, spec: RecordSpec, id_: RecordId) -> Withdrawal | None:
    """Who withdrew a record and who edited it without knowing; None where that is no conflict (any more)."""
    rules = Rules.of(spec.policies())
    with explaining():
        logged = _history(sql, RecordKey(spec.type, id_))
    state = folding.fold(logged, rules)
    if not state.retraction_conflict:
        return None
    withdrew, edited = retracting_changes(state.fields, rules), set(state.retraction_conflict)
    return Withdrawal(
        tuple(_wrote(one) for one in logged if one.change.id in withdrew),
        tuple(_wrote(one) for one in logged if one.change.id in edited),
    )


def awaited(sql: Any, spec: RecordSpec, id_: RecordId) -> int:
    """How many changes a record names that are not here yet."""
    with explaining():
        return len(_state(sql, spec, id_).waiting_for)


def _state(sql: Any, spec: RecordSpec, id_: RecordId) -> RecordState:
    return folding.fold(_history(sql, RecordKey(spec.type, id_)), Rules.of(spec.policies()))


def _wrote(one: Logged) -> Wrote:
    fields = dict.fromkeys(entry.field for entry in one.change.entries if entry.field)
    return Wrote(one.change.author.hex(), one.hlc, tuple(fields))


def _history(sql: Any, *keys: RecordKey) -> list[Logged]:
    """The changes of records, judged by the view, in order of arrival."""
    numbers = Numbers(sql)
    found: list[int] = []
    for key in keys:
        row = sql.execute(
            "SELECT no FROM record WHERE id = ? AND type = ?", (bytes.fromhex(key.id), numbers.known_type(key.type))
        ).fetchone()
        found += [] if row is None else [int(row[0])]
    view = views.load(sql)
    return [
        one for changes in Log(sql, numbers).of_records(found).values() for one in views.judged(sql, view, changes)
    ]


def actions(
    sql: Any, specs: Mapping[str, RecordSpec], causes: Sequence[str], limit: int = 200
) -> list[Action]:
    """The last actions of this vault's person for one of these causes, newest first."""
    with explaining():
        rows = sql.execute(
            f"SELECT no, hash, hlc, cause, title FROM changeset WHERE own = 1 AND cause IN "
            f"({','.join('?' * len(causes))}) ORDER BY no DESC LIMIT ?", (*causes, limit),
        ).fetchall()
        log = Log(sql, Numbers(sql))
        made = []
        for no, hash_, hlc, cause, title in rows:
            changes = [part.change for bundle in log.bundles("s.no = ?", (no,)) for part in bundle.parts]
            keys = tuple(change.record for change in changes)
            shows = any(_shows(sql, specs, change.record, change.id) for change in changes)
            made.append(Action(bytes(hash_), hlc, cause, title, keys, undone=not shows))
    return made


def _shows(sql: Any, specs: Mapping[str, RecordSpec], key: RecordKey, change: bytes) -> bool:
    if key.type not in specs:
        return False
    logged = _history(sql, key)
    fate = fates(logged, Rules.of(specs[key.type].policies()))
    return any(
        fate[WriteId(change, k)] in (Fate.STANDS, Fate.COVERED)
        for one in logged if one.change.id == change for k in range(len(one.change.entries))
    )


def first_authors(sql: Any, ids: Iterable[RecordId]) -> dict[RecordId, str]:
    """Who wrote the first change of each record, as hex."""
    wanted = [bytes.fromhex(id_) for id_ in ids]
    found: dict[RecordId, str] = {}
    with explaining():
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            rows = sql.execute(
                "SELECT r.id, a.fp, min(s.hlc) FROM record r JOIN change c ON c.record = r.no "
                "JOIN changeset s ON s.no = c.changeset JOIN author a ON a.no = s.author "
                f"WHERE r.id IN ({','.join('?' * len(chunk))}) GROUP BY r.id", chunk,
            ).fetchall()
            found.update((bytes(id_).hex(), bytes(fp).hex()) for id_, fp, _ in rows)
    return found
