"""The pages of Exchange as pictures, over real vaults of people who send each other files."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from caseapp.security import hardening
from tests.support.colleagues import Colleagues, evening, person
from tests.support.live import Live
from ui.pages.exchange.receive_page import ReceivePage
from ui.pages.tabs_page import TabsPage
from ui.ports import Part
from ui.windows.main_window import MainWindow


def exchange_scenes(window: MainWindow, code: str) -> Iterator[str]:
    """Receive: empty, files opened, a number opened, taken in."""
    with tempfile.TemporaryDirectory() as folder, patch.object(hardening, "harden", lambda: True):
        live = Live(Path(folder) / "vaults")
        colleagues = Colleagues(live, Path(folder) / "others", code)
        try:
            window.enter(colleagues.desk)
            yield from _receive(window, colleagues)
        finally:
            colleagues.close()
            live.close()


def tab(window: MainWindow, key: str) -> object:
    """The page of a tab of Exchange, shown."""
    assert window.shell is not None
    window.shell.go("exchange")
    place = window.shell.page()
    assert isinstance(place, TabsPage)
    place.show_tab(key)
    return place.page(key)


def _receive(window: MainWindow, colleagues: Colleagues) -> Iterator[str]:
    page = tab(window, "receive")
    assert isinstance(page, ReceivePage)
    yield "50-receive-empty"
    paths, _ = evening(colleagues)
    stranger = colleagues.colleague("Stranger", met=False)
    colleagues.here.contacts.add(stranger.card.raw)
    bad = colleagues.folder / "holiday.casepkg"
    bad.write_bytes(b"no export at all")
    person(stranger, "Ким Алексей")
    page.receive(paths[:1])
    page.counts.take_button.click()
    yield "51-receive-taken"
    page.receive([*paths[1:], colleagues.file(stranger, "2022-01-10-9f3a.casepkg"), bad])
    yield "52-receive-counted"
    page.counts.numbers[Part.CHANGED].click()
    yield "53-receive-opened"
    page.counts.take_button.click()
    yield "54-receive-conflicts"
