"""The main job on the sample, from an empty folder to a second vault: a first look, also where there is no screen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdfium2

from caseapp.domain.errors import Bug
from caseapp.domain.text import Language
from caseapp.security import passphrase
from caseapp.services import sample
from caseapp.services.session import Session
from caseapp.services.vaults import FolderInUse, VaultService

LANGUAGES: Final = ("en", "ru")
SCALE: Final = 100 / 72  # rendered pages have 100 dots an inch
VAULT: Final = "sample-vault"
SECOND: Final = "second-vault"
EXPORT: Final = "sample.casepkg"


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made. The passphrase opens both sample vaults; it is told because nothing in them is secret."""

    files: tuple[Path, ...]
    passphrase: str
    taken_in: int


def make_sample(vaults: VaultService, resources: Path, folder: Path, alias: str = "A. Serikova") -> str:
    """A filled sample vault in ``folder``; returns its generated passphrase."""
    phrase = passphrase.generate(passphrase.load_words(resources / "words" / "en.txt"))
    vaults.create(folder, phrase, "Sample", alias=alias, sample=True)
    with vaults.open(folder, phrase) as session:
        session.writer.open()
        sample.fill(session, resources)
    return phrase


def run(vaults: VaultService, resources: Path, language: Callable[[str], Language], folder: Path) -> Demo:
    """The whole job in ``folder``, which must be new or empty. Raises FolderInUse and what its steps raise."""
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUse()
    folder.mkdir(parents=True, exist_ok=True)
    phrase = make_sample(vaults, resources, folder / VAULT)
    vaults.create(folder / SECOND, phrase, "Second sample", alias="T. Omarov", sample=True)
    files: list[Path] = [folder / VAULT, folder / SECOND]
    with vaults.open(folder / VAULT, phrase) as first, vaults.open(folder / SECOND, phrase) as second:
        first.writer.open()
        second.writer.open()
        files += _dossiers(first, language, folder)
        _introduce(first, second)
        export = folder / EXPORT
        first.exchange.export(export, [second.card.fp])
        files.append(export)
        with second.exchange.preview(export) as incoming:
            new = len(incoming.preview.new)
            incoming.take_in()
        if first.reader.ids("person") != second.reader.ids("person"):
            raise Bug("demo-merge")
    return Demo(tuple(files), phrase, new)


def _introduce(one: Session, other: Session) -> None:
    for here, there in ((one, other), (other, one)):
        here.contacts.add(there.card.raw)
        here.contacts.trust(there.card.fp, "in person")


def _dossiers(session: Session, language: Callable[[str], Language], folder: Path) -> Iterator[Path]:
    for case in sample.cases(session):
        for code in LANGUAGES:
            issued = session.dossiers.issue("D1", case, language(code), "internal")
            path = folder / f"{issued.id}.pdf"
            session.dossiers.save_copy(issued, path)
            yield path
            yield from render(path.read_bytes(), folder / f"{issued.id}-pages")


def render(pdf: bytes, folder: Path) -> Iterator[Path]:
    """Every page of a PDF of ours as a picture."""
    folder.mkdir()
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            path = folder / f"page-{number + 1:02d}.png"
            document[number].render(scale=SCALE).to_pil().save(path)
            yield path
