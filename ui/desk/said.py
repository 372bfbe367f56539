"""A query said back in words: what is asked of a list, whole and filter by filter."""

from collections.abc import Sequence
from typing import Final

from caseapp.domain.listing import (
    KNOWN,
    LINKED,
    NEAR,
    NO,
    NOTHING,
    YES,
    Condition,
    Query,
    State,
    vias,
)
from caseapp.domain.moment import Moment, Precision
from caseapp.domain.moment_format import format_moment
from caseapp.domain.search_text import Words, parsed
from caseapp.domain.spec import FieldSpec, Kind
from caseapp.domain.text import N_
from caseapp.services.lists import facet_of
from ui.desk.around import Around
from ui.desk.vault import OpenVault

STATES: Final = {
    State.GAPS: N_("with gaps"), State.CONFLICTS: N_("with conflicts"), State.WITHDRAWN: N_("withdrawn"),
    State.UNAPPROVED: N_("not yet approved"), State.NEWER: N_("needs a newer Caseapp"),
}
JOIN: Final = ", "


def day_of(vault: OpenVault, moment: Moment) -> str:
    """Short, and no finer than a day: lists are looked along by days."""
    if moment.precision is Precision.MINUTE:
        end = moment.end[:10]
        moment = Moment(moment.start[:10], end if end > moment.start[:10] else "", moment.approximate)
    return format_moment(moment, vault.language, long=False)


class Saying:
    """Words for one vault in its language; ``around`` knows the titles of records that filters name."""

    def __init__(self, vault: OpenVault, around: Around) -> None:
        self._vault = vault
        self._around = around

    def whole(self, query: Query, labels: Sequence[str]) -> str:
        """"Persons, what was done: Detention, where: Almaty, with gaps". ``labels``: those of its filters in order."""
        tr = self._vault.tr
        parts = [tr(self._vault.specs[query.type].plural), *self._text(query.text)]
        parts += self._must(query, labels)
        for group in sorted({each.group for each in query.conditions} - {0}):
            parts.append(self._any([label for label, each in zip(labels, query.conditions, strict=True)
                                    if each.group == group]))
        if query.withdrawn:
            parts.append(tr(N_("with the withdrawn ones")))
        return JOIN.join(parts)

    def _must(self, query: Query, labels: Sequence[str]) -> list[str]:
        """What is asked of one and the same other record is said together."""
        found: dict[tuple[str, bool] | Condition, list[str]] = {}
        for label, each in zip(labels, query.conditions, strict=True):
            if not each.group:
                together = each.via and each.field != LINKED and self._kind(query.type, each)
                key: tuple[str, bool] | Condition = (each.via, each.negated) if together else each
                found.setdefault(key, []).append(self._asked(query.type, each) if together else label)
        said = []
        for key, filters in found.items():
            if isinstance(key, Condition):
                said += filters
                continue
            each = next(each for each in query.conditions if (each.via, each.negated) == key)
            said.append(self._of_another(query.type, each, self._all(filters)))
        return said

    def label(self, type_: str, condition: Condition) -> str:
        """One filter in short."""
        tr, vault = self._vault.tr, self._vault
        if condition.field == LINKED:
            there = (NO in condition.one_of) == condition.negated
            words = N_("with a linked record: {kind}") if there else N_("without a linked record: {kind}")
            return tr(words).format(kind=tr(vault.specs[condition.via.split(".")[0]].label))
        if condition.field == KNOWN and condition.period is not None:
            words = N_("not yet recorded by {when}") if condition.negated else N_("recorded by {when}")
            return tr(words).format(when=day_of(vault, condition.period))
        if condition.field == NEAR:
            return self._near(condition)
        if condition.via and self._kind(type_, condition):
            return self._of_another(type_, condition, self._asked(type_, condition))
        said = self._asked(type_, condition)
        return tr(N_("not {filter}")).format(filter=said) if condition.negated else said

    def _kind(self, type_: str, condition: Condition) -> str:
        """Of which kind the other record is; blank where every list of the type speaks of it."""
        main = next(iter(vias(dict(self._vault.specs), type_)), None)
        if main is not None and condition.via == main.key and not condition.negated:
            return ""
        return self._vault.tr(self._vault.specs[condition.via.split(".")[0]].label)

    def _of_another(self, type_: str, condition: Condition, filters: str) -> str:
        words = N_("no {kind} with {filters}") if condition.negated else N_("{kind} with {filters}")
        return self._vault.tr(words).format(kind=self._kind(type_, condition), filters=filters)

    def _asked(self, type_: str, condition: Condition) -> str:
        spec = facet_of(self._vault.specs, type_, condition)
        said = self._any(self._answers(spec, condition))
        if spec is None:
            return said
        return self._vault.tr(N_("{field}: {value}")).format(field=self._vault.tr(spec.label), value=said)

    def answer(self, spec: FieldSpec | None, value: str) -> str:
        """One answer to a filter."""
        tr = self._vault.tr
        if value == NOTHING:
            return tr(N_("nothing recorded"))
        if spec is None:
            return tr(STATES[State(value)]) if value in set(State) else \
                tr({YES: N_("There is one"), NO: N_("There is none")}.get(value, value))
        if spec.kind is Kind.FLAG:
            return tr({YES: N_("Yes"), NO: N_("No")}.get(value, value))
        if spec.kind in (Kind.REF, Kind.REFS):
            return self._around.titles([value]).get(value) or tr(N_("a record that is not in this vault"))
        return self._vault.vocabularies.label(spec.vocabulary, value)

    def _text(self, text: str) -> list[str]:
        alternatives = [JOIN.join(self._said(words) for words in each) for each in parsed(text)]
        return [self._any(alternatives)] if alternatives else []

    def _said(self, words: Words) -> str:
        tr = self._vault.tr
        if words.negated:
            return tr(N_("without the words “{text}”")).format(text=words.text)
        if words.exact:
            return tr(N_("with exactly “{text}”")).format(text=words.text)
        return tr(N_("with the words “{text}”")).format(text=words.text)

    def _near(self, condition: Condition) -> str:
        tr, plural = self._vault.tr, self._vault.language.plural
        who = self._any([self._around.titles([id_]).get(id_) or tr(N_("a record that is not in this vault"))
                         for id_ in condition.one_of])
        if condition.days is None:
            return tr(N_("same place, same night or day as {record}")).format(record=who)
        words = plural("same place as {record}, within {n} day", "same place as {record}, within {n} days",
                       condition.days)
        return words.format(record=who, n=condition.days)

    def _answers(self, spec: FieldSpec | None, condition: Condition) -> list[str]:
        if condition.period is not None:
            day = day_of(self._vault, condition.period)
            if not condition.days:
                return [day]
            words = self._vault.language.plural("{when}, or within {n} day of it", "{when}, or within {n} days of it",
                                                condition.days)
            return [words.format(when=day, n=condition.days)]
        if condition.low is not None or condition.high is not None:
            return [self._bounds(condition)]
        return [self.answer(spec, value) for value in condition.one_of]

    def _bounds(self, condition: Condition) -> str:
        tr = self._vault.tr
        if condition.low is None:
            return tr(N_("at most {number}")).format(number=condition.high)
        if condition.high is None:
            return tr(N_("at least {number}")).format(number=condition.low)
        return tr(N_("{low} to {high}")).format(low=condition.low, high=condition.high)

    def _all(self, filters: Sequence[str]) -> str:
        said = filters[0]
        for each in filters[1:]:
            said = self._vault.tr(N_("{first} and {second}")).format(first=said, second=each)
        return said

    def _any(self, answers: Sequence[str]) -> str:
        said = answers[0] if answers else ""
        for answer in answers[1:]:
            said = self._vault.tr(N_("{first} or {second}")).format(first=said, second=answer)
        return said
