"""Making a dossier: the preview is what leaves, gaps lead to their cure, and whatever leaves is counted."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from caseapp.domain.errors import Denied
from caseapp.domain.moment import Moment
from caseapp.services.dossiers import DossierService
from tests.support.live import Live
from tests.support.paper import FilePrinter
from tests.support.seen import words
from tests.ui.dossiers.conftest import person_of
from ui.actions import Act
from ui.address import Address
from ui.bridge.notify import Notice
from ui.desk.desk import VaultDesk
from ui.desk.vaults import SAMPLE_WORDS
from ui.pages.dossiers.issued_page import IssuedPage
from ui.pages.dossiers.make_page import MakePage
from ui.pages.dossiers.outgoing import Outgoing
from ui.pages.dossiers.printing import PrintJob
from ui.pages.page import PageKit
from ui.pages.record_page import RecordPage

CURES: dict[str, dict[str, object]] = {
    "counsel": {"counsel": ("no_access",)}, "protocol": {"no_protocol": True}, "judge": {"no_judge": True},
    "ended": {"still_held": True}, "detained": {"detained": Moment("2022-01-07", zone="Asia/Almaty")},
}
Make = Callable[[], MakePage]


def shown(make: Make, kit: PageKit, audience: str = "lawyer", language: str = "en") -> MakePage:
    page = make()
    page.audience.choose(audience)
    page.language.choose(language)
    page.show_subject("person", person_of(kit))
    return page


def test_the_preview_shows_pages_and_keys_turn_them(make: Make, real_kit: PageKit) -> None:
    page = shown(make, real_kit)
    assert page.preview.picture.holds()
    assert page.preview.page() == 0
    page.preview.setFocus()
    QTest.keyClick(page.preview, Qt.Key.Key_PageDown)
    assert page.preview.page() == 1
    QTest.keyClick(page.preview, Qt.Key.Key_PageUp)
    QTest.keyClick(page.preview, Qt.Key.Key_PageUp)
    assert page.preview.page() == 0
    wide = page.preview.picture.sizeHint().width()
    page.preview.zoom.choose("150")
    page.preview.zoom.activated.emit(page.preview.zoom.currentIndex())
    assert page.preview.picture.sizeHint().width() == pytest.approx(wide * 2, abs=3)


def test_what_is_issued_is_what_was_shown(make: Make, real_kit: PageKit) -> None:
    """Same code, same gate: the texts differ in nothing but the hour and the hash of the vault's state."""
    page = shown(make, real_kit)
    prepared = real_kit.desk.dossiers.prepare("D1", page.subject[1], "en", "lawyer")
    page.perform(Act.ISSUE)
    assert page.issued is not None
    kept = real_kit.desk.dossiers.open(page.issued.id)
    texts = [[piece.extract_text() for piece in pypdf.PdfReader(BytesIO(pdf)).pages][1:]
             for pdf in (prepared.pdf, kept.pdf)]
    assert texts[0] == texts[1]
    assert len(texts[0]) > 2


def test_gaps_and_refusals_lead_to_the_field_that_would_cure_them(
    make: Make, real_kit: PageKit, qtbot: QtBot
) -> None:
    page = shown(make, real_kit)
    went: list[Address] = []
    page.went.connect(went.append)
    lines = page.before.lines
    assert lines
    for line in lines:
        line._on_press()
    assert [address for address in went if address.type == "act" and address.field]
    assert all(address.type and (address.id or address.preset) for address in went)


def test_a_refused_examination_leads_to_its_own_answer(make: Make, real_kit: PageKit) -> None:
    shown(make, real_kit)
    records = real_kit.desk.records
    consent = next(view for id_ in records.ids("consent") if (view := records.get(id_)).fields["subject"].value)
    person = consent.fields["subject"].value
    case = records.save("case", None, {"title": "One", "persons": (person,)}, "Case").ids[0]
    records.save("body_mark", None, {"person": person, "description": "bruise"}, "Mark")

    def answers() -> list[str]:
        cures = real_kit.desk.dossiers.prepare("D1", case, "en", "lawyer").cures
        return [cure.words for cure in cures if cure.at is not None and cure.at.field == "medical"]

    assert answers() == []
    records.save("consent", consent.id, {"medical": "no"}, "Answer")
    (words,) = answers()
    assert words.endswith("consent was refused (Medical examination and photographs of injuries)")


def test_mending_a_gap_takes_its_line_away(make: Make, real_kit: PageKit) -> None:
    page = shown(make, real_kit)
    before = real_kit.desk.dossiers.prepare("D1", page.subject[1], "en", "lawyer").cures
    gap = next(cure.at for cure in before if cure.at is not None and cure.at.field in CURES)
    saved = real_kit.desk.records.save("act", gap.id, CURES[gap.field], "Fill the gap")
    count = len(page.before.lines)
    page.refresh(saved.changes)
    page.prepare()
    assert len(page.before.lines) == count - 1


def test_a_refused_dossier_is_said_and_nothing_is_kept(
    make: Make, real_kit: PageKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(make, real_kit)
    said: list[Notice] = []
    page.failed.connect(said.append)

    def refuse(*_: object) -> object:
        raise Denied()

    monkeypatch.setattr(DossierService, "press", refuse)
    page.perform(Act.ISSUE)
    assert page.issued is None
    assert len(said) == 1
    assert real_kit.desk.dossiers.issued() == []
    page.prepare()
    assert not page.preview.picture.holds(), "a page that may not leave is not shown either"


def test_the_record_says_what_left_of_it_and_what_is_still_out(
    make: Make, real_kit: PageKit, tmp_path: Path, qtbot: QtBot
) -> None:
    page = shown(make, real_kit)
    record = RecordPage(real_kit)
    qtbot.addWidget(record)
    record.show()
    went: list[Address] = []
    record.went.connect(went.append)
    record.show_record(*page.subject)
    assert "Dossiers issued" not in words(record)
    page.perform(Act.ISSUE)
    page.outgoing.save_to(tmp_path / "dossier.pdf")
    record.show_record(*page.subject)
    assert "Dossiers issued (1)" in words(record)
    assert "1 copy to account for" in words(record)
    next(each for each in record.findChildren(QPushButton) if each.text() == "Issued dossiers").click()
    assert went == [Address(place="dossiers", tab="issued")]
    other = next(id_ for id_ in real_kit.desk.records.ids("person") if id_ != page.subject[1])
    record.show_record("person", other)
    assert "Dossiers issued" not in words(record)


def test_a_copy_is_saved_counted_and_accounted_for(make: Make, real_kit: PageKit, tmp_path: Path) -> None:
    page = shown(make, real_kit)
    page.perform(Act.ISSUE)
    page.outgoing.save_to(tmp_path / "dossier.pdf")
    assert (tmp_path / "dossier.pdf").read_bytes().startswith(b"%PDF")
    register = IssuedPage(real_kit)
    assert "1 copy to account for" in register.model.stringList()[0]
    line = register.copies.lines[0]
    line.where.setText("  ")
    line._on_said()
    assert register.copies.lines[0].where.isVisibleTo(register), "nothing said is nothing accounted for"
    line = register.copies.lines[0]
    line.where.setText("handed to the court")
    line._on_said()
    assert "to account for" not in register.model.stringList()[0]
    assert real_kit.desk.dossiers.copies(page.issued.id if page.issued else "")[0].accounted == "handed to the court"
    register.deleteLater()


def test_an_existing_file_is_never_overwritten(make: Make, real_kit: PageKit, tmp_path: Path) -> None:
    page = shown(make, real_kit)
    page.perform(Act.ISSUE)
    (tmp_path / "dossier.pdf").write_bytes(b"theirs")
    said: list[Notice] = []
    page.failed.connect(said.append)
    page.outgoing.save_to(tmp_path / "dossier.pdf")
    assert (tmp_path / "dossier.pdf").read_bytes() == b"theirs"
    assert len(said) == 1


# --- paper


def outgoing(page: MakePage, kit: PageKit, printer: FilePrinter, names: list[str]) -> Outgoing:
    made = Outgoing(kit, page, printer, lambda: names)
    made.show_issued(page.issued)
    made.print_button.click()
    return made


def test_a_range_of_pages_is_printed_and_counted(make: Make, real_kit: PageKit, tmp_path: Path) -> None:
    page = shown(make, real_kit)
    page.perform(Act.ISSUE)
    printer = FilePrinter(tmp_path / "paper.pdf")
    panel = outgoing(page, real_kit, printer, ["Office"])
    panel.first.setValue(2)
    panel.last.setValue(3)
    panel.panel.print_now.click()
    paper = pypdf.PdfReader(tmp_path / "paper.pdf")
    assert len(paper.pages) == 2
    copy = real_kit.desk.dossiers.copies(page.issued.id if page.issued else "")[0]
    assert (copy.printed, copy.where, copy.pages) == (True, "Office", (2, 3))
    assert printer.names == ["Office"]


def test_stopping_counts_what_is_on_paper_already(
    make: Make, real_kit: PageKit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(make, real_kit)
    page.perform(Act.ISSUE)
    panel = outgoing(page, real_kit, FilePrinter(tmp_path / "paper.pdf"), ["Office"])
    honestly = PrintJob._draw

    def stop_after_one(self: PrintJob) -> None:
        if self.done:
            self.progress.stop()
        honestly(self)

    monkeypatch.setattr(PrintJob, "_draw", stop_after_one)
    panel.panel.print_now.click()
    copy = real_kit.desk.dossiers.copies(page.issued.id if page.issued else "")[0]
    assert copy.pages == (1, 2)
    assert panel.panel.print_now.isEnabled(), "another try is possible"


def test_without_a_printer_it_says_so(make: Make, real_kit: PageKit, tmp_path: Path) -> None:
    page = shown(make, real_kit)
    page.perform(Act.ISSUE)
    panel = outgoing(page, real_kit, FilePrinter(tmp_path / "paper.pdf"), [])
    assert panel.panel.no_printer.isVisibleTo(panel)
    assert not panel.panel.print_now.isVisibleTo(panel)


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_said(make: Make, real_kit: PageKit, tmp_path: Path) -> None:
    page = shown(make, real_kit)
    page.perform(Act.ISSUE)
    panel = outgoing(page, real_kit, FilePrinter(tmp_path / "gone" / "paper.pdf"), ["Office"])
    said: list[object] = []
    panel.failed.connect(said.append)
    panel.panel.print_now.click()
    assert len(said) == 1
    assert real_kit.desk.dossiers.copies(page.issued.id if page.issued else "") == []


def test_an_issued_dossier_can_be_looked_at_in_a_vault_opened_for_reading(
    make: Make, real_kit: PageKit, live: Live, qtbot: QtBot
) -> None:
    page = shown(make, real_kit)
    page.perform(Act.ISSUE)
    assert isinstance(real_kit.desk, VaultDesk)
    real_kit.desk.lock()
    reading = live.vaults.unlock(live.vaults.sample_folder, SAMPLE_WORDS, read_only=True)
    try:
        register = IssuedPage(replace(real_kit, desk=reading))
        qtbot.addWidget(register)
        register.show()
        failed: list[object] = []
        register.failed.connect(failed.append)
        register.look.click()
        assert failed == []
        assert register.preview.picture.holds()
    finally:
        reading.lock()
