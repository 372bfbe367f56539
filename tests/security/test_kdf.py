"""Argon2id: the published vector, the price of a guess, and what a hostile header may not ask for."""

import ast
import itertools
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from caseapp.security import kdf
from caseapp.security.errors import UnsafeParameters
from caseapp.security.kdf import Cost
from tests.security.doors import CHEAP


def test_rfc_9106_vector() -> None:
    """RFC 9106, 5.3."""
    derived = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\x04" * 12, secret=b"\x03" * 8
    ).derive(b"\x01" * 32)
    assert derived.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_derive_is_argon2id_with_the_parameters_given() -> None:
    cost = Cost(64, 2, 2)
    wanted = Argon2id(salt=b"s" * 16, length=32, iterations=2, lanes=2, memory_cost=64).derive("сөз".encode())
    assert kdf.derive("сөз", b"s" * 16, cost) == wanted
    assert kdf.derive("сөз", b"s" * 16, Cost(64, 3, 2)) != wanted
    assert kdf.derive("сөз", b"t" * 16, cost) != wanted


def test_composed_and_decomposed_letters_are_the_same_passphrase() -> None:
    salt = bytes(16)
    assert kdf.derive("й" + "ﬁ", salt, CHEAP) == kdf.derive("и\u0306" + "fi", salt, CHEAP)
    assert kdf.derive("й", salt, CHEAP) != kdf.derive("и", salt, CHEAP)


def test_broken_text_is_only_another_passphrase() -> None:
    assert len(kdf.derive("\ud800", bytes(16), CHEAP)) == kdf.KEY_SIZE


HOSTILE = [
    Cost(4 * 1024 * 1024, 3, 4), Cost(kdf.MAX_MEMORY_KIB + 1, 3, 4), Cost(64 * 1024, 17, 4), Cost(64 * 1024, 3, 17),
    Cost(64 * 1024, 0, 4), Cost(64 * 1024, 3, 0), Cost(7, 1, 1), Cost(-1, 3, 4), Cost(2**52, 2**52, 2**52),
]


class Reached(Exception):
    """Argon2id was called."""


def _alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(**_parameters: object) -> None:
        raise Reached

    monkeypatch.setattr(kdf, "Argon2id", never)


@pytest.mark.parametrize("cost", HOSTILE)
def test_absurd_parameters_are_refused_before_anything_is_allocated(
    cost: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    _alarm(monkeypatch)
    with pytest.raises(UnsafeParameters):
        kdf.derive("x", bytes(16), cost)


def test_control_without_the_check_argon2_would_have_been_called(monkeypatch: pytest.MonkeyPatch) -> None:
    _alarm(monkeypatch)
    monkeypatch.setattr(Cost, "check", lambda _cost: None)
    with pytest.raises(Reached):
        kdf.derive("x", bytes(16), HOSTILE[0])


@pytest.mark.parametrize("cost", [Cost(kdf.MAX_MEMORY_KIB, 16, 16), kdf.FLOOR, kdf.DEFAULT])
def test_the_largest_and_the_usual_are_allowed(cost: Cost) -> None:
    cost.check()


def _at_least(cost: Cost, least: Cost) -> bool:
    return cost.memory_kib >= least.memory_kib and cost.iterations >= least.iterations and cost.lanes >= least.lanes


@pytest.mark.parametrize("step", [0.0, 0.1, 0.3, 0.6, 5.0, 1e9])
def test_no_machine_calibrates_below_the_default(step: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "derive", lambda *_: b"")
    cost = kdf.calibrate(clock=itertools.count(0, step).__next__)
    assert _at_least(cost, kdf.DEFAULT)
    assert _at_least(kdf.DEFAULT, kdf.FLOOR)
    assert cost.memory_kib <= kdf.CALIBRATION_CAP_KIB


def test_a_fast_machine_pays_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "derive", lambda *_: b"")
    assert kdf.calibrate(clock=itertools.count(0, 0).__next__).memory_kib == kdf.CALIBRATION_CAP_KIB


def test_a_machine_without_memory_stays_at_what_it_could_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def little(_secret: str, _salt: bytes, cost: Cost) -> bytes:
        if cost.memory_kib > kdf.DEFAULT.memory_kib:
            raise MemoryError
        return b""

    monkeypatch.setattr(kdf, "derive", little)
    assert kdf.calibrate(clock=itertools.count(0, 0).__next__) == kdf.DEFAULT


def test_the_floor_itself_runs() -> None:
    assert len(kdf.derive("the real price, once", bytes(16), kdf.FLOOR)) == kdf.KEY_SIZE


def _makers_of_costs(folder: Path) -> set[str]:
    """Modules that call ``Cost(...)``."""
    return {
        path.name
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Cost"
    }


def test_the_product_knows_no_cheaper_price(tmp_path: Path) -> None:
    """Only kdf.py sets prices (FLOOR, DEFAULT, upwards), only slots.py reads them; the cheap one is the tests' own."""
    root = Path(__file__).parents[2]
    found = _makers_of_costs(root / "caseapp") | _makers_of_costs(root / "ui")
    assert found == {"kdf.py", "slots.py"}
    (tmp_path / "planted.py").write_text("cost = kdf.Cost(8, 1, 1)\n")
    assert _makers_of_costs(tmp_path) == {"planted.py"}
