"""What was just taken in, and the two ways on: look at the conflicts, or set it aside again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.pages.exchange.counts_card import number_words
from ui.pages.exchange.parts import row_of, surface
from ui.pages.page import PageKit, button
from ui.ports import Part, TakenIn
from ui.style.icons import Icon
from ui.widgets.labels import PlainLabel, StatusLabel


class TakenCard(QWidget):
    """Setting aside keeps withdrawn consents in force; History can do otherwise."""

    undo = Signal()
    review = Signal()
    report = Signal()

    def __init__(self, kit: PageKit, taken: TakenIn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr, language = kit.tr, kit.language
        frame, box = surface(kit, language.plural(
            "{n} file taken in", "{n} files taken in", len(taken.packages)).format(n=len(taken.packages)))
        self.undo_button = button(tr(N_("Set aside again")))
        self.undo_button.setIcon(kit.look.icon(Icon.UNDO, size=16))
        self.undo_button.clicked.connect(self.undo)
        self.report_button = button(tr(N_("Report…")))
        self.report_button.clicked.connect(self.report)
        self.buttons = [self.undo_button, self.report_button]
        if taken.conflicts:
            box.addWidget(StatusLabel(kit.look, "danger", number_words(language, Part.CONFLICTS, taken.conflicts)))
            self.review_button = button(tr(N_("Review")), "primary")
            self.review_button.clicked.connect(self.review)
            self.buttons.insert(0, self.review_button)
        box.addWidget(PlainLabel(tr(N_(
            "What came, from whom and when stays in History. Each file can be set aside there and taken in again.")),
            "secondary", wrap=True))
        box.addLayout(row_of(*self.buttons))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def start(self) -> None:
        """Put the focus where the way goes on."""
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
