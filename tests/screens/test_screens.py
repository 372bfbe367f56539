"""Every page in every theme and language is rendered, and nothing in it is clipped or opens a stray window."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from tests.screens.render import SIZES, THEMES, render
from tests.support.desk import RESOURCES
from tests.ui.conftest import drop_deleted
from ui.app import make_app
from ui.widgets.labels import ElidedLabel


def clipped(window: QWidget) -> list[str]:
    """Visible labels and buttons whose words do not fit; what elides on purpose is left out."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QPushButton) and widget.text() and widget.width() < widget.minimumSizeHint().width():
            found.append(widget.text())
        if isinstance(widget, QLabel) and widget.text():
            wide = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            if widget.height() < wide or (not widget.wordWrap() and widget.width() < widget.sizeHint().width()):
                found.append(widget.text())
    return found


@pytest.mark.parametrize(("theme", "code"), [*((theme, "en") for theme in THEMES), ("light", "ru"), ("dark", "kk")])
def test_every_page_is_drawn_whole(qapp: QApplication, tmp_path: Path, theme: str, code: str) -> None:
    make_app(RESOURCES / "fonts")
    wrong: dict[str, list[str]] = {}

    def look(name: str, window: QWidget) -> None:
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not window]
        found = clipped(window) + [repr(each) for each in windows]
        if found:
            wrong[name] = found

    made = render(qapp, tmp_path, theme, code, SIZES[0], look)
    drop_deleted()
    assert wrong == {}
    assert len(made) >= 20
    for path in made:
        image = QImage(str(path))
        assert (image.width(), image.height()) == SIZES[0]
        assert len({image.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 768, 7)}) > 3


def test_a_clipped_label_is_noticed(qapp: QApplication) -> None:
    window = QWidget()
    label = QLabel("words that need room", window)
    label.setGeometry(0, 0, 20, 20)
    window.show()
    assert clipped(window) == ["words that need room"]
    window.close()
