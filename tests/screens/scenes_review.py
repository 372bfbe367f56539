"""Review as pictures: every kind of item, what was decided, and nothing left."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from caseapp.security import hardening
from tests.screens.scenes_exchange import tab
from tests.support.colleagues import Colleagues
from tests.support.live import Live
from tests.support.quarrel import quarrel
from ui.pages.exchange.review_item import ItemView
from ui.pages.exchange.review_page import ReviewPage
from ui.ports.review import Dispute, Segment, Withdrawn
from ui.windows.main_window import MainWindow


def review_scenes(window: MainWindow, code: str) -> Iterator[str]:
    """Walk through the queue."""
    with tempfile.TemporaryDirectory() as folder, patch.object(hardening, "harden", lambda: True):
        live = Live(Path(folder) / "vaults")
        colleagues = Colleagues(live, Path(folder) / "others", code)
        try:
            quarrel(colleagues)
            window.enter(colleagues.desk)
            page = tab(window, "review")
            assert isinstance(page, ReviewPage)
            yield from _walk(page)
        finally:
            colleagues.close()
            live.close()


def _walk(page: ReviewPage) -> Iterator[str]:
    seen = set()
    for _ in range(len(page.queue)):
        name = _kind(page)
        if name not in seen:
            seen.add(name)
            yield f"60-review-{name}"
        page.later.click()
    while not (isinstance(page.item, Dispute) and not page.item.protective):
        page.later.click()
    assert isinstance(page.view, ItemView)
    page.view.do("other")
    yield "61-review-another-value"
    page.view.leave_editor()
    page.segments[Segment.DUPLICATES].click()
    yield "62-review-twins"
    assert isinstance(page.view, ItemView)
    page.view.reason.setText("one photograph, one mother")
    page.view.do("same")
    yield "63-review-no-twins"
    page.segments[Segment.WAITING].click()
    yield "64-review-waiting"
    page.segments[Segment.DONE].click()
    yield "65-review-done"


def _kind(page: ReviewPage) -> str:
    item = page.item
    if isinstance(item, Withdrawn):
        return "withdrawn"
    assert isinstance(item, Dispute)
    return "guarded" if item.protective else f"{len(item.said)}-values"
