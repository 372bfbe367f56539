"""Cost as counted edge visits, not seconds: each pass looks at an edge once, whatever the shape."""

from collections.abc import Callable, Iterator

import pytest

from caseapp.history import cover, edges
from caseapp.history.change import Change, Entry, Op, Status
from caseapp.history.fold import fold
from caseapp.history.ids import WriteId
from caseapp.history.increment import increment
from caseapp.history.state import Logged
from tests.history.make import KEY, RULES


class Counted(tuple[WriteId, ...]):
    """An ``over`` that counts how often its edges are looked at."""

    visits = 0

    def __iter__(self) -> Iterator[WriteId]:
        Counted.visits += len(self)
        return super().__iter__()


def _change(n: int, entries: list[tuple[str, str, list[WriteId]]], parents: list[bytes]) -> Logged:
    made = tuple(
        Entry(op, field, Counted(over), b"", Status.WHOLE if op == Op.PUT else Status.NONE, b'"%d"' % (n % 7))
        for op, field, over in entries
    )
    return Logged(Change(_id(n), b"", b"a" * 32, b"l" * 8, n + 1, KEY, tuple(parents), made))


def _id(n: int) -> bytes:
    return n.to_bytes(32, "big")


def chain(size: int) -> list[Logged]:
    return [_change(n, [(Op.PUT, "name", [WriteId(_id(n - 1), 0)] if n else [])], [_id(n - 1)] if n else [])
            for n in range(size)]


def all_concurrent(size: int) -> list[Logged]:
    return [_change(n, [(Op.PUT, "name", [])], []) for n in range(size)]


def undo_redo(size: int) -> list[Logged]:
    first = [_change(0, [(Op.PUT, "name", [])], [])]
    return first + [_change(n, [(Op.VOID, "", [WriteId(_id(n - 1), 0)])], [_id(n - 1)]) for n in range(1, size)]


def lattice(width: int, layers: int) -> list[Logged]:
    logged = []
    for n in range(width * layers):
        below = [_id(m) for m in range((n // width - 1) * width, n // width * width)] if n >= width else []
        logged.append(_change(n, [(Op.PUT, "name", [WriteId(id_, 0) for id_ in below])], below))
    return logged


def set_elements(size: int) -> list[Logged]:
    return [_change(n, [(Op.PUT, "tags", [WriteId(_id(n - 1), 0)] if n % 2 else [])], []) for n in range(size)]


SHAPES: dict[str, Callable[[], list[Logged]]] = {
    "chain": lambda: chain(20_000), "all concurrent": lambda: all_concurrent(20_000),
    "undo and redo": lambda: undo_redo(20_000), "lattice": lambda: lattice(60, 12),
    "set elements": lambda: set_elements(20_000),
}


def _size(logged: list[Logged]) -> int:
    return len(logged) + sum(len(e.over) for item in logged for e in item.change.entries)


@pytest.mark.parametrize("shape", SHAPES)
def test_edges_are_read_once(shape: str) -> None:
    logged = SHAPES[shape]()
    bound = _size(logged)
    Counted.visits = 0
    fold(logged, RULES)
    assert Counted.visits <= bound


class CountedTargets:
    """The flat array of targets, counting what is read from it."""

    def __init__(self, graph: edges.Graph) -> None:
        self.array = graph.targets
        self.reads = 0

    def __getitem__(self, span: slice) -> object:
        found = self.array[span]
        self.reads += len(found)
        return found


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("backwards", [False, True])
def test_each_pass_walks_an_edge_once(shape: str, backwards: bool) -> None:
    logged = SHAPES[shape]()
    if backwards:
        logged.reverse()
    graph = edges.Graph(logged, ())
    counted = CountedTargets(graph)
    graph.targets = counted  # type: ignore[assignment]  # counts what the product reads
    cover.cover(graph, bytearray(len(graph.entries)))
    assert counted.reads <= _size(logged)


def test_the_count_would_see_an_edge_walked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    real = cover._walk

    def forgetful(graph: edges.Graph, start: int, covered: bytearray, walked: bytearray, waiting: set[str]) -> None:
        real(graph, start, covered, bytearray(len(walked)), waiting)
    monkeypatch.setattr(cover, "_walk", forgetful)
    graph = edges.Graph(lattice(20, 6), ())
    counted = CountedTargets(graph)
    graph.targets = counted  # type: ignore[assignment]  # counts what the product reads
    cover.cover(graph, bytearray(len(graph.entries)))
    assert counted.reads > _size(lattice(20, 6))


def test_a_chain_of_20000_undos_ends_right() -> None:
    assert "name" not in fold(undo_redo(20_000), RULES).fields
    assert len(fold(undo_redo(20_001), RULES).fields["name"].candidates) == 1


def test_2000_writes_one_by_one_all_take_the_fast_path() -> None:
    logged = chain(2_000)
    state = fold(logged[:1], RULES)
    for item in logged[1:]:
        after = increment(state, item, RULES)
        assert after is not None
        state = after
    assert state == fold(logged, RULES)
