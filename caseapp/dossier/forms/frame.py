"""What every form begins and ends with: what its reader may see, the running lines, what the release gate looks for."""

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
from caseapp.dossier.forms.context import Context, make_context
from caseapp.dossier.naming import name_all
from caseapp.dossier.outline import Cover, Document, Running, Section
from caseapp.dossier.release_gate import Protected
from caseapp.dossier.rows import Rows
from caseapp.dossier.wording import Wording


@dataclass(frozen=True, slots=True)
class Built:
    """A finished tree, what was withheld in it, and what the release gate must look for in the file."""

    document: Document
    disclosed: Disclosed = field(repr=False)
    protected: Protected = field(repr=False)


def opened(
    case: CaseFile, specs: Mapping[str, RecordSpec], language: Language, vocabularies: Vocabularies
) -> Context:
    """What a form may show to ``case.audience``, in ``language``. A form sees records through this and never bare."""
    disclosed = disclose(case.entities, specs, case.audience, language, case.now, case.others)
    wording = Wording(language, vocabularies)
    names = name_all(disclosed, specs, wording)
    rows = Rows(wording, specs, case.authors, case.zone, names)
    return make_context(case, specs, disclosed, wording, rows)


def finished(context: Context, title: str, cover: Cover, sections: tuple[Section, ...]) -> Built:
    """The whole document. Call it last: the gate must know every word that the form itself has said."""
    wording, case = context.wording, context.case
    running = Running(
        banner=wording.text(CLEARANCES[case.audience].banner),
        footer=wording.text(N_("{id}, version {version}"), id=case.dossier_id, version=case.version),
        page_of=wording.text(N_("Page {page} of {pages}")),
        watermark=wording.text(N_("SAMPLE")) if case.sample else "",
    )
    document = Document(title, wording.language.code, cover, sections, running)
    return Built(document, context.disclosed, _protected(context))


def _protected(context: Context) -> Protected:
    """The scrubber's own search, told which words are the form's: "Сведения" is no form of the name Сведенов."""
    scrubber = context.disclosed.scrubber
    own = frozenset(word for text in context.wording.own_words for word in fold_words(text).split())
    return Protected(lambda text: scrubber.finds(text, own), (*scrubber.literals, *scrubber.phrases))
