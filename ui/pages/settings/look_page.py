"""Look and language: every choice is in force at once and kept in the vault."""

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from caseapp.domain.text import N_
from ui.pages.page import PageKit, padded, unreviewed
from ui.pages.settings.parts import Card, SettingsPage, focus, plain
from ui.pages.unlock_page import LANGUAGES, THEMES
from ui.ports import Choice
from ui.widgets.choices import ChoiceBox

ZOOMS: Final = (85, 100, 115, 130, 150, 175, 200)


class LookPage(SettingsPage):
    """Theme, language, size of the letters."""

    title = N_("Look and language")

    def __init__(self, kit: PageKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        tr, settings = kit.tr, kit.desk.settings
        self.looks = Card(kit, N_("Look"))
        self.theme = self._choice(self.looks, tr(N_("Theme")), [Choice(id_, tr(words)) for id_, words in THEMES])
        self.theme.choose(str(settings.get("theme")))
        self.language = self._choice(self.looks, tr(N_("Language")), LANGUAGES)
        self.language.choose(kit.language.code)
        self.zoom = self._choice(self.looks, tr(N_("Size of letters and fields")), self._zooms())
        self.zoom.choose(str(settings.get("zoom")))
        self.looks.box.addWidget(plain(tr(N_(
            "Changing the language or the theme shows this page anew. What you type elsewhere is kept."
        )), "hint"))
        if words := unreviewed(kit):
            self.looks.box.addWidget(plain(words, "hint"))
        for box, slot in ((self.theme, self._on_theme), (self.language, self._on_language), (self.zoom, self._on_zoom)):
            box.activated.connect(slot)
        self.column.addWidget(self.looks)

    def start(self) -> None:
        focus(self.theme)

    def _choice(self, card: Card, label: str, choices: "list[Choice] | tuple[Choice, ...]") -> ChoiceBox:
        box = ChoiceBox(self.kit.look, choices)
        box.setAccessibleName(label)
        box.setMaximumWidth(self.kit.look.px(360))
        card.box.addWidget(plain(label, "label"))
        card.box.addWidget(padded(box))
        return box

    def _zooms(self) -> list[Choice]:
        words = self.kit.tr(N_("{percent} %"))
        now = self.kit.desk.settings.get("zoom")
        steps = sorted({*ZOOMS, now if isinstance(now, int) else 100})
        return [Choice(str(step), words.format(percent=step)) for step in steps]

    @Slot()
    def _on_theme(self) -> None:
        self.relook.emit(self.theme.chosen(), "", 0)

    @Slot()
    def _on_language(self) -> None:
        self.relook.emit("", self.language.chosen(), 0)

    @Slot()
    def _on_zoom(self) -> None:
        self.relook.emit("", "", int(self.zoom.chosen()))
