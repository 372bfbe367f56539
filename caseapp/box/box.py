"""The parent's side: start a child, hand it the bytes, take back no more than was agreed, and check it."""

import sys
from typing import Final

from caseapp.box import seccomp
from caseapp.box.errors import KINDS, ParserEnded, TooLarge
from caseapp.box.limits import MAX_INPUT, MAX_SIDE_OUT, WALL_SECONDS
from caseapp.box.process import Late, talk
from caseapp.box.wire import Answer, Reason, What, ask, bound, read_answer
from caseapp.domain.pixels import Pixels

_PROGRAM: Final = "import sys; sys.path.insert(0, sys.argv[1]); from caseapp.box.child import main; main()"


class Box:
    """Each call is one process that parses one file and ends. Safe to call from any thread; each call blocks."""

    def __init__(self, wall_seconds: float = WALL_SECONDS, program: str = _PROGRAM) -> None:
        self._wall = wall_seconds
        self._program = program

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
        most = bound(what, side) + 1
        try:
            told = talk(self._program, self._wall, ask(what, side, data), lambda answer: answer.read(most))
        except Late:
            return Reason.TIMEOUT
        return read_answer(what, side, told)


def _refusal(answer: Answer) -> Exception:
    return KINDS[answer]() if isinstance(answer, Reason) else ParserEnded()


def confinement() -> str:
    """What holds the child on this machine, for the Safety check: ``filter``, ``job`` or ``limits``."""
    if seccomp.available():
        return "filter"
    return "job" if sys.platform == "win32" else "limits"
