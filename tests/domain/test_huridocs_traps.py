"""What goes wrong with the standard's material, one test a trap; the first two are in ``test_vocabulary_codes``."""

from caseapp.domain.esf_date import EsfDateType, esf_date, from_esf
from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.policy import Merge
from caseapp.domain.records import ALL
from caseapp.domain.records.person import Person
from caseapp.domain.spec import Kind
from caseapp.domain.vocabulary import Vocabularies

BY_TYPE = {spec.type: spec for spec in ALL}


def test_instruments_do_not_stop_at_2000(vocabularies: Vocabularies) -> None:
    """MT06 ends before them; MT39 is binary."""
    assert {"ced", "opcat", "crpd", "mandela", "minnesota", "istanbul"} <= set(vocabularies["instrument"].terms)
    assert vocabularies["sex"].terms["other"].code == ""


def test_namesakes_are_two_persons_with_one_name() -> None:
    """ESF asks for a "2" behind the name of a second person."""
    one = Person(names=(PersonName(surname="Ахметов", given="Данияр"),))
    assert one == Person(names=(PersonName(surname="Ахметов", given="Данияр"),))
    assert BY_TYPE["person"].fields["names"].merge.merge is Merge.SET  # nothing about a name is unique or a key
    assert all(field.kind is not Kind.LINE for spec in ALL for field in spec.fields.values() if field.targets)


def test_an_unknown_day_never_becomes_the_first_of_january() -> None:
    first, last = esf_date(Moment("2022"))
    assert (first.date, first.type, last) == ("2022-01-01", EsfDateType.UNKNOWN_MONTH_AND_DAY, None)
    assert from_esf(first.date, first.type.value) == Moment("2022")
    assert from_esf("2022-01-01", "") == Moment("2022")  # the flag was lost: only a person may call it a day


def test_estimate_is_not_established() -> None:
    """The bundled Russian calls MT48 01 "established"."""
    assert EsfDateType.ESTIMATE.value == "01"
    assert esf_date(Moment("2022-01-06", approximate=True))[0].type is EsfDateType.ESTIMATE


def test_an_act_has_one_kind_and_one_victim() -> None:
    """So fourteen victims of one act are fourteen acts: ``tests/services/test_quick.py`` records them at once."""
    act = BY_TYPE["act"].fields
    assert (act["act_type"].kind, act["victim"].kind) == (Kind.TERM, Kind.REF)


def test_what_the_standard_lacks_is_a_record_of_its_own() -> None:
    assert {"consent", "exhibit", "finding", "stay", "safeguard", "charge", "remedy_step"} <= set(BY_TYPE)


def test_nothing_is_deleted_with_something_else() -> None:
    """A withdrawn record stays, as do those that name it: the flag only ever rises by itself."""
    for spec in ALL:
        rank = spec.fields["retracted"].merge.rank
        assert rank is not None
        assert rank.join([True, False]) is True
