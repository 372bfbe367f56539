"""Which changesets are one action: several of one ``group`` where it was too large for one (history, section 2)."""

from typing import Any

from caseapp.history.headers import read_changeset


def group_of(header: bytes) -> bytes | None:
    """The group that a changeset says it belongs to."""
    return read_changeset(bytes(header), "changeset").stamp.group


def of(sql: Any, hash_: bytes) -> list[tuple[int, int]]:
    """Number and size of every changeset of the action that this one belongs to, in order; none if it is not here."""
    row = sql.execute(
        "SELECT no, size, header, author, life, counter FROM changeset WHERE hash = ?", (hash_,)).fetchone()
    if row is None:
        return []
    group = group_of(row[2])
    if group is None:
        return [(int(row[0]), int(row[1]))]
    before = _beside(sql, group, row[3:], -1)
    return [*reversed(before), (int(row[0]), int(row[1])), *_beside(sql, group, row[3:], 1)]


def _beside(sql: Any, group: bytes, writer: tuple[int, bytes, int], step: int) -> list[tuple[int, int]]:
    """Its neighbours in the chain, up to the first that is not of the group."""
    author, life, counter = writer
    found: list[tuple[int, int]] = []
    while True:
        counter += step
        rows = sql.execute(
            "SELECT no, size, header FROM changeset WHERE author = ? AND life = ? AND counter = ?",
            (author, life, counter),
        ).fetchall()
        same = [(int(no), int(size)) for no, size, header in rows if group_of(header) == group]
        if not same:
            return found
        found += same
