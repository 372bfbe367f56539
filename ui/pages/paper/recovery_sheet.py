"""The page that a recovery key is written on by hand. The key itself never goes to a printer, which keeps what it
prints."""

from PySide6.QtCore import QDate, QLocale

from caseapp.domain.text import N_, Language
from ui.pages.paper.sheet import Facts, Groups, Sheet, Words
from ui.pages.paper.sheet_panel import SheetPanel
from ui.style.look import Look


def recovery_sheet(language: Language, label: str, groups: int) -> Sheet:
    """An empty box for every group, and what the key opens."""
    tr = language.text
    day = QLocale(language.code).toString(QDate.currentDate(), "d MMMM yyyy")
    return Sheet(tr(N_("Recovery key")), (
        Facts(((tr(N_("Opens the vault")), label), (tr(N_("Made on")), day))),
        Words(tr(N_("Write the groups from the screen into the boxes, in their order, by hand."))),
        Groups(("",) * groups, across=groups),
        Words(tr(N_(
            "Whoever has this page and the vault can read everything in it. Keep the page where the computer is not. "
            "When the passphrase is forgotten, the key is typed at the gate in the place of the passphrase. Letters "
            "and digits that look alike count as the same: O is 0, I and L are 1. There is no other way in, and nobody "
            "can make one."))),
    ))


def recovery_panel(look: Look, language: Language) -> SheetPanel:
    """It is not saved as a file: it is empty until a hand fills it."""
    return SheetPanel(look, language, language.text(N_(
        "The boxes stay empty on purpose: a printer and its queue keep what they print. Fill them in by hand.")),
        savable=False)
