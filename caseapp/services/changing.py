"""One field of many records changed at once: counted before, one action with one Undo. Writer lane but for the plan.

What protects somebody and what says who somebody is are not changed by the hundred, and a field in conflict is left for
whoever decides between its values.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from caseapp.domain.changing import ChangePlan, FieldChange, How, changeable, ways
from caseapp.domain.entity import Entity
from caseapp.domain.errors import Invalid
from caseapp.domain.spec import FieldSpec, RecordId, RecordSpec
from caseapp.services.bulk import MOST, TooManyAtOnce
from caseapp.services.edits import Edit
from caseapp.services.records import RecordService, Saved
from caseapp.storage.reader import Reader


class ChangingService:
    """Over the records of one vault."""

    def __init__(self, records: RecordService, near: Reader, specs: Mapping[str, RecordSpec]) -> None:
        self._records, self._near, self._specs = records, near, specs

    def plan(self, reader: Reader, change: FieldChange, ids: Sequence[RecordId]) -> ChangePlan:
        """What would happen. Raises Invalid for a field that may not be changed so, TooManyAtOnce. Reader lane."""
        spec = self._checked(change, ids)
        found = [self._new(spec, change, entity) for entity in reader.many(ids) if entity.type == change.type]
        changes = sum(new is not None for _, new in found)
        conflicts = sum(conflict for conflict, _ in found)
        return ChangePlan(changes, len(found) - changes - conflicts, conflicts)

    def change(self, change: FieldChange, ids: Sequence[RecordId], title: str) -> Saved:
        """Do it, as one action. Raises Invalid, TooManyAtOnce; then nothing is changed."""
        spec = self._checked(change, ids)
        edits = []
        for entity in self._near.many(ids):
            if entity.type == change.type and (new := self._new(spec, change, entity)[1]) is not None:
                edits.append(Edit(entity.type, entity.id, {spec.name: new[0]}, entity.heads))
        return self._records.save(edits, title)

    def _checked(self, change: FieldChange, ids: Sequence[RecordId]) -> FieldSpec:
        if len(ids) > MOST:
            raise TooManyAtOnce()
        spec = next((each for each in changeable(self._specs[change.type]) if each.name == change.field), None)
        if spec is None or change.how not in ways(spec):
            raise Invalid(field=change.field)
        if change.how is not How.CLEAR and change.value in (None, "", ()):
            raise Invalid(field=spec.label)
        return spec

    def _new(self, spec: FieldSpec, change: FieldChange, entity: Entity) -> tuple[bool, tuple[Any] | None]:
        """Whether the field is in conflict; the value that it gets, None where it stays as it is."""
        issue = entity.issues.get(spec.name)
        if issue is not None and issue.conflict:
            return True, None
        old = getattr(entity.record, spec.name)
        blank = getattr(self._specs[change.type].struct(), spec.name)
        match change.how:
            case How.ADD:
                new = (*old, *(value for value in change.value if value not in old))
            case How.REMOVE:
                new = tuple(value for value in old if value not in change.value)
            case How.CLEAR:
                new = blank
            case _:
                new = change.value
        return False, None if new == old else (new,)
