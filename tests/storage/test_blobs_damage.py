"""Damage of any kind to an evidence file is noticed, and nothing of it is trusted."""

from dataclasses import replace
from hashlib import sha256, sha512
from pathlib import Path

import pyrage
import pytest

from caseapp.storage import blobs
from caseapp.storage.blob_reader import BlobDamaged, BlobFile
from caseapp.storage.blobs import PAD, Blob, BlobStore
from tests.storage.blob_rows import CANARY, KEY, Rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "blobs"
    path.mkdir()
    return path


@pytest.fixture
def store(folder: Path) -> BlobStore:
    return BlobStore(folder, KEY)


def small(store: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Blob, bytes]:
    """A blob small enough to try every byte: the padding shrunk for the test."""
    monkeypatch.setattr(blobs, "PAD", 64)
    blob = Rows().keep(store, CANARY)
    return blob, (folder / blob.name).read_bytes()


def unnoticed(store: BlobStore, path: Path, blob: Blob, copies: list[bytes]) -> list[int]:
    """The numbers of the copies that verify."""
    accepted = []
    for number, copy in enumerate(copies):
        path.write_bytes(copy)
        try:
            store.verify(blob)
            accepted.append(number)
        except BlobDamaged:
            pass
    return accepted


def test_every_flipped_byte(store: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blob, whole = small(store, folder, monkeypatch)
    copies = [
        whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :] for at in range(len(whole)) for bit in (0, 5)
    ]
    assert unnoticed(store, folder / blob.name, blob, copies) == []
    assert unnoticed(store, folder / blob.name, blob, [whole]) == [0]  # negative control


def test_every_truncation_and_addition(store: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blob, whole = small(store, folder, monkeypatch)
    copies = [whole[:length] for length in range(len(whole))] + [whole + b"\0", whole + whole]
    assert unnoticed(store, folder / blob.name, blob, copies) == []


def test_negative_control_without_tags_a_flip_is_believed(
    store: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash of the whole is the second wall: take both down and the flip stands."""
    blob, whole = small(store, folder, monkeypatch)

    def careless(file: BlobFile, number: int) -> bytes:
        return bytes(byte ^ 1 for byte in CANARY) + bytes(file._padded - len(CANARY))

    monkeypatch.setattr(BlobFile, "_chunk", careless)
    with pytest.raises(BlobDamaged):
        store.verify(blob)
    wrong = bytes(byte ^ 1 for byte in CANARY)
    lying = replace(blob, sha256=sha256(wrong).digest(), sha512=sha512(wrong).digest())
    lying = replace(lying, name=store.name_of(lying.sha256))
    (folder / lying.name).write_bytes(whole)
    store.verify(lying)


def test_flips_in_a_long_file(store: BlobStore, folder: Path) -> None:
    blob = Rows().keep(store, bytes(300_000))
    path = folder / blob.name
    whole = path.read_bytes()
    copies = [whole[:at] + bytes([whole[at] ^ 8]) + whole[at + 1 :] for at in range(7, len(whole), 4_093)]
    assert unnoticed(store, path, blob, copies) == []


def test_swapped_files_and_chunks(store: BlobStore, folder: Path) -> None:
    rows = Rows()
    first, second = rows.keep(store, bytes(150_000)), rows.keep(store, b"\1" * 150_000)
    a, b = folder / first.name, folder / second.name
    whole, other = a.read_bytes(), b.read_bytes()
    a.write_bytes(other)
    b.write_bytes(whole)
    for blob in (first, second):
        with pytest.raises(BlobDamaged):
            store.verify(blob)
    start = len(whole) - 3 * (PAD + 16)
    chunks = [whole[start + n * (PAD + 16) :][: PAD + 16] for n in range(3)]
    a.write_bytes(whole[:start] + chunks[1] + chunks[0] + chunks[2])
    with pytest.raises(BlobDamaged):
        store.verify(first)
    a.write_bytes(whole)
    store.verify(first)


def test_rows_that_do_not_fit(store: BlobStore, folder: Path) -> None:
    blob = Rows().keep(store, CANARY)
    other = Rows().keep(store, b"other")
    for wrong in (
        replace(blob, size=blob.size + 1), replace(blob, size=blob.size - 1), replace(blob, size=PAD + 1),
        replace(blob, sha256=other.sha256), replace(blob, sha512=other.sha512), replace(blob, name=other.name),
        replace(blob, secret=other.secret),
    ):
        with pytest.raises(BlobDamaged):
            store.verify(wrong)
    (folder / blob.name).unlink()
    with pytest.raises(BlobDamaged):
        store.verify(blob)


def test_padding_that_is_not_zero(store: BlobStore, folder: Path) -> None:
    """Somebody with the key hides something behind the content."""
    blob = Rows().keep(store, CANARY)
    recipient = pyrage.x25519.Identity.from_str(blob.secret.reveal()).to_public()
    (folder / blob.name).write_bytes(pyrage.encrypt(CANARY + b"x" + bytes(PAD - len(CANARY) - 1), [recipient]))
    with pytest.raises(BlobDamaged):
        store.verify(blob)


def test_nothing_is_trusted_before_the_end(store: BlobStore, folder: Path) -> None:
    blob = Rows().keep(store, bytes(200_000))
    path = folder / blob.name
    whole = bytearray(path.read_bytes())
    whole[-1] ^= 1
    path.write_bytes(whole)
    with pytest.raises(BlobDamaged):
        b"".join(store.read(blob))
    with pytest.raises(BlobDamaged):
        store.load(blob, 10**6)
