"""Line icons (Lucide, ISC licence), tinted from the tokens.

QtSvg draws ``currentColor`` black, so the colour is written into the SVG text before it is rendered.
"""

import enum
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from caseapp.domain.errors import Damaged

STROKE = "1.75"


class Icon(enum.StrEnum):
    """Every icon in use. Closed: the folder holds exactly these files, and a test compares the two."""

    HOME = "house"
    CASES = "folder-open"
    INCIDENTS = "siren"
    PEOPLE = "users"
    EVIDENCE = "paperclip"
    DOSSIER = "file-text"
    LOCK = "lock"
    SEARCH = "search"
    FILTER = "list-filter"
    ADD = "plus"
    UNDO = "undo-2"
    REDO = "redo-2"
    SETTINGS = "settings"
    FOLD = "chevrons-left"
    UNFOLD = "chevrons-right"
    BACK = "arrow-left"
    FORWARD = "arrow-right"
    COMMAND = "command"
    EDIT = "square-pen"
    WARNING = "triangle-alert"
    CONFLICT = "circle-alert"
    DONE = "circle-check"
    INFO = "info"
    SHOW = "eye"
    HIDE = "eye-off"
    KEY = "key-round"
    HELP = "circle-help"
    CLOSE = "x"
    CHEVRON = "chevron-down"
    CHECK = "check"
    EXCHANGE = "arrow-left-right"
    STICK = "usb"
    INTERVIEW = "timer"
    AGAIN = "refresh-cw"
    PRINTER = "printer"


class Icons:
    """Renders icons of one folder and remembers them by name, colour and size."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[Icon, str] = {}
        self._pixmaps: dict[tuple[Icon, str, int, float], QPixmap] = {}

    def svg(self, name: Icon, colour: str) -> bytes:
        """The tinted SVG. Raises Damaged when the icon is not there."""
        if name not in self._sources:
            try:
                self._sources[name] = (self._folder / f"{name.value}.svg").read_text("utf-8")
            except OSError:
                raise Damaged("icons") from None
        source = self._sources[name].replace("currentColor", colour)
        return source.replace('stroke-width="2"', f'stroke-width="{STROKE}"').encode("utf-8")

    def pixmap(self, name: Icon, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """A square picture of ``size`` device-independent pixels for a screen of ``ratio``."""
        key = (name, colour, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(self.svg(name, colour), size, ratio)
        return self._pixmaps[key]

    def icon(self, name: Icon, colour: str, size: int = 20, disabled: str = "") -> QIcon:
        """An icon that is sharp on plain and doubled screens."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, colour, size, ratio))
            if disabled:
                icon.addPixmap(self.pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
        return icon

    @staticmethod
    def _render(svg: bytes, size: int, ratio: float) -> QPixmap:
        pixels = round(size * ratio)
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
