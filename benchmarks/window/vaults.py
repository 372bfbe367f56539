"""Vaults of a thousand records and more, kept between runs in a folder that the caller names: they are dear to make."""

import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.data import Maker
from benchmarks.world import PHRASE
from caseapp.runtime.bootstrap import App, compose
from caseapp.security.kdf import Cost
from caseapp.services.edits import Edit
from caseapp.services.session import Session

_BATCH: Final = 5_000
_DONE: Final = ".made"


def cheap() -> App:
    """The composition with a cheap key derivation: it is reported apart."""
    return compose(cost=lambda: Cost(64, 1, 1))


def ready(kept: Path, count: int) -> Path:
    """The folder of a closed vault with that many records, made where it is not there."""
    folder = kept / f"records-{count}"
    if (kept / f"{folder.name}{_DONE}").exists():
        return folder
    if folder.exists():
        raise FileExistsError(f"{folder} is not finished; remove it")
    kept.mkdir(parents=True, exist_ok=True)
    app = cheap()
    app.vaults.create(folder, PHRASE, folder.name, alias=folder.name)
    session = app.vaults.open(folder, PHRASE)
    try:
        session.writer.open()
        _fill(session, count)
    finally:
        session.close()
    (kept / f"{folder.name}{_DONE}").touch()
    return folder


def _fill(session: Session, count: int) -> None:
    """In parts, so that memory does not grow with the vault; half of the acts have what closes their gaps."""
    written, begun = 0, time.perf_counter()
    while written < count:
        part = min(_BATCH, count - written)
        edits = _part(session, part, seed=written + 7)
        session.records.save(edits, "Part", "import")
        written += len(edits)
        print(f"  {written} of {count} records, {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)


def _part(session: Session, count: int, seed: int) -> list[Edit]:
    """People and acts by halves but for an eighth: a source's accounts and consents, and a case with its incident."""
    new_id = session.records.new_id
    told = count // 16
    made = Maker(new_id, seed).make(count - 2 * told - 3)
    source, incident, case = new_id(), new_id(), new_id()
    return [
        *made.edits,
        Edit("source", source, {"name": f"Source {seed}"}),
        Edit("incident", incident, {"title": f"Incident {seed}"}),
        Edit("case", case, {"title": f"Case {seed}", "persons": made.people[:20], "acts": made.acts[:20]}),
        *(Edit("account", new_id(), {"source": source, "about": (act,), "text": "слово за слово"})
          for act in made.acts[:told]),
        *(Edit("consent", new_id(), {"subject": person, "store": "yes"}) for person in made.people[:told]),
    ]
