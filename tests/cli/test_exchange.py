"""Two vaults over the command line: cards, export, merge, conflict, set aside, files and a dossier."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal


@pytest.fixture
def pair(terminal: Callable[[str], Terminal], tmp_path: Path) -> tuple[Terminal, Terminal]:
    """Two vaults whose owners handed each other their cards."""
    one, two = terminal("A"), terminal("B")
    for own, other in ((one, two), (two, one)):
        card = tmp_path / f"{own.folder.name}.card"
        own.ok("card", "--out", str(card))
        assert other.ok("trust", str(card))["state"] == "unverified"
        assert other.ok("trust", str(card), "--how", "in-person")["state"] == "verified"
    return one, two


def export(source: Terminal, target: Terminal, path: Path) -> Path:
    fp = target.ok("card")["fingerprint"]
    source.ok("export", str(path), "--to", fp[:12])
    return path


def test_a_conflict_travels_is_decided_and_set_aside(pair: tuple[Terminal, Terminal], tmp_path: Path) -> None:
    one, two = pair
    (id_,) = one.add("person", {"description": "a man", "age_reported": 30})
    first = export(one, two, tmp_path / "1.casepkg")
    seen = two.ok("preview", str(first))["files"][0]
    assert (seen["new"], seen["taken"]) == ([id_], False)
    assert two.ok("merge", str(first))["files"][0]["taken"]
    assert two.ok("merge", str(first))["files"][0]["replay"]
    one.ok("set", id_, "age_reported=31")
    two.ok("set", id_, "age_reported=32")
    back = export(two, one, tmp_path / "2.casepkg")
    assert one.ok("merge", str(back))["files"][0]["conflicts"] == [{"id": id_, "field": "age_reported"}]
    (conflict,) = one.ok("conflicts")["conflicts"]
    assert {one["value"] for one in conflict["standing"]} == {31, 32}
    shown = one("conflicts", options=())
    assert "31" in shown.out
    assert "B" in shown.out
    one.ok("resolve", id_, "age_reported", "--value", "31")
    assert one.ok("conflicts")["conflicts"] == []
    (taken,) = one.ok("imports")["imports"]
    assert one.ok("set-aside", taken["package"])["built_on"] == 1
    assert not one.ok("imports")["imports"][0]["taken"]
    one.ok("take-in-again", taken["package"])
    assert one.ok("imports")["imports"][0]["taken"]
    assert one.ok("verify") == {"findings": []}


def test_both_values_can_stay(pair: tuple[Terminal, Terminal], tmp_path: Path) -> None:
    one, two = pair
    (id_,) = one.add("person", {"age_reported": 30})
    two.ok("merge", str(export(one, two, tmp_path / "1.casepkg")))
    one.ok("set", id_, "age_reported=31")
    two.ok("set", id_, "age_reported=32")
    one.ok("merge", str(export(two, one, tmp_path / "2.casepkg")))
    one.ok("resolve", id_, "age_reported", "--both")
    assert one.ok("conflicts")["conflicts"] == []


def test_a_bad_file_does_not_keep_the_good_one_out(pair: tuple[Terminal, Terminal], tmp_path: Path) -> None:
    one, two = pair
    one.add("person", {"description": "a man"})
    good = export(one, two, tmp_path / "1.casepkg")
    bad = tmp_path / "bad.casepkg"
    raw = bytearray(good.read_bytes())
    raw[-40] ^= 1
    bad.write_bytes(raw)
    done = two("merge", str(bad), str(good), str(tmp_path / "none.casepkg"))
    assert done.code == 1
    assert [("error" in entry) for entry in done.document["files"]] == [True, False, True]
    assert "bad.casepkg" in done.err
    assert two.ok("list", "person")["total"] == 1


def test_nobody_is_sent_anything_before_the_cards_were_compared(
    terminal: Callable[[str], Terminal], tmp_path: Path
) -> None:
    one, two = terminal("A"), terminal("B")
    card = tmp_path / "B.card"
    two.ok("card", "--out", str(card))
    one.ok("trust", str(card))
    done = one("export", str(tmp_path / "x.casepkg"), "--to", two.ok("card")["fingerprint"])
    assert done.code == 1
    assert not (tmp_path / "x.casepkg").exists()
    assert one("export", str(tmp_path / "x.casepkg"), "--to", "0000000000").code == 2


def test_a_card_is_never_written_over_a_file(vault: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.write_text("kept")
    assert vault("card", "--out", str(target)).code == 1
    assert target.read_text() == "kept"
    big = tmp_path / "big"
    big.write_bytes(b"x" * 20_000)
    assert vault("trust", str(big)).document["error"] == "file-too-large"
    assert vault("trust", str(target)).document["error"] == "bad-card"


def test_files_are_attached_to_a_record_or_to_none(vault: Terminal, tmp_path: Path) -> None:
    (person,) = vault.add("person", {"description": "a man"})
    (empty,) = vault.add("exhibit", {"title": "Photograph"})
    file = tmp_path / "photo.txt"
    file.write_text("content")
    (first,) = vault.ok("attach", person, str(file))["exhibits"]
    assert vault.ok("get", first["id"])["values"]["linked"] == [person]
    vault.ok("attach", empty, str(file))
    assert vault.ok("get", empty)["values"]["title"] == "Photograph"
    assert vault("attach", empty, str(file)).document["error"] == "has-file"
    vault.ok("attach", "new", str(file))
    assert vault("attach", "new", str(tmp_path / "none")).code == 1
    assert vault.ok("verify") == {"findings": []}


def test_a_dossier_is_printed_and_never_overwrites(vault: Terminal, tmp_path: Path) -> None:
    (person,) = vault.add("person", {"names": [{"full": "Aru"}]})
    for language in ("en", "ru"):
        (made,) = vault.ok("dossier", "D1", person, "--language", language, "--out", str(tmp_path))["dossiers"]
        assert Path(made["file"]).read_bytes().startswith(b"%PDF-")
        assert made["language"] == language
    assert vault("dossier", "D1", person, "--out", str(tmp_path / "none")).code == 1
    assert vault("dossier", "D99", person).code == 2
