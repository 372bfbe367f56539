"""A coordinator's window over a real vault, and colleagues who send files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from caseapp.runtime.languages import load
from caseapp.security import hardening
from tests.support.colleagues import Colleagues
from tests.support.desk import RESOURCES
from tests.support.live import Live
from ui.bridge.inline import InlineRunner
from ui.pages.page import PageKit
from ui.style.icons import Icons
from ui.style.look import Look
from ui.style.tokens import LIGHT


@pytest.fixture
def colleagues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Colleagues]:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    live = Live(tmp_path / "vaults")
    made = Colleagues(live, tmp_path / "others")
    yield made
    made.close()
    live.close()


@pytest.fixture
def exchange_kit(app: QApplication, colleagues: Colleagues) -> PageKit:
    return PageKit(colleagues.desk, load(RESOURCES / "i18n", "en"), Look(LIGHT, Icons(RESOURCES / "icons")),
                   InlineRunner())
