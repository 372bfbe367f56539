"""Marking text for translation without a catalogue in hand.

The domain declares labels and messages; only the edges (window, command line, dossier) know a language.
``N_`` lets Babel find the text here while the choice of catalogue stays there.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

# Who has no word in their own language reads the next one: Kazakh, Russian, English.
NEAREST: Final = MappingProxyType({"kk": ("kk", "ru", "en"), "ru": ("ru", "en", "kk"), "en": ("en", "ru", "kk")})


def N_(message: str) -> str:  # noqa: N802  (gettext's own customary name)
    """Mark ``message`` for extraction; returns it untouched."""
    return message


def filled(sentence: str, **places: object) -> str:
    """A translated sentence with its places filled. One stop ends it, also behind what ends with one itself: a Russian
    date does, "11 января 2022 г."."""
    said = sentence.format_map(places)
    return said[:-1] if said.endswith("..") and not said.endswith("...") else said


class OwnWords(str):
    """What the people of a vault call a thing, in the languages they wrote it in.

    It stands where a sentence of the program stands, and brings its translations along, since no catalogue can know
    them: every ``Language`` says it in its own tongue (``in_language``).
    """

    labels: Mapping[str, str]

    def __new__(cls, labels: Mapping[str, str]) -> "OwnWords":
        """``labels``: language code -> words, at least one of them not blank. Raises ValueError."""
        kept = {tongue: labels[tongue] for tongue in NEAREST["en"] if labels.get(tongue)}
        if not kept:
            raise ValueError("no words")
        made = super().__new__(cls, next(iter(kept.values())))
        made.labels = MappingProxyType(kept)
        return made

    def __reduce__(self) -> tuple[type["OwnWords"], tuple[dict[str, str]]]:
        return OwnWords, (dict(self.labels),)

    def in_language(self, code: str) -> str:
        """The words in the language nearest to ``code``."""
        return next(self.labels[tongue] for tongue in NEAREST.get(code, NEAREST["en"]) if tongue in self.labels)


class Language(Protocol):
    """What the edges hand down so that the same core can speak to a Russian window and print an English dossier."""

    @property
    def code(self) -> str:
        """``en``, ``ru`` or ``kk``."""

    def text(self, message: str) -> str:
        """The translation of one whole sentence; what people called a thing themselves, in the nearest language."""

    def plural(self, singular: str, plural: str, n: int) -> str:
        """The translation that fits the number ``n``."""
