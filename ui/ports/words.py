"""Typed text, values and terms in the words of the window."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ui.ports.base import Choice


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a typed text: the value to store, the words to show; ``problem`` when not understood.

    ``search`` is the part to look for among existing records: the name in "Ахметов Данияр, 27, м".
    """

    value: object = None
    words: str = ""
    problem: str = ""
    search: str = ""


class Vocabularies(Protocol):
    """Terms in the window's language. Pure and quick."""

    def choices(self, vocabulary: str, day: str = "") -> Sequence[Choice]:
        """Every term that may be chosen on ``day`` ("2022-01-07"), blank for today, in its declared order."""

    def label(self, vocabulary: str, term: str) -> str:
        """The label of a term, or the id itself when it is not known here."""

    def verified(self, vocabulary: str, term: str) -> bool:
        """Whether somebody checked the label in the window's language."""


class Readings(Protocol):
    """Typed text <-> value, in the window's language. Pure and quick; called at every pause in typing."""

    def moment(self, text: str) -> Reading:
        """"7 янв вечером" -> Moment and "7 January 2022, 18:00–24:00, Almaty (UTC+5)"."""

    def show(self, kind: str, value: object) -> str:
        """A stored value of a kind with no vocabulary (moment, names, identifiers, point, blob) as one line of text."""

    def edit(self, kind: str, value: object) -> str:
        """The same as text that ``moment``, ``point`` reads back."""

    def point(self, text: str) -> Reading:
        """"43.2380, 76.9450" -> Point."""
