"""One detention as the custody bar shows it, with every sentence that the bar says without words."""

from collections.abc import Iterator, Sequence
from typing import Final

from caseapp.domain.clocks import Clock, Standing
from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_moment
from caseapp.domain.records.act import Act
from caseapp.domain.records.person import Person
from caseapp.domain.records.stay import Stay
from caseapp.domain.rules import custody as rules
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_, filled
from ui.desk.around import Around
from ui.desk.vault import OpenVault
from ui.ports import Custody, Mark, Stretch, Sure

_HOUR: Final = 3_600
_DAY: Final = 24 * _HOUR
_WHOLE: Final = 14 * _DAY  # up to here the whole detention is drawn
_CUT: Final = 5 * _DAY  # of a longer one the part that the limits are about
_STATUS: Final = {
    Standing.WITHIN: "", Standing.NEAR: "attention", Standing.POSSIBLY_EXCEEDED: "attention",
    Standing.EXCEEDED: "danger", Standing.CANNOT_BE_SAID: "",
}
_SAID: Final = {
    Standing.WITHIN: N_("{limit}: within the limit."),
    Standing.NEAR: N_("{limit}: close to the limit."),
    Standing.POSSIBLY_EXCEEDED: N_("{limit}: possibly exceeded; the times are not known exactly enough."),
    Standing.EXCEEDED: N_("{limit}: exceeded on every reading of the times."),
    Standing.CANNOT_BE_SAID: N_("{limit}: cannot be said."),
}


class CustodyWords:
    """Turns detentions into bars and sentences of the window's language."""

    def __init__(self, vault: OpenVault, around: Around, now: int) -> None:
        self._vault = vault
        self._around = around
        self._now = now

    def of(self, act_id: RecordId, act: Act, stays: Sequence[Stay], person: Person | None) -> Custody:
        """The detention in ``act``."""
        found = rules.custody(act, stays, self._now, person)
        ordered = rules.in_order(stays)
        words = tuple(self._words(act, found, ordered))
        title = self._around.title(act_id)
        if found.began is None or found.vague or not found.stretches:
            return Custody(act_id, title, words)
        origin = found.began.earliest()
        marks = [*self._events(act), *self._limits(found.clocks)]
        end = max([stretch.stop for stretch in found.stretches] + [mark.last for mark in marks])
        end = end if end - origin <= _WHOLE else origin + _CUT
        return Custody(
            act_id, title, words, origin, end,
            tuple(Stretch(one.start, one.stop, Sure(one.sure.value)) for one in found.stretches if one.start < end),
            tuple(mark for mark in marks if origin <= mark.first < end), tuple(self._ticks(origin, end)),
        )

    def _events(self, act: Act) -> Iterator[Mark]:
        for moment, label in ((act.protocol, N_("Protocol")), (act.judge, N_("Judge")), (act.ended, N_("End"))):
            if moment is not None:
                yield Mark(moment.earliest(), moment.latest() - 60, self._vault.tr(label))

    def _limits(self, clocks: Sequence[Clock]) -> Iterator[Mark]:
        for clock in clocks:
            if clock.expires is not None and clock.binding is not False:
                first, last = clock.expires
                yield Mark(first, last, self.hours(clock.limit.seconds), True, _STATUS[clock.standing])

    def _ticks(self, origin: int, end: int) -> Iterator[tuple[int, str]]:
        span = end - origin
        step = next((step for step in (6 * _HOUR, 12 * _HOUR, _DAY, 2 * _DAY) if span / step <= 8), 2 * _DAY)
        for at in range(0, span + 1, step):
            yield origin + at, self.hours(at)

    # --- sentences

    def _words(self, act: Act, found: rules.Custody, stays: Sequence[Stay]) -> Iterator[tuple[str, str]]:
        tr = self._vault.tr
        if found.began is None:
            yield "attention", tr(N_("The time of detention is not known, so no limit can be counted."))
        else:
            yield "", filled(tr(N_("Taken {when}.")), when=self._moment(found.began))
        if found.vague:
            yield "", tr(N_("The beginning is known too vaguely for a drawing."))
        for moment, absent, said, denied in (
            (act.protocol, act.no_protocol, N_("Protocol {when}."), N_("No protocol was drawn up.")),
            (act.judge, act.no_judge, N_("Before a judge {when}."), N_("Never brought to a judge.")),
            (act.ended, False, N_("Released or remanded {when}."), ""),
        ):
            if moment is not None:
                yield "", filled(tr(said), when=self._moment(moment))
            elif absent:
                yield "attention", tr(denied)
        yield from self._end(act, found)
        yield from self._places(found, stays)
        for clock in found.clocks:
            if clock.binding is not False:
                yield self._clock(clock)

    def _end(self, act: Act, found: rules.Custody) -> Iterator[tuple[str, str]]:
        tr = self._vault.tr
        if found.open and found.began is not None:
            yield "", tr(N_("No end is recorded: how long the person was held is not known."))
        if act.ended is None and act.still_held:
            if act.still_held_on is None:
                yield "attention", tr(N_("Still held."))
            else:
                yield "attention", filled(
                    tr(N_("Still held; last known on {when}.")), when=self._moment(act.still_held_on))

    def _places(self, found: rules.Custody, stays: Sequence[Stay]) -> Iterator[tuple[str, str]]:
        tr = self._vault.tr
        for stay in stays:
            place = self._around.title(stay.place) if stay.place else ""
            place = " · ".join(filter(None, (place, stay.place_detail))) or tr(N_("place not known"))
            first = self._moment(stay.arrived) if stay.arrived else "?"
            last = self._moment(stay.left) if stay.left else "?"
            yield "", tr(N_("{place}: {first} – {last}")).format(place=place, first=first, last=last)
        for gap in found.gaps:
            yield "attention", tr(N_("Unaccounted for: {duration}.")).format(
                duration=self.held(gap.least, gap.most))
        for _ in range(found.unknown):
            yield "attention", tr(N_("Whereabouts between two places are not known."))

    def _clock(self, clock: Clock) -> tuple[str, str]:
        tr = self._vault.tr
        limit = tr(clock.limit.label)
        if not clock.limit.verified:
            limit = tr(N_("{limit} (rule not verified)")).format(limit=limit)
        if clock.contradictory:
            return "attention", tr(N_("{limit}: cannot be said; the recorded end lies before the beginning.")).format(
                limit=limit)
        status = _STATUS[clock.standing]
        words = tr(_SAID[clock.standing]).format(limit=limit)
        if rules.counts_nothing(clock) or clock.least is None or clock.most is None:
            return status, words
        held = self.held(clock.least, clock.most)
        return status, tr(N_("{sentence} Counted: {duration}.")).format(sentence=words, duration=held)

    def _moment(self, moment: Moment) -> str:
        return format_moment(moment, self._vault.language)

    def hours(self, seconds: int) -> str:
        """A duration in hours and minutes."""
        hours, minutes = divmod(max(0, seconds) // 60, 60)
        if minutes and hours < 10:
            return self._vault.tr(N_("{hours} h {minutes} min")).format(hours=hours, minutes=minutes)
        return self._vault.tr(N_("{hours} h")).format(hours=hours)

    def held(self, least: int, most: int) -> str:
        """Between the least and the most that it can have been."""
        if most - least <= 120:
            return self.hours((least + most + 60) // 2)
        least_words, most_words = self.hours(least), self.hours(most)
        return self._vault.tr(N_("between {least} and {most}")).format(least=least_words, most=most_words)
