"""Several files as one: the numbers of the preview are what happens, all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from caseapp.domain.errors import Stale
from caseapp.services import ledger
from caseapp.services.checking import Checked
from caseapp.services.session import Session
from caseapp.services.together import Clash, Together, TrustMoved
from caseapp.storage import merging
from tests.services.exchanges import Make, meet, save, send, shape, trace


@contextmanager
def gathered(target: Session, *paths: object) -> Iterator[tuple[list[Checked], Together]]:
    trust = target.exchange.trust()
    files = [Checked(path, trust) for path in paths]  # type: ignore[arg-type]
    try:
        yield files, target.exchange.together(files)
    finally:
        for file in files:
            file.close()


def three(make: Make) -> tuple[Session, Session, Session, str, list[object]]:
    """A shared record that both senders changed apart, and three files from two of them."""
    a, b, c = make("a"), make("b"), make("c")
    for one, other in ((a, c), (b, c), (a, b)):
        meet(one, other)
    shared = save(a, occupation="teacher")
    first = send(a, c)
    with b.exchange.preview(send(a, b)) as incoming:
        incoming.take_in()
    save(a, shared, occupation="driver")
    save(a, occupation="nurse")
    second = send(a, c)
    save(b, shared, occupation="student")
    save(b, occupation="pilot")
    return a, b, c, shared, [first, second, send(b, c)]


def test_three_files_of_two_senders_are_counted_once_and_that_is_what_happens(make: Make) -> None:
    a, b, c, shared, paths = three(make)
    before = trace(c)
    with gathered(c, *paths) as (files, together):
        assert [file.header.alias for file in files] == ["a", "a", "b"]
        assert together.notices == [(), (), ()], "the file before is here beside it: no gap"
        counted = together.preview
        assert (len(counted.new), counted.conflicts, counted.held) == (3, ((shared, "occupation"),), 0)
        assert trace(c)[:3] == before[:3], "a preview writes nothing"
        looked = together.look([shared])[0]
        assert looked.before is None
        together.take_in()
    assert len(c.reader.ids("person")) == 3
    assert [entity.conflicts for entity in c.reader.many([shared])] == [1]
    assert c.verify() == []
    assert [line.seq for line in ledger.arrivals(c.reader)] == [1, 2, 1]
    assert {line.counts["new"] for line in ledger.arrivals(c.reader)} == {3}
    for other in (a, b):
        with other.exchange.preview(send(c, other)) as incoming:
            incoming.take_in()
    assert shape(a) == shape(b) == shape(c)


def test_one_by_one_gives_the_same(make: Make) -> None:
    _, _, c, _, paths = three(make)
    d = make("d")
    with gathered(c, *paths) as (_, together):
        together.take_in()
    one_by_one = shape(c)
    assert d.reader.ids("person") == []
    for line in c.exchange.history():
        c.exchange.set_aside(line.package_id)
    assert shape(c) == {}
    for line in reversed(c.exchange.history()):
        c.exchange.take_in_again(line.package_id)
    assert shape(c) == one_by_one


def test_without_the_first_file_the_gap_is_named(make: Make) -> None:
    _, _, c, _, paths = three(make)
    with gathered(c, *paths[1:]) as (_, together):
        assert [[one.code for one in notices] for notices in together.notices] == [["gap"], []]


def test_the_same_file_twice_counts_once(make: Make) -> None:
    _, _, c, _, paths = three(make)
    with gathered(c, paths[0], paths[0]) as (_, together):
        assert together.replayed == [False, True]
        together.take_in()
    assert len(c.exchange.history()) == 1


def test_a_save_in_between_makes_it_stale_and_nothing_is_taken_in(make: Make) -> None:
    _, _, c, shared, paths = three(make)
    with gathered(c, paths[0]) as (_, together):
        together.take_in()
    with gathered(c, *paths[1:]) as (_, together):
        save(c, shared, occupation="cook")
        before = trace(c)[:3]
        with pytest.raises(Stale):
            together.take_in()
        assert trace(c)[:3] == before
        together = c.exchange.together(gathered_files(together))
        together.take_in()
    assert len(c.exchange.history()) == 3


def gathered_files(together: Together) -> list[Checked]:
    return together._files


def test_everything_that_changes_what_is_counted_against_moves_the_version(make: Make) -> None:
    """A count is not made again while the version stands, so nothing may slip past it."""
    a, _, c, shared, paths = three(make)
    before = c.writer.version
    with gathered(c, paths[0]) as (_, together):
        together.take_in()
    versions = [before, c.writer.version]
    save(c, shared, occupation="cook")
    versions.append(c.writer.version)
    c.records.undo("Undo")
    versions.append(c.writer.version)
    package = c.exchange.history()[0].package_id
    c.exchange.set_aside(package)
    versions.append(c.writer.version)
    c.exchange.take_in_again(package)
    versions.append(c.writer.version)
    assert versions == sorted(set(versions))
    d = make("d")
    meet(a, d)
    meet(d, c)
    c.writer.sql.execute("UPDATE contact SET state = 'unverified' WHERE fp = ?", (a.card.fp,))
    save(a, occupation="pilot")
    with d.exchange.preview(send(a, d)) as incoming:
        incoming.take_in()
    with c.exchange.preview(send(d, c)) as incoming:
        incoming.take_in()
    held = c.writer.version
    c.contacts.trust(a.card.fp, "in-person")
    c.exchange.release(a.card.fp)
    assert c.writer.version > held


def test_stopped_in_the_middle_nothing_was_taken_in(make: Make) -> None:
    _, _, c, _, paths = three(make)

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with gathered(c, *paths) as (_, together):
        before = trace(c)[:3]
        with pytest.raises(Stopped):
            together.take_in(stop)
        assert trace(c)[:3] == before
        together.take_in()
    assert len(c.exchange.history()) == 3


def test_a_card_verified_in_between_asks_for_opening_again(make: Make) -> None:
    a, b, c = make("a"), make("b"), make("c")
    meet(a, b)
    meet(b, c)
    save(a, occupation="teacher")
    with b.exchange.preview(send(a, b)) as incoming:
        incoming.take_in()
    save(b, occupation="nurse")
    path = send(b, c)
    with gathered(c, path) as (_, together):
        assert together.preview.held == 1
        c.contacts.add(a.card.raw)
        c.contacts.trust(a.card.fp, "in-person")
        with pytest.raises(TrustMoved):
            together.take_in()
    with gathered(c, path) as (_, together):
        assert together.preview.held == 0
        together.take_in()
    assert len(c.reader.ids("person")) == 2


def test_two_files_of_one_identity_cannot_go_in_together(make: Make) -> None:
    _, _, c, _, paths = three(make)
    with gathered(c, paths[0], paths[2]) as (files, together):
        assert together.preview.new
        manifest = files[0].manifest
        files[1].package.manifest = manifest
        with pytest.raises(Clash):
            together.take_in()


def test_negative_control_counts_of_single_files_do_not_add_up(make: Make) -> None:
    """What the window must not do: add the previews of the files."""
    _, _, c, _, paths = three(make)
    alone = 0
    for path in paths:
        with gathered(c, path) as (_, together):
            alone += len(together.preview.new)
    with gathered(c, *paths) as (_, together):
        assert len(together.preview.new) < alone


def test_a_look_says_from_what_to_what(make: Make) -> None:
    _, _, c, shared, paths = three(make)
    with gathered(c, paths[0]) as (_, together):
        together.take_in()
    with gathered(c, paths[1]) as (_, together):
        looked = together.look([shared])[0]
        assert looked.before is not None
        assert looked.after is not None
        assert (looked.before.occupation, looked.after.occupation) == ("teacher", "driver")  # type: ignore[attr-defined]


def test_what_left_is_known_to_have_arrived_once_their_own_file_says_so(make: Make) -> None:
    a, b = make("a"), make("b")
    meet(a, b)
    save(a, occupation="teacher")
    path = send(a, b)
    assert ledger.departures(a.reader)[0].received == ()
    with b.exchange.preview(path) as incoming:
        incoming.take_in()
    back = send(b, a)
    with a.exchange.preview(back) as incoming:
        incoming.take_in()
    assert ledger.departures(a.reader)[0].received == (b.card.fp,)


def test_negative_control_of_the_preview(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """If each file were folded alone the two senders' conflict would not be seen beforehand."""
    _, _, c, shared, paths = three(make)
    monkeypatch.setattr(merging, "_records", lambda staged: (one for each in staged for one in each.records()))
    with gathered(c, *paths) as (_, together):
        assert (shared, "occupation") not in together.preview.conflicts or len(together.preview.new) > 3
