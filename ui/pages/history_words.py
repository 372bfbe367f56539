"""What a change did, in words."""

from collections.abc import Mapping
from typing import Final

from caseapp.domain.policy import Merge
from caseapp.domain.spec import FieldSpec, RecordSpec
from caseapp.domain.text import N_, filled
from ui.forms.kit import FormKit
from ui.forms.readers import read_value
from ui.pages.page import PageKit
from ui.ports import FieldStep, Happened, OldValue, State, Step

_BLANKS: Final[Mapping[str, str]] = {
    "withheld": N_("[withheld by the sender]"),
    "erased": N_("[erased]"),
    "newer": N_("[needs a newer Caseapp]"),
}
_CAUSES: Final[Mapping[str, str]] = {
    "resolve": N_("Decision between values"),
    "erase": N_("Erasure"),
    "import-file": N_("Read from a table"),
}
_STATES: Final[Mapping[State, str]] = {
    State.UNDONE: N_("undone"),
    State.ASIDE: N_("set aside with its file"),
}


def value_text(kit: PageKit, spec: FieldSpec, values: tuple[OldValue, ...], forms: FormKit) -> str:
    """Values as plain text, each in a line of its own; blank where nothing is set."""
    lines = []
    for value in values:
        if value.blank:
            lines.append(kit.tr(_BLANKS[value.blank]))
        elif spec.merge.merge is Merge.SET and value.value is not None:
            lines.append(read_value(spec, (value.value,), forms))
        else:
            lines.append(read_value(spec, value.value, forms))
    return "\n".join(line for line in lines if line)


def field_words(kit: PageKit, spec: RecordSpec, step: FieldStep, forms: FormKit) -> tuple[str, str]:
    """The label of the field and what happened to it; a blank label where the step is about no field of this type."""
    tr = kit.tr
    if step.what in (Happened.UNDID, Happened.ERASED):
        names = ", ".join(tr(spec.fields[name].label) for name in step.fields if name in spec.fields)
        words = N_("An earlier change was undone: {fields}") if step.what is Happened.UNDID else \
            N_("Earlier values were erased: {fields}")
        return "", tr(words).format(fields=names or "…")
    field = spec.fields.get(step.field)
    if field is None:
        return "", tr(N_("Something that this version of Caseapp does not know."))
    words = _change(kit, field, step, forms)
    state = _STATES.get(step.state)
    if state is not None:
        words = tr(N_("{change} ({state})")).format(change=words, state=tr(state))
    return tr(field.label), words


def _change(kit: PageKit, field: FieldSpec, step: FieldStep, forms: FormKit) -> str:
    tr = kit.tr
    before, after = (value_text(kit, field, values, forms).replace("\n", " | ") for values in (step.before, step.after))
    if step.what is Happened.BOTH:
        return tr(N_("both are true: {values}")).format(values=after)
    if step.what is Happened.NEWER:
        return tr(N_("something that this version of Caseapp does not know"))
    if step.what is Happened.REMOVED or (before and not after):
        return tr(N_("removed: {value}")).format(value=before)
    if not after:
        return tr(N_("not set"))
    if not before:
        return after
    return tr(N_("{before} → {after}")).format(before=before, after=after)


def cause_words(kit: PageKit, step: Step) -> str:
    """Why the change was made, where it was not simply typed."""
    words = _CAUSES.get(step.cause, "")
    return kit.tr(words)


def brought_words(kit: PageKit, step: Step) -> str:
    """Which export file brought it; blank for a change made here."""
    delivered = step.delivered
    if delivered is None:
        return ""
    words = N_("Came with a file from {sender}, taken in on {when}.") if delivered.taken else \
        N_("Came with a file from {sender} that is set aside since.")
    return filled(kit.tr(words), sender=delivered.sender, when=kit.at(delivered.at))
