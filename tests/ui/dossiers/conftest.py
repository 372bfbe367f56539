"""Dossier pages over the real sample vault."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import app, drop_deleted, live, real_kit, sample_folder  # noqa: F401  (fixtures)
from ui.pages.dossiers.make_page import MakePage
from ui.pages.page import PageKit

PERSON = "Ахметов Данияр"


def person_of(kit: PageKit) -> str:
    """The sample's detained man."""
    hits = kit.desk.search.find(PERSON, types=("person",))
    return hits[0].id


@pytest.fixture
def make(real_kit: PageKit, qtbot: QtBot) -> Iterator[Callable[[], MakePage]]:  # noqa: F811
    made: list[MakePage] = []

    def one() -> MakePage:
        page = MakePage(real_kit)
        page.resize(1190, 660)
        page.show()
        made.append(page)
        return page

    yield one
    for page in made:
        page.close()
        page.deleteLater()
    drop_deleted()
