"""What the door of a vault can say. None of these carries a secret, and a wrong secret says only that."""

from caseapp.domain.errors import Damaged, Denied, EnvironmentFault, Invalid, NotAVault, TooNew, UserError
from caseapp.domain.text import N_


class WrongSecret(Denied):
    """The passphrase or recovery key opens no slot of this vault."""

    code = "wrong-secret"
    what = N_("This does not open the vault.")
    next_step = N_("Check the keyboard layout and try again.")


class LastSlot(Denied):
    """Taking this slot away would leave nothing that opens the vault."""

    code = "last-slot"
    what = N_("This is the last way to open the vault.")
    next_step = N_("Add another one first; nothing was changed.")


class TooManySlots(Denied):
    """The header is full: ``limit`` slots are the most that any Caseapp reads."""

    code = "too-many-slots"
    what = N_("This vault can be opened in {limit} ways already; more are not possible.")
    next_step = N_("Remove one first; nothing was changed.")

    def __init__(self, limit: int) -> None:
        super().__init__(limit=limit)


class CannotWrite(EnvironmentFault):
    """The folder refuses writing, the medium fails, or what was read back is not what was written."""

    code = "cannot-write"
    what = N_("This could not be written to the disk.")
    next_step = N_("What was recorded before is safe. Check the disk and the folder's permissions, then repeat.")


class CannotRead(EnvironmentFault):
    """The medium does not give what lies on it, or the folder refuses."""

    code = "cannot-read"
    what = N_("This could not be read from the disk.")
    next_step = N_("Put the disk or stick back, or check the folder's permissions, then try again.")


class DamagedHeader(Damaged):
    """Neither copy of the header is whole."""

    code = "damaged-header"

    def __init__(self) -> None:
        super().__init__(place="header")


class ForeignHeader(NotAVault):
    """The file does not begin like a header of ours."""


class NewerHeader(TooNew):
    """A major version that this program does not read."""


class WeakPassphrase(Invalid):
    """Shorter than ten characters, or one of those that everybody tries first."""

    code = "weak-passphrase"
    what = N_("This passphrase is too easy to guess.")
    next_step = N_("Use at least {minimum} characters, best the words that Caseapp proposes.")

    def __init__(self, minimum: int) -> None:
        super().__init__("passphrase", minimum=minimum)


class BadRecoveryKey(Invalid):
    """Not a recovery key: wrong length, or a checksum that does not fit. Which character, no checksum can say."""

    code = "bad-recovery-key"
    what = N_("This is not a recovery key: a character is wrong or missing.")
    next_step = N_("Compare it group by group with the paper; nothing was changed.")

    def __init__(self) -> None:
        super().__init__("recovery key")


class BadRecoveryGroup(BadRecoveryKey):
    """The mistake can be placed: ``group`` (from 1) is too short, too long, or has a character that no key has."""

    code = "bad-recovery-group"
    what = N_("Group {group} of the recovery key is mistyped.")

    def __init__(self, group: int) -> None:
        super().__init__()
        self.params = {**self.params, "group": group}


class NoKeyring(Denied):
    """No keyring of the operating system that may be trusted with a secret."""

    code = "no-keyring"
    what = N_("The system's protected keyring is not available, or does not know this vault.")
    next_step = N_("Unlock the system's keyring and try again, or open the vault with its recovery key.")


class BadCard(UserError):
    """Bytes that are no contact card, or one whose signature does not fit."""

    code = "bad-card"
    what = N_("This is not a valid contact card ({reason}).")
    next_step = N_("Ask for the card again; nothing was changed.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class NewerCard(TooNew):
    """A contact card of a later form."""


class UnsafeParameters(Damaged):
    """A header asks for more memory, time or slots than any vault of ours would."""

    code = "unsafe-parameters"

    def __init__(self) -> None:
        super().__init__(place="header")
