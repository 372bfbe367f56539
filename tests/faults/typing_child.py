"""A window in a process of its own, in which somebody types and then stops.

``python -m tests.faults.typing_child FOLDER PAGE`` says "typed" and goes on until it is killed; with "deaf" as third
word nothing happens after the last letter.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tests.support.house import House, shell_of
from ui.actions import Act
from ui.address import Address
from ui.app import make_app
from ui.pages.place_page import PlacePage
from ui.windows.main_window import MainWindow
from ui.windows.shell import Shell

TYPED = "Zhanaozen 2011"
PAGES = ("quick", "section", "new")


def main() -> None:
    """Type, say so, wait for the end."""
    folder, page, deaf = Path(sys.argv[1]), sys.argv[2], sys.argv[3:] == ["deaf"]
    app = make_app(Path(__file__).parents[2] / "resources" / "fonts")
    house = House(folder)
    window = house.open_window(app, sample=True)
    while window.shell is None:
        app.processEvents()
    _settle(window)
    QTest.keyClicks(_field(shell_of(window), window, page), TYPED)
    sys.stdout.write("typed\n")
    sys.stdout.flush()
    if deaf:
        time.sleep(60)
    app.exec()


def _settle(window: MainWindow) -> None:
    for _ in range(50):
        QTest.qWait(20)
        if not shell_of(window).kit.runner.busy:  # type: ignore[attr-defined]
            return


def _until(there: Callable[[], bool]) -> None:
    """A slow computer takes its time."""
    for _ in range(1_000):
        if there():
            return
        QTest.qWait(20)


def _field(shell: Shell, window: MainWindow, page: str) -> QWidget:
    if page == "quick":
        shell.perform(Act.NEW)
        _settle(window)
        return shell.quick.who.line
    shell.show_address(Address(place="people", tab="person"))
    _settle(window)
    place = shell.page()
    assert isinstance(place, PlacePage)
    if page == "new":
        place.record.show_new("person")
    else:
        _until(lambda: place.panes["person"].rows.rowCount() > 0)
        shell.open_record("person", place.panes["person"].rows.id_at(0))
        _until(lambda: "status" in place.record.body.cards)
        _settle(window)
        place.record.body.open_field(place.record.body.cards["status"])
    _settle(window)
    form = next(card.form for card in place.record.body.cards.values() if card.form is not None)
    lines: list[QWidget] = [*form.findChildren(QPlainTextEdit), *form.findChildren(QLineEdit)]
    return next(each for each in lines if each.isVisibleTo(form) and each.isEnabled())


if __name__ == "__main__":
    main()
