"""The views that there are: one line each. The switch of every list offers those that its type can have."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from caseapp.domain.text import N_
from ui.pages.page import PageKit
from ui.pages.views.counts_view import CountsView
from ui.pages.views.links_view import LinksView
from ui.pages.views.map_view import MapView
from ui.pages.views.set_view import SetView
from ui.pages.views.timeline_view import TimelineView
from ui.ports import Desk


@dataclass(frozen=True, slots=True)
class ViewKind:
    """A view. ``key`` is kept in the vault, where the person left a list; ``has``: whether a type can be shown so."""

    key: str
    label: str
    make: Callable[[PageKit, str], SetView]
    has: Callable[[Desk, str], bool]


def _on_maps(desk: Desk, type_: str) -> bool:
    return desk.maps.has(type_)


def _in_acts(desk: Desk, type_: str) -> bool:
    return desk.ties.has(type_)


def _counted(desk: Desk, type_: str) -> bool:
    return desk.counts.has(type_)


def _dated(desk: Desk, type_: str) -> bool:
    return desk.times.has(type_)


VIEWS: Final = (
    ViewKind("timeline", N_("Timeline"), TimelineView, _dated),
    ViewKind("map", N_("Map"), MapView, _on_maps),
    ViewKind("links", N_("Links"), LinksView, _in_acts),
    ViewKind("counts", N_("Counts"), CountsView, _counted),
)


def views_of(kit: PageKit, type_: str) -> tuple[ViewKind, ...]:
    """Those of one type, in the order of the switch."""
    return tuple(kind for kind in VIEWS if kind.has(kit.desk, type_))
