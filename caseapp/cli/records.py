"""Commands over records: types, add, set, get, list, search, stats."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from caseapp.cli import list_table, shown
from caseapp.cli.answer import Answer, say, table
from caseapp.cli.context import Context
from caseapp.cli.errors import BadJson, BadLine, IdTaken, NotAField
from caseapp.cli.json_input import lines, parse, parse_members
from caseapp.cli.parsing import Commands
from caseapp.domain.entity import Entity
from caseapp.domain.errors import CaseappError, Invalid, NotFound
from caseapp.domain.ids import parse_id
from caseapp.domain.listing import Condition, Query
from caseapp.domain.moment import InvalidMoment
from caseapp.domain.records import ALL
from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.domain.text import N_
from caseapp.services import edits
from caseapp.services.edits import Edit
from caseapp.services.session import Session

BATCH: Final = 1000  # records of one changeset at most
LIMIT: Final = 100
COUNTS: Final = {
    "#changeset": N_("Actions"), "#change": N_("Changes"), "#package": N_("Export files taken in"),
    "#held": N_("Actions kept aside: author not verified"), "#blob": N_("Stored files"),
}


def add_commands(commands: Commands) -> None:
    """Declare the commands of this file."""
    commands.add("types", N_("list the types of records and their fields"), types)
    one = commands.add("add", N_("record new records: one JSON object a line on standard input"), add)
    one.add_argument("type", metavar="TYPE")
    one = commands.add("set", N_("write fields of one record"), set_fields)
    one.add_argument("id", metavar="ID")
    one.add_argument("fields", metavar="FIELD=JSON", nargs="+")
    commands.add("get", N_("show one record"), get).add_argument("id", metavar="ID")
    one = commands.add("list", N_("list the records of a type"), list_type)
    one.add_argument("type", metavar="TYPE")
    one.add_argument("--text", metavar="TEXT", default="")
    one.add_argument("--where", metavar="JSON", default="[]")
    one.add_argument("--withdrawn", action="store_true")
    one.add_argument("--after", metavar="ID")
    one.add_argument("--save", metavar="FILE", type=Path)
    one.add_argument("--limit", metavar="N", type=int, default=LIMIT)
    one = commands.add("search", N_("find records in any spelling of their words"), search)
    one.add_argument("text", metavar="TEXT")
    one.add_argument("--type", metavar="TYPE", action="append", default=[])
    one.add_argument("--limit", metavar="N", type=int, default=LIMIT)
    commands.add("stats", N_("count what is in the vault"), stats)


def types(context: Context) -> Answer:
    """Needs no vault."""
    language = context.language
    specs = ALL
    document = {"types": [
        {
            "type": spec.type, "label": language.text(spec.label),
            "fields": [
                {"name": each.name, "kind": each.kind.value, "label": language.text(each.label),
                 "vocabulary": each.vocabulary, "targets": list(each.targets)}
                for each in spec.fields.values()
            ],
        }
        for spec in specs
    ]}
    text: list[str] = []
    for spec in specs:
        text.append(say(language, N_("{type}: {title}"), type=spec.type, title=language.text(spec.label)))
        text += table(
            ("", each.name, each.kind.value, each.vocabulary or ", ".join(each.targets), language.text(each.label))
            for each in spec.fields.values()
        )
    return Answer(document, text)


# -- writing ---------------------------------------------------------------------------------------------------


def add(context: Context) -> Answer:
    """One changeset for every batch of lines. A bad line refuses its batch; batches before it stay recorded."""
    ids: list[RecordId] = []
    refused: list[CaseappError] = []
    with context.session() as session:
        spec = context.spec(session, context.given.type)
        batch: list[Edit] = []
        first = number = 1
        try:
            for number, raw in lines(context.stdin):
                batch.append(_edit(session, spec, raw))
                if len(batch) == BATCH:
                    ids += _save(context, session, spec, batch)
                    batch, first = [], number + 1
            if batch:
                ids += _save(context, session, spec, batch)
        except Invalid as error:
            refused.append(BadLine(number, first, error))
    reasons = [error.explain(context.language) for error in refused]
    return Answer({"ids": ids, "refused": reasons}, ids, reasons)


def _edit(session: Session, spec: RecordSpec, raw: bytes) -> Edit:
    members = parse_members(raw)
    wanted = members.pop("id", None)
    if wanted is not None and not isinstance(wanted, str):
        raise Invalid(field="id")
    id_ = session.records.new_id() if wanted is None else parse_id(wanted)
    return Edit(spec.type, id_, _typed(spec, members))


def _typed(spec: RecordSpec, members: Mapping[str, Any]) -> dict[str, Any]:
    """Values of the record's types; null is "unset". Checked one by one, so that the line at fault can be named."""
    blank = spec.struct()
    given = {name: value for name, value in members.items() if value is not None}
    typed = edits.from_json(spec, given)
    for name in members:
        if name not in spec.fields:
            raise Invalid(field=name)
        typed.setdefault(name, getattr(blank, name))
        edits.to_json(spec, spec.fields[name], typed[name])
    return typed


def _save(context: Context, session: Session, spec: RecordSpec, batch: list[Edit]) -> list[RecordId]:
    wanted = [edit.id for edit in batch]
    if len(set(wanted)) != len(wanted) or session.reader.many(wanted):
        raise IdTaken(field="id")
    language = context.language
    title = say(language, N_("Command line: {count} × {type}"), count=len(batch), type=language.text(spec.label))
    return list(session.records.save(batch, title).ids)


def set_fields(context: Context) -> Answer:
    """One action for all fields that were named."""
    id_ = parse_id(context.given.id)
    members: dict[str, Any] = {}
    for part in context.given.fields:
        name, sign, raw = part.partition("=")
        if not sign or name in members:
            raise NotAField()
        members[name] = _value(raw)
    with context.session() as session:
        spec = session.specs[session.reader.type_of(id_)]
        title = say(context.language, N_("Command line: {type} changed"), type=context.language.text(spec.label))
        saved = session.records.save([Edit(spec.type, id_, _typed(spec, members))], title)
    changed = bool(saved.changeset)
    text = N_("Recorded.") if changed else N_("Nothing had to be changed.")
    return Answer(
        {"id": id_, "changed": changed, "changeset": saved.changeset.hex()}, [say(context.language, text)]
    )


def _value(raw: str) -> Any:
    try:
        return parse(raw.encode("utf-8", "surrogateescape"))
    except BadJson as error:
        raise NotAField() if error.reason == "json" else error from None


# -- reading ---------------------------------------------------------------------------------------------------


def get(context: Context) -> Answer:
    """One record, with everything that stands in its fields."""
    id_ = parse_id(context.given.id)
    with context.session() as session:
        entity = session.reader.get(id_)
        return Answer(shown.record_document(entity), shown.record_lines(context, session, entity))


def list_type(context: Context) -> Answer:
    """A page in list order; ``next`` is what ``--after`` takes for the page that follows."""
    with context.session() as session:
        spec = context.spec(session, context.given.type)
        ids = _asked(context, session, spec)
        if context.given.save is not None:
            return _saved(context, session, spec, ids)
        start = 0
        if context.given.after is not None:
            after = parse_id(context.given.after)
            if after not in ids:
                raise NotFound()
            start = ids.index(after) + 1
        page = ids[start : start + max(0, context.given.limit)]
        found = session.reader.many(page)
    rest = len(ids) - start - len(page)
    document = {
        "records": [shown.brief_document(entity) for entity in found], "total": len(ids),
        "next": page[-1] if page and rest else None,
    }
    text = [*table(_row(entity) for entity in found)]
    if rest and page:
        text.append(say(context.language, N_("{count} more: --after {id}"), count=rest, id=page[-1]))
    return Answer(document, text)


def _saved(context: Context, session: Session, spec: RecordSpec, ids: Sequence[RecordId]) -> Answer:
    """All of it, whatever ``--limit`` says, as a table outside."""
    path: Path = context.given.save
    count = list_table.save(context, session, spec, ids, path)
    words = N_("Saved outside the vault, unprotected: {file}")
    return Answer({"saved": count, "file": str(path)}, [say(context.language, words, file=str(path))])


def _asked(context: Context, session: Session, spec: RecordSpec) -> Sequence[RecordId]:
    """Raises Invalid for what cannot be asked of the type."""
    given = context.given
    conditions = parse(given.where.encode())
    if not isinstance(conditions, list):
        raise BadJson("filters")
    if not (given.text or conditions or given.withdrawn):
        return session.reader.ids(spec.type)
    try:
        typed = msgspec.convert(conditions, tuple[Condition, ...])
    except (msgspec.ValidationError, InvalidMoment):
        raise BadJson("filters") from None
    found = session.lists.find(Query(spec.type, given.text, typed, withdrawn=given.withdrawn), {})
    return found.listed()


def search(context: Context) -> Answer:
    """Newest first."""
    with context.session() as session:
        for type_ in context.given.type:
            context.spec(session, type_)
        found = session.reader.find(context.given.text, max(0, context.given.limit), context.given.type)
    document = {"records": [shown.brief_document(entity) for entity in found]}
    none = [] if found else [say(context.language, N_("Nothing was found."))]
    return Answer(document, [*table((entity.id, entity.type, entity.title) for entity in found), *none])


def _row(entity: Entity) -> tuple[str, ...]:
    return (entity.id, entity.title)


def stats(context: Context) -> Answer:
    """Records by type, then what history is made of."""
    language = context.language
    with context.session() as session:
        counts = dict(session.reader.stats())
        plurals = {type_: spec.plural for type_, spec in session.specs.items()}
        records = {name: count for name, count in counts.items() if not name.startswith("#")}
    other = {name.removeprefix("#"): count for name, count in counts.items() if name.startswith("#")}
    words = {**plurals, **COUNTS}
    rows = [(language.text(words.get(name, name)), str(count)) for name, count in counts.items()]
    return Answer({"records": records, **other}, [*table(rows)])
