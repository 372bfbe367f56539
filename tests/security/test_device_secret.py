"""The second factor: a real Secret Service keeps it; what protects nothing is refused, by class."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, chainer, fail, null

from caseapp.security import device_secret, header_file, slots
from caseapp.security.device_secret import SystemKeyring
from caseapp.security.errors import NoKeyring, WrongSecret
from caseapp.security.slots import Material
from tests.security.doors import CHEAP, DEVICE_SECRET, OTHER, PHRASE, RECOVERY, dice, make, no_device, the_device

VAULT = bytes(range(16))
WITH_DEVICE = Material(PHRASE.secret, DEVICE_SECRET)
NEEDED: Final = ("dbus-run-session", "gnome-keyring-daemon")

REAL = """
import os, secrets, sys
from pathlib import Path
from caseapp.security import header_file, slots
from caseapp.security.device_secret import SystemKeyring
from caseapp.security.errors import NoKeyring
from caseapp.security.slots import Material
from tests.security.doors import CHEAP, PHRASE, make, opens

folder, port = Path(sys.argv[1]), SystemKeyring()
first, _ = make(folder)
secret = port.make(first.vault_id, secrets.token_bytes)
opened = header_file.unlock(folder, PHRASE, lambda slot: b"")
header_file.add(folder, opened, slots.DEVICE, Material(PHRASE.secret, secret), CHEAP, secrets.token_bytes,
                {"backend": port.backend()}, instead_of=0)
again = header_file.unlock(folder, PHRASE, lambda slot: SystemKeyring().read(first.vault_id))
print(again.slot.type, again.slot.body["backend"], again.keys.master() == opened.keys.master())
port.forget(first.vault_id)
port.forget(first.vault_id)
try:
    header_file.unlock(folder, PHRASE, lambda slot: SystemKeyring().read(first.vault_id))
except NoKeyring:
    print("without the keyring's secret it stays shut")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's")
def test_a_real_secret_service_keeps_the_second_factor(tmp_path: Path) -> None:
    """Needs Debian's packages dbus and gnome-keyring; their absence is a failure, not a skip."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    assert not missing, f"install {missing}"
    for name in ("home", "run", "vault"):
        (tmp_path / name).mkdir(mode=0o700)
    root = str(Path(__file__).parents[2])
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path / "home"), "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")])), "LC_ALL": "C.UTF-8",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",  # must not matter
    }
    script = (
        "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 "
        '&& exec "$0" -c "$1" "$2"'
    )
    with subprocess.Popen(
        ["dbus-run-session", "--", "sh", "-c", script, sys.executable, REAL, str(tmp_path / "vault")],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:
        try:
            shown, errors = process.communicate(timeout=60)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, errors
    assert shown.splitlines() == [
        "passphrase+device keyring.backends.SecretService.Keyring True", "without the keyring's secret it stays shut",
    ]


class Plaintext(KeyringBackend):
    """Stores in clear, and says that it is the best there is."""

    priority = 100.0  # type: ignore[assignment]  # the library's own back ends declare it like this

    def __init__(self) -> None:
        super().__init__()
        self.stored: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.stored.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.stored[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.stored.pop(username, None)


class Disguised(SecretService.Keyring):
    """A subclass of an accepted back end may do anything."""


@pytest.mark.parametrize("kind", [Plaintext, Disguised, null.Keyring, fail.Keyring, chainer.ChainerBackend])
def test_other_back_ends_are_refused_before_anything_is_stored(kind: type[KeyringBackend]) -> None:
    backend = kind()
    port = SystemKeyring(backend)
    for act in (port.backend, lambda: port.make(VAULT, dice()), lambda: port.read(VAULT), lambda: port.forget(VAULT)):
        with pytest.raises(NoKeyring):
            act()
    assert not getattr(backend, "stored", {})


def test_control_a_plaintext_back_end_would_have_stored_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_secret, "ACCEPTED", (Plaintext,))
    backend = Plaintext()
    secret = SystemKeyring(backend).make(VAULT, dice())
    assert backend.stored == {VAULT.hex(): secret.hex()}


def test_without_any_keyring_there_is_no_second_factor() -> None:
    """The tests run without a session bus; where one came from nowhere, this would show it."""
    with pytest.raises(NoKeyring):
        SystemKeyring().backend()


@pytest.mark.parametrize("stored", [None, "", "zz", "00", "00" * 31])
def test_what_is_stored_but_no_secret_counts_as_absent(stored: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_secret, "ACCEPTED", (Plaintext,))
    backend = Plaintext()
    if stored is not None:
        backend.stored[VAULT.hex()] = stored
    with pytest.raises(NoKeyring):
        SystemKeyring(backend).read(VAULT)


def _with_device_slot(folder: Path) -> None:
    make(folder, (slots.DEVICE, WITH_DEVICE), (slots.RECOVERY, RECOVERY))


def test_passphrase_and_device_open_only_together(tmp_path: Path) -> None:
    _with_device_slot(tmp_path)
    assert header_file.unlock(tmp_path, PHRASE, the_device).slot.type == slots.DEVICE
    with pytest.raises(WrongSecret):
        header_file.unlock(tmp_path, OTHER, the_device)
    with pytest.raises(WrongSecret):
        header_file.unlock(tmp_path, PHRASE, lambda _slot: bytes(32))
    with pytest.raises(NoKeyring):
        header_file.unlock(tmp_path, PHRASE, no_device)


def test_a_lost_keyring_never_locks_out_who_has_the_recovery_key(tmp_path: Path) -> None:
    _with_device_slot(tmp_path)
    assert header_file.unlock(tmp_path, RECOVERY, no_device).slot.type == slots.RECOVERY


def test_a_lost_keyring_does_not_shut_a_plain_passphrase_out(tmp_path: Path) -> None:
    make(tmp_path, (slots.DEVICE, WITH_DEVICE), (slots.PASSPHRASE, OTHER))
    assert header_file.unlock(tmp_path, OTHER, no_device).slot.type == slots.PASSPHRASE


def test_the_name_in_the_slot_never_chooses_the_back_end(tmp_path: Path) -> None:
    first, keys = make(tmp_path)
    opened = header_file.unlock(tmp_path, PHRASE, no_device)
    lie = {"backend": "keyring.backends.null.Keyring"}
    header_file.add(tmp_path, opened, slots.DEVICE, WITH_DEVICE, CHEAP, dice(), lie)
    assert header_file.unlock(tmp_path, RECOVERY, no_device).keys.master() == keys.master()
    assert first.vault_id == opened.header.vault_id
    with pytest.raises(NoKeyring):
        header_file.unlock(tmp_path, OTHER, lambda slot: SystemKeyring().read(first.vault_id))
