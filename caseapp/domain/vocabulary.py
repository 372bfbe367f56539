"""The closed word lists of records: own stable ids, labels in three languages, and the code of the HURIDOCS standard.

Ids are ours because codes drift: in one list the standard's help text calls "likely" what its table calls "possible".
Nothing is ever inferred from a position or a code. A label that nobody has checked says so, and an id that is not
known here never reaches paper: a court must not read ``kz_local_17``.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from caseapp.domain.errors import EnvironmentFault
from caseapp.domain.text import N_, NEAREST
from caseapp.domain.text_hygiene import UnsafeText, require_line

Tongue = Literal["en", "ru", "kk"]
LANGUAGES: Final[tuple[Tongue, ...]] = ("en", "ru", "kk")
_UNKNOWN: Final = MappingProxyType({
    "en": "[a term that this version does not know]",
    "ru": "[термин, неизвестный этой версии]",
    "kk": "[бұл нұсқаға белгісіз термин]",
})
_ID: Final = re.compile(r"[a-z0-9_]{1,40}", re.ASCII)
_CODE: Final = re.compile(r"\d\d(\.\d\d){0,5}", re.ASCII)
_LIST: Final = re.compile(r"MT\d\d", re.ASCII)
_MAX_FILE: Final = 1024 * 1024
_MAX_LABEL: Final = 1000


class BadVocabulary(EnvironmentFault):
    """A word list of the program is not as it was shipped; ``file`` and ``reason`` are safe to show."""

    code = "bad-vocabulary"
    what = N_("A word list of Caseapp is damaged: {file} ({reason}).")
    next_step = N_("Install Caseapp again; no vault was touched.")

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file=file, reason=reason)


@dataclass(frozen=True, slots=True)
class Label:
    """The words for a term in the language nearest to the one asked for."""

    text: str
    verified: bool
    language: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """One term. ``code`` is its HURIDOCS code, dotted ("01.01.05.01"), blank for a local term; ``also`` are further
    codes that a broader term of ours stands for. ``suggests``: field -> terms to offer beside it, never filled in
    unasked. ``valid_from`` and ``valid_to`` are days, both inclusive, blank when open.
    """

    id: str
    labels: Mapping[str, str]
    verified: frozenset[str]
    order: int
    code: str = ""
    also: tuple[str, ...] = ()
    parent: str = ""
    tags: frozenset[str] = frozenset()
    suggests: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    valid_from: str = ""
    valid_to: str = ""

    def label(self, language: str) -> Label:
        """The label in ``language``, else in the next of its fallbacks (Kazakh, Russian, English)."""
        for tongue in NEAREST.get(language, LANGUAGES):
            if tongue in self.labels:
                return Label(self.labels[tongue], tongue in self.verified, tongue)
        raise AssertionError("a term without labels is refused on loading")

    def in_use(self, day: str) -> bool:
        """Whether the term may be chosen on ``day`` ("2022-01-07")."""
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One word list in its declared order. ``list`` names the HURIDOCS micro-thesaurus it maps to, or is blank."""

    id: str
    list: str
    terms: Mapping[str, Term]

    def label(self, term: str, language: str) -> Label:
        """The label of a term; for an id that is not known here words that say so, never the id."""
        if term in self.terms:
            return self.terms[term].label(language)
        language = language if language in _UNKNOWN else "en"
        return Label(_UNKNOWN[language], False, language, known=False)

    def choices(self, day: str = "") -> tuple[Term, ...]:
        """What may be chosen on ``day``; all terms when no day is given."""
        return tuple(term for term in self.terms.values() if not day or term.in_use(day))

    def tagged(self, tag: str) -> tuple[Term, ...]:
        """The terms that carry ``tag``, in order."""
        return tuple(term for term in self.terms.values() if tag in term.tags)

    def by_code(self, code: str) -> tuple[Term, ...]:
        """Every term whose own HURIDOCS code is ``code``: several where ours are finer than the standard's."""
        return tuple(term for term in self.terms.values() if code and term.code == code)

    def ancestors(self, term: str) -> Iterator[Term]:
        """The broader terms, nearest first."""
        at = self.terms.get(term)
        while at is not None and at.parent:
            at = self.terms[at.parent]
            yield at


Vocabularies = Mapping[str, Vocabulary]


def load(folder: Path) -> Vocabularies:
    """Every ``*.toml`` of ``folder``. Raises BadVocabulary for anything that is not exactly as agreed."""
    found = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}
    if not found:
        raise BadVocabulary(folder.name, "empty")
    return MappingProxyType(found)


def parse(name: str, text: str) -> Vocabulary:
    """The vocabulary in the text of the file ``name``.toml. Raises BadVocabulary."""
    try:
        file = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError):
        raise BadVocabulary(name, "form") from None
    _require(file.id == name and _ID.fullmatch(name) is not None, name, "id")
    _require(not file.list or _LIST.fullmatch(file.list) is not None, name, "list")
    terms: dict[str, Term] = {}
    for order, entry in enumerate(file.terms):
        _require(entry.id not in terms, name, "duplicate")
        terms[entry.id] = _term(name, entry, file, order)
    _require(bool(terms), name, "empty")
    _check_parents(name, terms)
    return Vocabulary(file.id, file.list, MappingProxyType(terms))


def full_code(code: str) -> str:
    """A dotted code as the twelve digits of the standard: "01.01.05.01" is "010105010000"."""
    return code.replace(".", "").ljust(12, "0")


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    en: str = ""
    ru: str = ""
    kk: str = ""
    code: str = ""
    also: tuple[str, ...] = ()
    parent: str = ""
    tags: tuple[str, ...] = ()
    suggests: dict[str, tuple[str, ...]] = {}
    verified: tuple[Tongue, ...] | None = None
    valid_from: str = ""
    valid_to: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    terms: tuple[_Entry, ...]
    list: str = ""
    verified: tuple[Tongue, ...] = ()


def _read(path: Path) -> Vocabulary:
    with path.open("rb") as file:
        data = file.read(_MAX_FILE + 1)
    _require(len(data) <= _MAX_FILE, path.stem, "size")
    try:
        return parse(path.stem, data.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadVocabulary(path.stem, "form") from None


def _term(name: str, entry: _Entry, file: _File, order: int) -> Term:
    _require(_ID.fullmatch(entry.id) is not None, name, "id")
    for code in (entry.code, *entry.also):
        _require(not code or _CODE.fullmatch(code) is not None, name, "code")
    for tag in (*entry.tags, *entry.suggests):
        _require(_ID.fullmatch(tag) is not None, name, "tag")
    labels = {tongue: text for tongue, text in (("en", entry.en), ("ru", entry.ru), ("kk", entry.kk)) if text}
    _require(bool(labels), name, "label")
    try:
        for text in labels.values():
            require_line(text, N_("Label"), _MAX_LABEL)
    except UnsafeText:
        raise BadVocabulary(name, "label") from None
    _check_days(name, entry)
    return Term(
        entry.id, MappingProxyType(labels), frozenset(file.verified if entry.verified is None else entry.verified),
        order, entry.code, entry.also, entry.parent, frozenset(entry.tags), MappingProxyType(entry.suggests),
        entry.valid_from, entry.valid_to,
    )


def _check_days(name: str, entry: _Entry) -> None:
    for day in (entry.valid_from, entry.valid_to):
        try:
            _require(not day or dt.date.fromisoformat(day).isoformat() == day, name, "day")
        except ValueError:
            raise BadVocabulary(name, "day") from None
    _require(not (entry.valid_from and entry.valid_to) or entry.valid_from <= entry.valid_to, name, "day")


def _check_parents(name: str, terms: Mapping[str, Term]) -> None:
    for term in terms.values():
        seen = {term.id}
        at = term
        while at.parent:
            _require(at.parent in terms and at.parent not in seen, name, "parent")
            at = terms[at.parent]
            seen.add(at.id)


def _require(holds: bool, name: str, reason: str) -> None:
    if not holds:
        raise BadVocabulary(name, reason)
