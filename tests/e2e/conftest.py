"""The window over real vaults."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.security import hardening
from tests.cli.conftest import app, terminal  # noqa: F401  (fixtures of the story)
from tests.e2e.hour import OPEN
from tests.support.house import House, make_sample
from tests.ui.conftest import drop_deleted
from ui.app import make_app


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a closed sample vault, made once and copied by each test."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
        make_sample(folder)
    return folder


@pytest.fixture
def house(sample: Path, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch,
          qtbot: QtBot) -> Iterator[House]:
    """A computer with the sample vault on it."""
    monkeypatch.setattr(hardening, "harden", lambda: True)
    make_app(Path(__file__).parents[2] / "resources" / "fonts")
    made = House(tmp_path / "vaults", sample)
    yield made
    made.close()
    drop_deleted()


@pytest.fixture
def folder(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this empty computer keeps vaults."""
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    make_app(Path(__file__).parents[2] / "resources" / "fonts")
    yield tmp_path / "vaults"
    while OPEN:
        OPEN.pop().close()
    drop_deleted()
