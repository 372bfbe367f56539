"""The bridge: outcomes reach living owners, nobody else; the newest question wins; close tells everybody."""

import gc
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal, Slot
from pytestqt.qtbot import QtBot

from caseapp.domain.errors import Bug, Invalid
from caseapp.runtime.languages import load
from tests.support.source import ROOT
from ui.bridge import runner as bridge
from ui.bridge.inline import InlineRunner
from ui.bridge.notify import notice
from ui.bridge.outcome import Cancelled, Done, Failed, Outcome
from ui.bridge.runner import Runner
from ui.ports import Lane

ENGLISH = load(ROOT / "resources" / "i18n", "en")


class Page(QObject):
    """Somebody who waits."""

    came = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: list[Outcome] = []
        self.thread_of_slot: QThread | None = None

    @Slot(object)
    def take(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        self.thread_of_slot = QThread.currentThread()
        self.came.emit()


@pytest.fixture
def lane() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


@pytest.fixture
def runner(qtbot: QtBot, lane: ThreadPoolExecutor) -> Iterator[Runner]:
    made = Runner({Lane.READER: lane})
    yield made
    made.close()


def boom() -> object:
    raise Invalid("when")


def boom_of(*_: object) -> None:
    raise Invalid("when")


def test_an_answer_comes_back_in_the_gui_thread(qtbot: QtBot, runner: Runner) -> None:
    page = Page()
    with qtbot.waitSignal(page.came):
        runner.run(page, Lane.READER, lambda: threading.current_thread().name, page.take)
    outcome = page.outcomes[0]
    assert isinstance(outcome, Done)
    assert outcome.value != threading.current_thread().name
    assert page.thread_of_slot == runner.thread()


def test_an_error_comes_back_as_it_was_raised(qtbot: QtBot, runner: Runner) -> None:
    page = Page()
    with qtbot.waitSignal(page.came):
        runner.run(page, Lane.READER, boom, page.take)
    outcome = page.outcomes[0]
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, Invalid)


def test_a_dead_owner_gets_nothing_and_is_not_kept_alive(qtbot: QtBot, runner: Runner) -> None:
    page, other, gate = Page(), Page(), threading.Event()
    seen = weakref.ref(page)
    runner.run(page, Lane.READER, gate.wait, page.take)
    with qtbot.waitSignal(other.came):
        runner.run(other, Lane.READER, lambda: 1, other.take)
        del page
        gc.collect()
        assert seen() is None
        gate.set()
    assert not runner.busy


def test_a_living_owner_would_have_got_it(qtbot: QtBot, runner: Runner) -> None:
    page = Page()
    with qtbot.waitSignal(page.came):
        runner.run(page, Lane.READER, lambda: 1, page.take)
    assert page.outcomes == [Done(1)]


def test_an_answer_whose_call_was_lost_comes_all_the_same(
        qtbot: QtBot, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a future swallows (an exception in its callback) or somebody removes (an event) must not hang a page."""
    page = Page()
    monkeypatch.setattr(bridge._Landing, "__call__", boom_of)
    with qtbot.waitSignal(page.came, timeout=20_000):
        runner.run(page, Lane.READER, lambda: 1, page.take)
    assert page.outcomes == [Done(1)]
    assert not runner._heart.isActive()


def test_without_the_heartbeat_it_would_be_lost(
        qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    page, other = Page(), Page()
    with monkeypatch.context() as patch:
        patch.setattr(bridge._Landing, "__call__", boom_of)
        patch.setattr(runner._heart, "start", lambda: None)
        runner.run(page, Lane.READER, lambda: 1, page.take)
        lane.submit(lambda: None).result()
        QCoreApplication.processEvents()
        assert page.outcomes == []
    with qtbot.waitSignal(other.came):  # the next one brings it along
        runner.run(other, Lane.READER, lambda: 2, other.take)
    assert page.outcomes == [Done(1)]


def test_a_slot_that_raises_costs_nobody_else_his_answer(
        qtbot: QtBot, runner: Runner, lane: ThreadPoolExecutor) -> None:
    class Broken(Page):
        @Slot(object)
        def take(self, outcome: Outcome) -> None:
            raise Invalid("when")

    broken, page = Broken(), Page()
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(page.came):
        runner.run(broken, Lane.READER, lambda: 1, broken.take)
        runner.run(page, Lane.READER, lambda: 2, page.take)
        lane.submit(lambda: None).result()  # both are finished before either is delivered
    assert page.outcomes == [Done(2)]
    assert len(raised) == 1


def ask_twice(qtbot: QtBot, runner: Runner, latest: str) -> list[Outcome]:
    page, gate = Page(), threading.Event()
    runner.run(page, Lane.READER, gate.wait, page.take, latest=latest)
    runner.run(page, Lane.READER, lambda: "second", page.take, latest=latest)
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy)
    return page.outcomes


def test_the_newest_question_wins(qtbot: QtBot, runner: Runner) -> None:
    assert ask_twice(qtbot, runner, "find") == [Done("second")]


def test_without_the_key_both_are_answered(qtbot: QtBot, runner: Runner) -> None:
    assert len(ask_twice(qtbot, runner, "")) == 2


def test_close_cancels_and_says_so(qtbot: QtBot, runner: Runner) -> None:
    page, gate = Page(), threading.Event()
    runner.run(page, Lane.READER, gate.wait, page.take)
    runner.run(page, Lane.READER, lambda: 1, page.take)
    runner.close()
    gate.set()
    runner.run(page, Lane.READER, lambda: 1, page.take)
    assert page.outcomes == [Cancelled()] * 3


def test_a_slot_of_somebody_else_is_refused(runner: Runner) -> None:
    page, other = Page(), Page()
    for slot in (other.take, lambda _outcome: None):
        with pytest.raises(Bug):
            runner.run(page, Lane.READER, boom, slot)


def test_the_inline_runner_keeps_the_same_promises() -> None:
    page, inline = Page(), InlineRunner()
    inline.run(page, Lane.WRITER, lambda: 7, page.take)
    inline.run(page, Lane.WRITER, boom, page.take)
    inline.close()
    inline.run(page, Lane.WRITER, lambda: 7, page.take)
    assert [type(outcome) for outcome in page.outcomes] == [Done, Failed, Cancelled]


def test_a_notice_says_what_happened_and_what_to_do() -> None:
    found = notice(Invalid("When"), ENGLISH)
    assert (found.code, found.title) == ("invalid", "Not done")
    assert "“When”" in found.what
    assert found.next_step


def test_an_unknown_error_shows_its_kind_but_not_its_text() -> None:
    found = notice(ValueError("Ахметов Данияр"), ENGLISH)
    assert found.code == "bug"
    assert "ValueError" in found.text
    assert "Ахметов" not in found.text
