"""The person's preferences in the vault's settings: read once, written one at a time."""

from collections.abc import Mapping
from typing import Final

from caseapp.domain.canonical import Json
from caseapp.domain.errors import Bug
from caseapp.domain.preferences import PREFERENCES, fits
from caseapp.storage import frame
from caseapp.storage.writer import Writer

KEY: Final = "preferences"


class PreferenceService:
    """``put`` belongs to the writer's side; with no writer (a vault opened for reading) it lasts for this sitting."""

    def __init__(self, stored: Json, writer: Writer | None) -> None:
        self._writer = writer
        self._values: Mapping[str, Json] = dict(PREFERENCES) | _kept(stored)

    def get(self, name: str) -> Json:
        """The value, or the declared default. Any thread: the mapping is replaced whole, never changed."""
        return self._values[name]

    def put(self, name: str, value: Json) -> None:
        """Keep it. Raises Bug for a name or kind that nobody declared."""
        if not fits(name, value):
            raise Bug("preference")
        self._values = {**self._values, name: value}
        if self._writer is not None:
            changed = {key: each for key, each in self._values.items() if each != PREFERENCES[key]}
            with self._writer.transaction():
                frame.put_setting(self._writer.sql, KEY, changed)


def _kept(stored: Json) -> dict[str, Json]:
    """What an older or newer Caseapp kept and this one still declares."""
    return {name: value for name, value in stored.items() if fits(name, value)} if isinstance(stored, dict) else {}
