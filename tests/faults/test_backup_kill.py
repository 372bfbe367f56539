"""kill -9 while backups are made and restored: what has a name is whole, and a vault always opens at its place."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from caseapp.security import hardening
from caseapp.services import backup as service
from caseapp.services import restore
from tests.faults import backup_work, work
from tests.faults.backup_work import KINDS
from tests.faults.kill import Bench, points
from tests.faults.work import Ground, Kind

POINTS = 30
CONTROL_POINTS = 40


@pytest.fixture(autouse=True)
def _not_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind the whole test run


def test_kill_while_backups_are_made_and_restored(tmp_path: Path) -> None:
    bench = Bench(tmp_path, KINDS)
    outcomes = [bench.try_at(point) for point in points(POINTS, 1, KINDS)]
    assert [(outcome.name, outcome.acked, outcome.wrong) for outcome in outcomes if outcome.wrong] == []
    assert len({outcome.acked for outcome in outcomes}) > work.STEPS // 2


def test_control_a_backup_that_has_its_name_from_the_start_is_caught(tmp_path: Path) -> None:
    def steps(ground: Ground, vault: Path) -> Iterator[None]:
        with patch.object(service, "PART", ""), patch.object(Path, "rename", lambda *_: None):
            yield from backup_work.backup_steps(ground, vault)

    def look(ground: Ground, vault: Path, acked: int) -> None:
        for folder in (vault / "backups").glob("*"):
            if folder.name != "blobs" and not (folder / "list").is_file():
                raise work.Wrong("half a backup with the name of a whole one")

    kinds = {"backup": Kind(steps, look)}
    bench = Bench(tmp_path, kinds)
    assert any(bench.try_at(point).wrong for point in points(CONTROL_POINTS, 1, kinds))


def test_control_a_restore_into_the_standing_vault_is_caught(tmp_path: Path) -> None:
    def into(self: restore.Restore, target: Path, *_: object, **__: object) -> None:
        shutil.rmtree(target)
        time.sleep(0.1)
        shutil.copytree(self._source, target, ignore=shutil.ignore_patterns("list"))  # or it passes for a backup
        shutil.copytree(self._source.parent / "blobs", target / "blobs")

    def steps(ground: Ground, vault: Path) -> Iterator[None]:
        with patch.object(restore.Restore, "into", into):
            yield from backup_work.restore_steps(ground, vault)

    def look(ground: Ground, vault: Path, acked: int) -> None:
        if not all((vault / name).exists() for name in ("hdr.a", "vault.db", "blobs")):
            raise work.Wrong("no vault at its place")

    kinds = {"restore": Kind(steps, look)}
    bench = Bench(tmp_path, kinds)
    assert any(bench.try_at(point).wrong for point in points(CONTROL_POINTS, 1, kinds))
