"""Keys by their place on the keyboard, so that digits and shortcuts work in the Russian and Kazakh layouts.

The Kazakh layout has no digits on its number row, and no Cyrillic layout has Latin letters. Linux (evdev + 8) and
Windows (set 1) report the place as scan code; where a system reports none (macOS, remote desktops), the place is
deduced from the letter that the standard Russian or Kazakh layout has there.
"""

import sys
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_DIGITS: Final = "1234567890"
# Set 1 scan codes, also evdev codes.
_ROWS: Final = ((2, "1234567890-="), (16, "QWERTYUIOP"), (30, "ASDFGHJKL"), (44, "ZXCVBNM"))
_EVDEV_OFFSET: Final = 8  # X11 and Wayland add 8 to the evdev code
_FIRST_DIGIT: Final = 2

# Standard layouts: Russian ЙЦУКЕН and Kazakh, letter -> key of the US layout at the same place.
_LETTERS: Final = dict(zip("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", "QWERTYUIOPASDFGHJKLZXCVBNM", strict=True))
_KAZAKH_DIGITS: Final = dict(zip('"әіңғ,.үұқ', _DIGITS, strict=True))
_KAZAKH_SIGNS: Final = {"қ": "0", "ө": "-", "һ": "="}  # what zooming needs of the number row


def digit_at(event: QKeyEvent) -> str:
    """The digit printed on the key in the number row, whatever the layout makes of it; blank for every other key."""
    text = event.text()
    if text.isdecimal() and text.isascii():
        return text
    if event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | _COMMANDS):
        return ""
    code = _place(event)
    if code is not None:
        return _DIGITS[code - _FIRST_DIGIT] if _FIRST_DIGIT <= code < _FIRST_DIGIT + 10 else ""
    return _KAZAKH_DIGITS.get(text, "")


def latin_key(event: QKeyEvent) -> int:
    """The ``Qt.Key`` of the Latin letter, digit or sign at this place for a Ctrl or Alt chord; else the event's own."""
    key = event.key()
    if key in _NAMED or ord("A") <= key <= ord("Z") or ord("0") <= key <= ord("9"):
        return key
    code = _place(event)
    if code is not None:
        for first, letters in _ROWS:
            if first <= code < first + len(letters):
                return ord(letters[code - first])
    letter = chr(key).upper() if 0x400 <= key <= 0x52F else event.text().upper()
    if letter.lower() in _KAZAKH_SIGNS:
        return ord(_KAZAKH_SIGNS[letter.lower()])
    return ord(_LETTERS[letter]) if letter in _LETTERS else key


_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_NAMED: Final = frozenset(
    key.value
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
                Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
)


def _place(event: QKeyEvent) -> int | None:
    """The set 1 scan code, None where the system reports no place."""
    code = event.nativeScanCode()
    if code <= 1 or sys.platform == "darwin":
        return None
    return code - _EVDEV_OFFSET if sys.platform.startswith("linux") else code
