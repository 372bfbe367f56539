"""The small parts: trees, intervals, clock, view, composing, signing, undo."""

import hashlib
from itertools import count
from random import Random

import pytest

from caseapp.domain.canonical import encode
from caseapp.domain.errors import Bug
from caseapp.history import merkle, write
from caseapp.history.bundle import verify
from caseapp.history.change import Draft, Op, Status, withhold
from caseapp.history.clock import CAP, is_ahead, next_hlc
from caseapp.history.errors import BadHistory, TooLarge
from caseapp.history.fold import fold
from caseapp.history.ids import RecordKey, Writer
from caseapp.history.intervals import Have, Holding, Intervals
from caseapp.history.sign import Action, Chain, sign_action
from caseapp.history.state import Logged
from caseapp.history.undo import undo
from caseapp.history.view import Liveness, View
from caseapp.history.write import Content, NeedsNewer
from tests.history import independent
from tests.history.golden import KEY, PUBLIC
from tests.history.make import KEY as RECORD
from tests.history.make import RULES, Pad, values, w


@pytest.mark.parametrize("size", [*range(1, 20), 64, 65, 1000])
def test_trees_and_proofs_are_those_of_rfc_6962(size: int) -> None:
    leaves = [hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(size)]
    root = independent.tree(leaves)
    assert merkle.root(leaves) == root
    proofs = merkle.prove(leaves)
    for at in {0, size // 2, size - 1}:
        assert list(proofs[at].path) == independent.path(at, leaves)
        assert merkle.verify(leaves[at], proofs[at], root)
        wrong = [
            merkle.Proof(at, size, proofs[at].path[:-1] if proofs[at].path else (root,)),
            merkle.Proof(at, size, (*proofs[at].path, root)), merkle.Proof(size, size, proofs[at].path),
            merkle.Proof(-1, size, proofs[at].path),
        ]
        assert not any(merkle.verify(leaves[at], proof, root) for proof in wrong)
        assert not merkle.verify(hashlib.sha256(b"other").digest(), proofs[at], root)


def test_rfc_6962_vectors() -> None:
    leaves = [bytes.fromhex(leaf) for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                               "606162636465666768696a6b6c6d6e6f")]
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.root(leaves[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert merkle.root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_intervals_are_sets() -> None:
    dice = Random(1)
    for _ in range(300):
        one = {dice.randint(1, 30) for _ in range(dice.randint(0, 15))}
        two = {dice.randint(1, 30) for _ in range(dice.randint(0, 15))}
        a, b = Intervals.of(one), Intervals.of(two)
        assert {n for n in range(40) if n in a} == one
        assert a | b == Intervals.of(one | two)
        assert a - b == Intervals.of(one - two)
        assert len(a) == len(one)
        assert a.holes() == Intervals.of(set(range(1, max(one, default=0))) - one)


def test_a_partial_export_then_since_last_leaves_no_hole() -> None:
    writer = Writer(b"a" * 32, b"l" * 8)
    mine = Have({writer: Holding(Intervals.of([1, 2, 7]), b"7" * 32)})
    theirs = Have({writer: Holding(Intervals.of(range(1, 10)), b"9" * 32)})
    assert mine.lacks(theirs) == {writer: Intervals(((3, 6), (8, 9)))}
    assert (mine | theirs) == theirs
    assert Have.from_json(theirs.to_json()) == theirs
    one = theirs.to_json()[0]
    spoiled_ones: list[object] = [
        {}, [{}], [{**one, "counters": [[3, 1]]}], [one, one], [{**one, "counters": [[1, 2], [3, 4]]}],
    ]
    for spoiled in spoiled_ones:
        with pytest.raises(BadHistory):
            Have.from_json(spoiled)


def test_a_clock_in_2040_drags_nobody_along() -> None:
    now = 1_800_000_000_000_000
    assert next_hlc(now, [now + 5]) == now + 6
    assert next_hlc(now, [now - 5]) == now
    assert next_hlc(now, [now + CAP + 1, now + 3]) == now + 4
    assert is_ahead(now + CAP + 1, now)
    assert not is_ahead(now + CAP, now)


def test_view_roster_switch_takes_protective_writes_along() -> None:
    writer = Writer(b"a" * 32, b"l" * 8)
    view = View().take_out(b"p")
    assert view.liveness(writer, 3, False, [b"p"]) is Liveness.KEPT
    assert view.liveness(writer, 3, False, [b"p", b"q"]) is Liveness.IN
    assert view.liveness(writer, 3, True, [b"p"]) is Liveness.IN
    assert view.liveness(writer, 3, False, []) is Liveness.OUT, "a skeleton alone"
    off = view.switch_off(writer, Intervals(((2, 5),)))
    assert off.liveness(writer, 3, True, [b"p"]) is Liveness.OUT
    assert off.liveness(writer, 6, True, []) is Liveness.IN
    assert off.switch_on(writer, Intervals(((2, 5),))) == view
    assert view.take_in(b"p") == View()
    assert View().take_out(b"p", keep_protective=False).liveness(writer, 1, False, [b"p"]) is Liveness.OUT


def test_over_names_what_was_read_and_nothing_else() -> None:
    pad = Pad()
    read = pad.put("A")
    secret = pad.put("B", by="b")
    pad.add(withhold(secret, lambda *_: Status.WITHHELD))
    (draft,) = write.put(pad.fold(), "name", "C", RULES)
    assert draft.over == (w(read),)
    assert write.put(pad.fold(), "name", "C", RULES, leave=[w(read)])[0].over == ()


def test_no_entry_for_an_unchanged_field_always_one_for_an_answer_or_a_settlement() -> None:
    pad = Pad()
    pad.put("A")
    pad.put("no", field="consent")
    assert write.put(pad.fold(), "name", "A", RULES) == []
    assert write.put(pad.fold(), "phone", None, RULES) == []
    assert write.put(None, "phone", None, RULES) == []
    assert len(write.put(pad.fold(), "consent", "no", RULES)) == 1
    pad.put("B", by="b")
    assert len(write.put(pad.fold(), "name", "A", RULES)[0].over) == 2


def test_a_field_of_a_newer_version_is_read_only() -> None:
    pad = Pad()
    pad.write(Draft("annotate", "name", (), b"1"))
    for attempt in ("name", "horoscope"):
        with pytest.raises(NeedsNewer):
            write.put(pad.fold(), attempt, "A", RULES)


def test_elements_are_corrected_added_and_removed() -> None:
    pad = Pad()
    pad.put("a", field="tags")
    pad.put("b", field="tags")
    drafts = write.elements(pad.fold(), "tags", ["b", "c"], RULES)
    assert [(d.op, d.value, len(d.over)) for d in drafts] == [(Op.PUT, b'"c"', 1)]
    drafts = write.elements(pad.fold(), "tags", ["b"], RULES)
    assert [(d.op, d.value, len(d.over)) for d in drafts] == [(Op.GONE, None, 1)]
    drafts = write.elements(pad.fold(), "tags", ["b", "a", "c", "c"], RULES)
    assert [(d.op, d.value, len(d.over)) for d in drafts] == [(Op.PUT, b'"c"', 0)]
    assert write.elements(pad.fold(), "tags", ["a", "b"], RULES) == []


def test_a_dispute_in_a_set_is_settled_by_one_write() -> None:
    for value, left in (("c", {"c"}), (None, set())):
        pad = Pad()
        a = pad.put("a", field="tags")
        pad.put("b", a, field="tags")
        pad.op(Op.GONE, a, field="tags", by="b")
        state = pad.fold()
        pad.write(*write.settle_elements(state, "tags", state.fields["tags"].disputed, value, RULES))
        assert not pad.fold().fields["tags"].difference
        assert values(pad.fold(), "tags") == left


def _dice() -> write.Dice:
    turn = count()
    return lambda size: hashlib.sha256(str(next(turn)).encode()).digest()[:size]


def _action() -> Action:
    return Action("Title", "edit", 1_800_000_000_000_000, "Asia/Almaty", "laptop")


def test_signed_actions_link_count_and_verify() -> None:
    chain = Chain(b"a" * 32, b"l" * 8)
    dice = _dice()
    for counter in (1, 2, 3):
        content = write.record(RECORD, None, [Draft(Op.PUT, "name", (), encode(str(counter)))])
        (bundle,) = sign_action(chain, _action(), [content], [], dice, KEY.sign)
        verify(bundle, PUBLIC)
        stamp = bundle.changeset.stamp
        assert (stamp.counter, stamp.prev) == (counter, chain.last)
        assert stamp.hlc > chain.hlc
        chain = chain.after(bundle)


def test_a_bulk_action_is_several_changesets_of_one_group() -> None:
    contents = [write.record(RecordKey("note", f"{n:032x}"), None, [Draft(Op.PUT, "t", (), b"1")]) for n in range(1500)]
    bundles = sign_action(Chain(b"a" * 32, b"l" * 8), _action(), contents, [], _dice(), KEY.sign)
    assert [len(bundle.parts) for bundle in bundles] == [1000, 500]
    assert bundles[0].changeset.stamp.group == bundles[1].changeset.stamp.group is not None
    assert bundles[1].changeset.stamp.prev == bundles[0].changeset.id


def test_limits_of_one_action() -> None:
    content = Content(RECORD, (), (Draft(Op.PUT, "name", (), b"1"),))
    with pytest.raises(Bug):
        sign_action(Chain(b"a" * 32, b"l" * 8), _action(), [content, content], [], _dice(), KEY.sign)
    large = [Draft(Op.PUT, f"f{n}", (), encode("x" * 200_000)) for n in range(5)]
    with pytest.raises(TooLarge):
        sign_action(
            Chain(b"a" * 32, b"l" * 8), _action(), [write.record(RECORD, None, large)], [], _dice(), KEY.sign
        )


def test_undo_reports_what_it_did_what_stays_and_what_is_not_here() -> None:
    pad = Pad()
    first = pad.write(
        Draft(Op.PUT, "name", (), b'"A"'), Draft(Op.PUT, "phone", (), b'"1"'), Draft(Op.PUT, "tags", (), b'"t"'),
        Draft(Op.PUT, "consent", (), b'"no"'),
    )
    pad.put("B", first)
    pad.add(withhold(first, lambda k, _: Status.WITHHELD if k == 2 else Status.WHOLE))
    copy = pad.logged[first.id].change
    told = undo([copy], 3, {RECORD: pad.without()}, lambda _: RULES)
    assert (told.undone, told.kept, told.absent) == (1, 1, 3)
    assert told.confirm == (w(first, 3),)
    undoing = pad.write(*told.contents[0].drafts, parents=(first,))
    state = pad.fold()
    assert values(state) == {"B"}
    assert values(state, "phone") == set()
    assert values(state, "tags") == {"WITHHELD"}
    assert state.fields["consent"].joined == b'"no"'
    redo = undo([undoing], 1, {RECORD: pad.without()}, lambda _: RULES)
    pad.write(*redo.contents[0].drafts)
    assert values(pad.fold(), "phone") == {"1"}
    assert undo([undoing], 1, {RECORD: pad.without()}, lambda _: RULES).undone == 0


def test_a_change_twice_is_our_mistake() -> None:
    item = Logged(Pad().put("A"))
    with pytest.raises(Bug):
        fold([item, item], RULES)
