"""Search as the person has it, beside the bare index."""

import random
from typing import Any, Final

from benchmarks.data import Maker
from benchmarks.stats import Line, Stopwatch, percentile
from benchmarks.world import World
from benchmarks.writing import Written
from caseapp.storage import search

QUERIES: Final = 300
LIMIT: Final = 50
_PLAIN: Final = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rowid DESC LIMIT ?"


def searching(world: World, written: Written) -> list[Line]:
    """Names, words, pairs of words and beginnings of words; the newest 50 hits."""
    reader = written.session.reader
    queries = _queries()
    for text in queries:  # else the one asked first would pay for the pages that the others find in the cache
        reader.find(text, LIMIT)
    rounds = []
    for _ in range(world.rounds):
        whole, numbers, plain = Stopwatch(), Stopwatch(), Stopwatch()
        for text in queries:
            words = search.match_expression(text)
            with plain.lap():
                reader.sql.execute(_PLAIN, (words, LIMIT)).fetchall()
            with numbers.lap():
                search.find(reader.sql, text, LIMIT)
            with whole.lap():
                reader.find(text, LIMIT)
        rounds.append((whole.laps, numbers.laps, plain.laps))
    return [line for share in (0.5, 0.95) for line in _lines(rounds, share)]


def _lines(rounds: list[Any], share: float) -> list[Line]:
    whole, numbers, plain = (tuple(percentile(one[n], share) * 1000 for one in rounds) for n in range(3))
    name = f"p{int(share * 100)}"
    return [
        Line(f"search, hits only: {name}", f"plain FTS5 query: {name}", "ms", numbers, plain),
        Line(f"search, up to {LIMIT} whole records: {name}", f"plain FTS5 query: {name}", "ms", whole, plain),
    ]


def _queries() -> list[str]:
    dice, maker = random.Random(5), Maker(str, seed=5)
    found = []
    for number in range(QUERIES):
        word = maker.words(1)
        match number % 4:
            case 0:
                found.append(str(maker.person("", "").values["names"][0].surname))
            case 1:
                found.append(word)
            case 2:
                found.append(maker.words(2))
            case _:
                found.append(word[: dice.randrange(2, 5)])
    return found
