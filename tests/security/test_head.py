"""The tip sidecar: one form, bounded, authenticated first; and what a process gives away."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from caseapp.domain import canonical
from caseapp.domain.errors import Damaged, TooNew
from caseapp.security import head
from caseapp.security.head import Head

KEY = bytes(range(32))
TIP = Head(7, 3, b"r" * 32, (b"p" * 16,))


def sealed(body: bytes, key: bytes = KEY) -> bytes:
    return body + head.hmac.digest(key, body, "sha256")


def good(**changed: Any) -> dict[str, Any]:
    return {"commits": 1, "count": 1, "packages": [], "root": "00" * 32, **changed}


def test_control_the_helper_seals() -> None:
    assert head.decode(sealed(head.MAGIC + canonical.encode(good())), KEY) == Head(1, 1, bytes(32))


@pytest.mark.parametrize(
    "changed",
    [
        {"commits": -1}, {"count": -1}, {"count": "1"}, {"root": "00"}, {"root": "G" * 64}, {"root": None},
        {"packages": ["00"]}, {"packages": [1]}, {"packages": ["00" * 16] * 17}, {"packages": None}, {"more": 1},
    ],
)
def test_other_forms_under_a_valid_mac_are_damage(changed: dict[str, Any]) -> None:
    with pytest.raises(Damaged):
        head.decode(sealed(head.MAGIC + canonical.encode(good(**changed))), KEY)


@pytest.mark.parametrize("body", [b"", head.MAGIC, head.MAGIC + b"[" * 99, b"CASEAPP\1{}", head.MAGIC + b"{} "])
def test_other_bytes_under_a_valid_mac_are_damage(body: bytes) -> None:
    with pytest.raises(Damaged):
        head.decode(sealed(body), KEY)


def test_a_newer_form_is_told() -> None:
    with pytest.raises(TooNew):
        head.decode(sealed(b"CASEHED\2whatever"), KEY)


def test_cut_short_grown_or_under_another_key_is_damage() -> None:
    data = head.encode(TIP, KEY)
    for size in range(len(data)):
        with pytest.raises(Damaged):
            head.decode(data[:size], KEY)
    for other in (data + b"\0", bytes(head.MAX_HEAD + 1)):
        with pytest.raises(Damaged):
            head.decode(other, KEY)
    with pytest.raises(Damaged):
        head.decode(data, bytes(32))


def test_control_without_the_mac_a_rolled_back_tip_would_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    data = head.encode(TIP, KEY).replace(b'"count":3', b'"count":2')
    with pytest.raises(Damaged):
        head.decode(data, KEY)
    monkeypatch.setattr(head.hmac, "compare_digest", lambda _a, _b: True)
    assert head.decode(data, KEY).count == 2


def test_only_the_last_packages_are_kept() -> None:
    many = tuple(bytes([number]) * 16 for number in range(40))
    assert head.decode(head.encode(Head(1, 1, bytes(32), many), KEY), KEY).packages == many[-head.LAST_PACKAGES:]


def test_a_tip_that_the_disk_no_longer_gives_is_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head.write(tmp_path, TIP, KEY)

    def failing(_path: Path, _limit: int) -> bytes:
        raise OSError(5, os.strerror(5))

    monkeypatch.setattr(head.atomic, "read", failing)
    with pytest.raises(Damaged):
        head.read(tmp_path, KEY)


SHOW = """
import ctypes, resource, sys
from caseapp.security.hardening import harden
if sys.argv[1] == "harden":
    harden()
print(resource.getrlimit(resource.RLIMIT_CORE)[0] == 0, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
@pytest.mark.parametrize(("how", "shown"), [("harden", "True 0"), ("not", "False 1")])
def test_no_core_dump_and_no_debugger_of_the_same_user(how: str, shown: str) -> None:
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    script = f'ulimit -S -c 1024 2>/dev/null; exec "{sys.executable}" -c "$0" {how}'
    done = subprocess.run(
        ["/bin/sh", "-c", script, SHOW], env={**os.environ, "PYTHONPATH": path}, text=True, capture_output=True,
        check=True, timeout=60,
    )
    assert done.stdout.strip() == shown
