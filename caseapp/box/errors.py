"""Why a file cannot be shown, in words."""

from caseapp.box.wire import Reason
from caseapp.domain.errors import EnvironmentFault, UserError
from caseapp.domain.text import N_


class NotShown(UserError):
    """The bytes are kept as they came, but no picture or text can be made of them safely. ``reason`` says why."""

    code = "not-shown"
    what = N_("This file cannot be shown here.")
    next_step = N_("It is kept unchanged in the vault.")
    reason = Reason.UNKNOWN


class UnknownKind(NotShown):
    """Not of a kind that is read."""

    code = "not-shown-kind"
    what = N_("Files of this kind are not shown here.")


class BrokenFile(NotShown):
    """A parser gave up on it."""

    code = "not-shown-broken"
    what = N_("This file is damaged, or is not what its name says.")
    reason = Reason.BROKEN


class TooLarge(NotShown):
    """It claims more than the box takes."""

    code = "not-shown-large"
    what = N_("This file is too large to be shown here safely.")
    reason = Reason.TOO_LARGE


class TookTooLong(NotShown):
    """Ended by the clock."""

    code = "not-shown-slow"
    what = N_("This file took too long to be read and was given up.")
    reason = Reason.TIMEOUT


class ParserEnded(NotShown):
    """The child died, or said what it cannot have meant: the file may be an attack."""

    code = "not-shown-ended"
    what = N_("Reading this file was stopped, because it misbehaved. It may have been made to do harm.")
    next_step = N_("It is kept unchanged in the vault. Do not open it with another program.")
    reason = Reason.ENDED


class NoBox(EnvironmentFault):
    """The child process could not be started at all."""

    code = "no-box"
    what = N_("The protected reader for foreign files could not be started.")
    next_step = N_("Files are kept and not shown. Close other programs and try again.")


KINDS: dict[Reason, type[NotShown]] = {
    kind.reason: kind for kind in (UnknownKind, BrokenFile, TooLarge, TookTooLong, ParserEnded)
}
