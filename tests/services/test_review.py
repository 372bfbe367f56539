"""What waits for a decision, who said what, and that deciding loses nothing: over real vaults that were merged."""

import pytest

from caseapp.domain.errors import Stale
from caseapp.domain.names.person_name import PersonName
from caseapp.services import matching, review
from caseapp.services.matching import Relation
from caseapp.services.session import Session
from tests.services.exchanges import Pair, save, send, take_in


def both(pair: Pair, type_: str = "person", **values: object) -> str:
    """A record that both vaults have."""
    a, b = pair
    id_ = save(a, type_=type_, **values)
    take_in(b, send(a, b))
    return id_


def names(*full: str) -> tuple[PersonName, ...]:
    return tuple(PersonName(full=one) for one in full)


def open_of(vault: Session) -> dict[str, review.Open]:
    return {one.id: one for one in review.waiting(vault.reader, vault.specs)}


def test_conflicts_and_withdrawals_are_told_apart(pair: Pair) -> None:
    a, b = pair
    field, gone = both(pair, occupation="x"), both(pair, occupation="y")
    save(a, field, occupation="driver")
    save(b, field, occupation="student")
    save(a, gone, retracted=True)
    save(b, gone, occupation="editor")
    assert open_of(a) == {}
    take_in(a, send(b, a))
    found = open_of(a)
    assert (found[field].conflicts, found[field].unseen_edit) == (("occupation",), False)
    assert (found[gone].conflicts, found[gone].unseen_edit) == ((), True)
    told = review.withdrawal(a.reader, a.specs["person"], gone)
    assert told is not None
    assert [one.author for one in told.withdrew] == [a.author.fp.hex()]
    assert [(one.author, one.fields) for one in told.edited] == [(b.author.fp.hex(), ("occupation",))]
    a.review.settle(gone, "Decided", a.reader.get(gone).heads, withdrawn=True)
    assert review.withdrawal(a.reader, a.specs["person"], gone) is None
    assert set(open_of(a)) == {field}


def test_a_dispute_about_one_name_leaves_the_others_alone(pair: Pair) -> None:
    a, b = pair
    id_ = both(pair, names=names("Ахметов Данияр", "Дан"))
    save(a, id_, names=names("Ахметов Данияр Серікұлы", "Дан"))
    save(b, id_, names=names("Ахметов Данияр Сергеевич", "Дан"))
    take_in(a, send(b, a))
    entity = a.reader.get(id_)
    standing = [one.value.full for one in entity.issues["names"].standing]
    assert sorted(standing) == ["Ахметов Данияр Сергеевич", "Ахметов Данияр Серікұлы"]
    chosen = next(one.value for one in entity.issues["names"].standing if one.value.full.endswith("ұлы"))
    a.review.keep(id_, "names", chosen, "Decided", entity.heads)
    assert sorted(one.full for one in a.reader.get(id_).record.names) == ["Ахметов Данияр Серікұлы", "Дан"]
    assert open_of(a) == {}


def test_nobody_decides_about_what_he_did_not_see(pair: Pair) -> None:
    a, b = pair
    id_ = both(pair, occupation="x")
    save(a, id_, occupation="driver")
    save(b, id_, occupation="student")
    take_in(a, send(b, a))
    seen = a.reader.get(id_).heads
    save(b, id_, occupation="teacher")
    take_in(a, send(b, a))
    for decide in (
        lambda: a.review.keep(id_, "occupation", "driver", "Decided", seen),
        lambda: a.review.keep_both(id_, "occupation", "Decided", seen),
        lambda: a.review.settle(id_, "Decided", seen, withdrawn=True),
    ):
        with pytest.raises(Stale):
            decide()
    assert a.reader.get(id_).issues["occupation"].conflict


def test_what_was_decided_is_listed_until_it_is_undone(pair: Pair) -> None:
    a, b = pair
    id_, other = both(pair, occupation="x"), both(pair, occupation="z")
    save(a, id_, occupation="driver")
    save(b, id_, occupation="student")
    take_in(a, send(b, a))
    a.review.keep(id_, "occupation", "driver", "Between two", a.reader.get(id_).heads)
    a.matching.decide(id_, other, "different", "Not one person")
    save(a, other, phone="1")
    done = review.decided(a.reader, a.specs)
    assert [(one.title, one.cause) for one in done] == [("Not one person", "decide"), ("Between two", "resolve")]
    a.records.undo("Undo", done[1].changeset)
    assert [one.title for one in review.decided(a.reader, a.specs)] == ["Not one person"]
    assert a.reader.get(id_).issues["occupation"].conflict
    take_in(b, send(a, b))
    assert review.decided(b.reader, b.specs) == []


def test_decisions_of_two_vaults_merge_either_way(pair: Pair) -> None:
    a, b = pair
    one, two, three = (both(pair, names=names(f"Ахметов {name}")) for name in ("Данияр", "Ерлан", "Асқар"))
    a.matching.decide(one, two, "same", "A")
    b.matching.decide(two, three, "same", "B")
    a.matching.decide(one, three, "different", "A")
    take_in(a, send(b, a))
    take_in(b, send(a, b))
    for vault in (a, b):
        decided = matching.decisions(vault.reader)
        assert decided.relation(one, three) is Relation.CONTRADICTED
        assert decided.contradictions() == {matching.pair(one, three)}
        assert len(decided.answers(one, three)) == 3
        assert decided.groups() == {}
    a.matching.decide(one, three, "unsure", "A")
    take_in(b, send(a, b))
    assert {matching.decisions(vault.reader).relation(one, three) for vault in (a, b)} == {Relation.SAME}


def test_a_decision_travels_with_the_case_of_both_and_never_with_one(pair: Pair) -> None:
    a, b = pair
    one, two = save(a, names=names("Ахметов Данияр")), save(a, names=names("Akhmetov Daniyar"))
    a.matching.decide(one, two, "same", "A")
    alone = save(a, type_="case", persons=(one,))
    take_in(b, send(a, b, "alone", (alone,)))
    assert list(b.reader.ids("match_decision")) == []
    case = save(a, type_="case", persons=(one, two))
    take_in(b, send(a, b, "both", (case,)))
    assert matching.decisions(b.reader).relation(one, two) is Relation.SAME


def test_the_search_follows_what_is_written(pair: Pair) -> None:
    a, _ = pair
    one, two = save(a, names=names("Ахметов Данияр")), save(a, names=names("Daniyar Akhmetov"))
    search = matching.Search()
    assert search.find(matching.gather(a.reader)) == 1
    a.matching.decide(one, two, "same", "A")
    assert search.find(matching.gather(a.reader, ())) == 0
    a.records.undo("Undo")
    assert search.find(matching.gather(a.reader, ())) == 1
    save(a, two, retracted=True)
    assert search.find(matching.gather(a.reader, (two,))) == 0
    act = save(a, type_="act", act_type="detention", victim=one)
    assert matching.touched(a.reader, {"act": (act,)}) == {one}
    matching.remember(a.writer, 3)
    assert matching.remembered(a.reader) == 3


def test_who_is_about_to_be_recorded_is_compared_before(pair: Pair) -> None:
    a, _ = pair
    one = save(a, names=names("Ахметов Данияр"))
    search = matching.Search()
    search.find(matching.gather(a.reader))
    person = a.specs["person"].struct(names=names("Akhmetov Daniyar"))
    assert [found.pair for found in search.like(person)] == [matching.pair("", one)]
