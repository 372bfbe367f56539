from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import toy


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[[str], toy.Vault]]:
    """A maker of real encrypted vaults, by name."""
    yield from toy.vaults(tmp_path)


@pytest.fixture
def vault(make: Callable[[str], toy.Vault]) -> toy.Vault:
    """One vault."""
    return make("a")
