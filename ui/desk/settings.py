"""Preferences, for the window."""

from caseapp.domain.canonical import Json
from ui.desk.vault import OpenVault


class DeskSettings:
    """``ui.ports.Settings`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault
        self._preferences = vault.session.preferences

    def get(self, name: str) -> Json:
        """The value or its default."""
        return self._preferences.get(name)

    def put(self, name: str, value: Json) -> None:
        """Keep it. Writer lane."""
        self._vault.session.preferences.put(name, value)
