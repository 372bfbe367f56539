"""One user action, signed. Its bytes are final (docs/formats/changeset.md).

The signature covers a header; the header holds the root of a tree over the change ids, so that part of an action can
travel and still verify. The title names people, so it is committed to like a value and withheld or erased like one.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from caseapp.domain.canonical import encode
from caseapp.history import merkle
from caseapp.history.change import FORMAT, Change, Status, commit_of
from caseapp.history.errors import NotGenuine, TooLarge
from caseapp.history.ids import ChangesetId, Writer

MAX_CHANGES: Final = 1000  # the smallest unit of verification; a bulk edit makes several changesets of one ``group``
MAX_TITLE: Final = 4096  # bytes of canonical JSON

Sign = Callable[[bytes], bytes]  # message -> 64-byte Ed25519 signature; the key stays with the security room


class Title(msgspec.Struct, frozen=True, gc=False):
    """What the action is called in the author's list: names people, so it is committed to with its own salt."""

    status: Status  # WHOLE, WITHHELD or ERASED
    text: str = ""
    salt: bytes = b""

    def __repr__(self) -> str:
        return f"Title({self.status.name})"


class Stamp(msgspec.Struct, frozen=True):
    """What the writing vault says about an action besides its contents."""

    author: bytes  # 32-byte fingerprint of the contact card's keys
    life: bytes  # 8 bytes
    counter: int  # from 1
    prev: ChangesetId | None  # of this writer's counter - 1; None when counter is 1
    hlc: int  # microseconds since 1970-01-01 UTC, see clock.py
    zone: str  # IANA name
    device: str
    cause: str = "edit"  # edit | undo | resolve | import-file | erase | …
    group: bytes | None = None  # 16 random bytes shared by the changesets of one action


class Changeset(msgspec.Struct, frozen=True):
    """The signed header of an action, without its changes."""

    id: ChangesetId
    header: bytes  # verbatim canonical bytes
    signature: bytes  # 64 bytes
    stamp: Stamp
    root: bytes
    title_commit: bytes
    title: Title

    @property
    def writer(self) -> Writer:
        """Whose chain this is a link of."""
        return Writer(self.stamp.author, self.stamp.life)


def hash_header(header: bytes) -> ChangesetId:
    """SHA-256("cs1" | header)."""
    return sha256(b"cs1" + header).digest()


def commit_title(title: Title) -> bytes:
    """The commitment of a whole title: the same formula as for a value. Raises NotCanonical."""
    return commit_of(title.salt, encode(title.text))


def build(stamp: Stamp, title: Title, changes: Sequence[Change], sign: Sign) -> Changeset:
    """A new signed changeset over ``changes`` in their order. Raises TooLarge, NotCanonical."""
    if len(changes) > MAX_CHANGES:
        raise TooLarge("changes", MAX_CHANGES)
    if len(encode(title.text)) > MAX_TITLE:
        raise TooLarge("title", MAX_TITLE)
    root = merkle.root([change.id for change in changes])
    commit = commit_title(title)
    header = encode({
        "author": stamp.author.hex(), "cause": stamp.cause, "counter": stamp.counter, "device": stamp.device,
        "group": None if stamp.group is None else stamp.group.hex(), "hlc": stamp.hlc, "life": stamp.life.hex(),
        "prev": None if stamp.prev is None else stamp.prev.hex(), "root": root.hex(), "title": commit.hex(),
        "v": FORMAT, "zone": stamp.zone,
    })
    id_ = hash_header(header)
    return Changeset(id_, header, sign(id_), stamp, root, commit, title)


def without_title(changeset: Changeset, status: Status) -> Changeset:
    """The same changeset with its title WITHHELD or ERASED."""
    return msgspec.structs.replace(changeset, title=Title(status))


def check_signature(changeset: Changeset, public_key: bytes) -> None:
    """Raise NotGenuine unless the 32-byte Ed25519 key (RFC 8032) signed this changeset's id."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(changeset.signature, changeset.id)
    except (InvalidSignature, ValueError):
        raise NotGenuine("signature") from None
