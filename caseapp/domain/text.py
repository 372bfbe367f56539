"""Marking text for translation without a catalogue in hand.

The domain declares labels and messages; only the edges (window, command line, dossier) know a language.
``N_`` lets Babel find the text here while the choice of catalogue stays there.
"""

from typing import Protocol


def N_(message: str) -> str:  # noqa: N802  (gettext's own customary name)
    """Mark ``message`` for extraction; returns it untouched."""
    return message


def filled(sentence: str, **places: object) -> str:
    """A translated sentence with its places filled. One stop ends it, also behind what ends with one itself: a Russian
    date does, "11 января 2022 г."."""
    said = sentence.format_map(places)
    return said[:-1] if said.endswith("..") and not said.endswith("...") else said


class Language(Protocol):
    """What the edges hand down so that the same core can speak to a Russian window and print an English dossier."""

    @property
    def code(self) -> str:
        """``en``, ``ru`` or ``kk``."""

    def text(self, message: str) -> str:
        """The translation of one whole sentence."""

    def plural(self, singular: str, plural: str, n: int) -> str:
        """The translation that fits the number ``n``."""
