"""The command review: one step of verification on one record."""

from caseapp.cli.answer import Answer, say
from caseapp.cli.context import Context
from caseapp.cli.parsing import Commands
from caseapp.domain.ids import parse_id
from caseapp.domain.rules.verification import STEPS
from caseapp.domain.text import N_
from caseapp.services import verifying


def add_commands(commands: Commands) -> None:
    """Declare the command of this file."""
    one = commands.add("review", N_("take a step of verification; nobody approves what they wrote"), review)
    one.add_argument("id", metavar="ID")
    one.add_argument("state", choices=tuple(STEPS))
    one.add_argument("--reason", metavar="TEXT", default="")


def review(context: Context) -> Answer:
    """Signed like every action; ``undo`` takes it back."""
    given, language = context.given, context.language
    id_ = parse_id(given.id)
    with context.session() as session:
        session.reader.get(id_)  # raises NotFound
        label = session.vocabularies["verification_state"].label(given.state, language.code).text
        saved = verifying.step(session.records, id_, given.state, given.reason, label)
    document = {"id": id_, "state": given.state, "verification": saved.ids[0], "changeset": saved.changeset.hex()}
    return Answer(document, [say(language, N_("Recorded."))])
