"""Commands over records that may be the same: duplicates, decide."""

from typing import Any

from caseapp.cli.answer import Answer, say, table
from caseapp.cli.context import Context
from caseapp.cli.parsing import Commands
from caseapp.domain.ids import parse_id
from caseapp.domain.text import N_
from caseapp.services import matching
from caseapp.services.matching import ANSWERS, Candidate

TITLES = {
    "same": N_("Possible duplicate: the same"), "different": N_("Possible duplicate: not the same"),
    "unsure": N_("Possible duplicate: not sure"),
}


def add_commands(commands: Commands) -> None:
    """Declare the commands of this file."""
    commands.add("duplicates", N_("list the persons that may be recorded twice, with the reasons"), duplicates)
    one = commands.add("decide", N_("say whether two records are the same; nothing is joined or destroyed"), decide)
    one.add_argument("one", metavar="ID")
    one.add_argument("other", metavar="ID")
    one.add_argument("answer", choices=ANSWERS)
    one.add_argument("--reason", metavar="TEXT", default="")


def duplicates(context: Context) -> Answer:
    """Likeliest first; what was decided is left out."""
    language = context.language
    with context.session() as session:
        search = matching.Search()
        search.find(matching.gather(session.reader))
        found = search.open()
        clashes = search.decided.contradictions()
        titles = session.reader.titles(id_ for one in found for id_ in one.pair)
    lines: list[str] = []
    for one in found:
        lines.append(say(language, N_("{score}  {one} {first}  ≈  {other} {second}"), score=f"{one.score.value:.2f}",
                         one=one.one, first=titles[one.one], other=one.other, second=titles[one.other]))
        reasons = [reason.say(language) for reason in one.score.reasons]
        if one.pair in clashes:
            reasons.append(say(language, N_("Answers about this pair contradict each other.")))
        lines += table(("", reason) for reason in reasons)
    none = [] if found else [say(language, N_("There are no possible duplicates to look at."))]
    document = {"duplicates": [
        _document(context, one, titles) | {"contradicted": one.pair in clashes} for one in found
    ]}
    return Answer(document, lines or none)


def _document(context: Context, one: Candidate, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "ids": list(one.pair), "titles": [titles[id_] for id_ in one.pair], "score": round(one.score.value, 4),
        "reasons": [
            {"code": reason.code, "bits": round(reason.bits, 1), "words": reason.say(context.language)}
            for reason in one.score.reasons
        ],
    }


def decide(context: Context) -> Answer:
    """A record of its own: it travels, and ``undo`` takes it back."""
    given, language = context.given, context.language
    one, other = parse_id(given.one), parse_id(given.other)
    with context.session() as session:
        saved = session.matching.decide(one, other, given.answer, say(language, TITLES[given.answer]), given.reason)
        relation = matching.decisions(session.reader).relation(one, other)
    lines = [say(language, N_("Recorded."))]
    if relation is matching.Relation.CONTRADICTED:
        lines.append(say(language, N_("Other answers say otherwise; both are kept until one of them is changed.")))
    return Answer({
        "ids": [one, other], "answer": given.answer, "relation": relation.value, "decision": saved.ids[0],
        "changeset": saved.changeset.hex(),
    }, lines)
