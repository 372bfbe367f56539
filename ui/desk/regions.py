"""The region of the time and that of today, in words."""

from collections.abc import Callable, Iterator

from caseapp.domain.moment import Moment
from caseapp.domain.records.place import Place
from caseapp.domain.rules.regions import region_now, regions
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from ui.desk.around import Around

Translate = Callable[[str], str]


def region_facts(around: Around, place: RecordId, when: Moment | None, tr: Translate) -> Iterator[str]:
    """For something that happened at a place; nothing where no region is known."""
    found = regions(place, when, lambda id_: around.get(id_, Place)) if place else None
    if found is None or not found.now:
        return
    now = around.title(found.now)
    if found.then == found.now:
        yield tr(N_("Region: {region}")).format(region=now)
    elif found.then:
        yield tr(N_("Region at the time: {then}; today: {now}")).format(then=around.title(found.then), now=now)
    else:
        yield tr(N_("Region today: {now}; which it was at the time cannot be said")).format(now=now)


def place_facts(around: Around, id_: RecordId, place: Place, tr: Translate) -> Iterator[str]:
    """For a place itself: where it lies and lay, what it is and was called."""
    now = region_now(id_, lambda one: around.get(one, Place))
    if now and now != id_:
        yield tr(N_("Region today: {now}")).format(now=around.title(now))
    if place.former_parent and place.moved_on is not None:
        words = tr(N_("Until {date} in: {region}"))
        yield words.format(date=around.moment(place.moved_on), region=around.title(place.former_parent))
    if place.former_name and place.renamed_on is not None:
        words = tr(N_("Until {date} called: {name}"))
        yield words.format(date=around.moment(place.renamed_on), name=place.former_name)
