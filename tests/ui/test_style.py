"""The tokens keep their promises: every contrast, every letter, every icon."""

import dataclasses
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QFont, QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from caseapp.domain.errors import Damaged
from tests.support.desk import RESOURCES
from tests.support.source import ROOT
from ui.style.fonts import load_fonts
from ui.style.icons import Icon, Icons
from ui.style.look import Look, apply_look
from ui.style.qss import palette, sheet
from ui.style.tokens import DARK, LIGHT, MONO_FAMILY, THEMES, UI_FAMILY, Theme, contrast

TEXTS = ("text", "text_2", "text_3", "accent", "info", "attention", "danger")
CONTROLS = ("control", "focus")
TINTED = ("info", "attention", "danger")
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі№₸«»–—→✓≤≥"
HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")


def too_weak(theme: Theme) -> list[str]:
    """Everything in a theme that is below its promise."""
    weak = [name for name in TEXTS for ground in theme.grounds if contrast(getattr(theme, name), ground) < 4.5]
    weak += [name for name in CONTROLS for ground in theme.grounds if contrast(getattr(theme, name), ground) < 3]
    weak += [f"{name}_tint" for name in TINTED
             if contrast(getattr(theme, name), getattr(theme, f"{name}_tint")) < 4.5]
    pairs = (("on_accent", theme.on_accent, theme.accent), ("on_hover", theme.on_accent, theme.accent_hover),
             ("match", theme.text, theme.match))
    return weak + [name for name, first, second in pairs if contrast(first, second) < 4.5]


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name.value)
def test_every_contrast_is_kept(theme: Theme) -> None:
    assert too_weak(theme) == []


@pytest.mark.parametrize("name", [*TEXTS, *CONTROLS, "on_accent", "match"])
@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name.value)
def test_a_colour_that_fades_is_noticed(theme: Theme, name: str) -> None:
    ground = theme.text if name == "match" else theme.accent if name == "on_accent" else theme.selected
    assert any(weak.startswith(name) for weak in too_weak(dataclasses.replace(theme, **{name: ground})))


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_theme_reaches_sheet_and_palette(qapp: QApplication) -> None:
    assert LIGHT.accent in sheet(LIGHT)
    assert LIGHT.accent not in sheet(DARK)
    assert palette(DARK).window().color() == QColor(DARK.canvas)


def test_no_colour_stands_outside_the_tokens() -> None:
    strays = [str(path) for path in (ROOT / "ui").rglob("*.py")
              if path.name != "tokens.py" and HEX.search(path.read_text("utf-8"))]
    assert strays == []
    assert HEX.search('colour = "#FF0000"')


def test_the_faces_have_every_letter(qapp: QApplication) -> None:
    families = load_fonts(ROOT / "resources" / "fonts")
    assert {UI_FAMILY, MONO_FAMILY} <= set(families)
    for weight in (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold, QFont.Weight.Bold):
        raw = QRawFont.fromFont(QFont(UI_FAMILY, 11, weight))
        assert raw.familyName().startswith("Source Sans 3")
        missing = [char for char in KAZAKH if not raw.supportsCharacter(ord(char))]
        assert missing == []
    assert not raw.supportsCharacter(0x1F600)


def test_missing_faces_are_said(qapp: QApplication, tmp_path: Path) -> None:
    QFontDatabase.removeAllApplicationFonts()
    with pytest.raises(Damaged):
        load_fonts(tmp_path)
    load_fonts(ROOT / "resources" / "fonts")


def test_the_folder_holds_exactly_the_icons_in_use() -> None:
    files = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
    assert files == {icon.value for icon in Icon}


@pytest.mark.parametrize("icon", Icon)
def test_every_icon_is_drawn_in_its_colour(qapp: QApplication, icon: Icon) -> None:
    image = Icons(ROOT / "resources" / "icons").pixmap(icon, DARK.accent, 96).toImage()
    wanted = QColor(DARK.accent)
    solid = [image.pixelColor(x, y) for x in range(96) for y in range(96) if image.pixelColor(x, y).alpha() == 255]
    assert solid
    assert all(abs(pixel.red() - wanted.red()) + abs(pixel.blue() - wanted.blue()) <= 4 for pixel in solid)


def test_an_untinted_icon_would_be_black(qapp: QApplication) -> None:
    icons = Icons(ROOT / "resources" / "icons")
    assert b"currentColor" not in icons.svg(Icon.LOCK, DARK.accent)
    assert "currentColor" in (ROOT / "resources" / "icons" / "lock.svg").read_text("utf-8")


def test_a_missing_icon_is_said(tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        Icons(tmp_path).svg(Icon.LOCK, DARK.accent)


class _StyleChanges(QObject):
    """Counts how often a widget is polished anew."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def _polished(nested: QWidget, work: Callable[[], None]) -> int:
    seen = _StyleChanges()
    nested.installEventFilter(seen)
    work()
    nested.removeEventFilter(seen)
    return seen.count


def test_a_step_of_zoom_polishes_a_widget_a_few_times_however_deep_it_stands(qapp: QApplication, qtbot: QtBot) -> None:
    look = Look(LIGHT, Icons(RESOURCES / "icons"))
    apply_look(qapp, look)
    top = QWidget()
    qtbot.addWidget(top)
    inner = top
    for _ in range(20):
        inner = QLabel(inner)
        inner.setProperty("role", "title")
    top.show()
    look.scale.value = 1.1
    assert 1 <= _polished(inner, partial(apply_look, qapp, look)) <= 5
    other = sheet(LIGHT, 1.25)
    assert _polished(inner, partial(qapp.setStyleSheet, other)) >= 20, "control: a sheet that replaces another"
    look.scale.value = 1.0
    apply_look(qapp, look)
