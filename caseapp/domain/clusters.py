"""Marks that would lie on one another become one with a number. Pure, and the same whatever the order."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from caseapp.domain.atlas import Spot

_Cell = tuple[Hashable, int, int]


@dataclass(frozen=True, slots=True)
class Cluster:
    """``members``: positions in what was given. ``spot``: where it is drawn, in the middle of its members."""

    spot: Spot
    members: tuple[int, ...]


def clustered(spots: Sequence[Spot], kinds: Sequence[Hashable], cell: float) -> list[Cluster]:
    """Spots of one kind in one cell of side ``cell``, with the neighbouring cells whose middle is nearer than that; the
    largest cells first; ``kinds`` beside ``spots``.

    Cells are anchored to the map and not to the window, so that nothing jumps while the map is moved.
    """
    cells: dict[_Cell, list[int]] = {}
    for at, ((x, y), kind) in enumerate(zip(spots, kinds, strict=True)):
        cells.setdefault((kind, int(x // cell), int(y // cell)), []).append(at)
    made = {key: _cluster(spots, members) for key, members in cells.items()}
    left, found = dict(made), []
    for key, cluster in sorted(made.items(), key=lambda item: (-len(item[1].members), item[1].spot)):
        if left.pop(key, None) is None:
            continue
        near = [other for other in _around(key) if other in left and _apart(left[other].spot, cluster.spot) < cell]
        more = [at for other in near for at in left.pop(other).members]
        found.append(_cluster(spots, sorted((*cluster.members, *more))) if more else cluster)
    return found


def _cluster(spots: Sequence[Spot], members: Sequence[int]) -> Cluster:
    share = 1 / len(members)
    return Cluster((sum(spots[at][0] for at in members) * share, sum(spots[at][1] for at in members) * share),
                   tuple(members))


def _around(key: _Cell) -> Iterator[_Cell]:
    kind, x, y = key
    return ((kind, x + right, y + down) for right in (-1, 0, 1) for down in (-1, 0, 1) if right or down)


def _apart(one: Spot, other: Spot) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))
