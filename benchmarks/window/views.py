"""Map and chart drawn from what a port hands over, beside the same number of bare shapes of the same run."""

import random
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from benchmarks.stats import Line
from benchmarks.window.screen import processor
from benchmarks.window.vaults import cheap
from caseapp.domain import atlas
from caseapp.domain.layers import ordered
from caseapp.domain.situating import Fineness, Situation
from ui.app import make_app
from ui.ports import KnotView, MapPin, MapSet, TieColumn, TieView, WebView
from ui.style.icons import Icons
from ui.style.look import Look, apply_look
from ui.style.tokens import LIGHT
from ui.widgets.map_canvas import MapCanvas
from ui.widgets.map_marks import MarkMaker
from ui.widgets.map_picture import MapWords
from ui.widgets.web_canvas import WebCanvas

POINTS: Final = 10_000
KNOTS: Final = 500
_COLUMNS: Final = 5
_SIZE: Final = QSizeF(1_200, 700)


def views(rounds: int) -> list[Line]:
    """Each from what was read to the painted picture."""
    app = cheap()
    look = Look(LIGHT, Icons(app.resources / "icons"))
    apply_look(make_app(app.resources / "fonts"), look)
    basemap = atlas.load(app.resources / "basemap")
    dice = random.Random(7)
    pins, web = _pins(dice), _web(dice)
    found: dict[str, list[float]] = {"map": [], "web": [], "bare map": [], "bare web": []}
    for _ in range(rounds):
        found["map"].append(_map(look, basemap, pins))
        found["bare map"].append(_bare(POINTS))
        found["web"].append(_chart(look, web))
        found["bare web"].append(_bare(KNOTS + len(web.ties)))
    return [
        Line(f"map of {POINTS:,} points: projected, gathered, drawn", f"{POINTS:,} bare circles painted", "ms",
             tuple(found["map"]), tuple(found["bare map"]), "<= 300 ms"),
        Line(f"chart of {KNOTS} knots and {len(web.ties)} ties: ordered, laid out, drawn",
             "as many bare circles painted", "ms", tuple(found["web"]), tuple(found["bare web"]), "<= 500 ms"),
    ]


def _pins(dice: random.Random) -> MapSet:
    """Places all over the country, each with a record."""
    exact: dict[str, Situation | None] = {}
    pins = []
    for at in range(POINTS):
        id_ = f"{at:032x}"
        fineness = dice.choice((Fineness.EXACT, Fineness.STREET, Fineness.CITY))
        exact[id_] = Situation(id_, fineness, "", dice.uniform(42, 54), dice.uniform(50, 84))
        pins.append(MapPin(id_, id_, private=dice.random() < 0.05))
    return MapSet(tuple(pins), exact, {}, {}, {}, total=POINTS)


def _web(dice: random.Random) -> WebView:
    """As many knots in each column, each tied to a few of the next."""
    columns = [[f"{column}:{row}" for row in range(KNOTS // _COLUMNS)] for column in range(_COLUMNS)]
    ties = [TieView(one, dice.choice(after), "", sure=dice.random() < 0.3, acts=(one,))
            for column, after in pairwise(columns) for one in column for _ in range(2)]
    made = tuple(TieColumn("Column", tuple(KnotView(key, key, "act", f"Задержание {key}") for key in column))
                 for column in columns)
    return WebView(made, tuple(ties), KNOTS, KNOTS)


def _map(look: Look, basemap: atlas.Basemap, pins: MapSet) -> float:
    canvas = MapCanvas(look, "Map")
    canvas.resize(_SIZE.toSize())
    canvas.show_basemap(basemap)
    canvas.show()
    QCoreApplication.processEvents()
    taken = processor(lambda: (canvas.show_marks(MarkMaker(pins, basemap), MapWords(kilometres="{n} km")),
                               canvas.grab()))
    canvas.deleteLater()
    return taken


def _chart(look: Look, web: WebView) -> float:
    canvas = WebCanvas(look, "Links")
    canvas.resize(_SIZE.toSize())
    canvas.show()
    QCoreApplication.processEvents()
    keys = [[knot.key for knot in column.knots] for column in web.columns]
    pairs = [(tie.start, tie.stop) for tie in web.ties]
    taken = processor(lambda: (ordered(keys, pairs), canvas.show_web(web), canvas.grab()))
    canvas.deleteLater()
    return taken


def _bare(count: int) -> float:
    dice = random.Random(7)
    image = QImage(_SIZE.toSize(), QImage.Format.Format_RGB32)
    return processor(lambda: _circles(dice, image, count))


def _circles(dice: random.Random, image: QImage, count: int) -> None:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for _ in range(count):
        at = QPointF(dice.uniform(0, _SIZE.width()), dice.uniform(0, _SIZE.height()))
        painter.drawEllipse(QRectF(at, QSizeF(12, 12)))
    painter.end()
