"""The examples of the history specification, one by one, and the rules it says were only argued."""

from caseapp.domain.policy import Merge, Policy
from caseapp.history.change import Draft, Op, Status, withhold
from caseapp.history.explain import Fate, built_on, explain
from caseapp.history.fold import fold
from caseapp.history.increment import increment
from caseapp.history.rules import Rules
from caseapp.history.state import Flaw
from caseapp.history.view import Liveness
from tests.history.make import KEY, RULES, Pad, values, w


def test_undo_of_a_middle_edit_keeps_the_later_one_and_undo_of_both_gives_the_first() -> None:
    pad = Pad()
    a = pad.put("A")
    b = pad.put("B", a)
    pad.op(Op.VOID, b)
    assert values(pad.fold()) == {"A"}
    c = pad.put("C", b)
    assert values(pad.fold()) == {"C"}
    undo = pad.op(Op.VOID, c)
    assert values(pad.fold()) == {"A"}
    pad.op(Op.VOID, undo)
    assert values(pad.fold()) == {"C"}, "a void of a void is redo"


def test_erasing_the_newest_value_brings_no_older_one_back() -> None:
    pad = Pad()
    a = pad.put("A")
    b = pad.put("B", a)
    erase = pad.op(Op.ERASE, b)
    assert values(pad.fold()) == {"ERASED"}
    pad.op(Op.VOID, erase)
    assert values(pad.fold()) == {"ERASED"}, "an erase cannot be undone"
    assert values(pad.fold(b)) == {"A"}, "and it waits for its target"


def test_a_gap_is_waiting_until_the_path_closes_or_proves_a_conflict() -> None:
    pad = Pad()
    a = pad.put("A")
    b = pad.put("B", a)
    c = pad.put("C", b)
    part = pad.fold(b)
    assert values(part) == {"A", "C"}
    assert part.fields["name"].waiting
    assert not part.fields["name"].conflict
    assert part.waiting_for == {b.id}
    assert values(pad.fold()) == {"C"}
    pad.put("D", c)
    other = pad.put("E")
    assert pad.fold().fields["name"].conflict
    assert values(pad.fold()) == {"D", "E"}
    pad.put("F", other, c)
    assert values(pad.fold()) == {"D", "F"}


def test_register_conflict_is_settled_by_one_write_or_by_both() -> None:
    pad = Pad()
    x, y = pad.put("X"), pad.put("Y", by="b")
    state = pad.fold()
    assert state.conflicts == ("name",)
    assert state.fields["name"].readings[0].shown[0].value == b'"Y"', "the later claim is the pick"
    both = pad.op(Op.BOTH, x, y, field="name")
    again = pad.op(Op.BOTH, y, x, field="name", by="b")
    field = pad.fold().fields["name"]
    assert (field.conflict, len(field.readings), len(field.candidates)) == (False, 1, 2)
    pad.op(Op.VOID, y)
    assert values(pad.fold()) == {"X"}, "both is the set of its unmuted readings"
    pad.put("Z", both, again)
    assert values(pad.fold()) == {"Z"}


def test_equal_values_are_one_with_all_sources() -> None:
    pad = Pad()
    pad.put("X")
    pad.put("X", by="b")
    field = pad.fold().fields["name"]
    assert not field.difference
    assert len(field.readings[0].sources) == 2


def test_set_elements_added_removed_added_again_and_removed_before_they_arrive() -> None:
    pad = Pad()
    one = pad.put("t", field="tags")
    two = pad.put("t", field="tags", by="b")
    pad.op(Op.GONE, one, field="tags")
    assert values(pad.fold(), "tags") == {"t"}, "the remover had not read the second"
    pad.op(Op.GONE, two, field="tags")
    assert values(pad.fold(), "tags") == set()
    assert values(pad.fold(one), "tags") == set(), "and before it arrives"
    pad.put("t", field="tags")
    assert values(pad.fold(), "tags") == {"t"}


def test_corrected_twice_against_removed_is_a_dispute() -> None:
    pad = Pad()
    a = pad.put("a", field="tags")
    b = pad.put("b", a, field="tags")
    c = pad.put("c", b, field="tags")
    gone = pad.op(Op.GONE, a, field="tags", by="b")
    field = pad.fold().fields["tags"]
    assert field.conflict
    assert set(field.disputed) == {w(c), w(gone)}
    pad.op(Op.GONE, a, field="tags", by="c")
    pad.put("c", c, gone, field="tags")
    assert pad.fold().fields["tags"].conflict, "the third removal was not seen"
    assert values(pad.fold(), "tags") == {"c"}


def test_two_removals_agree() -> None:
    pad = Pad()
    a = pad.put("a", field="tags")
    pad.op(Op.GONE, a, field="tags")
    pad.op(Op.GONE, a, field="tags", by="b")
    assert not pad.fold().fields["tags"].difference


def test_a_confirmed_no_stands_against_a_relaxing_answer_that_did_not_see_it() -> None:
    pad = Pad()
    no = pad.put("no", field="consent")
    pad.put("yes", no, field="consent", by="p")
    assert pad.fold().fields["consent"].joined == b'"yes"'
    pad.put("no", no, field="consent", by="q")
    state = pad.fold()
    assert state.fields["consent"].joined == b'"no"'
    assert state.conflicts == ("consent",)


def test_nothing_of_the_newer_the_blank_or_the_unfitting_relaxes_consent() -> None:
    for op, value in (("annotate", b'"yes"'), (Op.GONE, None), (Op.BOTH, None), (Op.PUT, b"false"), (Op.PUT, b"0")):
        pad = Pad()
        yes = pad.put("yes", field="consent")
        pad.write(Draft(op, "consent", (w(yes),), value))
        assert pad.fold().fields["consent"].joined == b'"no"', op
    pad = Pad()
    pad.write(Draft(Op.PUT, "retracted", (), b"0"))
    assert pad.fold().retracted, "0 is not false"


def test_undo_does_not_touch_protective_answers() -> None:
    pad = Pad()
    no = pad.put("no", field="consent")
    pad.op(Op.VOID, no)
    assert pad.fold().fields["consent"].joined == b'"no"'


def test_erase_of_a_package_that_is_taken_out_still_hides_consent() -> None:
    pad = Pad()
    yes, name = pad.put("yes", field="consent"), pad.put("X")
    erase = pad.op(Op.ERASE, yes, name)
    assert pad.fold().fields["consent"].joined == b'"no"'
    pad.add(erase, Liveness.KEPT)
    state = pad.fold()
    assert state.fields["consent"].joined == b'"no"'
    assert values(state) == {"X"}


def test_taking_two_packages_out_one_after_the_other_relaxes_nothing() -> None:
    pad = Pad()
    p, q = frozenset((b"p",)), frozenset((b"q",))
    no = pad.put("no", field="consent")
    yes = pad.put("yes", no, field="consent", by="q")
    pad.add(no, Liveness.IN, brought=p)
    pad.add(yes, Liveness.KEPT, brought=q)
    assert pad.fold().fields["consent"].joined == b'"no"'
    pad.add(no, Liveness.KEPT, brought=p)
    assert pad.fold().fields["consent"].joined == b'"no"'
    pad.add(yes, Liveness.KEPT, brought=p | q)
    assert pad.fold().fields["consent"].joined == b'"yes"', "the same package brought both: as it left them"


def test_an_unknown_op_covers_stands_and_locks_its_field() -> None:
    pad = Pad()
    a = pad.put("A")
    pad.write(Draft("annotate", "name", (w(a),), b'"?"'))
    field = pad.fold().fields["name"]
    assert field.newer
    assert values(pad.fold()) == {"NEWER"}
    pad.put("x", field="horoscope")
    assert pad.fold().fields["horoscope"].newer


def test_edges_that_lead_elsewhere_are_ignored_and_reported() -> None:
    pad = Pad()
    a = pad.put("A")
    stray = pad.put("stray", field="phone")
    elsewhere = Pad().put("elsewhere", field="tags", by="z")
    bad = pad.write(
        Draft(Op.PUT, "name", (w(a, 9), w(stray), w(elsewhere)), b'"B"'), parents=(elsewhere,), by="b"
    )
    state = fold(pad.without(), RULES, {elsewhere.id})
    assert {flaw.flaw for flaw in state.ignored} == {Flaw.ENTRY, Flaw.FIELD, Flaw.RECORD}
    assert all(flaw.change == bad.id for flaw in state.ignored)
    assert values(state) == {"A", "B"}
    assert not state.waiting_for
    assert fold(pad.without(), RULES).waiting_for == {elsewhere.id}, "unknown here: it may still come"


def test_a_skeleton_closes_the_path_and_adds_no_value() -> None:
    pad = Pad()
    a = pad.put("A")
    b = pad.put("B", a)
    pad.put("C", b)
    bones = withhold(b, lambda _k, _e: Status.WITHHELD)
    assert bones.id == b.id
    pad.add(bones, Liveness.OUT)
    state = pad.fold()
    assert values(state) == {"C"}
    assert not state.waiting_for
    assert not state.fields["name"].waiting


def test_a_redacted_copy_answered_is_a_conflict_at_home() -> None:
    pad = Pad()
    pad.put("A")
    pad.put("B", by="b")  # the receiver could not read A, so he names nothing
    assert pad.fold().conflicts == ("name",)


def test_the_same_record_under_a_newer_spec_reads_the_field_it_knows_now() -> None:
    pad = Pad()
    pad.put("Leo", field="horoscope")
    newer = Rules.of({"horoscope": Policy(Merge.REGISTER)})
    assert fold(pad.without(), RULES).fields["horoscope"].newer
    assert not fold(pad.without(), newer).fields["horoscope"].newer


def test_retraction_against_an_edit_that_knew_nothing_of_it() -> None:
    pad = Pad()
    a = pad.put("A")
    retract = pad.write(Draft(Op.PUT, "retracted", (), b"true"), parents=(a,))
    late = pad.write(Draft(Op.PUT, "phone", (), b'"1"'), parents=(retract,))
    assert pad.fold().retraction_conflict == ()
    unaware = pad.write(Draft(Op.PUT, "phone", (), b'"2"'), parents=(a,), by="b")
    state = pad.fold()
    assert state.retracted
    assert state.retraction_conflict == (unaware.id,)
    pad.write(Draft(Op.PUT, "retracted", (w(retract),), b"true"), parents=(late, unaware))
    assert pad.fold().retraction_conflict == ()
    assert pad.fold().retracted


def test_every_disappearance_can_name_its_cause() -> None:
    pad = Pad()
    a = pad.put("A")
    b = pad.put("B", a)
    c = pad.put("C", b)
    undo = pad.op(Op.VOID, b)
    logged = pad.without()
    assert explain(logged, RULES, w(a)).by == (w(c),), "through the undone one"
    assert explain(logged, RULES, w(b)).fate is Fate.UNDONE
    assert explain(logged, RULES, w(b)).by == (w(undo),)
    assert explain(logged, RULES, w(c)).fate is Fate.STANDS
    assert built_on(logged, {b.id}) == tuple(sorted((c.id, undo.id)))


def test_an_empty_record_exists_and_keeps_its_heads() -> None:
    pad = Pad()
    a = pad.put("A")
    assert not pad.fold().empty
    undo = pad.op(Op.VOID, a)
    assert pad.fold().empty
    assert pad.fold().heads == (undo.id,)


def test_one_write_more_equals_the_full_fold_or_declines() -> None:
    pad = Pad()
    a = pad.put("A")
    state = pad.fold()
    b = pad.put("B", a)
    assert increment(state, pad.logged[b.id], RULES) == pad.fold()
    void = pad.op(Op.VOID, b)
    assert increment(state, pad.logged[void.id], RULES) is None


def test_no_value_in_any_repr() -> None:
    pad = Pad()
    change = pad.put("CANARY")
    pad.put("CANARY2", by="b")
    pad.write(Draft(Op.PUT, "consent", (), b'"CANARY"'))
    state = pad.fold()
    assert "CANARY" not in repr((change, state, pad.logged, KEY))
