"""Evidence for the window: the long parts on the compute lane, the database asked on its own two."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from caseapp.domain.pixels import Pixels
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.services import records as services
from caseapp.services.exhibits import ExhibitService
from caseapp.services.pictures import Found
from ui.desk.lanes import Lanes
from ui.desk.records import saved_of
from ui.desk.vault import OpenVault
from ui.ports import Saved


class DeskEvidence:
    """``ui.ports.Evidence`` over a session. Compute waits for reader and writer; neither ever waits for compute."""

    def __init__(self, vault: OpenVault, lanes: Lanes) -> None:
        self._vault = vault
        self._lanes = lanes

    def thumbnail(self, sha256: str) -> Pixels:
        """Made once and kept in the vault."""
        found, pictures = self._find(sha256), self._vault.session.pictures
        pixels = pictures.kept(found)
        if pixels is None:
            pixels = pictures.make(found)
            if not self._vault.session.read_only:
                self._lanes.write(self._keep, found, pixels).result()
        return pixels

    def picture(self, sha256: str, side: int) -> Pixels:
        """Made anew at this size."""
        return self._vault.session.pictures.make(self._find(sha256), side)

    def text(self, sha256: str) -> str:
        """A plain text."""
        return self._vault.session.pictures.text(self._find(sha256))

    def attach(
        self, paths: Sequence[Path], concerns: Sequence[RecordId], progress: Callable[[int, int], None]
    ) -> Saved:
        """One exhibit a file, one action each."""
        ids: list[RecordId] = []
        changes: dict[str, tuple[RecordId, ...]] = {}
        title = ""
        for number, path in enumerate(paths):
            progress(number, len(paths))
            saved = self._attach(path, tuple(concerns))
            ids += saved.ids
            title = saved.title
            for type_, more in saved.changes.items():
                changes[type_] = (*changes.get(type_, ()), *more)
        progress(len(paths), len(paths))
        return Saved(tuple(ids), changes, title)

    def _attach(self, path: Path, concerns: tuple[RecordId, ...]) -> Saved:
        values = {"linked": concerns} if concerns else {}
        exhibits: ExhibitService = self._lanes.write(self._exhibits).result()
        self._lanes.write(exhibits.check, path, values).result()
        receipt = exhibits.take(path, self._known)
        return saved_of(self._lanes.write(self._record, exhibits, path, receipt, values).result())

    # --- on the writer's lane

    def _exhibits(self) -> ExhibitService:
        return self._vault.session.exhibits

    def _record(
        self, exhibits: ExhibitService, path: Path, receipt: Any, values: dict[str, tuple[RecordId, ...]]
    ) -> services.Saved:
        saved = exhibits.record(path, receipt, values, self._vault.tr(N_("Attach a file")))
        self._vault.session.settle(now=False)
        return saved

    def _keep(self, found: Found, pixels: Pixels) -> None:
        session = self._vault.session
        session.pictures.keep(session.writer, found, pixels)

    # --- on the reader's lane

    def _known(self, name: str) -> Any:
        return self._lanes.read(self._look_up, name).result()

    def _look_up(self, name: str) -> Any:
        session = self._vault.session
        return session.exhibits.known(session.reader.sql, name)

    def _find(self, sha256: str) -> Found:
        found: Found = self._lanes.read(self._look, sha256).result()
        return found

    def _look(self, sha256: str) -> Found:
        session = self._vault.session
        return session.pictures.find(session.reader.sql, sha256)
