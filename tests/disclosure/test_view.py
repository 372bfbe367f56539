"""The allow-list view never shows a withheld value, whatever the graph."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.disclosure import view as view_module
from caseapp.disclosure.verdict import FULL, Reason, Refusal, Shown, Verdict
from caseapp.disclosure.view import Disclosed, Policy, view
from caseapp.domain.entity import Entity, Issue, Standing
from caseapp.domain.moment import Moment
from caseapp.domain.names.fold import fold_words
from caseapp.domain.names.identifier import Identifier
from caseapp.domain.names.person_name import PersonName
from caseapp.domain.spec import RecordId, Sensitivity
from tests.disclosure.toys import SPECS, Happening, Someone

SURNAMES = ["Ахметов", "Токаев", "Өтегенов", "Серикбаева", "Қыңыр", "Bekova", "Лим"]
GIVENS = ["Данияр", "Үміт", "Анна", "Ғалым", "Һасан"]
LEVELS = [Sensitivity.LAWYER, Sensitivity.INTERNAL]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Entity], Policy]:
    people = draw(st.integers(1, 4))
    ids = [f"{n:032x}" for n in range(people)]
    surnames = draw(st.permutations(SURNAMES))
    entities, verdicts, pseudonyms = [], {}, {}
    for n, id in enumerate(ids):
        shown = draw(st.sampled_from(list(Shown)))
        verdicts[id] = FULL
        if shown is not Shown.FULL:
            refusal = Refusal(id, draw(st.sampled_from(list(Reason))), "store")
            verdicts[id] = Verdict(shown, refusal)
            pseudonyms[id] = f"Person {n}"
        name = PersonName(surname=surnames[n], given=draw(st.sampled_from(GIVENS)))
        record = Someone(
            names=(name,), numbers=(Identifier(scheme="iin", value=f"80010130{n:04d}"),),
            born=Moment(f"19{80 + n}"), phone=f"+7 701 000 00 0{n}", job=f"works with {surnames[(n + 1) % people]}",
            kin=draw(st.sampled_from([*ids, ""])), remarks=f"see {surnames[n]}",
        )
        other = Standing((PersonName(surname=surnames[n] + "а", given="Дана"),), "a", 1)
        issues = {"names": Issue(conflict=True, standing=(other,))} if draw(st.booleans()) else {}
        entities.append(Entity(id, "someone", name.shown(), record, issues=MappingProxyType(issues)))
    whom = tuple(draw(st.lists(st.sampled_from(ids), unique=True)))
    story = " ".join(draw(st.lists(st.sampled_from([*surnames[:people], "бил", "и", "800101300001"]), max_size=12)))
    happening = Happening(story=story, whom=whom, age=27, private="private thing")
    entities.append(Entity("f" * 32, "happening", story, happening))
    policy = Policy(draw(st.sampled_from(LEVELS)), verdicts, pseudonyms, "[withheld]",
                    telling=frozenset({("someone", "born")}))
    return entities, policy


def leaks(entities: list[Entity], policy: Policy, out: Disclosed) -> Iterator[str]:
    """What an independent reader finds: compares plain strings and folded words, knows nothing of the view."""
    texts = [text for entity in out.entities for text in strings(entity)]
    words = {word for text in texts for word in fold_words(text).split()}
    for entity in entities:
        shown = policy.verdicts.get(entity.id, FULL).shown
        if isinstance(entity.record, Someone) and shown < Shown.FULL:
            if set(fold_words(entity.record.names[0].surname).split()) & words:
                yield "name"
            secrets = [entity.record.phone, *(number.value for number in entity.record.numbers)]
            if any(secret and secret in text for text in texts for secret in secrets):
                yield "number"
        if shown is Shown.ABSENT and any(entity.id in text for text in texts):
            yield "link"
    if policy.level < Sensitivity.INTERNAL and any("private thing" in t or "see " in t for t in texts):
        yield "internal"


def strings(entity: Entity) -> Iterator[str]:
    yield from (entity.id, entity.title)
    values: list[Any] = [getattr(entity.record, name) for name in entity.record.__struct_fields__]
    values += [one.value for issue in entity.issues.values() for one in issue.standing]
    for value in values:
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, PersonName):
                yield one.shown()
            elif isinstance(one, Identifier):
                yield from (one.value, one.note)
            elif isinstance(one, str):
                yield one


@settings(max_examples=150)
@given(graphs())
def test_no_withheld_value_is_ever_shown(case: tuple[list[Entity], Policy]) -> None:
    entities, policy = case
    assert list(leaks(entities, policy, view(entities, SPECS, policy))) == []


def test_the_reader_of_the_property_finds_leaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: with scrubbing, with link checks, with field checks switched off the property goes red."""
    hidden, absent = "0" * 32, "1" * 32
    entities = [
        Entity(hidden, "someone", "Токаев", Someone(names=(PersonName(surname="Токаев"),), kin=absent, remarks="see")),
        Entity(absent, "someone", "Лим", Someone(names=(PersonName(surname="Лим"),))),
        Entity("f" * 32, "happening", "", Happening(story="били Токаева", private="private thing")),
    ]
    verdicts = {hidden: Verdict(Shown.UNNAMED, Refusal(hidden, Reason.NOT_ASKED, "store")),
                absent: Verdict(Shown.ABSENT, Refusal(absent, Reason.REFUSED, "store"))}
    policy = Policy(Sensitivity.LAWYER, verdicts, {hidden: "Person 1", absent: "Person 2"}, "[withheld]")

    def found() -> set[str]:
        return set(leaks(entities, policy, view(entities, SPECS, policy)))

    assert found() == set()
    with monkeypatch.context() as patch:
        patch.setattr("caseapp.disclosure.scrub.Scrubber.clean", lambda self, text: text.replace("Токаева", "Токаев"))
        assert found() == {"name"}
    with monkeypatch.context() as patch:
        patch.setattr("caseapp.disclosure.view._Maker._copy", lambda self, entity, spec, value: value)
        assert found() >= {"link"}
    with monkeypatch.context() as patch:
        patch.setattr("caseapp.disclosure.view._Maker._allowed", lambda *_: True)
        assert found() >= {"name", "internal"}


def test_what_is_left_out_is_counted_by_field_and_reason() -> None:
    id: RecordId = "0" * 32
    refusal = Refusal(id, Reason.NOT_ASKED, "store")
    person = Someone(names=(PersonName(surname="Токаев"),), job="teacher", phone="+7 701 111 22 33")
    policy = Policy(Sensitivity.LAWYER, {id: Verdict(Shown.UNNAMED, refusal)}, {id: "Person 1"}, "[withheld]")
    out = view([Entity(id, "someone", "Токаев", person)], SPECS, policy)
    assert [(o.field, o.refusal) for o in out.omissions] == [("names", refusal), ("phone", refusal)]
    assert out.refusals == (refusal,)
    assert out.entities[0].title == "Person 1"
    record = out.entities[0].record
    assert isinstance(record, Someone)
    assert record.job == "teacher"
    assert record.names == ()


def test_an_iin_goes_with_the_birth_date(monkeypatch: pytest.MonkeyPatch) -> None:
    number = Identifier(scheme="iin", value="010101100008")
    person = Someone(numbers=(number, Identifier(scheme="passport", value="N1234567")), born=Moment("1801"))
    entity = Entity("0" * 32, "someone", "", person)
    story = Entity("1" * 32, "happening", "", Happening(story="ИИН 010101100008"))
    telling = frozenset({("someone", "phone")})
    for policy, expected in (
        (Policy(Sensitivity.LAWYER, {}, {}, "[withheld]", telling=telling), 1),
        (Policy(Sensitivity.INTERNAL, {}, {}, "[withheld]", telling=telling), 2),
    ):
        shown, told = view([entity, story], SPECS, policy).entities
        assert isinstance(shown.record, Someone)
        assert len(shown.record.numbers) == expected
        assert ("010101100008" in repr(told.record)) == (expected == 2)
    monkeypatch.setattr(view_module, "_told_by_iin", lambda *_: False)
    shown, _ = view([entity, story], SPECS, Policy(Sensitivity.LAWYER, {}, {}, "", telling=telling)).entities
    assert isinstance(shown.record, Someone)
    assert len(shown.record.numbers) == 2


def test_a_type_without_spec_stays_out() -> None:
    entity = Entity("0" * 32, "from-the-future", "secret", Someone(job="x"))
    assert view([entity], SPECS, Policy(Sensitivity.INTERNAL, {}, {}, "")).entities == ()
