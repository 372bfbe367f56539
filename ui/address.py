"""Where in the window: what back and forward walk through, and what a page asks for when it sends the person on."""

from dataclasses import dataclass
from typing import Final

from caseapp.domain.spec import RecordId


@dataclass(frozen=True, slots=True)
class Address:
    """A place of the rail, a tab of it, a record; blank parts mean "wherever that lives" or "as it stands".

    ``field``: open the section of this field as a form, with the focus in it. ``note`` is for the page alone: what it
    shows of its own (a form, a filter, an item of a queue). ``find``: show the list with this text searched for.
    ``preset`` or ``field``, with a type and no id: a new record of the type that names these records, open at that
    field; nothing is written before something is recorded.
    """

    place: str = ""
    tab: str = ""
    type: str = ""
    id: RecordId = ""
    field: str = ""
    note: str = ""
    find: str = ""
    preset: tuple[tuple[str, RecordId], ...] = ()

    @property
    def begins(self) -> bool:
        """Whether it asks for a new record."""
        return not self.id and bool(self.type) and bool(self.preset or self.field)


NOWHERE: Final = Address()
