"""What is named .casepkg is whole: full disks, limits, pulled sticks, kills and liars in between leave nothing else."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from caseapp.domain.errors import DiskFull
from caseapp.exchange import age, writer
from caseapp.exchange.errors import (
    FileTooBigForMedium,
    MediumLost,
    NoRoom,
    NotAsWritten,
    SourceAltered,
    TargetExists,
    TooBig,
)
from caseapp.exchange.limits import MAX_CARD, MAX_RECORD
from caseapp.exchange.writer import BlobSource, Outgoing, write_package
from tests.exchange.world import World, source


def files(world: World) -> list[str]:
    """Everything in the world's folder but the scratch folder."""
    return sorted(path.name for path in world.folder.iterdir() if path != world.staging)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """The system refuses to let any file grow beyond ``size``: a real EFBIG, as of FAT32 at 4 GiB."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)


@pytest.mark.parametrize("size", [0, 1, 5000, 70_000, 200_000])
def test_a_file_system_that_ends(world: World, size: int) -> None:
    with largest_file(size), pytest.raises(FileTooBigForMedium):
        world.write(outgoing=world.outgoing(blobs=[bytes(300_000)]))
    assert files(world) == ["staging"][1:]
    assert world.left_behind() == []


def test_negative_control_a_file_system_that_suffices(world: World) -> None:
    with largest_file(2_000_000):
        world.write(outgoing=world.outgoing(blobs=[bytes(300_000)]))
    assert files(world) == ["export.casepkg"]


def test_a_full_disk(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """/dev/full answers every write with a real ENOSPC."""
    plain = os.open
    monkeypatch.setattr(
        writer.os, "open",
        lambda path, *rest: plain("/dev/full", os.O_WRONLY) if str(path).endswith(".part") else plain(path, *rest),
    )
    with pytest.raises(DiskFull):
        world.write()
    monkeypatch.undo()
    assert files(world) == []
    world.write()
    assert files(world) == ["export.casepkg"]


def test_a_full_scratch_disk_while_taking_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.write(outgoing=world.outgoing(blobs=[bytes(3_000_000)]))
    full = Path("/dev/full").open("r+b", 0)  # noqa: SIM115  (the spool closes it)
    with monkeypatch.context() as patch:
        patch.setattr("caseapp.exchange.spool.tempfile.TemporaryFile", lambda **place: full)
        with pytest.raises(DiskFull):
            world.open()
    world.open().close()


def test_too_little_room(world: World) -> None:
    with pytest.raises(NoRoom) as caught:
        write_package(world.target, world.outgoing(), world.staging, free=lambda folder: 1000)
    assert caught.value.params == {"needed": 1, "free": 0}
    assert files(world) == []


def test_a_stick_that_is_not_there_or_read_only(world: World) -> None:
    with pytest.raises(MediumLost):
        world.write(world.folder / "gone" / "export.casepkg")
    with pytest.raises(MediumLost):
        write_package(Path("/proc/export.casepkg"), world.outgoing(), world.staging, free=lambda folder: 2**40)


def test_nothing_is_overwritten(world: World) -> None:
    world.target.write_bytes(b"older")
    with pytest.raises(TargetExists):
        world.write()
    assert world.target.read_bytes() == b"older"


def test_a_planted_link_is_not_followed(world: World) -> None:
    precious = world.folder / "precious"
    precious.write_bytes(b"kept")
    world.target.with_name("export.casepkg.part").symlink_to(precious)
    world.write()
    assert precious.read_bytes() == b"kept"
    assert not world.target.is_symlink()
    assert world.target.stat().st_mode & 0o077 == 0


def _spoil(monkeypatch: pytest.MonkeyPatch, spoil: Callable[[bytes], bytes]) -> None:
    """The medium gives back something else than it took."""
    plain = writer._forget_cached

    def forget(descriptor: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        path.write_bytes(spoil(path.read_bytes()))
        plain(descriptor)

    monkeypatch.setattr(writer, "_forget_cached", forget)


SPOILS: dict[str, Callable[[bytes], bytes]] = {
    "flipped": lambda data: data[:-30] + bytes([data[-30] ^ 1]) + data[-29:],
    "cut": lambda data: data[:-1],
    "empty": lambda data: b"",
    "longer": lambda data: data + b"\0",
}


@pytest.mark.parametrize("name", SPOILS)
def test_a_medium_that_lies(world: World, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    _spoil(monkeypatch, SPOILS[name])
    with pytest.raises(NotAsWritten):
        world.write()
    assert files(world) == []


def test_negative_control_without_reading_back_the_lie_stands(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _spoil(monkeypatch, SPOILS["flipped"])
    expected: list[bytes] = []
    plain = writer._Writing._encrypt

    def remember(self: writer._Writing, *args: object) -> bytes:
        expected.append(plain(self, *args))  # type: ignore[arg-type]  # handed through untouched
        return expected[0]

    monkeypatch.setattr(writer._Writing, "_encrypt", remember)
    monkeypatch.setattr(writer._Writing, "_read_back", lambda self, manifest, raw: expected[0])
    world.write()
    assert files(world) == ["export.casepkg"]


def test_a_blob_that_changed_inside_the_vault(world: World) -> None:
    plain = world.outgoing(blobs=[])
    for wrong in (
        BlobSource(bytes(32), 3, source(b"abc").open),
        BlobSource(source(b"abc").sha256, 4, source(b"abc").open),
        BlobSource(source(b"abc").sha256, 2, source(b"abc").open),
    ):
        with pytest.raises(SourceAltered):
            world.write(outgoing=Outgoing(plain.manifest, plain.recipients, plain.sign, blobs=[wrong]))
    assert files(world) == []


def test_records_beyond_the_limits_are_not_written(world: World) -> None:
    for outgoing in (
        world.outgoing(records=[bytes(MAX_RECORD + 1)]),
        world.outgoing(records=[b""]),
        Outgoing(world.manifest(), (world.receiver.recipient,), world.sender.sign, cards=[bytes(MAX_CARD + 1)]),
    ):
        with pytest.raises(TooBig):
            world.write(outgoing=outgoing)
    assert files(world) == []


_VICTIM = """
import sys
from pathlib import Path
from caseapp.exchange.writer import write_package
from tests.exchange.world import new_world
import caseapp.exchange.writer as writer, os
world = new_world(Path(sys.argv[1]))
world.staging
at = int(sys.argv[2])
count = 0
def step(*args):
    global count
    count += 1
    if count == at:
        os.kill(os.getpid(), 9)
def watched(plain):
    def call(*args, **more):
        step()
        return plain(*args, **more)
    return call
writer.os.fsync = watched(os.fsync)
writer.os.open = watched(os.open)
Path.rename = watched(Path.rename)
write_package(world.target, world.outgoing(blobs=[bytes(60_000)]), world.staging, progress=step)
print("done")
"""


@pytest.mark.parametrize("at", [1, 3, 9, 15, 17, 18, 19, 20, 26, 30, 34, 35, 36, 37, 38, 39, 40])
def test_killed_at_any_point(world: World, at: int) -> None:
    """Whatever the moment: a file of the final name is whole, and nothing else is accepted by anybody."""
    ran = subprocess.run(
        [sys.executable, "-c", _VICTIM, str(world.folder), str(at)], capture_output=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])},
    )
    assert ran.returncode in (0, -9), ran.stderr.decode()
    if ran.returncode == 0:
        assert files(world) == ["export.casepkg"]
    if "export.casepkg" in files(world):
        head = world.target.read_bytes()[:65_536]
        assert world.target.stat().st_size > age.check_header(head) + 60_000
    else:
        assert set(files(world)) <= {"export.casepkg.part"}
    assert world.left_behind() == []
