"""The command line: everything the window does as a command. A contract: scripts and coordinators rely on it.

Exit code 0: done; 1: refused, with the reason on standard error; 2: wrong use. ``--json`` prints one JSON document on
standard output, also when something was refused.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import msgspec

from caseapp.cli import backups, exchange, history, matching, output, records, tables, vaults, verifying, working
from caseapp.cli.answer import Answer
from caseapp.cli.context import App, Context
from caseapp.cli.errors import WrongUse
from caseapp.cli.parsing import Commands
from caseapp.cli.secrets_input import FromDescriptor, FromPrompt
from caseapp.domain.errors import Bug, CaseappError, DiskFull
from caseapp.domain.text import N_, Language
from caseapp.domain.text_hygiene import visible

DONE: Final = 0
REFUSED: Final = 1
USAGE: Final = 2
LANGUAGES: Final = ("en", "ru", "kk")
_NO_SPACE: Final = 28  # errno.ENOSPC, the same number wherever we run


def run(app: App, arguments: list[str]) -> int:
    """Do what ``arguments`` ask; returns the exit code."""
    parser = build_parser(app.language(_language_of(arguments)))
    try:
        given = parser.parse_args(arguments)
    except SystemExit as stop:  # how argparse says "help was shown" and "wrong use"
        return DONE if stop.code in (0, None) else USAGE
    return _Call(app, app.language(given.language), given).run()


def build_parser(language: Language) -> ArgumentParser:
    """All commands, described in ``language``."""
    parser = ArgumentParser(prog="main.py", allow_abbrev=False, description=language.text(
        N_("Caseapp: documents human-rights violations, offline and encrypted. Without a command the window opens.")
    ))
    parser.add_argument("--vault", metavar="DIR", help=language.text(N_("the folder of the vault")))
    parser.add_argument(
        "--passphrase-fd", metavar="N", type=int,
        help=language.text(N_("read passphrases line by line from this file descriptor")),
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--json", action="store_true", help=language.text(N_("print one JSON document")))
    commands = Commands(parser.add_subparsers(metavar="COMMAND", required=True), language)
    for group in (vaults, backups, records, history, matching, verifying, exchange, tables, output, working):
        group.add_commands(commands)
    return parser


def _language_of(arguments: list[str]) -> str:
    """Known before parsing, because the parser itself speaks it."""
    found = [b for a, b in pairwise(arguments) if a == "--language"]
    found += [a.removeprefix("--language=") for a in arguments if a.startswith("--language=")]
    return found[0] if found and found[0] in LANGUAGES else "en"


class _Call:
    """One command from start to exit code. As a context it turns whatever escapes into a reason and a code."""

    def __init__(self, app: App, language: Language, given: Namespace) -> None:
        self._language = language
        self._given = given
        secrets = FromPrompt(language) if given.passphrase_fd is None else FromDescriptor(given.passphrase_fd)
        self._context = Context(app, language, secrets, given, sys.stdin.buffer)
        self._code = DONE

    def run(self) -> int:
        """Run it and print what it gives back."""
        with self:
            command: Callable[[Context], Answer] = self._given.run
            answer = command(self._context)
            self._code = REFUSED if answer.refused else DONE
            self._print(answer)
        return self._code

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Refusals in words; what nobody foresaw as a code that carries no value; a wish to exit is let through."""
        if error is None or not isinstance(error, Exception | KeyboardInterrupt):
            return False
        self._refuse(_explained(error, trace))
        return True

    def _refuse(self, error: CaseappError) -> None:
        self._code = USAGE if isinstance(error, WrongUse) else REFUSED
        reason = visible(error.explain(self._language), keep_lines=True)
        if self._given.json:
            print(_json({"error": error.code, "reason": reason, "places": error.params}))
        print(reason, file=sys.stderr)

    def _print(self, answer: Answer) -> None:
        if self._given.json:
            print(_json(dict(answer.document)))
        else:
            for line in answer.lines:
                print(line)
        for reason in answer.refused:
            print(visible(reason, keep_lines=True), file=sys.stderr)


def _json(document: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode("utf-8")


def _explained(error: BaseException, trace: TracebackType | None) -> CaseappError:
    if isinstance(error, CaseappError):
        return error
    if isinstance(error, KeyboardInterrupt):
        return Stopped()
    if isinstance(error, OSError) and error.errno == _NO_SPACE:
        return DiskFull()
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).stem}-{trace.tb_lineno}" if trace is not None else ""
    return Bug(f"{type(error).__name__}-{where}")


class Stopped(CaseappError):
    """The person pressed Ctrl+C."""

    code = "stopped"
    what = N_("Stopped.")
    next_step = N_("What was recorded before is safe.")
