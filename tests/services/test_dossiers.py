"""Dossiers about one person: what others said of people outside the file is scrubbed as well."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from caseapp.disclosure.audience import Audience
from caseapp.domain.local_fields import field_name
from caseapp.runtime.bootstrap import App, compose
from caseapp.security import hardening
from caseapp.security.kdf import Cost
from caseapp.services import dossier_gathering, sample
from caseapp.services.edits import Edit
from caseapp.services.fields import Asked
from caseapp.services.outside import FileThere
from caseapp.services.session import Session

PHRASE = "correct horse battery staple lamp river"
WITHHELD = ("Беков", "Bekov", "Гүлнар", "Gulnar")


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> App:
    monkeypatch.setattr(hardening, "harden", lambda: True)
    return compose(cost=lambda: Cost(64, 1, 4))


@pytest.fixture
def filled(app: App, tmp_path: Path) -> Iterator[Session]:
    app.vaults.create(tmp_path / "v", PHRASE, "Sample", alias="A. Serikova", sample=True)
    with app.vaults.open(tmp_path / "v", PHRASE) as session:
        session.writer.open()
        sample.fill(session, app.resources)
        yield session


def akhmetov(session: Session) -> str:
    return next(hit.id for hit in session.near.find("Ахметов Данияр", 10, ("person",)) if "Данияр" in hit.title)


def text_of(session: Session, app: App, subject: str, audience: str) -> str:
    issued = session.dossiers.issue("D1", subject, app.language("en"), audience)
    pages = pypdf.PdfReader(BytesIO(session.dossiers.load(issued))).pages
    return "".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("audience", ["internal", "lawyer"])
def test_a_person_outside_the_file_is_not_named_in_it(filled: Session, app: App, audience: str) -> None:
    text = text_of(filled, app, akhmetov(filled), audience)
    assert "Ахметов" in text
    assert not [name for name in WITHHELD if name in text]


def test_negative_control_without_the_others_the_name_stands_there(
    filled: Session, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossier_gathering, "mentioned", lambda *_: ())
    text = text_of(filled, app, akhmetov(filled), "lawyer")
    assert [name for name in WITHHELD if name in text]


def test_every_subject_of_the_sample_can_be_issued(filled: Session, app: App) -> None:
    for type_ in dossier_gathering.SUBJECTS:
        for id_ in filled.near.ids(type_)[:3]:
            assert filled.dossiers.issue("D1", id_, app.language("ru"), "lawyer").pages > 0


def test_a_copy_outside_is_never_written_over_and_is_accounted_for(filled: Session, app: App, tmp_path: Path) -> None:
    issued = filled.dossiers.issue("D1", akhmetov(filled), app.language("en"), "internal")
    target = tmp_path / "copy.pdf"
    filled.dossiers.save_copy(issued, target)
    assert target.read_bytes() == filled.dossiers.load(issued)
    with pytest.raises(FileThere):
        filled.dossiers.save_copy(issued, target)
    assert filled.dossiers.issued()[0].id == issued.id


def test_a_field_of_ours_is_printed_of_every_type_in_the_file(filled: Session, app: App) -> None:
    """Whether a type is printed field by field or as a line of a table; for whom it is not meant, of none."""
    names = {
        type_: field_name("line", filled.fields.add(Asked(type_, "line", {"en": f"Ours of {type_}"}), "Field").ids[0])
        for type_, spec in list(filled.specs.items()) if spec.by_hand}
    for type_, name in names.items():
        filled.records.save([Edit(type_, id_, {name: said(type_)}) for id_ in filled.near.ids(type_)][:100], "Change")
    cases = filled.near.ids("case")
    inside = {entity.type for case in cases for entity in filled.dossiers.case_file(case, Audience.INTERNAL).entities}
    texts = {audience: " ".join(text_of(filled, app, case, audience) for case in cases).replace("\n", "")
             for audience in ("internal", "lawyer")}
    assert {"organisation", "place", "relationship", "source", "stay", "safeguard", "consent"} < inside
    assert [type_ for type_ in sorted(inside & set(names)) if said(type_) not in texts["internal"]] == []
    assert [type_ for type_ in names if said(type_) in texts["lawyer"]] == []


def said(type_: str) -> str:
    return "Qz" + type_.replace("_", "") + "Zq"
