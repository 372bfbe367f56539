"""Filling a sample vault from the shipped data in one action: real bodies and figures, invented persons marked so."""

from pathlib import Path
from typing import Any, Final

from caseapp.domain.sample import read_sample
from caseapp.domain.seeds import Seed
from caseapp.domain.text import N_
from caseapp.domain.values import BlobRef
from caseapp.services.edits import Edit
from caseapp.services.session import Session
from caseapp.storage import frame

TITLE: Final = N_("Fill the sample vault")
_MEDIA: Final = {".txt": "text/plain", ".pdf": "application/pdf"}


def fill(session: Session, resources: Path) -> int:
    """Write every seed; returns how many records. The session must be that of a sample vault."""
    specs = list(session.specs.values())
    seeds = read_sample(resources, specs, session.vocabularies, lambda _type, _key: session.records.new_id())
    edits = [_edit(session, seed, resources / "sample") for seed in seeds]
    session.records.save(edits, TITLE)
    return len(edits)


def _edit(session: Session, seed: Seed, folder: Path) -> Edit:
    spec = session.specs[seed.type]
    blank = spec.struct()
    values: dict[str, Any] = {
        name: value
        for name in spec.fields
        if (value := getattr(seed.record, name)) != getattr(blank, name)
    }
    if seed.attach:
        values["file"] = _keep(session, folder / seed.attach)
    return Edit(seed.type, seed.id, values)


def _keep(session: Session, path: Path) -> BlobRef:
    sql = session.writer.sql
    receipt = session.blobs.intake_file(path, lambda name: frame.blob_named(sql, name))
    with session.writer.transaction():
        frame.put_blob(sql, receipt.blob, session.author.clock())
    return BlobRef(
        receipt.blob.sha256.hex(), receipt.blob.size, _MEDIA.get(path.suffix, "application/octet-stream"),
        receipt.blob.sha512.hex(),
    )


def cases(session: Session) -> list[str]:
    """The ids of the sample's cases."""
    return session.reader.ids("case")
