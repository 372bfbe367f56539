"""A changeset as it travels: which of its changes go along, and the check that one author signed all of it."""

from collections.abc import Sequence

import msgspec

from caseapp.history import merkle
from caseapp.history.change import Change, Status
from caseapp.history.changeset import Changeset, check_signature, commit_title
from caseapp.history.errors import NotGenuine
from caseapp.history.ids import ChangeId
from caseapp.history.merkle import Proof


class Part(msgspec.Struct, frozen=True):
    """One travelling change. Not ``live``: a skeleton, headers and commits of a change outside the sender's view."""

    change: Change
    proof: Proof | None = None  # present if and only if not the whole changeset travels
    live: bool = True


class Bundle(msgspec.Struct, frozen=True):
    """A changeset with those of its changes that travel, in the changeset's order."""

    changeset: Changeset
    parts: tuple[Part, ...]


def carry(changeset: Changeset, parts: Sequence[Part], ids: Sequence[ChangeId] | None = None) -> Bundle:
    """A bundle of ``parts``, with proofs if they are not all of the changeset.

    ``ids``: all change ids of the changeset in order, when they are here; without them the parts bring their proofs.
    """
    if ids is None:
        return Bundle(changeset, tuple(parts))
    if len(parts) == len(ids):
        return Bundle(changeset, tuple(Part(part.change, None, part.live) for part in parts))
    proofs = dict(zip(ids, merkle.prove(ids), strict=True))
    return Bundle(changeset, tuple(Part(part.change, proofs[part.change.id], part.live) for part in parts))


def verify(bundle: Bundle, public_key: bytes) -> None:
    """Raise NotGenuine unless everything here was signed together with the 32-byte Ed25519 key.

    Change ids were computed from what is here, so one altered byte ends at the root, the proof or the signature.
    The caller knows that ``public_key`` belongs to the card whose fingerprint the header names.
    """
    changeset = bundle.changeset
    stamp = changeset.stamp
    records = set()
    for at, part in enumerate(bundle.parts):
        change = part.change
        if (change.counter, change.life, change.author) != (stamp.counter, stamp.life, stamp.author):
            raise NotGenuine(f"changes[{at}].header")
        if change.record in records:
            raise NotGenuine(f"changes[{at}].record")
        records.add(change.record)
    _verify_root(bundle)
    if changeset.title.status is Status.WHOLE and commit_title(changeset.title) != changeset.title_commit:
        raise NotGenuine("title")
    check_signature(changeset, public_key)


def _verify_root(bundle: Bundle) -> None:
    proofs = [part.proof for part in bundle.parts if part.proof is not None]
    if not proofs:
        if merkle.root([part.change.id for part in bundle.parts]) != bundle.changeset.root:
            raise NotGenuine("root")
        return
    if len(proofs) != len(bundle.parts):
        raise NotGenuine("proof")
    before = -1
    for at, (part, proof) in enumerate(zip(bundle.parts, proofs, strict=True)):
        in_order = before < proof.index and proof.size == proofs[0].size
        if not in_order or not merkle.verify(part.change.id, proof, bundle.changeset.root):
            raise NotGenuine(f"changes[{at}].proof")
        before = proof.index
