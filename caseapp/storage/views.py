"""What is in view of the log: packages set aside and writers switched off (history R1), read from the frame."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from caseapp.history.ids import Writer
from caseapp.history.intervals import Intervals
from caseapp.history.state import Logged
from caseapp.history.view import Liveness, View
from caseapp.storage import log
from caseapp.storage.numbers import CHUNK


def load(connection: Any) -> View:
    """The view as it stands."""
    aside = connection.execute("SELECT id, keeps_protection FROM package WHERE taken = 0").fetchall()
    off: dict[Writer, list[tuple[int, int]]] = defaultdict(list)
    for fp, life, first, last in connection.execute(
        "SELECT a.fp, o.life, o.first, o.last FROM switched_off o JOIN author a ON a.no = o.author"
    ):
        off[Writer(bytes(fp), bytes(life))].append((first, last))
    return View(
        out=frozenset(bytes(id_) for id_, _ in aside),
        kept=frozenset(bytes(id_) for id_, keeps in aside if keeps),
        off={writer: Intervals.of(c for a, b in spans for c in range(a, b + 1)) for writer, spans in off.items()},
    )


def judged(connection: Any, view: View, changes: Sequence[log.Logged]) -> list[Logged]:
    """The changes as the fold wants them: with their clock claims and whether they count."""
    if not view.out and not view.off:
        return [
            Logged(item.change, item.hlc, Liveness.OUT if item.skeleton else Liveness.IN) for item in changes
        ]
    brought = _brought(connection, [item.no for item in changes if not item.own])
    return [
        Logged(item.change, item.hlc, view.liveness(
            Writer(item.change.author, item.change.life), item.change.counter, item.own, brought.get(item.no, ())
        ), frozenset(brought.get(item.no, ())))
        for item in changes
    ]


def _brought(connection: Any, numbers: Sequence[int]) -> dict[int, list[bytes]]:
    found: dict[int, list[bytes]] = defaultdict(list)
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        for change, id_ in connection.execute(
            "SELECT d.change, p.id FROM delivery d JOIN package p ON p.no = d.package "
            f"WHERE d.live = 1 AND d.change IN ({','.join('?' * len(chunk))})", chunk,
        ):
            found[change].append(bytes(id_))
    return found


def records_of_package(connection: Any, package: int) -> Iterable[int]:
    """The records that a package's deliveries touch."""
    return [no for (no,) in connection.execute(
        "SELECT DISTINCT c.record FROM delivery d JOIN change c ON c.no = d.change WHERE d.package = ?", (package,)
    )]
