"""Choosing filters: one question at a time, its answers with counts that are true for what the others leave."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.listing import Condition, FacetKind, Query
from caseapp.domain.moment import Moment
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.delegates.values import ValueDelegate
from ui.models.values import ValuesModel
from ui.pages.filter_mode import ALTERNATIVES, Mode, ModeRow, mode_of
from ui.pages.page import PageKit, in_row
from ui.ports import Choice, FacetView, Lane, PeriodCount, Spread, ValueCount
from ui.style.tokens import MEASURES
from ui.widgets.choices import ChoiceBox
from ui.widgets.fields import DigitsLine, MomentLine
from ui.widgets.labels import PlainLabel
from ui.widgets.suggest import SuggestField

_ROWS_SHOWN = 7
_DAYS_WIDE = 112  # four digits and their mark
_ROWS_LEAST = 2  # where the window is low


class ValuesView(QListView):
    """Space, Enter or a click tick."""

    ticked = Signal(QModelIndex)

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self.setItemDelegate(ValueDelegate(kit.look, self))
        self.setProperty("ring", False)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self.ticked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.ticked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class FilterPanel(QWidget):
    """``asked`` carries the new answer to one question."""

    asked = Signal(Condition)
    failed = Signal(object)

    def __init__(self, kit: PageKit, query: Query, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._query = query
        self._facets = list(kit.desk.lists.facets(query.type))
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self._on_facet()

    def show_query(self, query: Query) -> None:
        """The list answers another question now: count again."""
        self._query = query
        if self.isVisible():
            self._count()

    def start(self) -> None:
        """Count what may have changed while the panel was hidden, and put the focus where it begins."""
        self._show_answer()
        self._count()
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_over(self) -> None:
        """An answer was given or taken away elsewhere."""
        self._show_answer()

    @property
    def current(self) -> FacetView:
        """The question that is shown."""
        return self._facets[max(0, self.choice.currentIndex())]

    def fit(self) -> None:
        """The zoom changed."""
        self._fit(self.model.rowCount())

    def choose(self, field: str, via: str = "") -> None:
        """Show a question."""
        at = next(at for at, each in enumerate(self._facets) if (each.facet.via, each.facet.field) == (via, field))
        self.choice.setCurrentIndex(at)

    def _build(self) -> None:
        tr = self.kit.tr
        self.choice = ChoiceBox(self.kit.look, [Choice(str(at), self._title(each))
                                                for at, each in enumerate(self._facets)])
        self.choice.setAccessibleName(tr(N_("Filter by")))
        self.choice.currentIndexChanged.connect(self._on_facet)
        label = PlainLabel(tr(N_("Filter by")), "label")
        label.setBuddy(self.choice)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label)
        head.addWidget(self.choice, 1)
        self.mode = ModeRow(self.kit)
        self.mode.chosen.connect(self._on_mode)
        self.period = MomentLine(self.kit.look)
        self.period.setPlaceholderText(tr(N_("For example “5–8 January 2022” or “2022”")))
        self.period.setAccessibleName(tr(N_("When")))
        self.period.textEdited.connect(self._on_period)
        self.period.returnPressed.connect(self._on_period_done)
        self.around = DigitsLine(self.kit.look)
        self.around.setMaxLength(4)
        self.around.setMaximumWidth(_DAYS_WIDE)
        self.around.setPlaceholderText(tr(N_("± days")))
        self.around.setAccessibleName(tr(N_("Or so many days before or after")))
        self.around.setToolTip(tr(N_("Or so many days before or after")))
        self.around.editingFinished.connect(self._on_around)
        self.stack = QStackedWidget()
        for page in (self._choices(), self._numbers()):
            self.stack.addWidget(page)
        self.hint = PlainLabel(role="hint", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self.mode)
        box.addLayout(in_row((4, 0, 4, 0), 8, self.period, self.around))
        box.addWidget(self.stack)
        box.addWidget(self.hint)

    def _title(self, view: FacetView) -> str:
        if not view.group:
            return view.label
        return self.kit.tr(N_("{kind}: {field}")).format(kind=view.group, field=view.label)

    def _choices(self) -> QWidget:
        self.model = ValuesModel(self.kit.tr(N_("{value}, {count}")))
        self.model.setParent(self)
        self.values = ValuesView(self.kit)
        self.values.setModel(self.model)
        self.values.ticked.connect(self._on_ticked)
        self.other = SuggestField(self.kit.look, self.kit.runner, self.kit.desk.search, ())
        self.other.line.setPlaceholderText(self.kit.tr(N_("Another one, in any spelling")))
        self.other.line.setAccessibleName(self.kit.tr(N_("Another one, in any spelling")))
        self.other.took.connect(self._on_other)
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.values)
        box.addWidget(self.other)
        return page

    def _numbers(self) -> QWidget:
        self.low, self.high = DigitsLine(self.kit.look), DigitsLine(self.kit.look)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(8)
        for line, words in ((self.low, N_("At least")), (self.high, N_("At most"))):
            line.setPlaceholderText(self.kit.tr(words))
            line.setAccessibleName(self.kit.tr(words))
            line.editingFinished.connect(self._on_number)
            row.addWidget(line, 1)
        return page

    # --- one question

    @Slot()
    def _on_facet(self) -> None:
        view = self.current
        self.stack.setCurrentIndex(1 if view.facet.kind is FacetKind.NUMBER else 0)
        self.period.setVisible(view.facet.kind in (FacetKind.PERIOD, FacetKind.KNOWN))
        self.around.setVisible(view.facet.kind is FacetKind.PERIOD)
        self._fit(0)
        self.other.setVisible(view.facet.kind is FacetKind.RECORDS)
        self.other.retarget(view.facet.spec.targets if view.facet.spec is not None else ())
        self.values.setAccessibleName(self._title(view))
        self.model.show_values((), ())
        self._show_answer()
        if self.isVisible():
            self._count()

    def _fit(self, values: int) -> None:
        """Only as tall as what is shown: the list below is what the panel is for."""
        kind = self.current.facet.kind
        field = self.kit.look.px(MEASURES.field) + 16
        row = max(self.kit.look.px(MEASURES.row), self.values.sizeHintForRow(0))
        tall = min(values, _ROWS_SHOWN) * row + (field if kind is FacetKind.RECORDS else 0)
        choices = kind is not FacetKind.NUMBER
        self.values.setMinimumHeight(min(values, _ROWS_LEAST) * row)
        self.stack.setMinimumHeight(min(values, _ROWS_LEAST) * row + tall - min(values, _ROWS_SHOWN) * row
                                    if choices else field)
        self.stack.setMaximumHeight(tall if choices else field)

    def _answer(self) -> Condition:
        facet, mode = self.current.facet, self.mode.mode
        return msgspec.structs.replace(self._query.condition(facet.via, facet.field), negated=mode is Mode.NOT,
                                       group=ALTERNATIVES if mode is Mode.OR else 0)

    def _show_answer(self) -> None:
        answer = self._query.condition(self.current.facet.via, self.current.facet.field)
        self.mode.show_mode(Mode.MUST if answer.empty else mode_of(answer))
        self.low.setText("" if answer.low is None else str(answer.low))
        self.high.setText("" if answer.high is None else str(answer.high))
        self.around.setText("" if answer.days is None else str(answer.days))
        self.other.show_record("", "")
        if answer.period is None:
            self.period.clear()
        elif not self.period.hasFocus():
            self.period.setText(self.kit.desk.readings.edit("moment", answer.period))

    def _count(self) -> None:
        """Counts are of an answer given this way, although there is none yet."""
        rest = [each for each in self._query.conditions if each.key != self._answer().key]
        query = msgspec.structs.replace(self._query, conditions=(*rest, self._answer()))
        work = _Count(self.kit, query, self.current)
        self.kit.runner.run(self, Lane.READER, work, self._on_counted, latest="count")

    @Slot(object)
    def _on_counted(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self.kit.language))
        if not isinstance(outcome, Done):
            return
        if isinstance(outcome.value, Spread):
            self._say_spread(outcome.value)
        elif isinstance(outcome.value, Sequence):
            values = [value for value in outcome.value if isinstance(value, ValueCount)]
            current = self.model.value(self.values.currentIndex().row())
            self.model.show_values(values, self._answer().one_of)
            at = next((at for at, value in enumerate(values) if current and value.id == current.id), 0)
            self.values.setCurrentIndex(self.model.index(at))
            if not self.period.text().strip():  # how a date was understood stands there
                self.hint.setText("" if values else self.kit.tr(N_("None of these records says anything about it.")))
                self.hint.setVisible(not values and self.current.facet.kind is not FacetKind.KNOWN)
            self.values.setVisible(bool(values))
            self._fit(len(values))

    def _say_spread(self, spread: Spread) -> None:
        words = self.kit.tr(N_("None of these records says anything about it."))
        if spread.least:
            counted = self.kit.language.plural("{n} record, from {least} to {greatest}",
                                               "{n} records, from {least} to {greatest}", spread.count)
            words = counted.format(n=spread.count, least=spread.least, greatest=spread.greatest)
        self.hint.setText(words)
        self.hint.show()

    # --- answers

    @Slot(QModelIndex)
    def _on_ticked(self, index: QModelIndex) -> None:
        value = self.model.value(index.row())
        if isinstance(value, PeriodCount):
            self.period.setText("" if value.period is None else self.kit.desk.readings.edit("moment", value.period))
            self._ask(msgspec.structs.replace(self._answer(), period=value.period, days=None))
        elif value is not None:
            answer = self._answer()
            chosen = tuple(each for each in answer.one_of if each != value.id)
            self._ask(msgspec.structs.replace(answer, one_of=chosen if value.id in answer.one_of
                                              else (*chosen, value.id)))

    @Slot(object)
    def _on_mode(self, _mode: Mode) -> None:
        if self._answer().empty:
            self._count()
        else:
            self._ask(self._answer())

    @Slot()
    def _on_other(self) -> None:
        taken, answer = self.other.chosen, self._answer()
        self.other.show_record("", "")
        if taken and taken not in answer.one_of:
            self._ask(msgspec.structs.replace(answer, one_of=(*answer.one_of, taken)))

    @Slot()
    def _on_number(self) -> None:
        low, high = (int(line.text()) if _is_number(line.text()) else None for line in (self.low, self.high))
        answer = self._answer()
        if (answer.low, answer.high) != (low, high):
            self._ask(msgspec.structs.replace(answer, low=low, high=high))

    @Slot(str)
    def _on_period(self, text: str) -> None:
        """What is understood counts at once; what is not yet leaves the list as it is."""
        if not text.strip():
            self._ask(msgspec.structs.replace(self._answer(), period=None, days=None))
            return
        reading = self.kit.desk.readings.moment(text)
        self.hint.setText(reading.words or reading.problem)
        self.hint.show()
        if isinstance(reading.value, Moment) and reading.value != self._answer().period:
            self._ask(msgspec.structs.replace(self._answer(), period=reading.value))

    @Slot()
    def _on_around(self) -> None:
        days = int(self.around.text()) if self.around.text().isdecimal() else None
        if self._answer().period is not None and self._answer().days != days:
            self._ask(msgspec.structs.replace(self._answer(), days=days))

    @Slot()
    def _on_period_done(self) -> None:
        self._on_period(self.period.text())

    def _ask(self, condition: Condition) -> None:
        self.asked.emit(condition)


def _is_number(text: str) -> bool:
    return text.strip().lstrip("-").isdecimal() and text.strip().isascii()


class _Count:
    def __init__(self, kit: PageKit, query: Query, view: FacetView) -> None:
        self._lists, self._query, self._view = kit.desk.lists, query, view

    def __call__(self) -> object:
        facet = self._view.facet
        if facet.kind is FacetKind.KNOWN:
            return ()
        if facet.kind is FacetKind.PERIOD:
            return self._lists.periods(self._query, facet)
        return (self._lists.spread if facet.kind is FacetKind.NUMBER else self._lists.values)(self._query, facet)
