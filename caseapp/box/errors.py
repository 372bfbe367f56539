"""Why a file cannot be shown, in words."""

from typing import Final

from caseapp.box.rows_wire import Why, column_name
from caseapp.box.wire import Reason
from caseapp.domain.errors import EnvironmentFault, UserError
from caseapp.domain.text import N_, Language


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


TABLE_WORDS: Final = {
    Why.UNKNOWN: N_("This file is not a table that can be read: CSV, XLSX or XML."),
    Why.BROKEN: N_("This file is damaged, or is not what its name says."),
    Why.TOO_LARGE: N_("This file is too large to be read in one piece."),
    Why.TIMEOUT: N_("This file took too long to be read and was given up."),
    Why.ENDED: N_("Reading this file was stopped, because it misbehaved. It may have been made to do harm."),
    Why.BYTES: N_("This file holds bytes that are no letters in its encoding."),
    Why.QUOTES: N_("This file has a quotation mark that is not closed, or stands in the middle of a value."),
    Why.NUL: N_("This file holds zero bytes, which no table has."),
    Why.LONG_CELL: N_("One value is longer than 100,000 characters."),
    Why.ROWS: N_("This file has more rows than can be read."),
    Why.COLUMNS: N_("This file has more columns than can be read."),
    Why.SHEETS: N_("This file has more than 100 sheets."),
    Why.BOMB: N_("This file unpacks to far more than it is. It may have been made to do harm."),
    Why.LOCKED: N_("This file is protected by a password, or is of a kind from before 2007."),
    Why.FORMULA: N_("This file holds a formula whose result was not saved in it."),
    Why.DECLARED: N_("This file declares its own document type, which is not read."),
    Why.DEEP: N_("The elements of this file are nested too deeply."),
    Why.EMPTY: N_("This file holds no row."),
}
_NEXT: Final = {
    Why.LOCKED: N_("Open it in a spreadsheet program, save it as XLSX without a password, and choose that file."),
    Why.FORMULA: N_("Open it in a spreadsheet program, save it there, and choose it again."),
    Why.BYTES: N_("Choose another encoding, or save the table as CSV in UTF-8."),
    Why.ENDED: N_("Do not open it with another program."),
}


class BadTable(UserError):
    """A table that cannot be read; ``why`` and the place, counted from 1, 0 where there is none."""

    code = "bad-table"
    what = N_("This table cannot be read.")

    def __init__(self, why: Why, sheet: int = 0, row: int = 0, column: int = 0) -> None:
        super().__init__(sheet=sheet, row=row, column=column_name(column))
        self.why, self.sheet, self.row, self.column = why, sheet, row, column

    def explain(self, language: Language) -> str:
        """What is wrong, where, and what to do."""
        said = [TABLE_WORDS[self.why], self._where(), _NEXT.get(self.why, ""), self.next_step]
        return " ".join(language.text(each).format_map(self.params) for each in said if each)

    def _where(self) -> str:
        if not self.row:
            return ""
        if not self.sheet:
            return N_("The place is row {row}.") if not self.column else N_("The place is row {row}, column {column}.")
        if not self.column:
            return N_("The place is row {row} of sheet {sheet}.")
        return N_("The place is row {row}, column {column} of sheet {sheet}.")
