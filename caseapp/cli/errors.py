"""What the command line itself refuses, before any vault is asked."""

from caseapp.domain.errors import CaseappError, Denied, EnvironmentFault, Invalid, NotFound, UserError
from caseapp.domain.text import N_, Language


class WrongUse(CaseappError):
    """The command cannot be understood as it was written: exit 2."""

    code = "usage"
    next_step = N_("Add --help to see how the command is written.")


class WhichVault(WrongUse):
    """No vault was named, and none or several are in the usual place."""

    code = "which-vault"
    what = N_("It is not said which vault is meant.")
    next_step = N_("Write --vault and its folder before the command.")


class NotAField(WrongUse):
    """A field was not written as FIELD=JSON."""

    code = "not-a-field"
    what = N_("A value is written as FIELD=JSON, and text in double quotes.")


class NotOneOf(WrongUse):
    """A short fingerprint names nobody or several people."""

    code = "which-contact"
    what = N_("This fingerprint names no contact here, or several.")
    next_step = N_("The command “contacts” lists all of them; write more digits.")


class NoPassphrase(UserError):
    """There is nobody to ask, or nothing came."""

    code = "no-passphrase"
    what = N_("No passphrase was given.")
    next_step = N_("Start the command in a terminal, or hand the passphrase over with --passphrase-fd.")


class Differs(Invalid):
    """The passphrase typed a second time is another one."""

    code = "passphrases-differ"
    what = N_("The two passphrases differ.")
    next_step = N_("Repeat the command; nothing was changed.")


class Unreadable(EnvironmentFault):
    """A file that was named cannot be read."""

    code = "unreadable"
    what = N_("This file cannot be read.")
    next_step = N_("Check its name and whether you may read it; nothing was changed.")


class TooLarge(EnvironmentFault):
    """A file that was named is larger than what it is said to be can be."""

    code = "file-too-large"
    what = N_("This file is larger than any of its kind.")
    next_step = N_("Check that it is the right one; nothing was changed.")


class Unwritable(EnvironmentFault):
    """A file cannot be made where it was asked for."""

    code = "unwritable"
    what = N_("The file cannot be written there.")
    next_step = N_("Choose another folder or name; nothing is ever overwritten.")


class IdTaken(Invalid):
    """``add`` never changes a record that is here."""

    code = "id-taken"
    what = N_("A record with this identifier is here already.")
    next_step = N_("Change it with the command “set”.")


class NoSuchType(NotFound):
    """A record type that this Caseapp does not know."""

    code = "no-such-type"
    what = N_("There is no such type of record.")
    next_step = N_("The command “types” lists all of them; nothing was changed.")


REASONS = {
    "long": N_("it is longer than one record may be"),
    "json": N_("it is not JSON"),
    "text": N_("it is not UTF-8"),
    "deep": N_("it is nested too deeply"),
    "object": N_("it is not an object with fields"),
    "filters": N_("it is not a list of filters"),
    "twice": N_("a field stands in it twice"),
}


class BadJson(Invalid):
    """JSON that is too long, too deep or no JSON; ``reason`` is a key of ``REASONS``."""

    code = "bad-json"
    what = N_("What was given cannot be read: {reason}.")
    next_step = N_("Correct it and repeat; nothing was changed.")

    def __init__(self, reason: str) -> None:
        super().__init__("", reason=reason)
        self.reason = reason

    def explain(self, language: Language) -> str:
        """Which check failed."""
        reason = language.text(REASONS[self.reason])
        return " ".join((language.text(self.what).format(reason=reason), language.text(self.next_step)))


class BadLine(UserError):
    """One of many lines was refused; its batch was not recorded, and no line after it was read."""

    code = "bad-line"
    what = N_("Line {line}: {reason}")
    next_step = N_("Nothing was recorded from line {first} on.")

    def __init__(self, line: int, first: int, reason: CaseappError) -> None:
        super().__init__(line=line, first=first)
        self.reason = reason

    def explain(self, language: Language) -> str:
        """Which line, and why."""
        what = language.text(self.what).format(line=self.params["line"], reason=self.reason.explain(language))
        return " ".join((what, language.text(self.next_step).format(first=self.params["first"])))


class Alarm(Denied):
    """A file contradicts what this sender sent before."""

    code = "alarm"
    what = N_("This file contradicts earlier files of its sender: a copied vault, or somebody else with the key.")
    next_step = N_("Nothing was changed. Ask the sender by another way; then, if all is well, repeat with "
                   "--despite-alarm.")


class HasFile(Invalid):
    """The original of an exhibit is never replaced."""

    code = "has-file"
    what = N_("This exhibit has its file already, and an original is never replaced.")
    next_step = N_("Attach the file as a new exhibit; nothing was changed.")


class OneFile(WrongUse):
    """An exhibit holds one file."""

    code = "one-file"
    what = N_("An exhibit holds one file.")


class NotAttachable(Invalid):
    """Files cannot be linked to this type of record."""

    code = "not-attachable"
    what = N_("Files cannot be attached to this type of record.")
    next_step = N_("Attach it to a person, an act or an incident; nothing was changed.")
