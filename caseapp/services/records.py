"""Reading and writing records of every type: what screens and the command line call."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from caseapp.domain.entity import Changes
from caseapp.domain.errors import Invalid, NotFound, UserError
from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.domain.text import N_
from caseapp.domain.vocabulary import Vocabularies
from caseapp.history import undo as undoing
from caseapp.history import write
from caseapp.history.bundle import Bundle
from caseapp.history.ids import RecordKey
from caseapp.history.sign import sign_action
from caseapp.history.state import RecordState
from caseapp.history.write import Content
from caseapp.services import edits, qualified
from caseapp.services.author import Author
from caseapp.services.edits import Edit
from caseapp.services.targets import Targets, check_chains
from caseapp.storage.project import Folded
from caseapp.storage.writer import States, Told, Writer


class NothingToUndo(UserError):
    """No action of this person is left that could be undone."""

    code = "nothing-to-undo"
    what = N_("There is nothing to undo.")
    next_step = ""


class NamesHidden(UserError):
    """Presentation mode: what a page shows is not what stands, so nothing may be written from it."""

    code = "names-hidden"
    what = N_("Nothing is recorded while names are hidden.")
    next_step = N_("Press F8 to show the names again; nothing that was typed is lost.")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a write did: the ids in the order of the edits, the records touched, the action for Undo."""

    ids: tuple[RecordId, ...]
    changes: Changes
    changeset: bytes = b""
    title: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo reports: writes undone, kept because later edits replace them, not here, answers to be confirmed."""

    saved: Saved
    undone: int
    kept: int
    absent: int
    confirm: int


class Check(Protocol):
    """A rule over who may write what. Raises Denied or Invalid; then nothing is written."""

    def check(self, edits: Sequence[Edit], states: States) -> None:
        """Look at the edits of one action over what stands."""


class RecordService:
    """Writer-lane verbs over records. One call is one action: one changeset, one Undo."""

    def __init__(
        self, writer: Writer, author: Author, specs: Mapping[str, RecordSpec],
        vocabularies: Vocabularies | None = None, checks: Sequence["Check"] = (),
        marks: qualified.Marks = qualified.nobody,
    ) -> None:
        """Without ``vocabularies`` terms are taken as they come. ``checks`` look at every action first; ``marks``: what
        the person's own profile says.
        """
        self._writer = writer
        self._author = author
        self._specs = specs
        self._checks = checks
        self._marks = marks
        self._targets = Targets(vocabularies, writer.types_of)
        self.paused = False  # every write raises NamesHidden

    def new_id(self) -> RecordId:
        """An id for a record about to be saved, so that edits of one action can refer to each other."""
        return self._author.new_id()

    def save(self, wanted: Sequence[Edit], title: str, cause: str = "edit", told: Told | None = None) -> Saved:
        """Record one action. Raises Invalid (with the field), NeedsNewer, NotFound. Nothing is half saved.

        ``told``: of a long one, see ``Writer.write``.
        """
        planned = {edit.id: edit for edit in wanted}
        for edit in wanted:
            check_chains(self._spec(edit.type), edit, planned, self._state)
        made: list[Bundle] = []
        names = {edit.id: edit.type for edit in wanted}

        def compose(states: States) -> Sequence[Bundle]:
            for check in self._checks:
                check.check(wanted, states)
            contents = [content for edit in wanted if (content := self._content(edit, states, names)) is not None]
            made.extend(self._sign(contents, states, title, cause))
            return made

        changes = self._writer.write((RecordKey(edit.type, edit.id) for edit in wanted), compose, told)
        return Saved(tuple(edit.id for edit in wanted), changes, made[-1].changeset.id if made else b"", title)

    def _state(self, key: RecordKey) -> RecordState | None:
        folded = self._writer.states([key]).get(key)
        return folded.state if folded is not None else None

    def _spec(self, type_: str) -> RecordSpec:
        if type_ not in self._specs:
            raise NotFound()
        return self._specs[type_]

    def _content(self, edit: Edit, states: States, names: Mapping[RecordId, str]) -> Content | None:
        key = RecordKey(edit.type, edit.id)
        folded = states.get(key)
        state = folded.state if folded else None
        self._targets.check(self._spec(edit.type), edit.values, state, names)
        unseen = self._unseen(edit, folded)
        made = edits.drafts(self._spec(edit.type), self._writer.rules[edit.type], state, edit.values, unseen)
        if not made and state is not None:
            return None
        qualified.check(self._spec(edit.type), (draft.field for draft in made), self._marks)
        return write.record(key, state, made, folded.claims if folded else None)

    def _unseen(self, edit: Edit, folded: Folded | None) -> edits.Unseen:
        """The standing writes that arrived after the person read the record."""
        if folded is None or edit.seen is None or edit.seen == b"".join(folded.state.heads):
            return frozenset()
        read = self._writer.ancestors(folded.no, edit.seen)
        candidates = (candidate for f in folded.state.fields.values() for candidate in f.candidates)
        return frozenset(candidate.write for candidate in candidates if candidate.write.change not in read)

    def _sign(self, contents: Sequence[Content], states: States, title: str, cause: str) -> list[Bundle]:
        if self.paused:
            raise NamesHidden()
        if not contents:
            return []
        chain = self._writer.chain(self._author.fp, self._author.life)
        seen = [claim for content in contents for claim in _claims(states.get(content.record))]
        author = self._author
        return sign_action(chain, author.action(title, cause), contents, seen, author.dice, author.sign)

    # -- conflicts ---------------------------------------------------------------------------------------------

    def resolve(
        self, type_: str, id_: RecordId, name: str, value: Any, title: str, seen: bytes | None = None
    ) -> Saved:
        """End a conflict by an ordinary write over everything that stood when the person looked (``seen``)."""
        return self.save([Edit(type_, id_, {name: value}, seen)], title, cause="resolve")

    def keep_both(self, type_: str, id_: RecordId, name: str, title: str) -> Saved:
        """Every value that stands is true. Raises Invalid when the field is not in conflict."""
        key = RecordKey(type_, id_)
        qualified.check(self._spec(type_), [name], self._marks)
        made: list[Bundle] = []

        def compose(states: States) -> Sequence[Bundle]:
            folded = states.get(key)
            if folded is None:
                raise NotFound()
            drafts = write.keep_both(folded.state, name, self._writer.rules[type_])
            if not drafts:
                raise Invalid(field=self._spec(type_).fields[name].label)
            contents = [write.record(key, folded.state, drafts, folded.claims)]
            made.extend(self._sign(contents, states, title, "resolve"))
            return made

        changes = self._writer.write([key], compose)
        return Saved((id_,), changes, made[-1].changeset.id, title)

    # -- undo --------------------------------------------------------------------------------------------------

    def undo(self, title: str, changeset: bytes = b"") -> Undone:
        """Void the given action, or this person's last one that still shows. Undoing an undo is redo."""
        target = changeset or self._writer.last_undoable(self._author.fp, self._author.life)
        if not target:
            raise NothingToUndo()
        changes, total = self._writer.changes_of_changeset(target)
        if not changes:
            raise NotFound()
        for change in changes:
            if change.record.type in self._specs:
                qualified.check(self._specs[change.record.type], (each.field for each in change.entries), self._marks)
        keys = [change.record for change in changes]
        report: list[undoing.Undo] = []
        made: list[Bundle] = []

        def compose(states: States) -> Sequence[Bundle]:
            histories = self._writer.histories(keys)
            plan = undoing.undo(changes, total, histories, self._writer.rules_of)
            report.append(plan)
            made.extend(self._sign(plan.contents, states, title, "undo"))
            return made

        done = self._writer.write(keys, compose)
        plan = report[0]
        saved = Saved(
            tuple(dict.fromkeys(key.id for key in keys)), done, made[-1].changeset.id if made else b"", title
        )
        return Undone(saved, plan.undone, plan.kept, plan.absent, len(plan.confirm))


def _claims(folded: Folded | None) -> Iterable[int]:
    if folded is None:
        return ()
    standing = (candidate.hlc for f in folded.state.fields.values() for candidate in f.candidates)
    return (*folded.claims.values(), *standing)
