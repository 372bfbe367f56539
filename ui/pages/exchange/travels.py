"""What an export holds and what stays here, in words."""

from PySide6.QtWidgets import QWidget

from caseapp.domain.text import N_
from ui.pages.exchange.parts import size_words
from ui.pages.page import PageKit
from ui.ports import Travels
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel


def told(kit: PageKit, travels: Travels) -> list[QWidget]:
    """One line each, the summary first."""
    plural = kit.language.plural
    made: list[QWidget] = [PlainLabel(plural(
        "{n} record travels with its whole history.", "{n} records travel with their whole history.",
        travels.records).format(n=travels.records), "section", wrap=True)]
    kinds = " · ".join(kit.tr(N_("{kind} {n}")).format(kind=kind, n=n) for kind, n in travels.kinds)
    made.append(PlainLabel(kinds, "secondary", wrap=True))
    if travels.files:
        made.append(PlainLabel(plural(
            "{n} file of evidence, {size}", "{n} files of evidence, {size}", travels.files).format(
                n=travels.files, size=size_words(kit, travels.size)), "secondary"))
    made.append(StatusLabel(kit.look, "attention", kit.tr(N_(
        "It is for your organisation and its lawyer: names and answers that consent withholds from others travel "
        "along.")), wrap=True))
    made.append(PlainLabel(kit.tr(N_("Stays here")), "section"))
    made += [PlainLabel(words, wrap=True) for words in _staying(kit, travels)]
    made += [ElidedLabel(row.title, "secondary") for row in travels.lost]
    return made


def _staying(kit: PageKit, travels: Travels) -> list[str]:
    plural, tr = kit.language.plural, kit.tr
    lines = [tr(N_("Drafts, settings, and whom you trust."))]
    if travels.outside:
        lines.append(plural("{n} record that does not belong to the chosen cases",
                            "{n} records that do not belong to the chosen cases",
                            travels.outside).format(n=travels.outside))
    if travels.set_aside:
        lines.append(plural("What came with {n} file that is set aside, but for withdrawn consents",
                            "What came with {n} files that are set aside, but for withdrawn consents",
                            travels.set_aside).format(n=travels.set_aside))
    if travels.held:
        lines.append(plural("{n} action of a person whose card was never compared",
                            "{n} actions of persons whose cards were never compared",
                            travels.held).format(n=travels.held))
    if travels.lost:
        lines.append(plural("Files of {n} record that never came here; the record travels without them:",
                            "Files of {n} records that never came here; the records travel without them:",
                            len(travels.lost)).format(n=len(travels.lost)))
    return lines
