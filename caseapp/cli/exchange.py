"""Commands over contacts and export files: card, contacts, trust, export, preview, merge, set-aside, take-in-again."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from caseapp.cli.answer import Answer, say, table
from caseapp.cli.context import Context
from caseapp.cli.errors import Alarm, NotOneOf
from caseapp.cli.files import read_small, write_new
from caseapp.cli.parsing import Commands
from caseapp.domain.errors import CaseappError, Invalid
from caseapp.domain.ids import parse_id
from caseapp.domain.preview import Preview
from caseapp.domain.text import N_
from caseapp.security.card import MAX_CARD, Card, comparison_groups
from caseapp.services.importing import Incoming, Notice
from caseapp.services.session import Session

MIN_DIGITS: Final = 8  # of a fingerprint's 64
HOW: Final = ("compared", "in-person")
STATES: Final = {
    "own": N_("own"), "verified": N_("verified"), "unverified": N_("not compared yet"), "revoked": N_("revoked"),
}
NOTICES: Final = {
    "replay": N_("This file was taken in before; taking it in again changes nothing."),
    "gap": N_("Earlier files of this sender were never seen here: numbers {first} to {last}."),
    "fork": N_("Two different files of this sender have the same number {first}: a copied vault, or a stolen key."),
    "broken": N_("This file does not follow the file number {first} that was taken in before."),
    "hole": N_("The file leaves out {first} actions that its sender has."),
}


def add_commands(commands: Commands) -> None:
    """Declare the commands of this file."""
    one = commands.add("card", N_("show your own contact card, or save it to hand it over"), card)
    one.add_argument("--out", metavar="FILE", type=Path)
    commands.add("contacts", N_("list the contact cards that are here"), contacts)
    one = commands.add("trust", N_("take in a contact card; with --how, trust it"), trust)
    one.add_argument("card", metavar="CARD", type=Path)
    one.add_argument("--how", choices=HOW)
    one = commands.add("export", N_("write an export file for the contacts named"), export)
    one.add_argument("file", metavar="FILE", type=Path)
    one.add_argument("--to", metavar="FINGERPRINT", nargs="+", required=True, action="extend")
    one.add_argument("--case", metavar="ID", nargs="+", action="extend", default=[])
    one = commands.add("preview", N_("say what taking in export files would do"), preview)
    one.add_argument("files", metavar="FILE", nargs="+", type=Path)
    one = commands.add("merge", N_("take export files in"), merge)
    one.add_argument("files", metavar="FILE", nargs="+", type=Path)
    one.add_argument("--despite-alarm", action="store_true")
    one = commands.add("set-aside", N_("undo the merge of an export file"), set_aside)
    one.add_argument("package", metavar="PACKAGE")
    one.add_argument("--drop-protection", action="store_true")
    one = commands.add("take-in-again", N_("take in again what was set aside"), take_in_again)
    one.add_argument("package", metavar="PACKAGE")
    commands.add("imports", N_("list the export files that were taken in"), imports)


# -- cards -----------------------------------------------------------------------------------------------------


def card(context: Context) -> Answer:
    """With the numbers that two people compare aloud."""
    with context.session() as session:
        own = session.contacts.own()
    lines = _card_lines(context, own)
    if context.given.out is not None:
        write_new(context.given.out, own.raw)
        lines.append(say(context.language, N_("The card was saved: {file}"), file=str(context.given.out)))
    return Answer(_card_document(own, "own"), lines)


def contacts(context: Context) -> Answer:
    """Oldest first."""
    with context.session() as session:
        found = session.contacts.list()
    text = context.language.text
    document = {"contacts": [
        {"fingerprint": one.fp.hex(), "alias": one.alias, "role": one.role, "state": state} for one, state in found
    ]}
    return Answer(document, [*table(
        (one.fp.hex(), one.alias, text(STATES[state]) if state in STATES else state) for one, state in found
    )])


def trust(context: Context) -> Answer:
    """Without ``--how`` the card is kept but nothing of its holder is taken in yet."""
    raw, how = read_small(context.given.card, MAX_CARD), context.given.how
    with context.session() as session:
        other = session.contacts.add(raw)
        if how is not None:
            session.contacts.trust(other.fp, how)
            session.exchange.release(other.fp)
        state = next(state for one, state in session.contacts.list() if one.fp == other.fp)
        own = session.contacts.own()
    done = N_("From now on what this person signed is taken in.") if state == "verified" else N_(
        "Compare these numbers with the other person, on both screens; then repeat with --how compared."
    )
    text = context.language.text
    lines = [*_card_lines(context, other), text(N_("Your own card:")), *_card_lines(context, own), text(done)]
    return Answer(_card_document(other, state), lines)


def _card_document(one: Card, state: str) -> dict[str, Any]:
    return {
        "fingerprint": one.fp.hex(), "alias": one.alias, "role": one.role, "sample": one.sample, "state": state,
        "numbers": list(comparison_groups(one)),
    }


def _card_lines(context: Context, one: Card) -> list[str]:
    text = context.language.text
    return [*table((
        (text(N_("Alias")), one.alias), (text(N_("Fingerprint")), one.fp.hex()),
        (text(N_("Numbers to compare")), " ".join(comparison_groups(one))),
    ))]


def _recipient(session: Session, wanted: str) -> bytes:
    digits = wanted.lower()
    found = [one.fp for one, _ in session.contacts.list() if one.fp.hex().startswith(digits)]
    if len(digits) < MIN_DIGITS or len(found) != 1:
        raise NotOneOf()
    return found[0]


# -- files -----------------------------------------------------------------------------------------------------


def export(context: Context) -> Answer:
    """Everything, or the closure of the cases that are named."""
    given = context.given
    roots = [parse_id(id_) for id_ in given.case]
    with context.session() as session:
        fps = [_recipient(session, wanted) for wanted in given.to]
        written = session.exchange.export(given.file, fps, roots)
    document = {
        "file": str(given.file), "package": written.manifest.package_id.hex(), "seq": written.manifest.seq,
        "size": written.size, "sha256": written.file_sha256.hex(), "counts": dict(written.manifest.counts),
    }
    return Answer(document, [
        say(context.language, N_("The export file was written and read back: {file}"), file=str(given.file)),
        say(context.language, N_("{size} bytes, SHA-256 {hash}"), size=written.size, hash=written.file_sha256.hex()),
    ])


def preview(context: Context) -> Answer:
    """Writes nothing."""
    return _each(context, lambda _: False)


def merge(context: Context) -> Answer:
    """File by file, each whole or not at all; a file that is refused does not keep the others out."""
    def agree(incoming: Incoming) -> bool:
        if any(notice.alarm for notice in incoming.notices) and not context.given.despite_alarm:
            raise Alarm()
        incoming.take_in()
        return True

    return _each(context, agree)


def _each(context: Context, then: Callable[[Incoming], bool]) -> Answer:
    language = context.language
    documents: list[dict[str, Any]] = []
    lines: list[str] = []
    refused: list[str] = []
    with context.session() as session:
        for path in context.given.files:
            try:
                with session.exchange.preview(path) as incoming:
                    taken = then(incoming)
                    documents.append(_incoming_document(path, incoming, taken=taken))
                    lines += _incoming_lines(context, path, incoming, taken=taken)
            except CaseappError as error:
                reason = error.explain(language)
                documents.append({"file": str(path), "error": error.code, "reason": reason})
                refused.append(say(language, N_("{file}: {reason}"), file=str(path), reason=reason))
    return Answer({"files": documents}, lines, refused)


def _incoming_document(path: Path, incoming: Incoming, *, taken: bool) -> dict[str, Any]:
    counts, header = incoming.preview, incoming.header
    return {
        "file": str(path), "package": header.package_id.hex(), "sender": header.sender.hex(), "alias": header.alias,
        "seq": header.seq, "everything": header.everything, "taken": taken, "replay": incoming.replayed,
        "new": list(counts.new), "same": list(counts.same), "changed": list(counts.changed),
        "conflicts": [{"id": id_, "field": name} for id_, name in counts.conflicts],
        "withdrawn": [{"id": id_, "field": name} for id_, name in counts.withdrawn],
        "waiting": list(counts.waiting), "held": counts.held,
        "notices": [
            {"code": one.code, "first": one.first, "last": one.last, "alarm": one.alarm} for one in incoming.notices
        ],
    }


def _incoming_lines(context: Context, path: Path, incoming: Incoming, *, taken: bool) -> list[str]:
    language, header = context.language, incoming.header
    head = N_("{file}: from {alias}, number {seq}, taken in.") if taken else N_("{file}: from {alias}, number {seq}.")
    return [
        say(language, head, file=str(path), alias=header.alias, seq=header.seq),
        say(language, N_("Package {id}"), id=header.package_id.hex()),
        *table(("", language.text(label), str(count)) for label, count in _counts(incoming.preview)),
        *(_notice(context, notice) for notice in incoming.notices),
    ]


def _counts(counts: Preview) -> Sequence[tuple[str, int]]:
    return (
        (N_("New records"), len(counts.new)), (N_("Same records"), len(counts.same)),
        (N_("Changed records"), len(counts.changed)), (N_("Conflicts"), len(counts.conflicts)),
        (N_("More restrictive from now on"), len(counts.withdrawn)),
        (N_("Waiting for what did not arrive"), len(counts.waiting)),
        (N_("Actions kept aside: author not verified"), counts.held),
    )


def _notice(context: Context, notice: Notice) -> str:
    return say(context.language, NOTICES[notice.code], first=notice.first, last=notice.last)


def set_aside(context: Context) -> Answer:
    """Withdrawn consents stay in force unless ``--drop-protection``."""
    package = _package(context)
    with context.session() as session:
        done = session.exchange.set_aside(package, keep_protection=not context.given.drop_protection)
    ids = {type_: sorted(found) for type_, found in done.changes.ids.items()}
    return Answer({"package": package.hex(), "built_on": done.built_on, "changed": ids}, [
        say(context.language, N_("Set aside. Later changes built on it and kept: {count}"), count=done.built_on)
    ])


def take_in_again(context: Context) -> Answer:
    """Exactly what stood before."""
    package = _package(context)
    with context.session() as session:
        changes = session.exchange.take_in_again(package)
    ids = {type_: sorted(found) for type_, found in changes.ids.items()}
    return Answer({"package": package.hex(), "changed": ids}, [say(context.language, N_("Taken in again."))])


def _package(context: Context) -> bytes:
    try:
        return bytes.fromhex(context.given.package)
    except ValueError:
        raise Invalid(field="package") from None


def imports(context: Context) -> Answer:
    """Oldest first."""
    with context.session() as session:
        found = session.exchange.history()
    text = context.language.text
    document = {"imports": [
        {"package": one.package_id.hex(), "sender": one.sender.hex(), "alias": one.alias, "seq": one.seq,
         "taken": one.taken, "time": one.at}
        for one in found
    ]}
    return Answer(document, [*table(
        (one.package_id.hex(), one.alias, str(one.seq), text(N_("taken in")) if one.taken else text(N_("set aside")),
         time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(one.at // 1000)))
        for one in found
    )])
