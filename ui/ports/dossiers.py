"""Issuing dossiers and saving copies outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from caseapp.domain.spec import RecordId
from ui.ports.base import Choice


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued dossier, kept in the vault until a copy is saved outside."""

    id: str
    pages: int
    gaps: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    size: int = 0


class Dossiers(Protocol):
    """Issuing and saving copies."""

    def forms(self, type_: str) -> Sequence[Choice]:
        """Forms that can be made of a record of this type. Pure and quick."""

    def audiences(self) -> Sequence[Choice]:
        """For whom. Pure and quick."""

    def issue(self, form: str, id_: RecordId, language: str, audience: str) -> Issued:
        """Make and keep it in the vault. Writer lane. Raises Denied when the release gate refuses."""

    def save_copy(self, issued: str, path: Path) -> None:
        """Write the file outside the vault and enter it in the activity log. Writer lane."""
