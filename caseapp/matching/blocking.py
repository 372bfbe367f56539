"""Which pairs are compared at all: those that share a key. Name-aware, so that a swapped, shortened, misspelt or
differently transliterated name still meets its other self; nothing else limits how many duplicates can be found.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from caseapp.domain.spec import RecordId
from caseapp.matching.profile import NameForm, Profile, birth_years

LARGEST_BLOCK: Final = 600  # a key that more people share tells nobody apart; others find them
_WIDEST: Final = 4  # years of birth; wider is no key
_VOWELS: Final = str.maketrans("", "", "aeiou")


def keys(one: Profile) -> frozenset[str]:
    """The blocking keys of a person."""
    found = {f"n:{scheme}:{value}" for scheme, value in one.numbers} | {f"r:{value}" for value in one.reach}
    years = birth_years(one.birth)
    spoken = [str(year) for year in years] if len(years) <= _WIDEST else []
    day = one.birth.day() if one.birth is not None else ""
    for form in one.forms:
        found.update(_of_form(form))
        for name in filter(None, (form.surname, form.given)):
            found.update(f"y:{name[:4]}:{year}" for year in spoken)
            if day:
                found.add(f"d:{name[0]}:{day}")
    return frozenset(found)


def _of_form(form: NameForm) -> Iterator[str]:
    """Both orders of surname and given name give the same keys."""
    surname, given = form.surname, form.given
    if surname and given:
        for whole, part in ((surname, given), (given, surname)):
            yield f"i:{whole}:{part[0]}"
            if len(whole) > 3:
                yield f"s:{skeleton(whole)}:{part[0]}"
                yield f"4:{whole[:4]}:{part[:3]}"
                yield f"e:{whole[-5:]}:{part[:3]}"
        if form.father and len(given) > 1 and len(form.father) > 1:
            yield f"p:{skeleton(given)}:{skeleton(form.father)}"
    else:
        yield f"i:{surname or given}:"


def skeleton(word: str) -> str:
    """The consonants, each once in a row, and the first letter whatever it is."""
    bare = word[:1] + word[1:].translate(_VOWELS)
    return "".join(letter for at, letter in enumerate(bare) if at == 0 or letter != bare[at - 1])


class Blocks:
    """Keys and who has them; one person is put, taken out and asked for without touching the others."""

    def __init__(self) -> None:
        self._members: dict[str, set[RecordId]] = defaultdict(set)
        self._keys: dict[RecordId, frozenset[str]] = {}

    def put(self, one: Profile) -> None:
        """Add a person, or replace what was known of them."""
        self.drop(one.id)
        self._keys[one.id] = keys(one)
        for key in self._keys[one.id]:
            self._members[key].add(one.id)

    def drop(self, id_: RecordId) -> None:
        """Forget a person; not an error when they are not here."""
        for key in self._keys.pop(id_, frozenset()):
            self._members[key].discard(id_)

    def near(self, one: Profile) -> set[RecordId]:
        """Everybody who shares a key with this person, who need not be here."""
        found: set[RecordId] = set()
        for key in self._keys.get(one.id) or keys(one):
            members = self._members.get(key, ())
            if len(members) <= LARGEST_BLOCK:
                found |= set(members)
        found.discard(one.id)
        return found

    def __len__(self) -> int:
        return len(self._keys)


def pairs(blocks: Blocks, people: Mapping[RecordId, Profile]) -> Iterable[tuple[RecordId, RecordId]]:
    """Every pair that shares a key, once, the lesser id first: what pair completeness is measured on."""
    for one in people.values():
        for other in blocks.near(one):
            if one.id < other:
                yield one.id, other
