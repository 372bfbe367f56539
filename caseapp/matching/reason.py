"""Why two records look like one person, in words that any language can be given to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_for
from caseapp.domain.text import Language


@dataclass(frozen=True, slots=True)
class Reason:
    """``bits`` is the weight of evidence: above 0 for, below 0 against. ``text`` is marked for translation."""

    code: str
    text: str
    bits: float
    places: Mapping[str, Moment | str] = field(default_factory=dict, repr=False)

    @property
    def strength(self) -> int:
        """0 says nothing; 1 to 3 speaks for, -1 to -3 against."""
        size = 0 if abs(self.bits) < 0.5 else 1 if abs(self.bits) < 2.5 else 2 if abs(self.bits) < 5 else 3
        return size if self.bits > 0 else -size

    def say(self, language: Language) -> str:
        """The whole sentence."""
        words = {
            name: format_for(value, language.code, long=False) if isinstance(value, Moment) else value
            for name, value in self.places.items()
        }
        return language.text(self.text).format_map(words)
