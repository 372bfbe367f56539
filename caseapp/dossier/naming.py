"""How each record is called in a dossier: people and places in the spelling that its language reads."""

from collections.abc import Mapping
from typing import Final

from caseapp.disclosure.view import Disclosed
from caseapp.domain.entity import Entity
from caseapp.domain.names.person_name import PersonName, script_of
from caseapp.domain.records.account import Account
from caseapp.domain.records.act import Act
from caseapp.domain.records.body_mark import BodyMark
from caseapp.domain.records.charge import Charge
from caseapp.domain.records.hearing import Hearing
from caseapp.domain.records.interview import Interview
from caseapp.domain.records.medical_finding import MedicalFinding
from caseapp.domain.records.organisation import Organisation
from caseapp.domain.records.person import Person
from caseapp.domain.records.place import Place
from caseapp.domain.records.reported_figure import ReportedFigure
from caseapp.domain.records.source import Source
from caseapp.domain.records.stay import Stay
from caseapp.domain.spec import RecordId, RecordSpec
from caseapp.domain.text import N_
from caseapp.dossier.wording import Wording

_SCRIPTS: Final = {"en": "Latn", "ru": "Cyrl", "kk": "Cyrl"}


def name_all(
    disclosed: Disclosed, specs: Mapping[str, RecordSpec], wording: Wording
) -> Mapping[RecordId, str]:
    """Every disclosed record's name: the pseudonym where there is one, else by type, else the title or the type."""
    names: dict[RecordId, str] = {}
    for entity in disclosed.entities:
        pseudonym = disclosed.pseudonyms.get(entity.id)
        names[entity.id] = pseudonym or _own(entity, wording) or wording.text(specs[entity.type].label)
    for entity in disclosed.entities:
        if entity.id not in disclosed.pseudonyms:
            names[entity.id] = _made_of_others(entity, names, wording) or names[entity.id]
    return names


def chosen_name(names: tuple[PersonName, ...], language: str) -> str:
    """The spelling that a reader of ``language`` expects: primary before others, in its script, in its language."""
    if not names:
        return ""
    script = _SCRIPTS.get(language, "Latn")

    def fitness(name: PersonName) -> tuple[bool, bool, bool]:
        written = name.script or script_of(name.shown())
        return (written != script, name.kind == "alias", name.language != language)

    return min(names, key=fitness).shown()


def _own(entity: Entity, wording: Wording) -> str:
    record = entity.record
    if isinstance(record, Person):
        return chosen_name(record.names, wording.language.code) or record.description
    if isinstance(record, (Organisation, Place)):
        by_language = {"en": record.name_en, "ru": record.name_ru, "kk": record.name_kk}
        order = (wording.language.code, "ru", "en", "kk")
        return next((by_language[code] for code in order if by_language.get(code)), record.other_names)
    if isinstance(record, Source):
        return record.name or wording.term("source_kind", record.kind)
    return str(getattr(record, "title", ""))


def _made_of_others(entity: Entity, names: Mapping[RecordId, str], wording: Wording) -> str:
    """Records that have no name of their own are called by what they tell."""
    record = entity.record
    if isinstance(record, Source) and not record.name and record.who in names:
        return names[record.who]
    if isinstance(record, Act):
        return wording.text(N_("{act} of {victim}, {when}"), act=wording.term("act_type", record.act_type) or "?",
                            victim=names.get(record.victim, "?"), when=wording.moment(record.start or record.detained))
    if isinstance(record, Account) and not record.title:
        return wording.text(N_("Account of {source}, {when}"), source=names.get(record.source, "?"),
                            when=wording.moment(record.received))
    if isinstance(record, Stay):
        return wording.text(N_("Stay of {person}: {place}"), person=names.get(record.person, "?"),
                            place=names.get(record.place) or record.place_detail or "?")
    if isinstance(record, Charge):
        return wording.text(N_("{article}, {person}"), article=record.article or wording.term("law_code", record.code),
                            person=names.get(record.person, "?"))
    if isinstance(record, Hearing):
        return wording.text(N_("{hearing}, {when}"), hearing=wording.term("hearing_kind", record.kind) or "?",
                            when=wording.moment(record.held))
    if isinstance(record, MedicalFinding):
        return wording.text(N_("Examination of {person}, {when}"), person=names.get(record.person, "?"),
                            when=wording.moment(record.examined))
    if isinstance(record, BodyMark):
        return wording.text(N_("{person}: {mark}, {region}"), person=names.get(record.person, "?"),
                            mark=wording.term("lesion_kind", record.kind) or "?",
                            region=wording.term("body_region", record.region) or "?")
    if isinstance(record, Interview):
        return wording.text(N_("Interview with {person}, {when}"), person=names.get(record.person, "?"),
                            when=wording.moment(record.held))
    if isinstance(record, ReportedFigure):
        return figure(record, names, wording)
    return ""


def figure(record: ReportedFigure, names: Mapping[RecordId, str], wording: Wording) -> str:
    """A reported figure in one line: how many of what, by whom, when."""
    return wording.text(
        N_("{number} ({what}), {claimant}, {when}"), number=amount(record, wording),
        what=wording.bare_term("figure_counts", record.counts) or "?",
        claimant=names.get(record.claimant) or record.claimant_stated or wording.text(N_("claimant not known")),
        when=wording.moment(record.date),
    )


def amount(record: ReportedFigure, wording: Wording) -> str:
    """The number as it was claimed: exact, about, a range, or a bound."""
    if record.value is not None:
        number = str(record.value)
    elif record.value_min is not None and record.value_max is not None:
        number = f"{record.value_min}–{record.value_max}"
    elif record.value_min is not None:
        number = wording.text(N_("at least {number}"), number=record.value_min)
    elif record.value_max is not None:
        number = wording.text(N_("at most {number}"), number=record.value_max)
    else:
        return wording.text(N_("number not stated"))
    return wording.text(N_("about {number}"), number=number) if record.approximate else number
