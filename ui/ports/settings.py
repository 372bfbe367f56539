"""How the person likes the window: declared in ``caseapp.domain.preferences``, kept inside the vault."""

from typing import Protocol

from caseapp.domain.canonical import Json


class Settings(Protocol):
    """Preferences by name."""

    def get(self, name: str) -> Json:
        """The value or its default. Pure and quick."""

    def put(self, name: str, value: Json) -> None:
        """Keep it in the vault. Writer lane."""
