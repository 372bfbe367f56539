"""A list on the map: how precisely a place is known is told by the form of its mark; homes and witnesses are marked,
and moved to their town in everything that leaves."""

from typing import Final

from PySide6.QtCore import QSizeF, Qt, Slot
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.domain.atlas import Basemap
from caseapp.domain.listing import Query
from caseapp.domain.situating import Fineness
from caseapp.domain.text import N_
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit, button
from ui.pages.views.gathered import Gathered
from ui.pages.views.set_view import SetView
from ui.ports import Lane, MapSet
from ui.style.tokens import LIGHT
from ui.widgets.labels import PlainLabel, number
from ui.widgets.map_canvas import MapCanvas
from ui.widgets.map_marks import MapMark, MarkMaker, situation_of
from ui.widgets.map_picture import MapPicture, MapWords, whole

_LEGEND: Final = {
    Fineness.EXACT: N_("Exact place"), Fineness.STREET: N_("Known to the street"),
    Fineness.DISTRICT: N_("Known to the district or village"), Fineness.CITY: N_("Known to the town"),
    Fineness.REGION: N_("Known to the region"), Fineness.COUNTRY: N_("Known to the country"),
}
_PICTURE: Final = QSizeF(1_400, 820)
_PRIVATE: Final = N_("Home or witness: in copies it moves to its town")


class MapView(SetView):
    """Reads where the records of a query are and shows them."""

    def __init__(self, kit: PageKit, type_: str, parent: QWidget | None = None) -> None:
        super().__init__(kit, type_, parent)
        self._basemap: Basemap | None = None
        self.shown: MapSet | None = None
        self._build()

    # --- what the frame calls

    def show_query(self, query: Query) -> None:
        """Another set."""
        self.side.hide()
        super().show_query(query)

    def refresh(self) -> None:
        """Read again."""
        work = _Look(self.kit, self.query, then=self.then.isChecked(), with_map=self._basemap is None)
        self.kit.runner.run(self, Lane.READER, work, self._on_read, "map")

    def fit(self) -> None:
        """The zoom changed."""
        self.side.fit()
        self.canvas.show_all()

    def start(self) -> None:
        """Into the map."""
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what leaves

    def picture_size(self, font: QFont) -> QSizeF:
        """The country is twice as wide as high."""
        return _PICTURE

    def draw(self, painter: QPainter, size: QSizeF, font: QFont) -> None:
        """The whole country as a copy may show it: private places in their towns, in the light colours."""
        if self.shown is None or self._basemap is None:
            return
        picture = MapPicture(self._basemap, LIGHT)
        maker = MarkMaker(self.shown, self._basemap, leaving=True)
        picture.words = self._words(maker)
        window = whole(self._basemap, size)
        picture.paint(painter, window, maker.marks(window.scale), font)

    def table(self) -> list[list[str]]:
        """A line for each place of a copy: its name, the region, how precisely it is known, how many records. No
        position stands in it."""
        tr, shown = self.kit.tr, self.shown
        head = [tr(N_("Place")), tr(N_("Region")), tr(N_("Precision")), tr(N_("Records"))]
        if shown is None:
            return [head]
        counts: dict[tuple[str, str, Fineness], set[str]] = {}
        for pin in shown.pins:
            at = situation_of(shown, pin, leaving=True)
            if at is not None:
                counts.setdefault((at.place, at.region, at.fineness), set()).add(pin.record)
        lines = [[shown.titles.get(place, ""), shown.regions.get(region, ""), tr(_LEGEND[fineness]), str(len(ids))]
                 for (place, region, fineness), ids in counts.items()]
        lines.sort(key=lambda line: (line[1], line[0]))
        return [head, *lines, [tr(N_("Without a place on the map")), "", "", str(len(self._nowhere(leaving=True)))]]

    # --- building

    def _build(self) -> None:
        tr = self.kit.tr
        self.then, self.now = (button(tr(words), "tab") for words in (N_("Regions of January 2022"),
                                                                      N_("Regions of today")))
        group = QButtonGroup(self)
        for each in (self.then, self.now):
            each.setCheckable(True)
            group.addButton(each)
        self.then.setChecked(True)
        group.buttonClicked.connect(self._on_time)
        self.nearer, self.farther = button("+", "small"), button("−", "small")
        self.everything = button(tr(N_("Whole country")), "small")
        for each, words in ((self.nearer, N_("Nearer (+)")), (self.farther, N_("Farther (−)")),
                            (self.everything, N_("Whole country (0)"))):
            each.setAccessibleName(tr(words))
            each.setToolTip(tr(words))
        self.nearer.clicked.connect(self._on_nearer)
        self.farther.clicked.connect(self._on_farther)
        self.everything.clicked.connect(self._on_everything)
        self.nowhere = button("", "small")
        self.nowhere.clicked.connect(self._on_nowhere)
        for each in (self.then, self.now, self.nearer, self.farther, self.everything, self.nowhere):
            self.tools.addWidget(each)
        self.canvas = MapCanvas(self.kit.look, tr(N_("Map: arrows go from mark to mark, Enter opens")))
        self.canvas.chosen.connect(self._on_chosen)
        self.canvas.focused.connect(self._on_focused)
        self.said = PlainLabel(role="hint", wrap=True)
        self.said.setContentsMargins(12, 4, 12, 4)
        self.side = Gathered(self.kit)
        self.side.opened.connect(self.opened)
        self.side.failed.connect(self.failed)
        self.side.closed.connect(self._on_closed)
        self.side.hide()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(self.side)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.tool_row)
        box.addLayout(middle, 1)
        box.addWidget(self.said)

    # --- answers

    @Slot(object)
    def _on_read(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self.kit.language))
        if not isinstance(outcome, Done) or not isinstance(outcome.value, _Answer):
            return
        if outcome.value.basemap is not None:
            self._basemap = outcome.value.basemap
            self.canvas.show_basemap(self._basemap)
        if self._basemap is None:
            return
        self.shown = outcome.value.shown
        maker = MarkMaker(self.shown, self._basemap)
        self.canvas.show_marks(maker, self._words(maker))
        missing = len(self.shown.nowhere)
        words = self.kit.language.plural("{n} without a place", "{n} without a place", missing)
        self.nowhere.setText(words.format(n=number(missing)))
        self.nowhere.setVisible(bool(missing))
        self._on_focused(self.canvas.current)

    def _words(self, maker: MarkMaker) -> MapWords:
        tr, shown = self.kit.tr, self.shown
        if shown is None:
            return MapWords()
        country = sum(len(mark.records) for mark in maker.marks(1.0) if mark.spot is None)
        notes = [tr(N_("Borders before June 2022"))] if self.now.isChecked() else []
        if maker.coarsened:
            notes.append(tr(N_("Homes and witnesses are shown by their town or region")))
        if shown.more:
            notes.append(tr(N_("Not everything is shown: there is too much for one map")))
        return MapWords(
            shown.regions, shown.towns,
            tr(N_("Only the country is known: {n}")).format(n=number(country)) if country else "", tr(N_("{n} km")),
            notes, {(fineness, hidden): tr(_PRIVATE if hidden else words)
                    for fineness, words in _LEGEND.items() for hidden in (False, True)},
        )

    def _nowhere(self, *, leaving: bool) -> list[str]:
        """Records without a mark; in a copy also those whose private place has no town on the map."""
        if self.shown is None or self._basemap is None:
            return []
        hidden = MarkMaker(self.shown, self._basemap, leaving=leaving).hidden
        return [*self.shown.nowhere, *sorted(hidden)]

    def _told(self, mark: MapMark) -> str:
        """A mark in words: where, how many, how precisely."""
        if self.shown is None:
            return ""
        tr, titles = self.kit.tr, self.shown.titles
        places = dict.fromkeys(titles.get(place, "") for place in mark.places)
        first, others = next(iter(places), ""), len(places) - 1
        if others > 0:
            first = self.kit.language.plural("{place} and {n} other place", "{place} and {n} other places",
                                             others).format(place=first, n=number(others))
        count = len(mark.records)
        words = self.kit.language.plural("{place}: {n} record. {known}", "{place}: {n} records. {known}", count)
        known = tr(_PRIVATE if mark.private else _LEGEND[mark.fineness])
        return words.format(place=first, n=number(count), known=known)

    # --- what the person does

    @Slot(object)
    def _on_focused(self, mark: object) -> None:
        words = self._told(mark) if isinstance(mark, MapMark) else \
            self.kit.tr(N_("Arrows go from mark to mark, Ctrl and arrows move the map, + and − zoom, Enter opens."))
        self.said.setText(words)
        self.canvas.describe(words)

    @Slot(MapMark)
    def _on_chosen(self, mark: MapMark) -> None:
        if len(mark.records) == 1:
            self.opened.emit(self.query.type, mark.records[0])
        else:
            self.side.show_records(self.query, mark.records, self._told(mark))

    @Slot()
    def _on_nowhere(self) -> None:
        self.side.show_records(self.query, self._nowhere(leaving=False), self.nowhere.text())

    @Slot()
    def _on_closed(self) -> None:
        self.side.hide()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QPushButton)
    def _on_time(self, _pressed: QPushButton) -> None:
        self.refresh()

    @Slot()
    def _on_nearer(self) -> None:
        self.canvas.zoom(1)

    @Slot()
    def _on_farther(self) -> None:
        self.canvas.zoom(-1)

    @Slot()
    def _on_everything(self) -> None:
        self.canvas.show_all()


class _Answer:
    """What was read for this view alone."""

    def __init__(self, shown: MapSet, basemap: Basemap | None) -> None:
        self.shown, self.basemap = shown, basemap


class _Look:
    def __init__(self, kit: PageKit, query: Query, *, then: bool, with_map: bool) -> None:
        self._maps, self.query, self._then, self._with_map = kit.desk.maps, query, then, with_map

    def __call__(self) -> object:
        return _Answer(self._maps.look(self.query, self._then), self._maps.basemap() if self._with_map else None)
