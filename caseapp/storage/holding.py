"""What authors wrote whose cards nobody here had verified: kept aside at the merge, taken in once the card counts."""

from typing import Any

from caseapp.domain.entity import Changes
from caseapp.history import bundle as bundles
from caseapp.history import wire
from caseapp.history.ids import RecordKey
from caseapp.storage.writer import Writer, changes_of


def counts(sql: Any) -> dict[bytes, int]:
    """Author -> how many of their actions are kept aside."""
    rows = sql.execute("SELECT author, count(DISTINCT hash) FROM held GROUP BY author ORDER BY author").fetchall()
    return {bytes(author): int(count) for author, count in rows}


def release(writer: Writer, author: bytes, public_key: bytes) -> Changes:
    """In one transaction: verify, append under the packages that brought it, fold, and hold it no longer.

    It comes into view as far as its package is. Raises NotGenuine, BadHistory; then it stays held.
    """
    touched: dict[int, RecordKey] = {}
    with writer.transaction():
        rows = writer.sql.execute(
            "SELECT h.document, p.no FROM held h JOIN package p ON p.id = h.package WHERE h.author = ? "
            "ORDER BY p.no, h.piece",
            (author,),
        ).fetchall()
        for document, package in rows:
            bundle = wire.decode(bytes(document))
            bundles.verify(bundle, public_key)
            touched.update(writer.take([bundle], package))
        if not rows:
            return Changes()
        writer.refold(touched, searchable=False)
        writer.sql.execute("DELETE FROM held WHERE author = ?", (author,))
    writer.count_tip()
    writer.catch_up()
    return changes_of(touched.values())
