"""Backups from the command line: made, restored, refused."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Terminal


def test_a_backup_and_a_vault_of_it(vault: Terminal, tmp_path: Path) -> None:
    id_ = vault.add("person", {"occupation": "driver"})[0]
    stick = tmp_path / "stick"
    stick.mkdir()
    made = vault.ok("backup", str(stick))
    assert Path(made["folder"]).is_relative_to(stick)
    assert (made["count"], made["missing"]) == (1, 0)
    shutil.rmtree(vault.folder)
    done = vault("restore", str(stick), str(vault.folder))
    assert done.code == 0, done.err
    assert done.document["aside"] is None
    assert vault.ok("get", id_)["values"]["occupation"] == "driver"
    assert vault.ok("verify")["findings"] == []


def test_into_the_vault_and_back_over_it(vault: Terminal) -> None:
    id_ = vault.add("person", {"occupation": "driver"})[0]
    assert Path(vault.ok("backup")["folder"]).parent == vault.folder / "backups"
    vault.ok("set", id_, 'occupation="student"')
    assert vault("restore", str(vault.folder), str(vault.folder)).document["error"] == "restore-target"
    done = vault("restore", "--replace", str(vault.folder), str(vault.folder))
    assert done.code == 0, done.err
    assert vault.ok("get", id_)["values"]["occupation"] == "driver"
    vault.folder = Path(done.document["aside"])
    assert vault.ok("get", id_)["values"]["occupation"] == "student"


def test_what_is_refused(vault: Terminal, tmp_path: Path) -> None:
    vault.add("person", {"occupation": "driver"})
    assert vault("backup", str(tmp_path / "gone")).document["error"] == "backup-place"
    assert vault("restore", str(tmp_path), str(tmp_path / "new")).document["error"] == "no-backup"
    vault.ok("backup")
    wrong = vault("restore", str(vault.folder), str(tmp_path / "new"), secrets="six other words of some length")
    assert (wrong.code, wrong.document["error"]) == (1, "wrong-secret")
    assert not (tmp_path / "new").exists()


def test_people_read_sentences(terminal: Callable[[str], Terminal]) -> None:
    vault = terminal("B")
    vault.add("person", {"occupation": "driver"})
    done = vault("backup", options=())
    assert done.code == 0
    assert "Recorded actions in it: 1." in done.out
