"""The log: signed changesets and their changes, as they came. Nothing is ever deleted from it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import msgspec

from caseapp.history import wire
from caseapp.history.bundle import Bundle, Part, carry
from caseapp.history.change import Change, Status, unite
from caseapp.history.changeset import Changeset, Title
from caseapp.history.ids import RecordKey
from caseapp.history.merkle import Proof
from caseapp.storage.numbers import CHUNK, Numbers

_CHANGESET: Final = (
    "INSERT INTO changeset(no, hash, author, life, counter, hlc, own, cause, header, signature, size, title_status, "
    "title, title_salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CHANGE: Final = (
    "INSERT INTO change(no, changeset, record, hash, position, header, body, proof, skeleton) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(slots=True)
class Appended:
    """What one batch did to the log."""

    touched: dict[int, RecordKey] = field(default_factory=dict)
    changesets: int = 0
    changes: int = 0
    completed: int = 0  # changes known before of which values arrived now


@dataclass(frozen=True, slots=True)
class Logged:
    """One change of a record with what the fold and the reader need to know of its changeset."""

    no: int
    change: Change
    changeset_no: int
    hlc: int
    own: bool
    skeleton: bool


class Log:
    """Reading and appending over one connection (a driver connection in an open transaction for ``append``)."""

    def __init__(self, connection: Any, numbers: Numbers) -> None:
        self._connection = connection
        self._numbers = numbers

    def append(self, bundles: Sequence[Bundle], *, own: bool, package: int | None = None) -> Appended:
        """Add verified bundles; known ones only gain what they lacked. Records of new changes come back as touched."""
        done = Appended()
        sets = self.known("changeset", [bundle.changeset.id for bundle in bundles])
        changes = self.known("change", [part.change.id for bundle in bundles for part in bundle.parts])
        records = self._numbers.records(part.change.record for bundle in bundles for part in bundle.parts)
        rows: list[tuple[Any, ...]] = []
        set_rows: list[tuple[Any, ...]] = []
        deliveries: list[tuple[int, int, int]] = []
        next_set, next_change = self._next("changeset"), self._next("change")
        for bundle in bundles:
            if bundle.changeset.id not in sets:
                sets[bundle.changeset.id] = next_set
                set_rows.append(self._changeset_row(next_set, bundle, own))
                next_set += 1
            for position, part in enumerate(bundle.parts):
                key, id_ = part.change.record, part.change.id
                if id_ not in changes:
                    changes[id_] = next_change
                    rows.append(_change_row(next_change, sets[bundle.changeset.id], records[key], position, part))
                    done.touched[records[key]] = key
                    next_change += 1
                elif self._complete(changes[id_], part):
                    done.touched[records[key]] = key
                    done.completed += 1
                if package is not None:
                    deliveries.append((package, changes[id_], int(part.live)))
        self._connection.executemany(_CHANGESET, set_rows)
        self._connection.executemany(_CHANGE, rows)
        self._connection.executemany(
            "INSERT INTO delivery(package, change, live) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET live = max(live, excluded.live)", deliveries,
        )
        done.changesets, done.changes = len(set_rows), len(rows)
        return done

    def of_records(self, numbers: Iterable[int]) -> dict[int, list[Logged]]:
        """Every change of the given records, in order of arrival."""
        wanted = list(numbers)
        found: dict[int, list[Logged]] = {no: [] for no in wanted}
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            for record, logged in self._logged(f"c.record IN ({','.join('?' * len(chunk))})", chunk):
                found[record].append(logged)
        return found

    def scan(self) -> Iterator[tuple[int, list[Logged]]]:
        """Every record with its changes, for a rebuild: read in one pass along the index on ``record``."""
        for record, group in groupby(self._logged("1", ()), key=itemgetter(0)):
            yield record, [logged for _, logged in group]

    def _logged(self, where: str, args: Sequence[Any]) -> Iterator[tuple[int, Logged]]:
        rows = self._connection.execute(
            "SELECT c.record, c.no, c.hash, c.header, c.body, c.changeset, s.hlc, s.own, c.skeleton "
            f"FROM change c JOIN changeset s ON s.no = c.changeset WHERE {where} ORDER BY c.record, c.no", args,
        )
        for record, no, hash_, header, body, set_no, hlc, own, skeleton in rows:
            change = wire.unpack(bytes(hash_), bytes(header), bytes(body))
            yield record, Logged(no, change, set_no, hlc, bool(own), bool(skeleton))

    def bundles(self, where: str = "1", args: Sequence[Any] = ()) -> Iterator[Bundle]:
        """Changesets as they may travel, in order of arrival; ``where`` narrows on ``c``hange and ``s`` (changeset)."""
        rows = self._connection.execute(
            "SELECT s.no, s.header, s.signature, s.title_status, s.title, s.title_salt, s.size, c.hash, c.header, "
            f"c.body, c.proof, c.skeleton FROM changeset s JOIN change c ON c.changeset = s.no WHERE {where} "
            "ORDER BY s.no, c.position", args,
        )
        for no, group in groupby(rows, key=itemgetter(0)):
            yield self._bundle(no, list(group))

    def _bundle(self, no: int, rows: list[Any]) -> Bundle:
        _, header, signature, status, title, salt, size = rows[0][:7]
        changeset = wire.unpack_changeset(bytes(header), bytes(signature), Title(Status(status), title, bytes(salt)))
        parts = [
            Part(wire.unpack(bytes(row[7]), bytes(row[8]), bytes(row[9])), _proof_in(row[10]), not row[11])
            for row in rows
        ]
        if len(parts) == size:
            return carry(changeset, parts, [part.change.id for part in parts])
        here = self._connection.execute("SELECT hash FROM change WHERE changeset = ? ORDER BY position", (no,))
        ids = [bytes(row[0]) for row in here.fetchall()]
        return carry(changeset, parts, ids if len(ids) == size else None)

    def changeset(self, no: int) -> Changeset:
        """One changeset's header by number."""
        header, signature, status, title, salt = self._connection.execute(
            "SELECT header, signature, title_status, title, title_salt FROM changeset WHERE no = ?", (no,)
        ).fetchone()
        return wire.unpack_changeset(bytes(header), bytes(signature), Title(Status(status), title, bytes(salt)))

    def _changeset_row(self, no: int, bundle: Bundle, own: bool) -> tuple[Any, ...]:
        one, stamp = bundle.changeset, bundle.changeset.stamp
        proof = bundle.parts[0].proof if bundle.parts else None
        size = proof.size if proof else len(bundle.parts)
        return (
            no, one.id, self._numbers.author(stamp.author), stamp.life, stamp.counter, stamp.hlc, int(own), stamp.cause,
            one.header, one.signature, size, int(one.title.status), one.title.text, one.title.salt,
        )

    def _complete(self, no: int, part: Part) -> bool:
        """Give a known change what this delivery has more of: values, or being live at all."""
        hash_, header, body, skeleton = self._connection.execute(
            "SELECT hash, header, body, skeleton FROM change WHERE no = ?", (no,)
        ).fetchone()
        here = wire.unpack(bytes(hash_), bytes(header), bytes(body))
        packed = wire.pack(unite(here, part.change))
        if packed == bytes(body) and not (skeleton and part.live):
            return False
        self._connection.execute(
            "UPDATE change SET body = ?, skeleton = ? WHERE no = ?", (packed, int(skeleton and not part.live), no)
        )
        return True

    def known(self, table: str, hashes: Sequence[bytes]) -> dict[bytes, int]:
        """The numbers of those hashes that ``table`` (changeset or change) has."""
        known: dict[bytes, int] = {}
        for start in range(0, len(hashes), CHUNK):
            chunk = hashes[start : start + CHUNK]
            marks = ",".join("?" * len(chunk))
            rows = self._connection.execute(f"SELECT hash, no FROM {table} WHERE hash IN ({marks})", chunk)
            known.update((bytes(hash_), no) for hash_, no in rows)
        return known

    def _next(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT coalesce(max(no), 0) + 1 FROM {table}").fetchone()[0])


def _change_row(no: int, set_no: int, record: int, position: int, part: Part) -> tuple[Any, ...]:
    change, proof = part.change, part.proof
    return (
        no, set_no, record, change.id, proof.index if proof else position, change.header, wire.pack(change),
        msgspec.json.encode(proof) if proof else None, int(not part.live),
    )


def _proof_in(raw: bytes | None) -> Proof | None:
    return None if raw is None else msgspec.json.decode(bytes(raw), type=Proof)
