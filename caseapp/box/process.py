"""A child process that is handed one request and from which no more is read than was agreed; it ends in any case."""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, TypeVar

from caseapp.box import windows
from caseapp.box.errors import NoBox
from caseapp.box.limits import CPU_SECONDS

ROOT: Final = str(Path(__file__).resolve().parents[2])

T = TypeVar("T")


class Late(Exception):
    """The clock on the wall ended it."""


def talk(
    program: str, wall_seconds: float, request: bytes, read: Callable[[IO[bytes]], T], cpu_seconds: int = CPU_SECONDS
) -> T:
    """What ``read`` makes of the answer of a new process running ``program``. Raises Late, NoBox, what ``read`` raises.

    The child reads all before it answers, so writing first cannot block for ever; ``read`` must be bounded.
    """
    child = _start([sys.executable, "-I", "-B", "-c", program, ROOT])
    job = _in_job(child, cpu_seconds) if sys.platform == "win32" else None  # before it is told anything
    late = threading.Event()
    watch = threading.Timer(wall_seconds, _kill, (child, late))
    watch.start()
    try:
        stdin, stdout = child.stdin, child.stdout
        if stdin is None or stdout is None:
            raise NoBox()
        with suppress(OSError):  # it died on the way: its answer, or the lack of one, says so
            stdin.write(request)
            stdin.close()
        told = read(stdout)
    except Exception:
        if late.is_set():  # what was read of it is no answer
            raise Late from None
        raise
    finally:
        _end(child, watch)
        del job
    if late.is_set():
        raise Late
    return told


def _end(child: "subprocess.Popen[bytes]", watch: threading.Timer) -> None:
    watch.cancel()
    watch.join()
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            with suppress(OSError):  # what could not be flushed to a dead child
                stream.close()


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    """No environment, no open files, no console."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        child = subprocess.Popen(  # noqa: S603  (our own program, fixed arguments)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=_environment(), cwd=ROOT, close_fds=True, creationflags=flags,
        )
    except OSError:
        raise NoBox() from None
    return child


def _in_job(child: "subprocess.Popen[bytes]", cpu_seconds: int) -> object:
    try:
        return windows.job_for(int(getattr(child, "_handle", 0)), cpu_seconds)
    except OSError:
        child.kill()
        child.wait()
        raise NoBox() from None


def _environment() -> dict[str, str]:
    """Windows cannot load its own libraries without this one; elsewhere nothing is needed."""
    return {"SYSTEMROOT": "C:\\Windows"} if sys.platform == "win32" else {}


def _kill(child: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    child.kill()
