"""What every command is handed: the program's parts, the language, where secrets come from, what was typed."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from caseapp.cli.errors import NoSuchType, WhichVault
from caseapp.cli.secrets_input import OPENS, Secrets
from caseapp.domain.spec import RecordSpec
from caseapp.domain.text import Language
from caseapp.domain.vocabulary import Vocabularies
from caseapp.services.session import Session
from caseapp.services.vaults import VaultService
from caseapp.storage.errors import explaining


class App(Protocol):
    """What the composition root hands over."""

    @property
    def vaults(self) -> VaultService:
        """Making and opening."""

    @property
    def vocabularies(self) -> Vocabularies:
        """The word lists."""

    @property
    def resources(self) -> Path:
        """The program's own data."""

    @property
    def vault_folder(self) -> Path:
        """Where vaults live when nothing else is said."""

    def language(self, code: str) -> Language:
        """The catalogue of a language."""


@dataclass(frozen=True, slots=True)
class Context:
    """One call of the command line."""

    app: App
    language: Language
    secrets: Secrets
    given: Namespace = field(repr=False)
    stdin: BinaryIO = field(repr=False)

    @property
    def folder(self) -> Path:
        """The vault that was named, or the only one in the usual place. Raises WhichVault."""
        if self.given.vault is not None:
            return Path(self.given.vault)
        usual = self.app.vault_folder
        found = [path for path in usual.iterdir() if self.app.vaults.is_vault(path)] if usual.is_dir() else []
        if len(found) != 1:
            raise WhichVault()
        return found[0]

    @contextmanager
    def session(self) -> Iterator[Session]:
        """The vault, open for writing and closed whatever happens. Raises what opening raises."""
        folder = self.folder
        secret = self.secrets.ask(OPENS)
        with explaining(), self.app.vaults.open(folder, secret) as session:  # a damaged page may show in any read
            session.writer.open()
            session.vocabularies.refresh(session.reader)
            yield session

    def spec(self, session: Session, type_: str) -> RecordSpec:
        """A record type by name. Raises NoSuchType."""
        if type_ not in session.specs:
            raise NoSuchType()
        return session.specs[type_]
