"""The five kinds of work that are killed, and what must be true of the vault afterwards.

Every step is derived from its number, so that the parent knows what the child did without being told more than "done".
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from caseapp.domain.errors import CaseappError, NotFound
from caseapp.exchange.errors import Unfinished
from caseapp.runtime.bootstrap import App, compose
from caseapp.security.errors import WrongSecret
from caseapp.security.header_file import NAMES
from caseapp.security.kdf import Cost
from caseapp.services.edits import Edit
from caseapp.services.session import Session
from caseapp.storage import frame
from tests.services.exchanges import meet, save, send

STEPS = 4
PERSONS = 12
VAULT, OTHER = "a", "b"


class Wrong(Exception):
    """What is broken after a kill."""


def phrase(number: int) -> str:
    """The passphrase after ``number`` changes."""
    return f"seven quiet herons over lake number {number}"


def new_id(number: int) -> str:
    """The id of the record that a step makes."""
    return f"018c{number:08x}70008000000000000000"[:32]


def expect(true: object, what: str) -> None:
    if not true:
        raise Wrong(what)


@dataclass(frozen=True)
class Ground:
    """Prepared once: a closed vault with records, one who sends it export files and takes its own, files to attach."""

    app: App
    vault: Path
    other: Path
    recovery_key: str
    persons: tuple[str, ...]
    packages: tuple[Path, ...]
    brought: tuple[tuple[str, ...], ...]  # the ids that each package adds; the last of each is an exhibit
    sizes: tuple[int, ...]  # how many changesets each package adds
    files: tuple[Path, ...]
    recipient: bytes
    changesets: int

    @staticmethod
    def prepare(folder: Path) -> "Ground":
        app = compose(cost=lambda: Cost(64, 1, 1))
        folder.mkdir()
        files = tuple(_file(folder / f"file{number}.bin", number) for number in range(2 * STEPS))
        key = app.vaults.create(folder / VAULT, phrase(0), "A", alias="A").recovery_key
        app.vaults.create(folder / OTHER, phrase(0), "B", alias="B")
        with app.vaults.open(folder / VAULT, phrase(0)) as a, app.vaults.open(folder / OTHER, phrase(0)) as b:
            a.writer.open()
            b.writer.open()
            meet(a, b)
            persons = tuple(save(a, occupation=f"person {number}") for number in range(PERSONS))
            a.exhibits.attach(files[-1], {}, "Attach")
            packages, brought, sizes = [], [], []
            for number in range(STEPS):
                before = b.reader.stats()["#changeset"]
                ids = [save(b, remarks="long " * 200) for _ in range(6)]
                ids += b.exhibits.attach(files[STEPS + number], {"title": f"paper {number}"}, "Attach").ids
                packages.append(send(b, a, f"in{number}.casepkg"))
                brought.append(tuple(ids))
                sizes.append(b.reader.stats()["#changeset"] - before)
            return Ground(
                app, a.folder, b.folder, key, persons, tuple(packages), tuple(brought), tuple(sizes), files,
                b.card.fp, a.reader.stats()["#changeset"],
            )

    def open(self, vault: Path, number: int = 0) -> Session:
        session = self.app.vaults.open(vault, phrase(number))
        session.writer.open()
        return session


@dataclass(frozen=True)
class Kind:
    """``steps`` yields once when the vault is open and once after each step that returned."""

    steps: Callable[[Ground, Path], Iterator[None]]
    look: Callable[[Ground, Path, int], None]


def _file(path: Path, number: int) -> Path:
    dice = random.Random(number)
    path.write_bytes(dice.randbytes(dice.randrange(1, 300_000)))
    return path


# -- after every kill ----------------------------------------------------------------------------------------------


def check(ground: Ground, vault: Path, inside: Callable[[Session], None], number: int = 0) -> None:
    """The vault opens, what ``inside`` looks at is right, verify finds nothing, no scrap is left, it can be used."""
    try:
        session = ground.open(vault, number)
    except WrongSecret:
        raise
    except CaseappError as error:
        raise Wrong(f"does not open: {error!r}") from None
    with session:
        expect(not session.warnings, f"warnings {session.warnings}")
        inside(session)
        findings = session.verify()
        expect(not findings, f"findings {findings}")
        rows = {blob.name for blob in frame.blobs(session.writer.sql)}
        stored = {path.name for path in (vault / "blobs").rglob("*") if path.is_file()}
        expect({name.split(".")[0] for name in stored} == {name.split(".")[0] for name in rows}, "files and rows")
        save(session, occupation="after the kill")
    names = {path.name for path in vault.iterdir()} - {path.name for path in ground.vault.iterdir()} - {"backups"}
    expect(not names, f"left over: {names}")
    expect(not list((vault / "backups").glob("*.part")), "an unfinished backup")


def count(session: Session) -> int:
    return session.reader.stats()["#changeset"]


def there(session: Session, id_: str) -> bool:
    try:
        return not session.reader.get(id_).empty
    except NotFound:
        return False


# -- edit ----------------------------------------------------------------------------------------------------------


def edit_step(ground: Ground, session: Session, number: int) -> None:
    session.records.save([
        Edit("person", ground.persons[number], {"occupation": f"step {number}"}),
        Edit("person", new_id(number), {"occupation": f"step {number}", "remarks": "text " * 400}),
    ], "Change")
    session.settle()


def edit_steps(ground: Ground, vault: Path) -> Iterator[None]:
    session = ground.open(vault)
    yield
    for number in range(STEPS):
        edit_step(ground, session, number)
        yield


def edit_look(ground: Ground, vault: Path, acked: int) -> None:
    def inside(session: Session) -> None:
        done = []
        for number in range(STEPS):
            old = session.reader.get(ground.persons[number]).record.occupation == f"step {number}"
            expect(old == there(session, new_id(number)), f"action {number} is half there")
            done.append(old)
        expect(all(done[:acked]), f"lost: {done}")
        expect(not any(done[acked + 1:]), f"out of nowhere: {done}")
        expect(count(session) == ground.changesets + sum(done), "changesets do not match the records")

    check(ground, vault, inside)


# -- attach --------------------------------------------------------------------------------------------------------


def attach_steps(ground: Ground, vault: Path) -> Iterator[None]:
    session = ground.open(vault)
    yield
    for number in range(STEPS):
        session.exhibits.attach(ground.files[number], {}, "Attach", id_=new_id(number))
        session.settle()
        yield


def attach_look(ground: Ground, vault: Path, acked: int) -> None:
    def inside(session: Session) -> None:
        done = [there(session, new_id(number)) for number in range(STEPS)]
        expect(all(done[:acked]), f"lost: {done}")
        expect(not any(done[acked + 1:]), f"out of nowhere: {done}")
        expect(count(session) == ground.changesets + sum(done), "changesets do not match the exhibits")
        if acked < STEPS and not done[acked]:
            session.exhibits.attach(ground.files[acked], {}, "Attach", id_=new_id(acked))
            done[acked] = True
        for number, here in enumerate(done):
            if here:
                with session.exhibits.read(new_id(number)) as stream:
                    expect(stream.read() == ground.files[number].read_bytes(), "another file")

    check(ground, vault, inside)


# -- export --------------------------------------------------------------------------------------------------------


def export_steps(ground: Ground, vault: Path) -> Iterator[None]:
    session = ground.open(vault)
    yield
    for number in range(STEPS):
        session.exchange.export(vault.with_name(f"out{number}.casepkg"), [ground.recipient])
        yield


def export_look(ground: Ground, vault: Path, acked: int) -> None:
    def inside(session: Session) -> None:
        session.exchange.export(vault.with_name("last.casepkg"), [ground.recipient])

    check(ground, vault, inside)
    out = {path.name: path for path in vault.parent.iterdir() if path.is_file()}
    for number in range(acked):
        expect(f"out{number}.casepkg" in out, f"lost: {number} of {sorted(out)}")
    numbers = []
    with ground.open(ground.other) as other:
        for name, path in out.items():
            if name.endswith(".part"):
                try:
                    other.exchange.preview(path).close()
                except Unfinished:
                    continue
                raise Wrong("an unfinished file was accepted")
            try:
                with other.exchange.preview(path) as incoming:
                    numbers.append(incoming.header.seq)
                    expect(set(ground.persons) <= set(incoming.preview.new), f"{name} is not whole")
            except CaseappError as error:
                raise Wrong(f"{name} is not whole: {error!r}") from None
    expect(len(set(numbers)) == len(numbers), "two export files of one number")


# -- merge ---------------------------------------------------------------------------------------------------------


def merge_steps(ground: Ground, vault: Path) -> Iterator[None]:
    session = ground.open(vault)
    yield
    for path in ground.packages:
        with session.exchange.preview(path) as incoming:
            incoming.take_in()
        session.settle()
        yield


def merge_look(ground: Ground, vault: Path, acked: int) -> None:
    def inside(session: Session) -> None:
        taken = len(frame.imported(session.writer.sql))
        expect(taken in (acked, acked + 1), f"{acked} acknowledged, {taken} packages there")
        for number, ids in enumerate(ground.brought):
            here = sum(there(session, id_) for id_ in ids)
            expect(here == (len(ids) if number < taken else 0), f"package {number}: {here} of {len(ids)} records")
            if number < taken:
                with session.exhibits.read(ids[-1]) as stream:
                    expect(stream.read() == ground.files[STEPS + number].read_bytes(), "another file")
        expect(count(session) == ground.changesets + sum(ground.sizes[:taken]), "a package is half there")
        with session.exchange.preview(ground.packages[-1]) as incoming:
            incoming.take_in()
        expect(all(there(session, id_) for ids in ground.brought for id_ in ids), "cannot be taken in afterwards")

    check(ground, vault, inside)


# -- header change -------------------------------------------------------------------------------------------------


def header_steps(ground: Ground, vault: Path) -> Iterator[None]:
    yield
    for number in range(STEPS):
        ground.app.vaults.change_passphrase(vault, phrase(number), phrase(number + 1))
        yield


def header_look(ground: Ground, vault: Path, acked: int) -> None:
    opens = []
    for number in range(STEPS + 1):
        try:
            ground.open(vault, number).close()
        except WrongSecret:
            continue
        opens.append(number)
    expect(opens in ([acked], [acked + 1]), f"{acked} acknowledged, opens with {opens}")
    expect((vault / NAMES[0]).read_bytes() == (vault / NAMES[1]).read_bytes(), "two headers")
    ground.app.vaults.open(vault, ground.recovery_key).close()

    def inside(session: Session) -> None:
        expect(count(session) == ground.changesets, "records touched")

    check(ground, vault, inside, opens[0])


KINDS = {
    "edit": Kind(edit_steps, edit_look), "attach": Kind(attach_steps, attach_look),
    "export": Kind(export_steps, export_look), "merge": Kind(merge_steps, merge_look),
    "header": Kind(header_steps, header_look),
}
