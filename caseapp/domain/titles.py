"""What a record is called in a list or a heading: from its spec alone, in the reader's language where it has one.

A field with ``Search.TITLE`` takes part. Records with a name or title of their own are called by it; the others by
what they tie together ("Detention · Ахметов Данияр · 7 January 2022").
"""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, RecordSpec, Search

_TONGUES: Final = ("_ru", "_kk", "_en")
_JOIN: Final = " · "
FIRST: Final = 2  # of several records or terms that a title names


class TitleWords(Protocol):
    """How the caller says terms, moments and the titles of other records."""

    def term(self, vocabulary: str, term: str) -> str:
        """The label of a term."""

    def moment(self, moment: Moment) -> str:
        """A moment in words."""

    def title(self, id: RecordId) -> str:
        """The title of another record; blank where it is not here."""


def title_of(spec: RecordSpec, record: Record, words: TitleWords, language: str = "") -> str:
    """One line; blank for a record that says nothing of itself yet."""
    fields = [field for field in spec.fields.values() if field.search is Search.TITLE]
    own = [field for field in fields if field.kind in (Kind.LINE, Kind.NAMES)]
    for field in sorted(own, key=lambda field: not field.name.endswith(f"_{language}") if language else 0):
        text = _own(field, getattr(record, field.name), language)
        if text:
            return text
    parts = (_tied(field, getattr(record, field.name), words) for field in fields if field not in own)
    return _JOIN.join(part for part in parts if part)


def name_in(names: tuple[PersonName, ...], language: str) -> str:
    """The name to print in ``language``: in that language, else in its script, else the first that is no alias."""
    script = "Latn" if language == "en" else "Cyrl"
    ranked = sorted(names, key=lambda name: (
        name.kind == "alias", bool(language) and name.language != language, bool(language) and name.script != script))
    return next((name.shown() for name in ranked if name.shown()), "")


def _own(field: FieldSpec, value: Any, language: str) -> str:
    if field.kind is Kind.NAMES:
        return name_in(value, language)
    return str(value)


def _tied(field: FieldSpec, value: Any, words: TitleWords) -> str:
    if value is None or value in ("", ()):
        return ""
    if field.kind is Kind.TERM:
        return words.term(field.vocabulary, value)
    if field.kind is Kind.REF:
        return words.title(value)
    if field.kind is Kind.REFS:
        return _some([words.title(each) for each in value[:FIRST]], len(value))
    if field.kind is Kind.TERMS:
        return _some([words.term(field.vocabulary, each) for each in value[:FIRST]], len(value))
    if field.kind is Kind.MOMENT:
        return words.moment(value)
    return str(value)


def _some(first: Sequence[str], count: int) -> str:
    """The first of several, and how many more there are: a title is one line."""
    known = [title for title in first if title]
    return ", ".join(known) + (f" +{count - len(known)}" if known and count > len(known) else "")
