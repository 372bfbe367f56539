"""One change: what one author did to one record in one action. Its bytes are final (docs/formats/change.md).

``Change`` keeps headers verbatim, so what a newer Caseapp wrote is hashed, stored and sent on byte for byte. A value
is committed to with its own salt, so that it can be withheld or erased while the author's signature still verifies.
"""

import enum
import hmac
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

import msgspec

from caseapp.domain.canonical import Json
from caseapp.history.errors import TooLarge
from caseapp.history.ids import ChangeId, RecordKey, WriteId

FORMAT: Final = 1  # the major version in every header
SALT_SIZE: Final = 16
SEED_SIZE: Final = 32
MAX_PARENTS: Final = 1024
MAX_OVER: Final = 4096
MAX_ENTRIES: Final = 4096

_encode: Final = msgspec.json.Encoder(order="sorted").encode


class Op(enum.StrEnum):
    """What an entry does. Any other word is an op of a newer Caseapp: kept, honoured as a cover, shown as such."""

    PUT = "put"  # the field, or one element of a set field, has this value; null is "unset"
    GONE = "gone"  # the set elements written by ``over`` are removed
    BOTH = "both"  # the writes in ``over`` all stand
    VOID = "void"  # undo: the writes in ``over`` are muted; no field
    ERASE = "erase"  # the values of the writes in ``over`` are hidden, later destroyed; no field


KNOWN_OPS: Final = frozenset(op.value for op in Op)
FIELDLESS: Final = frozenset((Op.VOID.value, Op.ERASE.value))


class Status(enum.IntEnum):
    """What is here of an entry."""

    NONE = 0  # an op that carries no value
    WHOLE = 1  # value and salt are here
    WITHHELD = 2  # commit only: the sender did not deliver the value
    ERASED = 3  # commit only: the value was destroyed here
    BARE = 4  # only e_k: not even the field's name is here


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One write of a change. ``value`` holds canonical bytes; its repr tells nothing of it.

    ``newer`` is true for an unknown op and for a header with members that this Caseapp does not know.
    """

    op: str
    field: str  # "" for void, erase and bare entries
    over: tuple[WriteId, ...]
    header: bytes  # verbatim canonical bytes; b"" when BARE
    status: Status
    value: bytes = b""  # canonical bytes when WHOLE
    salt: bytes = b""  # 16 bytes when WHOLE in a change without a seed
    hash: bytes = b""  # the commit when WITHHELD or ERASED, e_k when BARE
    newer: bool = False

    def __repr__(self) -> str:
        return f"Entry({self.op} {self.field} {self.status.name})"

    def read(self) -> Json:
        """The value. Raises msgspec.DecodeError when it is not here: ask ``status`` first."""
        value: Json = msgspec.json.decode(self.value)
        return value


class Change(msgspec.Struct, frozen=True):
    """A verified or own change. Two of the same ``id`` differ only in how much of the values is here."""

    id: ChangeId
    header: bytes  # verbatim canonical bytes
    author: bytes
    life: bytes
    counter: int
    record: RecordKey
    parents: tuple[ChangeId, ...]
    entries: tuple[Entry, ...]
    seed: bytes = b""  # 32 bytes while there are values and every one is here

    def __repr__(self) -> str:
        return f"Change({self.id.hex()[:12]} {self.record.type} {len(self.entries)} entries)"

    def salt(self, k: int) -> bytes:
        """The salt of entry ``k``; b"" when its value is not here."""
        if self.seed and self.entries[k].status is Status.WHOLE:
            return salt_of(self.seed, k)
        return self.entries[k].salt

    def commit(self, k: int) -> bytes:
        """The commitment of entry ``k``; b"" for an op without a value and for a bare entry."""
        entry = self.entries[k]
        if entry.status is Status.WHOLE:
            return commit_of(self.salt(k), entry.value)
        return entry.hash if entry.status in (Status.WITHHELD, Status.ERASED) else b""

    def entry_hash(self, k: int) -> bytes:
        """e_k."""
        entry = self.entries[k]
        if entry.status is Status.BARE:
            return entry.hash
        return hash_entry(entry.header, self.commit(k))


class Draft(NamedTuple):
    """One write to be made: ``value`` is canonical bytes, or None for an op without a value."""

    op: str
    field: str
    over: tuple[WriteId, ...] = ()
    value: bytes | None = None


def salt_of(seed: bytes, k: int) -> bytes:
    """HMAC-SHA-256(seed, k as four bytes, big-endian), its first 16 bytes."""
    return hmac.digest(seed, k.to_bytes(4, "big"), "sha256")[:SALT_SIZE]


def commit_of(salt: bytes, value: bytes) -> bytes:
    """SHA-256("va1" | salt | canonical value)."""
    return sha256(b"va1" + salt + value).digest()


def hash_entry(header: bytes, commit: bytes) -> bytes:
    """e_k = SHA-256("en1" | entry header | commit)."""
    return sha256(b"en1" + header + commit).digest()


def hash_change(header: bytes, entry_hashes: Sequence[bytes]) -> ChangeId:
    """SHA-256("ch1" | header | e_0 | … | e_n)."""
    return sha256(b"ch1" + header + b"".join(entry_hashes)).digest()


def entry_header(op: str, field: str, over: Sequence[WriteId]) -> bytes:
    """The canonical bytes of an entry's header."""
    named = [[change.hex(), k] for change, k in over]
    return _encode({"field": field, "op": op, "over": named} if field else {"op": op, "over": named})


def build(
    author: bytes, life: bytes, counter: int, record: RecordKey, parents: Sequence[ChangeId],
    drafts: Sequence[Draft], seed: bytes,
) -> Change:
    """A new whole change, hashed once. ``seed`` is 32 fresh random bytes from the caller. Raises TooLarge."""
    if len(drafts) > MAX_ENTRIES:
        raise TooLarge("entries", MAX_ENTRIES)
    header = _encode({
        "author": author.hex(), "counter": counter, "life": life.hex(), "parents": [p.hex() for p in parents],
        "record": record, "v": FORMAT,
    })
    entries = []
    digest = sha256(b"ch1" + header)
    for k, (op, field, over, value) in enumerate(drafts):
        if len(over) > MAX_OVER:
            raise TooLarge("over", MAX_OVER)
        head = entry_header(op, field, over)
        if value is None:
            digest.update(sha256(b"en1" + head).digest())
            entries.append(Entry(op, field, over, head, Status.NONE, newer=op not in KNOWN_OPS))
        else:
            commit = commit_of(salt_of(seed, k), value)
            digest.update(sha256(b"en1" + head + commit).digest())
            entries.append(Entry(op, field, over, head, Status.WHOLE, value, newer=op not in KNOWN_OPS))
    used = seed if any(draft.value is not None for draft in drafts) else b""  # docs/decisions/0012
    return Change(
        digest.digest(), header, author, life, counter, record, tuple(parents), tuple(entries), used
    )


def withhold(change: Change, hidden: Callable[[int, Entry], Status]) -> Change:
    """The same change with some values gone: ``hidden`` answers WHOLE, WITHHELD, ERASED or BARE for each entry.

    For redaction in an export, for physical erasure and for skeletons. The id, and so every signature, stays.
    Once anything is hidden the seed is dropped, since it would yield the salts of what was hidden.
    """
    wanted = [hidden(k, entry) for k, entry in enumerate(change.entries)]
    entries = tuple(_hide(change, k, status) for k, status in enumerate(wanted))
    if all(new is old for new, old in zip(entries, change.entries, strict=True)):
        return change
    salted = tuple(
        msgspec.structs.replace(entry, salt=salt_of(change.seed, k))
        if change.seed and entry.status is Status.WHOLE else entry
        for k, entry in enumerate(entries)
    )
    return msgspec.structs.replace(change, entries=salted, seed=b"")


def _hide(change: Change, k: int, status: Status) -> Entry:
    entry = change.entries[k]
    if status is Status.BARE and entry.status is not Status.BARE:
        return Entry("", "", (), b"", Status.BARE, hash=change.entry_hash(k))
    if entry.status is Status.WHOLE and status in (Status.WITHHELD, Status.ERASED):
        return msgspec.structs.replace(entry, status=status, value=b"", salt=b"", hash=change.commit(k))
    if entry.status is Status.WITHHELD and status is Status.ERASED:
        return msgspec.structs.replace(entry, status=status)
    return entry


_KNOWLEDGE: Final = {Status.BARE: 0, Status.WITHHELD: 1, Status.ERASED: 2, Status.WHOLE: 3, Status.NONE: 3}


def unite(one: Change, other: Change) -> Change:
    """The same change with the values of both copies: a redacted one met the whole one. Commutative, idempotent.

    The caller drops ids first whose content was destroyed here and is refused since (history §4, erase).
    """
    mine = [_KNOWLEDGE[entry.status] for entry in one.entries]
    theirs = [_KNOWLEDGE[entry.status] for entry in other.entries]
    if all(a >= b for a, b in zip(mine, theirs, strict=True)):
        return one if one.seed or not other.seed else other
    if all(a <= b for a, b in zip(mine, theirs, strict=True)):
        return other
    entries = tuple(
        _salted(one, k) if mine[k] >= theirs[k] else _salted(other, k) for k in range(len(mine))
    )
    return msgspec.structs.replace(one, entries=entries, seed=b"")


def _salted(change: Change, k: int) -> Entry:
    entry = change.entries[k]
    if entry.status is Status.WHOLE and change.seed:
        return msgspec.structs.replace(entry, salt=salt_of(change.seed, k))
    return entry
