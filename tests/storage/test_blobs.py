"""Evidence comes back byte for byte, once, under a name nobody can guess; damage of any kind is noticed."""

import errno
import io
import os
import stat
from collections.abc import Callable
from hashlib import sha256, sha512
from pathlib import Path

import pyrage
import pytest

from caseapp.domain.errors import DiskFull
from caseapp.storage import blobs
from caseapp.storage.blob_reader import BlobDamaged, BlobFile
from caseapp.storage.blobs import (
    PAD,
    BlobStore,
    BlobTooBig,
    NotAFile,
    Secret,
    SourceChanged,
    SourceUnreadable,
    padded_size,
)
from tests.storage.blob_rows import CANARY, KEY, Rows, names


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "blobs"
    path.mkdir()
    return path


@pytest.fixture
def store(folder: Path) -> BlobStore:
    return BlobStore(folder, KEY)


@pytest.mark.parametrize("size", [0, 1, PAD - 1, PAD, PAD + 1, 3 * PAD, 200_000])
def test_what_went_in_comes_out(store: BlobStore, folder: Path, size: int) -> None:
    content = (CANARY * (size // len(CANARY) + 1))[:size]
    blob = Rows().keep(store, content)
    assert (blob.sha256, blob.sha512) == (sha256(content).digest(), sha512(content).digest())
    assert (blob.size, blob.name) == (size, store.name_of(blob.sha256))
    assert b"".join(store.read(blob)) == store.load(blob, size) == store.open(blob).read() == content
    store.verify(blob)
    assert names(folder) == [blob.name]
    assert stat.S_IMODE((folder / blob.name).stat().st_mode) == 0o600


@pytest.mark.parametrize("size", [0, 1, PAD, PAD + 1])
def test_any_age_tool_opens_it(store: BlobStore, folder: Path, size: int) -> None:
    """pyrage, without anything of ours: content, then zeros to a multiple of 64 KiB."""
    content = bytes(range(256)) * (size // 256 + 1)
    blob = Rows().keep(store, content[:size])
    plain = pyrage.decrypt(
        (folder / blob.name).read_bytes(), [pyrage.x25519.Identity.from_str(blob.secret.reveal())]
    )
    assert plain == content[:size] + bytes(padded_size(size) - size)
    assert len(plain) % PAD == 0


def test_sizes_tell_little(store: BlobStore, folder: Path) -> None:
    for size in (0, 1, 100, PAD):
        assert padded_size(size) == PAD
    assert padded_size(PAD + 1) == 2 * PAD


def test_the_same_file_twice_is_one_blob(store: BlobStore, folder: Path) -> None:
    rows = Rows()
    first = store.intake(io.BytesIO(CANARY), rows.get)
    rows[first.blob.name] = first.blob
    before = (folder / first.blob.name).read_bytes()
    second = store.intake(io.BytesIO(CANARY), rows.get)
    assert (first.fresh, second.fresh) == (True, False)
    assert second.blob == first.blob
    assert names(folder) == [first.blob.name]
    assert (folder / first.blob.name).read_bytes() == before


def test_a_damaged_copy_is_replaced_by_taking_the_file_in_again(store: BlobStore, folder: Path) -> None:
    rows = Rows()
    blob = rows.keep(store, CANARY)
    path = folder / blob.name
    path.write_bytes(path.read_bytes()[:-1])
    again = store.intake(io.BytesIO(CANARY), rows.get)
    assert again.fresh
    store.verify(again.blob)


def test_an_orphan_is_replaced_and_swept(store: BlobStore, folder: Path) -> None:
    """A crash between file and row: the key of the first copy is lost, the second intake makes it whole."""
    store.intake(io.BytesIO(CANARY), lambda name: None)
    rows = Rows()
    blob = rows.keep(store, CANARY)
    store.verify(blob)
    store.intake(io.BytesIO(b"another orphan"), lambda name: None)
    (folder / ("0" * 32 + ".new")).write_bytes(b"half")
    (folder / "readme.txt").write_bytes(b"not ours")
    assert store.sweep(rows) == 2
    assert names(folder) == sorted([blob.name, "readme.txt"])
    store.verify(blob)


def test_names_depend_on_the_vault(folder: Path) -> None:
    digest = sha256(CANARY).digest()
    assert BlobStore(folder, KEY).name_of(digest) != BlobStore(folder, b"j" * 32).name_of(digest)
    assert digest.hex() not in BlobStore(folder, KEY).name_of(digest)


def test_nothing_readable_on_disk_and_no_secret_in_reprs(store: BlobStore, folder: Path) -> None:
    blob = Rows().keep(store, CANARY * 100)
    on_disk = b"".join(path.name.encode() + path.read_bytes() for path in folder.iterdir())
    for word in (CANARY, blob.sha256, blob.sha256.hex().encode()):
        assert word not in on_disk
    for text in (repr(blob), str(blob), repr(blob.secret), f"{blob.secret}", repr(store)):
        assert "AGE-SECRET" not in text
    assert blob.secret.reveal() in repr(blob.secret.reveal())  # negative control: the text is found where it is


# -- intake --------------------------------------------------------------------------------------------------------


def test_the_source_is_only_read(store: BlobStore, tmp_path: Path) -> None:
    source = tmp_path / "photo.jpg"
    source.write_bytes(CANARY)
    os.utime(source, ns=(1, 2))
    source.chmod(0o400)
    store.intake_file(source, lambda name: None)
    status = source.stat()
    assert (source.read_bytes(), status.st_mtime_ns, stat.S_IMODE(status.st_mode)) == (CANARY, 2, 0o400)


def test_folders_pipes_and_missing_files(store: BlobStore, folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, kind in ((tmp_path, NotAFile), (tmp_path / "pipe", NotAFile), (tmp_path / "gone", SourceUnreadable)):
        with pytest.raises(kind):
            store.intake_file(path, lambda name: None)
    assert names(folder) == []


def test_a_source_that_changes_meanwhile(store: BlobStore, folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "growing.log"
    source.write_bytes(bytes(100_000))

    def grow(done: int) -> None:
        with source.open("ab") as file:
            file.write(b"more")

    with pytest.raises(SourceChanged):
        store.intake_file(source, lambda name: None, grow)
    assert names(folder) == []
    store.intake_file(source, lambda name: None)


def test_a_stick_pulled_while_reading(store: BlobStore, folder: Path) -> None:
    class Pulled(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 50_000:
                raise OSError(errno.EIO, "gone")
            return super().read(size)

    with pytest.raises(SourceUnreadable):
        store.intake(Pulled(bytes(100_000)), lambda name: None)
    assert names(folder) == []


def test_too_big(store: BlobStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sparse = tmp_path / "sparse"
    with sparse.open("wb") as file:
        file.truncate(blobs.MAX_BLOB + 1)
    with pytest.raises(BlobTooBig):
        store.intake_file(sparse, lambda name: None)
    monkeypatch.setattr(blobs, "MAX_BLOB", 1000)
    with pytest.raises(BlobTooBig):
        store.intake(io.BytesIO(bytes(1001)), lambda name: None)
    assert names(folder) == []
    store.intake(io.BytesIO(bytes(1000)), lambda name: None)


def test_a_full_disk(store: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = os.open

    def full(path: str | Path, flags: int, mode: int = 0o777) -> int:
        return plain("/dev/full", os.O_WRONLY) if str(path).endswith(".new") else plain(path, flags, mode)

    with monkeypatch.context() as patch:
        patch.setattr(blobs.os, "open", full)
        with pytest.raises(DiskFull):
            store.intake(io.BytesIO(bytes(300_000)), lambda name: None)
    assert names(folder) == []
    store.verify(Rows().keep(store, bytes(300_000)))


def _lying_disk(monkeypatch: pytest.MonkeyPatch, folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    plain = os.posix_fadvise

    def forget(descriptor: int, *rest: int) -> None:
        (path,) = folder.glob("*.new")
        path.write_bytes(spoil(path.read_bytes()))
        plain(descriptor, *rest)

    monkeypatch.setattr(blobs.os, "posix_fadvise", forget)


@pytest.mark.parametrize("spoil", [lambda d: d[:-9] + bytes([d[-9] ^ 1]) + d[-8:], lambda d: d[:-1], lambda d: b""])
def test_a_disk_that_gives_back_something_else(
    store: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[bytes], bytes]
) -> None:
    _lying_disk(monkeypatch, folder, spoil)
    with pytest.raises(BlobDamaged):
        store.intake(io.BytesIO(CANARY), lambda name: None)
    assert names(folder) == []


def test_negative_control_without_reading_back_the_lie_is_kept(
    store: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lying_disk(monkeypatch, folder, lambda d: d[:-1])
    monkeypatch.setattr(BlobStore, "_check", lambda self, path, blob: None)
    assert store.intake(io.BytesIO(CANARY), lambda name: None).fresh
    assert len(names(folder)) == 1


def test_progress_and_stopping(store: BlobStore, folder: Path) -> None:
    seen: list[int] = []
    store.intake(io.BytesIO(bytes(100_000)), lambda name: None, seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100_000

    class Stopped(Exception):
        pass

    def stop(done: int) -> None:
        raise Stopped

    before = names(folder)
    with pytest.raises(Stopped):
        store.intake(io.BytesIO(CANARY), lambda name: None, stop)
    assert names(folder) == before


def test_discard(store: BlobStore, folder: Path) -> None:
    blob = Rows().keep(store, CANARY)
    store.discard(blob.name)
    store.discard(blob.name)
    assert names(folder) == []


# -- the reader ----------------------------------------------------------------------------------------------------


def test_seeking_anywhere_agrees_with_pyrage(store: BlobStore) -> None:
    content = os.urandom(PAD * 2 + 777)
    blob = Rows().keep(store, content)
    with store.open(blob) as file:
        for start in (0, 1, PAD - 1, PAD, PAD + 1, 2 * PAD + 776, 2 * PAD + 777, 5):
            file.seek(start)
            assert file.read(70_000) == content[start : start + 70_000]
        assert file.seek(-10, os.SEEK_END) == len(content) - 10
        assert file.read() == content[-10:]
        assert file.seek(10**9) == 10**9
        assert file.read() == b""


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 131072])
def test_reads_what_pyrage_writes_with_several_recipients(size: int) -> None:
    identity, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    content = os.urandom(size)
    sealed = pyrage.encrypt(content, [other.to_public(), identity.to_public()])
    assert BlobFile(io.BytesIO(sealed), str(identity), size, size).read() == content


def test_another_key_or_another_kind_of_file() -> None:
    identity, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    sealed = pyrage.encrypt(b"x", [other.to_public()])
    for data in (sealed, b"", b"PK\3\4", b"age-encryption.org/v1\n" + b"x" * 100_000, pyrage.encrypt(b"x", [
        identity.to_public()
    ], armored=True)):
        with pytest.raises(BlobDamaged):
            BlobFile(io.BytesIO(data), str(identity), 1, 1)


def test_secrets_compare_without_showing() -> None:
    assert Secret("a") == Secret("a") != Secret("b")
    assert len({Secret("a"), Secret("a")}) == 1
    assert Secret("a") != "a"
