"""Our own contact card as a page to hand over: the code, and the lines that two people read to each other."""

from caseapp.domain.text import N_
from ui.pages.page import PageKit
from ui.pages.paper.sheet import Code, Facts, Groups, Heading, Part, Sheet, Words
from ui.ports import ReadAloud
from ui.widgets.qr import qr_image

NAMES = {"en": "English", "ru": "Русский"}  # each language in itself
KIND = "own-card"


def own_card_sheet(kit: PageKit, card: bytes, aloud: ReadAloud) -> Sheet:
    """It holds no secret."""
    tr = kit.tr
    parts: list[Part] = [
        Facts(((tr(N_("Card of")), aloud.alias), (tr(N_("Fingerprint")), aloud.fingerprint))),
        Words(tr(N_(
            "Whoever adds this card in Caseapp compares these lines with its holder before files are exchanged, word "
            "for word."))),
    ]
    parts += [part for code, name in NAMES.items() for part in (Heading(name), Groups(aloud.words[code]))]
    parts += [Heading(tr(N_("In digits"))), Groups(aloud.digits), Code(qr_image(card), tr(N_("The card as a QR code")))]
    return Sheet(tr(N_("Contact card")), tuple(parts))
