"""Calls of the page Tables as plain objects: a question on a lane must not keep its page alive."""

from pathlib import Path

from ui.bridge.progress import Progress
from ui.ports.tables import Chosen, Tables


class OpenTable:
    """Read a file in the box."""

    def __init__(self, tables: Tables, path: Path, encoding: str, told: Progress) -> None:
        self._tables, self._path, self._encoding, self._told = tables, path, encoding, told

    def __call__(self) -> object:
        return self._tables.open(self._path, self._encoding, self._told)


class SeeSheet:
    """The columns of a sheet."""

    def __init__(self, tables: Tables, name: str) -> None:
        self._tables, self._name = tables, name

    def __call__(self) -> object:
        return self._tables.sheet(self._name)


class MapRows:
    """Every row as values."""

    def __init__(self, tables: Tables, chosen: Chosen, told: Progress) -> None:
        self._tables, self._chosen, self._told = tables, chosen, told

    def __call__(self) -> object:
        return self._tables.map(self._chosen, self._told)


class CountRows:
    """Compared with what is here."""

    def __init__(self, tables: Tables, mapped: object, told: Progress) -> None:
        self._tables, self._mapped, self._told = tables, mapped, told

    def __call__(self) -> object:
        return self._tables.count(self._mapped, self._told)


class TakeRows:
    """What was counted."""

    def __init__(self, tables: Tables, told: Progress) -> None:
        self._tables, self._told = tables, told

    def __call__(self) -> object:
        return self._tables.take_in(self._told)


class KeepMapping:
    """In this vault."""

    def __init__(self, tables: Tables, chosen: Chosen) -> None:
        self._tables, self._chosen = tables, chosen

    def __call__(self) -> object:
        return self._tables.keep(self._chosen)


class LoadMapping:
    """From a file."""

    def __init__(self, tables: Tables, path: Path) -> None:
        self._tables, self._path = tables, path

    def __call__(self) -> object:
        return self._tables.load(self._path)


class SaveMapping:
    """To a file."""

    def __init__(self, tables: Tables, chosen: Chosen, path: Path) -> None:
        self._tables, self._chosen, self._path = tables, chosen, path

    def __call__(self) -> object:
        self._tables.save(self._chosen, self._path)
        return None
