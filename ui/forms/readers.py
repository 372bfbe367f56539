"""How a stored value reads as text: one reader per kind, the counterpart of ``EDITORS``."""

from collections.abc import Callable, Iterable
from typing import Final

from caseapp.domain.names.person_name import NAME_KINDS, NAME_LANGUAGES, NAME_SCRIPTS, PersonName
from caseapp.domain.spec import FieldSpec, Kind
from caseapp.domain.text import N_
from ui.forms.kit import FormKit

Reader = Callable[[FieldSpec, object, FormKit], str]


def read_value(spec: FieldSpec, value: object, kit: FormKit) -> str:
    """The value as plain text, blank when there is nothing to read."""
    if value is None or value == "" or value == ():
        return ""
    return READERS[spec.kind](spec, value, kit)


def _text(_spec: FieldSpec, value: object, _kit: FormKit) -> str:
    return str(value)


def _flag(_spec: FieldSpec, value: object, kit: FormKit) -> str:
    return kit.tr(N_("Yes")) if value is True else ""


def _term(spec: FieldSpec, value: object, kit: FormKit) -> str:
    return kit.vocabularies.label(spec.vocabulary, str(value))


def _terms(spec: FieldSpec, value: object, kit: FormKit) -> str:
    return "\n".join(kit.vocabularies.label(spec.vocabulary, str(term)) for term in _each(value))


def _ref(_spec: FieldSpec, value: object, kit: FormKit) -> str:
    return kit.titles.get(str(value), str(value))


def _refs(_spec: FieldSpec, value: object, kit: FormKit) -> str:
    return "\n".join(kit.titles.get(str(id_), str(id_)) for id_ in _each(value))


def _names(_spec: FieldSpec, value: object, kit: FormKit) -> str:
    """Every spelling with what it is: two that look alike are told apart by their language and script."""
    return "\n".join(_name(each, kit) for each in _each(value) if isinstance(each, PersonName))


def _name(name: PersonName, kit: FormKit) -> str:
    words = [kit.tr(NAME_KINDS[name.kind])] if name.kind != "primary" else []
    if name.language:
        words.append(kit.tr(NAME_LANGUAGES[name.language]))
    if name.script:
        words.append(kit.tr(NAME_SCRIPTS[name.script]))
    shown = name.shown()
    return kit.tr(N_("{name} ({what})")).format(name=shown, what=", ".join(words)) if words else shown


def _shown(spec: FieldSpec, value: object, kit: FormKit) -> str:
    return kit.readings.show(spec.kind.value, value)


def _each(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else ()


READERS: Final[dict[Kind, Reader]] = {
    Kind.LINE: _text,
    Kind.TEXT: _text,
    Kind.INTEGER: _text,
    Kind.FLAG: _flag,
    Kind.TERM: _term,
    Kind.TERMS: _terms,
    Kind.MOMENT: _shown,
    Kind.NAMES: _names,
    Kind.IDENTIFIERS: _shown,
    Kind.REF: _ref,
    Kind.REFS: _refs,
    Kind.ANSWER: _term,
    Kind.BLOB: _shown,
    Kind.POINT: _shown,
}
