"""Pictures of what frames every page: palette, search, undo and redo, notices, work under way, folded rail, zoom."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication

from tests.support.desk import Desk, person_named
from ui.actions import Act
from ui.bridge.notify import Notice
from ui.bridge.progress import Progress
from ui.ports import Takeable
from ui.widgets.fields import MarkedLine
from ui.windows.main_window import MainWindow


def shell_scenes(window: MainWindow, desk: Desk) -> Iterator[str]:
    """Walk through the frame; each name is one picture to take."""
    shell = window.shell
    if shell is None:
        raise LookupError("no vault is open")
    shell.open_record("person", person_named(desk, "Ахметов"))
    shell.perform(Act.COMMANDS)
    yield "50-palette"
    _type(shell.commands.line, "ak")
    yield "51-palette-typed"
    shell.perform(Act.LEAVE)
    shell.perform(Act.FIND)
    _type(shell.header.search.line, "akh")
    yield "52-search"
    shell.perform(Act.LEAVE)
    shell.footer.undone("Undone: “Change of name: Main”. It stays in the history.")
    shell.undoing.offered.emit(Takeable("Change of Ахметов Данияр: Custody", "Change of Ахметов Данияр: Main"))
    work = Progress("Taking in 212 of 640 files")
    work(212, 640)
    shell.footer.watch(work)
    shell.notices.show_notice(Notice("Not all of “Consent of Ахметов”", "2 answers about consent stay as they are.",
                                     "", "a"), "attention", "Answer as before")
    shell.notices.show_notice(Notice("The computer or the vault needs attention", "The disk is full.",
                                     "Make room; nothing that was recorded is lost.", "b"))
    shell.rail.show_counts({"evidence": 4})
    yield "53-bars"
    work.end()
    shell.notices.clear()
    shell.perform(Act.RAIL)
    shell.rail.show_counts({"evidence": 4})
    yield "54-folded"
    shell.perform(Act.RAIL)
    for step in (5, -7):
        for _ in range(abs(step)):
            shell.perform(Act.ZOOM_IN if step > 0 else Act.ZOOM_OUT)
        yield f"55-zoom-{'200' if step > 0 else '85'}"
    shell.perform(Act.ZOOM_NONE)
    shell.perform(Act.HELP)
    yield "56-keys"


def _type(line: MarkedLine, text: str) -> None:
    line.setFocus()
    line.setText(text)
    line.textEdited.emit(text)
    QApplication.processEvents()
