"""kill -9 at 200 seeded points: the vault opens, nothing acknowledged is lost, nothing is half there.

``python -m tests.faults.kill --points 5000`` does more; ``--replay KIND:SEED`` repeats a point that failed here.
"""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import pytest

from caseapp.domain.entity import Changes
from caseapp.domain.preview import Preview
from caseapp.security import atomic, hardening, header_file
from caseapp.storage import merging
from caseapp.storage.staging import Staging
from caseapp.storage.writer import Writer
from tests.faults import work
from tests.faults.kill import Bench, Outcome, points
from tests.faults.work import Ground, Kind

POINTS = 200
CONTROL_POINTS = 40  # at most; the first finding ends a control


@pytest.fixture(autouse=True)
def _not_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind the whole test run


def test_kill_at_200_points(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    outcomes = [bench.try_at(point) for point in points(POINTS, seed=1)]
    assert [(outcome.name, outcome.acked, outcome.wrong) for outcome in outcomes if outcome.wrong] == []
    assert len({outcome.acked for outcome in outcomes}) > work.STEPS // 2, "the kills are spread over the work"


def first_wrong(folder: Path, name: str, kind: Kind) -> Outcome | None:
    kinds = {name: kind}
    bench = Bench(folder, kinds)
    tried = (bench.try_at(point) for point in points(5 * CONTROL_POINTS, 1, kinds))  # ends at the first
    return next((outcome for outcome in tried if outcome.wrong), None)


def test_control_a_writer_that_acknowledges_before_it_commits_is_caught(tmp_path: Path) -> None:
    def steps(ground: Ground, vault: Path) -> Iterator[None]:
        session = ground.open(vault)
        yield
        for number in range(work.STEPS):
            yield
            work.edit_step(ground, session, number)

    found = first_wrong(tmp_path, "edit", Kind(steps, work.edit_look))
    assert found is not None
    assert "lost" in found.wrong


def test_control_a_merge_in_two_transactions_is_caught(tmp_path: Path) -> None:
    def apply_all(
        writer: Writer, files: Sequence[tuple[Staging, merging.Package]], _: Preview, told: object = None,
        counted_at: int = -1,
    ) -> Changes:
        with writer.transaction():
            numbered = [(staging, merging._register(writer, package)) for staging, package in files]
        time.sleep(0.03)
        with writer.transaction():
            changes = merging._take(writer, numbered, None)
        writer.count_tip()
        return changes

    def steps(ground: Ground, vault: Path) -> Iterator[None]:
        with patch.object(merging, "apply_all", apply_all):
            yield from work.merge_steps(ground, vault)

    found = first_wrong(tmp_path, "merge", Kind(steps, work.merge_look))
    assert found is not None
    assert "0 of 7 records" in found.wrong


def test_control_an_action_in_two_transactions_is_caught(tmp_path: Path) -> None:
    """Two records of one action, saved one after the other."""
    def steps(ground: Ground, vault: Path) -> Iterator[None]:
        session = ground.open(vault)
        save = session.records.save
        whole = work.edit_step
        yield
        for number in range(work.STEPS):
            with patch.object(session.records, "save", lambda edits, title: [save([edit], title) for edit in edits]):
                whole(ground, session, number)
            yield

    def look(ground: Ground, vault: Path, acked: int) -> None:
        try:
            work.edit_look(ground, vault, acked)
        except work.Wrong as wrong:
            if "half" in str(wrong):
                raise

    found = first_wrong(tmp_path, "edit", Kind(steps, look))
    assert found is not None


def test_control_a_header_written_in_place_is_caught(tmp_path: Path) -> None:
    def in_place(paths: list[Path], data: bytes) -> None:
        for path in paths:
            with path.open("wb", buffering=0) as file:
                time.sleep(0.01)
                file.write(data)

    def steps(ground: Ground, vault: Path) -> Iterator[None]:
        (vault / header_file.NAMES[1]).unlink()  # or the second copy saves the day
        with patch.object(header_file, "NAMES", header_file.NAMES[:1]), patch.object(atomic, "write_each", in_place):
            yield from work.header_steps(ground, vault)

    def look(ground: Ground, vault: Path, acked: int) -> None:
        if not (vault / header_file.NAMES[0]).stat().st_size:
            raise work.Wrong("an empty header")

    found = first_wrong(tmp_path, "header", Kind(steps, look))
    assert found is not None
