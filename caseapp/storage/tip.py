"""The tip of the log: how many changesets, and the RFC 6962 root over their ids in order of arrival.

Kept outside the database in the ``head`` sidecar, it makes missing commits visible that SQLite's own checks call fine
(security 2.4). Appending costs O(log n): only the roots of the complete subtrees are held.
"""

from collections.abc import Iterable
from hashlib import sha256

from caseapp.history.merkle import leaf_hash


class Tip:
    """An append-only Merkle tree reduced to its right edge."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._peaks: list[tuple[int, bytes]] = []  # (height, root) of complete subtrees, tallest first
        self.count = 0
        for leaf in leaves:
            self.append(leaf)

    def append(self, leaf: bytes) -> None:
        """Add one changeset id."""
        height, node = 0, leaf_hash(leaf)
        while self._peaks and self._peaks[-1][0] == height:
            _, left = self._peaks.pop()
            node = _node(left, node)
            height += 1
        self._peaks.append((height, node))
        self.count += 1

    def root(self) -> bytes:
        """The tree's hash; of no leaves, SHA-256 of nothing."""
        if not self._peaks:
            return sha256(b"").digest()
        node = self._peaks[-1][1]
        for _, left in reversed(self._peaks[:-1]):
            node = _node(left, node)
        return node


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
