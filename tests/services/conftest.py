"""Real encrypted vaults with everything a session has, at the price of a cheap key derivation."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseapp.runtime.bootstrap import compose
from caseapp.security.kdf import Cost
from caseapp.services.session import Session
from tests.support import toy

PHRASE = "seven quiet herons over a lake"
Make = Callable[..., Session]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A maker of open vaults by name; ``sample`` says of which kind."""
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
