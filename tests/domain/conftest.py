"""What the tests of the domain share: the vocabularies as shipped, loaded once."""

from pathlib import Path

import pytest

from caseapp.domain.law import shipped
from caseapp.domain.vocabulary import Vocabularies

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@pytest.fixture(scope="session")
def vocabularies() -> Vocabularies:
    """The word lists of the program."""
    return shipped(RESOURCES)[0]
