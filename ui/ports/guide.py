"""The guide that ships with the program. Files of its own, nothing of the vault."""

from typing import Protocol

from caseapp.domain.guide import Chapter


class Guide(Protocol):
    """What the help page shows."""

    @property
    def code(self) -> str:
        """The language that the guide is written in for this window."""

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """All of it. Reads some tens of kilobytes once."""
