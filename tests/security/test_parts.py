"""Vectors, words, cards, the tip sidecar, the instance lock, the keyring."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from keyring.backends import chainer, fail, null

from caseapp.domain.errors import Bug, CaseappError, Damaged, LockedElsewhere
from caseapp.runtime import paths
from caseapp.security import card, device_secret, hardening, head, identity, kdf, passphrase
from caseapp.security.errors import NoKeyring, WeakPassphrase
from caseapp.security.head import Head
from caseapp.security.instance import Instance
from caseapp.security.keytree import KeyTree, Secret

KEY = bytes(range(32))


def test_argon2id_vector_of_rfc_9106() -> None:
    tag = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\x04" * 12, secret=b"\x03" * 8
    ).derive(b"\x01" * 32)
    assert tag.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_hkdf_vector_of_rfc_5869() -> None:
    okm = HKDF(SHA256(), 42, bytes(range(13)), bytes(range(0xF0, 0xFA))).derive(b"\x0b" * 22)
    assert okm.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"


def test_the_default_never_costs_less_than_the_floor() -> None:
    assert kdf.DEFAULT.memory_kib >= kdf.FLOOR.memory_kib == 64 * 1024
    assert kdf.calibrate(target=0.0) == kdf.DEFAULT


def test_keys_differ_by_purpose_and_by_vault() -> None:
    one, other = KeyTree(Secret(KEY), bytes(16)), KeyTree(Secret(KEY), bytes(15) + b"x")
    purposes = ("db", "drafts", "hdr", "head", "name", "bak")
    assert len({tree.key(purpose) for tree in (one, other) for purpose in purposes}) == 12
    one.wipe()
    with pytest.raises(Bug):
        one.master()
    assert KEY.hex() not in repr(Secret(KEY))


@pytest.mark.parametrize("weak", ["short", "1234567890", "aaaaaaaaaaaa", "qwertyuiop1"])
def test_weak_passphrases_are_refused(weak: str) -> None:
    with pytest.raises(WeakPassphrase):
        passphrase.check(weak)


def test_generated_words_come_from_a_checked_list() -> None:
    words = passphrase.load_words(paths.RESOURCES / "words" / "en.txt")
    made = passphrase.generate(words)
    assert len(made.split()) == 6
    assert made != passphrase.generate(words)
    passphrase.check(made)


def test_a_card_verifies_itself_and_every_flipped_byte_is_noticed() -> None:
    made = card.make(identity.new_identity(), "Серікова А.", "monitor", 1, sample=False)
    assert card.decode(made.raw) == made
    for at in range(len(made.raw)):
        with pytest.raises(CaseappError):
            card.decode(made.raw[:at] + bytes([made.raw[at] ^ 1]) + made.raw[at + 1:])


def test_cards_are_compared_by_the_same_digits_on_both_laptops() -> None:
    made = card.make(identity.new_identity(), "A", "", 1, sample=False)
    other = card.make(identity.new_identity(), "A", "", 1, sample=False)
    groups = card.comparison_groups(made)
    assert groups == card.comparison_groups(card.decode(made.raw))
    assert len(groups) == 8
    assert groups != card.comparison_groups(other)


def test_the_tip_is_authenticated_and_every_flipped_byte_is_noticed(tmp_path: Path) -> None:
    tip = Head(7, 3, b"r" * 32, (b"p" * 16,))
    head.write(tmp_path, tip, KEY)
    assert head.read(tmp_path, KEY) == tip
    data = (tmp_path / head.NAME).read_bytes()
    for at in range(len(data)):
        with pytest.raises(Damaged):
            head.decode(data[:at] + bytes([data[at] ^ 1]) + data[at + 1:], KEY)
    with pytest.raises(Damaged):
        head.decode(data, bytes(32))
    assert head.read(tmp_path / "nowhere", KEY) is None


def test_one_instance_per_vault(tmp_path: Path) -> None:
    first = Instance(tmp_path)
    with pytest.raises(LockedElsewhere):
        Instance(tmp_path)
    first.release()
    Instance(tmp_path).release()


def test_a_killed_instance_leaves_no_lock(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from caseapp.security.instance import Instance; "
        "i = Instance(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    root = str(Path(__file__).parents[2])
    paths_ = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], env={**os.environ, "PYTHONPATH": paths_}, check=False)
    assert (tmp_path / "lock").exists()
    Instance(tmp_path).release()


def test_no_core_dumps() -> None:
    code = "from caseapp.security.hardening import harden; import resource; print(harden(), resource.getrlimit(4))"
    root = str(Path(__file__).parents[2])
    paths_ = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": paths_}, capture_output=True, text=True,
        check=True,
    )
    assert done.stdout.strip() == "True (0, 0)"
    assert hardening.__doc__


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no modes")
def test_files_made_without_a_mode_are_for_this_account_alone(tmp_path: Path) -> None:
    """The database driver and the PDF press name no mode. Control: without hardening the file is open to others."""
    for first, expected in (("harden()", 0o600), ("pass", 0o644)):
        file = tmp_path / first
        code = "import os, sys; from caseapp.security.hardening import harden; os.umask(18); "
        code += f"{first}; open(sys.argv[1], 'w')"
        subprocess.run([sys.executable, "-c", code, str(file)], cwd=Path(__file__).parents[2], check=True)
        assert file.stat().st_mode & 0o777 == expected


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, chainer.ChainerBackend])
def test_keyrings_that_protect_nothing_are_refused(backend: type) -> None:
    with pytest.raises(NoKeyring):
        device_secret.SystemKeyring(backend()).backend()


class PlaintextKeyring(null.Keyring):
    """Looks like a keyring, and would even store."""


def test_a_plaintext_back_end_is_refused_and_nothing_is_stored() -> None:
    port = device_secret.SystemKeyring(PlaintextKeyring())
    with pytest.raises(NoKeyring):
        port.make(bytes(16), os.urandom)

