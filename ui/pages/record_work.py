"""The work that a record page gives to the lanes: plain objects that keep no page alive."""

from dataclasses import dataclass

from caseapp.domain.spec import Kind, RecordId, RecordSpec
from caseapp.domain.text import N_
from ui.pages.adding_each import field_of_each
from ui.pages.page import PageKit
from ui.ports import RecordView, Saved, Values


@dataclass(frozen=True, slots=True)
class Written:
    """A write and what it was asked for: ``id`` blank for a record that was new, ``section`` blank for no form."""

    saved: Saved
    type: str
    id: RecordId
    section: str = ""


class Get:
    """Read a record."""

    def __init__(self, kit: PageKit, id_: RecordId) -> None:
        self._records, self._id = kit.desk.records, id_

    def __call__(self) -> object:
        return self._records.get(self._id)


class Save:
    """Record one section. ``form``: its key and what its author had read."""

    def __init__(self, kit: PageKit, view: RecordView, changes: Values, title: str, form: tuple[str, object]) -> None:
        self._records, self._changes, self._title, self._form = kit.desk.records, changes, title, form
        self._of = (view.type, view.id)
        self._each = field_of_each(kit.desk.records.specs()[view.type], changes)

    def __call__(self) -> object:
        type_, id_ = self._of
        section, seen = self._form
        if self._each:
            return Written(self._records.save_each(type_, self._each, self._changes, self._title), type_, "", section)
        saved = self._records.save(type_, id_ or None, self._changes, self._title, seen)
        return Written(saved, type_, id_, section)


class Resolve:
    """End a conflict. ``field``: its name and the value that is kept."""

    def __init__(self, kit: PageKit, view: RecordView, field: tuple[str, object], reason: str, *,
                 both: bool = False) -> None:
        self._records, self._view, self._field, self._reason = kit.desk.records, view, field, reason
        self._both = both

    def __call__(self) -> object:
        view, (name, value) = self._view, self._field
        if self._both:
            saved = self._records.keep_both(view.id, name, self._reason)
        else:
            saved = self._records.resolve(view.id, name, value, view.seen, self._reason)
        return Written(saved, view.type, view.id)


class Join:
    """Add a record to another one that holds such records."""

    def __init__(self, kit: PageKit, view: RecordView, holder: RecordId) -> None:
        self._records, self._view, self._holder = kit.desk.records, view, holder

    def __call__(self) -> object:
        saved = self._records.join(self._view.id, self._holder)
        return Written(saved, self._view.type, self._view.id)


class Verify:
    """Take a step of verification."""

    def __init__(self, kit: PageKit, view: RecordView, step: str, reason: str) -> None:
        self._records, self._view, self._step = kit.desk.records, view, (step, reason)

    def __call__(self) -> object:
        return Written(self._records.verify(self._view.id, *self._step), self._view.type, self._view.id)


class Origins:
    """Read who stands behind the values."""

    def __init__(self, kit: PageKit, id_: RecordId) -> None:
        self._history, self._id = kit.desk.history, id_

    def __call__(self) -> object:
        return self._id, self._history.origins(self._id)


def withdrawal(kit: PageKit, view: RecordView, reason: str, *, whether: bool) -> Save:
    """Withdraw a record, or take that back."""
    words = N_("Withdrawn: {record}") if whether else N_("Withdrawal taken back: {record}")
    changes: Values = {"retracted": whether, "retraction_reason": reason}
    return Save(kit, view, changes, kit.tr(words).format(record=view.title), ("", view.seen))


def joining(kit: PageKit, spec: RecordSpec) -> str:
    """The type whose records hold records of this type: a case; blank where none does."""
    holder = kit.desk.records.specs().get("case")
    if holder is None or spec.type == holder.type:
        return ""
    fields = holder.fields.values()
    holds = any(field.kind is Kind.REFS and spec.type in field.targets for field in fields)
    return holder.type if holds else ""
