"""From the state of a fold to a frozen record: one value per field where there is one, the rest told as issues.

Values were written by anybody, so each is decoded strictly against its field; one that does not fit is shown as
needing a newer Caseapp and is never dropped from the log.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, get_type_hints

import msgspec

from caseapp.domain.entity import Issue, Standing
from caseapp.domain.policy import Merge
from caseapp.domain.spec import Record, RecordSpec
from caseapp.history.state import Blank, Candidate, FieldState, RecordState

_NULL: Final = b"null"
_BLANKS: Final = {Blank.WITHHELD: "withheld", Blank.ERASED: "erased", Blank.NEWER: "newer"}


class StoredStanding(msgspec.Struct, frozen=True, omit_defaults=True):
    """One standing value as kept in the ``issues`` column: canonical value bytes stay canonical."""

    author: str
    hlc: int
    value: msgspec.Raw = msgspec.Raw(_NULL)
    blank: str = ""


class StoredIssue(msgspec.Struct, frozen=True, omit_defaults=True):
    """An ``Issue`` as kept in the ``issues`` column."""

    conflict: bool = False
    waiting: bool = False
    newer: bool = False
    standing: list[StoredStanding] = []


_issues_encoder: Final = msgspec.json.Encoder()
_issues_decoder: Final = msgspec.json.Decoder(dict[str, StoredIssue])


def resolve(spec: RecordSpec, state: RecordState) -> tuple[Record, dict[str, StoredIssue]]:
    """The record and its issues. Fields that this Caseapp does not know are issues by their own name."""
    issues: dict[str, StoredIssue] = {}
    members: dict[str, bytes] = {}
    for name, field in state.fields.items():
        if name in spec.fields:
            value = _plain(field)
            if value not in (b"", _NULL):
                members[name] = value
        if (issue := _issue(field, known=name in spec.fields)) is not None:
            issues[name] = issue
    return _decode(spec, members, issues), issues


def pack(issues: Mapping[str, StoredIssue]) -> bytes | None:
    """The ``issues`` column."""
    return _issues_encoder.encode(issues) if issues else None


def unpack(spec: RecordSpec, packed: bytes | None) -> dict[str, Issue]:
    """The issues with values typed as the record has them."""
    if packed is None:
        return {}
    return {name: _issue_out(spec, name, issue) for name, issue in _issues_decoder.decode(packed).items()}


def _plain(field: FieldState) -> bytes:
    """The canonical bytes to show: the pick of a register, the elements of a set, the join of a protective field."""
    if field.merge is Merge.PROTECTIVE:
        return field.joined
    if field.merge is Merge.SET:
        elements = [r.shown[0].value for r in field.readings if r.shown and r.shown[0].blank is Blank.NONE]
        return b"[" + b",".join(elements) + b"]" if elements else b""
    if not field.readings or not field.readings[0].shown:
        return b""
    return field.readings[0].shown[0].value


def _issue(field: FieldState, *, known: bool) -> StoredIssue | None:
    shown = [shown for reading in field.readings for shown in reading.shown]
    several = field.merge is Merge.REGISTER and len(shown) > 1
    blank = any(one.blank is not Blank.NONE for one in shown)
    newer = field.newer or not known
    if not (field.difference or field.waits or newer or several or blank):
        return None
    return StoredIssue(field.conflict, field.waiting, newer, _standing(field))


def _standing(field: FieldState) -> list[StoredStanding]:
    """Every value; of a set in dispute only those elements that dispute each other: nobody decides about the rest."""
    disputed = frozenset(field.disputed)
    return [
        _stored(reading.sources[0], one.value, one.blank)
        for reading in field.readings
        for one in reading.shown
        if reading.sources and (not disputed or any(source.write in disputed for source in reading.sources))
    ]


def _stored(source: Candidate, value: bytes, blank: Blank) -> StoredStanding:
    return StoredStanding(
        source.author.hex(), source.hlc, msgspec.Raw(value or _NULL), _BLANKS.get(blank, "")
    )


def _decode(spec: RecordSpec, members: dict[str, bytes], issues: dict[str, StoredIssue]) -> Record:
    document = b"{" + b",".join(b'"%b":%b' % (name.encode(), value) for name, value in members.items()) + b"}"
    try:
        return msgspec.json.decode(document, type=spec.struct)
    except (msgspec.DecodeError, RecursionError):
        return _decode_each(spec, members, issues)


def _decode_each(spec: RecordSpec, members: dict[str, bytes], issues: dict[str, StoredIssue]) -> Record:
    fitting = {}
    for name, value in members.items():
        try:
            fitting[name] = msgspec.json.decode(value, type=field_types(spec.struct)[name])
        except (msgspec.DecodeError, RecursionError):
            before = issues.get(name, StoredIssue())
            issues[name] = msgspec.structs.replace(before, newer=True)
    return spec.struct(**fitting)


@cache
def field_types(struct: type[Record]) -> dict[str, Any]:
    """Field name -> the type its values are decoded to."""
    return get_type_hints(struct)


def _issue_out(spec: RecordSpec, name: str, issue: StoredIssue) -> Issue:
    standing = tuple(_standing_out(spec, name, one) for one in issue.standing)
    return Issue(issue.conflict, issue.waiting, issue.newer, standing)


def _standing_out(spec: RecordSpec, name: str, stored: StoredStanding) -> Standing:
    raw = bytes(stored.value)
    if stored.blank or raw == _NULL or name not in spec.fields:
        return Standing(None, stored.author, stored.hlc, stored.blank or ("" if name in spec.fields else "newer"))
    value, blank = typed(spec, name, raw)
    return Standing(value, stored.author, stored.hlc, blank)


def typed(spec: RecordSpec, name: str, raw: bytes) -> tuple[Any, str]:
    """One value of a field (of a set field: one element) as the record has it, and why it is blank if it is."""
    if raw in (b"", _NULL):
        return None, ""
    if name not in spec.fields:
        return None, "newer"
    type_: Any = field_types(spec.struct)[name]
    if spec.fields[name].merge.merge is Merge.SET:
        type_ = type_.__args__[0]
    try:
        return msgspec.json.decode(raw, type=type_), ""
    except (msgspec.DecodeError, RecursionError):
        return None, "newer"


def blank_word(blank: Blank) -> str:
    """``withheld``, ``erased`` or ``newer``; blank for a value that can be read."""
    return _BLANKS.get(blank, "")
