"""The person and the vault, for the window."""

from collections.abc import Sequence
from typing import Final

from caseapp.domain import zones
from ui.desk.backups import when
from ui.desk.vault import OpenVault
from ui.ports import Choice, MeView

HERE: Final = ("Asia/Almaty", "Asia/Qyzylorda", "Asia/Aqtobe", "Asia/Aqtau", "Asia/Atyrau", "Asia/Oral",
               "Asia/Qostanay", "Asia/Bishkek", "Asia/Tashkent", "Europe/Moscow", "Europe/Warsaw", "Europe/Vienna")


class DeskMe:
    """``ui.ports.Me`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def look(self) -> MeView:
        """How things stand."""
        session = self._vault.session
        counts = [(self._vault.tr(spec.plural), count) for name, spec in self._vault.specs.items()
                  if (count := session.near.count(name))]
        return MeView(
            session.card.alias, session.card.role, session.label, session.profile.zone(), session.folder,
            when(session.profile.created()), counts, session.writer.tip.count, session.near.blobs(),
        )

    def rename(self, alias: str, role: str) -> None:
        """A new card."""
        self._vault.session.profile.rename(alias, role)

    def relabel(self, label: str) -> None:
        """Another name for the vault."""
        self._vault.session.profile.relabel(label)

    def set_zone(self, zone: str) -> None:
        """From the next opening."""
        self._vault.session.profile.set_zone(zone)

    def zones(self) -> Sequence[Choice]:
        """Those of the region first."""
        return [Choice(zone, zone.replace("_", " ")) for zone in HERE if zones.is_zone(zone)]
