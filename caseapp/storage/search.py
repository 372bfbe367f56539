"""Full-text search over folded text, and its upkeep outside the write that caused it.

The index holds no original text (contentless): hits are marked in the visible rows by the reader's side with the
offset map of ``domain.names.fold``. Bulk paths only note rows in ``fts_dirty``; ``catch_up`` works those off in small
transactions and ``merge_segments`` joins segments when idle. Automatic merging is off: it makes merges thrice as dear.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from caseapp.domain.names.fold import fold_words
from caseapp.domain.search_text import parsed

BATCH: Final = 1_000
MERGE_PAGES: Final = 100
SAVES_BEFORE_MERGE: Final = 64

Text = tuple[int, str, str]  # record no, folded title, folded body


def folded(no: int, titles: Sequence[str], bodies: Sequence[str]) -> Text:
    """One row of the index."""
    return no, fold_words(" ".join(titles)), fold_words(" ".join(bodies))


def put(connection: Any, texts: Iterable[Text]) -> None:
    """Write rows of the index; a row that is there already is replaced."""
    connection.executemany("INSERT OR REPLACE INTO fts(rowid, title, body) VALUES (?, ?, ?)", texts)


def drop(connection: Any, numbers: Iterable[int]) -> None:
    """Take records out of the index."""
    connection.executemany("DELETE FROM fts WHERE rowid = ?", ((no,) for no in numbers))


def match_expression(text: str, exact: bool = False) -> str:
    """What the person typed as an FTS5 expression: every word, the last one as a prefix; ``exact``: side by side and
    whole. '' when nothing is left."""
    words = fold_words(text).split()
    if not words:
        return ""
    if exact:
        return '"' + " ".join(words) + '"'
    quoted = [f'"{word}"' for word in words]
    return " ".join([*quoted[:-1], quoted[-1] + "*"])


def expression(text: str) -> str:
    """The same with alternatives, exact words and words that must not be there; '' where nothing must be there."""
    found = []
    for alternative in parsed(text):
        held = [match_expression(words.text, words.exact) for words in alternative if not words.negated]
        against = [match_expression(words.text, words.exact) for words in alternative if words.negated]
        if held and all(held):
            whole = f"({_all(held)})" if len(alternative) > 1 else held[0]
            found.append(" NOT ".join([whole, *(f"({each})" for each in against if each)]))
    return found[0] if len(found) == 1 else " OR ".join(f"({each})" for each in found)


def _all(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else " AND ".join(f"({each})" for each in parts)


def find(connection: Any, text: str, limit: int, type_no: int | None = None) -> list[tuple[int, int, bytes]]:
    """(record no, type no, id) of the newest hits. Title and body are searched alike."""
    asked = expression(text)
    if not asked:
        return []
    narrow = "" if type_no is None else "AND r.type = :type "
    query = (
        "SELECT r.no, r.type, r.id FROM fts JOIN record r ON r.no = fts.rowid "
        f"WHERE fts MATCH :words {narrow}ORDER BY fts.rowid DESC LIMIT :limit"
    )
    return list(connection.execute(query, {"words": asked, "limit": limit, "type": type_no}).fetchall())


def merge_segments(connection: Any, pages: int = MERGE_PAGES) -> None:
    """One bounded step of joining index segments."""
    connection.execute("INSERT INTO fts(fts, rank) VALUES ('merge', ?)", (pages,))


def optimize(connection: Any) -> None:
    """Join all segments: the only way an erased word leaves the index for good (storage trap 2)."""
    connection.execute("INSERT INTO fts(fts) VALUES ('optimize')")
