"""Any record as label and value, from its field specs alone: a new field reaches the dossier by being declared.

Values in conflict are printed all, each with who wrote it when; none is picked. A blank that was withheld or erased
says so. One handler per kind of field.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from caseapp.domain.entity import Entity, Issue
from caseapp.domain.entity import Standing as StandingValue
from caseapp.domain.spec import FieldSpec, Kind, OnlyWhen, RecordId, RecordSpec, Section
from caseapp.domain.text import N_
from caseapp.dossier.wording import Wording

_BLANKS: Final = {
    "withheld": N_("withheld by its author"),
    "erased": N_("erased"),
    "newer": N_("written by a newer Caseapp and not readable here"),
}
_SCHEMES: Final = {
    "iin": N_("IIN"), "passport": N_("passport"), "id_card": N_("identity card"), "other": N_("document"),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """Prints fields of disclosed records. ``zone``: in which instants of writing are shown."""

    wording: Wording
    specs: Mapping[str, RecordSpec]
    authors: Mapping[str, str]
    zone: str
    names: Mapping[RecordId, str] = field(repr=False)

    def name(self, id: RecordId) -> str:
        """How the record ``id`` is called in this dossier; a plain word where it is not shown."""
        return self.names.get(id) or self.wording.text(N_("not part of this dossier"))

    def of(self, entity: Entity, leave: frozenset[str] = frozenset()) -> tuple[tuple[str, str], ...]:
        """Label and value of every field that holds something, section by section, without those in ``leave``."""
        spec = self.specs[entity.type]
        found = []
        for section in spec.sections:
            if offered(section, entity):
                for each in spec.in_section(section.key):
                    if each.name not in leave and offered(each, entity):
                        found.append((self.wording.text(each.label), self.value(entity, each)))
        return tuple((label, text) for label, text in found if text)

    def value(self, entity: Entity, spec: FieldSpec) -> str:
        """What stands in one field, in words; blank if nothing. All values where several stand."""
        issue = entity.issues.get(spec.name)
        if issue is not None and issue.conflict:
            return self._conflict(spec, issue)
        if issue is not None and len(issue.standing) == 1 and issue.standing[0].blank:
            return self._blank(issue.standing[0])
        return self.plain(spec, getattr(entity.record, spec.name))

    def plain(self, spec: FieldSpec, value: Any) -> str:
        """One value in words; blank for nothing and for an unraised flag."""
        if value is None or value == "" or value == () or value is False:
            return ""
        return _HANDLERS[spec.kind](self, spec, value)

    def standing(self, spec: FieldSpec, issue: Issue) -> tuple[tuple[str, str, str], ...]:
        """Every value that stands in a field: value, author, time."""
        return tuple(
            (self._blank(one) or self.plain(spec, one.value) or self.wording.text(N_("empty")),
             self.author(one.author), self.wording.instant(one.hlc // 1_000_000, self.zone))
            for one in issue.standing
        )

    def author(self, fingerprint: str) -> str:
        """The alias of an author, or the beginning of the fingerprint where there is none."""
        return self.authors.get(fingerprint) or fingerprint[:8]

    def _conflict(self, spec: FieldSpec, issue: Issue) -> str:
        lines = [self.wording.text(N_("Two or more values stand; none has been decided on:"))]
        lines += [self.wording.text(N_("• {value} ({author}, {time})"), value=value, author=author, time=time)
                  for value, author, time in self.standing(spec, issue)]
        return "\n".join(lines)

    def _blank(self, one: StandingValue) -> str:
        return f"[{self.wording.text(_BLANKS[one.blank])}]" if one.blank in _BLANKS else ""


def offered(part: FieldSpec | Section, entity: Entity) -> bool:
    """Whether the field or section applies to this record at all."""
    when: OnlyWhen | None = part.when
    return when is None or getattr(entity.record, when.field) in when.terms


def _text(_: Rows, __: FieldSpec, value: Any) -> str:
    return str(value)


def _flag(rows: Rows, _: FieldSpec, value: Any) -> str:
    return rows.wording.flag(value)


def _term(rows: Rows, spec: FieldSpec, value: Any) -> str:
    return rows.wording.term(spec.vocabulary, value)


def _terms(rows: Rows, spec: FieldSpec, value: Any) -> str:
    return "; ".join(rows.wording.term(spec.vocabulary, term) for term in value)


def _moment(rows: Rows, _: FieldSpec, value: Any) -> str:
    return rows.wording.moment(value)


def _names(_: Rows, __: FieldSpec, value: Any) -> str:
    return "\n".join(dict.fromkeys(name.shown() for name in value))


def _identifiers(rows: Rows, _: FieldSpec, value: Any) -> str:
    return "\n".join(_identifier(rows, one) for one in value)


def _identifier(rows: Rows, one: Any) -> str:
    words = rows.wording.text(_SCHEMES[one.scheme])
    note = "; ".join(filter(None, (one.issued_by, one.note)))
    if note:
        return rows.wording.text(N_("{scheme} {value} ({note})"), scheme=words, value=one.value, note=note)
    return rows.wording.text(N_("{scheme} {value}"), scheme=words, value=one.value)


def _ref(rows: Rows, _: FieldSpec, value: Any) -> str:
    return rows.name(value)


def _refs(rows: Rows, _: FieldSpec, value: Any) -> str:
    return "\n".join(rows.name(one) for one in value)


def _blob(rows: Rows, _: FieldSpec, value: Any) -> str:
    return rows.wording.text(N_("{media}, {size} bytes, SHA-256 {hash}"), media=value.media_type, size=value.size,
                             hash=value.sha256)


def _point(_: Rows, __: FieldSpec, value: Any) -> str:
    return str(value.text())


_HANDLERS: Final[dict[Kind, Callable[[Rows, FieldSpec, Any], str]]] = {
    Kind.LINE: _text,
    Kind.TEXT: _text,
    Kind.INTEGER: _text,
    Kind.FLAG: _flag,
    Kind.TERM: _term,
    Kind.TERMS: _terms,
    Kind.MOMENT: _moment,
    Kind.NAMES: _names,
    Kind.IDENTIFIERS: _identifiers,
    Kind.REF: _ref,
    Kind.REFS: _refs,
    Kind.ANSWER: _term,
    Kind.BLOB: _blob,
    Kind.POINT: _point,
}
