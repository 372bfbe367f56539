"""The real vault behind page tests: preferences last, and everything happens at once."""

import pytest

from caseapp.domain.errors import Bug
from caseapp.domain.preferences import PREFERENCES
from tests.support.live import Live
from ui.desk.vaults import SAMPLE_WORDS
from ui.pages.page import PageKit
from ui.pages.record_page import RecordPage


def test_a_page_reads_a_real_vault(real_kit: PageKit) -> None:
    person = real_kit.desk.records.ids("person")[0]
    page = RecordPage(real_kit)
    page.show_record("person", person)
    assert page.view is not None
    assert page.view.title
    page.deleteLater()


def test_preferences_last_and_only_declared_ones_are_kept(live: Live) -> None:
    desk = live.sample()
    assert desk.settings.get("zoom") == PREFERENCES["zoom"]
    desk.settings.put("zoom", 125)
    with pytest.raises(Bug):
        desk.settings.put("zoom", "wide")
    with pytest.raises(Bug):
        desk.settings.put("undeclared", 1)
    desk.lock()
    again = live.vaults.unlock(live.vaults.sample_folder, SAMPLE_WORDS)
    assert again.settings.get("zoom") == 125
