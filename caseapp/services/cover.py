"""The short code of the cover, in the vault's preferences."""

import secrets
from typing import Final

from caseapp.security import cover_code
from caseapp.services.preferences import PreferenceService

NAME: Final = "cover_code"


def chosen(preferences: PreferenceService) -> bool:
    """Whether a code was chosen."""
    return bool(preferences.get(NAME))


def choose(preferences: PreferenceService, code: str) -> None:
    """Keep a code; blank takes it away. Writer side. Raises BadCode."""
    preferences.put(NAME, cover_code.make(code, secrets.token_bytes) if code else {})


def fits(preferences: PreferenceService, code: str) -> bool:
    """Whether this is the code. Takes a moment on purpose; any thread."""
    return cover_code.fits(code, preferences.get(NAME))
