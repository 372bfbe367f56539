"""The word lists: strictly read, complete in three languages, and never an id on paper."""

from pathlib import Path

import pytest

from caseapp.domain.records import ALL
from caseapp.domain.records.act import DETENTION
from caseapp.domain.records.act_details import SECTIONS
from caseapp.domain.rules.detention import SPECIAL_GROUNDS
from caseapp.domain.spec import Kind
from caseapp.domain.vocabulary import LANGUAGES, BadVocabulary, Vocabularies, full_code, load, parse

GOOD = 'id = "v"\nlist = "MT39"\nverified = ["en"]\nterms = [\n{ id = "a", code = "01", en = "A", ru = "А" },\n%s]\n'


def test_reads_what_is_as_agreed() -> None:
    made = parse("v", GOOD % '{ id = "b", parent = "a", kk = "Б", verified = ["kk"], tags = ["t"] },\n')
    assert [term.id for term in made.choices()] == ["a", "b"]
    assert made.terms["b"].label("kk").verified
    assert [term.id for term in made.ancestors("b")] == ["a"]
    assert [term.id for term in made.tagged("t")] == ["b"]
    assert [term.id for term in made.by_code("01")] == ["a"]


@pytest.mark.parametrize(("line", "reason"), [
    ('{ id = "a", en = "again" },', "duplicate"),
    ('{ id = "b", en = "B", colour = "red" },', "form"),
    ('{ id = "b", en = 3 },', "form"),
    ('{ id = "B", en = "B" },', "id"),
    ('{ id = "b" },', "label"),
    ('{ id = "b", en = "B\\u202e" },', "label"),
    ('{ id = "b", en = "B", code = "1" },', "code"),
    ('{ id = "b", en = "B", also = ["01.1"] },', "code"),
    ('{ id = "b", en = "B", parent = "z" },', "parent"),
    ('{ id = "b", en = "B", parent = "c" }, { id = "c", en = "C", parent = "b" },', "parent"),
    ('{ id = "b", en = "B", verified = ["de"] },', "form"),
    ('{ id = "b", en = "B", tags = ["Not one"] },', "tag"),
    ('{ id = "b", en = "B", valid_from = "2022-02-30" },', "day"),
    ('{ id = "b", en = "B", valid_from = "2022-06-08", valid_to = "2022-06-07" },', "day"),
    ("{", "form"),
])
def test_refuses_anything_else(line: str, reason: str) -> None:
    with pytest.raises(BadVocabulary) as caught:
        parse("v", GOOD % f"{line}\n")
    assert caught.value.params["reason"] == reason
    parse("v", GOOD % "")  # without the line it is good: the line alone is refused


def test_a_file_is_named_after_its_list(tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(GOOD % "", encoding="utf-8")
    with pytest.raises(BadVocabulary):
        load(tmp_path)
    (tmp_path / "w.toml").rename(tmp_path / "v.toml")
    assert set(load(tmp_path)) == {"v"}


@pytest.mark.parametrize("content", [b"\xff\xfe", b"#" * (1024 * 1024 + 1)])
def test_foreign_bytes_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "v.toml").write_bytes(content)
    with pytest.raises(BadVocabulary):
        load(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadVocabulary):
        load(tmp_path)


def test_falls_back_from_kazakh_to_russian_to_english() -> None:
    made = parse("v", GOOD % '{ id = "b", en = "B" },\n')
    assert made.label("a", "kk").text == "А"
    assert made.label("b", "kk").text == "B"
    assert made.label("a", "en").text == "A"
    assert made.label("a", "xx").text == "A"


@pytest.mark.parametrize("language", [*LANGUAGES, "xx"])
def test_never_prints_an_id(language: str) -> None:
    shown = parse("v", GOOD % "").label("kz_local_17", language)
    assert "kz_local_17" not in shown.text
    assert not shown.known
    assert not shown.verified
    assert parse("v", GOOD % "").label("a", language).known


def test_a_term_is_offered_only_in_its_time() -> None:
    made = parse("v", GOOD % '{ id = "b", en = "B", valid_from = "2022-06-08", valid_to = "2023-01-01" },\n')
    assert [t.id for t in made.choices("2022-06-07")] == ["a"]
    assert [t.id for t in made.choices("2022-06-08")] == ["a", "b"]
    assert [t.id for t in made.choices("2023-01-02")] == ["a"]


def test_every_list_that_a_field_names_is_here_and_every_list_is_named(vocabularies: Vocabularies) -> None:
    named = {field.vocabulary for spec in ALL for field in spec.fields.values() if field.vocabulary}
    assert named == set(vocabularies)


def test_every_term_has_three_labels_and_machine_made_ones_say_so(vocabularies: Vocabularies) -> None:
    for vocabulary in vocabularies.values():
        for term in vocabulary.terms.values():
            assert set(term.labels) == set(LANGUAGES), (vocabulary.id, term.id)
            assert not {"ru", "kk"} & term.verified, (vocabulary.id, term.id)


def test_labels_of_one_list_differ_from_one_another(vocabularies: Vocabularies) -> None:
    """Two terms that read alike cannot be told apart on a form; each language on its own."""
    for vocabulary in vocabularies.values():
        for language in LANGUAGES:
            shown = [term.labels[language] for term in vocabulary.terms.values()]
            assert sorted(shown) == sorted(set(shown)), (vocabulary.id, language)


def test_families_in_code_are_the_tags_of_the_lists(vocabularies: Vocabularies) -> None:
    assert {term.id for term in vocabularies["act_type"].tagged("detention")} == set(DETENTION.terms)
    for section in SECTIONS:
        assert section.when is not None
        tagged = {term.id for term in vocabularies["act_type"].tagged(section.key)}
        assert tagged == set(section.when.terms), section.key
    assert {term.id for term in vocabularies["limit_ground"].tagged("special")} == set(SPECIAL_GROUNDS)


def test_what_a_preset_suggests_exists(vocabularies: Vocabularies) -> None:
    act = next(spec for spec in ALL if spec.type == "act")
    for term in vocabularies["act_type"].terms.values():
        for name, terms in term.suggests.items():
            field = act.fields[name]
            assert field.kind in (Kind.TERM, Kind.TERMS)
            assert set(terms) <= set(vocabularies[field.vocabulary].terms)


def test_twelve_digits() -> None:
    assert full_code("01.01.05.01") == "010105010000"
    assert full_code("90") == "900000000000"
