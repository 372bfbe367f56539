"""Hidden characters stay out of names and lines; testimony stays as written; foreign text is shown safely."""

import unicodedata

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain import text_hygiene
from caseapp.domain.canonical import MAX_STRING, encode
from caseapp.domain.errors import Invalid
from caseapp.domain.names.identifier import Identifier
from caseapp.domain.names.person_name import PersonName, script_of
from caseapp.domain.text_hygiene import (
    TooLong,
    UnsafeText,
    clean_line,
    clean_text,
    mixed_words,
    require_line,
    visible,
)

HIDDEN = ("\x00", "\x1b", "\x7f", "\x85", "\u200b", "\u200e", "\u202a", "\u202e", "\u2066", "\u2069", "\u061c",
          "\ufeff", "\u2028", "\u2029", "\ue000", "\ufffe", "\ufdd0", "\U000e0041", "\ud800")


@pytest.mark.parametrize("char", HIDDEN, ids=lambda c: f"U+{ord(c):04X}")
def test_lines_refuse_what_cannot_be_seen(char: str) -> None:
    with pytest.raises(UnsafeText) as refused:
        clean_line(f"Ахм{char}етов", "Name")
    assert refused.value.field == "Name"
    assert f"U+{ord(char):04X}" in str(refused.value.params["characters"])
    assert "етов" not in str(refused.value.params)
    with pytest.raises(Invalid):
        PersonName(full=f"Ахм{char}етов")
    with pytest.raises(Invalid):
        Identifier("passport", f"N{char}1")


def test_names_from_foreign_bytes() -> None:
    for name in ('{"full":"\\u202eвотемхА"}', '{"surname":"a\\u0000b"}', '{"full":"и\\u0306"}', '{"script":"Arab"}',
                 '{"kind":"x"}', '{"full":7}', '{"nick":"x"}', '{"given":"a\\nb"}', '{"full":"' + "ж" * 2001 + '"}'):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(name.encode(), type=PersonName)
    whole = PersonName("Ахметов Данияр", "Ахметов", "Данияр", "", "Cyrl", "ru", "alias")
    assert msgspec.json.decode(msgspec.json.encode(whole), type=PersonName) == whole
    assert msgspec.json.encode(PersonName()) == b"{}"


def test_without_the_check_an_override_would_print_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_hygiene, "_hidden_in_line", lambda _char: False)
    assert clean_line("\u202eвотемхА", "Name") == "\u202eвотемхА"


def test_lines_are_tidied_not_changed() -> None:
    assert clean_line("  Ахметов \u00a0 Данияр\u2003Серікұлы \n", "Name") == "Ахметов Данияр Серікұлы"
    assert clean_line("\u0438\u0306", "Name") == "й"
    assert clean_line("О’Нил-Қасым №5 «»", "Name") == "О’Нил-Қасым №5 «»"


def test_text_keeps_its_paragraphs() -> None:
    assert clean_text("Он сказал:\r\n\t«Стой»\rи\u2028упал. ", "Words") == "Он сказал:\n\t«Стой»\nи\nупал. "
    assert clean_text("می\u200cخواهم \u200fא", "Words") == "می\u200cخواهم \u200fא"  # joiners and marks are writing
    for char in ("\x00", "\x1b", "\u202e", "\u2067", "\ud800", "\ufffe"):
        with pytest.raises(UnsafeText):
            clean_text(f"a{char}b", "Words")


def test_length() -> None:
    assert clean_text("ж" * (MAX_STRING // 2), "Words")
    for clean in (clean_text, clean_line):
        with pytest.raises(TooLong) as refused:
            clean("ж" * (MAX_STRING // 2 + 1), "Words")
        assert refused.value.params["limit"] == MAX_STRING
    with pytest.raises(TooLong):
        clean_line("12345", "Code", limit=4)
    with pytest.raises(TooLong):
        PersonName(full="ж" * 2001)
    assert PersonName(full="ж" * 2000)


def test_shown_safely() -> None:
    assert visible("Ахметов \u202eвот") == "Ахметов [U+202E]вот"
    assert visible("a\nb\x00") == "a[U+000A]b[U+0000]"
    assert visible("a\nb\tc\x00", keep_lines=True) == "a\nb\tc[U+0000]"
    assert visible("Қасым № 5") == "Қасым № 5"


def test_look_alikes_are_pointed_out() -> None:
    text = "Сəкен Cерік Tokаev Тоқаев Tokayev γміт COVID-19"
    assert [text[a:b] for a, b in mixed_words(text)] == ["Сəкен", "Cерік", "Tokаev", "γміт"]
    assert mixed_words("Тоқаев Қасым-Жомарт Kassym-Jomart") == ()


def test_nothing_in_a_repr() -> None:
    assert "Ахметов" not in repr(PersonName(full="Ахметов"))
    assert "0101" not in repr(Identifier("iin", "010101100008"))


def test_script() -> None:
    assert [script_of(t) for t in ("Тоқаев", "Tokayev", "Äbılov", "日本", "12", "", "Сəкен")] == [
        "Cyrl", "Latn", "Latn", "", "", "", "Cyrl"]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=40))
def test_what_passes_can_be_stored_and_passes_again(text: str) -> None:
    for clean in (clean_line, clean_text):
        try:
            passed = clean(text, "x")
        except UnsafeText:
            continue
        encode(passed)
        assert clean(passed, "x") == passed
        assert unicodedata.is_normalized("NFC", passed)
    try:
        line = clean_line(text, "x")
    except UnsafeText:
        return
    require_line(line, "x")
    assert visible(line) == line or not line.isprintable()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=40))
def test_visible_hides_nothing(text: str) -> None:
    shown = visible(text)
    require_line(unicodedata.normalize("NFC", shown), "x")
