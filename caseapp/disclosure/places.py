"""Which ties to a place say where somebody can be found, and how coarse such a place must become outside.

Source: the Murad Code and OHCHR's manual on monitoring: homes and witnesses at the level of the city or coarser.
"""

from typing import Final

from caseapp.domain.situating import Fineness
from caseapp.domain.spec import FieldSpec, Kind, RecordSpec, Sensitivity

COARSEST: Final = Fineness.CITY  # no mark of a private place is finer, whoever gets the map
_HOME: Final = ("location_type", "home")  # vocabulary and term: what happened, happened where somebody lives


def private(field: FieldSpec) -> bool:
    """Whether a place in this field is a private one: a residence, where a witness was met. What a partner may not see
    is private until its declaration says otherwise."""
    return field.sensitivity > Sensitivity.PARTNER


def home(spec: RecordSpec) -> tuple[str, str] | None:
    """The field and the value of it that say that a record's place is somebody's home; None where none does."""
    vocabulary, term = _HOME
    return next(((field.name, term) for field in spec.fields.values()
                 if field.kind is Kind.TERM and field.vocabulary == vocabulary), None)
