"""Records of every type made at random from their specs, for whoever needs any record at all."""

from typing import Any, Final

from hypothesis import strategies as st

from caseapp.domain.moment import Moment
from caseapp.domain.names.identifier import Identifier
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordSpec
from caseapp.domain.values import BlobRef, Point
from caseapp.domain.vocabulary import Vocabularies

LETTERS: Final = "абвеәғқңөұүһіӘҒҚҢӨҰҮҺІabcXYZ019"
IDS: Final = st.integers(0, 2**64 - 1).map(lambda n: f"{0x018D << 112 | 0x7 << 76 | 0x2 << 62 | n:032x}")
LINES: Final = st.text(LETTERS, max_size=12)
TEXTS: Final = st.text(LETTERS + " \n.,", max_size=40)
ZONES: Final = st.sampled_from(["", "Asia/Almaty", "Asia/Aqtau"])
STARTS: Final = st.sampled_from(["1994", "2022", "2022-01", "2022-01-07", "2022-01-07T18:40"])
MOMENTS: Final = st.builds(
    Moment, start=STARTS, end=st.sampled_from(["", "2023"]), approximate=st.booleans(), zone=ZONES)
NAMES: Final = st.builds(
    PersonName, full=LINES, surname=LINES, given=LINES, patronymic=LINES, script=st.sampled_from(["", "Cyrl", "Latn"]),
    language=st.sampled_from(["", "kk", "ru", "en"]), kind=st.sampled_from(["primary", "alias", "transliteration"]))
IDENTIFIERS: Final = st.builds(
    Identifier, scheme=st.sampled_from(["iin", "passport", "id_card", "other"]),
    value=st.sampled_from(["", "010101100008", "N 1"]), issued_by=LINES, note=LINES)
BLOBS: Final = st.builds(
    BlobRef, sha256=st.binary(min_size=32, max_size=32).map(bytes.hex), size=st.integers(0, 2**53 - 1),
    media_type=st.sampled_from(["application/octet-stream", "text/plain"]),
    sha512=st.just("") | st.binary(min_size=64, max_size=64).map(bytes.hex))
POINTS: Final = st.builds(
    Point, lat_e6=st.integers(-90_000_000, 90_000_000), lon_e6=st.integers(-180_000_000, 180_000_000))

_PLAIN: Final[dict[Kind, st.SearchStrategy[Any]]] = {
    Kind.LINE: LINES, Kind.TEXT: TEXTS, Kind.FLAG: st.booleans(), Kind.REF: IDS | st.just(""),
    Kind.INTEGER: st.none() | st.integers(-(2**53) + 1, 2**53 - 1), Kind.MOMENT: st.none() | MOMENTS,
    Kind.NAMES: st.lists(NAMES, max_size=2).map(tuple), Kind.BLOB: st.none() | BLOBS,
    Kind.IDENTIFIERS: st.lists(IDENTIFIERS, max_size=2).map(tuple), Kind.POINT: st.none() | POINTS,
    Kind.REFS: st.lists(IDS, max_size=3, unique=True).map(tuple),
}


def values(field: FieldSpec, vocabularies: Vocabularies) -> st.SearchStrategy[Any]:
    """Any value that the field can hold, its blank included."""
    if field.kind in (Kind.TERM, Kind.TERMS, Kind.ANSWER):
        terms = st.sampled_from(sorted(vocabularies[field.vocabulary].terms))
        if field.kind is Kind.TERMS:
            return st.lists(terms, max_size=3, unique=True).map(tuple)
        return terms if field.kind is Kind.ANSWER else terms | st.just("")
    return _PLAIN[field.kind]


def records(spec: RecordSpec, vocabularies: Vocabularies) -> st.SearchStrategy[Record]:
    """Any record of one type, most of its fields blank as in life."""
    chosen = st.lists(st.sampled_from(sorted(spec.fields)), max_size=8, unique=True)
    return chosen.flatmap(lambda names: st.fixed_dictionaries(
        {name: values(spec.fields[name], vocabularies) for name in names})).map(lambda given: spec.struct(**given))


def full_record(spec: RecordSpec, vocabularies: Vocabularies) -> st.SearchStrategy[Record]:
    """A record with every field drawn."""
    return st.fixed_dictionaries(
        {name: values(field, vocabularies) for name, field in spec.fields.items()}
    ).map(lambda given: spec.struct(**given))
