"""One name of one person, as one source wrote it.

People in Kazakhstan carry the same name in Kazakh Cyrillic, Russian and one of several Latin spellings; every spelling
is kept as written, none replaces another. Which one a dossier prints is chosen by script and language.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import require_line

Script = Literal["", "Cyrl", "Latn"]  # ISO 15924; blank: another script, or none stated
NameLanguage = Literal["", "kk", "ru", "en"]  # ISO 639-1
NameKind = Literal["primary", "alias", "transliteration", "birth"]

NAME_KINDS: Final[Mapping[NameKind, str]] = MappingProxyType({
    "primary": N_("Main name"),
    "birth": N_("Name at birth"),
    "alias": N_("Also known as"),
    "transliteration": N_("Other spelling"),
})
NAME_LANGUAGES: Final[Mapping[NameLanguage, str]] = MappingProxyType({
    "": N_("Not stated"), "kk": N_("Kazakh"), "ru": N_("Russian"), "en": N_("English"),
})
NAME_SCRIPTS: Final[Mapping[Script, str]] = MappingProxyType({
    "": N_("Other or not stated"), "Cyrl": N_("Cyrillic"), "Latn": N_("Latin"),
})

MAX_NAME = 4000  # bytes of UTF-8; the longest real names stay far below


class PersonName(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A name as written, with its parts as far as they are known.

    ``full`` is what the source wrote; parts may be empty. Raises UnsafeText for control or bidi characters and TooLong,
    also while foreign bytes are decoded (there as msgspec.ValidationError).
    """

    full: str = ""
    surname: str = ""
    given: str = ""
    patronymic: str = ""
    script: Script = ""
    language: NameLanguage = ""
    kind: NameKind = "primary"

    def __post_init__(self) -> None:
        require_line(self.full, N_("Name"), MAX_NAME)
        require_line(self.surname, N_("Surname"), MAX_NAME)
        require_line(self.given, N_("Given name"), MAX_NAME)
        require_line(self.patronymic, N_("Patronymic"), MAX_NAME)

    def __repr__(self) -> str:
        """The kind alone: names never reach a log or a traceback."""
        return f"PersonName(kind={self.kind!r})"

    def shown(self) -> str:
        """The name as written, or its parts in the customary order surname, given, patronymic."""
        return self.full or " ".join(part for part in (self.surname, self.given, self.patronymic) if part)


def script_of(text: str) -> Script:
    """The script that most letters of ``text`` belong to; blank where it is neither Cyrillic nor Latin."""
    cyrillic = sum("\u0400" <= c <= "\u052f" for c in text)
    latin = sum(c.isalpha() and c < "\u0250" for c in text)
    if cyrillic == latin == 0:
        return ""
    return "Cyrl" if cyrillic >= latin else "Latn"
