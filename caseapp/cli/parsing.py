"""How commands are declared: each group of them adds its own to the one parser."""

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Callable
from dataclasses import dataclass

from caseapp.cli.answer import Answer
from caseapp.cli.context import Context
from caseapp.domain.text import Language

Run = Callable[[Context], Answer]


@dataclass(frozen=True, slots=True)
class Commands:
    """Where a group puts its commands."""

    made: "_SubParsersAction[ArgumentParser]"
    language: Language

    def add(self, name: str, what: str, run: Run) -> ArgumentParser:
        """A command; ``what`` says in a few words what it is for."""
        text = self.language.text(what).replace("%", "%%")
        parser = self.made.add_parser(name, help=text, description=text, allow_abbrev=False)
        parser.set_defaults(run=run)
        return parser
