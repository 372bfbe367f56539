"""Type-ahead over what the vault already has, so that duplicates are not born.

The offers stand in the page under the field, not in a pop-up: nothing covers what is being typed, and a screen reader
walks them like every other list.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from caseapp.domain.names.fold import fold_words
from ui.bridge.outcome import Done, Outcome, Runs
from ui.ports import Hit, Lane, Search
from ui.style.look import Look
from ui.style.tokens import MEASURES
from ui.widgets.fields import MarkedLine

_SHOWN = 6
_FETCHED = 50  # more than are shown: the one that is named exactly must be among them


class SuggestLine(MarkedLine):
    """A line that hands Enter and the arrows to its offers."""

    walked = Signal(int)
    entered = Signal()
    listed = Signal(str)  # several lines were pasted into a field that takes lists
    takes_lists = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.takes_lists and event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            if len(text.split("\n", 2)) > 1 and text.strip():
                self.listed.emit(text)
                return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class OfferList(QListView):
    """A short list that is as tall as its rows; the focus stays in the field above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "suggest")
        self.setProperty("ring", False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)

    def fit(self, rows: int) -> None:
        """Be exactly as tall as ``rows``."""
        height = self.sizeHintForRow(0) if rows else 0
        self.setFixedHeight(rows * max(height, MEASURES.row - 4) + 8)


class SuggestField(QWidget):
    """Text, or a record that exists. ``chosen`` is the record taken; typing on forgets it.

    ``wanted`` takes from the text what is searched for; it must not hold on to the page. With ``exact``, Enter takes an
    offer unasked only when it is named as typed: "Алматы" must never become a square in Almaty.
    """

    changed = Signal()
    took = Signal()  # an offer was taken with Enter or the mouse
    passed = Signal()  # Enter with nothing to take

    def __init__(self, look: Look, runner: Runs, search: Search, types: tuple[str, ...],
                 wanted: Callable[[str], str] = str.strip, exact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._search, self._types = runner, search, types
        self._wanted, self._exact = wanted, exact
        self._hits: tuple[Hit, ...] = ()
        self._chosen: Hit | None = None
        self.line = SuggestLine(look)
        self.model = QStringListModel(self)
        self.offers = OfferList()
        self.offers.setModel(self.model)
        self.offers.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.setSpacing(4)
        box.addWidget(self.line)
        box.addWidget(self.offers)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_text)
        self.line.walked.connect(self._on_walked)
        self.line.entered.connect(self._on_entered)
        self.offers.clicked.connect(self._on_clicked)

    def retarget(self, types: tuple[str, ...]) -> None:
        """Search among records of these types from now on."""
        self._types = types

    @property
    def chosen(self) -> str:
        """The id of the record taken, blank for none."""
        return self._chosen.id if self._chosen else ""

    @property
    def taken(self) -> Hit | None:
        """The offer that was taken."""
        return self._chosen

    def text(self) -> str:
        """The text in the field."""
        return self.line.text()

    def show_record(self, id_: str, title: str) -> None:
        """Show a record as taken; a blank id clears the field."""
        self._chosen = Hit(id_, "", title, title) if id_ else None
        self.line.setText(title if id_ else "")
        self.show_hits(())

    def hits(self) -> tuple[Hit, ...]:
        """What is offered now."""
        return self._hits

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self._chosen = None
        self.changed.emit()
        wanted = self._wanted(text)
        if not wanted:
            self.show_hits(())
            return
        self._runner.run(self, Lane.READER, _Find(self._search, wanted, self._types), self._on_found, latest="find")

    @Slot(object)
    def _on_found(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, Sequence) and self.line.text().strip():
            found = [hit for hit in outcome.value if isinstance(hit, Hit)]
            self.show_hits(ranked(found, self._wanted(self.line.text()))[:_SHOWN])
        else:
            self.show_hits(())

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Offer these and mark the first."""
        self._hits = hits
        self.model.setStringList([offer_text(hit) for hit in hits])
        self.offers.fit(len(hits))
        self.offers.setVisible(bool(hits))
        named = bool(hits) and distance(hits[0], self._wanted(self.line.text())) == 0
        if hits and (named or not self._exact):
            self.offers.setCurrentIndex(self.model.index(0))

    @Slot(int)
    def _on_walked(self, step: int) -> None:
        if not self._hits:
            return
        now = self.offers.currentIndex().row()
        row = 0 if now < 0 else (now + step) % len(self._hits)
        self.offers.setCurrentIndex(self.model.index(row))

    @Slot()
    def _on_entered(self) -> None:
        row = self.offers.currentIndex().row()
        if 0 <= row < len(self._hits):
            self._take(row)
        else:
            self.passed.emit()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._take(index.row())

    def _take(self, row: int) -> None:
        self._chosen = self._hits[row]
        self.line.setText(self._chosen.title)
        self.show_hits(())
        self.changed.emit()
        self.took.emit()


def distance(hit: Hit, text: str) -> int:
    """0: named exactly as typed, in any spelling; 1: begins so; 2: holds it somewhere."""
    typed = fold_words(text)
    names = [fold_words(name) for name in (hit.title, hit.excerpt)]
    return 0 if typed in names else 1 if any(name.startswith(typed) for name in names) else 2


def ranked(hits: Sequence[Hit], text: str) -> tuple[Hit, ...]:
    """The nearest names first, otherwise in the order of the search."""
    return tuple(hit for _, _, hit in sorted((distance(hit, text), at, hit) for at, hit in enumerate(hits)))


def offer_text(hit: Hit) -> str:
    """An offer: the title, what of it matched when that is not the title itself, and below it what tells it apart."""
    line = hit.title if hit.excerpt in ("", hit.title) else f"{hit.title} · {hit.excerpt}"
    return f"{line}\n{hit.facts}" if hit.facts else line


class _Find:
    """The question as a plain object: it must not keep the field alive."""

    def __init__(self, search: Search, text: str, types: tuple[str, ...]) -> None:
        self._search, self._text, self._types = search, text, types

    def __call__(self) -> object:
        return self._search.find(self._text, limit=_FETCHED, types=self._types)
