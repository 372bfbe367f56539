"""The record types of this Caseapp: one file each, and the one list that generic code is handed."""

from caseapp.domain.records import (
    account,
    act,
    case,
    consent,
    exhibit,
    incident,
    involvement,
    match_decision,
    organisation,
    person,
    place,
    relationship,
    reported_figure,
    source,
    stay,
)
from caseapp.domain.spec import RecordSpec

ALL: tuple[RecordSpec, ...] = (
    incident.SPEC,
    person.SPEC,
    organisation.SPEC,
    relationship.SPEC,
    act.SPEC,
    involvement.SPEC,
    stay.SPEC,
    source.SPEC,
    account.SPEC,
    consent.SPEC,
    reported_figure.SPEC,
    exhibit.SPEC,
    place.SPEC,
    case.SPEC,
    match_decision.SPEC,
)
