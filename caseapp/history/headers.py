"""Strict reading of the three signed headers: change, entry, changeset.

A header that this version would have written itself is recognised by writing it again. One with members of a newer
minor version is checked to be canonical, read as far as known, and kept verbatim by the caller.
"""

from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

import msgspec

from caseapp.domain import canonical
from caseapp.history.change import FIELDLESS, FORMAT, KNOWN_OPS, MAX_OVER, MAX_PARENTS
from caseapp.history.changeset import Stamp
from caseapp.history.errors import BadHistory, NewerHistory
from caseapp.history.ids import (
    HASH_SIZE,
    LIFE_SIZE,
    MAX_COUNTER,
    ChangeId,
    RecordKey,
    WriteId,
    record_key,
    token,
    unhex,
)

_MAX_NAME: Final = 64  # of a zone or device
_FIRST: Final = b'"over":[]}'
_SHORT: Final = 128
_encoder: Final = msgspec.json.Encoder()
_sorted: Final = msgspec.json.Encoder(order="sorted")
_S = TypeVar("_S", bound=msgspec.Struct)


class _Change(msgspec.Struct):
    author: str
    counter: int
    life: str
    parents: list[str]
    record: tuple[str, str]
    v: int


class _Entry(msgspec.Struct):
    op: str
    field: str = ""
    over: list[tuple[str, int]] = []


class _Changeset(msgspec.Struct):
    author: str
    cause: str
    counter: int
    device: str
    group: str | None
    hlc: int
    life: str
    prev: str | None
    root: str
    title: str
    v: int
    zone: str


_change: Final = msgspec.json.Decoder(_Change)
_entry: Final = msgspec.json.Decoder(_Entry)
_changeset: Final = msgspec.json.Decoder(_Changeset)


class ChangeHeader(NamedTuple):
    """What a change says about itself."""

    author: bytes
    life: bytes
    counter: int
    record: RecordKey
    parents: tuple[ChangeId, ...]


class EntryHeader(NamedTuple):
    """What an entry says about itself; ``newer`` as in ``Entry``."""

    op: str
    field: str
    over: tuple[WriteId, ...]
    newer: bool


class ChangesetHeader(NamedTuple):
    """What a changeset says about itself."""

    stamp: Stamp
    root: bytes
    title_commit: bytes


def _read(decoder: "msgspec.json.Decoder[_S]", raw: bytes, place: str) -> _S:
    try:
        return decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadHistory(place, "members") from None


def _check_canonical(raw: bytes, place: str) -> None:
    try:
        canonical.decode(raw)
    except canonical.NotCanonical as error:
        raise BadHistory(place, str(error.params["reason"])) from None


def _counter(value: int, place: str, lowest: int = 1) -> int:
    if not lowest <= value <= MAX_COUNTER:
        raise BadHistory(place, "number out of range")
    return value


def _name(text: str, place: str) -> str:
    if len(text) > _MAX_NAME or not (text.isascii() and text.isprintable()):
        raise BadHistory(place, "not a name")
    return text


def _version(v: int) -> None:
    if v > FORMAT:
        raise NewerHistory
    if v != FORMAT:
        raise BadHistory("v", "number out of range")


def read_change(raw: bytes, place: str) -> ChangeHeader:
    """The parsed header of a change. Raises BadHistory, NewerHistory."""
    head = _read(_change, raw, place)
    _version(head.v)
    if _encoder.encode(head) != raw:
        _check_canonical(raw, place)
    if len(head.parents) > MAX_PARENTS:
        raise BadHistory(f"{place}.parents", "too many")
    parents = tuple(unhex(parent, HASH_SIZE, f"{place}.parents") for parent in head.parents)
    return ChangeHeader(
        unhex(head.author, HASH_SIZE, f"{place}.author"), unhex(head.life, LIFE_SIZE, f"{place}.life"),
        _counter(head.counter, f"{place}.counter"), record_key(*head.record, f"{place}.record"), parents,
    )


def read_entry(raw: bytes, place: str) -> EntryHeader:
    """The parsed header of an entry. Raises BadHistory."""
    if raw.endswith(_FIRST) and len(raw) < _SHORT:
        return _first_write(raw, place.partition("[")[0])
    return _read_entry(raw, place)


@lru_cache(4096)
def _first_write(raw: bytes, place: str) -> EntryHeader:
    """Writes that replace nothing have few different headers and are most of a new record."""
    return _read_entry(raw, place)


def _read_entry(raw: bytes, place: str) -> EntryHeader:
    head = _read(_entry, raw, place)
    op = token(head.op, f"{place}.op")
    known = _sorted.encode(_shape(head)) == raw
    if not known:
        _check_canonical(raw, place)
    if head.field:
        token(head.field, f"{place}.field")
    if len(head.over) > MAX_OVER:
        raise BadHistory(f"{place}.over", "too many")
    over = tuple(
        WriteId(unhex(change, HASH_SIZE, f"{place}.over"), _counter(k, f"{place}.over", 0))
        for change, k in head.over
    )
    newer = not known or op not in KNOWN_OPS
    if not newer and (not head.field) != (op in FIELDLESS):
        raise BadHistory(f"{place}.field", "does not fit the op")
    return EntryHeader(op, head.field, over, newer)


def _shape(head: _Entry) -> dict[str, object]:
    """The members this version writes: ``over`` always, ``field`` where the op has one."""
    shape: dict[str, object] = {"op": head.op, "over": head.over}
    return shape | {"field": head.field} if head.field else shape


def read_changeset(raw: bytes, place: str) -> ChangesetHeader:
    """The parsed header of a changeset. Raises BadHistory, NewerHistory."""
    head = _read(_changeset, raw, place)
    _version(head.v)
    _check_canonical(raw, place)
    counter = _counter(head.counter, f"{place}.counter")
    if (head.prev is None) != (counter == 1):
        raise BadHistory(f"{place}.prev", "does not fit the counter")
    stamp = Stamp(
        author=unhex(head.author, HASH_SIZE, f"{place}.author"),
        life=unhex(head.life, LIFE_SIZE, f"{place}.life"),
        counter=counter,
        prev=None if head.prev is None else unhex(head.prev, HASH_SIZE, f"{place}.prev"),
        hlc=_counter(head.hlc, f"{place}.hlc", 0),
        zone=_name(head.zone, f"{place}.zone"),
        device=_name(head.device, f"{place}.device"),
        cause=token(head.cause, f"{place}.cause"),
        group=None if head.group is None else unhex(head.group, 16, f"{place}.group"),
    )
    return ChangesetHeader(
        stamp, unhex(head.root, HASH_SIZE, f"{place}.root"), unhex(head.title, HASH_SIZE, f"{place}.title")
    )
