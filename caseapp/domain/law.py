"""The law as data: laws, treaties and their articles, each article in the versions that held at different times.

An article is quoted to courts, so what was not read in the law itself says so. Records refer to articles by our own
ids, which never change; a number in free text is looked up and, where it is none, the likely one is named.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypeVar

import msgspec

from caseapp.domain.errors import EnvironmentFault
from caseapp.domain.text import N_
from caseapp.domain.vocabulary import LANGUAGES, Term, Vocabularies, Vocabulary
from caseapp.domain.vocabulary import load as load_vocabularies

LIST: Final = "law_article"  # the vocabulary that the articles are offered as
_MAX_FILE: Final = 1024 * 1024
_KEY: Final = re.compile(r"[a-z0-9_]{1,40}", re.ASCII)
_NUMBER: Final = re.compile(r"(\d{1,3}(?:-\d{1,2})?|[IV]{1,3})((?:\([0-9a-z]{1,2}\)){0,2})", re.ASCII)
_DIGITS: Final = r"(?<![\d-])(\d{1,3}(?:-\d{1,2})?)(?!\d)"
_CITED: Final = (  # by its word ("ч. 2 ст. 272", "art. 272", "272-бап"), else the first number: "272 p. 2"
    re.compile(rf"(?:ст|стать[яией]|art|article|articles)\.?\s*{_DIGITS}", re.IGNORECASE),
    re.compile(rf"{_DIGITS}-?\s*ба[пб]", re.IGNORECASE),
    re.compile(_DIGITS),
)
_PART: Final = (
    re.compile(r"(?:ч|част[ьиюей]+|p|part|para)\.?\s*(\d{1,2})(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(\d{1,2})-?\s*бөлі", re.IGNORECASE),
    re.compile(r"\((\d{1,2})\)"),
)


class BadLaw(EnvironmentFault):
    """A law file of the program is not as it was shipped; ``file`` and ``reason`` are safe to show."""

    code = "bad-law"
    what = N_("A file of laws of Caseapp is damaged: {file} ({reason}).")
    next_step = N_("Install Caseapp again; no vault was touched.")

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file=file, reason=reason)


class Law(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A code, law or treaty. ``term``: its id in the list of laws that a charge names. ``form_*`` writes an article."""

    key: str
    scope: Literal["domestic", "international"]
    en: str
    ru: str
    kk: str
    form_en: str
    form_ru: str
    form_kk: str
    term: str = ""
    valid_from: str = ""

    def name(self, language: str) -> str:
        """The name in one of the three languages, else in English."""
        return {"ru": self.ru, "kk": self.kk}.get(language, self.en)

    def form(self, language: str) -> str:
        """How one of its articles is written, with ``{number}`` and ``{title}``."""
        return {"ru": self.form_ru, "kk": self.form_kk}.get(language, self.form_en)


class Article(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One version of an article or part. ``basis``: where number and title were seen. Days inclusive, blank if open."""

    key: str
    law: str
    number: str
    en: str
    ru: str
    kk: str
    basis: Literal["law", "report", "general"]
    verified: bool = False
    valid_from: str = ""
    valid_to: str = ""

    def title(self, language: str) -> str:
        """The title in one of the three languages, else in English."""
        return {"ru": self.ru, "kk": self.kk}.get(language, self.en)

    def held_on(self, day: str) -> bool:
        """Whether this version held on ``day`` ("2022-01-07"); any version for no day."""
        return not day or (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True, slots=True)
class Cited:
    """What a free text cites: the article of the list, or else the numbers that it may have meant."""

    number: str
    article: Article | None
    likely: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LawBook:
    """All laws and articles. ``beside``: type of act -> articles that are often looked at beside it."""

    laws: Mapping[str, Law]
    articles: Mapping[str, Article]
    beside: Mapping[str, tuple[str, ...]]

    def label(self, article: Article, language: str) -> str:
        """An article as it is written in a list and on paper: number, law, title."""
        form = self.laws[article.law].form(language)
        return form.format(number=article.number, title=article.title(language))

    def of(self, law: str, number: str, day: str = "") -> Article | None:
        """The version of an article that held on ``day``."""
        found = (one for one in self.articles.values() if one.law == law and one.number == number and one.held_on(day))
        return next(found, None)

    def cited(self, term: str, text: str, day: str = "") -> Cited | None:
        """The first article that ``text`` cites of the law behind ``term``; None where nothing can be said.

        Of a citation of several articles the first is looked up.
        """
        law = next((one for one in self.laws.values() if one.term == term and term), None)
        number, part = _first(_CITED, text), _first(_PART, text)
        if law is None or not number:
            return None
        article = (self.of(law.key, f"{number}({part})", day) if part else None) or self.of(law.key, number, day)
        if article is not None:
            return Cited(number, article)
        return Cited(number, None, tuple(dict.fromkeys(self._near(law.key, number))))

    def _near(self, law: str, number: str) -> Iterator[str]:
        """Numbers of this law one slip of the finger away: a digit exchanged, two swapped."""
        for article in self.articles.values():
            known = article.number.partition("(")[0]
            if article.law == law and _one_slip(known, number):
                yield known

    def vocabulary(self) -> Vocabulary:
        """The articles as a word list, so that fields, filters and paper treat them as any other terms."""
        terms = {
            article.key: Term(
                article.key, MappingProxyType({tongue: self.label(article, tongue) for tongue in LANGUAGES}),
                frozenset({"en"} if article.verified else ()), order, tags=frozenset({self.laws[article.law].scope}),
                valid_from=article.valid_from, valid_to=article.valid_to,
            )
            for order, article in enumerate(self.articles.values())
        }
        return Vocabulary(LIST, "", MappingProxyType(terms))


NO_LAW: Final = LawBook(MappingProxyType({}), MappingProxyType({}), MappingProxyType({}))


def load(folder: Path) -> LawBook:
    """The law in ``laws.toml``, ``articles.toml`` and ``presets.toml``. Raises BadLaw for anything else than agreed."""
    laws = {one.key: one for one in _read(folder, "laws", _Laws).law}
    articles = _read(folder, "articles", _Articles).articles
    beside = _read(folder, "presets", _Presets).articles
    known = {one.key: one for one in articles}
    _require(len(known) == len(articles), "articles", "key twice")
    for one in articles:
        _require(one.law in laws and _KEY.fullmatch(one.key) is not None, "articles", "law")
        _require(_NUMBER.fullmatch(one.number) is not None, "articles", "number")
        _require(all(_is_day(day) for day in (one.valid_from, one.valid_to)), "articles", "day")
        _require(not (one.valid_from and one.valid_to) or one.valid_from <= one.valid_to, "articles", "day")
    _require(all(set(keys) <= set(known) for keys in beside.values()), "presets", "article")
    return LawBook(MappingProxyType(laws), MappingProxyType(known), MappingProxyType(beside))


def shipped(resources: Path) -> tuple[Vocabularies, LawBook]:
    """Every word list of the program, the articles among them, and the law itself. Raises BadVocabulary, BadLaw."""
    book = load(resources / "law")
    return MappingProxyType({**load_vocabularies(resources / "vocab"), LIST: book.vocabulary()}), book


_Form = TypeVar("_Form", bound=msgspec.Struct)


class _Laws(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    law: tuple[Law, ...]


class _Articles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    articles: tuple[Article, ...]


class _Presets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    articles: dict[str, tuple[str, ...]]


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> str:
    found = (match.group(1) for pattern in patterns if (match := pattern.search(text)) is not None)
    return next(found, "")


def _read(folder: Path, name: str, form: type[_Form]) -> _Form:
    with (folder / f"{name}.toml").open("rb") as file:
        data = file.read(_MAX_FILE + 1)
    _require(len(data) <= _MAX_FILE, name, "size")
    try:
        return msgspec.convert(tomllib.loads(data.decode("utf-8")), form)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError):
        raise BadLaw(name, "form") from None


def _is_day(day: str) -> bool:
    try:
        return not day or dt.date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _one_slip(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    differs = [at for at in range(len(one)) if one[at] != other[at]]
    if len(differs) == 1:
        return True
    return len(differs) == 2 and differs[1] == differs[0] + 1 and one[differs[0]] == other[differs[1]] \
        and one[differs[1]] == other[differs[0]]


def _require(holds: bool, file: str, reason: str) -> None:
    if not holds:
        raise BadLaw(file, reason)
