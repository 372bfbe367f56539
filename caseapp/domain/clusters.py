"""Marks that would lie on one another become one with a number. Pure, and the same whatever the order."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from caseapp.domain.atlas import Spot


@dataclass(frozen=True, slots=True)
class Cluster:
    """``members``: positions in what was given. ``spot``: where it is drawn, in the middle of its members."""

    spot: Spot
    members: tuple[int, ...]


def clustered(spots: Sequence[Spot], kinds: Sequence[Hashable], cell: float) -> list[Cluster]:
    """Spots of one kind whose cells of side ``cell`` are the same, the largest first; ``kinds`` beside ``spots``.

    Cells are anchored to the map and not to the window, so that nothing jumps while the map is moved.
    """
    cells: dict[tuple[Hashable, int, int], list[int]] = {}
    for at, ((x, y), kind) in enumerate(zip(spots, kinds, strict=True)):
        cells.setdefault((kind, int(x // cell), int(y // cell)), []).append(at)
    found = []
    for members in cells.values():
        share = 1 / len(members)
        middle = (sum(spots[at][0] for at in members) * share, sum(spots[at][1] for at in members) * share)
        found.append(Cluster(middle, tuple(members)))
    return sorted(found, key=lambda cluster: (-len(cluster.members), cluster.spot))
