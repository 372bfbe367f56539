"""Every single flipped byte and every missing end of an export file is noticed; nothing of it comes out."""

from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from caseapp.domain.errors import CaseappError
from caseapp.exchange import layout
from caseapp.exchange.errors import Altered, Foreign, NotForUs, Truncated
from tests.exchange.world import World, forge

EXPECTED = (Altered, Foreign, NotForUs, Truncated)


def small(world: World) -> bytes:
    """The smallest whole file: one card, no changeset, one short blob."""
    world.write(outgoing=world.outgoing(blobs=[b"evidence"], records=[]))
    return world.target.read_bytes()


def survivors(world: World, copies: Iterator[bytes], path: Path) -> list[int]:
    """The numbers of those copies that were accepted."""
    who = world.who()
    accepted = []
    for number, copy in enumerate(copies):
        path.write_bytes(copy)
        try:
            world.open(path, who).close()
            accepted.append(number)
        except EXPECTED:
            pass
    return accepted


def test_every_flipped_byte(world: World) -> None:
    whole = small(world)
    flipped = (whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :] for at in range(len(whole)))
    assert survivors(world, flipped, world.folder / "copy.casepkg") == []
    assert world.left_behind() == []
    assert survivors(world, iter([whole]), world.folder / "copy.casepkg") == [0]  # negative control


def test_every_truncation_and_every_addition(world: World) -> None:
    whole = small(world)
    copies = [whole[:length] for length in range(len(whole))] + [whole + bytes(n) for n in (1, 16, 70_000)]
    assert survivors(world, iter(copies), world.folder / "copy.casepkg") == []


def test_a_cut_at_each_chunk_border_is_called_incomplete(world: World) -> None:
    world.write(outgoing=world.outgoing(blobs=[bytes(300_000)]))
    whole = world.target.read_bytes()
    start = whole.index(b"\n", whole.index(b"\n--- ") + 1) + 1 + 16
    for chunks in (1, 2, 3):
        for off in (-1, 0, 1):
            world.target.write_bytes(whole[: start + chunks * 65552 + off])
            with pytest.raises(Truncated if (chunks, off) != (1, -1) else Altered):
                world.open()


def test_every_flipped_byte_of_the_plaintext(world: World) -> None:
    """Under age: what a recipient could alter before passing the file on."""
    plain = forge(world).plaintext()
    recipient = pyrage.x25519.Recipient.from_str(world.receiver.recipient)
    flipped = (
        pyrage.encrypt(plain[:at] + bytes([plain[at] ^ (1 << at % 8)]) + plain[at + 1 :], [recipient])
        for at in range(0, len(plain), 3)
    )
    who = world.who()
    for copy in flipped:
        world.target.write_bytes(copy)
        with pytest.raises(CaseappError):
            world.open(who=who)


def test_negative_control_without_hashes_a_flip_passes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = bytearray(forge(world).plaintext())
    plain[plain.index(b"Person recorded")] ^= 1
    recipient = pyrage.x25519.Recipient.from_str(world.receiver.recipient)
    world.target.write_bytes(pyrage.encrypt(bytes(plain), [recipient]))
    with pytest.raises(Altered):
        world.open()

    def believe(self: layout.Layout, manifest: layout.Manifest) -> None:
        self._next_stream(manifest)

    monkeypatch.setattr(layout.Layout, "_end_stream", believe)
    with world.open() as package:
        assert b"Qerson recorded" in b"".join(package.changesets())


def test_swapped_parts_of_two_files(world: World) -> None:
    """Head of one, body of the other, at every chunk: each has its own file key."""
    first, second = world.folder / "a.casepkg", world.folder / "b.casepkg"
    for path in (first, second):
        world.write(path, world.outgoing(blobs=[bytes(200_000)]))
    a, b = first.read_bytes(), second.read_bytes()
    for at in range(0, min(len(a), len(b)), 20_011):
        world.target.write_bytes(a[:at] + b[at:])
        if at:
            with pytest.raises(EXPECTED):
                world.open()
