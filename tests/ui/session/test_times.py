"""The minutes until cover and lock: chosen in the window, kept in the vault, in force at once, never out of bounds."""

from collections.abc import Iterator

import pytest

from tests.support.live import Live
from tests.ui.conftest import app, drop_deleted, live, real_kit, sample_folder  # noqa: F401  (fixtures)
from ui.pages.cover_settings_page import COVERS, LOCKS, CoverSettingsPage
from ui.pages.page import PageKit
from ui.session.times import COVER_MINUTES, LOCK_MINUTES, times_of


@pytest.fixture
def page(real_kit: PageKit) -> Iterator[CoverSettingsPage]:  # noqa: F811
    made = CoverSettingsPage(real_kit)
    yield made
    made.deleteLater()
    drop_deleted()


def choose(page: CoverSettingsPage, name: str, minutes: int) -> None:
    box = page.minutes[name]
    box.choose(str(minutes))
    box.activated.emit(box.currentIndex())


def test_the_minutes_are_kept_and_said(page: CoverSettingsPage, real_kit: PageKit, live: Live) -> None:  # noqa: F811
    assert "After 5 min" in page.idle.text()
    choose(page, "cover_minutes", 2)
    choose(page, "lock_minutes", 30)
    times = times_of(real_kit.desk.settings)
    assert (times.cover, times.lock) == (120, 1800)
    assert "After 2 min" in page.idle.text()
    assert "After 30 min" in page.idle.text()
    real_kit.desk.lock()
    assert times_of(live.sample().settings) == times


def test_a_lock_never_comes_before_its_cover_and_nothing_is_out_of_bounds(
    page: CoverSettingsPage, real_kit: PageKit  # noqa: F811
) -> None:
    choose(page, "cover_minutes", 30)
    choose(page, "lock_minutes", 5)
    times = times_of(real_kit.desk.settings)
    assert times.lock >= times.cover == 30 * 60
    assert (min(COVERS), max(COVERS)) == COVER_MINUTES
    assert (min(LOCKS), max(LOCKS)) == LOCK_MINUTES
