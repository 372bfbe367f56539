"""A table over the command line: what the headers suggest, the preview, errors in words, the import and its undo."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from tests.cli.conftest import Terminal

TABLE = "№,ФИО,Пол,Дата задержания,Город\n1,Ахметов Данияр,м,07.01.2022,Мақтауыл\n2,Асан Әсел,ж,31.31.2022,Мақтауыл\n"


def test_suggest_preview_import_undo(terminal: Callable[[str], Terminal], tmp_path: Path) -> None:
    one = terminal("A")
    file, mapping = tmp_path / "list.csv", tmp_path / "list.json"
    file.write_text(TABLE, encoding="utf-8")
    suggested = one.ok("suggest-mapping", str(file), "--out", str(mapping), "--name", "ОНК")
    assert suggested["key"] == ["№"]
    assert [(each["type"], each["field"]) for each in suggested["columns"]] == [
        ("person", "names"), ("person", "sex"), ("act", "start"), ("place", "name_ru"),
    ]
    assert "Ахметов" not in mapping.read_text("utf-8")
    seen = one.ok("import-table", str(file), "--mapping", str(mapping), "--preview")
    assert (seen["rows"], seen["taken"], len(seen["new"])) == (2, False, 3)
    assert [(each["row"], each["column"]) for each in seen["errors"]] == [(3, "D")]
    refused = one("import-table", str(file), "--mapping", str(mapping))
    assert refused.code == 1
    assert one.ok("list", "person")["records"] == []
    taken = one.ok("import-table", str(file), "--mapping", str(mapping), "--without-wrong")
    assert len(one.ok("list", "person")["records"]) == 1
    again = one.ok("import-table", str(file), "--mapping", str(mapping), "--without-wrong")
    assert (again["new"], again["changed"], again["same"]) == ([], [], 3)
    words = one("import-table", str(file), "--mapping", str(mapping), "--preview", options=()).out
    assert "Row 3, column D" in words
    assert taken["taken"]
    one.ok("undo")
    assert one.ok("list", "person")["records"] == []


def test_a_change_says_what_stood_before_and_what_would_stand(
    terminal: Callable[[str], Terminal], tmp_path: Path
) -> None:
    one, mapping = terminal("A"), tmp_path / "list.json"
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("№,ФИО,Пол\n1,Ахметов Данияр,м\n", encoding="utf-8")
    second.write_text("№,ФИО,Пол\n1,Ахметов Данияр,ж\n", encoding="utf-8")
    one.ok("suggest-mapping", str(first), "--out", str(mapping))
    one.ok("import-table", str(first), "--mapping", str(mapping))
    (changed,) = one.ok("import-table", str(second), "--mapping", str(mapping), "--preview")["changed"]
    assert (changed["before"]["sex"], changed["after"]["sex"]) == ("male", "female")


def test_delimiter_and_encoding_are_said_where_the_guess_is_wrong(
    terminal: Callable[[str], Terminal], tmp_path: Path
) -> None:
    one, file = terminal("A"), tmp_path / "list.csv"
    file.write_bytes("ФИО;Заметка\nАхметов, Данияр;раз\nБекова, Гүлнар;два\n".encode("utf-16"))
    asked = ("--delimiter", "semicolon", "--encoding", "utf-16")
    right = one.ok("suggest-mapping", str(file), "--out", str(tmp_path / "1.json"), *asked)
    wrong = one.ok("suggest-mapping", str(file), "--out", str(tmp_path / "2.json"), "--delimiter", "tab")
    assert right["headers"] == ["ФИО", "Заметка"]
    assert wrong["headers"] == ["ФИО;Заметка"]
    refused = one("suggest-mapping", str(file), "--out", str(tmp_path / "3.json"), "--encoding", "utf-8")
    assert refused.code == 1
    assert not (tmp_path / "3.json").exists()


def test_what_is_no_mapping_is_refused(terminal: Callable[[str], Terminal], tmp_path: Path) -> None:
    one = terminal("A")
    file, mapping = tmp_path / "list.csv", tmp_path / "list.json"
    file.write_text(TABLE, encoding="utf-8")
    good = {"format": "caseapp-mapping-1", "namespace": "00" * 16, "columns": []}
    wrong = (b"{}", b"[]", b"\xff", msgspec.json.encode({**good, "namespace": "x"}),
             msgspec.json.encode({**good, "columns": [{"header": "ФИО", "type": "person", "field": "nothing"}]}),
             msgspec.json.encode({**good, "columns": [{"header": "no", "type": "person", "field": "names"}]}),
             msgspec.json.encode({**good, "columns": [
                 {"header": "Пол", "type": "person", "field": "sex", "terms": {"м": "no"}}]}))
    for document in wrong:
        mapping.write_bytes(document)
        assert one("import-table", str(file), "--mapping", str(mapping), "--preview").code == 1, document
