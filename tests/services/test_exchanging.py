"""Export files between real encrypted vaults: there and back, in any order, set aside and taken in again."""

from collections.abc import Callable

import pytest

from caseapp.domain.errors import NotFound, Stale
from caseapp.history.bundle import Part
from caseapp.history.view import Liveness
from caseapp.services import exporting
from caseapp.services.importing import Clash
from caseapp.services.session import Session
from caseapp.storage import scope
from tests.services.exchanges import Make, Pair, meet, save, send, shape, take_in, trace

# -- there and back ------------------------------------------------------------------------------------------------

def test_a_record_travels_and_the_preview_said_so_without_writing(pair: Pair) -> None:
    a, b = pair
    id_ = save(a, occupation="teacher")
    path = send(a, b)
    before = trace(b)
    with b.exchange.preview(path) as incoming:
        assert (incoming.preview.new, incoming.preview.held) == ((id_,), 0)
        assert (incoming.header.sender, incoming.header.alias, incoming.header.seq) == (a.card.fp, "a", 1)
        assert incoming.notices == ()
        assert trace(b)[:3] == before[:3], "a preview writes nothing"
        incoming.take_in()
    assert shape(b) == shape(a)
    assert b.verify() == []
    assert [(line.alias, line.seq, line.taken) for line in b.exchange.history()] == [("a", 1, True)]
    assert not [name for name in b.folder.iterdir() if name.suffix == ".staging"]


def test_merged_in_either_order_one_conflict_with_both(pair: Pair) -> None:
    a, b = pair
    id_ = save(a, occupation="teacher")
    take_in(b, send(a, b))
    save(a, id_, occupation="driver")
    save(b, id_, occupation="student")
    from_a, from_b = send(a, b), send(b, a)
    take_in(a, from_b)
    take_in(b, from_a)
    assert shape(a) == shape(b)
    standing = a.reader.get(id_).issues["occupation"].standing
    assert {(one.value, one.author) for one in standing} == {
        ("driver", a.card.fp.hex()), ("student", b.card.fp.hex())
    }


def test_the_same_file_twice_changes_nothing_and_says_when(pair: Pair) -> None:
    a, b = pair
    save(a, occupation="teacher")
    path = send(a, b)
    take_in(b, path)
    before = trace(b)
    with b.exchange.preview(path) as incoming:
        assert incoming.replayed
        assert [notice.code for notice in incoming.notices] == ["replay"]
        assert incoming.notices[0].at == b.exchange.history()[0].at
        assert incoming.preview.empty
        assert incoming.take_in().ids == {}
    assert trace(b) == before


def test_another_file_under_the_same_identity_is_an_alarm_and_is_not_taken_in(pair: Pair) -> None:
    a, b = pair
    save(a, occupation="teacher")
    first = send(a, b)
    dice = iter([_package_id(a)])
    a.author = _with_dice(a, lambda size: next(dice, b"") or bytes(size))
    a.writer.sql.execute("DELETE FROM sent")
    save_again = a.folder.parent / "again.casepkg"
    a.exchange.export(save_again, [b.card.fp])
    take_in(b, first)
    before = trace(b)
    with b.exchange.preview(save_again) as incoming:
        assert [(notice.code, notice.alarm) for notice in incoming.notices] == [("fork", True)]
        with pytest.raises(Clash):
            incoming.take_in()
    assert trace(b) == before


def _package_id(vault: Session) -> bytes:
    return bytes(vault.writer.sql.execute("SELECT id FROM sent").fetchone()[0])


def _with_dice(vault: Session, dice: Callable[[int], bytes]) -> exporting.Author:
    old = vault.author
    return exporting.Author(old.fp, old.life, old.alias, old.device, old.zone, old.sign, old.clock, dice)


def test_a_gap_is_named_and_does_not_refuse(pair: Pair) -> None:
    a, b = pair
    save(a, occupation="teacher")
    send(a, b)
    id_ = save(a, occupation="driver")
    with b.exchange.preview(send(a, b)) as incoming:
        assert [(n.code, n.first, n.last, n.alarm) for n in incoming.notices] == [("gap", 1, 1, False)]
        incoming.take_in()
    assert b.reader.get(id_).record.occupation == "driver"


def test_two_files_of_one_number_are_an_alarm(pair: Pair) -> None:
    a, b = pair
    save(a, occupation="teacher")
    first = send(a, b)
    a.writer.sql.execute("DELETE FROM sent")
    save(a, occupation="driver")
    second = send(a, b)
    take_in(b, first)
    with b.exchange.preview(second) as incoming:
        assert [(n.code, n.alarm) for n in incoming.notices] == [("fork", True)]


def test_numbers_and_predecessors_follow_on(pair: Pair) -> None:
    a, b = pair
    for at in range(3):
        save(a, occupation=f"job {at}")
        with b.exchange.preview(send(a, b)) as incoming:
            assert (incoming.header.seq, incoming.notices) == (at + 1, ())
            incoming.take_in()


def test_a_save_between_preview_and_taking_in_is_noticed(pair: Pair) -> None:
    a, b = pair
    id_ = save(a, occupation="teacher")
    take_in(b, send(a, b))
    save(a, id_, occupation="driver")
    path = send(a, b)
    with b.exchange.preview(path) as incoming:
        save(b, id_, occupation="pilot")
        before = trace(b)[:3]
        with pytest.raises(Stale):
            incoming.take_in()
        assert trace(b)[:3] == before
        with pytest.raises(Stale):
            b.exchange.take_in(path, incoming.preview)


# -- setting aside -------------------------------------------------------------------------------------------------

def test_set_aside_and_taken_in_again_are_exact_and_count_what_was_built_on_it(pair: Pair) -> None:
    a, b = pair
    id_, lone = save(a, occupation="teacher"), save(a, occupation="nurse")
    take_in(b, send(a, b))
    save(b, id_, occupation="student")
    package = b.exchange.history()[0].package_id
    merged = shape(b)
    aside = b.exchange.set_aside(package)
    assert aside.built_on == 1
    assert b.reader.get(id_).record.occupation == "student", "our own later edit is kept"
    assert lone not in shape(b)
    assert not b.exchange.history()[0].taken
    with pytest.raises(Stale):
        b.exchange.set_aside(package)
    b.exchange.take_in_again(package)
    assert shape(b) == merged
    with pytest.raises(NotFound):
        b.exchange.set_aside(bytes(16))


def test_what_was_set_aside_is_not_passed_on_but_its_skeleton_is(make: Make) -> None:
    a, b, c = make("a"), make("b"), make("c")
    meet(a, b)
    meet(b, c)
    c.contacts.add(a.card.raw)
    c.contacts.trust(a.card.fp, "in person")
    shared = save(a, occupation="teacher")
    only = save(a, occupation="secret trade")
    take_in(b, send(a, b))
    save(b, shared, occupation="student")
    b.exchange.set_aside(b.exchange.history()[0].package_id)
    with c.exchange.preview(send(b, c)) as incoming:
        incoming.take_in()
    assert set(shape(c)) == {shared}
    assert only not in c.reader.ids("person")
    assert c.reader.get(shared).record.occupation == "student"
    assert c.verify() == []
    skeletons = c.writer.sql.execute(
        "SELECT s.title FROM change h JOIN changeset s ON s.no = h.changeset WHERE h.skeleton = 1"
    ).fetchall()
    assert skeletons == [("",)], "one skeleton, and its title stayed behind"
    b.exchange.take_in_again(b.exchange.history()[0].package_id)
    take_in(c, send(b, c))
    assert shape(c) == shape(a) | shape(b), "negative control: in view again, it travels"


def withdrawn_and_set_aside(make: Make) -> tuple[Session, Session, str]:
    """A consent whose withdrawal came from a, was set aside in b with its protection kept, and goes on to c."""
    a, b, c = make("a"), make("b"), make("c")
    meet(a, b)
    meet(b, c)
    c.contacts.add(a.card.raw)
    c.contacts.trust(a.card.fp, "in person")
    consent = save(b, type_="consent", partners="yes")
    take_in(a, send(b, a))
    save(a, consent, "consent", partners="withdrawn", remarks="she called, afraid")
    take_in(b, send(a, b))
    b.exchange.set_aside(b.exchange.history()[0].package_id)
    take_in(c, send(b, c))
    return b, c, consent


def test_a_withdrawn_consent_travels_although_its_merge_was_set_aside(make: Make) -> None:
    b, c, consent = withdrawn_and_set_aside(make)
    assert b.reader.get(consent).record.partners == "withdrawn"
    assert c.reader.get(consent).record.partners == "withdrawn"
    assert c.reader.get(consent).record.remarks == "", "and nothing else of it"
    assert c.verify() == []


def test_negative_control_of_the_withdrawn_consent(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "_live", lambda _writer, item: Part(item.change) if item.live is Liveness.IN else None)
    _, c, consent = withdrawn_and_set_aside(make)
    assert c.reader.get(consent).record.partners == "yes"
