"""What an export holds and what stays here, in words; what stays opens."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.pages.exchange.parts import size_words
from ui.pages.page import PageKit, button, padded
from ui.ports import StagedRow, Travels
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel


class Opens(QWidget):
    """A sentence, and behind a button the records that it counts."""

    def __init__(self, kit: PageKit, words: str, rows: Sequence[StagedRow], total: int) -> None:
        super().__init__()
        self.button = button(kit.tr(N_("Show which")), "small")
        self.button.setCheckable(True)
        self.button.setAccessibleDescription(words)
        self.button.toggled.connect(self._on_toggled)
        self.inside = QWidget()
        inside = QVBoxLayout(self.inside)
        inside.setContentsMargins(8, 0, 0, 0)
        inside.setSpacing(4)
        for row in rows:
            line = kit.tr(N_("{title} · {kind}")).format(title=row.title, kind=row.kind) if row.kind else row.title
            inside.addWidget(ElidedLabel(line, "secondary"))
        if total > len(rows):
            more = kit.language.plural("and {n} more", "and {n} more", total - len(rows)).format(n=total - len(rows))
            inside.addWidget(PlainLabel(more, "hint"))
        self.inside.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(PlainLabel(words, wrap=True))
        box.addWidget(padded(self.button), 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.inside)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        self.inside.setVisible(on)


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
    return made + _staying(kit, travels)


def _staying(kit: PageKit, travels: Travels) -> list[QWidget]:
    plural = kit.language.plural
    made: list[QWidget] = [PlainLabel(kit.tr(N_("Drafts, settings, and whom you trust.")), wrap=True)]
    if travels.outside:
        words = plural("{n} record that does not belong to the chosen cases",
                       "{n} records that do not belong to the chosen cases", travels.outside)
        made.append(Opens(kit, words.format(n=travels.outside), travels.left, travels.outside))
    if travels.set_aside:
        words = plural("What came with {n} file that is set aside, but for withdrawn consents",
                       "What came with {n} files that are set aside, but for withdrawn consents", travels.set_aside)
        made.append(PlainLabel(words.format(n=travels.set_aside), wrap=True))
    if travels.held:
        words = plural("{n} action of a person whose card was never compared",
                       "{n} actions of persons whose cards were never compared", travels.held)
        made.append(PlainLabel(words.format(n=travels.held), wrap=True))
    if travels.lost:
        words = plural("Files of {n} record that never came here; the record travels without them:",
                       "Files of {n} records that never came here; the records travel without them:",
                       len(travels.lost))
        made.append(Opens(kit, words.format(n=len(travels.lost)), travels.lost, len(travels.lost)))
    return made
