"""Commands over tables of other programs: suggest-mapping, import-table."""

from pathlib import Path
from typing import Any, Final

import msgspec

from caseapp.box.limits import MAX_INPUT
from caseapp.box.rows_wire import Delimiter, Encoding
from caseapp.cli.answer import Answer, say, table
from caseapp.cli.context import Context
from caseapp.cli.files import read_small, write_new
from caseapp.cli.parsing import Commands
from caseapp.domain.text import N_
from caseapp.exchange.tables.mapping import MAX_MAPPING
from caseapp.services import matching, table_import
from caseapp.services.table_import import Plan, RowError, column_name
from caseapp.services.table_plan import Planned

LANGUAGES: Final = ("en", "ru", "kk")
REMARK: Final = N_("From row {row} of a table.")
# what a person types where the guess is wrong
_DELIMITERS: Final = {"auto": Delimiter.AUTO, "comma": Delimiter.COMMA, "semicolon": Delimiter.SEMICOLON,
                      "tab": Delimiter.TAB}
_ENCODINGS: Final = {"auto": Encoding.AUTO, "utf-8": Encoding.UTF8, "utf-16": Encoding.UTF16,
                     "windows-1251": Encoding.CP1251}
_SHOWN: Final = 20  # errors in words; the document has them all


def add_commands(commands: Commands) -> None:
    """Declare the commands of this file."""
    one = commands.add("suggest-mapping", N_("write down what the headers of a table suggest"), suggest)
    one.add_argument("file", metavar="FILE", type=Path)
    one.add_argument("--out", metavar="MAPPING", type=Path, required=True)
    one.add_argument("--name", default="")
    one.add_argument("--sheet", default="")
    ways = [one]
    one = commands.add("import-table", N_("take in a table by a mapping of its columns"), import_table)
    one.add_argument("file", metavar="FILE", type=Path)
    ways.append(one)
    one.add_argument("--mapping", metavar="MAPPING", type=Path, required=True)
    one.add_argument("--preview", action="store_true")
    one.add_argument("--without-wrong", action="store_true")
    for one in ways:
        one.add_argument("--delimiter", choices=tuple(_DELIMITERS), default="auto")
        one.add_argument("--encoding", choices=tuple(_ENCODINGS), default="auto")


def suggest(context: Context) -> Answer:
    """The mapping is a file to be read, corrected and handed on; it holds nothing of the table but its headers."""
    given = context.given
    data = read_small(given.file, MAX_INPUT)
    with context.session() as session:
        read = session.tables.read(data, _ENCODINGS[given.encoding], _DELIMITERS[given.delimiter])
        empty = session.tables.new_mapping(given.name or N_("Table"), given.sheet)
        suggester = session.tables.suggester(map(context.app.language, LANGUAGES))
        names = () if read.is_document else table_import.columns_of(read, empty).names
        mapping = table_import.guessed(empty, names, suggester)
    write_new(given.out, table_import.encode_mapping(mapping))
    columns = [{"header": one.header, "type": one.type, "field": one.field} for one in mapping.columns]
    document = {"mapping": str(given.out), "columns": columns, "key": list(mapping.key), "headers": list(names)}
    lines = [*table((one.header, one.type, one.field) for one in mapping.columns),
             say(context.language, N_("The mapping was written: {file}"), file=str(given.out))]
    return Answer(document, lines)


def import_table(context: Context) -> Answer:
    """All rows or none; with ``--without-wrong`` those that have no error. ``--preview`` writes nothing."""
    given = context.given
    data, mapping = read_small(given.file, MAX_INPUT), table_import.decode_mapping(
        read_small(given.mapping, MAX_MAPPING))
    with context.session() as session:
        tables = session.tables
        read = tables.read(data, _ENCODINGS[given.encoding], _DELIMITERS[given.delimiter])
        mapped = tables.mapped(read, mapping, _quiet)
        plan = tables.plan(mapped, context.language.text(REMARK), _quiet)
        search = matching.Search()
        search.find(matching.gather(session.near))
        alike = search.alike(table_import.strangers(plan, session.specs))
        changeset = ""
        if not given.preview:
            title = say(context.language, table_import.TITLE, name=mapping.name)
            saved = tables.take_in(plan, title, _quiet, without_wrong=given.without_wrong)
            session.writer.catch_up()
            changeset = saved.changeset.hex()
    document = {**_document(context, plan, alike, changeset), "kept_in_remarks": mapped.unknown}
    return Answer(document, _lines(context, plan, alike, taken=bool(changeset)))


def _quiet(_at: int, _all: int) -> None:
    """A command runs to its end."""


def _document(context: Context, plan: Plan, alike: int, changeset: str) -> dict[str, Any]:
    return {
        "rows": plan.rows, "taken": bool(changeset), "changeset": changeset, "possible_duplicates": alike,
        "new": [{"type": one.type, "id": one.id, "row": one.row} for one in plan.new],
        "changed": [
            {"type": one.type, "id": one.id, "row": one.row, "fields": sorted(one.values),
             "before": _before(one), "after": msgspec.to_builtins(one.values)} for one in plan.changed
        ],
        "same": len(plan.same),
        "errors": [
            {"row": one.row, "column": column_name(one.column), "error": one.error.code,
             "reason": table_import.reason(one, context.language)} for one in plan.errors
        ],
    }


def _before(one: Planned) -> dict[str, Any]:
    """What stands in the fields that would change."""
    record = one.before.record if one.before is not None else None
    return {name: msgspec.to_builtins(getattr(record, name)) for name in one.values} if record is not None else {}


def _lines(context: Context, plan: Plan, alike: int, *, taken: bool) -> list[str]:
    text = context.language.text
    wrong = len({one.row for one in plan.errors})
    counts = (
        (N_("Rows"), plan.rows), (N_("New records"), len(plan.new)), (N_("Changed records"), len(plan.changed)),
        (N_("Same records"), len(plan.same)), (N_("Possible duplicates"), alike), (N_("Rows with errors"), wrong),
    )
    done = [text(N_("Taken in as one action; one undo takes it back."))] if taken else []
    return [*table((text(label), str(count)) for label, count in counts),
            *(_error(context, one) for one in plan.errors[:_SHOWN]), *done]


def _error(context: Context, one: RowError) -> str:
    reason = table_import.reason(one, context.language)
    if not one.column:
        return say(context.language, N_("Row {row}: {reason}"), row=one.row, reason=reason)
    return say(context.language, N_("Row {row}, column {column}: {reason}"),
               row=one.row, column=column_name(one.column), reason=reason)
