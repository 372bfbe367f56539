"""The history of one record in the reach of words: what each change did, any version, who stands behind a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from caseapp.domain.errors import NotFound, UserError
from caseapp.domain.policy import Merge
from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.domain.text import N_
from caseapp.history.explain import Fate, Line, story
from caseapp.history.fold import fold
from caseapp.history.rules import Rules
from caseapp.history.state import FieldState, Shown
from caseapp.storage import resolve
from caseapp.storage.past import Past, Signed
from caseapp.storage.reader import Reader


class CannotRestore(UserError):
    """An older state of a field that holds no single readable value."""

    code = "cannot-restore"
    what = N_("That version holds no single value of “{field}” that could be restored.")
    next_step = N_("Open the section and write the value that is right; nothing was changed.")

    def __init__(self, field: str) -> None:
        super().__init__(field=field)


@dataclass(frozen=True, slots=True)
class Value:
    """A value, or the reason why there is none: ``withheld``, ``erased``, ``newer``; both blank means "not set"."""

    value: Any = field(default=None, repr=False)
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """The export file that brought a change; ``at`` in milliseconds, ``taken`` False when it was set aside."""

    sender: str  # fingerprint as hex
    at: int
    taken: bool


@dataclass(frozen=True, slots=True)
class Did:
    """What one entry did to one field. ``aimed``: the fields that an undo or an erasure is about."""

    op: str
    field: str
    fate: Fate
    before: tuple[Value, ...] = ()
    after: tuple[Value, ...] = ()
    aimed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One change; ``no`` counts from 1 in the order in which the changes came into this vault."""

    no: int
    author: str  # fingerprint as hex
    at: datetime
    cause: str
    title: str = field(repr=False)
    own: bool = True
    brought: tuple[Import, ...] = ()
    did: tuple[Did, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """The record as this vault had it after change ``no``."""

    event: Event
    values: Mapping[str, tuple[Value, ...]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Origin:
    """Who wrote a value that stands, when, and which export file brought it."""

    author: str
    at: datetime
    brought: tuple[Import, ...] = ()


class HistoryService:
    """Reads on the lane of the reader it is given."""

    def __init__(self, reader: Reader, specs: Mapping[str, RecordSpec]) -> None:
        self._reader = reader
        self._specs = specs

    def events(self, id_: RecordId, before: int = 0, limit: int = 50) -> tuple[list[Event], int]:
        """Newest first, those older than change ``before`` (0: from the newest); and how many there are in all."""
        past = self._reader.past(id_)
        lines = story(past.logged, self._rules(past), past.elsewhere)
        last = min(before - 1, len(lines)) if before else len(lines)
        numbers = range(last, max(0, last - limit), -1)
        return [self._event(past, no, lines[no - 1]) for no in numbers], len(lines)

    def version(self, id_: RecordId, no: int) -> Version:
        """The record after change ``no``: the fold of everything that had come by then. Raises NotFound."""
        past = self._reader.past(id_)
        if not 0 < no <= len(past.logged):
            raise NotFound()
        spec = self._spec(past)
        state = fold(past.logged[:no], self._rules(past), past.elsewhere)
        values = {name: _values(spec, name, one) for name, one in state.fields.items() if name in spec.fields}
        return Version(self._event(past, no, ()), values)

    def origins(self, id_: RecordId) -> Mapping[str, tuple[Origin, ...]]:
        """Field -> who stands behind what is shown, newest first."""
        past = self._reader.past(id_)
        state = fold(past.logged, self._rules(past), past.elsewhere)
        signed = {item.change.id: one for item, one in zip(past.logged, past.signed, strict=True)}
        found = {}
        for name, one in state.fields.items():
            newest = sorted(one.candidates, key=lambda candidate: candidate.order, reverse=True)
            origins = (_origin(signed[candidate.write.change]) for candidate in newest)
            found[name] = tuple(dict.fromkeys(origins))
        return found

    def single(self, id_: RecordId, name: str, no: int) -> tuple[str, Any]:
        """Type of the record and the value of a field after change ``no``, fit to be written again.

        Raises NotFound, and CannotRestore where several or no readable values stood, or the field is protective: an
        answer is given again by a person, never by going back.
        """
        version = self.version(id_, no)
        spec = self._spec(self._reader.past(id_))
        if name not in spec.fields:
            raise NotFound()
        values = version.values.get(name, ())
        merge = spec.fields[name].merge.merge
        if merge is Merge.PROTECTIVE or any(value.blank for value in values):
            raise CannotRestore(spec.fields[name].label)
        if merge is Merge.SET:
            return spec.type, tuple(value.value for value in values)
        if len(values) > 1:
            raise CannotRestore(spec.fields[name].label)
        default = getattr(spec.struct(), name)
        return spec.type, default if not values or values[0].value is None else values[0].value

    def _spec(self, past: Past) -> RecordSpec:
        if past.type not in self._specs:
            raise NotFound()
        return self._specs[past.type]

    def _rules(self, past: Past) -> Rules:
        return Rules.of(self._spec(past).policies())

    def _event(self, past: Past, no: int, lines: Sequence[Line]) -> Event:
        signed = past.signed[no - 1]
        spec = self._spec(past)
        did = tuple(
            Did(line.op, line.field, line.fate, _typed(spec, line.field, line.before),
                _typed(spec, line.field, line.after), line.aimed)
            for line in lines
        )
        at, brought = _time(signed.hlc), _imports(signed)
        return Event(no, signed.author, at, signed.cause, signed.title, signed.own, brought, did)


def _values(spec: RecordSpec, name: str, state: FieldState) -> tuple[Value, ...]:
    if state.merge is Merge.PROTECTIVE:
        return _typed(spec, name, (Shown(state.joined),))
    return _typed(spec, name, tuple(shown for reading in state.readings for shown in reading.shown))


def _typed(spec: RecordSpec, name: str, shown: Sequence[Shown]) -> tuple[Value, ...]:
    found = []
    for one in shown:
        blank = resolve.blank_word(one.blank)
        found.append(Value(None, blank) if blank else Value(*resolve.typed(spec, name, one.value)))
    return tuple(found)


def _origin(signed: Signed) -> Origin:
    return Origin(signed.author, _time(signed.hlc), _imports(signed))


def _imports(signed: Signed) -> tuple[Import, ...]:
    return tuple(Import(one.sender, one.at, one.taken) for one in signed.brought)


def _time(hlc: int) -> datetime:
    """A claim is anybody's: what no calendar has is shown as the nearest that one has."""
    seconds = min(max(hlc / 1e6, 0), 253_402_300_799)
    return datetime.fromtimestamp(seconds, UTC)
