"""The catalogues, loaded explicitly so that a dossier can speak another language than the window."""

import gettext
from pathlib import Path
from typing import Final

from caseapp.domain.text import OwnWords

CODES: Final = ("en", "ru", "kk")


class Catalogue:
    """One language's texts; English is the source and needs no file."""

    def __init__(self, code: str, translations: gettext.NullTranslations) -> None:
        self._code = code
        self._translations = translations

    @property
    def code(self) -> str:
        """``en``, ``ru`` or ``kk``."""
        return self._code

    def text(self, message: str) -> str:
        """The translation of one whole sentence; the English source where there is none."""
        if isinstance(message, OwnWords):
            return message.in_language(self._code)
        return self._translations.gettext(message) if message else ""

    def plural(self, singular: str, plural: str, n: int) -> str:
        """The translation that fits the number."""
        return self._translations.ngettext(singular, plural, n)


def load(folder: Path, code: str) -> Catalogue:
    """The catalogue of ``code`` compiled by the set-up from ``resources/i18n``. Unknown codes fall back to English."""
    if code not in CODES or code == "en":
        return Catalogue("en", gettext.NullTranslations())
    return Catalogue(code, gettext.translation("caseapp", localedir=folder, languages=[code], fallback=True))
