"""Which records may name one of a type: what can be added to a record that is looked at."""

from collections.abc import Iterable, Iterator

from caseapp.domain.spec import FieldSpec, Kind, RecordSpec


def may_name(specs: Iterable[RecordSpec], type_: str) -> Iterator[tuple[RecordSpec, FieldSpec]]:
    """Types that are made by hand and have a field for a record of this type; of several fields the required one, else
    the first."""
    for spec in specs:
        fields = [field for field in spec.fields.values()
                  if field.kind in (Kind.REF, Kind.REFS) and type_ in field.targets and not field.within]
        if spec.by_hand and fields:
            yield spec, min(fields, key=lambda field: not field.required)
