"""The dependency rule of the rooms, as import-linter reads it from pyproject.toml, and that it bites."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.source import ROOT

LINT = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-c", LINT]
    return subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source without its bytecode, to plant offenders in."""
    folder = tmp_path_factory.mktemp("rooms")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for room in ("caseapp", "ui"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_every_contract_is_kept() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("caseapp/domain/planted.py", "import caseapp.history"),
        ("caseapp/history/planted.py", "import caseapp.storage"),
        ("caseapp/disclosure/planted.py", "import caseapp.dossier"),
        ("caseapp/storage/planted.py", "import caseapp.security"),
        ("caseapp/exchange/planted.py", "import caseapp.storage"),
        ("caseapp/dossier/planted.py", "import caseapp.services"),
        ("caseapp/services/planted.py", "import caseapp.cli"),
        ("caseapp/services/planted.py", "import sqlcipher3"),
        ("caseapp/services/planted.py", "from PySide6 import QtCore"),
        ("caseapp/cli/planted.py", "import ui"),
        ("ui/pages/planted.py", "import caseapp.storage"),
        ("ui/pages/planted.py", "import caseapp.exchange"),
        ("ui/pages/planted.py", "import caseapp.runtime"),
        ("ui/pages/planted.py", "import sqlalchemy"),
    ],
)
def test_an_offender_is_seen(copy: Path, place: str, line: str) -> None:
    planted = copy / place
    planted.write_text(f"{line}\n", encoding="utf-8")
    try:
        done = _lint(copy)
    finally:
        planted.unlink()
    assert done.returncode != 0
    assert "planted" in done.stdout, done.stdout
