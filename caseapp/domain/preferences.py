"""How a person likes the window, kept inside the vault: each declared once, with its default and so its kind.

Nothing here names a record or a person but by id; what must be known before a vault is open (the language, vaults in
other places) is not here (security, "App hygiene" 7).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from caseapp.domain.canonical import Json

PREFERENCES: Final[Mapping[str, Json]] = MappingProxyType({
    "theme": "system",  # system, light, dark, high_contrast
    "language": "",  # en, ru, kk; blank: as at the gate
    "zoom": 100,  # per cent, 85 to 200
    "backup_folder": "",  # chosen last for backups outside; names a stick, so it is kept in here
    "window": {},  # size, rail folded, width of lists: ui.windows
    "role": "",  # monitor, lawyer, coordinator; only orders the first cards of Home
    "clinician": "",  # profession and its number; not blank: examines people, and may write what that takes
    "cover_minutes": 5,  # idle minutes before the pages are covered: ui.session.times has the bounds
    "lock_minutes": 15,  # and before the vault is locked
    "cover_code": {},  # salt and hash of the short code that lifts the cover: services.cover
    "left_at": {},  # what the lock cut off: ui.session.left
    "opened": {},  # the wall clock and its zone when the vault was last used: services.clock
    "news_seen": "",  # the version whose news were offered
    "lists": {},  # record type -> columns, order, filters of its list: ui.pages.lists
})


def fits(name: str, value: Json) -> bool:
    """Whether the value is of the kind that was declared."""
    return name in PREFERENCES and type(value) is type(PREFERENCES[name])
