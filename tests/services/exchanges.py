"""What the tests of exchange share: two people who met, files between them, and the trace a refusal must not leave."""

from collections.abc import Callable
from pathlib import Path

import pytest

from caseapp.domain.preview import Preview
from caseapp.services.edits import Edit
from caseapp.services.session import Session

Make = Callable[..., Session]
Pair = tuple[Session, Session]


def meet(one: Session, other: Session) -> None:
    """Both compare cards."""
    for mine, theirs in ((one, other), (other, one)):
        mine.contacts.add(theirs.card.raw)
        mine.contacts.trust(theirs.card.fp, "words")


def save(vault: Session, id_: str = "", type_: str = "person", **values: object) -> str:
    id_ = id_ or vault.records.new_id()
    vault.records.save([Edit(type_, id_, values)], "Change")
    return id_


def send(source: Session, target: Session, name: str = "", roots: tuple[str, ...] = ()) -> Path:
    path = source.folder.parent / (name or f"{source.author.dice(8).hex()}.casepkg")
    source.exchange.export(path, [target.card.fp], roots)
    return path


def take_in(target: Session, path: Path) -> Preview:
    with target.exchange.preview(path) as incoming:
        incoming.take_in()
        return incoming.preview


def trace(vault: Session) -> tuple[object, ...]:
    """Everything that a refused file could have left: counts, log, registry, activity, cards, files of the folder."""
    sql = vault.writer.sql
    counts = sql.execute(
        "SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM changeset), (SELECT count(*) FROM package), "
        "(SELECT count(*) FROM delivery), (SELECT count(*) FROM held), (SELECT count(*) FROM blob), "
        "(SELECT count(*) FROM contact), (SELECT count(*) FROM activity), (SELECT count(*) FROM setting)"
    ).fetchone()
    files = sorted(str(path.relative_to(vault.folder)) for path in vault.folder.rglob("*") if path.is_file())
    return counts, vault.writer.tip.root(), vault.writer.version, files, dict(vault.reader.stats())


def shape(vault: Session) -> dict[str, object]:
    return {
        id_: (entity.record, dict(entity.issues))
        for type_ in ("person", "case", "act", "exhibit") for id_ in vault.reader.ids(type_)
        if not (entity := vault.reader.get(id_)).empty
    }


def refused(vault: Session, path: Path, error: type[Exception]) -> None:
    before = trace(vault)
    with pytest.raises(error):
        vault.exchange.preview(path)
    assert trace(vault) == before
