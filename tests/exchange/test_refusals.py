"""Everything that is wrong with a foreign file has its own name, changes nothing and leaves nothing."""

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import msgspec
import pyrage
import pytest

from caseapp.domain.canonical import Json
from caseapp.domain.errors import CaseappError
from caseapp.exchange import limits, reader
from caseapp.exchange.errors import (
    Altered,
    BadPackage,
    Foreign,
    Forged,
    MediumLost,
    NewerPackage,
    NoRoom,
    NotForUs,
    SampleMismatch,
    SenderUnknown,
    TooBig,
    Truncated,
    Unfinished,
)
from caseapp.exchange.manifest import BLOBS, CARDS, CHANGESETS
from caseapp.exchange.reader import open_package
from caseapp.history import wire
from caseapp.history.errors import BadHistory
from caseapp.security.identity import new_identity
from tests.exchange.world import Forge, World, blob_stream, drain, forge, records


class Plain:
    """A language that says things as they are written."""

    code = "en"

    def text(self, message: str) -> str:
        return message

    def plural(self, singular: str, plural: str, n: int) -> str:
        return singular if n == 1 else plural


def refused(world: World, path: Path, kind: type[CaseappError]) -> CaseappError:
    """Open ``path`` and expect ``kind``, a sentence without holes, and an empty scratch folder."""
    with pytest.raises(kind) as caught, world.open(path) as package:
        list(drain(package))
    assert type(caught.value) is kind
    assert len(caught.value.explain(Plain())) > 20
    assert world.left_behind() == []
    return caught.value


def test_the_forge_makes_files_that_are_accepted(world: World) -> None:
    """Negative control of every test below: without the one thing that is wrong, the same file is taken."""
    path = forge(world).write(world.target)
    with world.open(path) as package:
        assert len(list(drain(package))) == 5


@pytest.mark.parametrize("content", [
    b"", b"PK\x03\x04" + bytes(500), b"%PDF-1.7", b"SQLite format 3\0", b"age-encryptior",
])
def test_foreign_files(world: World, content: bytes) -> None:
    world.target.write_bytes(content)
    refused(world, world.target, Foreign)


def test_an_age_file_of_somebody_else(world: World) -> None:
    recipient = pyrage.x25519.Recipient.from_str(world.receiver.recipient)
    world.target.write_bytes(pyrage.encrypt(b"holiday pictures, many of them", [recipient]))
    refused(world, world.target, Foreign)
    world.target.write_bytes(pyrage.encrypt(b"", [recipient]))
    refused(world, world.target, Truncated)


def test_armor_and_passphrases_are_not_our_form(world: World) -> None:
    recipient = pyrage.x25519.Recipient.from_str(world.receiver.recipient)
    world.target.write_bytes(pyrage.encrypt(forge(world).plaintext(), [recipient], armored=True))
    refused(world, world.target, Foreign)
    stanza = b"-> scrypt " + b"A" * 22 + b" 18\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"
    world.target.write_bytes(b"age-encryption.org/v1\n" + stanza + bytes(64))
    refused(world, world.target, NotForUs)


def test_a_header_without_end_is_not_collected(world: World) -> None:
    world.target.write_bytes(b"age-encryption.org/v1\n" + b"-> X25519 " + b"A" * (8 * limits.MIB))
    refused(world, world.target, Foreign)


def test_a_folder_a_missing_file_and_an_unfinished_one(world: World) -> None:
    refused(world, world.folder, MediumLost)
    refused(world, world.folder / "gone.casepkg", MediumLost)
    part = world.folder / "export.casepkg.part"
    forge(world).write(part)
    refused(world, part, Unfinished)


def test_negative_control_the_same_part_file_under_its_own_name(world: World) -> None:
    part = world.folder / "export.casepkg.part"
    forge(world).write(part)
    with world.open(part.rename(world.target)) as package:
        assert package.verified


def test_not_for_us(world: World) -> None:
    world.write()
    other = new_identity()
    stranger = replace(world.who(), identities=(other.age_secret,))
    with pytest.raises(NotForUs):
        world.open(who=stranger)


def test_passed_on_to_somebody_the_sender_did_not_name(world: World) -> None:
    """A recipient decrypts, and encrypts the signed content for a third person: the signed list tells."""
    other = new_identity()
    recipient = pyrage.x25519.Recipient.from_str(other.recipient)
    world.target.write_bytes(pyrage.encrypt(forge(world).plaintext(), [recipient]))
    third = replace(world.who(), identities=(other.age_secret,), fingerprints=frozenset({other.fp}))
    with pytest.raises(NotForUs):
        world.open(who=third)
    named = replace(third, fingerprints=frozenset({world.receiver.fp}))
    with world.open(who=named) as package:  # negative control: the list alone makes the difference
        assert package.verified


def test_unknown_sender(world: World) -> None:
    world.write()
    with pytest.raises(SenderUnknown):
        world.open(who=replace(world.who(), sender_of=lambda fp: None))


def test_signed_by_somebody_else(world: World) -> None:
    impostor = replace(world, sender=new_identity())
    forged = forge(world)
    forged.world = World(impostor.sender, world.receiver, world.folder)
    forged.edit = lambda value: value.update(sender=world.sender.fp.hex())
    refused(world, forged.write(world.target), Forged)


def test_negative_control_without_the_signature_check_a_forgery_passes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = forge(world)
    forged.world = World(new_identity(), world.receiver, world.folder)
    forged.edit = lambda value: value.update(sender=world.sender.fp.hex())

    class Credulous:
        @staticmethod
        def from_public_bytes(data: bytes) -> "Credulous":
            return Credulous()

        def verify(self, signature: bytes, data: bytes) -> None:
            """Believes everything."""

    monkeypatch.setattr(reader, "Ed25519PublicKey", Credulous)
    with world.open(forged.write(world.target)) as package:
        assert package.verified


def test_sample_and_real_do_not_mix(world: World) -> None:
    world.write(outgoing=world.outgoing(sample=False))
    refused(world, world.target, SampleMismatch)
    with world.open(who=replace(world.who(), sample=False)) as package:
        assert not package.manifest.sample


def test_too_little_room_is_said_before_anything_is_written(world: World) -> None:
    written = world.write()
    wanted = written.size * 22 // 10
    with pytest.raises(NoRoom):
        open_package(world.target, world.who(), world.staging, free=lambda folder: wanted - 1)
    open_package(world.target, world.who(), world.staging, free=lambda folder: wanted).close()


Edit = Callable[[dict[str, Json]], None]


def put(name: str, item: Json) -> Edit:
    return lambda value: value.update({name: item})


def drop(name: str) -> Edit:
    return lambda value: (value.pop(name), None)[1]


BAD: dict[str, Edit] = {
    "unknown member": put("path", "/etc/passwd"),
    "missing member": drop("seq"),
    "zero number": put("seq", 0),
    "negative number": put("seq", -1),
    "text for a number": put("seq", "1"),
    "truth for a number": put("seq", True),
    "predecessor of the first": put("prev", "00" * 32),
    "second without predecessor": put("seq", 2),
    "short id": put("package_id", "00"),
    "capital digits": put("package_id", "AB" * 16),
    "no recipients": put("recipients", []),
    "recipient of another kind": put("recipients", [1]),
    "flag as a number": put("sample", 1),
    "name with a line end": put("app", "1\n2"),
    "long name": put("app", "x" * 65),
    "scope of another word": put("scope", "all"),
    "empty scope": put("scope", []),
    "scope of something else": put("scope", [["case"]]),
    "other kind": put("kind", "extract"),
    "have unsorted": put("have", [{}]),
    "have of another kind": put("have", None),
    "stream without hash": put("streams", [{"kind": "cards", "len": 0}]),
    "stream of another kind": put("streams", [1]),
    "no checkpoint": put("checkpoint", None),
    "count below zero": put("counts", {"cards": -1}),
    "counts missing": put("counts", {}),
    "major zero": put("format", {"major": 0, "minor": 0}),
    "format with more": put("format", {"major": 1, "minor": 0, "x": 0}),
}


@pytest.mark.parametrize("name", BAD)
def test_a_signed_manifest_of_another_form(world: World, name: str) -> None:
    forged = forge(world)
    forged.edit = BAD[name]
    refused(world, forged.write(world.target), BadPackage)


@pytest.mark.parametrize("raw", [
    b"", b"[]", b"null", b"{}", b'{"a":1,"a":1}', b'{"a":NaN}', b'{ "a":1}', b"\xff", b"[" * 1000 + b"]" * 1000,
    b'{"a":' * 1000 + b"1" + b"}" * 1000, b'{"a":1e400}', b'{"a":9007199254740993}',
])
def test_a_signed_manifest_that_is_not_canonical(world: World, raw: bytes) -> None:
    forged = forge(world)
    forged.raw = raw
    refused(world, forged.write(world.target), BadPackage if raw else TooBig)


def test_wrong_order_twice_or_unknown_streams(world: World) -> None:
    plain = forge(world)
    cards, changesets, blobs = plain.streams
    for streams in ([changesets, cards, blobs], [cards, changesets], [cards, changesets, blobs, cards],
                    [cards, changesets, blobs, ("maps", b"x")]):
        refused(world, replace(plain, streams=streams).write(world.target), BadPackage)


def test_newer_versions(world: World) -> None:
    forged = forge(world)
    for edit in (
        put("format", {"major": 2, "minor": 0}),
        lambda value: value.update(format={"major": 1, "minor": 3}, min_reader=1),
        lambda value: value.update(format={"major": 1, "minor": 3}, kind="extract"),
    ):
        forged.edit = edit
        refused(world, forged.write(world.target), NewerPackage)


def test_a_newer_minor_version_keeps_what_we_do_not_know(world: World) -> None:
    forged = forge(world)
    forged.streams.append(("maps", b"something of tomorrow"))
    forged.edit = lambda value: value.update(format={"major": 1, "minor": 1}, volumes={"of": 1})
    with world.open(forged.write(world.target)) as package:
        assert package.manifest.extra == {"volumes": {"of": 1}}
        assert len(list(drain(package))) == 5


def _stream(value: dict[str, Json], at: int, length: int) -> None:
    streams = value["streams"]
    assert isinstance(streams, list)
    streams[at]["len"] = length


CLAIMS: dict[str, tuple[Edit, type[CaseappError]]] = {
    "changesets of 2 GiB and a byte": (lambda v: _stream(v, 1, limits.MAX_STREAM + 1), TooBig),
    "changesets of 2 GiB that are not there": (lambda v: _stream(v, 1, limits.MAX_STREAM), Truncated),
    "blobs beyond any disk": (lambda v: _stream(v, 2, 2**53 - 1), TooBig),
    "blobs of a terabyte": (lambda v: _stream(v, 2, 2**40), Truncated),
    "too many changesets": (lambda v: v.update(counts={CARDS: 1, CHANGESETS: 5_000_001, BLOBS: 0}), TooBig),
    "too many blobs": (lambda v: v.update(counts={CARDS: 1, CHANGESETS: 2, BLOBS: 100_001}), TooBig),
    "too many recipients": (put("recipients", [f"{n:064x}" for n in range(257)]), TooBig),
    "too many streams": (put("streams", [{}] * 65), TooBig),
    "too many roots": (put("scope", [["case", f"{n:032x}"] for n in range(10_001)]), TooBig),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_claims_are_refused_before_anything_is_set_aside(world: World, name: str) -> None:
    edit, kind = CLAIMS[name]
    forged = forge(world)
    forged.edit = edit
    path = forged.write(world.target)
    tracemalloc.start()
    try:
        refused(world, path, kind)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 16 * limits.MIB


def test_a_manifest_of_more_than_4_mib(world: World) -> None:
    forged = forge(world)
    forged.raw = b'{"a":"' + b"x" * limits.MAX_MANIFEST + b'"}'
    refused(world, forged.write(world.target), TooBig)


def resigned(world: World, at: int, content: bytes, count: int) -> Forge:
    """Streams with one replaced, hashes and signature made to fit."""
    plain = forge(world)
    kind = plain.streams[at][0]
    streams = [(k, content if k == kind else c) for k, c in plain.streams]
    return replace(plain, streams=streams, counts=plain.counts | {kind: count})


def head(length: int) -> bytes:
    return length.to_bytes(4, "big")


@pytest.mark.parametrize(("at", "content", "count", "kind"), [
    (1, head(5) + b"abc", 1, BadPackage),  # shorter than it says
    (1, head(3) + b"abc" + b"\0\0", 1, BadPackage),  # half a length
    (1, head(0), 1, TooBig),  # empty record
    (1, head(0xFFFFFFFF) + b"abc", 1, TooBig),
    (1, head(limits.MAX_RECORD + 1) + bytes(limits.MAX_RECORD + 1), 1, TooBig),
    (0, head(limits.MAX_CARD + 1) + bytes(limits.MAX_CARD + 1), 1, TooBig),
    (1, records([b"{}"]), 2, BadPackage),  # count does not fit
    (2, blob_stream([b"a"])[:-1], 1, BadPackage),
    (2, bytes(32) + (1).to_bytes(8, "big") + b"a", 1, BadPackage),  # hash of another content
    (2, bytes(32) + (2**63).to_bytes(8, "big") + b"a", 1, TooBig),
    (2, blob_stream([b"a", b"a"]), 2, BadPackage),  # twice
    (2, blob_stream([b"a"]), 2, BadPackage),
])
def test_signed_streams_of_another_form(
    world: World, at: int, content: bytes, count: int, kind: type[CaseappError]
) -> None:
    refused(world, resigned(world, at, content, count).write(world.target), kind)


@pytest.mark.parametrize("document", [b"x", b"[" * 1000 + b"]" * 1000, b'{"a":' * 1000 + b"1" + b"}" * 1000, b"{}"])
def test_signed_documents_that_are_no_changesets(world: World, document: bytes) -> None:
    refused(world, resigned(world, 1, records([document]), 1).write(world.target), BadHistory)


def test_a_stream_hash_that_does_not_fit(world: World) -> None:
    forged = forge(world)

    def lie(value: dict[str, Json]) -> None:
        streams = value["streams"]
        assert isinstance(streams, list)
        streams[1]["sha256"] = sha256(b"another").hexdigest()

    forged.edit = lie
    refused(world, forged.write(world.target), Altered)


def test_bytes_after_the_last_stream(world: World) -> None:
    refused(world, replace(forge(world), after=b"\0").write(world.target), Altered)


def test_another_magic(world: World) -> None:
    refused(world, replace(forge(world), magic=b"CASEPKG\1").write(world.target), Foreign)


def test_a_plaintext_that_ends_early(world: World) -> None:
    """Re-encrypted after a cut, so that age itself sees nothing wrong."""
    whole = forge(world).plaintext()
    recipient = pyrage.x25519.Recipient.from_str(world.receiver.recipient)
    for length in (*range(1, 20), len(whole) // 2, len(whole) - 1):
        world.target.write_bytes(pyrage.encrypt(whole[:length], [recipient]))
        refused(world, world.target, Truncated)


def test_errors_carry_no_value_of_the_file(world: World) -> None:
    forged = forge(world)
    forged.edit = put("app", "Айгүл Тестова")
    error = refused(world, forged.write(world.target), BadPackage)
    assert "Айгүл" not in repr(error) + str(error) + error.explain(Plain())
    assert world.receiver.age_secret not in repr(world.who())


def test_documents_survive_a_trip_byte_for_byte(world: World) -> None:
    path = forge(world).write(world.target)
    with world.open(path) as package:
        for document in package.changesets():
            assert wire.encode(wire.decode(document)) == document
            assert msgspec.json.decode(document)
