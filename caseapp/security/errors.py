"""What the door of a vault can say. None of these carries a secret, and a wrong secret says only that."""

from caseapp.domain.errors import Damaged, Denied, Invalid, NotAVault, TooNew, UserError
from caseapp.domain.text import N_


class WrongSecret(Denied):
    """The passphrase or recovery key opens no slot of this vault."""

    code = "wrong-secret"
    what = N_("This does not open the vault.")
    next_step = N_("Check the keyboard layout and try again.")


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
    """Not a recovery key: wrong length, a character outside the alphabet, or a checksum that does not fit."""

    code = "bad-recovery-key"
    what = N_("This is not a recovery key: a character is wrong or missing.")
    next_step = N_("Compare it group by group with the paper; nothing was changed.")

    def __init__(self) -> None:
        super().__init__("recovery key")


class NoKeyring(Denied):
    """No keyring of the operating system that may be trusted with a secret."""

    code = "no-keyring"
    what = N_("This computer offers no protected keyring.")
    next_step = N_("Use the passphrase alone, or unlock the system's keyring first.")


class BadCard(UserError):
    """Bytes that are no contact card, or one whose signature does not fit."""

    code = "bad-card"
    what = N_("This is not a valid contact card ({reason}).")
    next_step = N_("Ask for the card again; nothing was changed.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class UnsafeParameters(Damaged):
    """A header asks for more memory, time or slots than any vault of ours would."""

    code = "unsafe-parameters"

    def __init__(self) -> None:
        super().__init__(place="header")
