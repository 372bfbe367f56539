"""The look in force: theme, icons and zoom as one handed-over thing.

Pages are built for one look; choosing another builds them again, so that no widget keeps a colour of the old one.
"""

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from ui.style.fonts import ui_font
from ui.style.icons import Icon, Icons
from ui.style.qss import palette, sheet
from ui.style.tokens import DARK, HIGH_CONTRAST, LIGHT, MEASURES, SIZES, Theme

_BASE: Final = "fusion"


class Scale:
    """The zoom in force: one object for the whole window, asked whenever something is measured or painted, because
    zooming must not build pages again (somebody may be typing in one)."""

    def __init__(self, value: float = 1.0) -> None:
        self.value = value


@dataclass(frozen=True, slots=True)
class Look:
    """What a widget needs to paint itself."""

    theme: Theme
    icons: Icons
    scale: Scale = field(default_factory=Scale)

    @property
    def zoom(self) -> float:
        """1.0 is 100 %."""
        return self.scale.value

    def px(self, length: int) -> int:
        """A length that holds text, at the zoom in force."""
        return round(length * self.scale.value)

    def icon(self, name: Icon, colour: str = "", size: int = MEASURES.icon) -> QIcon:
        """An icon in ``colour``, by default that of secondary text."""
        return self.icons.icon(name, colour or self.theme.text_2, size, disabled=self.theme.text_3)

    def pixmap(self, name: Icon, colour: str = "", size: int = MEASURES.small_icon, ratio: float = 1.0) -> QPixmap:
        """The same as a picture."""
        return self.icons.pixmap(name, colour or self.theme.text_2, size, ratio)


def apply_look(app: QApplication, look: Look) -> None:
    """Put style, palette, font and style sheet in force for the whole application.

    The old sheet goes first: where one sheet replaces another, Qt polishes each widget once for every widget it stands
    in, so that a step of zoom took two seconds over 2,300 widgets instead of a quarter of one.
    """
    app.setStyleSheet("")
    if app.style().name() != _BASE:
        app.setStyle(_BASE)
    app.setPalette(palette(look.theme))
    app.setFont(ui_font(SIZES.base * look.zoom))
    app.setStyleSheet(sheet(look.theme, look.zoom))


def system_theme(app: QApplication) -> Theme:
    """The theme that the system asks for; light when it does not say."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
