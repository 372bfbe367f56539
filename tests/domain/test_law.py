"""The law as data: strictly read, each version in its time, and a slip in a number named."""

import shutil
from pathlib import Path

import pytest

from caseapp.domain.law import LIST, BadLaw, LawBook, load
from caseapp.domain.moment import Moment
from caseapp.domain.records.charge import Charge
from caseapp.domain.rules.articles import unknown_article
from caseapp.domain.vocabulary import LANGUAGES, Vocabularies

LAW = Path(__file__).resolve().parents[2] / "resources" / "law"

# Law -> the articles that the field's reference gives, written down apart from the data.
ARTICLES = {
    "cc": "99 103 106 107 115 120 121 126 146 155 158 174 188 191 192 202 255 269 272 274 287 291 293 361 362 378 379"
          " 380 400 405 412 412-1 413 414 415",
    "cpc": "14(2) 68 128 129 131 135 147 151",
    "cao": "434 476 477 488 667",
    "constitution": "13 16 17 20 32",
    "iccpr": "2(3) 4 6 7 9 10 12 14 15 16 17 19 21 22 24 26",
    "cat": "1 2 3 4 12 13 14 15 16",
    "ced": "1 2 12 17 18 24 30 31",
    "gc": "16 20 21 27 29 31 32 34 35 36 37",
    "bpuff": "4 5 9 10 12 13 14 22 24 26",
    "wgad": "I II III IV V",
}
# Kind of act -> what is looked at beside it: treaties, then domestic law.
BESIDE = {
    "detention": "iccpr 9, wgad I, wgad II, wgad III, wgad V, cc 414, cc 126, cpc 131",
    "mass_roundup": "iccpr 9, iccpr 21",
    "administrative_arrest": "iccpr 9, iccpr 14, iccpr 21, cao 488, cao 476",
    "incommunicado": "iccpr 9, iccpr 7, ced 17, cpc 135",
    "disappearance": "iccpr 6, iccpr 7, iccpr 9, iccpr 16, ced 2",
    "violence_in_custody": "iccpr 7, iccpr 10, cat 1, cc 146, cc 362, cc 415",
    "violence_on_arrest": "iccpr 7, bpuff 4, bpuff 5, cc 146, cc 362",
    "sexual_violence": "iccpr 7, cat 1, cc 120, cc 121, cc 146",
    "death_at_assembly": "iccpr 6, iccpr 21, bpuff 9, bpuff 10, bpuff 12, bpuff 13, bpuff 14, cc 99, cc 103, cc 362",
    "death_of_bystander": "iccpr 6, cc 99, cc 103, cc 362",
    "death_in_custody": "iccpr 6, iccpr 7, iccpr 10, cc 146",
    "injury": "iccpr 6, iccpr 7, cc 106, cc 107, cc 362",
    "hospital_removal": "iccpr 7, iccpr 9, iccpr 10, cc 146, cc 414",
    "medical_denied": "iccpr 7, iccpr 10",
    "lawyer_denied": "iccpr 14(3)(b), iccpr 14(3)(d), iccpr 9, cpc 68",
    "statement_coerced": "iccpr 14(3)(g), cat 15, cc 415",
    "search": "iccpr 17",
    "threats": "iccpr 7, iccpr 9, cat 13, cc 115",
    "journalist_obstructed": "iccpr 19, cc 158",
    "internet_blocked": "iccpr 19, iccpr 21",
    "assembly_dispersed": "iccpr 21, gc 37, law_333 5",
    "false_information_charge": "iccpr 19, iccpr 14, iccpr 9, cc 274",
    "property_destroyed": "iccpr 17, cc 188, cc 202",
}


@pytest.fixture(scope="module")
def book() -> LawBook:
    return load(LAW)


def test_every_article_of_the_reference_is_here(book: LawBook) -> None:
    for law, numbers in ARTICLES.items():
        for number in numbers.split():
            assert book.of(law, number) is not None, (law, number)


def test_what_stands_beside_each_kind_of_act(book: LawBook, vocabularies: Vocabularies) -> None:
    presets = [term.id for term in vocabularies["act_type"].tagged("preset")]
    assert list(book.beside) == presets
    for kind, keys in book.beside.items():
        said = [f"{book.articles[key].law} {book.articles[key].number}" for key in keys]
        assert said == BESIDE[kind].split(", "), kind


def test_a_version_holds_in_its_time(book: LawBook) -> None:
    before, after = book.of("cc", "146", "2022-01-06"), book.of("cc", "146", "2024-05-01")
    assert before is not None
    assert after is not None
    assert before.key != after.key
    assert [term.id for term in book.vocabulary().choices("2022-01-06") if term.id.startswith("cc_146")] == [before.key]


def test_versions_of_one_article_do_not_overlap(book: LawBook) -> None:
    for one in book.articles.values():
        for other in book.articles.values():
            if one.key != other.key and (one.law, one.number) == (other.law, other.number):
                assert not one.held_on(other.valid_from or "0000")
                assert not other.held_on(one.valid_from or "0000")


@pytest.mark.parametrize(("text", "key"), [
    ("255", "cc_255"), ("ст. 272 ч. 2", "cc_272_2"), ("ч. 2 ст. 272 УК", "cc_272_2"), ("272 p. 2", "cc_272_2"),
    ("272(3)", "cc_272_3"), ("272-баптың 2-бөлігі", "cc_272_2"), ("412-1", "cc_412_1"), ("380, 293", "cc_380"),
])
def test_a_citation_is_understood_as_it_is_written(book: LawBook, text: str, key: str) -> None:
    cited = book.cited("criminal", text, "2022-01-06")
    assert cited is not None
    assert cited.article is not None
    assert cited.article.key == key


def test_a_slip_in_a_number_is_named_and_nothing_else(book: LawBook) -> None:
    (remark,) = unknown_article(Charge(code="criminal", article="ст. 225"), book)
    assert dict(remark.named) == {"number": "225", "likely": "255"}
    assert remark.field == "article"
    assert unknown_article(Charge(code="criminal", article="ст. 255"), book) == ()
    assert unknown_article(Charge(code="other", article="ст. 225"), book) == ()
    assert unknown_article(Charge(code="criminal", article="по совокупности"), book) == ()
    (far,) = unknown_article(Charge(code="criminal", article="999"), book)
    assert dict(far.named) == {"number": "999"}


def test_words_and_list_that_disagree_are_said(book: LawBook) -> None:
    same = Charge(code="criminal", article="272 p. 2", listed="cc_272", law_of=Moment("2022-01-06"))
    assert unknown_article(same, book) == ()
    other = Charge(code="criminal", article="272 p. 2", listed="cc_255")
    assert [remark.field for remark in unknown_article(other, book)] == ["listed"]


def test_what_was_not_read_is_not_called_verified(vocabularies: Vocabularies, book: LawBook) -> None:
    for article in book.articles.values():
        term = vocabularies[LIST].terms[article.key]
        assert set(term.labels) == set(LANGUAGES)
        assert article.number in term.labels["ru"]
        assert term.label("en").verified == article.verified
        assert not (article.verified and article.basis == "general"), article.key


@pytest.mark.parametrize(("file", "old", "new"), [
    ("articles", 'number = "255"', 'number = "25x"'),
    ("articles", 'law = "cc", number = "255"', 'law = "xx", number = "255"'),
    ("articles", 'key = "cc_255"', 'key = "cc_272"'),
    ("articles", "2022-12-31", "2022-12-32"),
    ("articles", 'basis = "law"', 'basis = "hearsay"'),
    ("laws", 'scope = "domestic"', 'scope = "martian"'),
    ("presets", "cc_414", "cc_999"),
])
def test_a_damaged_file_is_refused(tmp_path: Path, file: str, old: str, new: str) -> None:
    folder = shutil.copytree(LAW, tmp_path / "law")
    load(folder)  # whole it is read
    path = folder / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadLaw):
        load(folder)
