"""Thumbnails on a real vault: made once in the box, kept as blobs, gone with their parent, never a door."""

from collections.abc import Callable
from pathlib import Path

import pytest

from caseapp.box.box import Box
from caseapp.box.errors import BrokenFile, TooLarge
from caseapp.box.limits import MAX_INPUT
from caseapp.domain.pixels import Pixels
from caseapp.services.exhibits import FileNotHere
from caseapp.services.pictures import PictureService, pack, unpack
from caseapp.services.session import Session
from caseapp.storage import evidence, frame
from tests.box.hostile import honest

Make = Callable[..., Session]


@pytest.fixture
def vault(make: Make) -> Session:
    return make("a")


def attach(vault: Session, folder: Path, data: bytes, name: str = "photo.jpg") -> str:
    path = folder / name
    path.write_bytes(data)
    exhibit = vault.exhibits.attach(path, {}, "Attach").ids[0]
    return str(vault.reader.get(exhibit).record.file.sha256)


def small(vault: Session, sha256: str) -> Pixels:
    """As the desk does it, in one thread."""
    pictures = vault.pictures
    found = pictures.find(vault.reader.sql, sha256)
    kept = pictures.kept(found)
    if kept is None:
        kept = pictures.make(found)
        pictures.keep(vault.writer, found, kept)
    return kept


def test_a_thumbnail_is_made_once(vault: Session, tmp_path: Path) -> None:
    sha256 = attach(vault, tmp_path, honest("JPEG", (640, 480)))
    made = small(vault, sha256)
    assert (made.width, made.height) == (256, 192)
    broken = PictureService(vault.blobs, Box(program="raise SystemExit(1)"), lambda: 0)
    found = broken.find(vault.reader.sql, sha256)
    assert broken.kept(found) == made, "the second time nothing is parsed"
    assert vault.reader.stats()["#blob"] == 2
    assert vault.verify() == []
    assert vault.reader.stats()["#changeset"] == 1, "a thumbnail is not history"


def test_a_damaged_thumbnail_is_made_again(vault: Session, tmp_path: Path) -> None:
    sha256 = attach(vault, tmp_path, honest("JPEG", (640, 480)))
    made = small(vault, sha256)
    blob = vault.pictures.find(vault.reader.sql, sha256).small
    assert blob is not None
    path = vault.folder / "blobs" / blob.name
    path.write_bytes(path.read_bytes()[:-40])
    assert vault.pictures.kept(vault.pictures.find(vault.reader.sql, sha256)) is None
    assert small(vault, sha256) == made
    assert vault.verify() == []


def test_it_goes_with_its_parent(vault: Session, tmp_path: Path) -> None:
    sha256 = attach(vault, tmp_path, honest("PNG"))
    small(vault, sha256)
    parent = frame.blob(vault.writer.sql, bytes.fromhex(sha256))
    assert parent is not None
    with vault.writer.transaction():
        evidence.forget(vault.writer.sql, parent)
    assert vault.reader.stats()["#blob"] == 0
    with pytest.raises(FileNotHere):
        vault.pictures.find(vault.reader.sql, sha256)


def test_a_hostile_file_is_kept_and_not_shown(vault: Session, tmp_path: Path) -> None:
    sha256 = attach(vault, tmp_path, honest("JPEG")[:300])
    with pytest.raises(BrokenFile):
        small(vault, sha256)
    assert vault.reader.stats()["#blob"] == 1
    assert vault.verify() == []


def test_too_much_is_refused_before_it_is_read(vault: Session, tmp_path: Path) -> None:
    sha256 = attach(vault, tmp_path, b"a" * (MAX_INPUT + 1), "long.txt")
    with pytest.raises(TooLarge):
        vault.pictures.text(vault.pictures.find(vault.reader.sql, sha256))


def test_text_is_read(vault: Session, tmp_path: Path) -> None:
    sha256 = attach(vault, tmp_path, "Показания, 7 қаңтар".encode(), "statement.txt")
    assert vault.pictures.text(vault.pictures.find(vault.reader.sql, sha256)) == "Показания, 7 қаңтар"


@pytest.mark.parametrize("data", [
    b"", b"CPX1", b"CPX2" + pack(Pixels(1, 1, b"abc"))[4:], pack(Pixels(2, 2, bytes(12)))[:-3],
    b"CPX1\xff\xff\xff\xff" + b"x\x9c", pack(Pixels(1, 1, b"abc"))[:8] + pack(Pixels(9, 9, bytes(243)))[8:],
])
def test_what_pack_did_not_make_is_nothing(data: bytes) -> None:
    assert unpack(data) is None


def test_pack_and_back() -> None:
    assert unpack(pack(Pixels(3, 2, bytes(range(18))))) == Pixels(3, 2, bytes(range(18)))
