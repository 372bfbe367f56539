"""How one record came to be what it is: its changes in order of arrival, who signed each, what brought it here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from caseapp.history.change import Status
from caseapp.history.ids import ChangeId
from caseapp.history.state import Logged
from caseapp.storage import log, views
from caseapp.storage.numbers import CHUNK, Numbers


@dataclass(frozen=True, slots=True)
class Brought:
    """An export file that delivered a change."""

    sender: str  # fingerprint as hex
    at: int  # milliseconds, when it was taken in here
    taken: bool  # False: set aside


@dataclass(frozen=True, slots=True)
class Signed:
    """What the changeset of a change says. ``title`` is blank where it was withheld or erased."""

    author: str  # fingerprint as hex
    hlc: int
    cause: str
    own: bool
    title: str = field(default="", repr=False)
    brought: tuple[Brought, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """The changes of a record; ``logged`` and ``signed`` run side by side."""

    type: str
    logged: Sequence[Logged] = field(default=(), repr=False)
    signed: Sequence[Signed] = field(default=(), repr=False)
    elsewhere: frozenset[ChangeId] = frozenset()  # named by some edge, and of another record


def read(sql: Any, no: int, type_: str) -> Past:
    """The past of the record with this number, judged by the view as it stands."""
    changes = log.Log(sql, Numbers(sql)).of_records([no])[no]
    judged = views.judged(sql, views.load(sql), changes)
    return Past(type_, judged, _signed(sql, changes), _elsewhere(sql, judged))


def _signed(sql: Any, changes: Sequence[log.Logged]) -> list[Signed]:
    sets: dict[int, Any] = {}
    for chunk in _chunks({item.changeset_no for item in changes}):
        rows = sql.execute(
            "SELECT s.no, a.fp, s.hlc, s.cause, s.own, s.title_status, s.title FROM changeset s "
            f"JOIN author a ON a.no = s.author WHERE s.no IN ({','.join('?' * len(chunk))})", chunk)
        sets.update((row[0], row[1:]) for row in rows)
    brought: dict[int, list[Brought]] = defaultdict(list)
    for chunk in _chunks(item.no for item in changes if not item.own):
        for change, sender, at, taken in sql.execute(
            "SELECT d.change, p.sender, p.imported_at, p.taken FROM delivery d JOIN package p ON p.no = d.package "
            f"WHERE d.live = 1 AND d.change IN ({','.join('?' * len(chunk))}) ORDER BY p.no", chunk,
        ):
            brought[change].append(Brought(bytes(sender).hex(), at, bool(taken)))
    found = []
    for item in changes:
        fp, hlc, cause, own, status, title = sets[item.changeset_no]
        words = title if status == int(Status.WHOLE) else ""
        found.append(Signed(bytes(fp).hex(), hlc, cause, bool(own), words, tuple(brought[item.no])))
    return found


def _elsewhere(sql: Any, logged: Sequence[Logged]) -> frozenset[ChangeId]:
    """The ids that some edge names and that belong to other records (history R0)."""
    here = {item.change.id for item in logged}
    named = {parent for item in logged for parent in item.change.parents}
    named |= {target.change for item in logged for entry in item.change.entries for target in entry.over}
    found: set[bytes] = set()
    for chunk in _chunks(named - here):
        rows = sql.execute(f"SELECT hash FROM change WHERE hash IN ({','.join('?' * len(chunk))})", chunk)
        found.update(bytes(row[0]) for row in rows)
    return frozenset(found)


def _chunks(values: Iterable[Any]) -> Iterable[list[Any]]:
    wanted = list(values)
    for start in range(0, len(wanted), CHUNK):
        yield wanted[start : start + CHUNK]
