"""The terminal of the command line's own tests, and one more that speaks Russian."""

from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from caseapp.runtime import paths
from caseapp.runtime.bootstrap import App, compose
from caseapp.security import hardening
from caseapp.security.kdf import Cost
from tests.cli.conftest import terminal, vault
from tests.support.house import make_sample

__all__ = ["app", "terminal", "vault"]


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> App:
    """With the Russian catalogue compiled from its source, whether or not the set-up did it already."""
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    resources = tmp_path_factory.mktemp("resources")
    place = resources / "i18n" / "ru" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (paths.RESOURCES / "i18n" / "ru" / "LC_MESSAGES" / "caseapp.po").open("rb") as source:
        catalogue = read_po(source)
    with Path(place / "caseapp.mo").open("wb") as target:
        write_mo(target, catalogue)
    return replace(compose(cost=lambda: Cost(64, 1, 1)), resources=resources)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed sample vault."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
        make_sample(folder)
    return folder
