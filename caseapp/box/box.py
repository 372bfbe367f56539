"""The parent's side: start a child, hand it the bytes, take back no more than was agreed, and check it."""

import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

from caseapp.box import seccomp, windows
from caseapp.box.errors import KINDS, NoBox, ParserEnded, TooLarge
from caseapp.box.limits import MAX_INPUT, MAX_SIDE_OUT, WALL_SECONDS
from caseapp.box.wire import Answer, Reason, What, ask, bound, read_answer
from caseapp.domain.pixels import Pixels

_ROOT: Final = str(Path(__file__).resolve().parents[2])
_PROGRAM: Final = "import sys; sys.path.insert(0, sys.argv[1]); from caseapp.box.child import main; main()"


class Box:
    """Each call is one process that parses one file and ends. Safe to call from any thread; each call blocks."""

    def __init__(self, wall_seconds: float = WALL_SECONDS, program: str = _PROGRAM) -> None:
        self._wall = wall_seconds
        self._command = [sys.executable, "-I", "-B", "-c", program, _ROOT]

    def picture(self, data: bytes, side: int) -> Pixels:
        """A picture that fits into ``side`` pixels (at most 2,048). Raises NotShown's kinds, NoBox."""
        answer = self._ask(What.PICTURE, min(side, MAX_SIDE_OUT), data)
        if not isinstance(answer, Pixels):
            raise _refusal(answer)
        return answer

    def text(self, data: bytes) -> str:
        """The first million characters of a plain text. Raises NotShown's kinds, NoBox."""
        answer = self._ask(What.TEXT, 1, data)
        if not isinstance(answer, str):
            raise _refusal(answer)
        return answer

    def _ask(self, what: What, side: int, data: bytes) -> Answer:
        if len(data) > MAX_INPUT:
            raise TooLarge()
        child = self._start()
        job = _in_job(child) if sys.platform == "win32" else None  # before it is told anything
        late = threading.Event()
        watch = threading.Timer(self._wall, _kill, (child, late))
        watch.start()
        try:
            told = _talk(child, ask(what, side, data), bound(what, side))
        finally:
            watch.cancel()
            watch.join()
            child.kill()
            child.wait()
            del job
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    with suppress(OSError):  # what could not be flushed to a dead child
                        stream.close()
        return Reason.TIMEOUT if late.is_set() else read_answer(what, side, told)

    def _start(self) -> "subprocess.Popen[bytes]":
        """No environment, no open files, no console."""
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            child = subprocess.Popen(  # noqa: S603  (our own program, fixed arguments)
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=_environment(), cwd=_ROOT, close_fds=True, creationflags=flags,
            )
        except OSError:
            raise NoBox() from None
        return child


def _in_job(child: "subprocess.Popen[bytes]") -> object:
    try:
        return windows.job_for(int(getattr(child, "_handle", 0)))
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


def _talk(child: "subprocess.Popen[bytes]", request: bytes, most: int) -> bytes:
    """The child reads all before it answers, so writing first cannot block for ever; reading ends at the bound."""
    stdin, stdout = child.stdin, child.stdout
    if stdin is None or stdout is None:
        return b""
    with suppress(OSError):  # it died on the way: its answer, or the lack of one, says so
        stdin.write(request)
        stdin.close()
    return stdout.read(most + 1)


def _refusal(answer: Answer) -> Exception:
    return KINDS[answer]() if isinstance(answer, Reason) else ParserEnded()


def confinement() -> str:
    """What holds the child on this machine, for the Safety check: ``filter``, ``job`` or ``limits``."""
    if seccomp.available():
        return "filter"
    return "job" if sys.platform == "win32" else "limits"
