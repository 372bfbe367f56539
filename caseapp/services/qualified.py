"""Who may write what only a profession can judge: a section says which mark it asks for, a person's profile has it.

What comes by a merge keeps its author and is not asked: it was checked where it was written.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Final

from caseapp.domain.errors import Denied
from caseapp.domain.spec import CLINICIAN, RecordSpec
from caseapp.domain.text import N_

Marks = Callable[[], Collection[str]]
MARKS: Final = (CLINICIAN,)  # each is a preference of that name; what stands in it is the profession and its number


class ClinicianOnly(Denied):
    """A judgement of a clinician, by somebody who did not say to be one; ``field`` names the place."""

    code = "clinician-only"
    what = N_("“{field}” is filled in by a clinician only.")
    next_step = N_("Describe what you saw in the other fields. A clinician says so in Settings, “Me and this vault”; "
                   "nothing was changed.")

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field=field)


def nobody() -> Collection[str]:
    """The marks of a person of whom nothing is known."""
    return ()


def check(spec: RecordSpec, names: Iterable[str], marks: Marks) -> None:
    """Raise ClinicianOnly for the first of the written fields ``names`` that asks for a mark that is not there."""
    reserved = spec.reserved()
    for name in names:
        if name in reserved and reserved[name] not in marks():
            raise ClinicianOnly(spec.fields[name].label)
