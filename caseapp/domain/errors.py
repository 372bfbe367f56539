"""The tree of everything that can be refused or go wrong, and what the person may do next.

``UserError`` (Invalid, Stale, NotFound, Denied): the person can mend it.
``EnvironmentFault`` (disk full, locked elsewhere, not a vault, newer, damaged): the machine must be mended.
``Bug``: ours; never dressed up as a mistake of the person.

A concrete error is a subclass beside the code that raises it. It carries a code, sentences marked for translation,
and *safe* parameters: counts, field labels, file kinds; never a value from a record, a name or a secret.
"""

from typing import ClassVar

from caseapp.domain.text import N_, Language


class CaseappError(Exception):
    """Base of all. ``str()`` is the code alone, so that no log or traceback can carry a value."""

    code: ClassVar[str] = "error"
    what: ClassVar[str] = N_("Something went wrong.")
    next_step: ClassVar[str] = N_("Nothing was changed.")

    def __init__(self, **params: str | int) -> None:
        self.params = params
        super().__init__(self.code)

    def explain(self, language: Language) -> str:
        """What happened and what to do next, in the person's language."""
        parts = (language.text(self.what), language.text(self.next_step))
        return " ".join(part.format_map(self.params) for part in parts if part)


class UserError(CaseappError):
    """The person asked for something that cannot be done as asked."""


class Invalid(UserError):
    """A value is not one that the field can hold; ``field`` names the place."""

    code = "invalid"
    what = N_("This value cannot be stored in “{field}”.")
    next_step = N_("Correct it and record again; nothing was changed.")

    def __init__(self, field: str = "", **params: str | int) -> None:
        self.field = field
        super().__init__(field=field, **params)


class Stale(UserError):
    """The record moved on since the person read it."""

    code = "stale"
    what = N_("This record was changed meanwhile.")
    next_step = N_("Look at the new state and repeat the change.")


class NotFound(UserError):
    """No such record, file or entry."""

    code = "not-found"
    what = N_("There is no such record here.")
    next_step = N_("Check the identifier; nothing was changed.")


class Denied(UserError):
    """Refused on purpose: wrong secret, unverified sender, read-only vault."""

    code = "denied"
    what = N_("This is not allowed here.")


class EnvironmentFault(CaseappError):
    """The machine, the disk or the file is at fault, not the person."""

    code = "environment"


class DiskFull(EnvironmentFault):
    """No space is left; the old state is intact."""

    code = "disk-full"
    what = N_("The disk is full.")
    next_step = N_("What was recorded before is safe. Free some space and repeat the last step.")


class NotAVault(EnvironmentFault):
    """The folder holds no vault, or a foreign file stands where a vault's file should."""

    code = "not-a-vault"
    what = N_("This folder does not hold a vault.")
    next_step = N_("Choose the vault's folder, or make a new vault.")


class LockedElsewhere(EnvironmentFault):
    """Another running Caseapp holds this vault."""

    code = "locked-elsewhere"
    what = N_("This vault is open in another Caseapp on this computer.")
    next_step = N_("Close it there first.")


class TooNew(EnvironmentFault):
    """Written by a newer Caseapp than this one can read."""

    code = "too-new"
    what = N_("This was written by a newer Caseapp.")
    next_step = N_("Install the newer version to open it; nothing was changed.")


class Damaged(EnvironmentFault):
    """Bytes that should be there are missing or altered; ``place`` names which part."""

    code = "damaged"
    what = N_("A part of the vault is damaged: {place}.")
    next_step = N_("Do not delete anything. Open a backup, or ask your coordinator for help.")

    def __init__(self, place: str = "", **params: str | int) -> None:
        super().__init__(place=place, **params)


class Bug(CaseappError):
    """A state the program promised never to reach."""

    code = "bug"
    what = N_("Caseapp made a mistake.")
    next_step = N_("What was recorded before is safe. Please report the code “{code}”.")

    def __init__(self, code: str = "bug") -> None:
        super().__init__(code=code)
        self.args = (f"bug {code}",)
