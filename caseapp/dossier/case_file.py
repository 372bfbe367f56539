"""What a dossier is made from: a frozen picture of a case, handed over whole, so that a form can never read more."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from caseapp.disclosure.audience import Audience
from caseapp.domain.entity import Entity
from caseapp.domain.spec import RecordId


@dataclass(frozen=True, slots=True)
class BlobFacts:
    """What is known of a stored file: its SHA-256 as taken at intake and checked again, its size in bytes."""

    sha256: bytes
    size: int
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The closure of a case (or of a person, or an incident) as it stood at ``now``.

    ``subject``: the record it is about; ``authors``: fingerprint -> alias, for values in conflict; ``blobs``: exhibit
    -> facts; ``now``: UTC epoch seconds; ``zone``: IANA zone in which "generated at" is printed; ``snapshot``: 32-byte
    hash of the vault's state; ``dossier_id`` and ``version`` as in the register of issued dossiers; ``sample``: every
    page says so. Consent records of everybody in it must be among ``entities``.
    ``others``: people outside it whom its texts may name, with their consents; see ``disclose``.
    ``void_approvals``: verifications whose approval does not count.
    """

    subject: RecordId
    entities: tuple[Entity, ...] = field(repr=False)
    authors: Mapping[str, str] = field(repr=False)
    blobs: Mapping[RecordId, BlobFacts] = field(repr=False)
    audience: Audience
    organisation: str
    author: str
    dossier_id: str
    version: int
    now: int
    zone: str
    snapshot: bytes
    sample: bool = False
    others: tuple[Entity, ...] = field(default=(), repr=False)
    void_approvals: frozenset[RecordId] = frozenset()
