"""Composing (history §4): what an edit, an answer, a settlement says, so that nobody replaces what he had not read.

These functions return ``Draft``s for one record; ``record`` collects them, ``sign_action`` makes the changesets.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import msgspec

from caseapp.domain.canonical import Json, encode
from caseapp.domain.errors import Bug, UserError
from caseapp.domain.policy import Merge
from caseapp.domain.text import N_
from caseapp.history.change import MAX_OVER, MAX_PARENTS, Draft, Op
from caseapp.history.ids import ChangeId, RecordKey, WriteId
from caseapp.history.rules import Rules
from caseapp.history.state import Blank, Candidate, FieldState, Reading, RecordState, Shown


class NeedsNewer(UserError):
    """The field holds something that only a newer Caseapp understands; writing over it blindly would lose it."""

    code = "needs-newer"
    what = N_("The field “{field}” was written by a newer Caseapp and can only be read here.")
    next_step = N_("Install the newer version to change it; nothing was changed.")

    def __init__(self, field: str) -> None:
        super().__init__(field=field)


class Content(msgspec.Struct, frozen=True):
    """What one action does to one record."""

    record: RecordKey
    parents: tuple[ChangeId, ...]
    drafts: tuple[Draft, ...]


def readable(candidate: Candidate) -> bool:
    """Only what the author could read, or saw as erased, may be named as replaced."""
    return all(shown.blank in (Blank.NONE, Blank.ERASED) for shown in candidate.shown) and not candidate.newer


def replaced(field: FieldState | None, leave: Collection[WriteId] = ()) -> tuple[WriteId, ...]:
    """``over`` of an ordinary write: all readable candidates but those deliberately left open; the newest 4,096."""
    if field is None:
        return ()
    return _capped(c for c in field.candidates if readable(c) and c.write not in leave)


def _capped(candidates: Iterable[Candidate]) -> tuple[WriteId, ...]:
    chosen = list(candidates)
    if len(chosen) > MAX_OVER:
        chosen = sorted(chosen, key=_order, reverse=True)[:MAX_OVER]
    return tuple(sorted(candidate.write for candidate in chosen))


def _order(candidate: Candidate) -> tuple[int, bytes, WriteId]:
    return candidate.order


def put(
    state: RecordState | None, name: str, value: Json, rules: Rules, leave: Collection[WriteId] = ()
) -> list[Draft]:
    """The field gets this value; None unsets it. For registers and protective answers.

    No entry for an unchanged ordinary field; always one for a difference being settled and for a protective answer,
    because an answer that is not recorded cannot stand against a concurrent relaxing one. Raises NeedsNewer.
    """
    field = _field(state, name, rules)
    raw = encode(value)
    if rules.merges[name] is not Merge.PROTECTIVE:
        nothing = field is None and value is None
        if nothing or (field is not None and _says(field, raw)):
            return []
    return [Draft(Op.PUT, name, replaced(field, leave), raw)]


def _field(state: RecordState | None, name: str, rules: Rules) -> FieldState | None:
    field = None if state is None else state.fields.get(name)
    if name not in rules.merges or (field is not None and field.newer):
        raise NeedsNewer(name)
    return field


def _says(field: FieldState, raw: bytes) -> bool:
    return not field.difference and len(field.readings) == 1 and field.readings[0].shown == (Shown(raw),)


def keep_both(state: RecordState, name: str, rules: Rules) -> list[Draft]:
    """Both (or all) readable standing writes of a field in conflict are true. Raises NeedsNewer."""
    field = _field(state, name, rules)
    if field is None or not field.difference:
        return []
    over = replaced(field)
    if field.merge is Merge.SET:
        over = tuple(target for target in over if target in field.disputed)
    return [Draft(Op.BOTH, name, over)] if len(over) > 1 else []


def elements(state: RecordState | None, name: str, wanted: Sequence[Json], rules: Rules) -> list[Draft]:
    """The set field's readable elements become ``wanted``: corrections, additions and removals.

    Elements that vanish and elements that appear are paired in order as corrections, so that two people who correct
    one element differently get a conflict. Elements whose value is not here stay. Raises NeedsNewer.
    """
    field = _field(state, name, rules)
    here = {} if field is None else {r.shown[0].value: r for r in field.readings if r.shown[0].blank is Blank.NONE}
    raw = list(dict.fromkeys(encode(value) for value in wanted))
    gone = [reading for value, reading in here.items() if value not in raw]
    new = [value for value in raw if value not in here]
    drafts = []
    for at, value in enumerate(new):
        over = named(field, gone[at]) if field is not None and at < len(gone) else ()
        drafts.append(Draft(Op.PUT, name, over, value))
    for reading in gone[len(new):]:
        over = named(field, reading)
        kept = _kept(over, [here[value] for value in raw if value in here])
        drafts.append(Draft(Op.GONE, name, over) if kept is None else Draft(Op.PUT, name, over, kept))
    return drafts


def _kept(over: Collection[WriteId], staying: Iterable[Reading]) -> bytes | None:
    """The element that was chosen over the one removed: what settles a dispute names both, so it is said anew."""
    for reading in staying:
        if any(source.write in over for source in reading.sources):
            return reading.shown[0].value
    return None


def named(field: FieldState | None, reading: Reading) -> tuple[WriteId, ...]:
    """The writes to name when an element is corrected or removed: all that show it and, when it is disputed, all
    that dispute it, which settles the dispute."""
    writes = {candidate.write for candidate in reading.sources if readable(candidate)}
    if field is not None:
        for group in field.kin:
            if writes & set(group):
                writes |= {c.write for c in field.candidates if c.write in group and readable(c)}
        return _capped(candidate for candidate in field.candidates if candidate.write in writes)
    return ()


def settle_elements(
    state: RecordState, name: str, group: Collection[WriteId], value: Json, rules: Rules
) -> list[Draft]:
    """One dispute in a set field is settled: the disputed writes become ``value``, or are removed for None."""
    field = _field(state, name, rules)
    if field is None:
        return []
    over = _capped(c for c in field.candidates if c.write in group and readable(c))
    if value is None:
        return [Draft(Op.GONE, name, over)]
    return [Draft(Op.PUT, name, over, encode(value))]


def erase(writes: Collection[WriteId]) -> list[Draft]:
    """The values of these writes are to be hidden everywhere and destroyed where a person confirms it."""
    return [Draft(Op.ERASE, "", tuple(sorted(writes)))] if writes else []


def record(
    key: RecordKey, state: RecordState | None, drafts: Sequence[Draft],
    claims: Mapping[ChangeId, int] | None = None,
) -> Content:
    """What the action does to one record; parents are its heads, of more than 1,024 those with the newest claims."""
    heads = () if state is None else state.heads
    if len(heads) > MAX_PARENTS:
        newest = claims or {}
        heads = tuple(sorted(sorted(heads, key=lambda head: newest.get(head, 0), reverse=True)[:MAX_PARENTS]))
    return Content(key, heads, tuple(drafts))


def one_per_record(contents: Sequence[Content]) -> None:
    """Raise Bug if two changes of one action are about the same record: a changeset has at most one."""
    if len({content.record for content in contents}) != len(contents):
        raise Bug("two-changes-of-one-record")


Dice = Callable[[int], bytes]  # n -> n fresh random bytes
