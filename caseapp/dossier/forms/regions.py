"""The region of the time, beside an act whose place was moved to another region since."""

from caseapp.domain.records.act import Act
from caseapp.domain.records.place import Place
from caseapp.domain.rules import regions
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.dossier.forms.context import Context

Row = tuple[str, str]


def rows(context: Context, act: Act) -> tuple[Row, ...]:
    """One row, or none where no region is known."""
    found = regions.regions(act.place, act.start or act.detained, _Places(context).get) if act.place else None
    if found is None or not found.now:
        return ()
    say, now = context.wording.text, context.name(found.now)
    if found.then == found.now:
        shown = now
    elif found.then:
        shown = say(N_("{then} at the time; {now} today"), then=context.name(found.then), now=now)
    else:
        shown = say(N_("{now} today; which it was at the time cannot be said"), now=now)
    return ((say(N_("Region")), shown),)


class _Places:
    def __init__(self, context: Context) -> None:
        self._context = context

    def get(self, id_: RecordId) -> Place | None:
        """A place that this dossier may read."""
        found = self._context.by_id.get(id_)
        return found if isinstance(found, Place) else None
