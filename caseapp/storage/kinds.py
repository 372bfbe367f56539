"""How each kind of field lies in a projection: one handler per kind, and nothing here knows a record type."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from caseapp.domain.moment import Moment
from caseapp.domain.spec import Kind


def _none(_value: Any) -> tuple[Any, ...]:
    return ()


def _one(value: Any) -> tuple[Any, ...]:
    return (value,) if value else ()


def _all(value: Any) -> tuple[Any, ...]:
    return tuple(value)


def _name_texts(value: Any) -> tuple[str, ...]:
    return tuple(part for name in value for part in _name_parts(name))


def _name_parts(name: Any) -> tuple[str, ...]:
    parts = (name.surname, name.given, name.patronymic)
    # the full form usually holds the parts already; a part missing from it would otherwise not be found
    return (name.full, *(part for part in parts if part and part not in name.full))


def _identifier_texts(value: Any) -> tuple[str, ...]:
    return tuple(identifier.value for identifier in value)


def _moment_interval(value: Moment) -> tuple[tuple[int, int], ...]:
    return ((value.earliest(), value.latest()),) if value else ()


@dataclass(frozen=True, slots=True)
class Handler:
    """``column`` is the SQL type of an own column, or None when the value lies in ``rest``."""

    column: str | None = None
    refs: Callable[[Any], tuple[str, ...]] = _none
    texts: Callable[[Any], tuple[str, ...]] = _none
    dates: Callable[[Any], tuple[tuple[int, int], ...]] = _none

    @property
    def names(self) -> bool:
        """Whether a value that says anything is in the link table."""
        return self.refs is not _none

    @property
    def dated(self) -> bool:
        """Whether a value that says anything is in the date table."""
        return self.dates is not _none


HANDLERS: Final[dict[Kind, Handler]] = {
    Kind.LINE: Handler("TEXT", texts=_one),
    Kind.TEXT: Handler("TEXT", texts=_one),
    Kind.INTEGER: Handler("INTEGER"),
    Kind.FLAG: Handler("INTEGER"),
    Kind.TERM: Handler("TEXT"),
    Kind.ANSWER: Handler("TEXT"),
    Kind.TERMS: Handler(),
    Kind.MOMENT: Handler(dates=_moment_interval),
    Kind.NAMES: Handler(texts=_name_texts),
    Kind.IDENTIFIERS: Handler(texts=_identifier_texts),
    Kind.REF: Handler(refs=_one),
    Kind.REFS: Handler(refs=_all),
    Kind.BLOB: Handler(),
    Kind.POINT: Handler(),
}
