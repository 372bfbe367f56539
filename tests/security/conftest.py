"""Folders for tests that write thousands of small files."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")


@pytest.fixture
def light_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: what is tested is the order of operations, not the disk."""
    if not MEMORY.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="caseapp-test-") as folder:
        yield Path(folder)
