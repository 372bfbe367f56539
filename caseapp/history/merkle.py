"""RFC 6962 tree over the change ids of a changeset: one change can travel and still prove whose action it was.

Leaves are hashed with prefix 0x00, inner nodes with 0x01 (RFC 6962, section 2.1), so neither passes for the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Proof:
    """Audit path of leaf ``index`` in a tree of ``size`` leaves (RFC 6962, section 2.1.1); hashes of 32 bytes."""

    index: int
    size: int
    path: tuple[bytes, ...]


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one leaf."""
    return sha256(b"\x00" + leaf).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """All levels, leaves first. A last node without a sibling moves up unhashed, which is RFC 6962's shape."""
    level = [leaf_hash(leaf) for leaf in leaves]
    levels = [level]
    while len(level) > 1:
        above = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            above.append(level[-1])
        levels.append(above)
        level = above
    return levels


def root(leaves: Sequence[bytes]) -> bytes:
    """The tree's hash; of no leaves, SHA-256 of nothing."""
    if not leaves:
        return sha256(b"").digest()
    return _levels(leaves)[-1][0]


def prove(leaves: Sequence[bytes]) -> list[Proof]:
    """The inclusion proofs of all leaves, in their order."""
    levels = _levels(leaves)[:-1]
    proofs = []
    for index in range(len(leaves)):
        path = []
        at = index
        for level in levels:
            if (sibling := at ^ 1) < len(level):
                path.append(level[sibling])
            at >>= 1
        proofs.append(Proof(index, len(leaves), tuple(path)))
    return proofs


def verify(leaf: bytes, proof: Proof, expected: bytes) -> bool:
    """True if ``proof`` leads from ``leaf`` to the root ``expected``, using its whole path and nothing else."""
    if not 0 <= proof.index < proof.size:
        return False
    at, last = proof.index, proof.size - 1
    running = leaf_hash(leaf)
    path = iter(proof.path)
    while last:
        if at % 2 or at < last:
            sibling = next(path, None)
            if sibling is None:
                return False
            running = _node(sibling, running) if at % 2 else _node(running, sibling)
        at >>= 1
        last >>= 1
    return next(path, None) is None and running == expected
