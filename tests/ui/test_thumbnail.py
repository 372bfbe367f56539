"""Small pictures in an overview: a person's photograph and the evidence, each only when asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from caseapp.box.box import Box
from caseapp.services import pictures
from caseapp.services.exhibits import FileNotHere
from tests.box.hostile import honest
from tests.ui.conftest import drop_deleted
from ui.pages.overview_view import OverviewView
from ui.pages.page import PageKit

PERSON = "Ахметов Данияр"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a file was handed to the box."""
    calls: list[int] = []
    honestly = Box.picture

    def counted(self: Box, data: bytes, side: int) -> object:
        calls.append(side)
        return honestly(self, data, side)

    monkeypatch.setattr(pictures.Box, "picture", counted)
    return calls


@pytest.fixture
def overview(real_kit: PageKit, tmp_path: Path) -> Iterator[OverviewView]:
    """The sample's detained man with a photograph of his, and one of his injuries."""
    person = real_kit.desk.search.find(PERSON, types=("person",))[0].id
    paths = [tmp_path / "portrait.jpg", tmp_path / "injury.png"]
    paths[0].write_bytes(honest("JPEG", (600, 400)))
    paths[1].write_bytes(honest("PNG", (300, 300)))
    portrait = real_kit.desk.evidence.attach(paths[:1], [], lambda _done, _total: None).ids[0]
    real_kit.desk.evidence.attach(paths[1:], [person], lambda _done, _total: None)
    real_kit.desk.records.save("person", person, {"photograph": portrait}, "Photograph")
    view = OverviewView(real_kit)
    view.resize(900, 900)
    view.show()
    view.show_record("person", person)
    yield view
    view.close()
    view.deleteLater()
    drop_deleted()


def test_pictures_wait_to_be_asked_for_and_leave_with_the_record(overview: OverviewView, asked: list[int]) -> None:
    assert len(overview.thumbnails) == 2
    assert not asked, "opening the page reads nothing"
    for each in overview.thumbnails:
        assert not each.picture.holds()
        each.show_button.click()
        assert each.picture.holds()
    assert len(asked) == 2
    overview.thumbnails[0].show_button.click()
    assert not overview.thumbnails[0].picture.holds()
    overview.cover()
    assert not any(each.picture.holds() for each in overview.thumbnails)


def test_a_photograph_says_whether_it_may_be_shown_and_whether_it_may_be_used(overview: OverviewView) -> None:
    words = "\n".join(label.text() for label in overview.findChildren(QLabel))
    assert "Publish photograph, voice or video: No" in words
    assert "Keep in this database and use in legal work: Yes" in words


def test_a_file_that_cannot_be_shown_says_why(overview: OverviewView, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise FileNotHere()

    monkeypatch.setattr(type(overview._kit.desk.evidence), "thumbnail", broken)
    thumbnail = overview.thumbnails[0]
    before = thumbnail.said.text()
    thumbnail.show_button.click()
    assert not thumbnail.picture.holds()
    assert thumbnail.said.text() != before
