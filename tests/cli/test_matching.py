"""Possible duplicates and what is decided about them, over the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.cli.test_exchange import export, pair

__all__ = ["pair"]

FIRST = {"names": [{"full": "Ахметов Данияр Серікұлы"}], "birth": {"start": "1994"}}
SECOND = {"names": [{"full": "Daniyar Akhmetov"}], "birth": {"start": "1994", "approximate": True}}
STRANGER = {"names": [{"full": "Сериков Ерлан"}]}


def test_a_duplicate_is_listed_decided_and_undone(vault: Terminal) -> None:
    one, other, _ = vault.add("person", FIRST, SECOND, STRANGER)
    (found,) = vault.ok("duplicates")["duplicates"]
    assert set(found["ids"]) == {one, other}
    assert 0.5 <= found["score"] <= 1
    assert {"surname-alike", "given-alike", "birth"} <= {reason["code"] for reason in found["reasons"]}
    shown = vault("duplicates", options=())
    assert "surname folds alike" in shown.out
    decided = vault.ok("decide", other, one, "same", "--reason", "one photograph")
    assert decided["relation"] == "same"
    assert vault.ok("duplicates")["duplicates"] == []
    assert vault.ok("get", decided["decision"])["values"]["reason"] == "one photograph"
    assert vault.ok("list", "person")["total"] == 3
    vault.ok("undo")
    assert len(vault.ok("duplicates")["duplicates"]) == 1
    assert vault.ok("verify") == {"findings": []}


def test_a_new_answer_replaces_the_old_one(vault: Terminal) -> None:
    one, other = vault.add("person", FIRST, SECOND)
    first = vault.ok("decide", one, other, "unsure")
    assert first["relation"] == "unsure"
    second = vault.ok("decide", one, other, "different")
    assert (second["decision"], second["relation"]) == (first["decision"], "different")
    vault.ok("undo")
    assert vault.ok("get", first["decision"])["values"]["answer"] == "unsure"


def test_what_cannot_be_one_is_refused(vault: Terminal) -> None:
    (one,) = vault.add("person", FIRST)
    (place,) = vault.add("place", {"name_ru": "Алматы"})
    assert vault("decide", one, one, "same").document["error"] == "not-a-pair"
    assert vault("decide", one, place, "same").document["error"] == "not-a-pair"
    assert vault("decide", one, "f" * 32, "same").document["error"] == "not-found"
    assert vault("decide", one, place, "perhaps").code == 2


@pytest.mark.parametrize(("mine", "theirs", "relation"), [
    ("same", "same", []), ("different", "different", []), ("same", "different", [True]),
])
def test_answers_given_apart_are_merged(
    pair: tuple[Terminal, Terminal], tmp_path: Path, mine: str, theirs: str, relation: list[bool]
) -> None:
    here, there = pair
    one, other = here.add("person", FIRST, SECOND)
    there.ok("merge", str(export(here, there, tmp_path / "1.casepkg")))
    here.ok("decide", one, other, mine)
    there.ok("decide", one, other, theirs)
    here.ok("merge", str(export(there, here, tmp_path / "2.casepkg")))
    assert [found["contradicted"] for found in here.ok("duplicates")["duplicates"]] == relation
    if relation:
        settled = here.ok("decide", one, other, "same")
        assert settled["relation"] == "same"
        assert here.ok("duplicates")["duplicates"] == []
