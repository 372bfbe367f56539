"""Two cards on one page, in the same order on both laptops: each person reads the other's line aloud."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.pages.exchange.own_card_sheet import NAMES
from ui.pages.exchange.parts import empty, row_of, surface
from ui.pages.page import PageKit, button, limited
from ui.ports import Comparison, Contact, ReadAloud
from ui.style.tokens import MEASURES
from ui.widgets.labels import ElidedLabel, PlainLabel, StatusLabel

_ACROSS = 4


class CompareCard(QWidget):
    """``same`` and ``handed``: the person is sure. Nothing here decides anything by itself."""

    same = Signal()
    handed = Signal()
    back = Signal()

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._comparison: Comparison | None = None
        self._language = "ru" if kit.language.code in ("ru", "kk") else "en"
        tr = kit.tr
        frame, box = surface(kit, tr(N_("Compare cards")))
        self.title = ElidedLabel("", "section")
        box.addWidget(self.title)
        box.addLayout(limited(PlainLabel(tr(N_(
            "Both of you open this page and choose the same language. Each reads the line of the other aloud, in a "
            "call or side by side. Both lines must be the same on both screens, word for word.")),
            "secondary", wrap=True), MEASURES.text_width + 160))
        self.warning = StatusLabel(kit.look, "danger", tr(N_(
            "Do not trust this card. It may have been exchanged on its way. Nothing was changed. Ask its holder for "
            "the card again, from hand to hand, compare once more, and tell your coordinator.")), wrap=True)
        self.warning.hide()
        box.addWidget(self.warning)
        box.addLayout(self._languages())
        self.cards = QVBoxLayout()
        self.cards.setSpacing(12)
        box.addLayout(self.cards)
        self.held = PlainLabel("", "secondary", wrap=True)
        box.addWidget(self.held)
        self.same_button = button(tr(N_("They are the same – trust")), "primary")
        self.same_button.clicked.connect(self.same)
        self.differ_button = button(tr(N_("They differ")))
        self.differ_button.clicked.connect(self._on_differ)
        self.handed_button = button(tr(N_("Given to me in person")))
        self.handed_button.clicked.connect(self.handed)
        back = button(tr(N_("Back to the contacts")), "quiet")
        back.clicked.connect(self.back)
        box.addLayout(row_of(self.same_button, self.differ_button, self.handed_button, back))
        box.addWidget(PlainLabel(tr(N_(
            "“Given to me in person” is as good, if the holder put the card file into your hand.")), "hint", wrap=True))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        whole.addStretch(1)

    def show_comparison(self, comparison: Comparison, contact: Contact) -> None:
        """Both cards of this pair."""
        self._comparison = comparison
        self.warning.hide()
        self.title.setText(self.kit.tr(N_("You and {alias}")).format(alias=contact.alias))
        words = self.kit.language.plural(
            "{n} action of this person waits for this and is taken in at once.",
            "{n} actions of this person wait for this and are taken in at once.", contact.held)
        self.held.setText(words.format(n=contact.held))
        self.held.setVisible(contact.held > 0)
        self._fill()
        self.same_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _languages(self) -> QHBoxLayout:
        group = QButtonGroup(self)
        self.languages: dict[str, QPushButton] = {}
        for code, name in NAMES.items():
            chip = button(name, "preset")
            chip.setCheckable(True)
            chip.setChecked(code == self._language)
            group.addButton(chip)
            self.languages[code] = chip
        group.buttonClicked.connect(self._on_language)
        return row_of(*self.languages.values())

    @Slot(QPushButton)
    def _on_language(self, pressed: QPushButton) -> None:
        self._language = next(code for code, chip in self.languages.items() if chip is pressed)
        self._fill()

    @Slot()
    def _on_differ(self) -> None:
        self.warning.show()

    def _fill(self) -> None:
        empty(self.cards)
        if self._comparison is None:
            return
        for one in self._comparison.cards:
            whose = N_("Your card: {alias}") if one.fingerprint == self._comparison.own else N_("Card of {alias}")
            self.cards.addWidget(_read(self.kit, one, self.kit.tr(whose).format(alias=one.alias), self._language))


def _read(kit: PageKit, one: ReadAloud, title: str, language: str) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "card")
    box = QVBoxLayout(frame)
    box.setContentsMargins(12, 8, 12, 8)
    box.setSpacing(4)
    box.addWidget(ElidedLabel(title, "label"))
    box.addLayout(_grid(one.words[language], "title"))
    box.addWidget(PlainLabel(kit.tr(N_("or in digits")), "hint"))
    box.addLayout(_grid(one.digits, "mono"))
    return frame


def _grid(parts: Sequence[str], role: str) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for at, part in enumerate(parts):
        grid.addWidget(PlainLabel(part, role).selectable(), at // _ACROSS, at % _ACROSS)
    return grid


