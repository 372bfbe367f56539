"""A file on its record's page: nothing is read before it is asked for, and nothing stays when it is hidden."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseapp.box.box import Box
from caseapp.domain.values import BlobRef
from caseapp.services import pictures
from tests.box.hostile import honest
from tests.ui.conftest import drop_deleted
from ui.pages.file_card import FileCard
from ui.pages.page import PageKit
from ui.ports import Saved
from ui.windows.attaching import Attaching


@pytest.fixture
def owner(real_kit: PageKit) -> Iterator[QWidget]:
    widget = QWidget()
    yield widget
    widget.deleteLater()
    drop_deleted()


def attach(kit: PageKit, path: Path) -> BlobRef:
    saved = kit.desk.evidence.attach([path], [], lambda _done, _total: None)
    value = kit.desk.records.get(saved.ids[0]).fields["file"].value
    assert isinstance(value, BlobRef)
    return value


def card_of(kit: PageKit, owner: QWidget, ref: BlobRef) -> FileCard:
    card = FileCard(kit, "File", owner)
    card.show_file(ref)
    return card


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_photograph_is_shown_when_asked_and_forgotten_when_hidden(
    real_kit: PageKit, owner: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    honestly = Box.picture

    def counted(self: Box, data: bytes, side: int) -> object:
        asked.append(side)
        return honestly(self, data, side)

    monkeypatch.setattr(pictures.Box, "picture", counted)
    card = card_of(real_kit, owner, attach(real_kit, written(tmp_path, "a.jpg", honest("JPEG", (600, 400)))))
    assert not asked, "opening the page reads nothing"
    assert not card.picture.holds()
    card.show_button.click()
    assert card.picture.holds()
    assert card.picture.sizeHint().width() == 600
    card.show_button.click()
    assert not card.picture.holds()
    card.show_button.click()
    card.show_file(BlobRef("0" * 64, 3, "image/png"))
    assert not card.picture.holds(), "another file takes the picture away"


def test_a_statement_is_read_as_text(real_kit: PageKit, owner: QWidget, tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Жұмабеков <b>ұсталды</b>".encode())
    card = card_of(real_kit, owner, attach(real_kit, path))
    card.show_button.click()
    assert card.text.toPlainText() == "Жұмабеков <b>ұсталды</b>"
    card.show_button.click()
    assert card.text.toPlainText() == ""


def test_a_hostile_file_is_refused_in_words(real_kit: PageKit, owner: QWidget, tmp_path: Path) -> None:
    card = card_of(real_kit, owner, attach(real_kit, written(tmp_path, "a.png", honest("PNG")[:60])))
    card.show_button.click()
    assert "damaged" in card.status.words.text()
    assert not card.picture.holds()
    card.show_button.click()
    assert "damaged" in card.status.words.text(), "asking again asks again"


def test_what_cannot_be_shown_has_no_button(real_kit: PageKit, owner: QWidget) -> None:
    card = card_of(real_kit, owner, BlobRef("0" * 64, 3, "application/pdf"))
    assert card.show_button.isHidden()
    assert "application/pdf" in card.about.text()


# --- taking files in


def test_files_become_exhibits_of_the_record_that_is_shown(
    real_kit: PageKit, owner: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    attaching = Attaching(real_kit, owner)
    person = real_kit.desk.records.ids("person")[0]
    paths = [written(tmp_path, "a.jpg", honest("JPEG")), written(tmp_path, "b.txt", b"words")]
    seen: list[Saved] = []
    attaching.saved.connect(seen.append)
    with qtbot.waitSignals([attaching.working, attaching.went]):
        attaching.take(paths, "person", person)
    assert len(seen[0].ids) == 2
    for id_ in seen[0].ids:
        assert real_kit.desk.records.get(id_).fields["linked"].value == (person,)
    attaching.take(paths, "case", real_kit.desk.records.ids("case")[0])
    assert real_kit.desk.records.get(seen[1].ids[0]).fields["linked"].value == (), "an exhibit concerns no case"


def test_one_bad_file_stops_there_and_keeps_those_before(
    real_kit: PageKit, owner: QWidget, tmp_path: Path
) -> None:
    attaching = Attaching(real_kit, owner)
    before = len(real_kit.desk.records.ids("exhibit"))
    said: list[object] = []
    attaching.failed.connect(said.append)
    attaching.take([written(tmp_path, "a.txt", b"a"), tmp_path / "gone.txt", written(tmp_path, "c.txt", b"c")])
    assert len(said) == 1
    assert len(real_kit.desk.records.ids("exhibit")) == before + 1
    attaching.take([written(tmp_path, "d.txt", b"d")])
    assert len(real_kit.desk.records.ids("exhibit")) == before + 2, "it goes on afterwards"
