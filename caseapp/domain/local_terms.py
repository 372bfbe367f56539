"""Word lists as shipped and the words that the people of a vault added, as one.

What comes by a merge is foreign: a label with hidden characters, a broader term that is not there or a ring of them, a
list on whose terms the program decides: none of that reaches a form. The record itself stays, and is shown as a record.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from caseapp.domain.errors import Invalid
from caseapp.domain.moment import Moment
from caseapp.domain.records.local_term import LocalTerm
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import require_line
from caseapp.domain.vocabulary import Term, Vocabularies, Vocabulary

MOST: Final = 2_000  # terms of ours; what is beyond is kept and not offered
LONGEST: Final = 200  # characters of a label
_NEVER: Final = "0001-01-01"
_CODE: Final = re.compile(r"\d\d(\.\d\d){0,5}", re.ASCII)
# Lists on whose terms the program decides, or that are scales: another word would mean nothing to it.
CLOSED: Final = frozenset({
    "consent_answer", "match_answer", "verification_state", "yes_no", "source_reliability", "credibility",
    "standard_of_proof", "finding_result", "figure_status", "law_article", "law_code", "detention_end", "limit_ground",
    "sex", "life_status", "task_state", "case_status", "safeguard_outcome", "certainty", "position_precision",
    "place_kind", "counting_unit",
})


def term_id(record: RecordId) -> str:
    """The id under which records name a term of ours."""
    return f"t_{record}"


def record_of(term: str) -> RecordId:
    """The record behind a term of ours; blank for a term of the program."""
    return term[2:] if re.fullmatch(r"t_[0-9a-f]{32}", term) else ""


def overlaid(
    shipped: Vocabularies, added: Iterable[tuple[RecordId, LocalTerm]], own: Iterable[str] = ()
) -> Vocabularies:
    """The lists with the terms of ours behind the shipped ones, in the order of their making. ``own``: lists of fields
    of ours, which have no other terms."""
    by_list: dict[str, list[Term]] = defaultdict(list)
    shipped = {**shipped, **{name: Vocabulary(name, "", MappingProxyType({})) for name in own}}
    for id_, record in sorted(added, key=lambda one: one[0])[:MOST]:
        known = shipped.get(record.list)
        if known is not None and record.list not in CLOSED and (term := _term(id_, record, known)) is not None:
            by_list[record.list].append(term)
    whole = {name: _joined(vocabulary, by_list[name]) if name in by_list else vocabulary
             for name, vocabulary in shipped.items()}
    return MappingProxyType(whole)


def _term(id_: RecordId, record: LocalTerm, known: Vocabulary) -> Term | None:
    labels = {}
    for tongue, text in (("en", record.label_en), ("ru", record.label_ru), ("kk", record.label_kk)):
        try:
            require_line(text, N_("Label"), LONGEST * 4)  # bytes
        except Invalid:
            continue
        if text.strip():
            labels[tongue] = text
    if not labels:
        return None
    last = _NEVER if record.retracted else _before(record.retired)
    code = record.huridocs if _CODE.fullmatch(record.huridocs) else ""
    return Term(term_id(id_), MappingProxyType(labels), frozenset(), len(known.terms), code, parent=record.parent,
                valid_to=last)


def _joined(vocabulary: Vocabulary, added: Iterable[Term]) -> Vocabulary:
    terms = {**vocabulary.terms, **{term.id: term for term in added}}
    return Vocabulary(vocabulary.id, vocabulary.list, MappingProxyType(
        {id_: _rooted(term, terms) for id_, term in terms.items()}))


def _rooted(term: Term, terms: Mapping[str, Term]) -> Term:
    """Without its broader term where that is not here, or leads back to itself."""
    seen, at = {term.id}, term
    while at.parent:
        if at.parent not in terms or at.parent in seen:
            return Term(term.id, term.labels, term.verified, term.order, term.code, term.also, "", term.tags,
                        term.suggests, term.valid_from, term.valid_to)
        at = terms[at.parent]
        seen.add(at.id)
    return term


def _before(moment: Moment | None) -> str:
    """The last day on which a term retired at ``moment`` may be chosen; blank while it is in use."""
    if moment is None:
        return ""
    first = f"{moment.start[:10]}-01-01"[:10] if len(moment.start) < 7 else f"{moment.start[:10]}-01"[:10]
    day = dt.date.fromisoformat(first)
    return _NEVER if day <= dt.date.min else (day - dt.timedelta(days=1)).isoformat()
