"""One world per test; its keys are fresh each time."""

import importlib
import pkgutil
from pathlib import Path

import pytest

from caseapp.domain import records
from caseapp.domain.spec import RecordSpec
from tests.exchange.world import World, new_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    return new_world(tmp_path)


@pytest.fixture(scope="session")
def record_specs() -> dict[str, RecordSpec]:
    """All record types, found by looking."""
    found = {}
    for module in pkgutil.iter_modules(records.__path__):
        for value in vars(importlib.import_module(f"{records.__name__}.{module.name}")).values():
            if isinstance(value, RecordSpec):
                found[value.type] = value
    return found
