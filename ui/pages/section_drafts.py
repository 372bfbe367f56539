"""What is being typed into a section, safe in the vault within two seconds, and found again when the record is opened.

A draft holds the text as typed, read or not. ``SEEN`` is what its author had read: recording it later never replaces
what came in between unseen.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QDateTime, QObject, QTimer, Signal, Slot

from caseapp.domain.errors import CaseappError
from caseapp.domain.spec import RecordId
from ui.bridge.outcome import Done, Failed, Outcome
from ui.pages.page import PageKit
from ui.ports import Lane

DELAY_MS: Final = 1_200  # with the write itself below the promised two seconds
AGAIN_MS: Final = 5_000  # when the vault could not take it
AT: Final = "@at"
SEEN: Final = "@seen"
PRESET: Final = "@preset"
NEW: Final = "new"

Draft = dict[str, str]


def key_of(type_: str, id_: RecordId, section: str) -> str:
    """The name under which the vault keeps the draft of a section."""
    return f"section/{type_}/{id_ or NEW}/{section}"


def kept_at(draft: Mapping[str, str]) -> dt.datetime | None:
    """When the draft was kept; None where it does not say."""
    try:
        return dt.datetime.fromtimestamp(int(draft.get(AT, "")), dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def typed(draft: Mapping[str, str]) -> Draft:
    """The fields of a draft, without what it says of itself."""
    return {name: text for name, text in draft.items() if not name.startswith("@")}


class SectionDrafts(QObject):
    """The drafts of the record that a page shows."""

    found = Signal(str, object)  # section, the draft
    failed = Signal(object)  # the error that kept a draft from being kept

    def __init__(self, kit: PageKit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._of: tuple[str, RecordId] = ("", "")
        self._waiting: dict[str, Draft] = {}  # key -> what is typed
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._on_pause)

    def open(self, type_: str, id_: RecordId, sections: Sequence[str]) -> None:
        """Another record is shown: keep what waits, then look for its drafts."""
        self.flush()
        self._of = (type_, id_)
        keys = {section: key_of(type_, id_, section) for section in sections}
        self._kit.runner.run(self, Lane.DRAFTS, _Load(self._kit, self._of, keys), self._on_loaded, latest="load")

    def keep(self, section: str, draft: Draft) -> None:
        """Something was typed: keep it at the next pause, at the latest in ``DELAY_MS``."""
        self._waiting[key_of(*self._of, section)] = draft
        if not self._timer.isActive() or self._timer.interval() != DELAY_MS:
            self._timer.start(DELAY_MS)  # not anew while it runs: who types without a pause is safe too

    def flush(self) -> None:
        """Keep at once what waits."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for key, draft in waiting.items():
            said = {**draft, AT: str(QDateTime.currentSecsSinceEpoch())} if typed(draft) else {}
            self._kit.runner.run(self, Lane.DRAFTS, _Keep(self._kit, key, said), self._on_kept)

    def drop(self, key: str) -> None:
        """Forget a draft that was recorded or given up."""
        self._waiting.pop(key, None)
        self._kit.runner.run(self, Lane.DRAFTS, _Keep(self._kit, key, {}), self._on_kept)

    @Slot()
    def _on_pause(self) -> None:
        self.flush()

    @Slot(object)
    def _on_loaded(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done) and isinstance(outcome.value, tuple) and outcome.value[0] == self._of:
            for section, draft in outcome.value[1].items():
                self.found.emit(section, draft)

    @Slot(object)
    def _on_kept(self, outcome: Outcome) -> None:
        """What could not be kept waits on, unless more was typed there since: the disk may have room again."""
        if isinstance(outcome, Done) and isinstance(outcome.value, _Unkept):
            unkept = outcome.value
            self._waiting.setdefault(unkept.key, unkept.draft)
            if not self._timer.isActive():
                self._timer.start(AGAIN_MS)
            self.failed.emit(unkept.error)
        elif isinstance(outcome, Failed):
            self.failed.emit(outcome.error)


@dataclass(frozen=True, slots=True)
class _Unkept:
    key: str
    draft: Draft = field(repr=False)
    error: CaseappError


class _Load:
    def __init__(self, kit: PageKit, of: tuple[str, RecordId], keys: Mapping[str, str]) -> None:
        self._drafts, self._of, self._keys = kit.desk.drafts, of, keys

    def __call__(self) -> object:
        found = {section: self._drafts.load(key) for section, key in self._keys.items()}
        return self._of, {section: dict(draft) for section, draft in found.items() if draft}


class _Keep:
    def __init__(self, kit: PageKit, key: str, draft: Draft) -> None:
        self._drafts, self._key, self._draft = kit.desk.drafts, key, draft

    def __call__(self) -> object:
        try:
            if self._draft:
                self._drafts.save(self._key, self._draft)
            else:
                self._drafts.drop(self._key)
        except CaseappError as error:
            return _Unkept(self._key, self._draft, error)
        return None
