"""What looks wrong in the six answers before they are recorded: said beside the field, blocking nothing.

Life is like that: a release may be dated before the arrest by a tired source, a name may mix alphabets on purpose.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from caseapp.domain.errors import Invalid
from caseapp.domain.moment import Moment, Order, order
from caseapp.domain.moment_text import parse_moment
from caseapp.domain.names.layouts import meant
from caseapp.domain.person_text import parse_person
from caseapp.domain.text import N_
from caseapp.services.quick import Answers, QuickService

_FIGURES: Final = re.compile(r"\d")
LAYOUT: Final = N_("Letters of two alphabets or of another keyboard layout. Is it “{text}”?")


@dataclass(frozen=True, slots=True)
class QuickRemark:
    """``row``: the field as the page names it; ``text`` marked for translation; ``fix`` what would stand instead."""

    row: str
    text: str
    fix: str = field(default="", repr=False)


def remarks(answers: Answers, quick: QuickService, zone: str) -> tuple[QuickRemark, ...]:
    """Everything that looks wrong, in the order of the page. Pure and quick."""
    return (*_who(answers.who, quick), *_times(answers, quick, zone), *_spellings(answers))


def person_remarks(text: str, quick: QuickService) -> tuple[QuickRemark, ...]:
    """What looks wrong in one line about a person."""
    return tuple(_who(text, quick))


def _who(text: str, quick: QuickService) -> Iterator[QuickRemark]:
    if fix := meant(text):
        yield QuickRemark("who", LAYOUT, fix)
    try:
        person = parse_person(text, quick.today())
    except Invalid:
        return  # said where the reading stands
    if any(_FIGURES.search(piece) for piece in person.leftover):
        yield QuickRemark("who", N_("A number is not understood as an age or a date of birth; it is kept as written."))


def _spellings(answers: Answers) -> Iterator[QuickRemark]:
    for row, text in (("where", "" if answers.where_id else answers.where), ("told_name", answers.told_name),
                      ("held_at", answers.held_at)):
        if fix := meant(text):
            yield QuickRemark(row, LAYOUT, fix)


def _times(answers: Answers, quick: QuickService, zone: str) -> Iterator[QuickRemark]:
    def read(text: str) -> Moment | None:
        try:
            return parse_moment(text, quick.today(), zone) if text.strip() else None
        except Invalid:
            return None

    when, released, told = read(answers.when), read(answers.released), read(answers.told_on)
    now = quick.now()
    for row, moment in (("when", when), ("still", released), ("told_name", told)):
        if moment is not None and moment.earliest() > now:
            yield QuickRemark(row, N_("This lies in the future."))
    if when is None:
        return
    if answers.still_held == "released" and released is not None and order(released, when) is Order.BEFORE:
        yield QuickRemark("still", N_("The release lies before the detention."))
    if told is not None and order(told, when) is Order.BEFORE:
        yield QuickRemark("told_name", N_("It was told before it happened."))
    try:
        person = parse_person(answers.who, quick.today())
    except Invalid:
        return
    if person.born is not None and order(when, person.born) is Order.BEFORE:
        yield QuickRemark("who", N_("The birth lies after what happened."))
