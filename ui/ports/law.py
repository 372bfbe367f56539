"""The law as the program knows it, to be read in Settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ui.ports.base import Choice


@dataclass(frozen=True, slots=True)
class LawLine:
    """One version of an article or one time limit, in the window's language. ``marks``: what is to be said of it."""

    title: str
    detail: str = ""
    marks: tuple[str, ...] = ()


class LawView(Protocol):
    """Laws and articles. Pure and quick."""

    def laws(self) -> Sequence[Choice]:
        """Every law and treaty that is here."""

    def articles(self, law: str, text: str) -> Sequence[LawLine]:
        """The articles of one law, or of all for a blank, that ``text`` occurs in, in any of the three languages."""

    def limits(self) -> Sequence[LawLine]:
        """The time limits that the clocks count with, and where each is from."""

    def beside(self, text: str) -> Sequence[LawLine]:
        """The kinds of acts that ``text`` occurs in, and the articles that are often looked at beside each."""
