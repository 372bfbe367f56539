"""The coordinator's evening, with the keyboard alone, over real vaults and real threads, in Russian.

Two monitors' cards are compared; three files of theirs, one of a stranger and a damaged one arrive; they are looked at,
taken in, decided about, one is set aside and taken in again, and everything is sent back until all three vaults agree.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseapp.domain.moment import Moment
from caseapp.security import hardening
from caseapp.services.ledger import lines
from caseapp.services.session import Session
from tests.services.exchanges import shape, take_in
from tests.support.colleagues import person, trusting
from tests.support.house import PHRASE, House, settle, shell_of
from tests.support.quarrel import write
from tests.support.seen import words
from tests.ui.conftest import drop_deleted
from tests.ui.keyboard import RU, Keyboard
from ui.actions import Act
from ui.desk.desk import VaultDesk
from ui.pages.exchange.contacts_page import ContactsPage
from ui.pages.exchange.history_page import HistoryPage
from ui.pages.exchange.receive_page import ReceivePage
from ui.pages.exchange.review_done import DoneView
from ui.pages.exchange.review_page import ReviewPage
from ui.pages.exchange.review_twins import TwinsView
from ui.pages.exchange.send_page import SendPage
from ui.pages.page import Page
from ui.pages.tabs_page import TabsPage
from ui.ports import FileState, Part
from ui.ports.review import Dispute, Segment

NIGHT = Moment("2022-01-07", zone="Asia/Almaty")
SPACE, ENTER, TAB = Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Tab
FAR = 120  # Tabs; a control that is further away is not within reach


class Evening:
    """A coordinator at the window; Omarov, Lim and a stranger with vaults elsewhere."""

    def __init__(self, folder: Path, qt: QApplication, qtbot: QtBot, language: str = "ru") -> None:
        self.folder, self.qtbot = folder, qtbot
        self.house = House(folder / "vaults")
        vaults = self.house.app.vaults
        self.others: dict[str, Session] = {}
        for name in ("Omarov", "Lim", "Stranger"):
            vaults.create(folder / name, PHRASE, name, alias=name)
            self.others[name] = vaults.open(folder / name, PHRASE)
            self.others[name].writer.open()
        self.omarov, self.lim, self.stranger = self.others.values()
        trusting(self.omarov, self.lim)
        trusting(self.lim, self.omarov)
        place = self.house.lanes.compute(self.house.vaults.create, "Coordination", PHRASE).result().place
        self.window = self.house.show(qt, qtbot, language=language)
        desk = self.house.lanes.compute(self.house.vaults.unlock, place.path, PHRASE, language).result()
        assert isinstance(desk, VaultDesk)
        self.here = desk._vault.session
        self.window.enter(desk)
        self.settle()
        self.keys = Keyboard(self.window, RU)
        for each in (self.omarov, self.lim):
            trusting(each, self.here)

    def close(self) -> None:
        self.house.close()
        for each in self.others.values():
            each.close()
        drop_deleted()

    # --- hands

    def settle(self) -> None:
        settle(self.window, self.qtbot)
        QCoreApplication.processEvents()  # new widgets are shown by the event loop

    def tab_to(self, wanted: QWidget) -> None:
        """With Tab alone."""
        passed = []
        for _ in range(FAR):
            focused = QApplication.focusWidget()
            if focused is wanted:
                return
            passed.append(type(focused).__name__)
            self.keys.press(TAB)
        raise AssertionError(f"out of reach: {wanted}, {wanted.isVisible()}; {passed[:40]}")

    def push(self, wanted: QWidget, key: Qt.Key = SPACE) -> None:
        self.tab_to(wanted)
        self.keys.press(key)
        self.settle()

    def choose(self, wanted: QAbstractButton, among: Sequence[QAbstractButton]) -> None:
        """One of several of which one is pressed: Tab goes to that one, arrows to the others."""
        pressed = next((each for each in among if each.isChecked()), None)
        if pressed is None:
            self.push(wanted)
            return
        self.tab_to(pressed)
        while not wanted.isChecked():
            self.tab_to(next(each for each in among if each.isChecked()))
            self.keys.press(Qt.Key.Key_Right)
            self.settle()

    def record(self) -> None:
        """Ctrl+Enter."""
        self.keys.chord("Enter")
        self.settle()

    def tabs(self) -> TabsPage:
        page = shell_of(self.window).page()
        assert isinstance(page, TabsPage)
        return page

    def go(self, tab: str) -> Page:
        """A tab of Exchange."""
        page = shell_of(self.window).page()
        if not isinstance(page, TabsPage) or tab not in page.buttons:
            self.keys.alt("X")
            self.settle()
        tabs = self.tabs()
        self.tab_to(next(button for button in tabs.buttons.values() if button.isChecked()))
        for _ in tabs.buttons:
            if not tabs.buttons[tab].isChecked():
                self.keys.press(Qt.Key.Key_Right)
        self.keys.press(ENTER)
        self.settle()
        assert tabs.page() is tabs.page(tab)
        return tabs.page()

    # --- eyes

    def read(self, ask: Callable[..., Any], *args: object) -> Any:
        return self.house.lanes.read(ask, *args).result()

    def shape(self) -> dict[str, object]:
        return self.read(shape, self.here)  # type: ignore[no-any-return]

    def tr(self, message: str) -> str:
        return shell_of(self.window).kit.tr(message)


@pytest.fixture
def evening(tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    made = Evening(tmp_path, qapp, qtbot)
    yield made
    made.close()


def drop(page: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                              Qt.KeyboardModifier.NoModifier))


def meet(evening: Evening) -> None:
    """Both cards are added and compared; what the window shows is what the other side shows."""
    page = evening.go("contacts")
    assert isinstance(page, ContactsPage)
    for at, other in enumerate((evening.omarov, evening.lim)):
        path = evening.folder / f"{at}.casecard"
        path.write_bytes(other.card.raw)
        drop(page, path)
        evening.settle()
        line = next(line for line in page.lines if line.contact.alias == other.label)
        evening.push(line.button)
        evening.qtbot.waitUntil(lambda: QApplication.focusWidget() is page.comparison.same_button)
        shown = words(page).split("\n")
        for card in (other.card, evening.here.card):
            assert set(lines(card, other.words).words["ru"]) <= set(shown), "both screens show both cards alike"
        evening.keys.press(SPACE)
        evening.settle()
        assert page.compared == ""
    assert evening.house.lanes.write(evening.here.contacts.counts, evening.omarov.card.fp).result()


class World:
    """What the monitors recorded, and the files they hand over."""

    def __init__(self, evening: Evening) -> None:
        omarov, lim, here = evening.omarov, evening.lim, evening.here.card.fp
        place = write(omarov, "place", name_ru="Алматы, площадь Республики")
        self.disputed = person(omarov, "Ахметов Данияр Серікұлы", birth=Moment("1994"), occupation="teacher",
                               workplace="school")
        write(omarov, "act", act_type="detention", victim=self.disputed, start=NIGHT, place=place)
        for name in ("Бекова Гүлнар", "Әбдіров Қайрат"):
            person(omarov, name)
        self.consent = write(omarov, "consent", subject=self.disputed, partners="yes")
        case = write(omarov, "case", title="Алматы", persons=(self.disputed,))
        self.first = evening.folder / "omarov-1.casepkg"
        omarov.exchange.export(self.first, [here])
        between = evening.folder / "between.casepkg"
        omarov.exchange.export(between, [lim.card.fp])
        take_in(lim, between)
        person(omarov, id_=self.disputed, occupation="driver", workplace="school No. 12")
        self.part = evening.folder / "omarov-2.casepkg"
        omarov.exchange.export(self.part, [here], [case])
        person(lim, id_=self.disputed, occupation="student", workplace="lyceum")
        write(lim, "consent", self.consent, partners="withdrawn")
        self.twin = person(lim, "Akhmetov Daniyar", birth=Moment("1994", approximate=True))
        write(lim, "act", act_type="detention", victim=self.twin, start=NIGHT, place=place)
        self.lims = evening.folder / "lim-1.casepkg"
        lim.exchange.export(self.lims, [here])
        person(evening.stranger, "Никто")
        evening.stranger.contacts.add(evening.here.card.raw)
        evening.stranger.contacts.trust(here, "compared")
        self.strange = evening.folder / "strange.casepkg"
        evening.stranger.exchange.export(self.strange, [here])
        self.damaged = evening.folder / "damaged.casepkg"
        self.damaged.write_bytes(self.first.read_bytes()[:-40])

    @property
    def files(self) -> list[Path]:
        return [self.lims, self.strange, self.first, self.damaged, self.part]


def look_and_take(evening: Evening, world: World) -> None:
    page = evening.go("receive")
    assert isinstance(page, ReceivePage)
    before = evening.shape()
    drop(page, *world.files)
    evening.settle()
    states = [line.file.state for line in page.lines]
    assert states == [FileState.READY, FileState.ASIDE, FileState.READY, FileState.REFUSED, FileState.READY]
    assert page.counts.counted is not None
    counts = page.counts.counted.counts
    assert counts[Part.CONFLICTS] == 2
    assert counts[Part.NEW] > 0
    for part, number in page.counts.numbers.items():
        if counts[part]:
            evening.choose(number, [one for each, one in page.counts.numbers.items() if counts[each]])
            assert page.counts.model.rowCount() == counts[part]
            assert page.counts.title.whole()
    assert evening.shape() == before, "looking writes nothing"
    evening.record()
    evening.qtbot.waitUntil(lambda: page.result.taken is not None)
    assert page.result.taken is not None
    assert len(page.result.taken.packages) == 3
    assert {line.file.path for line in page.lines} == {world.strange, world.damaged}
    assert len(evening.shape()) == len(before) + 7, "four persons, two acts, a case"
    assert QApplication.focusWidget() is page.result.card.review_button, "the way goes on"
    evening.keys.press(SPACE)
    evening.settle()


def decide(evening: Evening, world: World) -> None:
    page = evening.tabs().page()
    assert isinstance(page, ReviewPage)
    evening.qtbot.waitUntil(lambda: page.counts.conflicts == 2 and page.counts.duplicates == 1)
    evening.settle()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
        assert isinstance(page.item, Dispute)
        assert page.item.view.id == world.disputed
        evening.keys.press(key)
        evening.settle()
    assert page.counts.conflicts == 0
    entity = evening.read(evening.here.reader.get, world.disputed)
    assert entity.record.occupation in ("driver", "student")
    assert {one.value for one in entity.issues["workplace"].standing} == {"school No. 12", "lyceum"}
    assert entity.conflicts == 0
    evening.push(page.segments[Segment.DUPLICATES])
    assert isinstance(page.view, TwinsView)
    evening.keys.press(ENTER)
    evening.settle()
    shell = shell_of(evening.window)
    assert shell._here().id in (world.disputed, world.twin)
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget() or evening.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        evening.settle()
    assert evening.tabs().page() is page
    assert isinstance(page.view, TwinsView)
    evening.keys.press(Qt.Key.Key_Right)
    evening.settle()
    assert page.counts.duplicates == 0
    evening.push(page.segments[Segment.DONE])
    assert isinstance(page.view, DoneView)
    assert len(page.view.rows) == 3
    evening.push(page.view.rows[0].button)
    assert page.counts.duplicates == 1, "the answer is taken back, nothing else"
    assert page.counts.conflicts == 0
    evening.push(page.segments[Segment.DUPLICATES])
    evening.keys.press(Qt.Key.Key_Right)
    evening.settle()
    assert page.counts.duplicates == 0


def aside_and_again(evening: Evening, world: World) -> None:
    page = evening.go("history")
    assert isinstance(page, HistoryPage)
    before = evening.shape()
    line = next(line for line in page.lines if line.arrival.sender == "Lim")
    evening.push(line.button)
    assert QApplication.focusWidget() is line.yes
    assert line.keep.isChecked()
    evening.keys.press(SPACE)
    evening.settle()
    assert world.twin not in evening.shape(), "what only this file brought is out of sight"
    consent = evening.read(evening.here.reader.get, world.consent).record
    assert consent.partners == "withdrawn", "what protects somebody stays in force"
    line = next(line for line in page.lines if line.arrival.sender == "Lim")
    evening.push(line.button)
    assert evening.shape() == before, "exactly as it was"


def send_back(evening: Evening) -> None:
    page = evening.go("send")
    assert isinstance(page, SendPage)
    evening.tab_to(page.name_form.line)
    evening.keys.type("Серикова")
    evening.keys.press(ENTER)
    evening.settle()
    assert page.name_form.isHidden()
    for tick in page.people.values():
        evening.push(tick)
    stick = evening.folder / "stick"
    stick.mkdir()
    page.send_to(stick)
    evening.settle()
    evening.record()
    assert evening.tr("Safe to remove. Ask for the receipt.") in words(page)
    [path] = stick.iterdir()
    for other in (evening.omarov, evening.lim):
        take_in(other, path)
        assert shape(other) == evening.shape(), "all of them hold the same"
        assert other.verify() == []


def receipts(evening: Evening) -> None:
    page = evening.go("receive")
    assert isinstance(page, ReceivePage)
    paths = []
    for other in (evening.omarov, evening.lim):
        paths.append(evening.folder / f"{other.label}-back.casepkg")
        other.exchange.export(paths[-1], [evening.here.card.fp])
    before = evening.shape()
    drop(page, *paths)
    evening.settle()
    evening.record()
    evening.qtbot.waitUntil(lambda: page.result.taken is not None and len(page.result.taken.packages) == 2)
    assert evening.shape() == before
    page = evening.go("history")
    evening.settle()
    assert evening.tr("arrived: their own file shows it") in words(page)
    assert evening.house.lanes.write(evening.here.verify).result() == []


def test_the_coordinators_evening(evening: Evening) -> None:
    meet(evening)
    world = World(evening)
    look_and_take(evening, world)
    decide(evening, world)
    aside_and_again(evening, world)
    send_back(evening)
    receipts(evening)
    evening.window._on_act(Act.LOCK)
    evening.qtbot.waitUntil(lambda: evening.window.shell is None)
    assert not list(evening.here.folder.glob("*.staging")), "no scratch file outlives the lock"
