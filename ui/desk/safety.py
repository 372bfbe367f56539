"""The safety check, for the window."""

from collections.abc import Sequence
from typing import Final

from caseapp.services.backup import Progress
from caseapp.services.safety import ATTENTION, OK, UNSEEN, WORDS, SafetyLine, SafetyService
from caseapp.services.vaults import VaultService
from ui.desk.backups import when
from ui.desk.vault import OpenVault
from ui.ports import SafetyView

_STATUS: Final = {OK: "settled", ATTENTION: "attention", "none": "attention", UNSEEN: "info"}


class DeskSafety:
    """``ui.ports.Safety`` over a session."""

    def __init__(self, vault: OpenVault, service: VaultService) -> None:
        self._vault = vault
        self._service = service

    def check(self) -> Sequence[SafetyView]:
        """Every line."""
        return [self._view(line) for line in SafetyService(self._vault.session, self._service).check()]

    def verify(self, progress: Progress | None = None) -> Sequence[str]:
        """What was found."""
        session = self._vault.session
        found = session.verify(progress)
        session.activity.note("verified", {"findings": sum(one.count for one in found)})
        return [one.explain(self._vault.language) for one in found]

    def _view(self, line: SafetyLine) -> SafetyView:
        words, remedy = (self._vault.tr(each) for each in WORDS[line.topic, line.state])
        for name, value in line.params.items():
            words = words.replace("{" + name + "}", str(value))  # {date} is the page's to fill
        return SafetyView(line.topic, _STATUS[line.state], words, remedy, None if line.at is None else when(line.at))
