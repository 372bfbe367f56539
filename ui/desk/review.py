"""The review queue over a session."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from caseapp.domain.entity import Entity, Issue
from caseapp.domain.errors import NotFound
from caseapp.domain.policy import Merge
from caseapp.domain.records.act import Act
from caseapp.domain.spec import FieldSpec, Kind, RecordId, RecordSpec
from caseapp.domain.text import N_
from caseapp.domain.text_hygiene import clean_line
from caseapp.services import authors, matching
from caseapp.services import review as services
from caseapp.services.matching import Gathered, Pair, Relation
from ui.desk.around import Around
from ui.desk.records import DeskRecords, saved_of
from ui.desk.vault import OpenVault
from ui.ports import RecordView, Saved
from ui.ports.review import (
    Dispute,
    Edited,
    Ground,
    Item,
    Made,
    Mark,
    Report,
    ReviewCounts,
    Said,
    Segment,
    Twins,
    Withdrawn,
)

# A key says which item is meant: "field:ID:NAME", "waiting:ID:NAME", "withdrawn:ID", "pair:ID:ID", "done:CHANGESET".
_FIELD, _WAITING, _WITHDRAWN, _PAIR, _DONE = "field", "waiting", "withdrawn", "pair", "done"
_REASON: Final = 1_000  # bytes; a title holds four times as much
_ANSWERS: Final = {
    "same": N_("Decided: {one} and {other} are the same"),
    "different": N_("Decided: {one} and {other} are not the same"),
    "unsure": N_("Decided: not sure whether {one} and {other} are the same"),
}
_SAID: Final = {
    "same": N_("{who}: {one} and {other} are the same"),
    "different": N_("{who}: {one} and {other} are not the same"),
    "unsure": N_("{who}: not sure whether {one} and {other} are the same"),
}


class DeskReview:
    """``ui.ports.Review`` over a session."""

    def __init__(self, vault: OpenVault, records: DeskRecords) -> None:
        self._vault = vault
        self._records = records
        self._search = matching.Search()

    # --- reader lane

    def counts(self) -> ReviewCounts:
        """How much waits."""
        waiting = self._waiting()
        session = self._vault.session
        open_pairs = len(self._search.open()) if self._search.looked else matching.remembered(session.reader)
        done = len(services.decided(session.reader, self._vault.specs))
        return ReviewCounts(
            sum(len(one.conflicts) + one.unseen_edit for one in waiting), open_pairs,
            sum(len(one.waiting) for one in waiting), done,
        )

    def queue(self, segment: Segment) -> Sequence[str]:
        """The keys of a segment."""
        if segment is Segment.DUPLICATES:
            return [f"{_PAIR}:{one.one}:{one.other}" for one in self._search.open()]
        if segment is Segment.DONE:
            done = services.decided(self._vault.session.reader, self._vault.specs)
            return [f"{_DONE}:{one.changeset.hex()}" for one in done]
        found = []
        for one in self._waiting():
            if segment is Segment.WAITING:
                found += [f"{_WAITING}:{one.id}:{name}" for name in one.waiting]
            else:
                found += [f"{_WITHDRAWN}:{one.id}"] if one.unseen_edit else []
                found += [f"{_FIELD}:{one.id}:{name}" for name in one.conflicts]
        return found

    def _waiting(self) -> list[services.Open]:
        return services.waiting(self._vault.session.reader, self._vault.specs)

    def item(self, key: str) -> Item | None:
        """One item."""
        kind, _, rest = key.partition(":")
        first, _, second = rest.partition(":")
        try:
            if kind in (_FIELD, _WAITING):
                return self._dispute(key, first, second, waits=kind == _WAITING)
            if kind == _WITHDRAWN:
                return self._withdrawn(key, first)
            if kind == _PAIR:
                return self._twins(key, matching.pair(first, second))
            return self._made(key, first)
        except NotFound:
            return None

    def _dispute(self, key: str, id_: RecordId, name: str, *, waits: bool) -> Dispute | None:
        reader = self._vault.session.reader
        entity = reader.get(id_)
        issue = entity.issues.get(name)
        if issue is None or not (issue.waiting if waits else issue.conflict):
            return None
        spec = self._vault.specs[entity.type]
        view = self._records.get(id_)
        named = {ref for one in issue.standing for ref in _refs(spec.fields[name], one.value)} - view.titles.keys()
        view = replace(view, titles={**view.titles, **Around(self._vault, reader).titles(named)})
        return Dispute(
            key, view, name, self._said(entity, issue),
            spec.fields[name].merge.merge is Merge.PROTECTIVE,
            max(1, services.awaited(reader, spec, id_)) if waits else 0, services.can_both(spec.fields[name]),
        )

    def _said(self, entity: Entity, issue: Issue) -> tuple[Said, ...]:
        behind: dict[str, list[str]] = {}
        reader = self._vault.session.reader
        told = services.told(reader, entity.id)
        titles = Around(self._vault, reader).titles(one.id for one in told)
        for one in told:
            behind.setdefault(one.author, []).append(self._grade(titles.get(one.id, ""), one))
        names = authors.aliases(reader)
        return tuple(
            Said(one.value, self._who(names, one.author), _at(one.hlc), tuple(behind.get(one.author, ())))
            for one in issue.standing if not one.blank
        )

    def _grade(self, title: str, told: services.Told) -> str:
        grades = [
            self._vault.vocabularies.label(vocabulary, grade)
            for vocabulary, grade in (("source_reliability", told.reliability), ("credibility", told.credibility))
            if grade
        ]
        return " · ".join((title or self._vault.tr(N_("an account")), *grades))

    def _withdrawn(self, key: str, id_: RecordId) -> Withdrawn | None:
        reader = self._vault.session.reader
        entity = reader.get(id_)
        spec = self._vault.specs[entity.type]
        found = services.withdrawal(reader, spec, id_)
        if found is None:
            return None
        names = authors.aliases(reader)
        return Withdrawn(
            key, self._records.get(id_), entity.record.retraction_reason,
            tuple(Edited(self._who(names, one.author), _at(one.hlc)) for one in found.withdrew),
            tuple(self._edited(names, spec, one) for one in found.edited),
        )

    def _edited(self, names: Mapping[str, str], spec: RecordSpec, wrote: services.Wrote) -> Edited:
        labels = (self._vault.tr(spec.fields[name].label) for name in wrote.fields if name in spec.fields)
        return Edited(self._who(names, wrote.author), _at(wrote.hlc), tuple(labels))

    def _who(self, names: Mapping[str, str], author: str) -> str:
        return names.get(author, self._vault.tr(N_("an author whose card is not here")))

    # --- possible duplicates

    def _twins(self, key: str, ids: Pair) -> Twins | None:
        reader = self._vault.session.reader
        relation = matching.decisions(reader).relation(*ids)
        if relation not in (Relation.OPEN, Relation.CONTRADICTED):
            return None
        one, other = (self._records.get(id_) for id_ in ids)
        score = self._search.compare(*ids)
        spec = self._vault.specs[one.type]
        return Twins(
            key, one, other, score.value,
            tuple(Ground(each.say(self._vault.language), each.strength) for each in score.reasons),
            {field.name: mark for field in spec.fields.values() if (mark := _mark(field, one, other)) is not None},
            (self._deeds(one), self._deeds(other)),
            self._answers(ids) if relation is Relation.CONTRADICTED else (),
        )

    def _deeds(self, view: RecordView) -> tuple[str, ...]:
        """What was done to a person, when and where, without the name that stands above it."""
        reader = self._vault.session.reader
        acts = [one for one in reader.many(link.source for link in reader.links_to(view.id))
                if isinstance(one.record, Act) and one.record.victim == view.id and not one.retracted]
        around = Around(self._vault, reader)
        titles = around.titles(one.record.place for one in acts if isinstance(one.record, Act) and one.record.place)
        lines = []
        for one in acts:
            act = one.record
            if isinstance(act, Act):
                parts = (self._vault.vocabularies.label("act_type", act.act_type),
                         around.moment(act.start) if act.start is not None else "", titles.get(act.place, ""))
                lines.append(" · ".join(part for part in parts if part))
        return tuple(dict.fromkeys(lines))

    def _answers(self, ids: Pair) -> tuple[str, ...]:
        """Who said what about these two and about those that they were joined with."""
        reader = self._vault.session.reader
        said = matching.decisions(reader).answers(*ids)
        names = authors.aliases(reader)
        titles = Around(self._vault, reader).titles(id_ for one in said for id_ in one.pair)
        standing = {one.id: one.issues.get("answer") for one in reader.many(one.id for one in said)}
        first = services.first_authors(reader, [one.id for one in said])
        found = []
        for one in said:
            issue = standing.get(one.id)
            by = [each.author for each in issue.standing if each.value == one.answer] if issue is not None else []
            found.append(self._vault.tr(_SAID[one.answer]).format(
                who=self._who(names, by[0] if by else first.get(one.id, "")),
                one=titles.get(one.pair[0], ""), other=titles.get(one.pair[1], ""),
            ))
        return tuple(dict.fromkeys(found))

    def _made(self, key: str, changeset: str) -> Made | None:
        reader = self._vault.session.reader
        for one in services.decided(reader, self._vault.specs):
            if one.changeset.hex() == changeset:
                around = Around(self._vault, reader)
                about = [title for title in around.titles(record.id for record in one.records).values() if title]
                return Made(key, one.title, _at(one.hlc), about[0] if about else "")
        return None

    # --- looking for duplicates

    def looked(self) -> bool:
        """Whether everything was looked through."""
        return self._search.looked

    def gather(self, changes: Mapping[str, Sequence[RecordId]] | None = None) -> object:
        """Read everything, or what a write touched."""
        reader = self._vault.session.reader
        if changes is None or not self._search.looked:
            return matching.gather(reader)
        return matching.gather(reader, matching.touched(reader, changes))

    def find(self, gathered: object, report: Report | None = None) -> int:
        """Compare. Compute lane."""
        if not isinstance(gathered, Gathered):
            raise NotFound()
        return self._search.find(gathered, report)

    def alike(self, strangers: object, report: Report | None = None) -> int:
        """Compare whom a file brings. Compute lane."""
        if not isinstance(strangers, matching.Strangers):
            raise NotFound()
        return self._search.alike(strangers, report)

    # --- writer lane

    def remember(self) -> None:
        """Keep the number of open pairs."""
        session = self._vault.session
        if self._search.looked and not session.read_only:
            matching.remember(session.writer, len(self._search.open()))

    def keep(self, dispute: Dispute, value: object, reason: str) -> Saved:
        """One value stands."""
        words = self._title(N_("Decision between the values of {field}"), dispute, reason)
        done: Any = self._vault.session.review.keep(
            dispute.view.id, dispute.field, value, words, _seen(dispute.view)
        )
        return self._saved(done)

    def keep_both(self, dispute: Dispute, reason: str) -> Saved:
        """All stand."""
        words = self._title(N_("Decision: every value of {field} is true"), dispute, reason)
        return self._saved(self._vault.session.review.keep_both(
            dispute.view.id, dispute.field, words, _seen(dispute.view)
        ))

    def settle(self, item: Withdrawn, withdrawn: bool, reason: str) -> Saved:
        """Withdrawn or not."""
        words = self._vault.tr(N_("Decision: the record stays withdrawn") if withdrawn
                               else N_("Decision: the record is taken back in"))
        return self._saved(self._vault.session.review.settle(
            item.view.id, self._with_reason(words, reason), _seen(item.view), withdrawn=withdrawn
        ))

    def decide(self, twins: Twins, answer: str, reason: str) -> Saved:
        """The same, not the same, not sure."""
        words = self._vault.tr(_ANSWERS[answer]).format(one=twins.one.title, other=twins.other.title)
        return self._saved(self._vault.session.matching.decide(
            twins.one.id, twins.other.id, answer, words, reason
        ))

    def undo(self, key: str) -> tuple[Saved, str]:
        """Take it back; a protective answer is never loosened by an undo, so it is said."""
        session = self._vault.session
        undone = session.records.undo(self._vault.tr(N_("Undo")), bytes.fromhex(key.partition(":")[2]))
        session.settle(now=False)
        words = ""
        if undone.confirm:
            words = self._vault.tr(N_("What protects somebody is not undone: open the record and answer anew."))
        elif undone.kept:
            words = self._vault.tr(N_("Later edits build on this decision; they were kept."))
        return saved_of(undone.saved), words

    def _title(self, message: str, dispute: Dispute, reason: str) -> str:
        label = self._vault.specs[dispute.view.type].fields[dispute.field].label
        return self._with_reason(self._vault.tr(message).format(field=self._vault.tr(label)), reason)

    def _with_reason(self, words: str, reason: str) -> str:
        why = clean_line(reason, N_("Reason"), _REASON)
        return self._vault.tr(N_("{decision}. Reason: {reason}")).format(decision=words, reason=why) if why else words

    def _saved(self, saved: Any) -> Saved:
        self._vault.session.settle(now=False)
        return saved_of(saved)


def _refs(field: FieldSpec, value: object) -> tuple[RecordId, ...]:
    if field.kind not in (Kind.REF, Kind.REFS):
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (str(value),) if value else ()


def _seen(view: RecordView) -> bytes:
    return view.seen if isinstance(view.seen, bytes) else b""


def _at(hlc: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(hlc / 1e6, dt.UTC)


_BLANK: Final = (None, "", (), False)


def _mark(field: FieldSpec, one: RecordView, other: RecordView) -> Mark | None:
    """None for a field that neither fills, and for the state of the record itself."""
    if field.section == "status":
        return None
    mine, theirs = one.fields[field.name].value, other.fields[field.name].value
    if mine in _BLANK and theirs in _BLANK:
        return None
    if mine in _BLANK or theirs in _BLANK:
        return Mark.ONE_SIDE
    return Mark.SAME if matching.alike(mine, theirs) else Mark.DIFFERS
