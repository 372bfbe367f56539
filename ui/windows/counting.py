"""How many things wait in each place, for the numbers of the rail."""

from collections.abc import Mapping

from ui.ports import Desk
from ui.windows.places import Place


class Count:
    """Work of the reader lane, as a plain object: it must not keep the shell alive."""

    def __init__(self, desk: Desk, places: Mapping[str, Place]) -> None:
        self._desk, self._places = desk, dict(places)

    def __call__(self) -> object:
        return {key: place.waiting(self._desk) for key, place in self._places.items() if place.waiting is not None}
