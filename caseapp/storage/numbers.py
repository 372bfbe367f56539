"""Local arrival numbers for ids, and back. They keep rows small and never leave the vault.

A link may name a record that is not here yet, and says only its id: such a record gets a row of type 0, "known only by
reference", which becomes the real one when it arrives. Two records of one id but different types (only a hostile
export makes them) get two rows; links go to the first type in their field's ``targets`` that is here.
"""

from collections.abc import Iterable
from typing import Any, Final

from caseapp.history.ids import RecordKey

UNKNOWN_TYPE: Final = 0
CHUNK: Final = 500


class Numbers:
    """Interning over one connection. The small tables (authors, types, fields) are held in memory."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.stirred: set[int] = set()
        self._types = {name: no for no, name in connection.execute("SELECT no, name FROM record_type")}
        self._fields = {name: no for no, name in connection.execute("SELECT no, name FROM field_name")}
        self._authors = {bytes(fp): no for no, fp in connection.execute("SELECT no, fp FROM author")}

    def type(self, name: str) -> int:
        """The number of a record type, given one if it is new."""
        return _intern(self._connection, self._types, name, "INSERT INTO record_type(name) VALUES (?)")

    def known_type(self, name: str) -> int | None:
        """The number of a record type that is here already: for connections that cannot write."""
        return self._types.get(name)

    def type_name(self, no: int) -> str:
        """The record type behind a number; '' for one known only by reference."""
        return next((name for name, number in self._types.items() if number == no), "")

    def field(self, name: str) -> int:
        """The number of a field name."""
        return _intern(self._connection, self._fields, name, "INSERT INTO field_name(name) VALUES (?)")

    def author(self, fp: bytes) -> int:
        """The number of an author's fingerprint."""
        return _intern(self._connection, self._authors, fp, "INSERT INTO author(fp) VALUES (?)")

    def forget(self) -> None:
        """Read the small tables again: after a rollback the numbers given inside it are void."""
        self.__init__(self._connection)  # type: ignore[misc]  # the one way to state "as new"

    def records(self, keys: Iterable[RecordKey]) -> dict[RecordKey, int]:
        """The row of each record, made if new. ``stirred`` collects records whose links must be looked at again."""
        wanted = {key: self.type(key.type) for key in keys}
        rows = self._by_id({key.id for key in wanted})
        found: dict[RecordKey, int] = {}
        fresh: list[tuple[int, int, bytes]] = []
        following = self._connection.execute("SELECT coalesce(max(no), 0) + 1 FROM record").fetchone()[0]
        for key, type_no in wanted.items():
            here = rows.setdefault(key.id, {})
            if type_no not in here:
                if UNKNOWN_TYPE in here:
                    here[type_no] = here.pop(UNKNOWN_TYPE)
                    self._connection.execute("UPDATE record SET type = ? WHERE no = ?", (type_no, here[type_no]))
                else:
                    self._stir(here.values())
                    here[type_no] = following
                    fresh.append((following, type_no, bytes.fromhex(key.id)))
                    following += 1
            found[key] = here[type_no]
        self._connection.executemany("INSERT INTO record(no, type, id) VALUES (?, ?, ?)", fresh)
        return found

    def _stir(self, rows: Iterable[int]) -> None:
        for no in rows:
            linking = self._connection.execute("SELECT record FROM link WHERE target = ?", (no,))
            self.stirred.update(record for (record,) in linking)

    def targets(self, refs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[tuple[str, tuple[str, ...]], int]:
        """The row that each (id, admissible types) points at; a row known only by reference where none is here."""
        wanted = list(dict.fromkeys(refs))
        rows = self._by_id({id_ for id_, _ in wanted})
        found = {}
        for id_, types in wanted:
            here = rows.get(id_, {})
            numbers = (here[no] for no in map(self.type, types) if no in here)
            no = next(numbers, None) or here.get(UNKNOWN_TYPE)
            if no is None:
                no = self._placeholder(id_)
                rows.setdefault(id_, {})[UNKNOWN_TYPE] = no
            found[id_, types] = no
        return found

    def _by_id(self, ids: set[str]) -> dict[str, dict[int, int]]:
        rows: dict[str, dict[int, int]] = {}
        ordered = sorted(ids)
        for start in range(0, len(ordered), CHUNK):
            chunk = [bytes.fromhex(id_) for id_ in ordered[start : start + CHUNK]]
            marks = ",".join("?" * len(chunk))
            for no, type_no, raw in self._connection.execute(
                f"SELECT no, type, id FROM record WHERE id IN ({marks})", chunk
            ):
                rows.setdefault(bytes(raw).hex(), {})[type_no] = no
        return rows

    def _placeholder(self, id_: str) -> int:
        row = self._connection.execute(
            "INSERT INTO record(type, id) VALUES (0, ?) RETURNING no", (bytes.fromhex(id_),)
        ).fetchone()
        return int(row[0])


def _intern(connection: Any, known: dict[Any, int], value: Any, insert: str) -> int:
    no = known.get(value)
    if no is None:
        no = known[value] = int(connection.execute(insert + " RETURNING no", (value,)).fetchone()[0])
    return no
