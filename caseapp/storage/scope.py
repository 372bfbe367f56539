"""What leaves with an export file: the history in view, what the vault has of each writer, links between records.

Read in the writer lane over its connection, so that nothing moves between the count and the file (history §5).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from caseapp.domain.spec import Kind, RecordId, RecordSpec
from caseapp.history.bundle import Bundle, Part, carry
from caseapp.history.change import Change, Status, withhold
from caseapp.history.changeset import Title
from caseapp.history.ids import ChangeId, RecordKey
from caseapp.history.ids import Writer as WriterId
from caseapp.history.intervals import Have, Holding, Intervals
from caseapp.history.state import Logged
from caseapp.history.view import Liveness
from caseapp.storage import resolve, views
from caseapp.storage.writer import Writer

Link = tuple[RecordKey, str, RecordKey]  # record, field, target


def keys_of(writer: Writer, ids: Iterable[RecordId]) -> list[RecordKey]:
    """The records with these ids that are here, whatever their type."""
    found = []
    for id_ in ids:
        rows = writer.sql.execute("SELECT no FROM record WHERE id = ? AND flags & 1", (bytes.fromhex(id_),)).fetchall()
        found += [writer.key_of(no) for (no,) in rows]
    return found


def links(writer: Writer, record: RecordKey, *, backwards: bool = False) -> list[Link]:
    """The links from a record, or to it; only between records that are here."""
    number = writer.numbers_of([record]).get(record)
    side = "target" if backwards else "record"
    rows = writer.sql.execute(
        "SELECT l.record, f.name, l.target FROM link l JOIN field_name f ON f.no = l.field "
        "JOIN record r ON r.no = l.record AND r.flags & 1 JOIN record t ON t.no = l.target AND t.flags & 1 "
        f"WHERE l.{side} = ? ORDER BY l.record, l.field, l.target", (number,),
    ).fetchall()
    return [(writer.key_of(source), name, writer.key_of(target)) for source, name, target in rows]


def raised(writer: Writer, record: RecordKey, flag: str) -> bool:
    """Whether a flag stands, and stands undisputed."""
    folded = writer.states([record]).get(record)
    field = folded.state.fields.get(flag) if folded is not None else None
    shown = [each.value for reading in field.readings for each in reading.shown] if field is not None else []
    return bool(shown) and all(value == b"true" for value in shown)


def blobs_of(writer: Writer, record: RecordKey) -> set[bytes]:
    """SHA-256 of every file that any readable write of the record names, replaced ones too: all of its history goes."""
    spec = writer.specs.get(record.type)
    if spec is None or not _blob_fields(spec):
        return set()
    histories = writer.histories([record])
    return {sha for logged in histories.get(record, ()) for sha in named_blobs(spec, logged.change)}


def named_blobs(spec: RecordSpec, change: Change) -> Iterator[bytes]:
    """SHA-256 of the files that one change names; a value of a form that we do not know names none."""
    fields = _blob_fields(spec)
    for entry in change.entries:
        if entry.field in fields and entry.status is Status.WHOLE:
            match entry.read():
                case {"sha256": str(text)} if len(text) == 64:
                    yield bytes.fromhex(text)


def _blob_fields(spec: RecordSpec) -> set[str]:
    return {name for name, field in spec.fields.items() if field.kind is Kind.BLOB}


def everything(writer: Writer) -> list[RecordKey]:
    """Every record of which the log has a change."""
    rows = writer.sql.execute("SELECT DISTINCT record FROM change ORDER BY record").fetchall()
    return [writer.key_of(no) for (no,) in rows]


def of_type(writer: Writer, type_: str) -> list[RecordKey]:
    """Every record of one type of which the log has a change."""
    rows = writer.sql.execute(
        "SELECT no FROM record WHERE type = ? AND no IN (SELECT record FROM change) ORDER BY no",
        (writer.numbers.known_type(type_),)).fetchall()
    return [writer.key_of(no) for (no,) in rows]


def authors(writer: Writer, records: Iterable[RecordKey]) -> list[bytes]:
    """Everybody who wrote in these records."""
    rows = writer.sql.execute(
        "SELECT DISTINCT a.fp FROM change c JOIN changeset s ON s.no = c.changeset JOIN author a ON a.no = s.author "
        "WHERE c.record IN (SELECT value FROM json_each(?)) ORDER BY a.fp", (_numbers(writer, records),),
    ).fetchall()
    return [bytes(fp) for (fp,) in rows]


def have(writer: Writer, records: Iterable[RecordKey]) -> Have:
    """What is here of each writer within the scope."""
    counters: dict[WriterId, list[int]] = defaultdict(list)
    highest: dict[WriterId, bytes] = {}
    for fp, life, counter, hash_ in writer.sql.execute(
        "SELECT a.fp, s.life, s.counter, s.hash FROM changeset s JOIN author a ON a.no = s.author WHERE s.no IN "
        "(SELECT changeset FROM change WHERE record IN (SELECT value FROM json_each(?))) "
        "ORDER BY a.fp, s.life, s.counter, s.hash", (_numbers(writer, records),),
    ):
        who = WriterId(bytes(fp), bytes(life))
        counters[who].append(counter)
        highest[who] = bytes(hash_)
    return Have({who: Holding(Intervals.of(found), highest[who]) for who, found in counters.items()})


def bundles(writer: Writer, records: Iterable[RecordKey]) -> Iterator[Bundle]:
    """All changes in view of these records, and as skeletons those out of view that are reached from them.

    Of a merge set aside whose withdrawn consents stay in force, those answers travel live and everything beside them
    bare: whoever gets the file is bound by them as we are (history §5: protective fields always travel).
    """
    scope = _numbers(writer, records)
    found = writer.log.bundles("c.record IN (SELECT value FROM json_each(?))", (scope,))
    if not writer.view.out and not writer.view.off:
        yield from found
        return
    travel = _in_view(writer, json.loads(scope))
    for bundle in found:
        if (kept := _kept(bundle, travel)) is not None:
            yield kept


def _numbers(writer: Writer, records: Iterable[RecordKey]) -> str:
    return json.dumps(sorted(writer.numbers_of(records).values()))


def _in_view(writer: Writer, numbers: list[int]) -> dict[ChangeId, Part]:
    travel: dict[ChangeId, Part] = {}
    for changes in writer.log.of_records(numbers).values():
        judged = views.judged(writer.sql, writer.view, changes)
        here = {item.change.id: item.change for item in judged}
        mine = {item.change.id: part for item in judged if (part := _live(writer, item)) is not None}
        pending = list(mine)
        while pending:
            for id_ in _edges(here[pending.pop()]):
                if id_ in here and id_ not in mine:
                    mine[id_] = Part(withhold(here[id_], lambda _k, _entry: Status.WITHHELD), live=False)
                    pending.append(id_)
        travel.update(mine)
    return travel


def _live(writer: Writer, item: Logged) -> Part | None:
    if item.live is Liveness.IN:
        return Part(item.change)
    protective = writer.rules_of(item.change.record.type).joins
    if item.live is Liveness.OUT or not any(entry.field in protective for entry in item.change.entries):
        return None
    return Part(withhold(
        item.change, lambda _k, entry: Status.WHOLE if entry.field in protective else Status.BARE
    ))


def _edges(change: Change) -> Iterator[ChangeId]:
    yield from change.parents
    for entry in change.entries:
        yield from (target.change for target in entry.over)


def _kept(bundle: Bundle, travel: Mapping[ChangeId, Part]) -> Bundle | None:
    parts = [
        msgspec.structs.replace(travel[part.change.id], proof=part.proof)
        for part in bundle.parts if part.change.id in travel
    ]
    if not parts:
        return None
    whole = all(part.proof is None for part in bundle.parts)
    changeset = bundle.changeset
    as_here = [part.change for part in bundle.parts]
    if not any(part.live and part.change in as_here for part in parts):
        changeset = msgspec.structs.replace(changeset, title=Title(Status.WITHHELD))
    return carry(changeset, parts, [part.change.id for part in bundle.parts] if whole else None)


def built_on(writer: Writer, package_id: bytes) -> int:
    """How many changes in view build on what only this package, set aside by now, had brought."""
    row = writer.sql.execute("SELECT no FROM package WHERE id = ?", (package_id,)).fetchone()
    records = list(views.records_of_package(writer.sql, row[0])) if row else []
    count = 0
    for changes in writer.log.of_records(records).values():
        judged = views.judged(writer.sql, writer.view, changes)
        out = {item.change.id for item in judged if item.live is not Liveness.IN}
        count += sum(item.live is Liveness.IN and not out.isdisjoint(_edges(item.change)) for item in judged)
    return count


def value_of(writer: Writer, record: RecordKey, name: str) -> Any:
    """The shown value of one field, straight from the log; None if the record is not here."""
    states = writer.states([record])
    if record not in states:
        return None
    return getattr(resolve.resolve(writer.specs[record.type], states[record].state)[0], name)
