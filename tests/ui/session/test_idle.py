"""The idle watch over an injected clock: cover, lock, countdown, sleep; the filter costs a busy person nothing."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.session.idle import IdleWatch
from ui.session.panic import HeldKey
from ui.session.times import Times


class Hands:
    """A clock that a test turns, and what the watch said."""

    def __init__(self, times: Times = Times(300, 900)) -> None:
        self.now = 1_000.0
        self.wall = 50_000.0
        self.said: list[str] = []
        self.counted: list[int] = []
        self.watch = IdleWatch(times, lambda: self.now, lambda: self.wall)
        for name in ("covering", "locking", "slept"):
            getattr(self.watch, name).connect(lambda name=name: self.said.append(name))
        self.watch.counting.connect(self.counted.append)

    def pass_(self, seconds: int) -> None:
        for _ in range(seconds):
            self.now += 1
            self.wall += 1
            self.watch.tick()


@pytest.fixture
def hands(qapp: QApplication) -> Hands:
    made = Hands()
    made.watch.start()
    made.watch._timer.stop()  # the test ticks
    return made


def test_cover_at_five_minutes_and_lock_at_fifteen(hands: Hands) -> None:
    hands.pass_(299)
    assert hands.said == []
    hands.pass_(1)
    assert hands.said == ["covering"]
    hands.watch.covered(True)
    hands.pass_(599)
    assert hands.said == ["covering"]
    hands.pass_(1)
    assert hands.said == ["covering", "locking"]
    hands.pass_(5)
    assert hands.said == ["covering", "locking"]


def test_the_last_minute_is_counted_down_and_a_key_takes_it_back(hands: Hands) -> None:
    hands.watch.stretch(Times(900, 900))
    hands.pass_(839)
    assert hands.counted == []
    hands.pass_(2)
    assert hands.counted == [60, 59]
    hands.watch.touch()
    assert hands.counted == [60, 59, 0]
    hands.pass_(300)
    assert hands.said == []


def test_running_work_holds_the_lock_and_not_the_cover(hands: Hands) -> None:
    hands.watch.hold(True)
    hands.pass_(1_000)
    assert set(hands.said) == {"covering"}
    hands.watch.hold(False)
    hands.pass_(1)
    assert hands.said[-1] == "locking"


def test_under_the_cover_nothing_but_lifting_counts(hands: Hands) -> None:
    hands.watch.covered(True)
    hands.pass_(100)
    hands.watch.touch()
    assert hands.watch.idle() == 100


def test_a_gap_is_a_sleep(hands: Hands) -> None:
    hands.wall += 3_600
    hands.watch.tick()
    assert hands.said == ["slept"]
    hands.now += 200
    hands.wall += 200
    hands.watch.tick()
    assert hands.said == ["slept", "slept"]
    hands.pass_(3)
    assert hands.said == ["slept", "slept"]


def test_a_key_in_the_window_is_a_sign_of_life_and_takes_the_filter_off(hands: Hands, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    hands.pass_(200)
    assert hands.watch._filtering
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QCoreApplication.sendEvent(widget, event)
    assert hands.watch.idle() == 0
    assert not hands.watch._filtering
    hands.pass_(1)
    assert hands.watch._filtering
    hands.watch.stop()
    hands.pass_(0)
    QCoreApplication.sendEvent(widget, event)
    assert hands.watch.idle() == 1


def test_a_held_key_is_told_from_single_presses() -> None:
    now = [0.0]
    held = HeldKey(lambda: now[0])
    assert not held.arrived()
    now[0] = 0.6  # the pause before a key repeats
    assert not held.arrived()
    while now[0] < 1.95:
        now[0] += 0.05
        assert not held.arrived()
    now[0] += 0.1
    assert held.arrived()
    now[0] = 10
    assert not held.arrived()
    now[0] = 12
    assert not held.arrived()
