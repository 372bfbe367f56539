"""What a parser that was taken over can still do: nothing. Each attempt is shown to succeed without the box."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caseapp.box import seccomp
from caseapp.box.box import Box
from caseapp.box.limits import MEMORY

ROOT = Path(__file__).parents[2]
_BEFORE = "import sys; sys.path.insert(0, sys.argv[1]); import os, socket, ctypes, subprocess, threading, mmap, time\n"
_CONFINE = "from caseapp.box.confine import confine; confine()\n"
_DONE = "\nos.write(1, b'done')"

ATTACKS = {
    "write a file": "os.close(os.open(sys.argv[2] + '/new', os.O_CREAT | os.O_WRONLY))",
    "read a file": "os.read(os.open(sys.argv[2] + '/secret', os.O_RDONLY), 9)",
    "list a folder": "os.listdir(sys.argv[2])",
    "remove a file": "os.unlink(sys.argv[2] + '/secret')",
    "open a socket": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "open a local socket": "socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)",
    "start a program": "subprocess.run(['/bin/true'], check=True)",
    "fork": "os.fork() or os._exit(0)",
    "start a thread": "threading.Thread(target=time.time).start()",
    "signal the parent": "os.kill(os.getppid(), 0)",
    "look into the parent": "os.read(os.open(f'/proc/{os.getppid()}/environ', os.O_RDONLY), 9)",
    "take more memory": f"bytearray({MEMORY + 1})",
}


def attempt(attack: str, folder: Path, *, confined: bool) -> bool:
    """Whether the attack got through."""
    program = _BEFORE + (_CONFINE if confined else "") + attack + _DONE
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-c", program, str(ROOT), str(folder)], capture_output=True, check=False,
        timeout=60, env={},
    )
    return done.stdout == b"done"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(not seccomp.available(), reason="the call filter is Linux's; other systems are tried by hand")
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gets_nowhere(folder: Path, name: str) -> None:
    assert not attempt(ATTACKS[name], folder, confined=True)
    assert {each.name for each in folder.iterdir()} == {"secret"}


@pytest.mark.parametrize("name", ATTACKS)
def test_without_the_box_it_would_have(folder: Path, name: str) -> None:
    assert attempt(ATTACKS[name], folder, confined=False)


def test_time_on_the_processor_is_bounded() -> None:
    """The limit itself, read back in a child without the filter: fifteen seconds are too long to wait for."""
    read_back = (
        "import resource\nfrom caseapp.box import confine as c\nc.seccomp.available = bool\nc.confine()\n"
        "sys.exit(resource.getrlimit(resource.RLIMIT_CPU) != (15, 15))"
    )
    command = [sys.executable, "-I", "-B", "-c", _BEFORE + read_back, str(ROOT)]
    assert subprocess.run(command, check=False, timeout=60).returncode == 0
    unlimited = [*command[:4], command[4].replace("c.confine()\n", ""), *command[5:]]
    assert subprocess.run(unlimited, check=False, timeout=60).returncode == 1


def test_the_filter_is_whole() -> None:
    for machine in ("x86_64", "aarch64"):
        program = seccomp.program(machine)
        assert len(program) % 8 == 0
        assert len(program) // 8 < 4_096  # the kernel's bound
        assert program[-4:] == b"\0\0\0\x80"  # what is not listed ends the process
    numbers = [*seccomp.ALLOWED.values(), *seccomp.REFUSED.values()]
    for column in (0, 1):
        known = [pair[column] for pair in numbers if pair[column] >= 0]
        assert len(known) == len(set(known))


def test_the_environment_of_the_child_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEAPP_SECRET", "canary")
    told = "import os, sys; sys.stdin.buffer.read(); sys.stdout.buffer.write(b'T' + str(sorted(os.environ)).encode())"
    assert "CASEAPP_SECRET" not in Box(program=told).text(b"x")
    assert "CASEAPP_SECRET" in os.environ
