"""Commands over the vault itself: init, open, demo, slots, verify."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from caseapp.cli.answer import Answer, say, table
from caseapp.cli.context import Context
from caseapp.cli.errors import WhichVault
from caseapp.cli.parsing import Commands
from caseapp.cli.secrets_input import OPENS
from caseapp.domain.errors import Damaged
from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import visible
from caseapp.services import demo

SLOTS: Final = {
    "passphrase": N_("passphrase"), "device": N_("passphrase together with this computer"),
    "recovery": N_("recovery key"),
}


def add_commands(commands: Commands) -> None:
    """Declare the commands of this file."""
    one = commands.add("init", N_("make a new vault in the folder named with --vault; prints its recovery key"), init)
    one.add_argument("--label", required=True, metavar="TEXT")
    one.add_argument("--alias", default="", metavar="NAME")
    one.add_argument("--sample", action="store_true")
    one = commands.add("open", N_("try whether a passphrase or recovery key opens the vault"), try_open)
    one.add_argument("--read-only", action="store_true")
    one.add_argument("--accept-tip", action="store_true")
    one = commands.add("demo", N_("make two sample vaults and do the whole job on them, in a new folder"), show)
    one.add_argument("folder", metavar="DIR", type=Path)
    commands.add("verify", N_("check every page, signature and file of the vault"), verify)
    group = commands.add("slots", N_("list or change what opens the vault"), list_slots)
    inner = Commands(group.add_subparsers(metavar="ACTION"), commands.language)
    inner.add("list", N_("list what opens the vault"), list_slots)
    inner.add("add-device", N_("let the passphrase open only together with this computer"), add_device)
    inner.add("change-passphrase", N_("set a new passphrase"), change_passphrase)
    inner.add("remove", N_("take a slot away"), remove_slot).add_argument("slot", metavar="NUMBER", type=int)


def init(context: Context) -> Answer:
    """The recovery key is shown this once and kept nowhere."""
    given, language = context.given, context.language
    if given.vault is None:
        raise WhichVault()
    created = context.app.vaults.create(
        Path(given.vault), context.secrets.ask_new(), given.label, alias=given.alias, sample=given.sample
    )
    return Answer({"folder": str(created.folder), "recovery_key": created.recovery_key}, [
        say(language, N_("The vault was made: {folder}"), folder=str(created.folder)),
        say(language, N_("Recovery key: {key}"), key=created.recovery_key),
        say(language, N_("Write it down now and keep it away from this computer. It is not shown again, and whoever "
                         "has it can open the vault.")),
    ])


def try_open(context: Context) -> Answer:
    """Opens and closes. ``--accept-tip`` writes on although the end of the log cannot be vouched for."""
    folder, given, language = context.folder, context.given, context.language
    with context.app.vaults.open(
        folder, context.secrets.ask(OPENS), read_only=given.read_only, accept_head=given.accept_tip
    ) as session:
        if not given.read_only:
            session.writer.open()
        document = {"label": session.label, "sample": session.sample, "warnings": list(session.warnings)}
        lines = [say(language, N_("The vault opens: {label}"), label=session.label)]
    if session.sample:
        lines.append(say(language, N_("It is a sample vault.")))
    lines += [say(language, N_("Odd on opening: {code}"), code=code) for code in session.warnings]
    return Answer(document, lines)


def show(context: Context) -> Answer:
    """Every file is named, and the passphrase told: nothing in a sample is secret."""
    app, language = context.app, context.language
    made = demo.run(app.vaults, app.resources, app.language, context.given.folder)
    files = [str(path) for path in made.files]
    document = {"files": files, "passphrase": made.passphrase, "taken_in": made.taken_in}
    return Answer(document, [
        *(visible(name) for name in files),
        say(language, N_("Records taken into the second vault: {count}"), count=made.taken_in),
        say(language, N_("Passphrase of both sample vaults: {phrase}"), phrase=made.passphrase),
    ])


def verify(context: Context) -> Answer:
    """Exit 1 when anything was found."""
    with context.session() as session:
        findings = session.verify()
    language = context.language
    document = {"findings": [{"code": one.code, "count": one.count} for one in findings]}
    if findings:
        return Answer(document, (), [one.explain(language) for one in findings])
    return Answer(document, [say(language, N_("Everything in this vault is as it was written."))])


# -- slots -----------------------------------------------------------------------------------------------------


def list_slots(context: Context) -> Answer:
    """Needs no passphrase: types of slots stand in the header in clear."""
    text = context.language.text
    slots = context.app.vaults.slots(context.folder)
    unknown = text(N_("made by a newer Caseapp"))
    rows = [(str(slot.id), text(SLOTS[slot.type]) if slot.type in SLOTS else unknown) for slot in slots]
    return Answer(
        {"slots": [{"id": slot.id, "type": slot.type, "known": slot.known} for slot in slots]}, [*table(rows)]
    )


def add_device(context: Context) -> Answer:
    """The recovery key alone still opens."""
    secret = context.secrets.ask(OPENS)
    with _noting(context, secret, "keyring-on"):
        context.app.vaults.add_device_slot(context.folder, secret)
    return _listed(context, N_("From now on the passphrase opens the vault only on this computer."))


def change_passphrase(context: Context) -> Answer:
    """The old one, or the recovery key, is asked first."""
    folder = context.folder
    old = context.secrets.ask(OPENS)
    new = context.secrets.ask_new()
    with _noting(context, old, "passphrase-changed"):
        context.app.vaults.change_passphrase(folder, old, new)
    return _listed(context, N_("The passphrase was changed. Older copies and backups still open with the old one."))


def remove_slot(context: Context) -> Answer:
    """What is used to open cannot take itself away."""
    secret = context.secrets.ask(OPENS)
    with _noting(context, secret, "way-removed"):
        context.app.vaults.remove_slot(context.folder, secret, context.given.slot)
    return _listed(context, N_("The slot was taken away."))


@contextmanager
def _noting(context: Context, secret: str, kind: str) -> Iterator[None]:
    """What changes how the vault opens stands in its activity log. A damaged vault has no log that could be written,
    and its passphrase must be changeable all the same. Raises what opening raises otherwise."""
    try:
        session = context.app.vaults.open(context.folder, secret)
    except Damaged:
        yield
        return
    with session:
        session.writer.open()
        yield
        session.activity.note(kind)


def _listed(context: Context, done: str) -> Answer:
    left = list_slots(context)
    return Answer(left.document, [say(context.language, done), *left.lines])
