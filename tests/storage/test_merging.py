"""Two vaults: taking in, preview, conflict, setting aside, doing it twice (history §5, §6)."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from caseapp.domain.errors import Stale
from caseapp.history import wire
from caseapp.services.edits import Edit
from caseapp.storage import merging
from caseapp.storage.staging import Staging, sweep
from tests.support import toy

Make = Callable[[str], toy.Vault]


@contextmanager
def staged(source: toy.Vault, folder: Path) -> Iterator[Staging]:
    with Staging(folder) as staging:
        for bundle in source.writer.log.bundles():
            staging.add(bundle, wire.encode(bundle))
        yield staging


def package(source: toy.Vault) -> merging.Package:
    return merging.Package(secrets.token_bytes(16), secrets.token_bytes(32), source.author.fp, 1, b"{}", 0)


def take_in(target: toy.Vault, source: toy.Vault) -> merging.Package:
    file = package(source)
    with staged(source, target.folder) as staging:
        merging.apply(target.writer, staging, file, merging.preview(target.writer, staging))
    return file


def save(vault: toy.Vault, id_: str = "", **values: object) -> str:
    id_ = id_ or vault.records.new_id()
    vault.records.save([Edit("human", id_, values)], "Change")
    return id_


def shape(vault: toy.Vault) -> dict[str, object]:
    """Everything shown, by id: what must not depend on the order of arrival."""
    found = {}
    for type_ in ("human", "body"):
        for id_ in vault.reader.ids(type_):
            entity = vault.reader.get(id_)
            links = sorted((link.field, link.target) for link in vault.reader.links_from(id_))
            found[id_] = (entity.record, entity.retracted, dict(entity.issues), links)
    return found


@pytest.fixture
def pair(make: Make) -> tuple[toy.Vault, toy.Vault, str]:
    """Two vaults that both changed the same field of one record after exchanging it."""
    a, b = make("a"), make("b")
    id_ = save(a, job="teacher", age=40)
    take_in(b, a)
    save(a, id_, job="driver")
    save(b, id_, job="student")
    return a, b, id_


def test_in_either_order_the_same_with_one_conflict_that_shows_both(pair: tuple[toy.Vault, toy.Vault, str]) -> None:
    a, b, id_ = pair
    take_in(a, b)
    take_in(b, a)
    assert shape(a) == shape(b)
    issue = a.reader.get(id_).issues["job"]
    assert issue.conflict
    assert {(s.value, s.author) for s in issue.standing} == {
        ("driver", a.author.fp.hex()), ("student", b.author.fp.hex())
    }
    assert all(standing.hlc > 0 for standing in issue.standing)


def test_the_preview_counts_what_is_then_applied(pair: tuple[toy.Vault, toy.Vault, str]) -> None:
    a, b, id_ = pair
    new = save(b, job="nurse")
    with staged(b, a.folder) as staging:
        seen = merging.preview(a.writer, staging)
        assert (seen.new, seen.changed, seen.same) == ((new,), (id_,), ())
        assert seen.conflicts == ((id_, "job"),)
        assert not a.reader.find("nurse", 5), "a preview writes nothing"
        changes = merging.apply(a.writer, staging, package(b), seen)
    assert changes.ids["human"] == {new, id_}
    assert [hit.id for hit in a.reader.find("nurse", 5)] == [new]


def test_a_save_between_preview_and_taking_in_is_noticed(pair: tuple[toy.Vault, toy.Vault, str]) -> None:
    a, b, id_ = pair
    with staged(b, a.folder) as staging:
        seen = merging.preview(a.writer, staging)
        save(a, id_, job="pilot")
        before = shape(a)
        with pytest.raises(Stale):
            merging.apply(a.writer, staging, package(b), seen)
    assert shape(a) == before


def test_resolving_is_an_ordinary_write_that_settles_it_everywhere(pair: tuple[toy.Vault, toy.Vault, str]) -> None:
    a, b, id_ = pair
    take_in(a, b)
    a.records.resolve("human", id_, "job", "driver and student", "Resolve")
    take_in(b, a)
    for vault in (a, b):
        entity = vault.reader.get(id_)
        assert entity.record.job == "driver and student"
        assert not entity.issues


def test_an_edit_replaces_only_what_its_author_had_read(pair: tuple[toy.Vault, toy.Vault, str]) -> None:
    """The page was open while an import landed: both values stand, nothing is overwritten unread (law 3)."""
    a, b, id_ = pair
    other = save(b, job="nurse")
    save(b, id_, knows=(other,))
    seen = a.reader.get(id_).heads
    take_in(a, b)
    a.records.save([Edit("human", id_, {"job": "pilot", "knows": ()}, seen)], "Change")
    entity = a.reader.get(id_)
    assert {s.value for s in entity.issues["job"].standing} == {"pilot", "student"}
    assert entity.record.knows == (other,)


def test_negative_control_without_what_was_read_the_other_value_is_lost(
    pair: tuple[toy.Vault, toy.Vault, str]
) -> None:
    a, b, id_ = pair
    take_in(a, b)
    a.records.save([Edit("human", id_, {"job": "pilot"})], "Change")
    assert not a.reader.get(id_).issues


def test_both_are_true(pair: tuple[toy.Vault, toy.Vault, str]) -> None:
    a, b, id_ = pair
    take_in(a, b)
    a.records.keep_both("human", id_, "job", "Both")
    issue = a.reader.get(id_).issues["job"]
    assert not issue.conflict
    assert {s.value for s in issue.standing} == {"driver", "student"}


def test_set_aside_and_taken_in_again_are_both_exact(pair: tuple[toy.Vault, toy.Vault, str]) -> None:
    a, b, id_ = pair
    save(b, job="nurse")
    before = shape(a)
    file = take_in(a, b)
    merged = shape(a)
    merging.switch(a.writer, file.id, taken=False)
    aside = {k: v for k, v in shape(a).items() if not a.reader.get(k).empty}
    assert aside == before
    with pytest.raises(Stale):
        merging.switch(a.writer, file.id, taken=False)
    merging.switch(a.writer, file.id, taken=True)
    assert shape(a) == merged
    assert id_ in merged


def test_the_same_changesets_twice_change_nothing(pair: tuple[toy.Vault, toy.Vault, str]) -> None:
    a, b, _ = pair
    take_in(a, b)
    before, stats = shape(a), a.reader.stats()
    with staged(b, a.folder) as staging:
        seen = merging.preview(a.writer, staging)
        assert seen.empty
        assert seen.known == seen.changesets
        merging.apply(a.writer, staging, package(b), seen)
    assert shape(a) == before
    assert a.reader.stats()["#change"] == stats["#change"]


def test_withdrawn_consent_counts_at_once_and_no_setting_aside_relaxes_it(make: Make) -> None:
    a, b = make("a"), make("b")
    id_ = save(a, share="yes")
    take_in(b, a)
    save(b, id_, share="no")
    with staged(b, a.folder) as staging:
        assert merging.preview(a.writer, staging).withdrawn == ((id_, "share"),)
    file = take_in(a, b)
    assert a.reader.get(id_).record.share == "no"
    merging.switch(a.writer, file.id, taken=False)
    assert a.reader.get(id_).record.share == "no"


def test_negative_control_of_kept_protection(make: Make) -> None:
    """With the protection declined the answer does relax: the test above sees the difference."""
    a, b = make("a"), make("b")
    id_ = save(a, share="yes")
    take_in(b, a)
    save(b, id_, share="no")
    file = take_in(a, b)
    merging.switch(a.writer, file.id, taken=False, keep_protection=False)
    assert a.reader.get(id_).record.share == "yes"


def test_a_crash_leaves_only_waste_that_the_next_start_sweeps(make: Make) -> None:
    vault = make("a")
    staging = Staging(vault.folder)
    save(vault, job="driver")
    for bundle in vault.writer.log.bundles():
        staging.add(bundle, wire.encode(bundle))
    assert sweep(vault.folder) >= 1
    assert not list(vault.folder.glob("*.staging*"))
