"""The signed description at the head of an export file: from whom, for whom, what, and the hash of every stream.

Canonical JSON (RFC 8785), so that a signature over it means the same to every reader. Nothing in it names a path or
an address. Members of a newer minor version are kept in ``extra``; layout: docs/formats/export-file.md.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

import msgspec

from caseapp.domain import canonical
from caseapp.domain.canonical import MAX_INT, Json, NotCanonical
from caseapp.exchange import limits
from caseapp.exchange.errors import BadPackage, NewerPackage, TooBig
from caseapp.history.errors import BadHistory
from caseapp.history.ids import RecordKey, record_key, token, unhex
from caseapp.history.intervals import Have

MAJOR: Final = 1
MINOR: Final = 0
HISTORY: Final = "history"
CARDS: Final = "cards"
CHANGESETS: Final = "changesets"
BLOBS: Final = "blobs"
KNOWN_STREAMS: Final = (CARDS, CHANGESETS, BLOBS)  # and in this order
SIGNED_PREFIX: Final = b"casepkg/v1\0"

_MAX_LENGTH: Final = {CARDS: limits.MAX_STREAM, CHANGESETS: limits.MAX_STREAM, BLOBS: limits.MAX_BLOB_STREAM}
_MAX_COUNT: Final = {CARDS: limits.MAX_CARDS, CHANGESETS: limits.MAX_CHANGESETS, BLOBS: limits.MAX_BLOBS}


class Stream(msgspec.Struct, frozen=True):
    """One run of bytes after the signature; ``length`` in bytes."""

    kind: str
    length: int
    sha256: bytes


class Checkpoint(msgspec.Struct, frozen=True):
    """Where the sender's custody log stood: number of entries and root of their tree (RFC 6962)."""

    size: int = 0
    root: bytes = sha256(b"").digest()


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the sender signs. ``seq`` counts the files of one sender, life and set of recipients, from 1."""

    package_id: bytes  # 16 random bytes
    sender: bytes  # fingerprint, 32 bytes
    life: bytes  # 8 bytes: a restored vault counts anew
    recipients: tuple[bytes, ...]  # fingerprints, sorted; signed: nobody can pass it on as meant for others
    seq: int
    prev: bytes | None  # digest of the manifest of seq - 1; None when seq is 1
    created: int  # milliseconds since 1970, UTC; a claim
    app: str  # version of the program that wrote it
    schema: int  # version of the record types it knew
    sample: bool
    have: Have  # what the sender's vault has within the scope
    roots: tuple[RecordKey, ...] = ()  # the records whose closure this is; none means everything
    roster: int = 0  # number of the newest roster the sender knows
    checkpoint: Checkpoint = Checkpoint()
    counts: Mapping[str, int] = {}
    streams: tuple[Stream, ...] = ()
    kind: str = HISTORY
    minor: int = MINOR
    min_reader: int = 0
    extra: Mapping[str, Json] = {}

    def __repr__(self) -> str:
        return f"Manifest({self.kind} {self.seq})"

    @property
    def everything(self) -> bool:
        """False for a part: holes in it are meant and raise no alarm."""
        return not self.roots

    @property
    def body(self) -> int:
        """Bytes of all streams together."""
        return sum(stream.length for stream in self.streams)


def digest(raw: bytes) -> bytes:
    """SHA-256 of the manifest's bytes. It commits to every stream, so it is the hash of the package."""
    return sha256(raw).digest()


def signed(raw: bytes) -> bytes:
    """What the signature is over."""
    return SIGNED_PREFIX + digest(raw)


def encode(manifest: Manifest) -> bytes:
    """The canonical bytes. Raises TooBig, BadPackage for what ``decode`` would refuse."""
    scope: Json = "everything"
    if manifest.roots:
        scope = [list(root) for root in manifest.roots]
    raw = canonical.encode({
        **manifest.extra,
        "app": manifest.app,
        "checkpoint": {"root": manifest.checkpoint.root.hex(), "size": manifest.checkpoint.size},
        "counts": dict(manifest.counts),
        "created": manifest.created,
        "format": {"major": MAJOR, "minor": manifest.minor},
        "have": manifest.have.to_json(),
        "kind": manifest.kind,
        "life": manifest.life.hex(),
        "min_reader": manifest.min_reader,
        "package_id": manifest.package_id.hex(),
        "prev": None if manifest.prev is None else manifest.prev.hex(),
        "recipients": [recipient.hex() for recipient in manifest.recipients],
        "roster": manifest.roster,
        "sample": manifest.sample,
        "schema": manifest.schema,
        "scope": scope,
        "sender": manifest.sender.hex(),
        "seq": manifest.seq,
        "streams": [{"kind": s.kind, "len": s.length, "sha256": s.sha256.hex()} for s in manifest.streams],
    })
    decode(raw)
    return raw


def decode(raw: bytes) -> Manifest:
    """The manifest behind its bytes, every bound checked. Raises NewerPackage, BadPackage, TooBig."""
    if len(raw) > limits.MAX_MANIFEST:
        raise TooBig("manifest", limits.MAX_MANIFEST)
    try:
        value = canonical.decode(raw, limits.MAX_MANIFEST)
    except NotCanonical as error:
        raise BadPackage("manifest", str(error.params["reason"])) from None
    if not isinstance(value, dict):
        raise BadPackage("manifest", "members")
    members = _Members(value, "manifest")
    minor, min_reader = _versions(members)
    try:
        manifest = _read(members, minor, min_reader)
    except BadHistory as error:
        raise BadPackage("manifest", str(error.params["reason"])) from None
    if minor <= MINOR and manifest.extra:
        raise BadPackage("manifest", "members")
    _check_streams(manifest)
    return manifest


class _Members:
    """The members of an object, taken out one by one with the type they must have."""

    def __init__(self, value: Mapping[str, Any], place: str) -> None:
        self.left = dict(value)
        self._place = place

    def number(self, name: str, lowest: int = 0, highest: int = MAX_INT) -> int:
        value = self.left.pop(name, None)
        if type(value) is not int or not lowest <= value <= highest:
            raise BadPackage(f"{self._place}.{name}", "number out of range")
        return value

    def line(self, name: str) -> str:
        value = self.left.pop(name, None)
        if not isinstance(value, str) or not 0 < len(value) <= limits.MAX_NAME:
            raise BadPackage(f"{self._place}.{name}", "not a name")
        if not (value.isascii() and value.isprintable()):
            raise BadPackage(f"{self._place}.{name}", "not a name")
        return value

    def flag(self, name: str) -> bool:
        value = self.left.pop(name, None)
        if not isinstance(value, bool):
            raise BadPackage(f"{self._place}.{name}", "not a flag")
        return value

    def digits(self, name: str, size: int) -> bytes:
        return unhex(self.line_of_digits(name, size), size, f"{self._place}.{name}")

    def line_of_digits(self, name: str, size: int) -> str:
        value = self.left.pop(name, None)
        if not isinstance(value, str) or len(value) != 2 * size:
            raise BadPackage(f"{self._place}.{name}", "not hexadecimal")
        return value

    def inner(self, name: str) -> "_Members":
        value = self.left.pop(name, None)
        if not isinstance(value, dict):
            raise BadPackage(f"{self._place}.{name}", "members")
        return _Members(value, f"{self._place}.{name}")

    def items(self, name: str, highest: int) -> list[Any]:
        value = self.left.pop(name, None)
        if not isinstance(value, list):
            raise BadPackage(f"{self._place}.{name}", "not a list")
        if len(value) > highest:
            raise TooBig(name, highest)
        return value

    def end(self) -> None:
        if self.left:
            raise BadPackage(self._place, "members")


def _versions(members: _Members) -> tuple[int, int]:
    form = members.inner("format")
    major = form.number("major")
    if major > MAJOR:
        raise NewerPackage
    if major < MAJOR:
        raise BadPackage("manifest.format", "number out of range")
    minor = form.number("minor")
    min_reader = members.number("min_reader", 0, minor)
    if min_reader > MINOR:
        raise NewerPackage
    if minor <= MINOR:
        form.end()
    return minor, min_reader


def _read(members: _Members, minor: int, min_reader: int) -> Manifest:
    kind = members.line("kind")
    if kind != HISTORY:
        raise NewerPackage if minor > MINOR else BadPackage("manifest.kind", "not known")
    checkpoint = members.inner("checkpoint")
    seq = members.number("seq", 1)
    if members.left.get("prev", "") is None:
        prev: bytes | None = members.left.pop("prev")
    else:
        prev = members.digits("prev", 32)
    if (prev is None) != (seq == 1):
        raise BadPackage("manifest.prev", "does not fit the number")
    return Manifest(
        package_id=members.digits("package_id", 16),
        sender=members.digits("sender", 32),
        life=members.digits("life", 8),
        recipients=_recipients(members),
        seq=seq,
        prev=prev,
        created=members.number("created"),
        app=members.line("app"),
        schema=members.number("schema"),
        sample=members.flag("sample"),
        have=Have.from_json(members.left.pop("have", None)),
        roots=_roots(members),
        roster=members.number("roster"),
        checkpoint=Checkpoint(checkpoint.number("size"), checkpoint.digits("root", 32)),
        counts=_counts(members),
        streams=_streams(members),
        kind=kind,
        minor=minor,
        min_reader=min_reader,
        extra=members.left,
    )


def _recipients(members: _Members) -> tuple[bytes, ...]:
    found = tuple(
        unhex(item if isinstance(item, str) else "", 32, "manifest.recipients")
        for item in members.items("recipients", limits.MAX_RECIPIENTS)
    )
    if not found or list(found) != sorted(set(found)):
        raise BadPackage("manifest.recipients", "not sorted")
    return found


def _roots(members: _Members) -> tuple[RecordKey, ...]:
    if members.left.get("scope") == "everything":
        del members.left["scope"]
        return ()
    found = []
    for item in members.items("scope", limits.MAX_ROOTS):
        match item:
            case [str(type_), str(id_)]:
                found.append(record_key(type_, id_, "manifest.scope"))
            case _:
                raise BadPackage("manifest.scope", "not a record")
    if not found or found != sorted(set(found)):
        raise BadPackage("manifest.scope", "not sorted")
    return tuple(found)


def _counts(members: _Members) -> dict[str, int]:
    counts = members.inner("counts")
    if len(counts.left) > limits.MAX_STREAMS:
        raise TooBig("counts", limits.MAX_STREAMS)
    found = {}
    for name in list(counts.left):
        highest = _MAX_COUNT.get(token(name, "manifest.counts"), MAX_INT)
        found[name] = counts.number(name)
        if found[name] > highest:
            raise TooBig(name, highest)
    return found


def _streams(members: _Members) -> tuple[Stream, ...]:
    found = []
    for item in members.items("streams", limits.MAX_STREAMS):
        inner = _Members(item if isinstance(item, dict) else {}, "manifest.streams")
        kind = token(inner.line("kind"), "manifest.streams")
        length = inner.number("len")
        highest = _MAX_LENGTH.get(kind, limits.MAX_BLOB_STREAM)
        if length > highest:
            raise TooBig(kind, highest)
        found.append(Stream(kind, length, inner.digits("sha256", 32)))
        inner.end()
    return tuple(found)


def _check_streams(manifest: Manifest) -> None:
    kinds = tuple(stream.kind for stream in manifest.streams)
    if manifest.streams and kinds[:3] != KNOWN_STREAMS:
        raise BadPackage("manifest.streams", "not in order")
    further = kinds[3:]
    if any(kind in KNOWN_STREAMS for kind in further) or (further and manifest.minor <= MINOR):
        raise BadPackage("manifest.streams", "not known")
    if manifest.streams and not set(KNOWN_STREAMS) <= set(manifest.counts):
        raise BadPackage("manifest.counts", "members")
