"""Fields that people add: as real as those of the program, and no change of one ever drops a value."""

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.domain.local_fields import MOST, definition_of, field_name
from caseapp.domain.moment import Moment
from caseapp.domain.spec import Sensitivity
from caseapp.services.edits import Edit
from caseapp.services.fields import Asked, CannotGrow, FieldStays, NameTaken, NoName, all_fields, reach
from caseapp.services.session import Session
from caseapp.storage import project, rebuild
from caseapp.storage.writer import Writer
from tests.services.exchanges import Make, Pair, save, send, take_in

NICKNAME = {"ru": "Кличка", "kk": "Лақап"}


def add(vault: Session, of: str = "person", kind: str = "line", **more: Any) -> str:
    """A new field; its name in records."""
    labels = more.pop("labels", NICKNAME)
    saved = vault.fields.add(Asked(of, kind, labels, **more), "Field added")
    return field_name(kind, saved.ids[0])


def value(vault: Session, id_: str, name: str) -> Any:
    return getattr(vault.reader.get(id_).record, name)


def sound(vault: Session) -> None:
    assert vault.verify() == []


def test_a_field_is_there_at_once_on_every_side(make: Make) -> None:
    vault = make("a")
    before = save(vault, sex="female")
    assert vault.reader.get(before).record.sex == "female"
    name = add(vault, help={"en": "As the street knows them."}, table=True, seen_by="lawyer")
    spec = vault.specs["person"].fields[name]
    assert (str(spec.label), spec.label.in_language("kk"), spec.table) == ("Кличка", "Лақап", True)
    assert spec.sensitivity is Sensitivity.LAWYER
    assert vault.writer.specs["person"].fields[name] == spec == vault.reader.specs()["person"].fields[name]
    after = save(vault, before, **{name: "Кузнец"})
    assert value(vault, after, name) == getattr(vault.near.get(after).record, name) == "Кузнец"
    assert [entity.id for entity in vault.reader.find("кузнец", 10)] == [before]
    sound(vault)


@pytest.mark.parametrize(("kind", "held"), [
    ("text", "one\ntwo"), ("integer", 7), ("flag", True), ("moment", Moment("2022-01")), ("line", "x")])
def test_every_kind_holds_its_values_over_a_reopening(make: Make, kind: str, held: object) -> None:
    vault = make("a")
    name = add(vault, "act", kind)
    id_ = save(vault, type_="act", **{name: held})
    assert value(vault, id_, name) == held
    vault.writer.close()
    vault.writer.open()
    assert vault.writer.specs["act"].fields[name].kind.value == kind
    assert value(vault, id_, name) == held
    sound(vault)


def test_words_of_a_list_of_its_own(make: Make) -> None:
    vault = make("a")
    name = add(vault, kind="terms")
    list_ = vault.specs["person"].fields[name].vocabulary
    first = "t_" + vault.terms.add(list_, {"ru": "каратист"}, "Term").ids[0]
    vault.terms.add(list_, {"ru": "борец"}, "Term")
    vault.vocabularies.refresh(vault.near)
    assert [term.label("ru").text for term in vault.vocabularies[list_].choices()] == ["каратист", "борец"]
    id_ = save(vault, **{name: (first,)})
    assert value(vault, id_, name) == (first,)
    with pytest.raises(Exception, match="unknown-term"):
        save(vault, **{name: ("t_" + "0" * 32,)})


def test_a_reference_links_both_ways(make: Make) -> None:
    vault = make("a")
    name = add(vault, "person", "ref", to="organisation", labels={"en": "Trade union"})
    union = save(vault, type_="organisation")
    id_ = save(vault, **{name: union})
    assert [(link.source, link.field) for link in vault.reader.links_to(union)] == [(id_, name)]
    sound(vault)


def test_no_change_drops_a_value(make: Make) -> None:
    vault = make("a")
    name = add(vault)
    definition = definition_of(name)
    id_ = save(vault, **{name: "Кузнец"})
    assert reach(vault.reader, "person", definition, "line").held == 1
    vault.fields.retire(definition, "2022-01-10", "No longer asked")
    assert not vault.specs["person"].fields[name].asked
    assert value(vault, id_, name) == "Кузнец"
    vault.fields.retire(definition, "", "Asked again")
    assert vault.specs["person"].fields[name].asked
    vault.fields.rename(definition, {"en": "Nickname"}, "Renamed")
    assert vault.specs["person"].fields[name].label.in_language("en") == "Nickname"
    assert vault.specs["person"].fields[name].label.in_language("kk") == "Лақап"
    save(vault, definition, "custom_field", retracted=True)
    assert value(vault, id_, name) == "Кузнец"
    sound(vault)


def test_undoing_the_addition_keeps_what_was_written_for_it(make: Make) -> None:
    vault = make("a")
    saved = vault.fields.add(Asked("person", "line", NICKNAME), "Field added")
    name = field_name("line", saved.ids[0])
    id_ = save(vault, **{name: "Кузнец"})
    undone = vault.records.undo("Undo", saved.changeset)
    assert name not in vault.specs["person"].fields
    entity = vault.reader.get(id_)
    assert entity.newer
    assert name in entity.issues
    sound(vault)
    vault.records.undo("Redo", undone.saved.changeset)
    assert value(vault, id_, name) == "Кузнец"
    assert not vault.reader.get(id_).newer
    sound(vault)


def test_values_before_their_definition(pair: Pair) -> None:
    """A part that lacks the definition, then the definition: the value was kept, and is shown from then on."""
    a, b = pair
    name = add(a)
    definition = definition_of(name)
    person = save(a, **{name: "Кузнец"})
    case = save(a, type_="case", persons=(person,))
    a.writer.sql.execute("SELECT 1")
    first = send(a, b, roots=(case,))
    take_in(b, first)
    assert value(b, person, name) == "Кузнец"  # the definition travels with what it explains
    assert b.reader.get(definition).record.label_ru == "Кличка"
    sound(b)


def test_whom_a_field_of_ours_names_does_not_travel_for_it(pair: Pair) -> None:
    a, b = pair
    mate, seen = (add(a, "person", "ref", to=to, labels={"en": to}) for to in ("person", "act"))
    stranger = save(a, sex="male")
    person = save(a, **{mate: stranger})
    act = save(a, type_="act", victim=person)
    witness = save(a, **{seen: act})
    case = save(a, type_="case", persons=(person,))
    take_in(b, send(a, b, roots=(case,)))
    assert value(b, person, mate) == stranger
    assert set(b.reader.ids("person")) == {person}
    assert set(a.reader.ids("person")) == {person, stranger, witness}
    sound(b)


def test_setting_a_file_aside_and_back(pair: Pair) -> None:
    a, b = pair
    name = add(a)
    person = save(a, **{name: "Кузнец"})
    path = send(a, b)
    take_in(b, path)
    assert value(b, person, name) == "Кузнец"
    own = save(b, **{name: "Сапожник"})
    package = b.writer.recent_packages(1)[0]
    b.exchange.set_aside(package)
    assert name not in b.specs["person"].fields
    assert name in b.reader.get(own).issues
    sound(b)
    b.exchange.take_in_again(package)
    assert value(b, own, name) == "Сапожник"
    sound(b)


def test_only_what_holds_the_field_is_folded_again(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = make("a")
    for _ in range(5):
        save(vault)
    written: list[str] = []
    inner = project.Projector.write

    def watched(self: project.Projector, states: Any, **how: Any) -> None:
        written.extend(folded.key.type for folded in states)
        inner(self, states, **how)

    monkeypatch.setattr(project.Projector, "write", watched)
    add(vault)
    assert written == ["custom_field"]


def test_rows_that_did_not_follow_are_brought_along_at_the_next_opening(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = make("a")
    id_ = save(vault)
    with monkeypatch.context() as program:
        program.setattr(Writer, "grow", lambda *_, **__: None)
        name = add(vault)
    assert name not in vault.reader.specs()["person"].fields
    vault.writer.close()
    vault.writer.open()
    save(vault, id_, **{name: "Кузнец"})
    assert value(vault, id_, name) == "Кузнец"
    sound(vault)


def test_refusals_say_what_is_wrong_and_change_nothing(make: Make) -> None:
    vault = make("a")
    name = add(vault)
    definition = definition_of(name)
    count = vault.writer.tip.count
    for wrong, error in (
        (Asked("person", "line", {"en": " "}), NoName),
        (Asked("person", "line", {"ru": "кличка"}), NameTaken),
        (Asked("verification", "line", {"en": "x"}), CannotGrow),
        (Asked("nothing", "line", {"en": "x"}), CannotGrow),
        (Asked("person", "blob", {"en": "x"}), CannotGrow),
        (Asked("person", "ref", {"en": "x"}), CannotGrow),
        (Asked("person", "term", {"en": "x"}, list="nothing"), CannotGrow),
    ):
        with pytest.raises(error):
            vault.fields.add(wrong, "Wrong")
    for changed in ({"kind": "integer"}, {"of": "act"}, {"to": "act"}, {"list": "sex"}, {"origin": "form/q"}):
        with pytest.raises(FieldStays):
            vault.records.save([Edit("custom_field", definition, changed)], "Wrong")
    assert vault.writer.tip.count == count
    assert len(all_fields(vault.reader)) == 1


def test_there_is_an_end_to_it(make: Make) -> None:
    vault = make("a")
    vault.fields.add_all([Asked("person", "line", {"en": f"Field {n}"}) for n in range(MOST)], "Many")
    with pytest.raises(Exception, match="too-many-fields"):
        add(vault)
    assert len(vault.specs["person"].fields) > MOST


def test_a_new_kind_of_a_stranger_changes_no_value(pair: Pair) -> None:
    """Somebody whose program lets them: the values stand under the kind that they were written for."""
    a, b = pair
    name = add(a)
    person = save(a, **{name: "17"})
    a.records._checks = ()
    take_in(b, send(a, b))
    save(a, definition_of(name), "custom_field", kind="integer")
    take_in(b, send(a, b))
    entity = b.reader.get(person)
    assert name in entity.issues
    assert entity.newer
    assert field_name("integer", definition_of(name)) in b.specs["person"].fields
    save(a, definition_of(name), "custom_field", kind="line")
    take_in(b, send(a, b))
    assert value(b, person, name) == "17"
    sound(b)

def test_two_vaults_with_a_field_of_the_same_name(pair: Pair) -> None:
    """Both made "Nickname" before they met: both stand, and either can be ordered, explained or asked no longer."""
    a, b = pair
    first, second = definition_of(add(a)), definition_of(add(b))
    take_in(b, send(a, b))
    assert len(all_fields(b.reader)) == 2
    b.fields.arrange([second, first], "Order")
    b.fields.use(first, "Use", table=True)
    b.fields.retire(first, "2022-01-10", "No longer asked")
    with pytest.raises(NameTaken):
        b.fields.retire(first, "", "Asked again")
    b.fields.rename(first, {"ru": "Кличка из Алматы", "kk": "Алматыдағы лақап"}, "Renamed")
    b.fields.retire(first, "", "Asked again")
    with pytest.raises(NameTaken):
        b.fields.rename(first, {"ru": "КЛИЧКА"}, "Renamed")
    sound(b)


@given(st.lists(st.sampled_from(["add", "write", "change", "undo", "redo", "retire", "withdraw", "reopen", "rebuild"]),
                max_size=14), st.randoms(use_true_random=False))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_rows_are_those_of_a_rebuild(make: Make, steps: list[str], dice: random.Random) -> None:
    vault = make(f"vault {dice.random()}")
    people, names, done = [save(vault) for _ in range(3)], [], []
    for n, step in enumerate(steps):
        if step == "add":
            kind = dice.choice(("line", "integer", "terms", "flag", "moment"))
            names.append(add(vault, kind=kind, labels={"en": f"Field {n}"}))
        elif step in ("write", "change") and names:
            known = [name for name in names if name in vault.specs["person"].fields]
            for name in known:
                save(vault, dice.choice(people), **{name: SOME[name.split("_")[1]](dice)})
        elif step == "undo" and vault.writer.tip.count > 4:
            done.append(vault.records.undo("Undo").saved.changeset)
        elif step == "redo" and done:
            vault.records.undo("Redo", done.pop())
        elif step in ("retire", "withdraw") and names:
            changed = {"retracted": True} if step == "withdraw" else {"retired": Moment("2022-01-10")}
            save(vault, definition_of(dice.choice(names)), "custom_field", **changed)
        elif step == "reopen":
            vault.writer.close()
            vault.writer.open()
        elif step == "rebuild":
            rebuild.rebuild(vault.writer, vault.writer._fingerprint)
        assert vault.verify() == []
    before = rows(vault)
    rebuild.rebuild(vault.writer, vault.writer._fingerprint)
    assert rows(vault) == before


def rows(vault: Session) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {
        type_: vault.near.many(vault.near.ids(type_)) for type_ in ("person", "custom_field")}
    found["flags"] = vault.writer.sql.execute("SELECT no, flags, heads FROM record ORDER BY no").fetchall()
    found["date"] = vault.writer.sql.execute(
        "SELECT d.record, f.name, d.earliest FROM date d JOIN field_name f ON f.no = d.field ORDER BY 1, 2").fetchall()
    return found


SOME: dict[str, Any] = {
    "line": lambda dice: f"word {dice.randrange(9)}", "integer": lambda dice: dice.randrange(9),
    "terms": lambda dice: (), "flag": lambda dice: dice.random() < 0.5,
    "moment": lambda dice: Moment(f"2022-01-0{dice.randrange(1, 9)}"),
}
