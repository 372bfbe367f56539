"""Saving, reading back, finding, undoing, conflicts: on a real encrypted file."""

from collections.abc import Callable

import pytest

from caseapp.domain.errors import Invalid, NotFound
from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.text_hygiene import UnsafeText
from caseapp.services.edits import Edit
from caseapp.services.records import NothingToUndo
from caseapp.services.targets import Targets
from caseapp.storage.reader import Reader
from tests.support import toy

SPELLINGS = ("Тоқаев", "Токаев", "Tokayev", "Tokaev", "Toqaev")


def save(vault: toy.Vault, id_: str = "", type_: str = "human", **values: object) -> str:
    id_ = id_ or vault.records.new_id()
    vault.records.save([Edit(type_, id_, values)], "Change")
    return id_


def named(full: str) -> tuple[PersonName, ...]:
    return (PersonName(full=full),)


def test_a_saved_record_is_read_back_whole(vault: toy.Vault) -> None:
    values = {
        "names": named("Ахметов Данияр Серікұлы"), "born": Moment("1994"), "job": "driver", "story": "one\ntwo",
        "age": 27,
    }
    id_ = save(vault, **values)
    record = vault.reader.get(id_).record
    assert {name: getattr(record, name) for name in values} == values


@pytest.mark.parametrize("stored", SPELLINGS)
def test_every_spelling_finds_every_spelling(vault: toy.Vault, stored: str) -> None:
    id_ = save(vault, names=named(stored))
    other = save(vault, names=named("Назарбаев"))
    for typed in SPELLINGS:
        assert [hit.id for hit in vault.reader.find(typed, 10)] == [id_]
    assert [hit.id for hit in vault.reader.find("Назар", 10)] == [other]


def test_search_follows_an_edit_and_forgets_the_old_word(vault: toy.Vault) -> None:
    id_ = save(vault, job="teacher")
    save(vault, id_, job="driver")
    assert vault.reader.find("driver", 5)
    assert not vault.reader.find("teacher", 5)


def test_unchanged_values_write_nothing(vault: toy.Vault) -> None:
    id_ = save(vault, job="driver")
    before = vault.reader.stats()["#changeset"]
    save(vault, id_, job="driver")
    assert vault.reader.stats()["#changeset"] == before


def test_undo_and_redo_of_an_edit(vault: toy.Vault) -> None:
    id_ = save(vault, job="teacher")
    save(vault, id_, job="driver")
    undone = vault.records.undo("Undo")
    assert (undone.undone, undone.kept) == (1, 0)
    assert vault.reader.get(id_).record.job == "teacher"
    vault.records.undo("Redo", undone.saved.changeset)
    assert vault.reader.get(id_).record.job == "driver"


def test_undo_goes_back_step_by_step_until_nothing_is_left(vault: toy.Vault) -> None:
    id_ = save(vault, job="teacher")
    save(vault, id_, job="driver")
    vault.records.undo("Undo")
    vault.records.undo("Undo")
    assert vault.reader.get(id_).empty
    with pytest.raises(NothingToUndo):
        vault.records.undo("Undo")


def test_lists_are_in_kazakh_order_and_paged_by_key(vault: toy.Vault) -> None:
    wanted = ["Абай", "Әлия", "Болат", "Қанат", "Ламия", "Ұлан", "Ырыс", "Іңкәр", "Baker"]
    for title in reversed(wanted):
        save(vault, type_="body", title=title)
    shown, after = [], None
    while True:
        page, after = vault.reader.page("body", after, limit=2)
        shown += [entity.title for entity in page]
        if after is None:
            break
    assert shown == wanted
    assert [vault.reader.get(id_).title for id_ in vault.reader.ids("body")] == wanted


def test_links_go_both_ways_even_before_the_target_is_here(vault: toy.Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    later = vault.records.new_id()
    with monkeypatch.context() as merged:  # a merge brings what a person here could not write
        merged.setattr(Targets, "check", lambda *_: None)
        id_ = save(vault, knows=(later,))
    assert [(link.target, link.target_type) for link in vault.reader.links_from(id_)] == [(later, "")]
    save(vault, later, type_="body", title="Union")
    assert [(link.source, link.field, link.target_type) for link in vault.reader.links_to(later)] == [
        (id_, "knows", "body")
    ]


def test_what_cannot_be_stored_is_refused_with_the_field_and_nothing_is_written(vault: toy.Vault) -> None:
    before = vault.reader.stats()
    id_ = vault.records.new_id()
    with pytest.raises(Invalid) as error:
        vault.records.save([Edit("human", id_, {"age": "many"})], "Change")
    assert error.value.field == "Age"
    with pytest.raises(UnsafeText):
        vault.records.save([Edit("human", id_, {"job": "dri\u202ever"})], "Change")
    with pytest.raises(Invalid):
        vault.records.save([Edit("human", id_, {"no_such": 1})], "Change")
    with pytest.raises(NotFound):
        vault.records.save([Edit("no_such", id_, {})], "Change")
    assert vault.reader.stats() == before


def test_several_records_are_one_action_and_one_undo(vault: toy.Vault) -> None:
    first, second = vault.records.new_id(), vault.records.new_id()
    vault.records.save([
        Edit("human", first, {"job": "driver"}), Edit("body", second, {"title": "Union"}),
    ], "Record both")
    assert vault.reader.stats()["#changeset"] == 1
    vault.records.undo("Undo")
    assert vault.reader.get(first).empty
    assert vault.reader.get(second).empty


def test_a_reader_cannot_write(vault: toy.Vault) -> None:
    save(vault, job="driver")
    with pytest.raises(Exception, match="readonly"):
        vault.reader.sql.execute("DELETE FROM change")


def test_records_survive_closing(make: Callable[[str], toy.Vault]) -> None:
    vault = make("a")
    id_ = save(vault, job="driver")
    vault.close()
    again = toy.open_vault(vault.folder, vault.key, (vault.author, vault.public_key))
    assert again.reader.get(id_).record.job == "driver"
    again.close()


def test_hits_of_one_type_only(vault: toy.Vault) -> None:
    save(vault, names=named("Алматы"))
    body = save(vault, type_="body", title="Алматы")
    assert [hit.id for hit in vault.reader.find("алматы", 5, ("body",))] == [body]
    assert isinstance(vault.reader, Reader)
