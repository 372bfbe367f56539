"""The pictures of the guide and the README: the real window over real vaults of invented people.

``python -m tests.screens.guide [FOLDER] [LANGUAGE …]`` writes ``LANGUAGE/NAME.png`` of 1366 × 768 in the light theme,
by default into ``docs/guide/pictures`` in English and Russian.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image  # Qt reads the platform when it is imported first
from PySide6.QtWidgets import QApplication, QLineEdit

from caseapp.domain.listing import Condition, Query
from caseapp.security import hardening
from tests.screens.render import language_of
from tests.screens.scenes_exchange import person, tab
from tests.screens.scenes_quick import _type, fill
from tests.support.colleagues import Colleagues, evening
from tests.support.desk import RESOURCES
from tests.support.live import Live, make_sample
from tests.support.quarrel import quarrel
from tests.support.source import ROOT
from ui.actions import Act
from ui.address import Address
from ui.app import make_app
from ui.bridge.inline import InlineRunner
from ui.desk.desk import VaultDesk
from ui.pages.exchange.contacts_page import ContactsPage
from ui.pages.exchange.receive_page import ReceivePage
from ui.pages.exchange.review_page import ReviewPage
from ui.pages.place_page import PlacePage
from ui.pages.settings.backup_page import BackupPage
from ui.pages.tabs_page import TabsPage
from ui.ports.review import Segment
from ui.style.icons import Icons
from ui.windows.gate_window import WindowSetup
from ui.windows.main_window import MainWindow
from ui.windows.shell import Shell

SIZE = (1366, 768)
FOLDER = ROOT / "docs" / "guide" / "pictures"
LANGUAGES = ("en", "ru")
COLOURS = 128  # the window is flat: more are not seen, fewer are


def _window(app: QApplication, live: Live, code: str) -> MainWindow:
    setup = WindowSetup(live.vaults, language_of, Icons(RESOURCES / "icons"), {}, code, "light",
                        make_runner=lambda _lanes: InlineRunner())
    window = MainWindow(app, setup)
    window.resize(*SIZE)
    window.show()
    return window


def _shell(window: MainWindow) -> Shell:
    assert window.shell is not None
    return window.shell


def _gate(window: MainWindow, live: Live, code: str, folder: Path) -> Iterator[str]:
    """The first start, Settings, the cover."""
    yield "first-run"
    window.enter(live.empty("Almaty" if code == "en" else "Алматы", code))
    shell = _shell(window)
    shell.show_address(Address("settings", "backup"))
    place = shell.page()
    assert isinstance(place, TabsPage)
    page = place.page()
    assert isinstance(page, BackupPage)
    stick = folder / "STICK"
    stick.mkdir()
    page.here_button.click()
    page.choose(str(stick))
    page.outside_button.click()
    for line in page.findChildren(QLineEdit):
        if line.text() == str(stick):
            line.setText("E:\\")  # as it would stand there for a stick, not a folder of this machine
    yield "backup"
    assert window.keeper is not None
    window.keeper.cover()
    yield "cover"


def _records(window: MainWindow, live: Live, code: str, _folder: Path) -> Iterator[str]:
    """Home, recording, the list, a record, its dossier."""
    desk = live.sample(code)
    fill(desk._vault.session)
    window.enter(desk)
    shell = _shell(window)
    shell.go("home")
    yield "home"
    shell.perform(Act.NEW)
    page = shell.quick
    page.open_draft("quick:new")
    _type(page.who.line, "Ахметов Д, 27, м")
    _type(page.when, "8 янв вечером" if code == "ru" else "8 Jan evening")
    page._pause.timeout.emit()
    yield "quick"
    page.show_list("Ахметов Данияр, 27, м\nБекова Гүлнар, 1990\nЛим Александр, 41, м\n")
    _type(page.where.line, "Алматы")
    page.where.line.entered.emit()
    page._pause.timeout.emit()
    yield "quick-list"
    page.show_list("")
    shell.show_address(Address(place="people"))
    people = shell.page()
    assert isinstance(people, PlacePage)
    pane = people.panes["person"]
    pane.toggle_filters()
    pane.ask(pane.query.with_condition(Condition("act_type", "act.victim", one_of=("detention",))))
    yield "list"
    pane.toggle_filters()
    case = desk.records.ids("case")[0]
    pane.ask(Query(pane.query.type))
    shell.show_address(Address(type="person", id=_known(desk)))
    yield "record"
    shell.show_address(Address(place="dossiers", tab="make", type="case", id=case))
    yield "dossier"
    shell.perform(Act.ISSUE)
    yield "dossier-issued"


def _known(desk: VaultDesk) -> str:
    """The person of the sample of whom most is recorded."""
    hits = desk.search.find("akhmetov daniyar", types=("person",))
    return next(hit.id for hit in hits if desk.records.get(hit.id).fields["names"].value)


def _exchange(window: MainWindow, live: Live, code: str, folder: Path) -> Iterator[str]:
    """Three files of two people, one unknown; the comparison of cards."""
    colleagues = Colleagues(live, folder / "others", code)
    try:
        window.enter(colleagues.desk)
        colleagues.here.profile.rename("А. Серикова", "")
        receive = tab(window, "receive")
        assert isinstance(receive, ReceivePage)
        paths, _ = evening(colleagues)
        stranger = colleagues.colleague("Beketov", met=False)
        colleagues.here.contacts.add(stranger.card.raw)
        person(stranger, "Ким Алексей")
        receive.receive([*paths, colleagues.file(stranger, "2022-01-10-9f3a.casepkg")])
        yield "receive"
        contacts = tab(window, "contacts")
        assert isinstance(contacts, ContactsPage)
        contacts.compare(colleagues.others["Beketov"].card.fp.hex())
        yield "compare"
    finally:
        colleagues.close()


def _review(window: MainWindow, live: Live, code: str, folder: Path) -> Iterator[str]:
    """A conflict, and two records that may be of one person."""
    colleagues = Colleagues(live, folder / "others", code)
    try:
        quarrel(colleagues)
        window.enter(colleagues.desk)
        review = tab(window, "review")
        assert isinstance(review, ReviewPage)
        yield "review"
        review.segments[Segment.DUPLICATES].click()
        yield "duplicates"
    finally:
        colleagues.close()


WALKS = (_gate, _records, _exchange, _review)


def render(app: QApplication, sample: Path, folder: Path, code: str) -> list[Path]:
    """Every picture in one language."""
    made = []
    (folder / code).mkdir(parents=True, exist_ok=True)
    for walk in WALKS:
        with tempfile.TemporaryDirectory() as scratch:
            live = Live(Path(scratch) / "vaults", sample if walk is _records else None)
            window = _window(app, live, code)
            for name in walk(window, live, code, Path(scratch)):
                for _ in range(4):
                    app.processEvents()
                made.append(folder / code / f"{name}.png")
                window.grab().save(str(made[-1]))
                _shrink(made[-1])
            window.close()
            window.deleteLater()
            app.processEvents()
            live.close()
    return made


def _shrink(path: Path) -> None:
    """Few colours and no metadata: a page of the window in some tens of kilobytes."""
    with Image.open(path) as image:
        small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def main(arguments: list[str]) -> int:
    """The command."""
    folder = Path(arguments[0]) if arguments else FOLDER
    app = make_app(RESOURCES / "fonts")
    with patch.object(hardening, "harden", lambda: True), tempfile.TemporaryDirectory() as sample:
        make_sample(Path(sample))
        for code in arguments[1:] or LANGUAGES:
            render(app, Path(sample), folder, code)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
