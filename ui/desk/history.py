"""The history of single records, for the record page."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from caseapp.domain.spec import Kind, RecordId
from caseapp.domain.text import N_
from caseapp.services import authors
from caseapp.services import history as services
from caseapp.services.edits import Edit
from caseapp.services.history import Did, Event, Import, Value
from ui.desk.around import Around
from ui.desk.records import saved_of
from ui.desk.vault import OpenVault
from ui.ports import Delivered, FieldStep, Happened, OldValue, Origin, Saved, State, Step, Steps, Version

_STATES: Final = {
    "stands": State.STANDS, "acts": State.STANDS, "bare": State.STANDS, "covered": State.REPLACED,
    "undone": State.UNDONE, "out of view": State.ASIDE,
}
_OPS: Final = {"gone": Happened.REMOVED, "both": Happened.BOTH, "void": Happened.UNDID, "erase": Happened.ERASED}
_REFS: Final = (Kind.REF, Kind.REFS)


class DeskHistory:
    """``ui.ports.History`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def steps(self, id_: RecordId, before: int = 0, limit: int = 30) -> Steps:
        """A page of changes, newest first."""
        session = self._vault.session
        events, total = session.history.events(id_, before, limit)
        named = authors.aliases(session.reader)
        spec = self._vault.specs[session.reader.type_of(id_)]
        refs = {name for name, one in spec.fields.items() if one.kind in _REFS}
        values = (value for event in events for did in event.did if did.field in refs
                  for value in (*did.before, *did.after))
        return Steps(tuple(self._step(event, named) for event in events), total, self._titles(values))

    def version(self, id_: RecordId, no: int) -> Version:
        """The record after a change."""
        session = self._vault.session
        found = session.history.version(id_, no)
        spec = self._vault.specs[session.reader.type_of(id_)]
        refs = [value for name, values in found.values.items() if spec.fields[name].kind in _REFS for value in values]
        values = {name: _old(values) for name, values in found.values.items()}
        step = self._step(found.event, authors.aliases(session.reader))
        return Version(step, values, self._titles(refs))

    def origins(self, id_: RecordId) -> Mapping[str, tuple[Origin, ...]]:
        """Who stands behind the values."""
        session = self._vault.session
        named = authors.aliases(session.reader)
        return {
            name: tuple(Origin(self._who(one.author, named), one.at, self._delivered(one.brought, named))
                        for one in origins)
            for name, origins in session.history.origins(id_).items()
        }

    def restore(self, id_: RecordId, field: str, no: int, seen: object) -> Saved:
        """An ordinary write of the older value. Writer lane."""
        session = self._vault.session
        type_, value = services.HistoryService(session.near, session.specs).single(id_, field, no)
        spec = self._vault.specs[type_]
        entity = session.near.get(id_)
        label = self._vault.tr(spec.fields[field].label)
        words = self._vault.tr(N_("Earlier value of {field} restored: {record}"))
        title = words.format(field=label, record=Around(self._vault, session.near).title_of(entity))
        edit = Edit(type_, id_, {field: value}, seen if isinstance(seen, bytes) else None)
        saved = session.records.save([edit], title)
        session.settle(now=False)
        return saved_of(saved)

    # --- in words

    def _step(self, event: Event, named: Mapping[str, str]) -> Step:
        return Step(
            event.no, self._who(event.author, named), event.at, event.cause, event.title,
            self._delivered(event.brought, named), tuple(_field(did) for did in event.did),
        )

    def _who(self, fp: str, named: Mapping[str, str]) -> str:
        return named.get(fp) or self._vault.tr(N_("an author whose card is not here"))

    def _delivered(self, brought: Sequence[Import], named: Mapping[str, str]) -> Delivered | None:
        if not brought:
            return None
        first = next((one for one in brought if one.taken), brought[0])
        at = dt.datetime.fromtimestamp(first.at / 1000, dt.UTC)
        return Delivered(self._who(first.sender, named), at, first.taken)

    def _titles(self, values: Iterable[Value]) -> Mapping[RecordId, str]:
        ids = list(dict.fromkeys(str(value.value) for value in values if value.value))
        absent = self._vault.tr(N_("a record that is not in this vault"))
        return dict.fromkeys(ids, absent) | Around(self._vault, self._vault.reader).titles(ids) if ids else {}


def _old(values: Iterable[Value]) -> tuple[OldValue, ...]:
    return tuple(OldValue(value.value, value.blank) for value in values)


def _field(did: Did) -> FieldStep:
    what = Happened.SET if did.op == "put" else _OPS.get(did.op, Happened.NEWER)
    return FieldStep(did.field, what, _STATES[did.fate.value], _old(did.before), _old(did.after), did.aimed)
