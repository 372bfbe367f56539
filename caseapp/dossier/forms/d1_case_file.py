"""D1, the case file: everything an own lawyer needs, with grades, contradictions and gaps inside. Not for filing.

Order of sections: domain reference, dossier D1, for the record types that exist; a section without content is not made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from caseapp.disclosure.audience import CLEARANCES
from caseapp.disclosure.disclose import disclose
from caseapp.disclosure.view import Disclosed
from caseapp.domain.names.fold import fold_words
from caseapp.domain.spec import RecordSpec
from caseapp.domain.text import N_, Language
from caseapp.domain.vocabulary import Vocabularies
from caseapp.dossier.case_file import CaseFile
from caseapp.dossier.forms import detention, evidence, front, gaps, people
from caseapp.dossier.forms.context import Context, make_context
from caseapp.dossier.naming import name_all
from caseapp.dossier.outline import Document, Running, Section, shown
from caseapp.dossier.release_gate import Protected
from caseapp.dossier.rows import Rows
from caseapp.dossier.wording import Wording


@dataclass(frozen=True, slots=True)
class Built:
    """A finished tree, what was withheld in it, and what the release gate must look for in the file."""

    document: Document
    disclosed: Disclosed = field(repr=False)
    protected: Protected = field(repr=False)


def build(
    case: CaseFile, specs: Mapping[str, RecordSpec], language: Language, vocabularies: Vocabularies
) -> Built:
    """The document tree of D1 for ``case.audience`` in ``language``."""
    context = _context(case, specs, language, vocabularies)
    title = _title(context)
    cover = front.cover(context, title)
    sections = _sections(context)
    wording = context.wording
    running = Running(
        banner=wording.text(CLEARANCES[case.audience].banner),
        footer=wording.text(N_("{id}, version {version}"), id=case.dossier_id, version=case.version),
        page_of=wording.text(N_("Page {page} of {pages}")),
        watermark=wording.text(N_("SAMPLE")) if case.sample else "",
    )
    document = Document(title, language.code, cover, sections, running)
    return Built(document, context.disclosed, _protected(context))


def _context(
    case: CaseFile, specs: Mapping[str, RecordSpec], language: Language, vocabularies: Vocabularies
) -> Context:
    disclosed = disclose(case.entities, specs, case.audience, language, case.now, case.others)
    wording = Wording(language, vocabularies)
    names = name_all(disclosed, specs, wording)
    rows = Rows(wording, specs, case.authors, case.zone, names)
    return make_context(case, specs, disclosed, wording, rows)


def _title(context: Context) -> str:
    subject = context.rows.names.get(context.case.subject, "")
    return context.wording.text(N_("Case file: {subject}"), subject=subject or context.case.dossier_id)


def _sections(context: Context) -> tuple[Section, ...]:
    body = [
        *front.consent(context),
        *front.summary(context),
        *people.parties(context),
        *evidence.chronology(context),
        *detention.section(context),
        *people.incidents(context),
        *people.acts(context),
        *evidence.figures(context),
        *evidence.sources(context),
        *evidence.accounts(context),
        *evidence.contradictions(context),
        *gaps.section(context),
        *evidence.exhibits(context),
    ]
    body += front.unverified(context)
    body += front.glossary(context, _texts(body, context))
    return (*body, front.signature(context))


def _texts(sections: list[Section], context: Context) -> list[str]:
    running = Running("", "", "")
    return list(shown(Document("", "", front.cover(context, ""), tuple(sections), running)))


def _protected(context: Context) -> Protected:
    """The scrubber's own search, told which words are the form's: "Сведения" is no form of the name Сведенов."""
    scrubber = context.disclosed.scrubber
    own = frozenset(word for text in context.wording.own_words for word in fold_words(text).split())
    return Protected(lambda text: scrubber.finds(text, own), (*scrubber.literals, *scrubber.phrases))
