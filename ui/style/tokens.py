"""Every colour, size and space of the window, in one place.

Style sheets and delegates read these and nothing else, so that a theme is one object and contrast is computed in
tests from what is really drawn. Colours are sRGB ``#RRGGBB``; lengths are device-independent pixels; text is points.
Contrast promises (WCAG 2 ratio against the worst of canvas, surface, sunken and selected row): text 4.5, control and
focus 3.
"""

import enum
from dataclasses import dataclass
from typing import Final


class ThemeName(enum.Enum):
    """The themes a person can choose; the system's wish is mapped to one of these."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme. A tint equal to ``canvas`` means "no tint, draw a border"."""

    name: ThemeName
    canvas: str
    surface: str
    sunken: str
    selected: str
    text: str
    text_2: str
    text_3: str
    line: str
    control: str
    accent: str
    accent_hover: str
    on_accent: str
    info: str
    info_tint: str
    attention: str
    attention_tint: str
    danger: str
    danger_tint: str
    focus: str
    match: str

    @property
    def grounds(self) -> tuple[str, str, str, str]:
        """Everything that text may stand on."""
        return self.canvas, self.surface, self.sunken, self.selected


LIGHT: Final = Theme(
    name=ThemeName.LIGHT,
    canvas="#F5F6F7", surface="#FFFFFF", sunken="#ECEEF1", selected="#D8EAEF",
    text="#1A1E23", text_2="#47505A", text_3="#5A646F", line="#D4D8DD", control="#76808B",
    accent="#0B5F73", accent_hover="#084A5A", on_accent="#FFFFFF",
    info="#2A4DB5", info_tint="#E5EAF8", attention="#7D5A00", attention_tint="#FBF0D3",
    danger="#BE0F4B", danger_tint="#FBE3EA", focus="#1667C9", match="#FFE08A",
)
DARK: Final = Theme(
    name=ThemeName.DARK,
    canvas="#14171A", surface="#1B1F24", sunken="#101315", selected="#1E3A42",
    text="#E7EAED", text_2="#B3BBC4", text_3="#A3ADB7", line="#30363D", control="#76828E",
    accent="#5FBFD3", accent_hover="#83D2E2", on_accent="#06222A",
    info="#8FA6FF", info_tint="#1F2946", attention="#E0B537", attention_tint="#352A0C",
    danger="#FF7FA0", danger_tint="#401926", focus="#FFD866", match="#5C4A00",
)
HIGH_CONTRAST: Final = Theme(
    name=ThemeName.HIGH_CONTRAST,
    canvas="#000000", surface="#000000", sunken="#000000", selected="#003C4D",
    text="#FFFFFF", text_2="#FFFFFF", text_3="#E0E0E0", line="#FFFFFF", control="#FFFFFF",
    accent="#5CE1FF", accent_hover="#B5F1FF", on_accent="#000000",
    info="#9FB8FF", info_tint="#000000", attention="#FFD24D", attention_tint="#000000",
    danger="#FFA3C4", danger_tint="#000000", focus="#FFE14D", match="#5C4A00",
)
THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)}

UI_FAMILY: Final = "Source Sans 3"
MONO_FAMILY: Final = "DejaVu Sans Mono"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes in points."""

    base: float = 11.0
    small: float = 9.5
    title: float = 13.5
    page_title: float = 16.0


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths in device-independent pixels on the 4 px grid."""

    inside: int = 8
    between: int = 16
    sections: int = 24
    row: int = 28
    field: int = 32
    button: int = 32
    primary: int = 36
    rail: int = 168
    rail_folded: int = 48
    fold: int = 1_100  # window width below which rail and list fold
    list_width: int = 360
    list_min: int = 320
    list_max: int = 560
    header: int = 44
    footer: int = 28
    radius: int = 6
    two_columns: int = 760
    text_width: int = 480
    quick_width: int = 640
    icon: int = 20
    small_icon: int = 16


SIZES: Final = Sizes()
MEASURES: Final = Measures()


def contrast(first: str, second: str) -> float:
    """The WCAG 2 contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance")."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
