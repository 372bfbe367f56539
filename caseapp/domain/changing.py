"""One field of many records changed at once: what may be changed so, and how."""

import dataclasses
import enum
from dataclasses import dataclass
from typing import Any, Final

from caseapp.domain.policy import Merge
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordSpec

_KINDS: Final = (Kind.LINE, Kind.INTEGER, Kind.FLAG, Kind.TERM, Kind.TERMS, Kind.MOMENT, Kind.REF, Kind.REFS)
_MANY: Final = (Kind.TERMS, Kind.REFS)


class How(enum.Enum):
    """What is done to the field."""

    SET = "set"
    ADD = "add"  # to what is there already
    REMOVE = "remove"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What is to be done. ``value``: of the field's kind; of a field of many, a tuple."""

    type: str
    field: str
    how: How
    value: Any = dataclasses.field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """How many of the records change, say so already, and are left because the field is in conflict."""

    changes: int
    same: int
    conflicts: int


def changeable(spec: RecordSpec) -> tuple[FieldSpec, ...]:
    """The fields that may be changed in many records at once."""
    return tuple(each for each in spec.fields.values()
                 if each.kind in _KINDS and each.name not in Record.__struct_fields__ and not each.identifies
                 and each.merge.merge is not Merge.PROTECTIVE and not (each.kind is Kind.REF and each.required))


def ways(spec: FieldSpec) -> tuple[How, ...]:
    """What can be done to a field."""
    return (How.ADD, How.REMOVE, How.SET, How.CLEAR) if spec.kind in _MANY else (How.SET, How.CLEAR)
