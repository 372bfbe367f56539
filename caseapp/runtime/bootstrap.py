"""The only composition root: everything is made here and handed over by constructor."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from caseapp.domain import law, news, records
from caseapp.domain.local_fields import GROWTH
from caseapp.domain.vocabulary import Vocabularies
from caseapp.runtime import languages, paths
from caseapp.runtime.languages import Catalogue
from caseapp.runtime.outside import NAME, Outside
from caseapp.security import hardening
from caseapp.security.device_secret import DeviceSecrets, SystemKeyring
from caseapp.security.kdf import Cost
from caseapp.services.vault_doors import Surroundings
from caseapp.services.vaults import VaultService


@dataclass(frozen=True, slots=True)
class App:
    """What the window and the command line are given."""

    vaults: VaultService
    vocabularies: Vocabularies
    resources: Path
    vault_folder: Path
    outside: Outside

    def language(self, code: str) -> Catalogue:
        """The catalogue of a language."""
        return languages.load(self.resources / "i18n", code)


def milliseconds() -> int:
    """The wall clock."""
    return time.time_ns() // 1_000_000


def compose(
    *, device_secrets: DeviceSecrets | None = None, cost: Callable[[], Cost] = VaultService.default_cost,
    clock: Callable[[], int] = milliseconds, built: int | None = None,
) -> App:
    """The program's parts, wired. Tests hand in a cheaper key derivation, a keyring, a clock
    or the day of the version."""
    hardening.harden()
    words, book = law.shipped(paths.RESOURCES)
    around = Surroundings(
        specs=records.ALL, growth=GROWTH, vocabularies=words, clock=clock, dice=secrets.token_bytes,
        device_secrets=device_secrets or SystemKeyring(), machine=paths.machine_id, cost=cost,
        fonts=paths.RESOURCES / "fonts", law=book, built=news.built() if built is None else built,
    )
    folder = paths.data_folder()
    return App(VaultService(around), words, paths.RESOURCES, folder, Outside(folder.with_name(NAME)))
