"""The place of a list where its views stand: made when they are first asked for, told of every change of the query."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.listing import Query
from caseapp.domain.text import N_
from ui.pages.page import PageKit, button
from ui.pages.views.kinds import ViewKind, views_of
from ui.pages.views.leaving_bar import LeavingBar
from ui.pages.views.set_view import SetView


class ViewHost(QWidget):
    """Shows one view at a time, or none."""

    opened = Signal(str, str)
    asked = Signal(Query)
    failed = Signal(object)

    def __init__(self, kit: PageKit, type_: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._type = kit, type_
        self._kinds = {kind.key: kind for kind in views_of(kit, type_)}
        self._query, self._words = Query(type_), ""
        self.views: dict[str, SetView] = {}
        self.leave: dict[str, QPushButton] = {}
        self.key = ""
        self.bar = LeavingBar(kit)
        self.bar.failed.connect(self.failed)
        self.stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.stack, 1)
        box.addWidget(self.bar)

    @property
    def current(self) -> SetView | None:
        """The view that is shown."""
        return self.views.get(self.key)

    def show_view(self, key: str) -> bool:
        """Show this view of the query that is asked; False for one that this type does not have."""
        kind = self._kinds.get(key)
        self.key = key if kind is not None else ""
        if kind is None:
            return False
        if key not in self.views:
            self._make(kind)
        self.stack.setCurrentWidget(self.views[key])
        self._tell()
        return True

    def show_query(self, query: Query, words: str) -> None:
        """What the list asks now, and the same in words; also after every write."""
        self._query, self._words = query, words
        self._tell()

    def fit(self) -> None:
        """The zoom changed."""
        for view in self.views.values():
            view.fit()

    def _make(self, kind: ViewKind) -> None:
        view = kind.make(self._kit, self._type)
        view.opened.connect(self.opened)
        view.asked.connect(self.asked)
        view.failed.connect(self.failed)
        leave = button(self._kit.tr(N_("Save or print…")), "small")
        leave.clicked.connect(self._on_leave)
        view.tools.addWidget(leave)
        self.leave[kind.key] = leave
        self.views[kind.key] = view
        self.stack.addWidget(view)

    def _tell(self) -> None:
        view = self.current
        if view is not None:
            view.show_query(self._query)
            words = self._kit.tr(N_("{view}: {list}"))
            self.bar.show_view(view, words.format(view=self._kit.tr(self._kinds[self.key].label), list=self._words))

    @Slot()
    def _on_leave(self) -> None:
        self.bar.setVisible(self.bar.isHidden())
