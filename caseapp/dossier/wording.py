"""Values as words of the dossier's language: times with their offset, durations, terms, yes and no.

A partial date is printed as partial, a time never without the offset that its place kept at that moment.
"""

import datetime as dt
from dataclasses import dataclass, field

from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_moment
from caseapp.domain.text import N_, Language, filled
from caseapp.domain.vocabulary import Vocabularies
from caseapp.domain.zones import zone_info


@dataclass(slots=True)
class Wording:
    """Turns values into words of one language.

    Remembers the unverified labels that it used, so that the dossier can list them, and everything that it said of
    its own accord, so that the release gate can tell the form's own words from a name that resembles them.
    """

    language: Language
    vocabularies: Vocabularies
    unverified: dict[str, None] = field(default_factory=dict)
    own_words: dict[str, None] = field(default_factory=dict)

    def text(self, message: str, **places: object) -> str:
        """One whole translated sentence with its named places filled."""
        shown = self.language.text(message)
        self.own_words[shown] = None
        return filled(shown, **places) if places else shown

    def plural(self, singular: str, plural: str, n: int) -> str:
        """The sentence that fits ``n``, which fills the place {n}."""
        shown = self.language.plural(singular, plural, n)
        self.own_words[shown] = None
        return shown.format_map({"n": n})

    def term(self, vocabulary: str, term: str) -> str:
        """The label of a term, marked if nobody has checked its wording."""
        if not term:
            return ""
        label = self.vocabularies[vocabulary].label(term, self.language.code)
        self.own_words[label.text] = None
        if not label.verified:
            self.unverified[label.text] = None
        return label.text

    def bare_term(self, vocabulary: str, term: str) -> str:
        """The term's label inside a sentence: its first letter small unless a capital follows (an abbreviation)."""
        label = self.term(vocabulary, term)
        return label if label[1:2].isupper() else label[:1].lower() + label[1:]

    def marked(self, text: str) -> str:
        """``text`` with the mark of what nobody has verified yet."""
        return self.text(N_("{text} [not verified]"), text=text)

    def flag(self, value: bool) -> str:
        """Yes or no."""
        return self.text(N_("yes")) if value else self.text(N_("no"))

    def moment(self, moment: Moment | None) -> str:
        """The moment as far as it is known, or that it is not."""
        return self.text(N_("not known")) if moment is None else format_moment(moment, self.language)

    def instant(self, seconds: int, zone: str) -> str:
        """A known instant (UTC epoch seconds) as wall time in ``zone`` with its offset."""
        local = dt.datetime.fromtimestamp(seconds, zone_info(zone))
        return format_moment(Moment(local.strftime("%Y-%m-%dT%H:%M"), zone=zone), self.language)

    def hours(self, seconds: int) -> str:
        """A duration in hours and minutes."""
        hours, minutes = divmod(max(0, seconds) // 60, 60)
        if minutes:
            return self.text(N_("{hours} h {minutes} min"), hours=hours, minutes=minutes)
        return self.text(N_("{hours} h"), hours=hours)

    def held(self, least: int, most: int) -> str:
        """Between the least and the most that it can have been; one figure where both agree to the minute."""
        if most - least <= 120:
            return self.hours((least + most + 60) // 2)
        return self.text(N_("between {least} and {most}"), least=self.hours(least), most=self.hours(most))
