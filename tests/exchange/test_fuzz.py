"""No hostile file makes the reader crash, leave something, or let through what nobody signed."""

import random
from pathlib import Path

import pytest

from caseapp.exchange import layout
from tests.exchange import fuzz
from tests.exchange.world import World, fixed_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Fixed keys, so that a finding repeats."""
    return fixed_world(tmp_path)


def test_ciphertext_is_never_accepted(world: World) -> None:
    answers = fuzz.run(world, "ciphertext", 600, 1)
    # an accident may be none at all (an empty piece doubled): such a file is the original
    assert answers.pop("accepted", 0) <= 12
    assert set(answers) <= {"altered-file", "foreign-file", "not-for-us", "truncated-file"}


def test_signed_manifests(world: World) -> None:
    answers = fuzz.run(world, "manifest", 700, 1)
    assert sum(answers.values()) == 700
    assert answers["bad-package"] > 500


def test_signed_streams(world: World) -> None:
    answers = fuzz.run(world, "streams", 700, 1)
    assert answers.keys() >= {"bad-package", "bad-history", "not-genuine"}


def test_negative_control_the_fuzzer_finds_a_missing_bound(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one check of the blob frames gone, files with a wrong content hash come through."""

    def believe(self: layout._Blobs) -> None:
        """No comparison."""

    monkeypatch.setattr(layout._Blobs, "_close_if_done", believe)
    weak = fuzz.run(world, "streams", 150, 2)
    monkeypatch.undo()
    assert fuzz.run(world, "streams", 150, 2).get("accepted", 0) < weak["accepted"]


def test_a_case_repeats(world: World) -> None:
    assert fuzz.mutate_bytes(b"0" * 99, random.Random("x")) == fuzz.mutate_bytes(b"0" * 99, random.Random("x"))
