"""An export file goes out and comes in: same bytes, nothing readable on the way, memory bounded."""

import io
from hashlib import sha256

import pyrage
import pytest

from caseapp.exchange import age, spool
from caseapp.exchange.errors import Altered, SenderUnverified
from caseapp.exchange.manifest import BLOBS, CARDS, CHANGESETS, decode, encode
from caseapp.exchange.spool import PIECE, Spool
from caseapp.exchange.writer import BlobSource, Outgoing, write_package
from caseapp.history import wire
from caseapp.history.bundle import verify
from caseapp.history.ids import RecordKey
from tests.exchange.world import CASE, PERSON, World, chain

CANARY = b"founding statement"


def test_what_was_sent_is_what_arrives(world: World) -> None:
    written = world.write()
    with world.open() as package:
        assert list(package.cards()) == [world.card()]
        assert list(package.changesets()) == [wire.encode(one) for one in chain(world.sender, 2)]
        blobs = [(blob.sha256, blob.size, blob.open().read()) for blob in package.blobs()]
        content = CANARY * 5000
        assert blobs == [(sha256(content).digest(), len(content), content), (sha256(b"").digest(), 0, b"")]
        assert package.manifest == written.manifest
        assert package.digest == written.digest
        assert package.file_sha256 == written.file_sha256 == sha256(world.target.read_bytes()).digest()
        assert dict(package.manifest.counts) == {CARDS: 1, CHANGESETS: 2, BLOBS: 2}
    assert written.size == world.target.stat().st_size
    assert world.left_behind() == []


def test_bundles_verify_against_the_authors_key(world: World) -> None:
    world.write()
    with world.open() as package:
        for bundle in package.bundles():
            verify(bundle, world.sender.sign_pub)


def test_blobs_can_be_read_in_any_order_and_twice(world: World) -> None:
    contents = [bytes([n]) * (PIECE // 2 + n) for n in range(5)]
    world.write(outgoing=world.outgoing(blobs=contents))
    with world.open() as package:
        blobs = list(package.blobs())
        for blob in (*reversed(blobs), *blobs):
            assert sha256(blob.open().read()).digest() == blob.sha256


def test_an_empty_export_is_a_valid_one(world: World) -> None:
    world.write(outgoing=world.outgoing(blobs=[], records=[]))
    with world.open() as package:
        assert (list(package.changesets()), list(package.blobs())) == ([], [])


@pytest.mark.parametrize("length", [65535, 65536, 65537, 131072])
def test_lengths_around_the_chunk_border(world: World, length: int) -> None:
    content = bytes(length)
    world.write(outgoing=world.outgoing(blobs=[content]))
    with world.open() as package:
        assert [blob.open().read() for blob in package.blobs()] == [content]


def test_a_part_names_its_records_and_everything_says_so(world: World) -> None:
    whole = world.manifest()
    part = world.manifest(roots=(CASE, PERSON))
    assert whole.everything
    assert not decode(encode(part)).everything
    assert decode(encode(part)).roots == (RecordKey(*CASE), RecordKey(*PERSON))


def test_a_sender_never_compared_shows_the_heading_only(world: World) -> None:
    world.write()
    with world.open(who=world.who(verified=False)) as package:
        assert package.manifest.seq == 1
        for inside in (package.cards, package.changesets, package.bundles, package.blobs):
            with pytest.raises(SenderUnverified):
                inside()


def test_negative_control_a_compared_sender_shows_all(world: World) -> None:
    world.write()
    with world.open(who=world.who(verified=True)) as package:
        assert len(list(package.changesets())) == 2


class _Endless:
    """64 MiB that exist nowhere."""

    size = 64 * 1024 * 1024

    def __init__(self) -> None:
        self.left = self.size

    def read(self, size: int) -> bytes:
        step = min(size, self.left)
        self.left -= step
        return bytes(step)

    def close(self) -> None:
        """Nothing is held."""


def test_memory_does_not_follow_the_size(world: World) -> None:
    running = sha256()
    for _ in range(64):
        running.update(bytes(1024 * 1024))
    blob = BlobSource(running.digest(), _Endless.size, _Endless)
    widest: list[int] = []
    plain = Spool._flush

    def watch(self: Spool, data: bytes) -> None:
        widest.append(len(self._pending))
        plain(self, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Spool, "_flush", watch)
        world.write(outgoing=Outgoing(
            world.manifest(), (world.receiver.recipient,), world.sender.sign, [world.card()], [], [blob]
        ))
        with world.open() as package:
            (incoming,) = package.blobs()
            with incoming.open() as file:
                assert len(file.read(10)) == 10
    assert len(widest) >= 64
    assert max(widest) < PIECE + 128 * 1024


def _on_disk(world: World, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every byte string handed to the scratch file or the export file."""
    seen: list[bytes] = []

    class Watched(io.BytesIO):
        def write(self, data: bytes) -> int:  # type: ignore[override]  # a narrower argument is all we hand it
            seen.append(bytes(data))
            return super().write(data)

    monkeypatch.setattr(spool.tempfile, "TemporaryFile", lambda **place: Watched())
    world.write()
    with world.open() as package:
        list(package.changesets())
    seen.append(world.target.read_bytes())
    return seen


def test_no_plaintext_reaches_a_disk(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    written = b"".join(_on_disk(world, monkeypatch))
    assert len(written) > 180_000
    for word in (CANARY, "Айгүл".encode(), b"Person recorded", b"Monitor A", world.sender.fp.hex().encode()):
        assert word not in written


def test_negative_control_an_unsealed_spool_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age.KeyPair, "seal", lambda self, data: data)
    monkeypatch.setattr(age.KeyPair, "unseal", lambda self, data: data)
    written = b"".join(_on_disk(world, monkeypatch))
    assert CANARY in written
    assert "Айгүл".encode() in written


def test_the_check_key_is_dropped_and_the_sender_cannot_open_it(world: World) -> None:
    world.write()
    for secret in (world.sender.age_secret, str(pyrage.x25519.Identity.generate())):
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(world.target.read_bytes(), [pyrage.x25519.Identity.from_str(secret)])


def test_scratch_file_touched_between_check_and_use_is_noticed(world: World) -> None:
    world.write()
    with world.open() as package:
        file = package._spool._file
        file.seek(5000)
        byte = file.read(1)
        file.seek(5000)
        file.write(bytes([byte[0] ^ 1]))
        package._spool._last = (-1, b"")
        with pytest.raises(Altered):
            list(package.changesets())


def test_progress_counts_up_and_can_stop(world: World) -> None:
    steps: list[tuple[int, int]] = []
    write_package(world.target, world.outgoing(), world.staging, progress=lambda done, of: steps.append((done, of)))
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]

    class Stopped(Exception):
        pass

    def stop(done: int, of: int) -> None:
        if done > of // 3:
            raise Stopped

    other = world.folder / "other.casepkg"
    with pytest.raises(Stopped):
        write_package(other, world.outgoing(), world.staging, progress=stop)
    assert not other.exists()
    assert not other.with_name("other.casepkg.part").exists()
