"""20,000 random histories of 2 to 5 replicas under every law, in two processes."""

import subprocess
import sys
from pathlib import Path

from tests.laws.laws import Check

ROOT = Path(__file__).parents[2]
HISTORIES = 10_000  # in each process


def test_every_law_holds_at_every_step_of_20000_histories() -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.laws.run", "--histories", str(HISTORIES), "--first", str(first)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for first in (0, HISTORIES)
    ]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], "\n".join(said)
    assert all(text.startswith(f"{HISTORIES} histories, ") for text in said)


def test_a_seed_replays_the_same_history() -> None:
    one, two = Check(7), Check(7)
    assert one.run() == two.run()
    assert list(one.world.record_of) == list(two.world.record_of)
    assert one.before == two.before
