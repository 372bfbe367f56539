"""Taking one export file in: checked, staged, previewed; then, if the person agrees, in one go."""

from contextlib import ExitStack
from pathlib import Path

from caseapp.domain.entity import Changes
from caseapp.domain.preview import Preview
from caseapp.exchange.errors import SenderUnverified
from caseapp.exchange.reader import Progress
from caseapp.services.checking import Checked, Header, Trust
from caseapp.services.exporting import Parts
from caseapp.services.together import Clash, Notice, Together

__all__ = ["Clash", "Header", "Incoming", "Notice"]


class Incoming:
    """A verified file on the threshold. Nothing of it is in the vault until ``take_in``; close it in any case."""

    def __init__(self, parts: Parts, path: Path, progress: Progress | None = None) -> None:
        self._writer = parts.writer
        with ExitStack() as stack:
            file = Checked(path, Trust(parts), progress)
            stack.callback(file.close)
            if not file.verified:
                raise SenderUnverified
            self._together = Together(parts, [file])
            self.header: Header = file.header
            self.notices: tuple[Notice, ...] = self._together.notices[0]
            self.preview: Preview = self._together.preview
            self._stack = stack.pop_all()

    def __enter__(self) -> "Incoming":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget everything that was not taken in."""
        self._stack.close()

    @property
    def replayed(self) -> bool:
        """True if this very file was taken in before: taking it in again changes nothing."""
        return self._together.replayed[0]

    def take_in(self) -> Changes:
        """Apply what ``preview`` counted, in one transaction, and let search catch up.

        Raises Stale if the vault moved meanwhile, Clash.
        """
        changes = self._together.take_in()
        self._writer.catch_up()
        return changes
