"""Taking withheld names and numbers out of free text, and finding them again in a finished document.

A withheld name becomes the person's pseudonym; where the same word may mean two people it becomes a neutral mark, since
a wrong pseudonym would be a false statement. The full name of a person who is shown stays, even where a withheld one
shares the surname.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from caseapp.disclosure.names import Part, Run, Word, parts_of, run_at, words_of
from caseapp.domain.names.fold import fold_words
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.spec import RecordId

MIN_LITERAL = 5  # characters: a shorter number would be found by chance


@dataclass(frozen=True, slots=True)
class Hit:
    """A place of a withheld name: start and end in the text, and whose it may be."""

    start: int
    end: int
    people: tuple[RecordId, ...]
    shared: bool  # the same words are also a name of somebody who is shown


@dataclass(frozen=True, slots=True)
class Names:
    """The names of several people, found by how a word begins: a case may hold hundreds of people."""

    parts: Mapping[RecordId, tuple[Part, ...]] = field(repr=False)
    starts: Mapping[str, Mapping[RecordId, tuple[Part, ...]]] = field(repr=False)

    def suspects(self, folded: str) -> bool:
        """Whether a folded word begins like some part of some name."""
        near = self.starts.get(folded[:2], {})
        return any(folded.startswith(part.stem) for parts in near.values() for part in parts)

    def runs(self, words: Sequence[Word], at: int) -> dict[RecordId, Run]:
        """The longest run of each name that begins at a word."""
        runs = {who: run_at(words, at, self.parts[who]) for who in self.starts.get(words[at].folded[:2], {})}
        return {who: run for who, run in runs.items() if run.length}


def _names_of(people: Mapping[RecordId, tuple[Part, ...]]) -> Names:
    starts: dict[str, dict[RecordId, tuple[Part, ...]]] = {}
    for who, parts in people.items():
        for part in parts:
            for start in (part.stem[:1], part.stem[:2]):  # the first letter alone for initials
                near = starts.setdefault(start, {})
                near[who] = (*near.get(who, ()), part)
    return Names(people, starts)


@dataclass(frozen=True, slots=True)
class Scrubber:
    """Knows every name in the graph, which of them are withheld, and what to write instead.

    ``withheld`` and ``shown``: all spellings of their names; ``pseudonyms``: what replaces a withheld person's
    name; ``mark``: what replaces a name that may be two people's; ``literals``: withheld numbers and other exact text;
    ``phrases``: withheld names of several words as written, for a search in bytes that no folding can reach.
    """

    withheld: Names = field(repr=False)
    shown: Names = field(repr=False)
    pseudonyms: Mapping[RecordId, str]
    mark: str
    literals: tuple[str, ...] = field(default=(), repr=False)
    phrases: tuple[str, ...] = field(default=(), repr=False)

    def clean(self, text: str) -> str:
        """``text`` without any withheld name or literal."""
        for pattern in map(_loose, self.literals):
            text = pattern.sub(lambda _: self.mark, text)
        if not self._suspects(text):
            return text
        out: list[str] = []
        done = 0
        for hit in self._hits(text):
            out += (text[done:hit.start], self._replacement(hit))
            done = hit.end
        return "".join((*out, text[done:]))

    def finds(self, text: str, ignore: frozenset[str] = frozenset()) -> bool:
        """Whether a withheld name or literal stands in ``text``; ``ignore``: folded words of the form itself."""
        if any(pattern.search(text) for pattern in map(_loose, self.literals)):
            return True
        if not self._suspects(text):
            return False
        return any(
            not ignore.issuperset(fold_words(text[hit.start:hit.end]).split()) for hit in self._hits(text)
        )

    def _suspects(self, text: str) -> bool:
        """A cheap look, without places, that spares nearly every text the dear one: some word begins like a name."""
        if not self.withheld.parts or not text:
            return False
        return any(map(self.withheld.suspects, set(fold_words(text).split())))

    def _replacement(self, hit: Hit) -> str:
        if len(hit.people) == 1 and not hit.shared:
            return self.pseudonyms.get(hit.people[0], self.mark)
        return self.mark

    def _hits(self, text: str) -> Iterator[Hit]:
        words = words_of(text)
        at = 0
        while at < len(words):
            step = 1
            hidden = self.withheld.runs(words, at)
            if hidden:
                length = max(run.length for run in hidden.values())
                rival = max((run.length for run in self.shown.runs(words, at).values()), default=0)
                if rival > length:
                    step = rival
                else:
                    step = length
                    people = tuple(who for who, run in hidden.items() if run.length == length)
                    yield _hit(text, words[at:at + length], people, rival == length)
            elif rival := max((run.length for run in self.shown.runs(words, at).values()), default=0):
                step = rival
            at += step


def scrubber(
    names: Mapping[RecordId, Sequence[PersonName]],
    pseudonyms: Mapping[RecordId, str],
    mark: str,
    literals: Iterable[str],
) -> Scrubber:
    """A scrubber over all ``names``; withheld are those that have a pseudonym."""
    parts = {who: parts_of(each) for who, each in names.items()}
    return Scrubber(
        withheld=_names_of({who: each for who, each in parts.items() if who in pseudonyms and each}),
        shown=_names_of({who: each for who, each in parts.items() if who not in pseudonyms and each}),
        pseudonyms=pseudonyms,
        mark=mark,
        phrases=tuple(sorted({
            name.shown() for who in pseudonyms for name in names.get(who, ()) if " " in name.shown()
        })),
        literals=tuple(sorted({text for text in literals if len(text) >= MIN_LITERAL}, key=lambda t: (-len(t), t))),
    )


def _hit(text: str, words: Sequence[Word], people: tuple[RecordId, ...], shared: bool) -> Hit:
    end = max(word.end for word in words)
    if words[-1].single and text[end:end + 1] == ".":
        end += 1
    return Hit(min(word.start for word in words), end, people, shared)


def _loose(literal: str) -> re.Pattern[str]:
    """``literal`` in any case; between the digits of a number blanks and hyphens may stand."""
    if literal.isdigit():
        return re.compile(r"[\s\-]{0,2}".join(literal))
    return re.compile(re.escape(literal), re.IGNORECASE)
