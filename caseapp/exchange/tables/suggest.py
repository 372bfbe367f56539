"""Which field a header means, in three languages: offered, never taken without being shown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from caseapp.domain.names.fold import fold_words
from caseapp.domain.spec import RecordSpec
from caseapp.domain.text import Language
from caseapp.exchange.tables.mapping import Column

KEYS: Final = ("_uuid", "uuid", "meta/instanceid", "instanceid", "key", "id", "№", "number", "номер", "нөмірі")


class Suggester:
    """Knows the labels of all fields in all languages.

    ``types``: what a table may fill; ``words``: (type, field) -> what else people write over such a column, with "|".
    """

    def __init__(
        self, specs: Mapping[str, RecordSpec], types: Sequence[str], words: Mapping[tuple[str, str], str],
        languages: Iterable[Language],
    ) -> None:
        self._words: dict[str, tuple[str, str]] = {}
        spoken = list(languages)
        for (type_, name), said in words.items():
            if type_ in specs and name in specs[type_].fields:
                for word in said.split("|"):
                    self._words.setdefault(fold_words(word), (type_, name))
        for type_ in types:
            for spec in specs[type_].fields.values():
                for language in spoken:
                    self._words.setdefault(fold_words(language.text(spec.label)), (type_, spec.name))
                self._words.setdefault(fold_words(f"{type_} {spec.name}".replace("_", " ")), (type_, spec.name))

    def column(self, header: str) -> Column | None:
        """What this header most likely means; the last part of a path of groups counts."""
        said = header.rpartition("/")[2].replace("_", " ").strip(" *:?")
        found = self._words.get(fold_words(said)) if said and not header.startswith("_") else None
        return Column(header, *found) if found else None

    def columns(self, headers: Sequence[str]) -> tuple[Column, ...]:
        """For all headers; a column of a several-choice question that has a whole column beside it is left out."""
        whole = set(headers)
        asked = [header for header in headers if header and header.rpartition("/")[0] not in whole]
        return tuple(found for header in asked if (found := self.column(header)) is not None)


def key_of(headers: Sequence[str]) -> tuple[str, ...]:
    """The header that names rows, if one says so."""
    lowered = {header.lower(): header for header in reversed(headers) if header}
    return next(((lowered[key],) for key in KEYS if key in lowered), ())

