"""A list as a table outside the vault: ids, titles and the fields that lists show, dates as ISO 8601 has them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from caseapp.cli import shown
from caseapp.cli.context import Context
from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, RecordId, RecordSpec
from caseapp.domain.text import N_
from caseapp.dossier.rows import Rows
from caseapp.services import tables
from caseapp.services.session import Session

_AT_ONCE: Final = 500
_NOTE: Final = "list-table-saved-outside"


def save(context: Context, session: Session, spec: RecordSpec, ids: Sequence[RecordId], path: Path) -> int:
    """Write every record of ``ids``, enter it in the activity log, and say how many. The ending of the name chooses CSV
    or XLSX; no cell is ever computed. Raises what ``services.tables.save`` raises."""
    count = tables.save(path, _rows(context, session, spec, ids)) - 1
    session.activity.note(_NOTE, {"lines": count})
    return count


def _rows(
    context: Context, session: Session, spec: RecordSpec, ids: Sequence[RecordId]
) -> Iterator[Sequence[str]]:
    tr, fields = context.language.text, [each for each in spec.fields.values() if each.table]
    yield tr(N_("Id")), tr(N_("Title")), *(tr(each.label) for each in fields)
    for start in range(0, len(ids), _AT_ONCE):
        for entity in session.reader.many(ids[start : start + _AT_ONCE]):
            rows = shown.rows_for(context, session, entity)
            yield entity.id, entity.title, *(_cell(rows, each, entity) for each in fields)


def _cell(rows: Rows, spec: FieldSpec, entity: Any) -> str:
    value = getattr(entity.record, spec.name)
    issue = entity.issues.get(spec.name)
    if isinstance(value, Moment) and (issue is None or not issue.conflict):
        return iso(value)
    return rows.value(entity, spec)


def iso(moment: Moment) -> str:
    """As far as it is known and no further: ``2022-01``, ``2022-01-07T18:40``, ``2022-01-05/2022-01-07``, ``2019~`` for
    "about" (ISO 8601-2:2019, Extended Date/Time Format)."""
    about = "~" if moment.approximate else ""
    return f"{moment.start}{about}/{moment.end}{about}" if moment.end else f"{moment.start}{about}"
