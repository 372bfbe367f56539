"""A pasted list of names: one record a line, each shown as it is understood, problems at their line."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QListView, QPlainTextEdit, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.bridge.outcome import Done, Outcome
from ui.pages.page import PageKit, button, padded
from ui.ports import MOST_LISTED, Lane, ListedPerson, Quick
from ui.widgets.labels import PlainLabel

PAUSE_MS: Final = 200
LONGEST: Final = 400  # characters of a line; more than any name with everything said of it
_SHOWN: Final = 160


def bounded(text: str) -> str:
    """No more lines than may be recorded at once, and no line longer than a person's: a megabyte stays a megabyte
    in the clipboard alone."""
    lines = text[: MOST_LISTED * LONGEST].splitlines()
    return "\n".join(line[:LONGEST] for line in lines[: MOST_LISTED * 2] if line.strip())


class NamesBox(QWidget):
    """The lines as text that can be mended, and beneath them what each means."""

    changed = Signal()
    left = Signal()  # back to one person

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self._kit = kit
        tr = kit.tr
        self.people: tuple[ListedPerson, ...] = ()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(120)
        self.text.setAccessibleName(tr(N_("Names, one person on each line")))
        self.summary = PlainLabel(role="section", wrap=True)
        self.model = QStringListModel(self)
        self.lines = QListView()
        self.lines.setProperty("role", "suggest")
        self.lines.setModel(self.model)
        self.lines.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.lines.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.lines.setUniformItemSizes(True)
        self.lines.setFixedHeight(148)
        self.lines.setAccessibleName(tr(N_("What is understood of each line")))
        self.one = button(tr(N_("Record one person instead")), "quiet")
        self.one.clicked.connect(self.left)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for widget in (self.text, self.summary, self.lines):
            box.addWidget(widget)
        box.addWidget(padded(self.one), 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self.text.textChanged.connect(self._on_changed)

    def take(self, text: str) -> None:
        """Show these lines."""
        self.text.setPlainText(bounded(text))
        self._read()

    def names(self) -> list[str]:
        """The lines to be recorded."""
        return [line.strip() for line in bounded(self.text.toPlainText()).splitlines() if line.strip()][:MOST_LISTED]

    def problem(self) -> str:
        """Why the list cannot be recorded: the first line that cannot, by its number."""
        self.people = tuple(self._kit.desk.quick.listed(bounded(self.text.toPlainText())))
        self._show()
        wrong = next((person for person in self.people if person.problem), None)
        if wrong is None:
            return "" if self.people else self._kit.tr(N_("No name stands here."))
        words = self._kit.tr(N_("Line {n}: {problem}"))
        return words.format(n=wrong.number, problem=wrong.problem)

    @Slot()
    def _on_changed(self) -> None:
        self._timer.start()
        self.changed.emit()

    @Slot()
    def _read(self) -> None:
        work = _Listed(self._kit.desk.quick, bounded(self.text.toPlainText()))
        self._kit.runner.run(self, Lane.COMPUTE, work, self._on_read, latest="list")

    @Slot(object)
    def _on_read(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, Sequence):
            self.people = tuple(each for each in outcome.value if isinstance(each, ListedPerson))
            self._show()

    def _show(self) -> None:
        plural, people = self._kit.language.plural, self.people
        count = len(people)
        parts = [plural("{n} person, one record each", "{n} people, one record each", count).format(n=count)]
        wrong = sum(bool(person.problem) for person in people)
        if wrong:
            parts.append(plural("{n} line with a problem", "{n} lines with a problem", wrong).format(n=wrong))
        if count >= MOST_LISTED:
            words = N_("no more than {n} at once: paste the rest after these are recorded")
            parts.append(self._kit.tr(words).format(n=MOST_LISTED))
        self.summary.setText(" · ".join(parts))
        self.model.setStringList([self._line(person) for person in people])

    def _line(self, person: ListedPerson) -> str:
        said = person.problem or " · ".join(part for part in (person.words, person.warning) if part)
        mark = "✖ " if person.problem else "▲ " if person.warning else ""
        return f"{person.number}  {mark}{said}"[:_SHOWN]


class _Listed:
    """The question as a plain object."""

    def __init__(self, quick: Quick, text: str) -> None:
        self._quick, self._text = quick, text

    def __call__(self) -> object:
        return self._quick.listed(self._text)
