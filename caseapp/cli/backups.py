"""Commands over backups: make one, make a vault of one."""

from pathlib import Path

from caseapp.cli.answer import Answer, say
from caseapp.cli.context import Context
from caseapp.cli.parsing import Commands
from caseapp.cli.secrets_input import OPENS
from caseapp.domain.text import N_
from caseapp.services.backup import BACKUP, BACKUP_OUTSIDE, told
from caseapp.services.rotation import BY_HAND


def add_commands(commands: Commands) -> None:
    """Declare the commands of this file."""
    one = commands.add("backup", N_("make a verified backup in the vault, or in the folder that is named"), make)
    one.add_argument("folder", metavar="FOLDER", type=Path, nargs="?")
    one = commands.add("restore", N_("make a vault of a backup, or of the newest backup in a folder"), restore)
    one.add_argument("backup", metavar="BACKUP", type=Path)
    one.add_argument("target", metavar="TARGET", type=Path)
    one.add_argument("--replace", action="store_true", help=commands.language.text(
        N_("the vault of which the backup was made may stand there; it is renamed, never deleted")
    ))


def make(context: Context) -> Answer:
    """Exit 1 only when none was made: evidence that is damaged in the vault is told and does not hold up the rest."""
    language, chosen = context.language, context.given.folder
    with context.session() as session:
        made = session.backups.make(BY_HAND, chosen)
        session.activity.note(BACKUP if chosen is None else BACKUP_OUTSIDE, told(made))
    known = made.known
    lines = [
        say(language, N_("The backup was made and verified: {folder}"), folder=str(known.folder)),
        say(language, N_("Recorded actions in it: {count}. Evidence files: {files}, of which {fresh} came new and "
                         "{read} were read back."), count=known.count, files=known.files, fresh=made.fresh,
            read=made.read),
    ]
    if known.missing:
        lines.append(say(language, N_("Evidence files that are damaged or missing in the vault and so not in it: "
                                      "{count}"), count=known.missing))
    return Answer({
        "folder": str(known.folder), "made": known.made, "count": known.count, "files": known.files,
        "fresh": made.fresh, "read": made.read, "missing": known.missing, "bytes": made.size,
    }, lines)


def restore(context: Context) -> Answer:
    """The secret is the one with which the backup opens: that of the day when it was made."""
    language, given = context.language, context.given
    done = context.app.vaults.restore(
        given.backup, given.target, context.secrets.ask(OPENS), replace=given.replace
    )
    lines = [
        say(language, N_("The vault was restored: {folder}"), folder=str(done.folder)),
        say(language, N_("Recorded actions in it: {count}. Evidence files: {files}."), count=done.count,
            files=done.files),
    ]
    if done.missing:
        lines.append(say(language, N_("Evidence files that are not in the backup, or damaged in it: {count}"),
                         count=done.missing))
    if done.aside is not None:
        lines.append(say(language, N_("The vault that was there is kept: {folder}"), folder=str(done.aside)))
    return Answer({
        "folder": str(done.folder), "count": done.count, "files": done.files, "missing": done.missing,
        "aside": None if done.aside is None else str(done.aside),
    }, lines)
