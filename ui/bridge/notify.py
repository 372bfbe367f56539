"""Errors in the words of the person: what happened, what is safe, what to do next; always plain text."""

from dataclasses import dataclass

from caseapp.domain.errors import Bug, CaseappError, EnvironmentFault, UserError
from caseapp.domain.text import N_, Language

_TITLES: tuple[tuple[type[CaseappError], str], ...] = (
    (UserError, N_("Not done")),
    (EnvironmentFault, N_("The computer or the vault needs attention")),
    (Bug, N_("A mistake of the program")),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Three pieces of plain text and the code to report."""

    title: str
    what: str
    next_step: str
    code: str

    @property
    def text(self) -> str:
        """What happened and what to do, as one line."""
        return " ".join(part for part in (self.what, self.next_step) if part)


def notice(error: BaseException, language: Language) -> Notice:
    """An error that is not ours is shown as a bug under the name of its class: its own text may carry values."""
    known = error if isinstance(error, CaseappError) else Bug(type(error).__name__)
    title = next((words for kind, words in _TITLES if isinstance(known, kind)), N_("Not done"))
    # Field labels are themselves marked text, so they are translated before they are put into the sentence.
    params = {key: language.text(value) if isinstance(value, str) and value else value
              for key, value in known.params.items()}
    return Notice(
        title=language.text(title),
        what=_fill(language, known.what, params),
        next_step=_fill(language, known.next_step, params),
        code=known.code,
    )


def _fill(language: Language, message: str, params: dict[str, str | int]) -> str:
    return language.text(message).format_map(params) if message else ""
