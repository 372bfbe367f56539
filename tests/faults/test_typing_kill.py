"""The program is killed while somebody types: what was typed two seconds before is there at the next opening."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from caseapp.security import hardening
from tests.faults.typing_child import PAGES, TYPED
from tests.support.live import Live
from tests.support.source import ROOT
from ui.desk.vaults import SAMPLE

PROMISED = 2.0  # seconds after which a draft is safe


def killed(folder: Path, page: str, *deaf: str) -> None:
    """Let somebody type, and kill the process two seconds after the last letter."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.typing_child", str(folder), page, *deaf], cwd=ROOT,
        stdout=subprocess.PIPE, text=True,
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "typed\n"
        time.sleep(PROMISED)
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.communicate()


def kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that waits as a draft at the next opening."""
    monkeypatch.setattr(hardening, "harden", lambda: True)
    live = Live(folder)
    try:
        desk = live.sample()
        drafts = desk._vault.session.drafts
        found = drafts.keys()
        return [repr(drafts.load(key)) for key, _ in found]
    finally:
        live.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there; TerminateProcess is the same to a file")
@pytest.mark.parametrize("page", PAGES)
def test_what_was_typed_survives_a_kill(
    sample: Path, tmp_path: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample / SAMPLE, tmp_path / "vaults" / SAMPLE)
    killed(tmp_path / "vaults", page)
    assert any(TYPED in draft for draft in kept(tmp_path / "vaults", monkeypatch))


@pytest.mark.skipif(sys.platform == "win32", reason="as above")
def test_control_a_window_that_keeps_nothing_is_caught(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample / SAMPLE, tmp_path / "vaults" / SAMPLE)
    killed(tmp_path / "vaults", "section", "deaf")
    assert not any(TYPED in draft for draft in kept(tmp_path / "vaults", monkeypatch))
