"""Commands over what was written by whom: history, undo, conflicts, resolve."""

from typing import Any

import msgspec

from caseapp.cli import shown
from caseapp.cli.answer import Answer, say, table
from caseapp.cli.context import Context
from caseapp.cli.errors import NotAField
from caseapp.cli.json_input import parse
from caseapp.cli.parsing import Commands
from caseapp.domain.errors import Invalid, NotFound
from caseapp.domain.ids import parse_id
from caseapp.domain.spec import RecordSpec
from caseapp.domain.text import N_
from caseapp.dossier.rows import Rows
from caseapp.dossier.wording import Wording
from caseapp.history.change import Entry, Status
from caseapp.history.explain import Fate, fates
from caseapp.history.ids import RecordKey, WriteId
from caseapp.history.state import Logged
from caseapp.services import edits
from caseapp.services.session import Session
from caseapp.storage.projection import Flags

FATES = {
    Fate.STANDS: N_("stands"), Fate.COVERED: N_("replaced"), Fate.UNDONE: N_("undone"),
    Fate.OUT_OF_VIEW: N_("set aside"), Fate.ACTS: N_("acts"), Fate.BARE: N_("not delivered"),
}
OPS = {
    "put": N_("written"), "gone": N_("removed"), "both": N_("all are true"), "void": N_("undo"),
    "erase": N_("erased"),
}


def add_commands(commands: Commands) -> None:
    """Declare the commands of this file."""
    commands.add("history", N_("show who wrote what into a record"), history).add_argument("id", metavar="ID")
    one = commands.add("undo", N_("undo your last action, or the one named"), undo)
    one.add_argument("--changeset", metavar="HEX", default="")
    commands.add("conflicts", N_("list the fields in which several values stand"), conflicts)
    one = commands.add("resolve", N_("decide a conflict"), resolve)
    one.add_argument("id", metavar="ID")
    one.add_argument("field", metavar="FIELD")
    choice = one.add_mutually_exclusive_group(required=True)
    choice.add_argument("--value", metavar="JSON")
    choice.add_argument("--both", action="store_true")


def history(context: Context) -> Answer:
    """Every write, oldest claim first, with what became of it."""
    id_ = parse_id(context.given.id)
    with context.session() as session:
        type_ = session.reader.type_of(id_)
        key = RecordKey(type_, id_)
        logged = session.writer.histories([key]).get(key, [])
        fate = fates(logged, session.writer.rules_of(type_))
        rows = shown.rows_for(context, session, session.reader.get(id_))
        spec = session.specs[type_]
        entries = [
            (one, k, entry, fate[WriteId(one.change.id, k)])
            for one in sorted(logged, key=lambda item: (item.hlc, item.change.id))
            for k, entry in enumerate(one.change.entries)
        ]
        document = {"id": id_, "type": type_, "writes": [_document(*entry) for entry in entries]}
        lines = [*table(_row(context, rows, spec, one, entry, end) for one, _, entry, end in entries)]
    return Answer(document, lines)


def _document(one: Logged, k: int, entry: Entry, fate: Fate) -> dict[str, Any]:
    return {
        "change": one.change.id.hex(), "entry": k, "author": one.change.author.hex(), "time": one.hlc,
        "op": entry.op, "field": entry.field, "status": entry.status.name.lower(), "fate": fate.value,
        "value": msgspec.json.decode(entry.value) if entry.status is Status.WHOLE else None,
    }


def _row(
    context: Context, rows: Rows, spec: RecordSpec, one: Logged, entry: Entry, fate: Fate
) -> tuple[str, ...]:
    text = context.language.text
    field_spec = spec.fields.get(entry.field)
    value = entry.value.decode("utf-8") if entry.status is Status.WHOLE else ""
    return (
        rows.wording.instant(one.hlc // 1_000_000, rows.zone), rows.author(one.change.author.hex()),
        text(field_spec.label) if field_spec else entry.field, text(OPS[entry.op]) if entry.op in OPS else entry.op,
        value, text(FATES[fate]),
    )


def undo(context: Context) -> Answer:
    """Never touches what others wrote on top; says what was kept."""
    language = context.language
    try:
        target = bytes.fromhex(context.given.changeset)
    except ValueError:
        raise Invalid(field="changeset") from None
    with context.session() as session:
        done = session.records.undo(say(language, N_("Undo")), target)
    document = {
        "undone": done.undone, "kept": done.kept, "absent": done.absent, "confirm": done.confirm,
        "ids": list(done.saved.ids), "changeset": done.saved.changeset.hex(),
    }
    rows = (
        (N_("Undone"), done.undone), (N_("Kept, because later edits replace them"), done.kept),
        (N_("Not here"), done.absent), (N_("Protective answers, to be given anew"), done.confirm),
    )
    return Answer(document, [*table((language.text(label), str(count)) for label, count in rows)])


def conflicts(context: Context) -> Answer:
    """Every value that stands, with author and time."""
    with context.session() as session:
        wording = Wording(context.language, session.vocabularies)
        rows = Rows(wording, session.specs, shown.authors(session), session.author.zone, {})
        lines: list[str] = []
        found: list[dict[str, Any]] = []
        for entity in session.reader.with_flag(Flags.CONFLICT):
            for name, issue in entity.issues.items():
                if not issue.conflict:
                    continue
                found.append({
                    "id": entity.id, "type": entity.type, "title": entity.title, "field": name,
                    **shown.issue_document(issue),
                })
                field_spec = session.specs[entity.type].fields[name]
                lines.append(say(context.language, N_("{id}  {title}  {field} ({label})"), id=entity.id,
                                 title=entity.title, field=name, label=context.language.text(field_spec.label)))
                lines += table(("", *standing) for standing in rows.standing(field_spec, issue))
    none = [] if found else [say(context.language, N_("There are no conflicts."))]
    return Answer({"conflicts": found}, lines or none)


def resolve(context: Context) -> Answer:
    """An ordinary write over everything that stands; with ``--both`` every value stays."""
    id_, name = parse_id(context.given.id), context.given.field
    value = None if context.given.both else parse(context.given.value.encode("utf-8", "surrogateescape"))
    with context.session() as session:
        spec = session.specs[session.reader.type_of(id_)]
        if name not in spec.fields:
            raise NotAField()
        title = say(context.language, N_("Conflict decided: {field}"),
                    field=context.language.text(spec.fields[name].label))
        saved = _settle(session, spec, id_, name, value, title, both=context.given.both)
    return Answer(
        {"id": id_, "field": name, "changeset": saved.hex()}, [say(context.language, N_("Recorded."))]
    )


def _settle(
    session: Session, spec: RecordSpec, id_: str, name: str, value: Any, title: str, *, both: bool
) -> bytes:
    issue = session.reader.get(id_).issues.get(name)
    if issue is None or not issue.conflict:
        raise NotFound()
    if both:
        return session.records.keep_both(spec.type, id_, name, title).changeset
    typed = getattr(spec.struct(), name) if value is None else edits.from_json(spec, {name: value})[name]
    return session.records.resolve(spec.type, id_, name, typed, title).changeset
