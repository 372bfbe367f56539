"""Records over the command line: what goes in comes out, what is wrong goes nowhere."""

import csv
import json
from pathlib import Path

import pytest

from caseapp.cli import json_input, records
from tests.cli.conftest import Terminal


def test_what_is_added_is_listed_found_and_shown(vault: Terminal) -> None:
    first, second = vault.add("person", {"names": [{"full": "Тоқаев"}]}, {"description": "unknown man"})
    assert vault.ok("list", "person")["total"] == 2
    for spelling in ("Тоқаев", "Токаев", "Tokayev", "Tokaev", "Toqaev"):
        assert [found["id"] for found in vault.ok("search", spelling)["records"]] == [first]
    assert vault.ok("get", first)["values"] == {"names": [{"full": "Тоқаев"}]}
    assert vault.ok("stats")["records"] == {"person": 2}
    page = vault.ok("list", "person", "--limit", "1")
    rest = vault.ok("list", "person", "--after", page["next"])
    assert {page["records"][0]["id"], rest["records"][0]["id"]} == {first, second}
    assert rest["next"] is None


def test_lists_and_search_take_filters_and_operators(vault: Terminal) -> None:
    aru, daniyar, saule = vault.add(
        "person", {"names": [{"full": "Aru"}], "sex": "female"}, {"names": [{"full": "Daniyar"}], "sex": "male"},
        {"names": [{"full": "Saule"}]})
    vault.add("safeguard", {"person": aru, "kind": "lawyer", "outcome": "given"})

    def listed(where: object, *more: str) -> set[str]:
        document = vault.ok("list", "person", "--where", json.dumps(where), *more)
        assert document["total"] == len(document["records"])
        return {each["id"] for each in document["records"]}

    lawyer = {"field": "kind", "via": "safeguard.person", "one_of": ["lawyer"], "negated": True}
    female = {"field": "sex", "one_of": ["female"]}
    assert listed([lawyer]) == {daniyar, saule}
    assert listed([{"field": "sex", "one_of": ["@nothing"]}]) == {saule}
    assert listed([{**female, "group": 1}, {"field": "sex", "one_of": ["male"], "group": 1}]) == {aru, daniyar}
    assert listed([{**female, "negated": True}], "--text", "saule OR daniyar") == {daniyar, saule}
    assert listed([], "--text", "aru OR saule") == {aru, saule}
    assert {each["id"] for each in vault.ok("search", "aru ИЛИ saule", "--type", "person")["records"]} == {aru, saule}
    assert vault.ok("search", "aru -aru")["records"] == []


@pytest.mark.parametrize("where", [
    "{", "{}", '["x"]', '[{"field": 1}]', '[{"field": "nick", "one_of": ["x"]}]',
    '[{"field": "sex", "via": "person.names", "one_of": ["x"]}]', '[{"field": "sex", "low": 1}]',
    '[{"field": "@state", "one_of": ["odd"]}]', '[{"field": "@near", "one_of": ["x"]}]',
    '[{"field": "birth", "period": {"start": "2022-02-30"}}]', '[{"field": "sex", "period": {"start": "2022"}}]',
    '[{"field": "birth", "days": 99999999, "period": {"start": "2022"}}]',
    '[{"field": "age_reported", "low": 99999999999999999999}]', '[{"field": "sex", "drop": 1}]',
])
def test_what_cannot_be_asked_is_refused(vault: Terminal, where: str) -> None:
    done = vault("list", "person", "--where", where)
    assert (done.code, done.document["error"][:3]) in ((1, "inv"), (1, "bad")), done.out + done.err


def test_a_record_is_changed_and_the_change_undone(vault: Terminal) -> None:
    (id_,) = vault.add("person", {"names": [{"full": "Aru"}]})
    assert vault.ok("set", id_, 'sex="female"', "age_reported=30")["changed"]
    assert not vault.ok("set", id_, 'sex="female"')["changed"]
    assert vault.ok("get", id_)["values"]["age_reported"] == 30
    assert vault.ok("undo")["undone"] == 2
    assert "age_reported" not in vault.ok("get", id_)["values"]
    fates = [write["fate"] for write in vault.ok("history", id_)["writes"] if write["field"] == "age_reported"]
    assert fates == ["undone"]


def test_null_unsets(vault: Terminal) -> None:
    (id_,) = vault.add("person", {"age_reported": 30})
    vault.ok("set", id_, "age_reported=null")
    assert "age_reported" not in vault.ok("get", id_)["values"]


BAD = {
    "not JSON": b'{"names":',
    "not an object": b"[1]",
    "twice": b'{"age_reported": 1, "age_reported": 2}',
    "NaN": b'{"age_reported": NaN}',
    "a huge number": b'{"age_reported": ' + b"9" * 5000 + b"}",
    "deep": b'{"names":' + b"[" * 1000 + b"]" * 1000 + b"}",
    "deeper than any stack": b"[" * 500_000,
    "long": b'{"remarks": "' + b"x" * json_input.MAX_LINE + b'"}',
    "not UTF-8": b'{"remarks": "\xff"}',
    "no such field": b'{"nick": "x"}',
    "a wrong kind": b'{"age_reported": "old"}',
    "an impossible date": b'{"birth": {"start": "2022-02-30"}}',
    "hidden characters": '{"description": "abc\u202edef"}'.encode(),
    "a control character": b'{"names": [{"full": "A\\u0007"}]}',
    "a lone surrogate": b'{"description": "\\ud800"}',
    "a bad id": b'{"id": "x"}',
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_named_and_its_batch_is_not_recorded(vault: Terminal, bad: bytes) -> None:
    good = b'{"description": "a man"}\n'
    done = vault("add", "person", stdin=good + bad + b"\n" + good)
    assert done.code == 1
    assert "Line 2" in done.err
    assert done.document["ids"] == []
    assert vault.ok("list", "person")["total"] == 0


def test_batches_before_a_bad_line_stay(vault: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "BATCH", 2)
    good = b'{"description": "a man"}\n'
    done = vault("add", "person", stdin=good * 3 + b"{\n")
    assert done.code == 1
    assert "Line 4" in done.err
    assert "from line 3 on" in done.err
    assert len(done.document["ids"]) == vault.ok("list", "person")["total"] == 2


def test_an_endless_line_is_not_read_to_its_end() -> None:
    class Endless:
        """Counts what is asked of it."""

        read = 0

        def readline(self, size: int) -> bytes:
            self.read += size
            return b"[" * size

    stream = Endless()
    assert [len(line) > json_input.MAX_LINE for _, line in json_input.lines(stream)] == [True]  # type: ignore[arg-type]
    assert stream.read <= json_input.MAX_LINE + 2


def test_add_never_changes_what_is_here(vault: Terminal) -> None:
    (id_,) = vault.add("person", {"description": "a man"})
    line = json.dumps({"id": id_, "description": "another"}).encode()
    assert vault("add", "person", stdin=line).code == 1
    assert vault("add", "person", stdin=b'{"id": "%032x"}\n' % 7 * 2).code == 1
    assert vault.ok("get", id_)["values"]["description"] == "a man"


def test_refusals_change_nothing_on_disk(vault: Terminal) -> None:
    (id_,) = vault.add("person", {"description": "a man"})
    before = vault.ok("history", id_)
    for command in (
        ("set", id_, "nick=1"), ("set", id_, 'age_reported="x"'), ("set", "zz", "age_reported=1"),
        ("get", "0" * 32), ("list", "persons"), ("undo", "--changeset", "xyz"), ("resolve", id_, "sex", "--both"),
    ):
        assert vault(*command).code == 1, command
    for command in (("set", id_, "age_reported"), ("set", id_, "sex=female"), ("dance",), ()):
        assert vault(*command).code == 2, command
    assert vault.ok("history", id_) == before


def test_people_are_shown_hostile_characters_written_out(vault: Terminal) -> None:
    (id_,) = vault.add("person", {"description": "a man", "remarks": "first\nsecond \u061cx"})
    done = vault("get", id_, options=())
    assert done.code == 0
    assert "    second [U+061C]x" in done.out
    assert "\u061c" not in done.out


def test_types_needs_no_vault(vault: Terminal, tmp_path: Path) -> None:
    vault.folder = tmp_path / "nowhere"
    assert "person" in {one["type"] for one in vault.ok("types")["types"]}


def test_a_list_as_a_table_outside(vault: Terminal, tmp_path: Path) -> None:
    """Every record whatever the limit, no cell that computes, dates as far as they are known, nothing overwritten."""
    vault.add(
        "note", {"title": "=1+1", "written": {"start": "2022-01"}},
        {"title": "Second", "written": {"start": "2022-01-05", "end": "2022-01-07", "approximate": True}})
    path = tmp_path / "notes.csv"
    assert vault.ok("list", "note", "--limit", "1", "--save", str(path))["saved"] == 2
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    assert {row[head.index("Date")] for row in rows} == {"2022-01", "2022-01-05~/2022-01-07~"}
    assert {row[head.index("Title")] for row in rows} == {"'=1+1", "Second"}
    before = path.read_bytes()
    assert vault("list", "note", "--save", str(path)).code == 1
    assert path.read_bytes() == before
    assert vault.ok("list", "note", "--save", str(tmp_path / "notes.xlsx"))["saved"] == 2
    assert (tmp_path / "notes.xlsx").read_bytes()[:2] == b"PK"
