"""Why a change or changeset from outside is refused. Every refusal names the place, never a value."""

from caseapp.domain.errors import UserError
from caseapp.domain.text import N_


class BadHistory(UserError):
    """Bytes that no Caseapp would have written as history; ``place`` names the member of the document."""

    code = "bad-history"
    what = N_("A change in this data is malformed at “{place}”: {reason}.")
    next_step = N_("It was refused as a whole; nothing was changed.")

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(place=place, reason=reason)


class NotGenuine(UserError):
    """Well-formed history whose hashes, proof or signature do not fit together; ``place`` names which."""

    code = "not-genuine"
    what = N_("A change in this data was altered or not signed by its author ({place}).")
    next_step = N_("It was refused as a whole; nothing was changed. Ask the sender for a new file.")

    def __init__(self, place: str) -> None:
        super().__init__(place=place)


class NewerHistory(UserError):
    """A major version of the change format that this Caseapp does not know."""

    code = "newer-history"
    what = N_("This data was written by a newer Caseapp.")
    next_step = N_("Install the newer version to take it in; nothing was changed.")


class TooLarge(UserError):
    """One action holds more than one changeset, change or field may carry; ``limit`` is the number allowed."""

    code = "too-large"
    what = N_("This is more than can be recorded at once ({what}, at most {limit}).")
    next_step = N_("Record it in smaller parts; nothing was changed.")

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(what=what, limit=limit)
