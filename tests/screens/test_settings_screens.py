"""The pages of Settings and of restoring, drawn over a real vault: nothing in them is clipped."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.screens.render import SIZES
from tests.screens.scenes_settings import render
from tests.screens.test_screens import clipped
from tests.support.desk import RESOURCES
from tests.ui.conftest import drop_deleted
from ui.app import make_app


@pytest.mark.parametrize(("theme", "code", "size"), [
    ("light", "ru", SIZES[0]), ("dark", "kk", SIZES[0]), ("high_contrast", "en", (900, 560)),
])
def test_the_pages_of_settings_are_drawn_whole(
    qapp: QApplication, tmp_path: Path, theme: str, code: str, size: tuple[int, int]
) -> None:
    make_app(RESOURCES / "fonts")
    wrong: dict[str, list[str]] = {}

    def look(name: str, window: QWidget) -> None:
        if found := clipped(window):
            wrong[name] = found

    made = render(qapp, tmp_path, theme, code, size, look)
    drop_deleted()
    assert wrong == {}
    assert len(made) == 13
