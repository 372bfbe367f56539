"""Making dossiers: prepared and looked at, issued into the vault, copied outside, and every copy accounted for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from caseapp.domain.pixels import Pixels
from caseapp.domain.spec import RecordId
from ui.address import Address
from ui.ports.base import Choice


@dataclass(frozen=True, slots=True)
class Cure:
    """One line of "before it leaves". ``kind``: missing, withheld or check; ``at`` leads to what would mend it."""

    kind: str
    words: str = field(repr=False)
    label: str = ""  # of the button, in the window's language; blank: nothing can be done from here
    at: Address | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A finished PDF that can be looked at. ``pdf`` is handed back for drawing; it is nowhere on the disk."""

    pages: int
    pdf: bytes = field(repr=False)
    cures: tuple[Cure, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued dossier, kept in the vault. Labels are in the window's language."""

    id: str
    title: str = field(repr=False)
    form: str
    language: str
    audience: str
    pages: int
    at: datetime
    sha256: str = ""
    subject: tuple[str, RecordId] = ("", "")
    copies: int = 0  # that left
    open: int = 0  # of these, how many nobody accounted for


@dataclass(frozen=True, slots=True)
class DossierCopy:
    """One copy that left. ``where``: the file or the printer; ``pages``: what was printed, blank for a whole file."""

    dossier: str
    at: datetime
    printed: bool
    where: str = field(repr=False)
    pages: tuple[int, int] | None = None
    accounted: str = field(default="", repr=False)
    key: object = field(default=None, repr=False)  # opaque, handed back by ``account``


class Dossiers(Protocol):
    """From a record to a file that can be handed over."""

    def forms(self, type_: str) -> Sequence[Choice]:
        """Forms that can be made of a record of this type. Pure and quick."""

    def subjects(self) -> tuple[str, ...]:
        """Record types of which any form can be made. Pure and quick."""

    def audiences(self) -> Sequence[Choice]:
        """For whom. Pure and quick."""

    def languages(self, form: str) -> Sequence[Choice]:
        """In which languages, each named in itself. Pure and quick."""

    def prepare(self, form: str, id_: RecordId, language: str, audience: str) -> Prepared:
        """As it would be issued now; nothing is written. Compute lane. Raises ReleaseRefused, NotFound."""

    def draw(self, pdf: bytes, page: int, dpi: int) -> Pixels:
        """One page, from 0. Compute lane."""

    def issue(self, form: str, id_: RecordId, language: str, audience: str) -> Issued:
        """Make and keep it in the vault. Compute lane. Raises ReleaseRefused, NotFound, Stale."""

    def issued(self, subject: RecordId = "") -> Sequence[Issued]:
        """Every issued dossier, or those of one record, newest first. Reader lane."""

    def copies(self, id_: str) -> Sequence[DossierCopy]:
        """Every copy of one that left, newest first. Reader lane."""

    def open(self, id_: str) -> Prepared:
        """An issued dossier to be looked at or printed, verified. Reader lane. Raises NotFound, BlobDamaged."""

    def save_copy(self, id_: str, path: Path) -> None:
        """Write the file outside the vault and enter it in the activity log. Writer lane. Raises FileThere."""

    def printed(self, id_: str, printer: str, first: int, last: int) -> None:
        """Enter in the activity log that pages (from 1) went to a printer. Writer lane."""

    def account(self, copy: DossierCopy, how: str) -> None:
        """Where a copy is now. Writer lane. Raises Invalid."""
