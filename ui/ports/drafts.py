"""What was typed and not yet recorded."""

from collections.abc import Mapping
from typing import Protocol


class Drafts(Protocol):
    """What was typed and not yet recorded, kept in the vault. Writer lane."""

    def load(self, key: str) -> Mapping[str, str] | None:
        """The draft, or None."""

    def save(self, key: str, draft: Mapping[str, str]) -> None:
        """Keep it; replaces the one before."""

    def drop(self, key: str) -> None:
        """Forget it; not an error when there is none."""
