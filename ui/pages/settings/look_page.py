"""Look and language: every choice is in force at once and kept in the vault."""

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from caseapp.domain.canonical import Json
from caseapp.domain.preferences import PREFERENCES
from caseapp.domain.text import N_
from ui.bridge.outcome import Outcome
from ui.pages.page import PageKit, padded
from ui.pages.settings.parts import Card, SettingsPage, failed, focus, plain
from ui.pages.unlock_page import LANGUAGES, THEMES
from ui.ports import Choice, Lane, Settings
from ui.widgets.choices import ChoiceBox

ZOOMS: Final = (85, 100, 115, 130, 150, 175, 200)
COVER: Final = "cover_minutes"
LOCK: Final = "lock_minutes"
COVERS: Final = (1, 2, 5, 10, 15)
LOCKS: Final = (5, 10, 15, 30)


class LookPage(SettingsPage):
    """Theme, language, size of the letters; and when the window covers and locks itself."""

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
        for box, slot in ((self.theme, self._on_theme), (self.language, self._on_language), (self.zoom, self._on_zoom)):
            box.activated.connect(slot)
        self.column.addWidget(self.looks)
        self.idle: dict[str, ChoiceBox] = {}
        if COVER in PREFERENCES and LOCK in PREFERENCES:
            self._build_idle()

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

    # --- cover and lock

    def _build_idle(self) -> None:
        tr = self.kit.tr
        card = Card(self.kit, N_("When nobody is at the keyboard"), N_(
            "First the pages are covered; the key is still in memory. Then the vault is locked. Sleep, a closed lid "
            "and Lock always lock at once."
        ))
        for name, label, steps in (
            (COVER, tr(N_("Cover the pages after")), COVERS), (LOCK, tr(N_("Lock the vault after")), LOCKS),
        ):
            now = self.kit.desk.settings.get(name)
            choices = [Choice(str(step), self._minutes(step)) for step in sorted({*steps, int(str(now))})]
            self.idle[name] = self._choice(card, label, choices)
            self.idle[name].choose(str(now))
            self.idle[name].activated.connect(self._on_idle)
        self.idle_card = card
        self.column.addWidget(card)

    def _minutes(self, n: int) -> str:
        return self.kit.language.plural("{n} minute", "{n} minutes", n).format(n=n)

    @Slot()
    def _on_idle(self) -> None:
        """A lock never comes before the cover."""
        cover, lock = (int(self.idle[name].chosen()) for name in (COVER, LOCK))
        if lock < cover:
            self.idle[LOCK].choose(str(next((step for step in LOCKS if step >= cover), LOCKS[-1])))
            lock = int(self.idle[LOCK].chosen())
        self.ask(Lane.WRITER, _Put(self.kit.desk.settings, {COVER: cover, LOCK: lock}), self._on_put, "idle")

    @Slot(object)
    def _on_put(self, outcome: Outcome) -> None:
        error = failed(outcome)
        if error is not None:
            self.idle_card.said.fail(error)


class _Put:
    def __init__(self, settings: Settings, values: dict[str, Json]) -> None:
        self._settings, self._values = settings, values

    def __call__(self) -> None:
        for name, value in self._values.items():
            self._settings.put(name, value)
