"""How a person left a list: its columns, widths, order, and the searches kept under a name. Kept in the vault."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import msgspec

from caseapp.domain.canonical import Json
from caseapp.domain.listing import TITLE, Query
from ui.pages.page import PageKit

PREFERENCE: Final = "lists"


@dataclass(frozen=True, slots=True)
class ListState:
    """One list's state. ``columns`` None: nobody chose any. ``view``: the key of the view it is shown as."""

    table: bool = False
    view: str = ""
    sort: str = TITLE
    descending: bool = False
    columns: tuple[str, ...] | None = None
    widths: Mapping[str, int] = field(default_factory=dict)
    saved: Mapping[str, Query] = field(default_factory=dict, repr=False)

    def with_saved(self, name: str, query: Query, instead: str = "") -> "ListState":
        """With a search kept under a name; ``instead``: the name that it had."""
        kept = {key: each for key, each in self.saved.items() if key not in (name, instead)}
        return replace(self, saved=dict(sorted({**kept, name: query}.items())))

    def without(self, name: str) -> "ListState":
        """Without a kept search."""
        return replace(self, saved={key: each for key, each in self.saved.items() if key != name})


def state_of(kit: PageKit, type_: str) -> ListState:
    """What was kept for a list; what cannot be read any more is left out, and the rest stays."""
    kept = kit.desk.settings.get(PREFERENCE)
    found = kept.get(type_) if isinstance(kept, dict) else None
    if not isinstance(found, dict):
        return ListState()
    columns, widths, saved = found.get("columns"), found.get("widths"), found.get("saved")
    return ListState(
        table=found.get("table") is True,
        view=str(found.get("view", "")),
        sort=str(found.get("sort", TITLE)),
        descending=found.get("descending") is True,
        columns=tuple(str(each) for each in columns) if isinstance(columns, list) else None,
        widths={key: each for key, each in widths.items() if isinstance(each, int)} if isinstance(widths, dict) else {},
        saved=_queries(saved, type_) if isinstance(saved, dict) else {},
    )


def _queries(saved: Mapping[str, Json], type_: str) -> dict[str, Query]:
    found = {}
    for name, json in saved.items():
        try:
            query = msgspec.convert(json, Query)
        except msgspec.ValidationError:  # kept by a newer Caseapp
            continue
        if query.type == type_:
            found[name] = query
    return found


def json_of(state: ListState) -> dict[str, Json]:
    """As it is kept."""
    found: dict[str, Json] = {
        "table": state.table, "view": state.view, "sort": state.sort, "descending": state.descending,
        "widths": dict(state.widths),
        "saved": {name: msgspec.to_builtins(query) for name, query in state.saved.items()},
    }
    if state.columns is not None:
        found["columns"] = list(state.columns)
    return found


class Keep:
    """Writer lane: the other lists' states are read where they are written, so that none is lost."""

    def __init__(self, kit: PageKit, type_: str, state: ListState) -> None:
        self._settings, self._type, self._state = kit.desk.settings, type_, state

    def __call__(self) -> object:
        kept = self._settings.get(PREFERENCE)
        others = kept if isinstance(kept, dict) else {}
        self._settings.put(PREFERENCE, {**others, self._type: json_of(self._state)})
        return None
