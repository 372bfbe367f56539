"""Undo and redo in the window: by name, with what they did said in words, answers about consent never by themselves."""

from PySide6.QtCore import QObject, Signal, Slot

from caseapp.domain.text import N_
from ui.bridge.notify import Notice, notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit
from ui.ports import Lane, Saved, Takeable, TakenBack, Undoing

_CODE = "answers-stay"


class UndoDesk(QObject):
    """Asks the writer's lane, one thing after the other, and says what came of it."""

    offered = Signal(object)  # Takeable
    told = Signal(str)  # for the footer
    changed = Signal(Saved)  # pages have to read again
    failed = Signal(object)  # Notice
    asked = Signal(object, str)  # Notice, words of the button that answers it

    def __init__(self, kit: PageKit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._waiting: dict[str, TakenBack] = {}  # text of a notice -> whose answers it asks about
        self.takeable = Takeable()

    def look(self) -> None:
        """Something was written, or the sitting begins: ask what can be taken back."""
        self._kit.runner.run(self, Lane.WRITER, self._kit.desk.undoing.next, self._on_next, latest="next")

    def undo(self) -> None:
        """Take the newest action back."""
        self._kit.runner.run(self, Lane.WRITER, self._kit.desk.undoing.undo, self._on_undone)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._kit.runner.run(self, Lane.WRITER, self._kit.desk.undoing.redo, self._on_redone)

    def answer(self, asked: Notice) -> bool:
        """The person pressed the button of a notice; False when it was not one of these."""
        back = self._waiting.pop(asked.text, None)
        if back is not None:
            self._kit.runner.run(self, Lane.WRITER, _PutBack(self._kit.desk.undoing, back), self._on_put_back)
        return back is not None

    @Slot(object)
    def _on_next(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, Takeable):
            self.takeable = outcome.value
            self.offered.emit(outcome.value)

    @Slot(object)
    def _on_undone(self, outcome: Outcome) -> None:
        self._tell(outcome, N_("Undone: “{what}”. It stays in the history."))

    @Slot(object)
    def _on_redone(self, outcome: Outcome) -> None:
        self._tell(outcome, N_("Done again: “{what}”."))

    def _tell(self, outcome: Outcome, words: str) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self._kit.language))
        if not isinstance(outcome, Done) or not isinstance(outcome.value, TakenBack):
            return
        back, tr = outcome.value, self._kit.tr
        self.changed.emit(back.saved)
        if back.undone:
            self.told.emit(tr(words).format(what=back.title))
        else:
            self.told.emit(tr(N_("Nothing changed.")))
        what = " ".join(self._rests(back))
        if what:
            title = tr(N_("Not all of “{what}”")).format(what=back.title)
            said = Notice(title, what, "", _CODE)
            self._waiting = {said.text: back}
            self.asked.emit(said, tr(N_("Answer as before")) if back.answers else "")

    def _rests(self, back: TakenBack) -> list[str]:
        plural = self._kit.language.plural
        found = []
        if back.kept:
            found.append(plural("{n} value is kept, because a later change replaces it.",
                                "{n} values are kept, because later changes replace them.", back.kept)
                         .format(n=back.kept))
        if back.absent:
            found.append(plural("{n} value is not in this vault.", "{n} values are not in this vault.", back.absent)
                         .format(n=back.absent))
        if back.answers:
            found.append(plural(
                "{n} answer about consent, withholding or withdrawal stays as it is: undo never changes it by itself.",
                "{n} answers about consent, withholding or withdrawal stay as they are: undo never changes them by "
                "itself.", back.answers).format(n=back.answers))
        return found

    @Slot(object)
    def _on_put_back(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self._kit.language))
        elif isinstance(outcome, Done) and isinstance(outcome.value, Saved):
            self.changed.emit(outcome.value)
            self.told.emit(self._kit.tr(N_("Answered as before; the history shows both answers.")))


class _PutBack:
    def __init__(self, undoing: Undoing, back: TakenBack) -> None:
        self._undoing, self._back = undoing, back

    def __call__(self) -> object:
        return self._undoing.put_back(self._back.action, self._back.title)
