"""One action over several records: one changeset, one Undo. Writer lane."""

from collections.abc import Mapping, Sequence
from typing import Final

from caseapp.domain.errors import Invalid, UserError
from caseapp.domain.spec import Kind, RecordId, RecordSpec
from caseapp.domain.text import N_
from caseapp.services.edits import Edit
from caseapp.services.records import RecordService, Saved
from caseapp.storage.reader import Reader

MOST: Final = 1_000  # a changeset is what is verified, sent and undone at once, so its size is bounded
COLLECTION: Final = "case"


class TooManyAtOnce(UserError):
    """More records than one action may change."""

    code = "too-many-at-once"
    what = N_("This many records cannot be changed at once.")
    next_step = N_("Choose fewer records, at most 1,000, and repeat for the others; nothing was changed.")


class BulkService:
    """Verbs over what a person selected in a list."""

    def __init__(self, records: RecordService, near: Reader, specs: Mapping[str, RecordSpec]) -> None:
        self._records = records
        self._near = near
        self._specs = specs

    def withdraw(self, type_: str, ids: Sequence[RecordId], reason: str, title: str) -> Saved:
        """Withdraw records, with the reason: they stay in the history and leave lists. Raises TooManyAtOnce."""
        _check(ids)
        values = {"retracted": True, "retraction_reason": reason}
        return self._records.save([Edit(type_, id_, values) for id_ in ids], title)

    def add_each(self, type_: str, field: str, values: Mapping[str, object], title: str) -> Saved:
        """One new record for each of the records that ``values`` name in ``field``, alike in everything else.

        Raises Invalid where the field names one record only or none, TooManyAtOnce.
        """
        named = values.get(field)
        spec = self._specs[type_].fields.get(field)
        if spec is None or spec.kind is not Kind.REF or not isinstance(named, tuple) or not named:
            raise Invalid(field=field)
        _check(named)
        return self._records.save(
            [Edit(type_, self._records.new_id(), {**values, field: id_}) for id_ in dict.fromkeys(named)], title)

    def collect(self, case: RecordId, name: str, type_: str, ids: Sequence[RecordId], title: str) -> Saved:
        """Put records into a case, or into a new one called ``name`` where ``case`` is blank.

        Raises Invalid where a case has no place for this type, NotFound, TooManyAtOnce.
        """
        _check(ids)
        field = collects(self._specs, type_)
        if not field:
            raise Invalid(field=type_)
        if not case:
            return self._records.save([Edit(COLLECTION, self._records.new_id(), {"title": name, field: tuple(ids)})],
                                      title)
        entity = self._near.get(case)
        there: tuple[RecordId, ...] = getattr(entity.record, field)
        added = tuple(id_ for id_ in ids if id_ not in set(there))
        return self._records.save([Edit(COLLECTION, case, {field: (*there, *added)}, entity.heads)], title)


def collects(specs: Mapping[str, RecordSpec], type_: str) -> str:
    """The field of a case that holds records of a type; blank where it has none."""
    fields = specs[COLLECTION].fields.values() if COLLECTION in specs else ()
    return next((f.name for f in fields if f.kind is Kind.REFS and type_ in f.targets), "")


def _check(ids: Sequence[RecordId]) -> None:
    if len(ids) > MOST:
        raise TooManyAtOnce()
