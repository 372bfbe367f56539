"""The draft of the quick page and the work it sends to the writer: plain objects that keep no page alive."""

from typing import Final

from ui.pages.page import PageKit
from ui.ports import QuickRecord

DRAFT_KEY: Final = "quick"
DRAFT_DELAY_MS: Final = 1_500  # with the write itself below the promised two seconds


class LoadDraft:
    """Read the draft that was left."""

    def __init__(self, kit: PageKit) -> None:
        self._drafts = kit.desk.drafts

    def __call__(self) -> object:
        draft = self._drafts.load(DRAFT_KEY)
        return dict(draft) if draft is not None else None


class KeepDraft:
    """Keep what was typed; nothing typed means nothing kept."""

    def __init__(self, kit: PageKit, draft: dict[str, str]) -> None:
        self._drafts, self._draft = kit.desk.drafts, draft

    def __call__(self) -> object:
        if self._draft:
            self._drafts.save(DRAFT_KEY, self._draft)
        else:
            self._drafts.drop(DRAFT_KEY)
        return None


class WriteRecord:
    """Record the six answers."""

    def __init__(self, kit: PageKit, answers: QuickRecord) -> None:
        self._quick, self._answers = kit.desk.quick, answers

    def __call__(self) -> object:
        return self._quick.record(self._answers)
