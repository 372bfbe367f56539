"""Files become exhibits from anywhere: chosen with a key or dropped on the window, one after the other, with Stop."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from caseapp.domain.spec import Kind, RecordId, RecordSpec
from caseapp.domain.text import N_
from ui.address import Address
from ui.bridge.notify import notice
from ui.bridge.outcome import Done, Failed, Outcome
from ui.bridge.progress import Progress
from ui.pages.page import PageKit
from ui.ports import Lane, Saved

MOST: Final = 200  # files at once; more is a folder that somebody dropped by mistake


class Attaching(QObject):
    """Asks for files, takes them in, and says where they are."""

    saved = Signal(Saved)
    failed = Signal(object)  # a Notice
    went = Signal(Address)
    working = Signal(object)  # a Progress

    def __init__(self, kit: PageKit, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self._window = parent
        self._concerns: tuple[RecordId, ...] = ()
        self._progress: Progress | None = None

    def choose(self, type_: str = "", id_: RecordId = "") -> None:
        """Ask for files; the record that is shown is what they concern, where an exhibit can concern its type."""
        self._concerns = (id_,) if id_ and self._takes(type_) else ()
        dialog = QFileDialog(self._window, self._kit.tr(N_("Add files as exhibits")))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the system's own would remember where one was
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, paths: Sequence[Path], type_: str = "", id_: RecordId = "") -> None:
        """Take these in. While others are being taken in, or for none, nothing happens."""
        if self._progress is not None or not paths:
            return
        if id_:
            self._concerns = (id_,) if self._takes(type_) else ()
        words = self._kit.language.plural("Taking in {n} file", "Taking in {n} files", len(paths))
        self._progress = Progress(words.format(n=len(paths)))
        self.working.emit(self._progress)
        work = _Attach(self._kit, tuple(paths)[:MOST], self._concerns, self._progress)
        self._concerns = ()
        self._kit.runner.run(self, Lane.COMPUTE, work, self._on_taken)

    def exhibit_spec(self) -> RecordSpec | None:
        """The record type that holds a file: the one whose spec has a field for it."""
        specs = self._kit.desk.records.specs().values()
        return next((spec for spec in specs if any(f.kind is Kind.BLOB for f in spec.fields.values())), None)

    def _takes(self, type_: str) -> bool:
        spec = self.exhibit_spec()
        return spec is not None and any(f.kind is Kind.REFS and type_ in f.targets for f in spec.fields.values())

    @Slot("QStringList")
    def _on_chosen(self, names: list[str]) -> None:
        self.take([Path(name) for name in names])

    @Slot(object)
    def _on_taken(self, outcome: Outcome) -> None:
        if self._progress is not None:
            self._progress.end()
        self._progress = None
        spec = self.exhibit_spec()
        if isinstance(outcome, Failed):
            self.failed.emit(notice(outcome.error, self._kit.language))
            self.saved.emit(Saved((), {spec.type: ()} if spec else {}))  # those before it are recorded
        elif isinstance(outcome, Done) and isinstance(outcome.value, Saved):
            self.saved.emit(outcome.value)
            if outcome.value.ids and spec is not None:
                self.went.emit(Address(type=spec.type, id=outcome.value.ids[0]))


class _Attach:
    def __init__(self, kit: PageKit, paths: Sequence[Path], concerns: Sequence[RecordId], progress: Progress) -> None:
        self._evidence, self._paths, self._concerns, self._progress = kit.desk.evidence, paths, concerns, progress

    def __call__(self) -> object:
        return self._evidence.attach(self._paths, self._concerns, self._progress)
