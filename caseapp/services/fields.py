"""Fields that the people of a vault add to its record types, and what a change of one would touch."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from caseapp.domain.errors import Denied, Invalid, NotFound
from caseapp.domain.local_fields import MOST, WORDED, field_name, list_name, may_grow
from caseapp.domain.moment import Moment
from caseapp.domain.records.custom_field import SPEC as DEFINITION
from caseapp.domain.records.custom_field import CustomField
from caseapp.domain.spec import OWN_BLANKS, FieldSpec, Kind, RecordId, RecordSpec
from caseapp.domain.text import N_
from caseapp.domain.vocabulary import LANGUAGES
from caseapp.history.ids import RecordKey
from caseapp.services.edits import Edit, shown_values
from caseapp.services.records import RecordService, Saved
from caseapp.storage import held
from caseapp.storage.reader import Reader
from caseapp.storage.writer import States

TYPE: Final = DEFINITION.type
STEADY: Final = ("of", "kind", "list", "to", "origin")  # values were written for these: they never change
_NAMING: Final = frozenset({"retired", *(f"label_{tongue}" for tongue in LANGUAGES)})
_LABEL: Final = N_("Field")


class NoName(Invalid):
    """A field without a name in any language."""

    code = "no-name"
    what = N_("“{field}” needs a name in at least one language.")
    next_step = N_("Write it in the language you have; nothing was changed.")


class NameTaken(Invalid):
    """A field that would be called as another of the same record type is."""

    code = "name-taken"
    what = N_("This record type has a field of this name already (“{field}”).")
    next_step = N_("Use that one, or give yours a name that tells them apart; nothing was changed.")


class CannotGrow(Invalid):
    """A record type to which no fields are added, or a kind that no field of ours has."""

    code = "cannot-grow"
    what = N_("No such field can be added: its record type or what it should hold is not one of those offered.")
    next_step = N_("Choose both from the lists; nothing was changed.")


class TooManyFields(Denied):
    """More fields than a form could show."""

    code = "too-many-fields"
    what = N_("This record type has {most} fields of ours, and there is no room for more.")
    next_step = N_("Use one that is there; nothing was changed.")

    def __init__(self) -> None:
        super().__init__(most=MOST)


class FieldStays(Denied):
    """Another kind or another record type for a field that is there."""

    code = "field-stays"
    what = N_("What a field holds, and where it belongs, cannot be changed: values were written for it.")
    next_step = N_("Add another field, and stop asking this one; nothing was changed.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants of a new field. ``list``: a shipped word list; blank for a list of its own."""

    of: str
    kind: str
    labels: Mapping[str, str] = field(repr=False)
    help: Mapping[str, str] = field(default_factory=dict, repr=False)
    list: str = ""
    to: str = ""
    seen_by: str = "internal"
    table: bool = False
    origin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of ours as it stands. ``spec``: None where this program cannot offer it (its record says what it is)."""

    id: RecordId
    definition: CustomField = field(repr=False)
    spec: FieldSpec | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a change of a field touches: the records whose form or page shows it, and those that hold a value."""

    shown: int
    held: int


def all_fields(reader: Reader) -> list[OwnField]:
    """Every field of ours, in the order of the forms; reader lane."""
    specs = reader.specs()
    found = [_own(entity.id, entity.record, specs) for entity in reader.many(reader.ids(TYPE))
             if isinstance(entity.record, CustomField)]
    return sorted(found, key=_place)


def reach(reader: Reader, of: str, definition: RecordId = "", kind: str = "") -> Reach:
    """Of a field, or of one that is only planned (no ``definition``); reader lane. Raises NotFound for no such type."""
    if of not in reader.tables:
        raise NotFound()
    shown = reader.count(of)
    return Reach(shown, held.count(reader, of, field_name(kind, definition)) if definition else 0)


class FieldService:
    """Writer-lane verbs over fields of ours. Each is one action and one Undo; none ever drops a value."""

    def __init__(self, records: RecordService, near: Callable[[], Reader]) -> None:
        self._records = records
        self._near = near

    def add(self, asked: Asked, title: str) -> Saved:
        """A new field. Raises NoName, NameTaken, CannotGrow, TooManyFields, UnsafeText."""
        return self.add_all([asked], title)

    def add_all(self, asked: Sequence[Asked], title: str, beside: Sequence[Edit] = ()) -> Saved:
        """Several in one action, behind those that are there, with other records (words of their lists)."""
        return self._records.save([*self.edits(asked), *beside], title)

    def edits(self, asked: Sequence[Asked], ids: Sequence[RecordId] = ()) -> list[Edit]:
        """The records of new fields, for an action that holds more than these. Raises what ``add`` raises."""
        last = self._last()
        made = []
        for n, one in enumerate(asked):
            last[one.of] = last.get(one.of, 0) + 1
            values: dict[str, Any] = {
                "of": one.of, "kind": one.kind, "list": one.list, "to": one.to, "seen_by": one.seen_by,
                "table": one.table, "order": last[one.of], "origin": one.origin,
                **{f"label_{tongue}": one.labels.get(tongue, "").strip() for tongue in LANGUAGES},
                **{f"help_{tongue}": one.help.get(tongue, "").strip() for tongue in LANGUAGES},
            }
            made.append(Edit(TYPE, ids[n] if ids else self._records.new_id(), values))
        return made

    def rename(
        self, id_: RecordId, labels: Mapping[str, str], title: str, *, helping: Mapping[str, str] | None = None
    ) -> Saved:
        """Other words for a field, and other help (``helping``); the languages that are not given stay. Raises as
        ``add``."""
        values = {f"label_{tongue}": text.strip() for tongue, text in labels.items() if tongue in LANGUAGES}
        values |= {f"help_{tongue}": text.strip() for tongue, text in (helping or {}).items() if tongue in LANGUAGES}
        return self._records.save([Edit(TYPE, id_, values)], title)

    def use(self, id_: RecordId, title: str, *, seen_by: str | None = None, table: bool | None = None) -> Saved:
        """Who may see it, and whether lists show it."""
        values = {name: value for name, value in (("seen_by", seen_by), ("table", table)) if value is not None}
        return self._records.save([Edit(TYPE, id_, values)], title)

    def retire(self, id_: RecordId, day: str, title: str) -> Saved:
        """Ask it no longer from ``day`` on; a blank day asks it again."""
        return self._records.save([Edit(TYPE, id_, {"retired": Moment(day) if day else None})], title)

    def arrange(self, ids: Sequence[RecordId], title: str) -> Saved:
        """The fields of one record type in this order."""
        return self._records.save([Edit(TYPE, id_, {"order": n}) for n, id_ in enumerate(ids, 1)], title)

    def _last(self) -> dict[str, int]:
        last: dict[str, int] = {}
        for one in all_fields(self._near()):
            last[one.definition.of] = max(last.get(one.definition.of, 0), one.definition.order or 0)
        return last


class SoundFields:
    """``records.Check``: whatever writes a definition, the command line too, writes one that can be offered."""

    def __init__(self, near: Callable[[], Reader], lists: Callable[[], Iterable[str]],
                 shipped: Mapping[str, RecordSpec]) -> None:
        self._near = near
        self._lists = lists
        self._shipped = shipped

    def check(self, edits: Sequence[Edit], states: States) -> None:
        """Raise FieldStays, NoName, NameTaken, CannotGrow or TooManyFields."""
        wanted = [edit for edit in edits if edit.type == TYPE]
        if not wanted:
            return
        there = {one.id: one.definition for one in all_fields(self._near())}
        for edit in wanted:
            self._steady(edit, states)
            before = there.get(edit.id, CustomField())
            known = {name: value for name, value in edit.values.items() if name in DEFINITION.fields}
            there[edit.id] = after = msgspec.structs.replace(before, **known)
            if before != after or RecordKey(TYPE, edit.id) not in states:
                self._sound(edit.id, after)
        for edit in wanted:  # two vaults may each have made a field of one name: either can still be put in order
            if RecordKey(TYPE, edit.id) not in states:
                _room(edit.id, there)
                _alone(edit.id, there)
            elif _NAMING & edit.values.keys():
                _alone(edit.id, there)

    def _steady(self, edit: Edit, states: States) -> None:
        folded = states.get(RecordKey(TYPE, edit.id))
        if folded is None or folded.state.empty:
            return
        for name in STEADY:
            stood = shown_values(folded.state, name) or [""]
            if name in edit.values and (edit.values[name] or "") not in stood:
                raise FieldStays()

    def _sound(self, id_: RecordId, one: CustomField) -> None:
        of = self._shipped.get(one.of)
        if of is None or not may_grow(of) or one.kind not in OWN_BLANKS:
            raise CannotGrow(field=_LABEL)
        kind = Kind(one.kind)
        if (kind is Kind.REF) != (one.to in self._shipped) or (one.list and kind not in WORDED):
            raise CannotGrow(field=_LABEL)
        if one.list not in ("", list_name(id_)) and one.list not in self._lists():
            raise CannotGrow(field=_LABEL)
        if not any(_labels(one)):
            raise NoName(field=_LABEL)


def _room(id_: RecordId, there: Mapping[RecordId, CustomField]) -> None:
    if sum(other.of == there[id_].of for other in there.values()) > MOST:
        raise TooManyFields()


def _alone(id_: RecordId, there: Mapping[RecordId, CustomField]) -> None:
    one = there[id_]
    if one.retired is not None:
        return
    for other_id, other in there.items():
        if other_id != id_ and other.of == one.of and other.retired is None and any(
                a and a.casefold() == b.casefold() for a, b in zip(_labels(one), _labels(other), strict=True)):
            raise NameTaken(field=_LABEL)


def _labels(one: CustomField) -> tuple[str, str, str]:
    return one.label_en.strip(), one.label_ru.strip(), one.label_kk.strip()


def _own(id_: RecordId, one: CustomField, specs: Mapping[str, RecordSpec]) -> OwnField:
    of = specs.get(one.of)
    name = field_name(one.kind, id_)
    return OwnField(id_, one, of.fields.get(name) if of is not None else None)


def _place(one: OwnField) -> tuple[str, int, RecordId]:
    order = one.definition.order
    return one.definition.of, order if order is not None else 1 << 62, one.id
