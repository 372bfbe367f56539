"""What the window wears: theme, language and zoom, at the gate and inside a vault."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QApplication

from caseapp.domain.text import Language
from ui.ports import Settings
from ui.style.icons import Icons
from ui.style.look import Look, Scale, apply_look, system_theme
from ui.style.tokens import THEMES, Theme, ThemeName

ZOOMS: Final = (85, 90, 100, 110, 125, 150, 175, 200)
SYSTEM: Final = "system"


class Dress:
    """Names of theme and language, zoom in per cent, and the objects made of them."""

    def __init__(self, app: QApplication, icons: Icons, languages: Callable[[str], Language],
                 theme: str, language: str) -> None:
        self._app, self._icons, self._languages = app, icons, languages
        self.theme, self.language = theme, language
        self._scale = Scale()
        self._worn: tuple[Theme, str] | None = None

    @property
    def zoom(self) -> int:
        """Per cent."""
        return round(self._scale.value * 100)

    def read(self, settings: Settings) -> None:
        """As the person of this vault likes it; what was never chosen there stays as it was at the gate."""
        theme, language, zoom = (settings.get(name) for name in ("theme", "language", "zoom"))
        self.choose(theme if isinstance(theme, str) and theme != SYSTEM else "",
                    language if isinstance(language, str) else "", zoom if isinstance(zoom, int) else 0)

    def choose(self, theme: str = "", language: str = "", zoom: int = 0) -> None:
        """Take these; blank or 0 leaves what is."""
        self.theme, self.language = theme or self.theme, language or self.language
        if zoom:
            self._scale.value = min(max(zoom, ZOOMS[0]), ZOOMS[-1]) / 100

    def step(self, by: int) -> int:
        """The next zoom up or down, for the keys."""
        steps = [zoom for zoom in ZOOMS if (zoom - self.zoom) * by > 0]
        return (min(steps) if by > 0 else max(steps)) if steps else self.zoom

    def look(self) -> Look:
        """For pages that are built now; its zoom changes with this dress."""
        return Look(self.colours(), self._icons, self._scale)

    def words(self) -> Language:
        """The language to speak."""
        return self._languages(self.language)

    def colours(self) -> Theme:
        """The theme chosen, or the system's wish."""
        named = {name.value: name for name in ThemeName}
        chosen = named.get(self.theme)
        return THEMES[chosen] if chosen is not None else system_theme(self._app)

    def put_on(self) -> Look:
        """Bring it into force for the whole application."""
        look = self.look()
        apply_look(self._app, look)
        self._worn = (look.theme, self.language)
        return look

    @property
    def stale(self) -> bool:
        """True when pages stand in another theme or language than they should."""
        return self._worn != (self.colours(), self.language)
