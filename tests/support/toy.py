"""Two small record types and ready authors, so that storage is tested without the product's own types."""

import itertools
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.policy import Merge, Policy, Rank
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordSpec, Search, Section, record_spec
from caseapp.services.author import Author
from caseapp.services.records import RecordService
from caseapp.storage.engine import DatabaseKey
from caseapp.storage.reader import Reader
from caseapp.storage.writer import Writer

ANSWERS = Policy(Merge.PROTECTIVE, Rank(("yes", "not_asked", "no"), "not_asked"))


class Human(Record, frozen=True):
    """Like a person."""

    names: Annotated[tuple[PersonName, ...], FieldSpec(Kind.NAMES, "Names", search=Search.TITLE)] = ()
    born: Annotated[Moment | None, FieldSpec(Kind.MOMENT, "Born")] = None
    job: Annotated[str, FieldSpec(Kind.LINE, "Occupation", search=Search.BODY)] = ""
    story: Annotated[str, FieldSpec(Kind.TEXT, "Story", search=Search.BODY)] = ""
    knows: Annotated[tuple[str, ...], FieldSpec(Kind.REFS, "Knows", targets=("human", "body"))] = ()
    age: Annotated[int | None, FieldSpec(Kind.INTEGER, "Age")] = None
    share: Annotated[str, FieldSpec(Kind.ANSWER, "Share", policy=ANSWERS)] = "not_asked"


class Body(Record, frozen=True):
    """Like an organisation."""

    title: Annotated[str, FieldSpec(Kind.LINE, "Title", search=Search.TITLE)] = ""
    parent: Annotated[str, FieldSpec(Kind.REF, "Part of", targets=("body",))] = ""


MAIN = (Section("main", "Main"),)
SPECS: tuple[RecordSpec, ...] = (
    record_spec("human", Human, "Human", "Humans", MAIN), record_spec("body", Body, "Body", "Bodies", MAIN),
)


def ticking(start: int = 1_641_500_000_000) -> Callable[[], int]:
    """A clock that never stands still: one millisecond a look."""
    ticks = itertools.count(start)
    return lambda: next(ticks)


def author(alias: str = "A", clock: Callable[[], int] | None = None) -> tuple[Author, bytes]:
    """An author and the 32-byte public key."""
    key = Ed25519PrivateKey.generate()
    made = Author(
        fp=secrets.token_bytes(32), life=secrets.token_bytes(8), alias=alias, device="test", zone="Asia/Almaty",
        sign=key.sign, clock=clock or ticking(), dice=secrets.token_bytes,
    )
    return made, key.public_key().public_bytes_raw()


@dataclass
class Vault:
    """A real encrypted database with everything a test wants of it."""

    folder: Path
    key: DatabaseKey
    writer: Writer
    reader: Reader
    author: Author
    public_key: bytes
    records: RecordService

    def close(self) -> None:
        self.reader.close()
        self.writer.close()


def open_vault(
    folder: Path, key: DatabaseKey, who: tuple[Author, bytes], specs: tuple[RecordSpec, ...] = SPECS
) -> Vault:
    """The vault in ``folder``; made if it is not there."""
    folder.mkdir(exist_ok=True)
    writer = Writer(folder / "vault.db", key, specs)
    writer.open()
    reader = Reader(folder / "vault.db", key, specs)
    service = RecordService(writer, who[0], {spec.type: spec for spec in specs})
    return Vault(folder, key, writer, reader, who[0], who[1], service)


def vaults(folder: Path) -> Iterator[Callable[[str], Vault]]:
    """A maker of vaults by name that closes them all."""
    made: dict[str, Vault] = {}

    def make(name: str) -> Vault:
        if name not in made:
            made[name] = open_vault(folder / name, DatabaseKey(secrets.token_bytes(48)), author(name))
        return made[name]

    yield make
    for vault in made.values():
        vault.close()
