"""Bytes of format 1.0, kept for ever: today's reader and a reader that is not ours both understand them."""

import ast
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest

from caseapp.exchange.layout import MAGIC
from caseapp.exchange.manifest import decode, encode
from caseapp.exchange.reader import Receiver, Sender, open_package
from caseapp.history.bundle import verify
from caseapp.history.ids import RecordKey

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "exchange"
FILE = GOLDEN / "history-1.0.casepkg"
IDENTITY = GOLDEN / "receiver.age-identity"
INDEPENDENT = ROOT / "docs" / "formats" / "read_export.py"
MAX_LINES = 100


@pytest.fixture
def expected() -> dict[str, str]:
    found: dict[str, str] = json.loads((GOLDEN / "expected.json").read_text())
    return found


def secret() -> str:
    return IDENTITY.read_text().split()[-1]


def test_the_golden_file_opens(expected: dict[str, str], tmp_path: Path) -> None:
    sender = Sender(bytes.fromhex(expected["sender_key"]), verified=True)
    known = {bytes.fromhex(expected["sender"]): sender}
    who = Receiver((secret(),), frozenset({bytes.fromhex(expected["receiver"])}), True, known.get)
    with open_package(FILE, who, tmp_path) as package:
        assert package.digest.hex() == expected["manifest_sha256"]
        assert package.file_sha256.hex() == expected["file_sha256"]
        assert [sha256(document).hexdigest() for document in package.changesets()] == expected["documents"]
        assert [sha256(card).hexdigest() for card in package.cards()] == [expected["card"]]
        assert [sha256(blob.open().read()).hexdigest() for blob in package.blobs()] == [expected["blob"]]
        for bundle in package.bundles():
            verify(bundle, sender.public_key)
        assert package.manifest.roots == (RecordKey("case", "018c0000000070008000000000000002"),)


def test_the_manifest_is_written_byte_for_byte_as_then() -> None:
    plain = pyrage.decrypt(FILE.read_bytes(), [pyrage.x25519.Identity.from_str(secret())])
    assert plain.startswith(MAGIC)
    raw = plain[12 : 12 + int.from_bytes(plain[8:12], "big")]
    assert encode(decode(raw)) == raw


def listed(file: Path, identity: Path = IDENTITY) -> subprocess.CompletedProcess[str]:
    """The independent reader, without our code on its path."""
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(INDEPENDENT), str(identity), str(file)], capture_output=True,
        text=True, encoding="utf-8", check=False, timeout=60, cwd=file.parent,
    )


def test_an_independent_reader_lists_it(expected: dict[str, str]) -> None:
    ran = listed(FILE)
    assert ran.returncode == 0, ran.stderr
    for word in (
        "Monitor A #1 1641340800000001 Person recorded", 'put name "Айгүл Тестова"', "Five persons", "[withheld]",
        expected["sender"], '"seq": 1', "018c0000000070008000000000000003", expected["receiver"],
    ):
        assert word in ran.stdout
    assert "secret word" not in ran.stdout.split("Five persons")[1]


def imports(tree: ast.AST) -> set[str]:
    """Top-level names of everything imported."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or ".").split(".")[0])
    return found


def test_it_is_short_and_stands_on_nothing_of_ours() -> None:
    text = INDEPENDENT.read_text()
    assert len(text.splitlines()) <= MAX_LINES
    foreign = imports(ast.parse(text)) - set(sys.stdlib_module_names)
    assert foreign == {"pyrage", "cryptography"}
    assert imports(ast.parse("from caseapp.history import wire")) == {"caseapp"}  # negative control
    assert "__import__" not in text
    assert "importlib" not in text


def test_it_refuses_what_was_altered(tmp_path: Path) -> None:
    """One flip in each kind of place, encrypted anew so that only signatures and hashes are left to notice."""
    key = pyrage.x25519.Identity.from_str(secret())
    plain = pyrage.decrypt(FILE.read_bytes(), [key])
    for word in (b'"seq":1', b"Monitor A", "Тестова".encode(), b"Five persons", b'"path"', b"founding statement"):
        at = plain.index(word) + len(word) - 1
        altered = plain[:at] + bytes([plain[at] ^ 1]) + plain[at + 1 :]
        copy = tmp_path / "copy.casepkg"
        copy.write_bytes(pyrage.encrypt(altered, [key.to_public()]))
        ran = listed(copy)
        assert ran.returncode != 0, word
    copy.write_bytes(pyrage.encrypt(plain, [key.to_public()]))
    assert listed(copy).returncode == 0  # negative control


def test_it_checks_each_authors_signature_not_only_the_senders(tmp_path: Path) -> None:
    """The stream hash made to fit and the signature check of the file taken out: the changeset still tells."""
    lenient = INDEPENDENT.read_text().replace('"a part was altered"', '"x"').replace(
        'check(sha256(content).hexdigest() == stream["sha256"], "x")', "pass"
    )
    assert lenient.count("pass\n") == 1
    reader = tmp_path / "reader.py"
    reader.write_text(lenient)
    key = pyrage.x25519.Identity.from_str(secret())
    plain = pyrage.decrypt(FILE.read_bytes(), [key])
    copy = tmp_path / "copy.casepkg"
    for word in (b"Person recorded", "Тестова".encode(), b'"counter":2', b'"state":"withheld"'):
        at = plain.index(word, plain.index(b'{"changes"')) + len(word) - 2
        copy.write_bytes(pyrage.encrypt(plain[:at] + bytes([plain[at] ^ 1]) + plain[at + 1 :], [key.to_public()]))
        ran = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(reader), str(IDENTITY), str(copy)], capture_output=True,
            check=False, timeout=60,
        )
        assert (ran.returncode != 0) == (word != b'"state":"withheld"'), word
