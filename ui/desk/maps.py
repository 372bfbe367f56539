"""Lists on the map over a session."""

from pathlib import Path
from typing import Final

from caseapp.domain import atlas
from caseapp.domain.atlas import Basemap
from caseapp.domain.listing import Condition, Query
from caseapp.domain.records.place import Place
from caseapp.services.placing import PlacingService, placeable
from ui.desk.around import Around
from ui.desk.vault import OpenVault
from ui.ports import MapPin, MapSet, MapTown

_TOWNS: Final = ("city", "republican_city")
_MOST_TOWNS: Final = 300


class DeskMaps:
    """``ui.ports.Maps`` over a session. ``folder``: the program's ``resources/basemap``."""

    def __init__(self, vault: OpenVault, folder: Path) -> None:
        self._vault, self._folder = vault, folder
        self._basemap: Basemap | None = None

    def has(self, type_: str) -> bool:
        """Whether records of this type can be on a map."""
        return placeable(self._vault.specs, type_)

    def basemap(self) -> Basemap:
        """Outlines, read once."""
        if self._basemap is None:
            self._basemap = atlas.load(self._folder)
        return self._basemap

    def look(self, query: Query, then: bool) -> MapSet:
        """The list on the map."""
        found = self._service().on_map(query, then)
        around = Around(self._vault, self._vault.reader)
        shown = {place for situation in (*found.exact.values(), *found.coarse.values())
                 if situation is not None for place in (situation.place,)}
        titles = around.titles([*found.exact, *sorted(shown), *found.regions.values()])
        return MapSet(
            tuple(MapPin(pin.record, pin.place, pin.private) for pin in found.pins), found.exact, found.coarse, titles,
            {key: titles[id_] for key, id_ in found.regions.items() if id_ in titles}, self._towns(around),
            found.nowhere, found.total, found.more,
        )

    def _towns(self, around: Around) -> tuple[MapTown, ...]:
        query = Query("place", conditions=(Condition("kind", one_of=_TOWNS),))
        ids = self._vault.session.lists.find(query, {}).ids[: 16 * _MOST_TOWNS]
        entities = self._vault.reader.many(ids[at : at + 16].hex() for at in range(0, len(ids), 16))
        around.put(entities)
        found = [(around.title_of(entity), entity.record) for entity in entities]
        towns = [(title, place.kind, place.position) for title, place in found if isinstance(place, Place)]
        towns.sort(key=lambda town: (town[1] != "republican_city", town[0]))
        return tuple(MapTown(title, at.latitude, at.longitude) for title, _, at in towns if at is not None)

    def _service(self) -> PlacingService:
        session = self._vault.session
        return PlacingService(session.reader, session.lists, self._vault.specs)
