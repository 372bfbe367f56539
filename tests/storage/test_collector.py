"""The garbage collector rests inside a transaction, and works again afterwards whatever happened inside."""

import gc
from collections.abc import Callable
from contextlib import nullcontext

import pytest

from caseapp.storage import writer as writing
from tests.support.toy import Vault


def resting(vault: Vault) -> bool:
    with vault.writer.transaction():
        return not gc.isenabled()


def test_rests_inside_and_works_afterwards(make: Callable[[str], Vault]) -> None:
    assert resting(make("a"))
    assert gc.isenabled()


def test_works_after_a_failure(make: Callable[[str], Vault]) -> None:
    with pytest.raises(ZeroDivisionError), make("a").writer.transaction():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_stays_off_where_it_was_off(make: Callable[[str], Vault]) -> None:
    vault = make("a")
    gc.disable()
    try:
        assert resting(vault)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_control(make: Callable[[str], Vault], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rest, the first test would be red."""
    monkeypatch.setattr(writing, "uncollected", nullcontext)
    assert not resting(make("a"))
