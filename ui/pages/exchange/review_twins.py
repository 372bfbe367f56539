"""Two records that may be one, field by field, with the reasons; a record withdrawn while others went on with it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.forms.readers import read_value
from ui.pages.exchange.review_dispute import Note
from ui.pages.exchange.review_item import DOWN, ENTER, LEFT, RIGHT, ItemView, RecordLink, keyed
from ui.pages.page import PageKit, card, padded, rule
from ui.ports import Standing
from ui.ports.review import Edited, Ground, Mark, Twins, Withdrawn
from ui.widgets.labels import PlainLabel

_MARKS: Final = {
    Mark.SAME: ("✓", N_("agrees"), "settled"), Mark.DIFFERS: ("✗", N_("differs"), "danger"),
    Mark.ONE_SIDE: ("○", N_("one side only"), "hint"),
}
_LABEL, _MARK = 152, 136
_FOR, _AGAINST, _NEITHER = "●", "✗", "○"


class TwinsView(ItemView):
    """``answered`` with ``same``, ``different`` or ``unsure``; Enter opens both."""

    def __init__(self, kit: PageKit, item: Twins) -> None:
        super().__init__(kit)
        self.item = item
        self.rows: list[tuple[str, str, str, str]] = []  # label, left, right, mark in words
        self.forms = kit.form_kit({**item.one.titles, **item.other.titles})
        self._build()

    def spoken(self) -> str:
        tr = self.kit.tr
        parts = [tr(N_("Possible duplicate, likeness {score}: {one} and {other}")).format(
            score=self._score(), one=self.item.one.title, other=self.item.other.title)]
        parts += [ground_words(self.kit, ground) for ground in self.item.grounds]
        parts += [tr(N_("{field}: {one}; {other}: {mark}")).format(
            field=label, one=left or tr(N_("(blank)")), other=right or tr(N_("(blank)")), mark=mark)
            for label, left, right, mark in self.rows]
        return ". ".join((*parts, *self.item.answers))

    def key(self, key: Qt.Key) -> bool:
        verb = {Qt.Key.Key_Left: "different", Qt.Key.Key_Right: "same", Qt.Key.Key_Down: "unsure",
                Qt.Key.Key_Return: "open", Qt.Key.Key_Enter: "open"}.get(key)
        if verb is None:
            return False
        self.do(verb)
        return True

    def do(self, verb: str) -> None:
        one, other = self.item.one, self.item.other
        if verb == "open":
            self.opened.emit(one.type, (other.id, one.id))
        elif verb in ("one", "other"):
            self.opened.emit(one.type, ((one if verb == "one" else other).id,))
        else:
            super().do(verb)

    def _score(self) -> str:
        return f"{self.item.score:.2f}"

    def _build(self) -> None:
        tr = self.kit.tr
        if self.item.answers:
            words = "\n".join((tr(N_("Answers contradict each other. Nobody counts as joined until one is changed:")),
                               *self.item.answers))
            self.add(Note(self.kit, "danger", words))
        self.add(self._reasons())
        self.box.addWidget(self.verbs((
            ("different", keyed(LEFT, tr(N_("Not the same"))), ""), ("same", keyed(RIGHT, tr(N_("The same"))), ""),
            ("unsure", keyed(DOWN, tr(N_("Not sure"))), ""), ("open", keyed(ENTER, tr(N_("Open both"))), "quiet"),
        )))
        words = tr(N_("Nothing is joined or destroyed: both records stay, and Ctrl+Z takes the answer back."))
        self.add(PlainLabel(words, "hint", wrap=True))
        self.add(self._table())
        self.add(self.reason_row())
        self.box.addStretch(1)

    def _reasons(self) -> QWidget:
        frame = card()
        grid = QGridLayout(frame)
        grid.setContentsMargins(14, 8, 14, 10)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.addWidget(PlainLabel(f"≈ {self._score()}", "page-title"), 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        for at, ground in enumerate(self.item.grounds):
            grid.addWidget(_ground(self.kit, ground), at // 2, 1 + at % 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        return frame

    def _table(self) -> QWidget:
        frame = card()
        grid = QGridLayout(frame)
        grid.setContentsMargins(14, 8, 14, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, self.kit.look.px(_LABEL))
        grid.setColumnMinimumWidth(3, self.kit.look.px(_MARK))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for at, (verb, view) in enumerate((("one", self.item.one), ("other", self.item.other)), start=1):
            link = RecordLink(self.kit, view.title, 310)
            link.setProperty("verb", verb)
            link.clicked.connect(self._on_verb)
            grid.addWidget(link, 0, at, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(rule(), 1, 0, 1, 4)
        specs = self.kit.desk.records.specs()[self.item.one.type].fields
        for name, mark in self.item.marks.items():
            left, right = (read_value(specs[name], view.fields[name].value, self.forms)
                           for view in (self.item.one, self.item.other))
            self._row(grid, self.kit.tr(specs[name].label), left, right, mark)
        if any(self.item.deeds):
            mine, theirs = self.item.deeds
            mark = Mark.SAME if set(mine) & set(theirs) else Mark.DIFFERS if mine and theirs else Mark.ONE_SIDE
            self._row(grid, self.kit.tr(N_("What happened")), "\n".join(mine), "\n".join(theirs), mark)
        return frame

    def _row(self, grid: QGridLayout, label: str, left: str, right: str, mark: Mark) -> None:
        sign, words, role = _MARKS[mark]
        row = grid.rowCount()
        said = self.kit.tr(words)
        self.rows.append((label, left, right, said))
        top = Qt.AlignmentFlag.AlignTop
        name = PlainLabel(label, "label", wrap=True)
        name.setFixedWidth(self.kit.look.px(_LABEL))
        grid.addWidget(name, row, 0, top)
        for at, text in ((1, left), (2, right)):
            grid.addWidget(PlainLabel(text or "–", wrap=True), row, at, top)
        shown = PlainLabel(f"{sign}  {said}", {"danger": "problem", "settled": "secondary"}.get(role, role))
        grid.addWidget(shown, row, 3, top)


def ground_words(kit: PageKit, ground: Ground) -> str:
    """A reason with its weight in words."""
    if ground.strength < 0:
        return kit.tr(N_("against: {reason}")).format(reason=ground.words)
    if ground.strength == 0:
        return kit.tr(N_("says nothing: {reason}")).format(reason=ground.words)
    weight = (N_("weak"), N_("clear"), N_("strong"))[ground.strength - 1]
    return kit.tr(N_("{reason} ({weight})")).format(reason=ground.words, weight=kit.tr(weight))


def _ground(kit: PageKit, ground: Ground) -> PlainLabel:
    dots = _NEITHER if ground.strength == 0 else (_FOR if ground.strength > 0 else _AGAINST) * abs(ground.strength)
    label = PlainLabel(f"{dots}  {ground.words}", "problem" if ground.strength < 0 else "", wrap=True)
    label.setAccessibleName(ground_words(kit, ground))
    return label


class WithdrawnView(ItemView):
    """``answered`` with ``withdraw`` or ``restore``."""

    def __init__(self, kit: PageKit, item: Withdrawn) -> None:
        super().__init__(kit)
        self.item = item
        self._build()

    def spoken(self) -> str:
        return ". ".join((self.item.view.title, self._note.text(), *self._lines()))

    def key(self, key: Qt.Key) -> bool:
        verb = {Qt.Key.Key_Left: "withdraw", Qt.Key.Key_Right: "restore", Qt.Key.Key_Return: "open",
                Qt.Key.Key_Enter: "open"}.get(key)
        if verb is None:
            return False
        self.do(verb)
        return True

    def do(self, verb: str) -> None:
        if verb == "open":
            self.opened.emit(self.item.view.type, (self.item.view.id,))
        else:
            super().do(verb)

    def _build(self) -> None:
        tr = self.kit.tr
        link = RecordLink(self.kit, self.item.view.title)
        link.setProperty("verb", "open")
        link.clicked.connect(self._on_verb)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(padded(link))
        head.addWidget(PlainLabel(tr(N_("Withdrawn and edited apart")), "title"))
        head.addStretch(1)
        self.box.addLayout(head)
        self._note = Note(self.kit, "danger", tr(N_(
            "Whoever edited it did not know that it was withdrawn. Until you decide it counts as withdrawn.")))
        self.add(self._note)
        frame = card()
        grid = QGridLayout(frame)
        grid.setContentsMargins(14, 10, 14, 12)
        grid.setVerticalSpacing(6)
        for row, line in enumerate(self._lines()):
            grid.addWidget(PlainLabel(line, wrap=True), row, 0)
        self.add(frame)
        self.box.addWidget(self.verbs((
            ("withdraw", keyed(LEFT, tr(N_("Keep it withdrawn"))), ""),
            ("restore", keyed(RIGHT, tr(N_("Take it back in"))), ""),
            ("open", keyed(ENTER, tr(N_("Open the record"))), "quiet"),
        )))
        self.add(PlainLabel(tr(N_("Edits and withdrawal both stay in the history.")), "hint", wrap=True))
        self.add(self.reason_row())
        self.box.addStretch(1)

    def _lines(self) -> Sequence[str]:
        tr = self.kit.tr
        lines = [tr(N_("Withdrawn by {author}, {time}")).format(author=one.author, time=self._when(one))
                 for one in self.item.by]
        if self.item.reason:
            lines.append(tr(N_("Reason given: {reason}")).format(reason=self.item.reason))
        lines += [
            tr(N_("Edited by {author}, {time}: {fields}")).format(
                author=one.author, time=self._when(one), fields=", ".join(one.fields))
            for one in self.item.edits
        ]
        return lines

    def _when(self, one: Edited) -> str:
        return self.kit.when(Standing(None, one.author, one.at))

