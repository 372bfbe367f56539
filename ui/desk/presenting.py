"""Presentation mode over a session."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from caseapp.domain.names.person_name import PersonName
from caseapp.domain.spec import Kind, Search
from caseapp.services.mentions import PEOPLE
from ui.desk.vault import OpenVault

_CHUNK: Final = 500


class DeskPresenting:
    """``ui.ports.Presenting`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def names(self) -> Sequence[str]:
        """Every name of a person, and the names of the sources that have no record as a person."""
        reader, found = self._vault.reader, list[str]()
        for spec in (self._vault.specs[type_] for type_ in PEOPLE):
            fields = [field for field in spec.fields.values() if field.kind is Kind.NAMES] or \
                [field for field in spec.fields.values() if field.kind is Kind.LINE and field.search is Search.TITLE]
            ids = reader.ids(spec.type)
            for at in range(0, len(ids), _CHUNK):
                for entity in reader.many(ids[at : at + _CHUNK]):
                    found += [text for field in fields for text in _texts(getattr(entity.record, field.name))]
        return found

    def pause(self, paused: bool) -> None:
        """No record is written while names are hidden."""
        self._vault.session.records.paused = paused


def _texts(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, tuple) else (value,):
        if isinstance(each, PersonName):
            yield from (each.full, each.surname, each.given, each.patronymic)
        elif isinstance(each, str):
            yield each
