"""The detention part of a dossier: timeline as a drawing, limits with interval arithmetic, places of detention.

A limit is called exceeded only if every reading of the recorded times exceeds it; what is not known is said to be so.
"""

from collections.abc import Callable, Iterator
from typing import Final

from caseapp.domain.clocks import Clock, Standing, Stop
from caseapp.domain.entity import Entity
from caseapp.domain.moment import Moment
from caseapp.domain.records.act import Act
from caseapp.domain.records.stay import Stay
from caseapp.domain.rules.custody import UNNOTICED, VAGUE, began, counts_nothing, in_order, running, unaccounted
from caseapp.domain.rules.detention import is_detention
from caseapp.domain.text import N_
from caseapp.dossier.forms.context import Context
from caseapp.dossier.outline import (
    Block,
    NumberedParagraph,
    Paragraph,
    PlateLimit,
    PlateRow,
    Section,
    Subheading,
    Table,
    TimelinePlate,
    Tone,
)

_DRAWN: Final = 120.0 * 60  # minutes that the drawing spans at most


def section(context: Context) -> Iterator[Section]:
    """Detention timeline with limits, one part for each detention; none if there is no detention."""
    detentions = [(entity, act) for entity, act in context.all(Act) if is_detention(act)]
    if not detentions:
        return
    blocks: list[Block] = [Paragraph(context.wording.text(N_(
        "Times are intervals where they are not known exactly. A limit is called exceeded only if every reading of "
        "the recorded times exceeds it. Limits are counted from actual detention, not from the protocol."
    )), Tone.NOTE)]
    for entity, act in detentions:
        blocks += _detention(context, entity, act)
    yield Section(context.wording.text(N_("Detention timeline and legal limits")), tuple(blocks))


def _detention(context: Context, entity: Entity, act: Act) -> Iterator[Block]:
    wording = context.wording
    yield Subheading(wording.text(N_("{code}. {name}"), code=context.codes[entity.id], name=context.name(entity.id)))
    found = running(act, context.case.now)
    start = began(act)
    if start is None:
        yield NumberedParagraph(wording.text(N_(
            "The time of actual detention of {person} is not known, so no limit can be counted."
        ), person=context.name(act.victim)))
    elif start.latest() - start.earliest() <= VAGUE:
        yield _plate(context, act, start, found)
    if act.detained is None and act.start is not None:
        yield Paragraph(wording.text(N_(
            "No separate time of actual detention is recorded; the time of the act is used."
        )), Tone.NOTE)
    yield _limits(context, found)
    if any(not clock.limit.verified for clock in found):
        yield Paragraph(wording.text(N_(
            "Rules marked “not verified” were not read in the law itself and must be checked before use."
        )), Tone.ATTENTION)
    yield from _remarks(context, found)
    yield from _stays(context, entity, act)


def _limits(context: Context, found: tuple[Clock, ...]) -> Table:
    wording = context.wording
    header = (N_("Limit"), N_("Source of law"), N_("Held"), N_("Assessment by the clock"))
    rows = tuple((
        wording.text(clock.limit.label),
        wording.text(clock.limit.source) if clock.limit.verified else wording.marked(wording.text(clock.limit.source)),
        _held(context, clock),
        _standing(context, clock),
    ) for clock in found)
    return Table(tuple(map(wording.text, header)), rows, (26, 28, 20, 26))


def _held(context: Context, clock: Clock) -> str:
    if clock.least is None or clock.most is None or counts_nothing(clock):
        return context.wording.text(N_("not known"))
    words = context.wording.held(clock.least, clock.most)
    if clock.running:
        return context.wording.text(N_("{duration}, no end recorded"), duration=words)
    return words


def _standing(context: Context, clock: Clock) -> str:
    wording = context.wording
    if clock.contradictory:
        return wording.text(N_("cannot be said: the recorded end lies before the beginning"))
    words = {
        Standing.WITHIN: N_("within the limit"),
        Standing.NEAR: N_("close to the limit"),
        Standing.POSSIBLY_EXCEEDED: N_("possibly exceeded; the times are not known exactly enough"),
        Standing.EXCEEDED: N_("exceeded on every reading of the times"),
        Standing.CANNOT_BE_SAID: N_("cannot be said"),
    }[clock.standing]
    text = wording.text(words)
    if clock.standing is Standing.EXCEEDED and clock.least is not None:
        over = wording.hours(clock.least - clock.limit.seconds)
        text = wording.text(N_("{standing}, by at least {duration}"), standing=text, duration=over)
    if clock.binding is False:
        return wording.text(N_("{standing} (not binding here: a special ground of 72 hours is recorded)"),
                            standing=text)
    if clock.binding is None:
        return wording.text(N_("{standing} (binding unless a special ground of 72 hours applied; not known)"),
                            standing=text)
    return text


def _remarks(context: Context, found: tuple[Clock, ...]) -> Iterator[Block]:
    for clock in found:
        if clock.limit.remark:
            yield Paragraph(context.wording.text(
                N_("{limit}: {remark}"), limit=context.wording.text(clock.limit.label),
                remark=context.wording.text(clock.limit.remark)), Tone.NOTE)


def _plate(context: Context, act: Act, start: Moment, found: tuple[Clock, ...]) -> TimelinePlate:
    wording = context.wording
    origin = start.earliest()

    def minutes(seconds: int) -> float:
        return max(0.0, min(_DRAWN, (seconds - origin) / 60))

    rows = [_event(wording.text(N_("Actual detention")), wording.moment(start), start, minutes)]
    for label, moment, absent, negative in (
        (N_("Protocol drawn up"), act.protocol, act.no_protocol, N_("none was drawn up")),
        (N_("Brought to a judge"), act.judge, act.no_judge, N_("never")),
        (N_("Released or remanded"), act.ended, act.still_held, N_("still held")),
    ):
        if moment is not None:
            rows.append(_event(wording.text(label), wording.moment(moment), moment, minutes))
        else:
            text = wording.text(negative) if absent else wording.text(N_("not known"))
            rows.append(PlateRow(wording.text(label), text, -1, -1))
    last = max((clock.most or 0 for clock in found if clock.limit.stop is Stop.SANCTION), default=0)
    if last:
        clock = next(clock for clock in found if clock.limit.stop is Stop.SANCTION)
        label, held = wording.text(N_("Held without a court’s sanction")), _held(context, clock)
        rows.append(PlateRow(label, held, -1, -1) if counts_nothing(clock) else PlateRow(
            label, held, 0, min(_DRAWN, last / 60), lasting=True))
    slack = (start.latest() - 60 - origin) / 60
    limits = tuple(PlateLimit(wording.hours(clock.limit.seconds), clock.limit.seconds / 60, max(0.0, slack))
                   for clock in found)
    furthest = max([row.latest for row in rows] + [limit.minutes + limit.slack for limit in limits])
    step = 24 if furthest > 48 * 60 else 12
    ticks = tuple((hour * 60.0, wording.hours(hour * 3600)) for hour in range(0, 121, step))
    return TimelinePlate(
        wording.text(N_("Detention of {person}"), person=context.name(act.victim)),
        wording.text(N_("hours since the earliest possible detention")),
        tuple((at, label) for at, label in ticks if at <= furthest), tuple(rows), limits,
    )


def _event(label: str, text: str, moment: Moment, minutes: Callable[[int], float]) -> PlateRow:
    return PlateRow(label, text, minutes(moment.earliest()), minutes(moment.latest() - 60))


def _stays(context: Context, entity: Entity, act: Act) -> Iterator[Block]:
    wording = context.wording
    stays = [stay for _, stay in context.all(Stay)
             if stay.act == entity.id or (not stay.act and stay.person == act.victim)]
    if not stays:
        return
    stays = in_order(stays)
    rows: list[tuple[str, ...]] = []
    for before, stay in zip([None, *stays], stays, strict=False):
        if before is not None and (gap := _gap(context, before, stay)):
            rows.append(("", "", gap, "", ""))
        place = ", ".join(filter(None, (context.name(stay.place) if stay.place else "", stay.place_detail)))
        rows.append((wording.moment(stay.arrived), wording.moment(stay.left), place or wording.text(N_("not known")),
                     context.name(stay.authority) if stay.authority else wording.text(N_("not known")), stay.basis))
    header = (N_("Arrived"), N_("Left"), N_("Place of detention"), N_("Held by"), N_("Basis given for holding"))
    yield Table(tuple(map(wording.text, header)), tuple(rows), (22, 22, 24, 18, 14),
                caption=wording.text(N_("Places of detention and transfers"))).compact()


def _gap(context: Context, before: Stay, after: Stay) -> str:
    between = unaccounted(before, after)
    if between is None:
        return context.wording.text(N_("— whereabouts between the two not known"))
    if between.least <= UNNOTICED:
        return ""
    return context.wording.text(N_("— unaccounted for: {duration}"),
                                duration=context.wording.held(between.least, between.most))
