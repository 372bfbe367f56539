"""The places and bodies of state that the program brings along, added to a vault that wants them, in one action."""

from pathlib import Path
from typing import Any

from caseapp.domain.sample import read_gazetteer
from caseapp.domain.seeds import Seed, steady_id
from caseapp.services.edits import Edit
from caseapp.services.records import RecordService, Saved
from caseapp.services.session import Session


def missing(session: Session, resources: Path) -> list[Seed]:
    """Those that are not here. Writer lane. An id is the same in every vault, so that two that added them meet."""
    seeds = read_gazetteer(resources, session.specs.values(), session.vocabularies.shipped, steady_id)
    here = session.writer.types_of([seed.id for seed in seeds])
    return [seed for seed in seeds if seed.id not in here]


def add(session: Session, resources: Path, title: str) -> Saved:
    """Add what is missing; what is here stays as it was written. Writer lane."""
    records: RecordService = session.records
    edits = [Edit(seed.type, seed.id, _values(session, seed)) for seed in missing(session, resources)]
    return records.save(edits, title)


def _values(session: Session, seed: Seed) -> dict[str, Any]:
    spec = session.specs[seed.type]
    blank = spec.struct()
    values = {name: getattr(seed.record, name) for name in spec.fields}
    return {name: value for name, value in values.items() if value != getattr(blank, name)}
