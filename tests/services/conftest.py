"""Real encrypted vaults with everything a session has, at the price of a cheap key derivation."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.runtime.bootstrap import compose
from caseapp.security import hardening
from caseapp.security.kdf import Cost
from caseapp.services.session import Session
from tests.services.exchanges import Make, Pair, meet
from tests.support import toy

PHRASE = "seven quiet herons over a lake"


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """A maker of open vaults by name; ``sample`` says of which kind."""
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    service = compose(cost=lambda: Cost(64, 1, 1), clock=toy.ticking()).vaults
    made: dict[str, Session] = {}

    def one(name: str, *, sample: bool = False) -> Session:
        if name not in made:
            service.create(tmp_path / name, PHRASE, name, alias=name, sample=sample)
            made[name] = service.open(tmp_path / name, PHRASE)
            made[name].writer.open()
        return made[name]

    yield one
    for session in made.values():
        session.close()


@pytest.fixture
def pair(make: Make) -> Pair:
    """Two vaults whose owners compared cards."""
    a, b = make("a"), make("b")
    meet(a, b)
    return a, b
