"""Undo and redo by name, for the window."""

from typing import Final

from caseapp.domain.text import N_
from caseapp.services.records import Undone
from caseapp.services.undoing import Step
from ui.desk.records import saved_of
from ui.desk.vault import OpenVault
from ui.ports import Saved, Takeable, TakenBack

_UNDO: Final = N_("Undo of “{what}”")
_REDO: Final = N_("Redo of “{what}”")
_ANSWER: Final = N_("Answer as before “{what}”")


class DeskUndoing:
    """``ui.ports.Undoing`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def next(self) -> Takeable:
        """What can be taken back; nothing in a vault opened for reading."""
        session = self._vault.session
        if session.read_only:
            return Takeable()
        undo, redo = session.undoing.next()
        return Takeable(undo.title if undo else None, redo.title if redo else None)

    def undo(self) -> TakenBack:
        """Take the newest action back."""
        return self._told(*self._vault.session.undoing.undo(self._vault.tr(_UNDO)))

    def redo(self) -> TakenBack:
        """Do again what was undone last."""
        return self._told(*self._vault.session.undoing.redo(self._vault.tr(_REDO)))

    def put_back(self, action: str, title: str) -> Saved:
        """Answer anew, as before that action."""
        session = self._vault.session
        words = self._vault.tr(_ANSWER).format(what=title)
        saved = session.undoing.put_back(bytes.fromhex(action), words)
        session.settle(now=False)
        return saved_of(saved)

    def _told(self, step: Step, report: Undone) -> TakenBack:
        self._vault.session.settle(now=False)
        return TakenBack(saved_of(report.saved), step.title, step.changeset.hex(), report.undone, report.kept,
                         report.absent, report.confirm)
