"""The pieces of Home: a card of sentences with a button each, and the choice of what comes first."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from caseapp.domain.text import N_
from ui.address import Address
from ui.pages.page import PageKit, padded
from ui.ports import Choice, HomeCard, HomeLine, Mood
from ui.style.icons import Icon
from ui.widgets.choices import ChoiceBox
from ui.widgets.labels import PlainLabel

_ICONS = {Mood.ATTENTION: Icon.WARNING, Mood.DANGER: Icon.CONFLICT, Mood.INFO: Icon.HELP, Mood.SETTLED: Icon.CHECK}


class GoButton(QPushButton):
    """A small button that leads to an address."""

    pressed_for = Signal(Address)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "small")
        self.setAutoDefault(True)
        self.address = Address()
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.pressed_for.emit(self.address)


class LineView(QWidget):
    """What it is about, what is to be said of it, and a button. Its widgets live on while the sentence changes, so that
    the focus stays where it is when the page reads again."""

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self._kit = kit
        self.icon = QLabel()
        self.icon.setFixedSize(20, 24)
        self.subject = PlainLabel(role="section", wrap=True)
        self.words = PlainLabel(role="secondary", wrap=True)
        self.go = GoButton()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.setContentsMargins(0, 2, 0, 2)
        texts.addWidget(self.subject)
        texts.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.icon.setProperty("adorns", True)  # the words beside it say all of it
        self._frame = padded(self.go)
        row.addWidget(self._frame, 0, Qt.AlignmentFlag.AlignTop)

    def show_line(self, line: HomeLine) -> None:
        """Say this."""
        look = self._kit.look
        if line.mood in _ICONS:
            colour = look.theme.text_2 if line.mood is Mood.SETTLED else str(getattr(look.theme, line.mood.value))
            self.icon.setPixmap(look.pixmap(_ICONS[line.mood], colour, 16, 2.0))
        else:
            self.icon.clear()
        self.subject.setText(line.subject)
        self.subject.setVisible(bool(line.subject))
        self.words.setText(line.words)
        self.go.setText(line.action)
        self.go.setAccessibleName(f"{line.action}: {line.subject or line.words}")
        self.go.setAccessibleDescription(line.words)
        self.go.address = line.address
        self._frame.setVisible(bool(line.action))


class CardView(QFrame):
    """A summing-up and its lines."""

    went = Signal(Address)

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.title = PlainLabel(role="title", wrap=True)
        self.lines: list[LineView] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(16, 12, 12, 12)
        self._box.setSpacing(8)
        self._box.addWidget(self.title)

    def show_card(self, card: HomeCard) -> None:
        """Say this; widgets that are there already are used again."""
        self.title.setText(card.title)
        while len(self.lines) < len(card.lines):
            made = LineView(self._kit)
            made.go.pressed_for.connect(self.went)
            self.lines.append(made)
            self._box.addWidget(made)
        while len(self.lines) > len(card.lines):
            gone = self.lines.pop()
            self._box.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        marked = any(line.mood is not Mood.PLAIN for line in card.lines)
        for view, line in zip(self.lines, card.lines, strict=True):
            view.show_line(line)
            view.icon.setVisible(marked)

    def buttons(self) -> list[QPushButton]:
        """The buttons that lead somewhere, from above."""
        return [line.go for line in self.lines if line.go.text()]


class RoleChoice(QWidget):
    """Which cards come first. Nothing is hidden by it."""

    chosen = Signal(str)

    def __init__(self, kit: PageKit) -> None:
        super().__init__()
        tr = kit.tr
        self.box = ChoiceBox(kit.look, (
            Choice("", tr(N_("what is urgent"))),
            Choice("monitor", tr(N_("what a monitor needs"))),
            Choice("lawyer", tr(N_("what a lawyer needs"))),
            Choice("coordinator", tr(N_("what a coordinator needs"))),
        ))
        words = tr(N_("Show first"))
        self.box.setAccessibleName(words)
        self.box.choose(str(kit.desk.settings.get("role")))
        self.box.setMinimumContentsLength(24)
        self.box.currentIndexChanged.connect(self._on_changed)
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(8)
        row.addWidget(PlainLabel(words, "hint"), 0, 0)
        row.addWidget(padded(self.box), 0, 1)
        row.setColumnStretch(2, 1)

    @Slot()
    def _on_changed(self) -> None:
        self.chosen.emit(self.box.chosen())
