"""One canonical JSON document per changeset, or per travelling part of one: the line of an export file's stream.

``decode`` accepts exactly what ``encode`` writes, so received bytes are sent on identically by construction; headers
with ops, fields and members of a newer minor version pass through verbatim. Layout: docs/formats/changeset.md.
``pack`` and ``unpack`` give storage the ``body`` of one change, the same bytes that travel.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import UNSET, Raw, UnsetType

from caseapp.domain import canonical
from caseapp.history.bundle import Bundle, Part, carry
from caseapp.history.change import (
    MAX_ENTRIES,
    SALT_SIZE,
    SEED_SIZE,
    Change,
    Entry,
    Op,
    Status,
    commit_of,
    hash_change,
    hash_entry,
    salt_of,
)
from caseapp.history.changeset import MAX_CHANGES, MAX_TITLE, Changeset, Title, hash_header
from caseapp.history.errors import BadHistory, TooLarge
from caseapp.history.headers import read_change, read_changeset, read_entry
from caseapp.history.ids import HASH_SIZE, ChangeId, unhex
from caseapp.history.merkle import Proof

MAX_DOCUMENT: Final = 1024 * 1024  # bytes of one line
MAX_CHANGE: Final = 900_000  # bytes of one change's header and body, so that it always fits into a line

_STATES: Final = {"withheld": Status.WITHHELD, "erased": Status.ERASED}
_NAMES: Final = {status: name for name, status in _STATES.items()}


class _Entry(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    commit: str = ""
    entry: Raw | UnsetType = UNSET
    hash: str = ""
    salt: str = ""
    state: str = ""
    value: Raw | UnsetType = UNSET


class _Body(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    entries: list[_Entry]
    seed: str = ""


class _Proof(msgspec.Struct, forbid_unknown_fields=True):
    index: int
    path: list[str]
    size: int


class _Change(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    body: _Body
    header: Raw
    proof: _Proof | UnsetType = UNSET
    skeleton: bool = False


class _Title(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    salt: str = ""
    state: str = ""
    text: str | UnsetType = UNSET


class _Document(msgspec.Struct, forbid_unknown_fields=True):
    changes: list[_Change]
    header: Raw
    sig: str
    title: _Title


_encoder: Final = msgspec.json.Encoder()  # the structs above declare their members in sorted order
_document: Final = msgspec.json.Decoder(_Document)
_body: Final = msgspec.json.Decoder(_Body)
_any: Final = msgspec.json.Decoder()


def encode(bundle: Bundle) -> bytes:
    """The document, without a line end. Raises TooLarge beyond MAX_DOCUMENT: ``split`` first."""
    data = _encoder.encode(_Document(
        changes=[_change_out(part) for part in bundle.parts],
        header=Raw(bundle.changeset.header),
        sig=bundle.changeset.signature.hex(),
        title=_title_out(bundle.changeset.title),
    ))
    if len(data) > MAX_DOCUMENT:
        raise TooLarge("bytes", MAX_DOCUMENT)
    return data


def split(bundle: Bundle, ids: list[ChangeId] | None = None) -> Iterator[Bundle]:
    """The same bundle in pieces that each fit into one document; in one piece, unchanged, if it fits.

    ``ids`` as for ``carry``; of a bundle without proofs they are those of its parts.
    """
    sizes = [len(_encoder.encode(_change_out(part))) for part in bundle.parts]
    room = MAX_DOCUMENT - len(_encoder.encode(_title_out(bundle.changeset.title))) - len(bundle.changeset.header) - 512
    if sum(sizes) + len(sizes) <= room:
        yield bundle
        return
    whole = all(part.proof is None for part in bundle.parts)
    if whole:
        ids = [part.change.id for part in bundle.parts]
        sizes = [size + 70 * 10 + 64 for size in sizes]  # the proof that each part will carry
    piece: list[Part] = []
    used = 0
    for part, size in zip(bundle.parts, sizes, strict=True):
        if piece and used + size + 1 > room:
            yield carry(bundle.changeset, piece, ids)
            piece, used = [], 0
        piece.append(part)
        used += size + 1
    yield carry(bundle.changeset, piece, ids)


def decode(data: bytes | memoryview, limit: int = MAX_DOCUMENT) -> Bundle:
    """The bundle behind one document; ids are computed, nothing is verified yet. Raises BadHistory, NewerHistory."""
    if len(data) > limit:
        raise BadHistory("document", "too long")
    raw = bytes(data)
    try:
        document = _document.decode(raw)
        _check_text(raw)
        bundle = _bundle_in(document)
        again = encode(bundle)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise BadHistory("document", "not of this form") from None
    if again != raw:
        raise BadHistory("document", "not canonical")
    return bundle


def pack(change: Change) -> bytes:
    """The body of a change (entries, values, seed or salts) for a database column: the bytes that travel."""
    return _encoder.encode(_body_out(change))


def unpack(id_: ChangeId, header: bytes, packed: bytes) -> Change:
    """The change behind our own columns; hashes are not checked again, ``check_id`` does that. Raises BadHistory."""
    head = read_change(header, "header")
    try:
        body = _body.decode(packed)
        seed = unhex(body.seed, SEED_SIZE, "seed") if body.seed else b""
        entries = tuple([_entry_in(entry, seed, "entry") for entry in body.entries])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise BadHistory("body", "not of this form") from None
    return Change(id_, header, head.author, head.life, head.counter, head.record, head.parents, entries, seed)


def unpack_changeset(header: bytes, signature: bytes, title: Title) -> Changeset:
    """The changeset behind our own columns: the id is computed from the header. Raises BadHistory, NewerHistory."""
    head = read_changeset(header, "header")
    return Changeset(hash_header(header), header, signature, head.stamp, head.root, head.title_commit, title)


def check_id(change: Change) -> bool:
    """True if the id is the hash of what is here: the log's self-test."""
    return _id_of(change.header, change.entries, change.seed) == change.id


def _check_text(raw: bytes) -> None:
    """Every string is in NFC if the document is, since a quotation mark composes with nothing."""
    if not raw.isascii() and not unicodedata.is_normalized("NFC", raw.decode("utf-8")):
        raise BadHistory("document", "text not in NFC")


def _bundle_in(document: _Document) -> Bundle:
    if len(document.changes) > MAX_CHANGES:
        raise BadHistory("changes", "too many")
    title = _title_in(document.title)
    changeset = unpack_changeset(bytes(document.header), unhex(document.sig, 64, "sig"), title)
    parts = [_part_in(change, f"changes[{at}]") for at, change in enumerate(document.changes)]
    return Bundle(changeset, tuple(parts))


def _part_in(change: _Change, place: str) -> Part:
    header = bytes(change.header)
    head = read_change(header, f"{place}.header")
    if len(change.body.entries) > MAX_ENTRIES:
        raise BadHistory(f"{place}.entries", "too many")
    seed = unhex(change.body.seed, SEED_SIZE, f"{place}.seed") if change.body.seed else b""
    entries = tuple([_entry_in(entry, seed, place) for entry in change.body.entries])
    values = [entry.value for entry in entries if entry.status is Status.WHOLE]
    for value in values:
        _check_value(value, place)
    if change.skeleton and values:
        raise BadHistory(place, "a skeleton with values")
    if seed and not values:  # nothing would commit to it: it could be altered unseen
        raise BadHistory(f"{place}.seed", "a seed without values")
    id_ = _id_of(header, entries, seed)
    made = Change(id_, header, head.author, head.life, head.counter, head.record, head.parents, entries, seed)
    return Part(made, _proof_in(change.proof, place), not change.skeleton)


def _id_of(header: bytes, entries: tuple[Entry, ...], seed: bytes) -> ChangeId:
    hashes = []
    for k, entry in enumerate(entries):
        status = entry.status
        if status is Status.WHOLE:
            salt = salt_of(seed, k) if seed else entry.salt
            hashes.append(hash_entry(entry.header, commit_of(salt, entry.value)))
        elif status is Status.BARE:
            hashes.append(entry.hash)
        else:
            hashes.append(hash_entry(entry.header, entry.hash))
    return hash_change(header, hashes)


def _entry_in(wire: _Entry, seed: bytes, place: str) -> Entry:
    if wire.entry is UNSET:
        if seed:
            raise BadHistory(f"{place}.seed", "does not fit a hidden value")
        return Entry("", "", (), b"", Status.BARE, hash=unhex(wire.hash, HASH_SIZE, f"{place}.hash"))
    header = bytes(wire.entry)
    head = read_entry(header, place)
    value = salt = hash_ = b""
    status = Status.NONE
    if wire.value is not UNSET:
        status = Status.WHOLE
        value = bytes(wire.value)
        salt = b"" if seed else unhex(wire.salt, SALT_SIZE, f"{place}.salt")
    elif wire.state or wire.commit:
        if seed or wire.state not in _STATES:
            raise BadHistory(f"{place}.state", "does not fit")
        status = _STATES[wire.state]
        hash_ = unhex(wire.commit, HASH_SIZE, f"{place}.commit")
    if not head.newer and (head.op == Op.PUT) == (status is Status.NONE):
        raise BadHistory(f"{place}.value", "does not fit the op")
    return Entry(head.op, head.field, head.over, header, status, value, salt, hash_, head.newer)


def _check_value(raw: bytes, place: str) -> None:
    value = _any.decode(raw)
    if type(value) is str and len(raw) <= canonical.MAX_STRING:
        if _encoder.encode(value) != raw:
            raise BadHistory(f"{place}.value", "not canonical")
        return
    try:
        canonical.check(value)
    except canonical.NotCanonical as error:
        raise BadHistory(f"{place}.value", str(error.params["reason"])) from None
    if canonical.encode_checked(value) != raw:
        raise BadHistory(f"{place}.value", "not canonical")


def _proof_in(wire: _Proof | UnsetType, place: str) -> Proof | None:
    if isinstance(wire, UnsetType):
        return None
    if not 0 <= wire.index < wire.size <= MAX_CHANGES:
        raise BadHistory(f"{place}.proof", "number out of range")
    return Proof(wire.index, wire.size, tuple(unhex(node, HASH_SIZE, f"{place}.proof") for node in wire.path))


def _title_in(wire: _Title) -> Title:
    if isinstance(wire.text, UnsetType):
        if wire.state not in _STATES:
            raise BadHistory("title", "does not fit")
        return Title(_STATES[wire.state])
    if len(canonical.encode(wire.text)) > MAX_TITLE:
        raise BadHistory("title", "too long")
    return Title(Status.WHOLE, wire.text, unhex(wire.salt, SALT_SIZE, "title.salt"))


def _title_out(title: Title) -> _Title:
    if title.status is Status.WHOLE:
        return _Title(salt=title.salt.hex(), text=title.text)
    return _Title(state=_NAMES[title.status])


def _change_out(part: Part) -> _Change:
    proof: _Proof | UnsetType = UNSET
    if part.proof is not None:
        proof = _Proof(part.proof.index, [node.hex() for node in part.proof.path], part.proof.size)
    return _Change(_body_out(part.change), Raw(part.change.header), proof, not part.live)


def _body_out(change: Change) -> _Body:
    return _Body([_entry_out(entry) for entry in change.entries], change.seed.hex())


def _entry_out(entry: Entry) -> _Entry:
    status = entry.status
    if status is Status.WHOLE:
        return _Entry(entry=Raw(entry.header), salt=entry.salt.hex(), value=Raw(entry.value))
    if status is Status.NONE:
        return _Entry(entry=Raw(entry.header))
    if status is Status.BARE:
        return _Entry(hash=entry.hash.hex())
    return _Entry(commit=entry.hash.hex(), entry=Raw(entry.header), state=_NAMES[status])
