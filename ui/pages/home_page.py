"""Home: what needs this person today, in sentences; the page that is shown when a vault was opened.

It reads again when something was written and every minute, because limits run out by themselves. What it reads is
bounded; the drafts come by the writer's lane, where they live, and are shown when they arrive.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTime, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.address import NOWHERE, Address
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.home_parts import CardView, RoleChoice
from ui.pages.page import Page, PageKit, button, padded, scrolled
from ui.ports import DraftNote, HomeCard, HomeLine, HomeView, Lane
from ui.widgets.labels import PlainLabel

EVERY_MS: Final = 60_000
_TWO_COLUMNS: Final = 760
_DRAFTS_SHOWN: Final = 5
FIRST: Final = {  # by the role that was named: which cards come first; the others keep their order
    "monitor": ("drafts", "clocks", "gaps"),
    "lawyer": ("deadlines", "gaps", "clocks"),
    "coordinator": ("conflicts", "duplicates", "safety"),
}
_ORDER: Final = ("clocks", "deadlines", "drafts", "conflicts", "duplicates", "gaps", "safety")
QUICK: Final = Address(place="quick")


class HomePage(Page):
    """``places``: what exists in this window, as "place" or "place/tab", so that no button leads nowhere."""

    def __init__(self, kit: PageKit, places: frozenset[str] = frozenset(), parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._places = places
        self._view: HomeView | None = None
        self._drafts: tuple[DraftNote, ...] = ()
        self.cards: dict[str, CardView] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._build()
        self.look()

    # --- what the window calls

    def start(self) -> None:
        (self.begin if self._view is not None and self._view.empty else self.first_button).setFocus(
            Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        self.look()

    @Slot()
    def look(self) -> None:
        """Read everything again."""
        work = _Look(self.kit, self._places)
        self.kit.runner.run(self, Lane.READER, work, self._on_looked, latest="home")
        self.kit.runner.run(self, Lane.READER, self.kit.desk.drafts.waiting, self._on_drafts, latest="drafts")

    def showEvent(self, event: QShowEvent) -> None:
        """Back on this page: what it says is as old as the last look."""
        super().showEvent(event)
        if self._view is not None:
            self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two have no room."""
        super().resizeEvent(event)
        if self._columns() != self._laid_out:
            self._lay_out()

    # --- building

    def _build(self) -> None:
        tr = self.kit.tr
        self._laid_out = 0
        self.title = PlainLabel("", "page-title", wrap=True)
        self.first_button = button(with_keys(tr(N_("Record a detention")), Act.NEW), "primary")
        self.first_button.clicked.connect(self._on_record)
        self._head_button = padded(self.first_button)
        self.columns = (QVBoxLayout(), QVBoxLayout())
        columns = QHBoxLayout()
        columns.setSpacing(16)
        for column in self.columns:
            column.setSpacing(16)
            columns.addLayout(column, 1)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.title, 1)
        head.addWidget(self._head_button, 0, Qt.AlignmentFlag.AlignTop)
        self.welcome = self._build_welcome()
        self.welcome.hide()
        self.role = RoleChoice(self.kit)
        self.role.chosen.connect(self._on_role)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(16)
        box.addLayout(head)
        box.addWidget(self.welcome)
        box.addLayout(columns)
        box.addStretch(1)
        box.addWidget(self.role)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))

    def _build_welcome(self) -> QWidget:
        """The first steps of an empty vault."""
        tr = self.kit.tr
        frame = QWidget()
        box = QVBoxLayout(frame)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(12)
        box.addWidget(PlainLabel(tr(N_(
            "This vault is empty. Record what happened, or take in what a colleague recorded."
        )), "secondary", wrap=True))
        self.begin = button(with_keys(tr(N_("Record a detention")), Act.NEW), "primary")
        self.begin.clicked.connect(self._on_record)
        box.addWidget(padded(self.begin), 0, Qt.AlignmentFlag.AlignLeft)
        self.steps: dict[str, QPushButton] = {}
        for key, words, place in (
            ("receive", N_("Receive an export"), "exchange/receive"), ("sample", N_("Try the sample vault"), "sample"),
        ):
            if place in self._places:
                self.steps[key] = button(tr(words))
                box.addWidget(padded(self.steps[key]), 0, Qt.AlignmentFlag.AlignLeft)
        if "receive" in self.steps:
            self.steps["receive"].clicked.connect(self._on_receive)
        if "sample" in self.steps:
            self.steps["sample"].clicked.connect(self._on_sample)
        return frame

    def _columns(self) -> int:
        return 2 if self.width() >= _TWO_COLUMNS else 1

    def _lay_out(self) -> None:
        """Each card goes below the shorter column, so that the order is kept and no hole is left."""
        self._laid_out = self._columns()
        for column in self.columns:
            while column.count():
                column.takeAt(0)
        filled = [0, 0]
        for key in self.order():
            card = self.cards[key]
            at = 0 if self._laid_out == 1 or filled[0] <= filled[1] else 1
            filled[at] += 2 + len(card.lines)
            self.columns[at].addWidget(card)
        for column in self.columns:
            column.addStretch(1)

    def order(self) -> list[str]:
        """The cards that stand on the page, in the order they are read."""
        first = FIRST.get(str(self.kit.desk.settings.get("role")), ())
        wanted = [*first, *(key for key in _ORDER if key not in first)]
        return [key for key in wanted if key in self.cards]

    # --- what arrives

    @Slot(object)
    def _on_looked(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, HomeView):
            self._view = outcome.value
            self._show()

    @Slot(object)
    def _on_drafts(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, Sequence):
            self._drafts = tuple(note for note in outcome.value if isinstance(note, DraftNote))
            self._show()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        self.title.setText(self._today(view))
        self.welcome.setVisible(view.empty)
        if view.empty and self.window().focusWidget() is self.first_button:
            self.begin.setFocus(Qt.FocusReason.OtherFocusReason)  # the other one is about to be hidden
        self._head_button.setVisible(not view.empty)
        wanted = {card.key: card for card in (*view.cards, *self._draft_card())}
        self.role.setVisible(not view.empty)
        for key in [key for key in self.cards if key not in wanted]:
            gone = self.cards.pop(key)
            gone.hide()
            gone.deleteLater()
        for key, card in wanted.items():
            if key not in self.cards:
                self.cards[key] = CardView(self.kit)
                self.cards[key].went.connect(self._on_went)
            self.cards[key].show_card(card)
        self._lay_out()
        self._tab_order()

    def _today(self, view: HomeView) -> str:
        now = view.now
        local = QDateTime(QDate(now.year, now.month, now.day), QTime(now.hour, now.minute))
        time = QLocale(self.kit.language.code).toString(local, "dddd, d MMMM yyyy, HH:mm")
        return self.kit.tr(N_("Today, {time}")).format(time=time)

    def _draft_card(self) -> tuple[HomeCard, ...]:
        if not self._drafts:
            return ()
        count = len(self._drafts)
        title = self.kit.language.plural("{n} draft to finish", "{n} drafts to finish", count).format(n=count)
        lines = tuple(
            HomeLine(self._typed(note), note.title, action=self.kit.tr(N_("Go on")), address=note.address)
            for note in self._drafts[:_DRAFTS_SHOWN]
        )
        return (HomeCard("drafts", title, lines),)

    def _typed(self, note: DraftNote) -> str:
        return self.kit.tr(N_("typed {time}")).format(time=self.kit.stamp(note.at))

    def _tab_order(self) -> None:
        before: QWidget = self.first_button
        buttons = [self.begin, *self.steps.values()]
        for column in self.columns:
            for at in range(column.count()):
                item = column.itemAt(at)
                card = item.widget() if item is not None else None
                buttons += card.buttons() if isinstance(card, CardView) else []
        for each in (*buttons, self.role.box):
            QWidget.setTabOrder(before, each)
            before = each

    # --- what the person does

    @Slot()
    def _on_record(self) -> None:
        self.went.emit(QUICK)

    @Slot()
    def _on_receive(self) -> None:
        self.went.emit(Address(place="exchange", tab="receive"))

    @Slot()
    def _on_sample(self) -> None:
        self.went.emit(Address(place="sample"))

    @Slot(Address)
    def _on_went(self, address: Address) -> None:
        if address != NOWHERE:
            self.went.emit(address)

    @Slot(str)
    def _on_role(self, role: str) -> None:
        self.kit.runner.run(self, Lane.WRITER, _PutRole(self.kit, role), self._on_role_kept)

    @Slot(object)
    def _on_role_kept(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        self._lay_out()
        self._tab_order()


class _Look:
    """The question as a plain object: it keeps no page alive."""

    def __init__(self, kit: PageKit, places: frozenset[str]) -> None:
        self._home, self._places = kit.desk.home, places

    def __call__(self) -> object:
        return self._home.look(self._places)


class _PutRole:
    """Keep the role."""

    def __init__(self, kit: PageKit, role: str) -> None:
        self._settings, self._role = kit.desk.settings, role

    def __call__(self) -> object:
        self._settings.put("role", self._role)
        return None
