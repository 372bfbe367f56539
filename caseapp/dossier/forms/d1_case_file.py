"""D1, the case file: everything an own lawyer needs, with grades, contradictions and gaps inside. Not for filing.

Order of sections: domain reference, dossier D1, for the record types that exist; a section without content is not made.
"""

from collections.abc import Mapping

from caseapp.domain.spec import RecordSpec
from caseapp.domain.text import N_, Language
from caseapp.domain.vocabulary import Vocabularies
from caseapp.dossier.case_file import CaseFile
from caseapp.dossier.forms import checking, details, detention, evidence, front, gaps, law, own, people
from caseapp.dossier.forms.context import Context
from caseapp.dossier.forms.frame import Built, finished, opened
from caseapp.dossier.outline import Document, Running, Section, shown


def build(
    case: CaseFile, specs: Mapping[str, RecordSpec], language: Language, vocabularies: Vocabularies
) -> Built:
    """The document tree of D1 for ``case.audience`` in ``language``."""
    context = opened(case, specs, language, vocabularies)
    title = _title(context)
    cover = front.cover(context, title)  # first: what it says unverified is listed in a section
    return finished(context, title, cover, _sections(context))


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
        *law.section(context),
        *people.incidents(context),
        *people.acts(context),
        *details.medical(context),
        *details.orders(context),
        *evidence.figures(context),
        *evidence.sources(context),
        *evidence.accounts(context),
        *details.interviews(context),
        *evidence.contradictions(context),
        *gaps.section(context),
        *checking.section(context),
        *evidence.exhibits(context),
        *details.custody(context),
        *own.section(context),
    ]
    body += front.unverified(context)
    body += front.glossary(context, _texts(body, context))
    return (*body, front.signature(context))


def _texts(sections: list[Section], context: Context) -> list[str]:
    running = Running("", "", "")
    return list(shown(Document("", "", front.cover(context, ""), tuple(sections), running)))
