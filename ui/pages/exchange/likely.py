"""How many persons in the chosen files may be somebody who is known already: counted beside the person's work."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Outcome
from ui.bridge.progress import Progress
from ui.pages.page import PageKit
from ui.ports import Lane, Review, Staged


class Likely(QObject):
    """``counted`` once after each ``look``, unless that was called off; -1 where it could not be told."""

    counted = Signal(int)
    working = Signal(object)

    def __init__(self, kit: PageKit, words: str, parent: QObject, staged: Staged | None = None) -> None:
        """``staged``: whose counted records are meant; export files unless told."""
        super().__init__(parent)
        self._kit, self._words = kit, words
        self._staged: Staged = kit.desk.exchange if staged is None else staged
        self._progress: Progress | None = None
        self._strangers: object = None

    def look(self) -> None:
        """The files were counted."""
        self.stop()
        self._progress = Progress(self._words)
        self.working.emit(self._progress)
        self._run(Lane.WRITER, _Strangers(self._staged, self._progress), self._on_strangers)

    def stop(self) -> None:
        """Other files were chosen, or they are taken in."""
        if self._progress is not None:
            self._progress.stop()
        self._end()

    def _run(self, lane: Lane, work: Callable[[], object], slot: Callable[[Outcome], None]) -> None:
        self._kit.runner.run(self, lane, work, slot, latest="likely")

    @Slot(object)
    def _on_strangers(self, outcome: Outcome) -> None:
        if not isinstance(outcome, Done) or self._progress is None:
            self._fail()
            return
        self._strangers = outcome.value
        if self._kit.desk.review.looked():
            self._compare()
        else:
            self._run(Lane.READER, self._kit.desk.review.gather, self._on_gathered)

    @Slot(object)
    def _on_gathered(self, outcome: Outcome) -> None:
        if not isinstance(outcome, Done) or self._progress is None:
            self._fail()
            return
        self._run(Lane.COMPUTE, _Find(self._kit.desk.review, outcome.value, self._progress), self._on_found)

    @Slot(object)
    def _on_found(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            self._compare()
        else:
            self._fail()

    def _compare(self) -> None:
        if self._progress is not None:
            work = _Alike(self._kit.desk.review, self._strangers, self._progress)
            self._run(Lane.COMPUTE, work, self._on_alike)

    @Slot(object)
    def _on_alike(self, outcome: Outcome) -> None:
        if self._progress is not None and isinstance(outcome, Done) and isinstance(outcome.value, int):
            self._end()
            self.counted.emit(outcome.value)
        else:
            self._fail()

    def _fail(self) -> None:
        if self._progress is not None:
            self._end()
            self.counted.emit(-1)

    def _end(self) -> None:
        if self._progress is not None:
            self._progress.end()
        self._progress, self._strangers = None, None


class _Strangers:
    """Whom the files bring for the first time."""

    def __init__(self, exchange: Staged, told: Progress) -> None:
        self._exchange, self._told = exchange, told

    def __call__(self) -> object:
        return self._exchange.strangers(self._told)


class _Find:
    """Look through the vault, once while it is open."""

    def __init__(self, review: Review, gathered: object, told: Progress) -> None:
        self._review, self._gathered, self._told = review, gathered, told

    def __call__(self) -> object:
        return self._review.find(self._gathered, self._told)


class _Alike:
    """Compare them with everybody."""

    def __init__(self, review: Review, strangers: object, told: Progress) -> None:
        self._review, self._strangers, self._told = review, strangers, told

    def __call__(self) -> object:
        return self._review.alike(self._strangers, self._told)


def said_of_twins(kit: PageKit, pairs: int) -> str:
    """How many possible duplicates would come along; -1: it could not be told."""
    if pairs < 0:
        return kit.tr(N_("Possible duplicates were not looked for. Review does that after taking in."))
    if pairs == 0:
        return kit.tr(N_("No possible duplicates."))
    words = kit.language.plural(
        "{n} possible duplicate. Review shows both records after taking in; nothing joins of itself.",
        "{n} possible duplicates. Review shows both records of each after taking in; nothing joins of itself.", pairs)
    return words.format(n=pairs)
