"""Two more kinds of work that are killed: making backups, and restoring one in the place of the vault."""

from collections.abc import Iterator
from pathlib import Path

from caseapp.services.backup_places import FOLDER, folders
from tests.faults import work
from tests.faults.work import STEPS, Ground, Kind, check, expect, new_id, phrase
from tests.services.exchanges import save


def backup_steps(ground: Ground, vault: Path) -> Iterator[None]:
    """A record, then a backup of it."""
    session = ground.open(vault)
    yield
    for number in range(STEPS):
        save(session, new_id(number), occupation=f"step {number}")
        session.backups.make("import")
        session.settle()
        yield


def backup_look(ground: Ground, vault: Path, acked: int) -> None:
    """Every backup that has its name is whole, and every acknowledged one is there."""
    left = {each.name for each in folders(vault / FOLDER)}
    expect(acked <= len(left) <= acked + 1, f"{acked} acknowledged, {len(left)} backups")
    with ground.open(vault) as session:
        found = session.backups.found()
        expect({each.folder.name for each in found} == left, "a backup that is not authentic")
        for each in found:
            expect(not session.backups.verify(each.folder).findings, f"{each.folder.name} is not whole")

    check(ground, vault, lambda session: None)


def restore_steps(ground: Ground, vault: Path) -> Iterator[None]:
    """Back to the first backup, again and again, each time with one more record that it does not have."""
    with ground.open(vault) as session:
        session.backups.make("import", vault.parent)
    yield
    for number in range(STEPS):
        with ground.open(vault) as session:
            save(session, new_id(number), occupation="not in the backup")
        ground.app.vaults.restore(vault.parent, vault, phrase(0), replace=True)
        yield


def restore_look(ground: Ground, vault: Path, acked: int) -> None:
    """The old vault or the restored one opens at its place, whole; every vault that was replaced stands aside."""
    def inside(session: "work.Session") -> None:
        extra = work.count(session) - ground.changesets
        expect(extra in (0, 1), f"neither the old vault nor the restored one: {extra} actions more")

    check(ground, vault, inside)
    aside = [each for each in vault.parent.iterdir() if each.name.startswith(f"{vault.name} before ")]
    whole = [each for each in (*aside, *vault.parent.glob("*.restoring")) if (each / "hdr.a").is_file()]
    expect(len(whole) >= acked, f"{acked} replaced, {len(whole)} kept")
    for each in aside:
        ground.open(each).close()


KINDS = {"backup": Kind(backup_steps, backup_look), "restore": Kind(restore_steps, restore_look)}
