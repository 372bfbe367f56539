"""Calls of the Exchange pages as plain objects: a question on a lane must not keep its page alive."""

from collections.abc import Sequence
from pathlib import Path

from caseapp.domain.spec import RecordId
from ui.bridge.progress import Progress
from ui.ports import Activity, Contacts, Exchange, Part, Staged


class Open:
    """One file. The trust is asked for on the writer's lane before."""

    def __init__(self, exchange: Exchange, path: Path, trust: object, told: Progress) -> None:
        self._exchange, self._path, self._trust, self._told = exchange, path, trust, told

    def __call__(self) -> object:
        return self._exchange.open(self._path, self._trust, self._told)


class Count:
    """All chosen files as one."""

    def __init__(self, exchange: Exchange, keys: Sequence[str], told: Progress) -> None:
        self._exchange, self._keys, self._told = exchange, tuple(keys), told

    def __call__(self) -> object:
        return self._exchange.count(self._keys, self._told)


class Rows:
    """The records behind a number."""

    def __init__(self, exchange: Staged, part: Part, first: int, limit: int) -> None:
        self._exchange, self._part, self._first, self._limit = exchange, part, first, limit

    def __call__(self) -> object:
        return tuple(self._exchange.rows(self._part, self._first, self._limit))


class Differences:
    """What would change in one record."""

    def __init__(self, exchange: Exchange, id_: RecordId) -> None:
        self._exchange, self._id = exchange, id_

    def __call__(self) -> object:
        return tuple(self._exchange.differences(self._id))


class TakeIn:
    """What was counted."""

    def __init__(self, exchange: Exchange, told: Progress) -> None:
        self._exchange, self._told = exchange, told

    def __call__(self) -> object:
        return self._exchange.take_in(self._told)


class Drop:
    """Forget opened files."""

    def __init__(self, exchange: Exchange, keys: Sequence[str]) -> None:
        self._exchange, self._keys = exchange, tuple(keys)

    def __call__(self) -> object:
        self._exchange.drop(self._keys)
        return None


class PutAside:
    """Undo merges, newest first."""

    def __init__(self, exchange: Exchange, packages: Sequence[str], keep_protection: bool) -> None:
        self._exchange, self._packages, self._keep = exchange, tuple(packages), keep_protection

    def __call__(self) -> object:
        return tuple(self._exchange.set_aside(each, self._keep) for each in reversed(self._packages))


class TakeInAgain:
    """What was set aside."""

    def __init__(self, exchange: Exchange, package: str) -> None:
        self._exchange, self._package = exchange, package

    def __call__(self) -> object:
        return self._exchange.take_in_again(self._package)


class Travelling:
    """What an export would hold."""

    def __init__(self, exchange: Exchange, cases: Sequence[RecordId]) -> None:
        self._exchange, self._cases = exchange, tuple(cases)

    def __call__(self) -> object:
        return self._exchange.travels(self._cases)


class Free:
    """Free space."""

    def __init__(self, exchange: Exchange, folder: Path) -> None:
        self._exchange, self._folder = exchange, folder

    def __call__(self) -> object:
        return self._exchange.free(self._folder)


class Send:
    """Write an export file."""

    def __init__(
        self, exchange: Exchange, folder: Path, fingerprints: Sequence[str], cases: Sequence[RecordId], told: Progress
    ) -> None:
        self._exchange, self._folder, self._told = exchange, folder, told
        self._to, self._cases = tuple(fingerprints), tuple(cases)

    def __call__(self) -> object:
        return self._exchange.send(self._folder, self._to, self._cases, self._told)


class Compare:
    """Both cards."""

    def __init__(self, contacts: Contacts, fingerprint: str) -> None:
        self._contacts, self._fingerprint = contacts, fingerprint

    def __call__(self) -> object:
        return self._contacts.compare(self._fingerprint)


class AddCard:
    """A card from a file."""

    def __init__(self, contacts: Contacts, path: Path) -> None:
        self._contacts, self._path = contacts, path

    def __call__(self) -> object:
        return self._contacts.add(self._path)


class SaveCard:
    """Our own card into a file."""

    def __init__(self, contacts: Contacts, path: Path) -> None:
        self._contacts, self._path = contacts, path

    def __call__(self) -> object:
        self._contacts.save_own(self._path)
        return self._path


class Trust:
    """A person was made sure of."""

    def __init__(self, contacts: Contacts, fingerprint: str, how: str) -> None:
        self._contacts, self._fingerprint, self._how = contacts, fingerprint, how

    def __call__(self) -> object:
        return self._contacts.trust(self._fingerprint, self._how)


class Rename:
    """What colleagues call us."""

    def __init__(self, contacts: Contacts, alias: str) -> None:
        self._contacts, self._alias = contacts, alias

    def __call__(self) -> object:
        self._contacts.rename(self._alias)
        return None


class EnterPrinted:
    """A page of this kind went to a printer."""

    def __init__(self, activity: Activity, page: str) -> None:
        self._activity, self._page = activity, page

    def __call__(self) -> object:
        self._activity.printed(self._page)
        return None
