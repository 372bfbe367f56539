"""Languages without catalogues: English as written in the source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Untranslated:
    """A language that says every sentence as it stands in the source."""

    code: str = "en"

    def text(self, message: str) -> str:
        """The sentence itself."""
        return message

    def plural(self, singular: str, plural: str, n: int) -> str:
        """English plural."""
        return singular if n == 1 else plural


ENGLISH = Untranslated()
