"""The law, for the window."""

from collections.abc import Iterator, Sequence
from typing import Final

from caseapp.domain import clocks
from caseapp.domain.law import LIST, Article, LawBook
from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_moment
from caseapp.domain.text import N_, Language
from caseapp.domain.vocabulary import LANGUAGES
from ui.ports import Choice, LawLine, Vocabularies

_BASIS: Final = {
    "law": N_("Seen in the text of the law"),
    "report": N_("Quoted in a report or by an official"),
    "general": N_("From general knowledge"),
}
_LIMITS: Final = (clocks.PROTOCOL_3H, clocks.MINORS_24H, clocks.COURT_48H, clocks.COURT_72H)
_UNVERIFIED: Final = N_("Not verified")
_UNREAD: Final = N_("The wording in this language was not checked")


class DeskLaw:
    """``ui.ports.LawView`` over the law that ships with the program."""

    def __init__(self, book: LawBook, language: Language, vocabularies: Vocabularies) -> None:
        self._book = book
        self._language = language
        self._vocabularies = vocabularies

    def laws(self) -> Sequence[Choice]:
        """Every law and treaty."""
        return [Choice(law.key, law.name(self._language.code)) for law in self._book.laws.values()]

    def articles(self, law: str, text: str) -> Sequence[LawLine]:
        """What is looked for in one law or in all."""
        wanted = text.casefold().strip()
        found = (one for one in self._book.articles.values() if not law or one.law == law)
        return [self._article(one) for one in found if self._has(one, wanted)]

    def limits(self) -> Sequence[LawLine]:
        """What the clocks count with."""
        tr = self._language.text
        return [
            LawLine(tr(limit.label), "\n".join(tr(part) for part in (limit.source, limit.remark) if part),
                    () if limit.verified else (tr(_UNVERIFIED),))
            for limit in _LIMITS
        ]

    def beside(self, text: str) -> Sequence[LawLine]:
        """Kinds of acts with their articles."""
        wanted, code = text.casefold().strip(), self._language.code
        lines = []
        for kind, keys in self._book.beside.items():
            title = self._vocabularies.label("act_type", kind)
            labels = [self._book.label(self._book.articles[key], code) for key in keys]
            if any(wanted in each.casefold() for each in (title, *labels)):
                lines.append(LawLine(title, "\n".join(labels)))
        return lines

    def _has(self, article: Article, wanted: str) -> bool:
        return not wanted or any(wanted in self._book.label(article, tongue).casefold() for tongue in LANGUAGES)

    def _article(self, article: Article) -> LawLine:
        code, tr = self._language.code, self._language.text
        detail = [tr(_BASIS[article.basis]), *self._held(article)]
        marks = [] if article.verified else [tr(_UNVERIFIED)]
        if article.verified and not self._vocabularies.verified(LIST, article.key):
            marks.append(tr(_UNREAD))
        return LawLine(self._book.label(article, code), " · ".join(detail), tuple(marks))

    def _held(self, article: Article) -> Iterator[str]:
        """The time of this version; a version without bounds says nothing."""
        first, last = (_day(self._language, day) for day in (article.valid_from, article.valid_to))
        if first and last:
            yield self._language.text(N_("in force from {first} to {last}")).format(first=first, last=last)
        elif first:
            yield self._language.text(N_("in force since {first}")).format(first=first)
        elif last:
            yield self._language.text(N_("in force until {last}")).format(last=last)


def _day(language: Language, day: str) -> str:
    return format_moment(Moment(day), language) if day else ""
