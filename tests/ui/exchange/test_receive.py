"""Receive, through real widgets over real vaults: what is shown is what happens, and nothing before."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from tests.services.exchanges import trace
from tests.support.colleagues import Colleagues, evening, person, trusting
from tests.support.paper import pdf_text
from tests.support.seen import words
from ui.actions import Act
from ui.address import Address
from ui.bridge.inline import InlineRunner
from ui.bridge.notify import Notice
from ui.bridge.progress import Progress
from ui.pages.exchange.file_line import FileLine
from ui.pages.exchange.receive_page import SEPARATOR, ReceivePage
from ui.pages.page import PageKit
from ui.ports import FileState, Lane, Part
from ui.widgets.labels import PlainLabel


@pytest.fixture
def page(exchange_kit: PageKit, qtbot: QtBot) -> ReceivePage:
    made = ReceivePage(exchange_kit)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


def numbers(page: ReceivePage) -> dict[str, int]:
    return {part.value: int(number.text().split()[0]) for part, number in page.counts.numbers.items()}


def line_of(page: ReceivePage, name: str) -> FileLine:
    return next(line for line in page.lines if line.file.path.name == name)


def test_three_files_of_two_senders_are_one_preview_and_exactly_that_is_taken_in(
    page: ReceivePage, colleagues: Colleagues
) -> None:
    paths, disputed = evening(colleagues)
    before = trace(colleagues.here)[:3]
    page.receive(paths)
    assert [line.file.sender for line in page.lines] == ["Omarov", "Omarov", "Lim"]
    assert [line.file.state for line in page.lines] == [FileState.READY] * 3
    assert numbers(page) == {"new": 5, "same": 0, "changed": 0, "conflicts": 1, "waiting": 0, "withdrawn": 0}
    assert trace(colleagues.here)[:3] == before, "nothing is written before the button"
    page.perform(Act.RECORD)
    assert len(colleagues.here.reader.ids("person")) == 5
    assert colleagues.here.reader.get(disputed).conflicts == 1
    assert colleagues.here.verify() == []
    assert page.lines == []
    assert page.counts.isHidden()
    assert not list(colleagues.here.folder.glob("*.staging")), "the scratch files are gone"
    assert colleagues.here.reader.find("Akhmetov", 5), "search has caught up"


def test_every_number_opens_and_a_record_says_from_what_to_what(page: ReceivePage, colleagues: Colleagues) -> None:
    paths, disputed = evening(colleagues)
    page.receive(paths[:1])
    page.perform(Act.RECORD)
    page.receive(paths[1:])
    assert numbers(page)["changed"] == 1
    page.counts.numbers[Part.CHANGED].click()
    assert page.counts.model.rowCount() == 1
    assert page.counts.model.id_at(0) == disputed
    assert page.counts.title.whole() == "Ахметов Данияр Серікұлы"
    shown = [page.counts.differences.itemAt(0).layout().itemAt(at).widget()
             for at in range(page.counts.differences.itemAt(0).layout().count())]
    assert "driver" in shown[-1].text()  # type: ignore[attr-defined]
    assert "student" in shown[-1].text()  # type: ignore[attr-defined]
    page.counts.numbers[Part.NEW].click()
    assert page.counts.model.rowCount() == 1
    assert page.counts.title.whole() == "Ким Алексей"


def test_possible_duplicates_are_counted_before_anything_is_taken_in(page: ReceivePage, colleagues: Colleagues) -> None:
    omarov = colleagues.colleague("Omarov")
    person(colleagues.here, "Ахметов Данияр Серікұлы")
    person(colleagues.here, "Ли Виктор")
    before = trace(colleagues.here)[:3]
    person(omarov, "Бекова Гүлнар")
    alone = colleagues.file(omarov, "one.casepkg")
    person(omarov, "Akhmetov Daniyar Serikuly")  # in another script
    person(omarov, "Ахметов Данияр Серикович")  # and once more by the same sender
    both = colleagues.file(omarov, "two.casepkg")
    page.receive([alone])
    assert page.counts.twins.text() == "No possible duplicates."
    page.receive([both])
    assert page.counts.twins.text().startswith("3 possible duplicates.")
    assert trace(colleagues.here)[:3] == before
    page.perform(Act.RECORD)
    colleagues.desk.review.find(colleagues.desk.review.gather())
    assert colleagues.desk.review.counts().duplicates == 3, "as many as the review then shows"


def test_duplicates_that_cannot_be_told_are_not_called_none(
    page: ReceivePage, colleagues: Colleagues, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_strangers: object, _report: object = None) -> int:
        raise MemoryError

    monkeypatch.setattr(colleagues.desk.review, "alike", broken)
    page.receive(evening(colleagues)[0][:1])
    assert "not looked for" in page.counts.twins.text()
    page.perform(Act.RECORD)
    assert page.lines == [], "the count of duplicates never stands in the way"


def test_unticking_a_file_counts_the_others(page: ReceivePage, colleagues: Colleagues) -> None:
    paths, _ = evening(colleagues)
    page.receive(paths)
    line_of(page, "lim-1.casepkg").tick.click()
    assert numbers(page)["new"] == 4
    assert numbers(page)["conflicts"] == 0
    page.perform(Act.RECORD)
    assert [line.file.path.name for line in page.lines] == ["lim-1.casepkg"], "what was not taken in stays in the list"
    assert len(colleagues.here.exchange.history()) == 2


def test_what_cannot_be_used_is_said_at_its_line_and_does_not_keep_the_others_out(
    page: ReceivePage, colleagues: Colleagues, tmp_path: Path
) -> None:
    paths, _ = evening(colleagues)
    bad = tmp_path / "<b>bold\u202egpj.casepkg"
    bad.write_bytes(b"no export at all")
    cut = tmp_path / "cut.casepkg"
    cut.write_bytes(paths[0].read_bytes()[:-40])
    giant = tmp_path / "giant.casepkg"
    giant.write_bytes(b"age-encryption.org/v1\n-> X25519 " + b"A" * 3_000_000)
    part = tmp_path / "x.casepkg.part"
    part.write_bytes(paths[0].read_bytes())
    gone = tmp_path / "gone.casepkg"
    lim, omarov = colleagues.others["Lim"], colleagues.others["Omarov"]
    other = colleagues.file(omarov, "for-lim.casepkg", target=lim)
    page.receive([bad, cut, giant, part, gone, other, tmp_path, paths[0]])
    states = [line.file.state for line in page.lines]
    assert states == [FileState.REFUSED] * 7 + [FileState.READY]
    assert "[U+202E]" in words(page.lines[0]), "nothing in a name reorders what is read"
    assert "not an export file" in words(page.lines[0])
    assert "missing" in words(page.lines[1]) or "cut off" in words(page.lines[1])
    assert "never finished" in words(page.lines[3])
    assert "could not be read" in words(page.lines[4])
    assert "not made for this vault" in words(page.lines[5])
    for line in page.lines:
        assert all(label.textFormat() is Qt.TextFormat.PlainText for label in line.findChildren(PlainLabel))
    page.perform(Act.RECORD)
    assert len(colleagues.here.exchange.history()) == 1


def test_a_sender_who_was_never_compared_is_kept_aside_and_opens_once_the_card_counts(
    page: ReceivePage, colleagues: Colleagues, qtbot: QtBot
) -> None:
    stranger = colleagues.colleague("Stranger", met=False)
    person(stranger, "Ким Алексей")
    path = colleagues.file(stranger, "stranger.casepkg")
    page.receive([path])
    assert page.lines[0].file.state is FileState.ASIDE
    colleagues.here.contacts.add(stranger.card.raw)
    page.refresh({})
    assert page.lines[0].file.state is FileState.ASIDE
    assert page.lines[0].file.sender == "Stranger"
    assert not page.lines[0].tick.isVisible()
    with qtbot.waitSignal(page.went) as went:
        page.lines[0].compare_button.click()
    assert went.args == [Address(place="exchange", tab="contacts", note=stranger.card.fp.hex())]
    trusting(colleagues.here, stranger)
    page.refresh({})
    assert page.lines[0].file.state is FileState.READY
    assert numbers(page)["new"] == 1


def test_a_file_taken_in_before_says_when_and_stays_out(page: ReceivePage, colleagues: Colleagues) -> None:
    paths, _ = evening(colleagues)
    page.receive(paths[:1])
    page.perform(Act.RECORD)
    page.receive(paths[:1])
    assert "Already taken in on" in words(page.lines[0])
    assert not page.lines[0].tick.isEnabled()
    page.perform(Act.RECORD)
    assert len(colleagues.here.exchange.history()) == 1


def test_an_alarm_takes_the_tick_away_until_the_person_puts_it_back(page: ReceivePage, colleagues: Colleagues) -> None:
    omarov = colleagues.colleague("Omarov")
    person(omarov, "Бекова Гүлнар")
    first = colleagues.file(omarov, "one.casepkg")
    omarov.writer.sql.execute("DELETE FROM sent")
    person(omarov, "Ким Алексей")
    second = colleagues.file(omarov, "two.casepkg")
    page.receive([first])
    page.perform(Act.RECORD)
    page.receive([second])
    line = page.lines[0]
    assert "copied vault" in words(line)
    assert not line.chosen
    page.perform(Act.RECORD)
    assert len(colleagues.here.exchange.history()) == 1
    line.tick.click()
    assert line.tick.text() == "Take in despite the alarm"
    page.perform(Act.RECORD)
    assert len(colleagues.here.exchange.history()) == 2


def test_a_save_meanwhile_is_counted_again_and_nothing_is_written_until_asked_again(
    page: ReceivePage, colleagues: Colleagues
) -> None:
    paths, disputed = evening(colleagues)
    page.receive(paths[:1])
    page.perform(Act.RECORD)
    page.receive(paths[1:2])
    person(colleagues.here, id_=disputed, occupation="cook")
    page.perform(Act.RECORD)
    assert len(colleagues.here.exchange.history()) == 1
    assert "counted again" in words(page)
    assert numbers(page)["conflicts"] == 1
    page.perform(Act.RECORD)
    assert len(colleagues.here.exchange.history()) == 2


def test_set_aside_again_is_exact(page: ReceivePage, colleagues: Colleagues) -> None:
    paths, _ = evening(colleagues)
    page.receive(paths)
    page.perform(Act.RECORD)
    page.result.card.undo_button.click()
    assert colleagues.here.reader.ids("person") == []
    assert [line.taken for line in colleagues.here.exchange.history()] == [False] * 3


def test_stop_leaves_nothing(page: ReceivePage, colleagues: Colleagues) -> None:
    paths, _ = evening(colleagues)
    page.working.connect(Progress.stop)
    page.receive(paths)
    assert page.lines == []
    assert "stopped" in words(page)
    assert not list(colleagues.here.folder.glob("*.staging"))


def test_conflicts_lead_to_the_review(page: ReceivePage, colleagues: Colleagues, qtbot: QtBot) -> None:
    paths, _ = evening(colleagues)
    page.receive(paths)
    page.perform(Act.RECORD)
    with qtbot.waitSignal(page.went) as went:
        page.result.card.review_button.click()
    assert went.args == [Address(place="exchange", tab="review")]


def test_files_are_dropped_on_the_page_and_named_by_an_address(page: ReceivePage, colleagues: Colleagues) -> None:
    paths, _ = evening(colleagues)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paths[0])), QUrl("smb:x.casepkg")])
    page.dropEvent(QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    assert [line.file.path for line in page.lines] == [paths[0]]
    page.show_address(Address(note=SEPARATOR.join(map(str, paths))))
    assert [line.file.path for line in page.lines] == paths, "one that stands there is not opened twice"


def test_locking_forgets_the_files(page: ReceivePage, colleagues: Colleagues) -> None:
    paths, _ = evening(colleagues)
    page.receive(paths)
    assert len(list(colleagues.here.folder.glob("*.staging"))) == 3, "negative control"
    page.leave(at_once=True)
    assert not list(colleagues.here.folder.glob("*.staging"))


def test_files_are_opened_where_saves_do_not_wait(page: ReceivePage, tmp_path: Path) -> None:
    runner = page.kit.runner
    assert isinstance(runner, InlineRunner)
    before = len(runner.lanes)
    page.receive([tmp_path / "gone.casepkg"])
    assert runner.lanes[before:] == [Lane.WRITER, Lane.COMPUTE]


def test_a_failure_is_told(page: ReceivePage, colleagues: Colleagues, monkeypatch: pytest.MonkeyPatch) -> None:
    paths, _ = evening(colleagues)
    page.receive(paths)
    told: list[Notice] = []
    page.failed.connect(told.append)

    def broken(told: object) -> object:
        raise OSError

    monkeypatch.setattr(colleagues.desk.exchange, "take_in", broken)
    page.perform(Act.RECORD)
    assert [one.code for one in told] == ["bug"]
    assert len(page.lines) == 3
    assert page.counts.take_button.isEnabled()


def test_a_report_tells_files_and_numbers_and_names_nobody_recorded(
    page: ReceivePage, colleagues: Colleagues, tmp_path: Path
) -> None:
    paths, _ = evening(colleagues)
    page.receive(paths)
    page.counts.report_button.click()
    assert page.reporting.isVisible()
    page.reporting.panel.save_to(tmp_path / "before.pdf")
    before = pdf_text(tmp_path / "before.pdf")
    for told in ("could be taken in", "preview", "Omarov", "Lim", "5 new records", "1 conflict"):
        assert told in before
    assert "Person · " in before, "the field in which two hands differ"
    page.perform(Act.RECORD)
    assert not page.reporting.isVisible(), "the preview is over"
    page.result.card.report_button.click()
    page.reporting.panel.save_to(tmp_path / "after.pdf")
    after = pdf_text(tmp_path / "after.pdf")
    assert "were taken in" in after
    assert "preview" not in after
    names = {field for id_ in colleagues.here.reader.ids("person")
             for name in colleagues.here.reader.get(id_).record.names for field in (name.full,) if field}
    assert names, "there are names that could leak"
    for name in names:
        assert name not in before + after
    kinds = [line.kind for line in colleagues.here.activity.lines()]
    assert kinds.count("import-report-saved-outside") == 2


def test_a_report_of_other_files_than_are_chosen_goes_away(page: ReceivePage, colleagues: Colleagues) -> None:
    paths, _ = evening(colleagues)
    page.receive(paths)
    page.counts.report_button.click()
    assert page.reporting.isVisible()
    page.lines[-1].tick.click()
    assert not page.reporting.isVisible()
    page.counts.report_button.click()
    assert "Lim" not in page.reporting.panel.page.toPlainText()


def test_a_report_is_never_written_over_something(page: ReceivePage, colleagues: Colleagues, tmp_path: Path) -> None:
    paths, _ = evening(colleagues)
    page.receive(paths)
    page.counts.report_button.click()
    (tmp_path / "there.pdf").write_bytes(b"mine")
    failed: list[Notice] = []
    page.failed.connect(failed.append)
    page.reporting.panel.save_to(tmp_path / "there.pdf")
    assert [notice.code for notice in failed] == ["file-there"]
    assert (tmp_path / "there.pdf").read_bytes() == b"mine"
    assert not colleagues.here.activity.lines(("import-report-saved-outside",))
