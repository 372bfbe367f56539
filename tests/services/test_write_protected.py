"""A vault on a medium that cannot be written: refused for writing, opened for reading, with nothing touched."""

import os
from pathlib import Path

import pytest

from caseapp.runtime.bootstrap import compose
from caseapp.security import hardening, instance
from caseapp.security.errors import CannotWrite
from caseapp.security.kdf import Cost
from caseapp.services.edits import Edit
from caseapp.storage import engine
from caseapp.storage.errors import ReadOnlyVault

PHRASE = "seven quiet herons over a lake"


def test_it_is_read_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The medium is played by what the system answers; a folder's mode means nothing to root."""
    monkeypatch.setattr(hardening, "harden", lambda: True)
    service = compose(cost=lambda: Cost(64, 1, 1)).vaults
    folder = tmp_path / "Алматы 2022?"
    service.create(folder, PHRASE, "One")
    with service.open(folder, PHRASE) as session:
        session.writer.open()
        session.records.save([Edit("person", session.records.new_id(), {"description": "tall"})], "New")
    (folder / instance.NAME).unlink()
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    def refuse(*_args: object, **_more: object) -> int:
        raise OSError(30, "read-only")

    monkeypatch.setattr(instance.os, "open", refuse)
    monkeypatch.setattr(engine.os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(CannotWrite):
        service.open(folder, PHRASE)
    with service.open(folder, PHRASE, read_only=True) as session:
        ids = session.reader.ids("person")
        assert len(ids) == 1
        with pytest.raises(ReadOnlyVault):
            _ = session.records
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
