"""The case file from records to bytes: everything shown is there, nothing withheld is."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest

from caseapp.disclosure import consent
from caseapp.disclosure.audience import Audience
from caseapp.domain.clocks import Standing
from caseapp.domain.entity import Entity
from caseapp.domain.law import shipped
from caseapp.domain.names.fold import fold_words
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.records.act import Act
from caseapp.domain.records.consent import Consent
from caseapp.domain.records.person import Person
from caseapp.domain.rules.custody import running
from caseapp.domain.spec import Kind
from caseapp.domain.vocabulary import Vocabularies
from caseapp.dossier import rows
from caseapp.dossier.case_file import CaseFile
from caseapp.dossier.forms.d1_case_file import Built, build
from caseapp.dossier.outline import shown
from caseapp.dossier.pdf.typeset import typeset
from caseapp.dossier.press import press
from caseapp.dossier.release_gate import ReleaseRefused
from tests.disclosure.languages import Untranslated
from tests.dossier import cases
from tests.dossier.sheets import KAZAKH, faces, squeeze, texts

RESOURCES = Path(__file__).parents[2] / "resources"
WIFE_NAMES = ("Бекова", "Гүлнар", "Bekova", "Gulnar", "Бековой")


@cache
def vocabularies() -> Vocabularies:
    return shipped(RESOURCES)[0]


def built(case: CaseFile, code: str = "en") -> Built:
    return build(case, cases.SPECS, Untranslated(code), vocabularies())


def text_of(one: Built) -> str:
    return texts(press(one, faces()), one.document.running)[0]


def everything_in(pdf: bytes) -> bytes:
    """The raw file, every stream unpacked, every extracted text and string: what an attacker would search."""
    parts = [pdf, *(page.extract_text().encode() for page in pypdf.PdfReader(BytesIO(pdf)).pages)]
    with pikepdf.open(BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream):
                parts.append(item.read_bytes())
            parts.append(repr(item).encode())
    return b"\n".join(parts)


@pytest.mark.parametrize("code", ["en", "ru", "kk"])
@pytest.mark.parametrize("audience", list(Audience))
def test_every_shown_value_is_found_again(code: str, audience: Audience) -> None:
    one = built(cases.case_file(audience), code)
    for extracted in texts(press(one, faces()), one.document.running):
        assert [text for text in shown(one.document) if squeeze(text) not in extracted] == []
        assert set(KAZAKH) <= set(extracted)
        assert squeeze(cases.KAZAKH_STORY) in extracted


def test_a_name_without_consent_is_in_none_of_the_bytes_for_the_lawyer() -> None:
    one = built(cases.case_file(Audience.LAWYER))
    pdf = press(one, faces())
    raw = everything_in(pdf)
    for name in (*WIFE_NAMES, "Нұрлан"):
        for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
            assert name.encode(encoding) not in raw
    words = set(fold_words(texts(pdf, one.document.running)[0]).split())
    assert not [word for word in words if any(fold_words(name) in word for name in WIFE_NAMES)]
    extracted = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    assert "Person 2" in extracted
    assert "Source 3" in extracted
    assert "Akhmetov Daniyar" in extracted
    assert "Жұмабаев" in extracted, "an official is named for what he did in office"


def test_inside_the_organisation_not_asked_is_not_no() -> None:
    assert squeeze("Bekova Gulnar") in text_of(built(cases.case_file(Audience.INTERNAL)))
    refused = Entity(cases.CONSENT_2, "consent", "", Consent(subject=cases.WIFE, store="withdrawn"))
    entities = tuple(refused if e.id == cases.CONSENT_2 else e for e in cases.entities())
    withdrawn = text_of(built(replace(cases.case_file(Audience.INTERNAL), entities=entities)))
    assert "Bekova" not in withdrawn
    assert squeeze("Person 2") in withdrawn
    assert squeeze("consent withdrawn") in withdrawn


def test_with_scrubbing_switched_off_the_gate_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control of the two tests above, and of the gate on a real dossier."""
    monkeypatch.setattr("caseapp.disclosure.scrub.Scrubber.clean", lambda self, text: text)
    one = built(cases.case_file(Audience.LAWYER))
    with pytest.raises(ReleaseRefused):
        press(one, faces())
    assert squeeze("Бекова") in texts(typeset(one.document, faces()), one.document.running)[0]


def test_conflicting_values_are_all_printed_with_author_and_time() -> None:
    extracted = text_of(built(cases.case_file(Audience.INTERNAL)))
    for words in ("• driver (Serikova, 11 January 2022, 17:20 (UTC+6))",
                  "• student (Omarov, 11 January 2022, 20:06 (UTC+6))"):
        assert squeeze(words) in extracted


def test_a_picked_value_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: without the conflict handling one of the two values is missing."""
    monkeypatch.setattr(rows.Rows, "_conflict", lambda self, spec, issue: "driver")
    monkeypatch.setattr("caseapp.dossier.forms.evidence.contradictions", lambda _: ())
    assert "student" not in text_of(built(cases.case_file(Audience.INTERNAL)))


def test_working_remarks_and_ways_to_reach_somebody_are_never_printed() -> None:
    extracted = text_of(built(cases.case_file(Audience.INTERNAL)))
    for secret in ("Working remark never printed", "+7 701 555 01 02", "555"):
        assert squeeze(secret) not in extracted
    assert squeeze("43.238000") not in extracted


def test_the_clocks_stand_in_the_file_with_their_source_and_their_doubt() -> None:
    extracted = text_of(built(cases.case_file()))
    for words in ("between 9 h 30 min and 15 h 30 min",
                  "exceeded on every reading of the times, by at least 6 h 30 min",
                  "Criminal Procedure Code, article 131 [not verified]", "between 56 h and 68 h",
                  "not binding here: a special ground of 72 hours is recorded", "— unaccounted for: 10 h"):
        assert squeeze(words) in extracted


def test_a_time_that_is_not_known_is_never_called_exceeded() -> None:
    vague = Act(act_type="detention", start=cases.at("2022-01-07"))
    assert {clock.standing for clock in running(vague, cases.NOW)} == {Standing.CANNOT_BE_SAID}
    assert {clock.standing for clock in running(Act(act_type="detention"), cases.NOW)} == {Standing.CANNOT_BE_SAID}
    held = Act(act_type="detention", detained=cases.at("2022-01-07T18:00"), still_held=True, no_judge=True,
               still_held_on=cases.at("2022-01-08"))
    found = {clock.limit.key: clock for clock in running(held, cases.NOW)}
    assert found["court-48h"].standing is Standing.WITHIN
    administrative = replace_act(held, limit_ground="administrative")
    assert [clock.limit.key for clock in running(administrative, cases.NOW)] == ["protocol-3h"]


def replace_act(act: Act, **changes: object) -> Act:
    values = {name: getattr(act, name) for name in act.__struct_fields__}
    return Act(**{**values, **changes})  # type: ignore[arg-type]  # a test's shorthand


def test_figures_keep_status_and_derivation_and_grades_stay_apart() -> None:
    extracted = text_of(built(cases.case_file()))
    for words in ("Retracted", "Repeats: 164 (dead), Telegram channel of the Information Ministry, 9 January 2022.",
                  "A claim in this chain was retracted.", "S2 F/6", "they are not the lowest grades",
                  "which of them is not established", "This is an allegation, not a finding"):
        assert squeeze(words) in extracted


def test_exhibits_carry_their_hash_and_the_text_refers_to_the_annex() -> None:
    extracted = text_of(built(cases.case_file()))
    assert extracted.count(cases.HASH.hex()) == 2
    assert "[E1]" in extracted


def test_sample_and_real_vaults_and_same_input_same_bytes() -> None:
    sample = press(built(cases.case_file(sample=True)), faces())
    assert sample == press(built(cases.case_file(sample=True)), faces())
    assert all("SAMPLE" in page.extract_text() for page in pypdf.PdfReader(BytesIO(sample)).pages)
    real = press(built(cases.case_file(sample=False)), faces())
    assert not any("SAMPLE" in page.extract_text() for page in pypdf.PdfReader(BytesIO(real)).pages)


def test_an_empty_case_makes_a_file_without_empty_sections() -> None:
    one = built(replace(cases.case_file(), entities=()))
    assert [section.heading for section in one.document.sections] == [
        "Consent and limits of use", "Summary", "Signatures"]
    assert all(section.blocks for section in one.document.sections)
    assert press(one, faces()).startswith(b"%PDF-")


def test_the_words_of_the_form_are_no_leak_even_if_a_name_resembles_them() -> None:
    renamed = Person(names=(PersonName(full="Контентс", surname="Контентс"),))  # "Contents" in Cyrillic
    entities = tuple(replace(e, record=renamed) if e.id == cases.WIFE else e for e in cases.entities())
    one = built(replace(cases.case_file(Audience.LAWYER), entities=entities))
    assert press(one, faces()).startswith(b"%PDF-")


def test_every_kind_of_field_has_its_words() -> None:
    assert set(rows._HANDLERS) == set(Kind)


def test_nobody_is_called_the_wife_of_who_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    tie = "spouse"
    assert tie in text_of(built(cases.case_file(Audience.INTERNAL))).lower()
    assert tie not in text_of(built(cases.case_file(Audience.LAWYER))).lower()
    monkeypatch.setattr(consent, "_untied", lambda *_: ())
    assert tie in text_of(built(cases.case_file(Audience.LAWYER))).lower(), "control"
