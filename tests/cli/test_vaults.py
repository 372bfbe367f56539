"""Making, opening and locking out; secrets; what is said when something breaks."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from caseapp.cli import main, records
from caseapp.cli.errors import NoPassphrase
from caseapp.cli.secrets_input import FromDescriptor, FromPrompt
from caseapp.runtime.bootstrap import App
from tests.cli.conftest import PASSPHRASE, Terminal


def test_the_recovery_key_opens_and_is_shown_once(
    app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = Terminal(app, tmp_path / "V", capsys, monkeypatch)
    key = vault.ok("init", "--label", "V")["recovery_key"]
    assert vault("open", secrets=key).code == 0
    assert vault("open").code == 0
    assert key not in vault("slots").out
    assert vault("init", "--label", "V").document["error"] == "folder-in-use"


def test_a_wrong_passphrase_says_so_and_only_that(vault: Terminal) -> None:
    done = vault("open", secrets="something else entirely and long")
    assert (done.code, done.document["error"]) == (1, "wrong-secret")


def test_the_passphrase_is_changed_and_the_log_says_so(vault: Terminal) -> None:
    new = "another seven words of some length here"
    assert vault("slots", "change-passphrase", secrets=f"{PASSPHRASE}\n{new}").code == 0
    assert vault("open").code == 1
    assert vault("open", secrets=new).code == 0
    slots = vault.ok("slots", "list")["slots"]
    recovery = next(slot["id"] for slot in slots if slot["type"] == "recovery")
    assert vault("slots", "remove", str(recovery), secrets=new).code == 0
    assert "recovery" not in {slot["type"] for slot in vault.ok("slots")["slots"]}
    with vault.app.vaults.open(vault.folder, new) as session:
        session.writer.open()
        counts = session.activity.counts()
        assert (counts["passphrase-changed"], counts["way-removed"]) == (1, 1)
        assert vault("slots", "remove", "1", secrets=new).document["error"] == "locked-elsewhere"


def test_a_change_that_is_refused_is_not_logged(vault: Terminal) -> None:
    assert vault("slots", "remove", "99").code == 1
    with vault.app.vaults.open(vault.folder, PASSPHRASE) as session:
        session.writer.open()
        assert "way-removed" not in session.activity.counts()


def test_a_keyring_that_cannot_be_trusted_is_refused(vault: Terminal) -> None:
    assert vault("slots", "add-device").document["error"] == "no-keyring"
    assert vault("open").code == 0


def test_a_folder_that_is_no_vault(vault: Terminal, tmp_path: Path) -> None:
    vault.folder = tmp_path
    assert vault("stats").document["error"] == "not-a-vault"


def test_the_reason_is_said_in_the_language_asked_for(vault: Terminal) -> None:
    done = vault("open", secrets="wrong", options=("--language", "ru"))
    assert done.code == 1
    assert done.err.strip()
    assert done.out == ""


def test_the_only_vault_in_the_usual_place_needs_no_name(app: App, vault: Terminal) -> None:
    read, write = os.pipe()
    os.write(write, PASSPHRASE.encode() + b"\n")
    os.close(write)
    try:
        assert main.run(app, ["--passphrase-fd", str(read), "stats"]) == 2
        app.vault_folder.mkdir(parents=True)
        (app.vault_folder / "A").symlink_to(vault.folder)
        assert main.run(app, ["--passphrase-fd", str(read), "stats"]) == 0
    finally:
        os.close(read)


def test_a_descriptor_gives_one_line_and_not_a_byte_more() -> None:
    read, write = os.pipe()
    os.write(write, b"first\r\nsecond\n" + b"x" * 5000)
    os.close(write)
    try:
        source = FromDescriptor(read)
        assert source.ask("") == "first"
        assert source.ask_new() == "second"
        with pytest.raises(NoPassphrase):
            source.ask("")
    finally:
        os.close(read)
    with pytest.raises(NoPassphrase):
        FromDescriptor(read).ask("")


def test_without_a_terminal_nobody_is_asked_aloud(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def unseen(*_: object) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", unseen)
    with pytest.raises(NoPassphrase):
        FromPrompt(app.language("en")).ask("Passphrase: ")


def test_a_mistyped_new_passphrase_is_refused(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(("one", "two"))
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    with pytest.raises(main.CaseappError, match="differ"):
        FromPrompt(app.language("en")).ask_new()


def test_what_nobody_foresaw_shows_a_code_and_no_value(
    vault: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("the name of a witness")

    monkeypatch.setattr(records.shown, "record_document", broken)
    (id_,) = vault.add("person", {"description": "a man"})
    done = vault("get", id_)
    assert (done.code, done.document["error"]) == (1, "bug")
    assert "ValueError" in done.err
    assert "witness" not in done.out + done.err
    assert vault("stats").code == 0, "the vault was closed"


def test_a_wish_to_exit_is_let_through(vault: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(*_: object) -> None:
        raise SystemExit(7)

    monkeypatch.setattr(records.shown, "record_document", leave)
    (id_,) = vault.add("person", {"description": "a man"})
    with pytest.raises(SystemExit):
        vault("get", id_)


def test_damage_is_noticed_and_named(terminal: Callable[[str], Terminal]) -> None:
    vault = terminal("D")
    vault.add("person", {"description": "a man"})
    database = vault.folder / "vault.db"
    raw = bytearray(database.read_bytes())
    raw[len(raw) // 2] ^= 1
    database.write_bytes(raw)
    done = vault("verify")
    assert done.code == 1
    assert done.err.strip()


def test_the_demo_names_every_file_that_it_made(vault: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    made = vault.ok("demo", str(folder))
    assert made["taken_in"] > 0
    kinds = {Path(name).suffix for name in made["files"]}
    assert kinds == {"", ".pdf", ".png", ".casepkg"}
    assert all(Path(name).exists() for name in made["files"])
    assert vault("demo", str(folder)).document["error"] == "folder-in-use"
