"""Evidence on real encrypted vaults: one action, verified bytes, damage noticed, nothing left of what failed."""

from collections.abc import Callable
from hashlib import sha256, sha512
from pathlib import Path

import pytest

from caseapp.domain.errors import DiskFull, Invalid
from caseapp.services.exhibits import ExhibitService, FileNotHere
from caseapp.services.records import RecordService
from caseapp.services.session import Session
from caseapp.storage.blob_reader import BlobDamaged
from caseapp.storage.blobs import BlobStore, NotAFile, SourceUnreadable

Make = Callable[..., Session]
CONTENT = b"On the sixth of January, at eleven, I saw..." * 5000


@pytest.fixture
def vault(make: Make) -> Session:
    return make("a")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "statement.pdf"
    path.write_bytes(CONTENT)
    return path


def blob_files(vault: Session) -> list[Path]:
    return sorted((vault.folder / "blobs").iterdir())


def test_attaching_is_one_action_with_both_hashes(vault: Session, source: Path) -> None:
    saved = vault.exhibits.attach(source, {"title": "Statement", "kind": "document"}, "Attach")
    record = vault.reader.get(saved.ids[0]).record
    assert (record.title, record.original_name) == ("Statement", "statement.pdf")
    assert record.file.sha256 == sha256(CONTENT).hexdigest()
    assert record.file.sha512 == sha512(CONTENT).hexdigest()
    assert (record.file.size, record.file.media_type) == (len(CONTENT), "application/pdf")
    assert vault.reader.stats()["#changeset"] == 1
    assert source.read_bytes() == CONTENT, "the source is only read"
    with vault.exhibits.read(saved.ids[0]) as stream:
        assert stream.read() == CONTENT
    assert vault.verify() == []
    assert not any(b"sixth of January" in path.read_bytes() for path in vault.folder.rglob("*") if path.is_file())


def test_one_content_is_kept_once(vault: Session, source: Path) -> None:
    first = vault.exhibits.attach(source, {}, "Attach").ids[0]
    second = vault.exhibits.attach(source, {}, "Attach").ids[0]
    assert first != second
    assert len(blob_files(vault)) == vault.reader.stats()["#blob"] == 1


def test_a_flipped_byte_is_found_and_never_shown(vault: Session, source: Path) -> None:
    id_ = vault.exhibits.attach(source, {}, "Attach").ids[0]
    path = blob_files(vault)[0]
    raw = path.read_bytes()
    path.write_bytes(raw[:-70_000] + bytes([raw[-70_000] ^ 1]) + raw[-69_999:])
    assert [(finding.code, finding.count) for finding in vault.exhibits.verify()] == [("blob", 1)]
    with pytest.raises(BlobDamaged):
        vault.exhibits.read(id_)
    path.unlink()
    assert [finding.code for finding in vault.verify()] == ["blob"]


def test_negative_control_of_damage(vault: Session, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the comparison the missing file goes unnoticed: the test above sees the difference."""
    vault.exhibits.attach(source, {}, "Attach")
    blob_files(vault)[0].unlink()
    monkeypatch.setattr(BlobStore, "verify", lambda _self, _blob: None)
    assert vault.exhibits.verify() == []


def test_taking_the_same_file_in_again_heals_a_damaged_one(vault: Session, source: Path) -> None:
    id_ = vault.exhibits.attach(source, {}, "Attach").ids[0]
    blob_files(vault)[0].write_bytes(b"gone bad")
    vault.exhibits.attach(source, {}, "Attach")
    with vault.exhibits.read(id_) as stream:
        assert stream.read() == CONTENT
    assert vault.verify() == []


def test_what_cannot_be_taken_in_leaves_nothing(vault: Session, source: Path, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        vault.exhibits.attach(source, {"title": "hidden \u202e order"}, "Attach")
    with pytest.raises(NotAFile):
        vault.exhibits.attach(tmp_path, {}, "Attach")
    with pytest.raises(SourceUnreadable):
        vault.exhibits.attach(tmp_path / "nothing.txt", {}, "Attach")
    assert blob_files(vault) == []
    assert vault.reader.stats()["#blob"] == vault.reader.stats()["#changeset"] == 0


def _full(*_: object, **__: object) -> None:
    raise DiskFull()


def test_a_failed_record_takes_its_file_along(
    vault: Session, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(RecordService, "save", _full)
        with pytest.raises(DiskFull):
            vault.exhibits.attach(source, {}, "Attach")
    assert blob_files(vault) == []
    assert vault.reader.stats()["#blob"] == 0


def test_negative_control_of_the_failed_record(
    vault: Session, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecordService, "save", _full)
    monkeypatch.setattr(ExhibitService, "_drop", lambda _self, _blob: None)
    with pytest.raises(DiskFull):
        vault.exhibits.attach(source, {}, "Attach")
    assert len(blob_files(vault)) == 1


def test_a_failed_second_record_leaves_the_file_of_the_first(
    vault: Session, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = vault.exhibits.attach(source, {}, "Attach").ids[0]
    blob_files(vault)[0].write_bytes(b"gone bad")
    with monkeypatch.context() as broken:
        broken.setattr(RecordService, "save", _full)
        with pytest.raises(DiskFull):
            vault.exhibits.attach(source, {}, "Attach")
    with vault.exhibits.read(id_) as stream:
        assert stream.read() == CONTENT


def test_an_exhibit_without_a_file_says_so(vault: Session) -> None:
    with pytest.raises(FileNotHere):
        vault.exhibits.read(vault.records.new_id())


def test_a_hostile_file_name_is_shown_not_obeyed(vault: Session, tmp_path: Path) -> None:
    path = tmp_path / "photo\u202egpj.exe"
    path.write_bytes(b"x")
    id_ = vault.exhibits.attach(path, {}, "Attach").ids[0]
    assert vault.reader.get(id_).record.original_name == "photo[U+202E]gpj.exe"
