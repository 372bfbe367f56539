"""Word lists and terms of ours, for the window."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from caseapp.domain.local_terms import CLOSED, record_of, term_id
from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_moment
from caseapp.domain.names.sortkey import sort_key
from caseapp.domain.records.local_term import LocalTerm
from caseapp.domain.text import N_
from caseapp.domain.vocabulary import LANGUAGES, Term
from caseapp.services import gazetteer
from ui.desk.records import saved_of
from ui.desk.vault import OpenVault
from ui.ports import Saved, TermLine, TermList


class DeskTerms:
    """``ui.ports.Terms`` over a session."""

    def __init__(self, vault: OpenVault, resources: Path) -> None:
        self._vault = vault
        self._resources = resources

    def takes(self, list_: str) -> bool:
        """Whether terms of ours may be added to a list."""
        return list_ not in CLOSED and not self._vault.read_only

    # --- reader lane

    def lists(self) -> Sequence[TermList]:
        """Every list with what it is for."""
        session = self._vault.session
        session.vocabularies.refresh(session.reader)
        found = []
        for name, where in self._uses().items():
            terms = session.vocabularies[name].terms
            own = sum(bool(record_of(term)) for term in terms)
            found.append(TermList(name, where[0], ", ".join(where[1:]), len(terms), own, name not in CLOSED))
        return sorted(found, key=lambda one: sort_key(one.label))

    def terms(self, list_: str) -> Sequence[TermLine]:
        """Every term of a list."""
        session = self._vault.session
        session.vocabularies.refresh(session.reader)
        vocabulary = session.vocabularies.get(list_)
        return [self._line(term) for term in vocabulary.terms.values()] if vocabulary is not None else []

    def _uses(self) -> Mapping[str, list[str]]:
        """List -> the words for it, then where it is used."""
        tr, found = self._vault.tr, dict[str, list[str]]()
        for spec in self._vault.specs.values():
            for field in spec.fields.values():
                if field.vocabulary in self._vault.session.vocabularies:
                    words = tr(N_("{kind}: {field}")).format(kind=tr(spec.label), field=tr(field.label))
                    found.setdefault(field.vocabulary, [tr(field.label)]).append(words)
        return found

    def _line(self, term: Term) -> TermLine:
        label = term.label(self._vault.language.code)
        others = " · ".join(term.labels[tongue] for tongue in LANGUAGES
                            if tongue in term.labels and tongue != label.language)
        last = term.valid_to if term.valid_to and not term.in_use(self._vault.today().isoformat()) else ""
        retired = format_moment(Moment(last), self._vault.language) if last > "1000" else last
        return TermLine(term.id, label.text, others, term.code, label.verified, bool(record_of(term.id)), retired)

    # --- writer lane

    def add(self, list_: str, labels: Mapping[str, str], parent: str = "") -> tuple[str, Saved]:
        """A new term; recorded as one action."""
        session = self._vault.session
        tongues = (self._vault.language.code, *LANGUAGES)
        words = next((text for tongue in tongues if (text := labels.get(tongue, ""))), "")
        title = self._vault.tr(N_("New term: {term}")).format(term=words)
        saved = session.terms.add(list_, labels, title, parent=parent)
        session.vocabularies.refresh(session.near)
        session.settle(now=False)
        return term_id(saved.ids[0]), saved_of(saved)

    def brought(self) -> int:
        """What of the gazetteer is not here; the sample vault was made with it, under ids of its own."""
        return 0 if self._vault.session.sample else len(gazetteer.missing(self._vault.session, self._resources))

    def bring(self) -> Saved:
        """Add it."""
        session = self._vault.session
        title = self._vault.tr(N_("Places and bodies of state added"))
        saved = gazetteer.add(session, self._resources, title)
        session.settle(now=False)
        return saved_of(saved)

    def retire(self, term: str, *, whether: bool = True) -> Saved:
        """From today on, or again."""
        session = self._vault.session
        record = session.near.get(record_of(term)).record
        words = record.label_en or record.label_ru or record.label_kk if isinstance(record, LocalTerm) else ""
        shown = N_("Term no longer offered: {term}") if whether else N_("Term offered again: {term}")
        title = self._vault.tr(shown).format(term=words)
        saved = session.terms.retire(term, self._vault.today().isoformat() if whether else "", title)
        session.vocabularies.refresh(session.near)
        session.settle(now=False)
        return saved_of(saved)
