"""Undo and redo of the actions of this sitting, by name, newest first.

What was done is read from the log, so that whatever service wrote it can be undone. Undo is a ``void`` by reference and
redo the void of that void (history, section 4). Answers of protective fields are never taken back by undo: a person
does that by ``put_back``, which answers them anew as they stood before. Taking an export file in is no action of this
author: it is set aside as a whole, elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from caseapp.domain.errors import UserError
from caseapp.domain.text import N_
from caseapp.history.change import Change
from caseapp.history.fold import fold
from caseapp.services.author import Author
from caseapp.services.edits import Edit
from caseapp.services.records import RecordService, Saved, Undone
from caseapp.storage.resolve import resolve
from caseapp.storage.writer import Writer

UNDO = "undo"


class NothingLeft(UserError):
    """Nothing of this sitting is left to undo."""

    code = "nothing-to-undo"
    what = N_("There is nothing of this sitting to undo.")
    next_step = N_("What was taken in from an export file is set aside as a whole, under Exchange.")


class NothingToRedo(UserError):
    """Nothing was undone, or something was recorded since."""

    code = "nothing-to-redo"
    what = N_("There is nothing to redo.")
    next_step = ""


@dataclass(frozen=True, slots=True)
class Step:
    """An action that can be taken back, or an undo that can: its changeset and the name of what was done."""

    changeset: bytes
    title: str = field(repr=False)


class UndoService:
    """Writer's side. The sitting begins with the first call."""

    def __init__(self, writer: Writer, author: Author, records: RecordService) -> None:
        self._writer, self._author, self._records = writer, author, records
        self._counter = writer.chain(author.fp, author.life).counter
        self._group: bytes | None = None
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def next(self) -> tuple[Step | None, Step | None]:
        """What undo and redo would take back now."""
        self._read()
        return self._done[-1] if self._done else None, self._undone[-1] if self._undone else None

    def undo(self, title: str) -> tuple[Step, Undone]:
        """Take back the newest action; ``title`` names the undo, with ``{what}``. Raises NothingLeft."""
        step, _ = self.next()
        if step is None:
            raise NothingLeft()
        report = self._records.undo(title.format(what=step.title), step.changeset)
        self._done.pop()
        if report.saved.changeset:
            self._undone.append(Step(report.saved.changeset, step.title))
        self._pass()
        return step, report

    def redo(self, title: str) -> tuple[Step, Undone]:
        """Do again what was undone last. Raises NothingToRedo."""
        _, step = self.next()
        if step is None:
            raise NothingToRedo()
        report = self._records.undo(title.format(what=step.title), step.changeset)
        self._undone.pop()
        if report.saved.changeset:
            self._done.append(Step(report.saved.changeset, step.title))
        self._pass()
        return step, report

    def put_back(self, changeset: bytes, title: str) -> Saved:
        """Answer the protective fields of an action anew, as they stood before it. A person asked for exactly this.

        An answer that was given again since stays: whoever gave it knew better.
        """
        changes, _ = self._writer.changes_of_changeset(changeset)
        edits = [edit for change in changes for edit in self._before(change)]
        return self._records.save(edits, title)

    def _before(self, change: Change) -> Iterator[Edit]:
        spec = self._writer.specs.get(change.record.type)
        rules = self._writer.rules_of(change.record.type)
        names = {entry.field for entry in change.entries if entry.field in rules.joins}
        no = self._writer.numbers_of([change.record]).get(change.record)
        if spec is None or no is None or not names:
            return
        logged = self._writer.histories([change.record])[change.record]
        read = self._writer.ancestors(no, b"".join(change.parents))
        now = fold(logged, rules)
        was, _ = resolve(spec, fold([one for one in logged if one.change.id in read], rules))
        values = {
            name: getattr(was, name) for name in names
            if name in now.fields and {c.write.change for c in now.fields[name].candidates} == {change.id}
        }
        if values:
            yield Edit(change.record.type, change.record.id, values)

    def _read(self) -> None:
        """What was written since the last look; an ordinary action ends what could be redone."""
        read = self._writer.own_since(self._author.fp, self._author.life, self._counter)
        for counter, hash_, title, cause, group in read:
            self._counter = counter
            first = group is None or group != self._group
            self._group = group
            if cause != UNDO and first:  # a long action is several changesets and one step
                self._done.append(Step(hash_, title))
                self._undone.clear()

    def _pass(self) -> None:
        """The undo itself was written: it is no action to undo."""
        self._counter = self._writer.chain(self._author.fp, self._author.life).counter
