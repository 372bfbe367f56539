"""Review: one decision after the other, with the arrow keys; a long queue is worked through without the mouse.

The queue is read anew after every write, so that what somebody decided elsewhere is not asked again. Nothing on this
page is final: each answer is an ordinary write with its own Undo, and both sides stay in the history.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.actions import Act, with_keys
from ui.address import Address
from ui.bridge.outcome import Done, Failed, Outcome
from ui.bridge.progress import CalledOff, Progress
from ui.pages.exchange.review_dispute import DisputeView
from ui.pages.exchange.review_done import DoneView
from ui.pages.exchange.review_item import ItemView, Verb
from ui.pages.exchange.review_twins import TwinsView, WithdrawnView
from ui.pages.exchange.review_work import WATCHED, Decide, FindPairs, Gather, Load, Loaded, ReviewArea, UndoDecision
from ui.pages.page import Page, PageKit, padded
from ui.ports import Lane, ReviewCounts
from ui.ports.review import Dispute, Item, Segment, Twins, Withdrawn
from ui.style.icons import Icon
from ui.style.tokens import MEASURES
from ui.widgets.flow import Flow
from ui.widgets.labels import PlainLabel

_LABELS: Final = {
    Segment.CONFLICTS: N_("Conflicts {n}"), Segment.DUPLICATES: N_("Possible duplicates {n}"),
    Segment.WAITING: N_("Waiting {n}"), Segment.DONE: N_("Done {n} (undo any)"),
}
_EMPTY: Final = {
    Segment.CONFLICTS: N_("No conflict waits. When two people write one field apart, both values are shown here."),
    Segment.DUPLICATES: N_("No possible duplicate waits. New ones are looked for after every change and every import."),
    Segment.WAITING: N_("Nothing waits for a file that is still on its way."),
    Segment.DONE: N_("Nothing was decided here yet. Every decision can be undone from this list."),
}
_LOOKING: Final = N_("Looking for possible duplicates…")
_ICONS: Final = {Segment.CONFLICTS: Icon.CONFLICT, Segment.DUPLICATES: Icon.PEOPLE, Segment.WAITING: Icon.INFO,
                 Segment.DONE: Icon.DONE}
_ARROWS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReviewPage(Page):
    """The queue and the item that is open."""

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.segment = Segment.CONFLICTS
        self.queue: tuple[str, ...] = ()
        self.at = 0
        self.item: Item | None = None
        self.view: ItemView | DoneView | None = None
        self.counts = ReviewCounts()
        self._wanted = ""  # the key that an address asked for
        self._progress: Progress | None = None
        self._behind = False  # something was written while the vault was being looked through
        self._deciding = False
        self._chosen = False  # a person chose the segment; before, the first that is not empty is shown
        self.segments: dict[Segment, QPushButton] = {}
        self._build()
        self._load()
        self._look()

    # --- what the window asks

    def start(self) -> None:
        """Put the focus on the item, where the arrows answer."""
        self.stage.setFocus(Qt.FocusReason.OtherFocusReason)

    def address(self) -> Address:
        key = self.queue[self.at] if self.at < len(self.queue) else ""
        return Address(note=f"{self.segment.value} {key}")

    def show_address(self, address: Address) -> None:
        segment, _, key = address.note.partition(" ")
        if segment in [each.value for each in Segment]:
            self._wanted = key
            self._go(Segment(segment))

    def refresh(self, changes: Mapping[str, tuple[RecordId, ...]]) -> None:
        """Ask again what waits; look again at those who changed."""
        self._look(changes)
        if not (isinstance(self.view, ItemView) and self.view.editing()):
            self._load()

    def perform(self, act: Act) -> bool:
        if act in (Act.NEXT, Act.PREVIOUS):
            self._step(1 if act is Act.NEXT else -1)
        elif act is Act.LEAVE:
            return self._leave_typing()
        elif act is Act.RECORD:
            return isinstance(self.view, ItemView) and self.view.record()
        else:
            return False
        return True

    def can(self, act: Act) -> bool:
        if act in (Act.NEXT, Act.PREVIOUS):
            return len(self.queue) > 1
        return act is Act.RECORD and isinstance(self.view, ItemView) and self.view.editing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows answer wherever the focus is, but in a field where something is typed."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        typing = isinstance(self.focusWidget(), QLineEdit) or (
            isinstance(self.view, ItemView) and self.view.editing())
        answers = plain and not typing and not self._deciding and key in _ARROWS and not event.isAutoRepeat()
        if not (answers and isinstance(self.view, ItemView) and self.view.key(key)):
            super().keyPressEvent(event)

    # --- walking

    def _go(self, segment: Segment) -> None:
        self._chosen = True
        if segment is not self.segment:
            self.segment, self.at = segment, 0
        self._mark()
        self._load()

    def _mark(self) -> None:
        for segment, pressed in self.segments.items():
            pressed.setChecked(segment is self.segment)

    def _step(self, by: int) -> None:
        """Later, or back: what is left open stays in its place."""
        if self.queue:
            self.at = (self.at + by) % len(self.queue)
            self._load()

    def _leave_typing(self) -> bool:
        if isinstance(self.view, ItemView) and self.view.leave_editor():
            return True
        if isinstance(self.focusWidget(), QLineEdit):
            self.start()
            return True
        return False

    def _load(self) -> None:
        key = self._wanted or (self.queue[self.at] if self.at < len(self.queue) else "")
        self._wanted = ""
        work = Load(self.kit.desk, self.segment, key, self.at, choose=not self._chosen)
        self.kit.runner.run(self, Lane.READER, work, self._on_loaded, latest="load")

    @Slot(object)
    def _on_loaded(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
        elif isinstance(outcome, Done) and isinstance(outcome.value, tuple):
            segment, loaded = outcome.value
            self.segment = segment
            self._mark()
            self._show(loaded)

    def _show(self, loaded: Loaded) -> None:
        changed = loaded.item != self.item or self.view is None or self.segment is Segment.DONE
        self.counts, self.queue, self.at, self.item = loaded.counts, loaded.queue, loaded.at, loaded.item
        self._show_counts()
        if not changed:
            return
        focused = self.stage.isAncestorOf(self.focusWidget() or self) or self.stage.hasFocus()
        self._replace(self._view_of(loaded))
        if focused:
            self.start()

    def _view_of(self, loaded: Loaded) -> QWidget:
        item = loaded.item
        self.view = None
        if self.segment is Segment.DONE and loaded.made:
            self.view = DoneView(self.kit, loaded.made)
            self.view.undone.connect(self._on_undo)
        elif isinstance(item, Dispute):
            self.view = DisputeView(self.kit, item)
        elif isinstance(item, Twins):
            self.view = TwinsView(self.kit, item)
        elif isinstance(item, Withdrawn):
            self.view = WithdrawnView(self.kit, item)
        if isinstance(self.view, ItemView):
            self.view.answered.connect(self._on_answered)
            self.view.opened.connect(self._on_opened)
            self.view.setFocusProxy(self.stage)
            self.stage.setAccessibleName(self.view.spoken())
        return self.view or self._nothing()

    def _nothing(self) -> QWidget:
        looking = self.segment is Segment.DUPLICATES and not self.kit.desk.review.looked()
        words = self.kit.tr(_LOOKING if looking else _EMPTY[self.segment])
        self.stage.setAccessibleName(words)
        empty = QWidget()
        box = QVBoxLayout(empty)
        box.setContentsMargins(8, 24, 8, 8)
        label = PlainLabel(words, "secondary", wrap=True)
        label.setMaximumWidth(self.kit.look.px(MEASURES.text_width))
        box.addWidget(label)
        box.addStretch(1)
        return empty

    def _show_counts(self) -> None:
        tr, counts = self.kit.tr, self.counts
        numbers = {
            Segment.CONFLICTS: counts.conflicts, Segment.DUPLICATES: counts.duplicates, Segment.WAITING: counts.waiting,
            Segment.DONE: counts.done,
        }
        for segment, pressed in self.segments.items():
            number = numbers[segment]
            pressed.setText(tr(_LABELS[segment]).format(n="…" if number is None else number).strip())
        walk = self.segment is not Segment.DONE and bool(self.queue)
        where = tr(N_("{n} of {all}")).format(n=self.at + 1, all=len(self.queue)) if walk else ""
        self.position.setText(where)
        self.later.setVisible(walk)
        self.later.setEnabled(len(self.queue) > 1)

    # --- deciding

    @Slot(str, object)
    def _on_answered(self, verb: str, value: object) -> None:
        if self._deciding or self.item is None or not isinstance(self.view, ItemView):
            return
        self._deciding = True
        work = Decide(self.kit.desk, self.item, verb, value, self.view.why())
        self.kit.runner.run(self, Lane.WRITER, work, self._on_decided)

    @Slot(str)
    def _on_undo(self, key: str) -> None:
        if not self._deciding:
            self._deciding = True
            self.kit.runner.run(self, Lane.WRITER, UndoDecision(self.kit.desk, key), self._on_decided)

    @Slot(object)
    def _on_decided(self, outcome: Outcome) -> None:
        self._deciding = False
        if isinstance(outcome, Failed):
            self.fail(outcome.error)
            self._load()
        elif isinstance(outcome, Done) and isinstance(outcome.value, tuple):
            saved, words = outcome.value
            if isinstance(self.view, ItemView):
                self.view.leave_editor()
            self.saved.emit(saved)
            if words:
                self.said.emit(words)

    @Slot(str, object)
    def _on_opened(self, type_: str, ids: Sequence[RecordId]) -> None:
        """Each record becomes a step of the way: back leads over all of them to this item."""
        for id_ in ids:
            self.went.emit(Address(type=type_, id=id_))

    # --- looking for duplicates

    def _look(self, changes: Mapping[str, tuple[RecordId, ...]] | None = None) -> None:
        if changes is not None and not set(changes) & WATCHED:
            return
        if self._progress is not None:
            self._behind = True
            return
        if self.kit.desk.review.looked() and changes is None:
            return
        whole = not self.kit.desk.review.looked()
        self._progress = Progress(self.kit.tr(_LOOKING), "record")
        if whole:
            self.working.emit(self._progress)
        self.kit.runner.run(self, Lane.READER, Gather(self.kit.desk, changes), self._on_gathered)

    @Slot(object)
    def _on_gathered(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and self._progress is not None:
            work = FindPairs(self.kit.desk, outcome.value, self._progress)
            self.kit.runner.run(self, Lane.COMPUTE, work, self._on_found)
            return
        self._ended(outcome)

    @Slot(object)
    def _on_found(self, outcome: Outcome) -> None:
        self._ended(outcome)
        if isinstance(outcome, Done):
            self.kit.runner.run(self, Lane.WRITER, self.kit.desk.review.remember, self._on_remembered)
            if not (isinstance(self.view, ItemView) and self.view.editing()):
                self._load()

    @Slot(object)
    def _on_remembered(self, _outcome: Outcome) -> None:
        """The number is only a convenience of the next sitting."""

    def _ended(self, outcome: Outcome) -> None:
        if self._progress is not None:
            self._progress.end()
            self._progress = None
        if isinstance(outcome, Failed) and not isinstance(outcome.error, CalledOff):
            self.fail(outcome.error)
        if self._behind and isinstance(outcome, Done):
            self._behind = False
            self.kit.runner.run(self, Lane.READER, Gather(self.kit.desk, None), self._on_again)

    @Slot(object)
    def _on_again(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and self._progress is None:
            self._progress = Progress(self.kit.tr(_LOOKING), "record")
            work = FindPairs(self.kit.desk, outcome.value, self._progress)
            self.kit.runner.run(self, Lane.COMPUTE, work, self._on_found)

    # --- building

    def _build(self) -> None:
        self.position = PlainLabel(role="secondary")
        self.later = Verb(with_keys(self.kit.tr(N_("Later")), Act.NEXT), "quiet")
        self.later.clicked.connect(self._on_later)
        segments = QWidget()
        flow = Flow(segments, 4)
        flow.setContentsMargins(0, 0, 0, 0)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 16, 4)
        bar.setSpacing(4)
        bar.addWidget(segments, 1)
        for segment in Segment:  # in no group: a group leaves only the pressed one to Tab, and the arrows answer here
            made = Verb("", "preset")
            made.setCheckable(True)
            made.setIcon(self.kit.look.icon(_ICONS[segment], self.kit.look.theme.text_2, 16))
            made.setProperty("segment", segment.value)
            made.clicked.connect(self._on_segment)
            flow.addWidget(padded(made))
            self.segments[segment] = made
        top = Qt.AlignmentFlag.AlignTop
        self.position.setMinimumHeight(self.kit.look.px(MEASURES.button + 8))
        bar.addWidget(self.position, 0, top)
        bar.addWidget(padded(self.later), 0, top)
        self.stage = QWidget()
        self.stage.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.stage.setProperty("ring", False)
        self._stage_box = QVBoxLayout(self.stage)
        self._stage_box.setContentsMargins(16, 4, 20, 16)
        self.area = ReviewArea()
        self.area.setWidget(self.stage)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addWidget(self.area, 1)
        self._shown: QWidget | None = None
        self._show_counts()

    def _replace(self, shown: QWidget) -> None:
        if self._shown is not None:
            self._stage_box.removeWidget(self._shown)
            self._shown.setFocusProxy(QWidget(self._shown))  # or the stage loses the focus when it is destroyed
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = shown
        shown.setMaximumWidth(self.kit.look.px(1_080))
        self._stage_box.addWidget(shown)
        self.area.verticalScrollBar().setValue(0)

    @Slot()
    def _on_segment(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._go(Segment(str(sender.property("segment"))))
            self.start()

    @Slot()
    def _on_later(self) -> None:
        self._step(1)
