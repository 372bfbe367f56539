"""One act against one victim; a detention followed by a beating is two acts, ten victims are ten."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.records.act_details import SECTIONS, ActDetails
from caseapp.domain.spec import (
    FieldSpec,
    Kind,
    OnlyWhen,
    RecordId,
    Search,
    Section,
    Sensitivity,
    record_spec,
)
from caseapp.domain.text import N_

_PUBLIC = Sensitivity.PUBLIC
_PARTNER = Sensitivity.PARTNER
_LAWYER = Sensitivity.LAWYER

# The terms of ``act_type`` tagged "detention"; a test compares the two.
DETENTION = OnlyWhen("act_type", (
    "detention", "mass_roundup", "administrative_arrest", "incommunicado", "disappearance", "arrest", "abduction",
    "house_arrest", "release_denied", "pre_trial_release_denied", "bail_denied",
))


class Act(ActDetails, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An act as it happened; what it amounts to in law is a finding, never a field of this record.

    The four moments of the detention clocks are ``detained``, ``protocol``, ``judge`` and ``ended``; that one of them
    did not happen must be stated, a blank says nothing. The other families are its base. Source: ESF Act (21xx),
    Arrest/detention (31xx).
    """

    act_type: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("What was done"), vocabulary="act_type", required=True, sensitivity=_PUBLIC,
                  table=True, search=Search.TITLE, huridocs="2109"),
    ] = ""
    victim: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Victim"), targets=("person", "organisation"), required=True, sensitivity=_PUBLIC,
                  table=True, search=Search.TITLE, huridocs="2102"),
    ] = ""
    start: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("When"), required=True, sensitivity=_PUBLIC, table=True, search=Search.TITLE,
                  huridocs="2111"),
    ] = None
    end: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Until"), sensitivity=_PUBLIC, huridocs="2121")
    ] = None
    place: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Where"), targets=("place",), sensitivity=_PUBLIC, table=True, huridocs="2112"),
    ] = ""
    place_detail: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Where exactly, as told"), sensitivity=_PARTNER, search=Search.BODY,
                  huridocs="2112"),
    ] = ""
    location_type: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Type of place"), vocabulary="location_type", sensitivity=_PUBLIC, huridocs="2153"),
    ] = ""
    incident: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Incident"), targets=("incident",), sensitivity=_PUBLIC, table=True, huridocs="2103"),
    ] = ""
    methods: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("How"), vocabulary="method", sensitivity=_PUBLIC, huridocs="2114"),
    ] = ()
    means: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Weapons and means"), vocabulary="means", sensitivity=_PUBLIC),
    ] = ()
    narrative: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("What happened, in words"), sensitivity=_PARTNER, search=Search.BODY),
    ] = ""
    certainty: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How certain"), vocabulary="certainty", sensitivity=_PUBLIC),
    ] = ""
    stated_reason: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Reason given by the authorities"), section="official", sensitivity=_PARTNER,
                  search=Search.BODY, huridocs="2113"),
    ] = ""
    stated_by: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Who gave that reason"), section="official", sensitivity=_PARTNER, huridocs="2113"),
    ] = ""
    legal_basis: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Law cited by the authorities"), section="official", sensitivity=_PARTNER,
                  help=N_("As they cited it, with the article; it is not our assessment."), huridocs="2154"),
    ] = ""
    cited: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Articles the authorities cited"), section="official", vocabulary="law_article",
                  sensitivity=_PARTNER, huridocs="2154"),
    ] = ()
    attribution: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("What officials or others say about it"), section="official",
                  vocabulary="attribution", sensitivity=_PARTNER, huridocs="2115"),
    ] = ()
    status_at_end: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("State of the victim at the end"), section="consequences",
                  vocabulary="victim_status", sensitivity=_PARTNER, huridocs="2123"),
    ] = ""
    physical_consequences: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Physical consequences"), section="consequences", sensitivity=_LAWYER,
                  huridocs="2116"),
    ] = ""
    psychological_consequences: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Psychological consequences"), section="consequences", sensitivity=_LAWYER,
                  huridocs="2117"),
    ] = ""
    age_at_time: Annotated[
        int | None,
        FieldSpec(Kind.INTEGER, N_("Age at the time"), section="consequences", sensitivity=_PARTNER,
                  huridocs="2118"),
    ] = None
    characteristics: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("What the victim was targeted as"), section="consequences",
                  vocabulary="victim_characteristic", sensitivity=_PARTNER, huridocs="2152"),
    ] = ()
    statements_signed: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Statements signed"), section="consequences", vocabulary="statement_signed",
                  sensitivity=_PARTNER, huridocs="3311"),
    ] = ()
    detained: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Actual detention"), section="detention", sensitivity=_PARTNER, table=True,
                  help=N_("When liberty was really taken, not when the paper was signed.")),
    ] = None
    protocol: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Protocol drawn up"), section="detention", sensitivity=_PARTNER),
    ] = None
    no_protocol: Annotated[
        bool,
        FieldSpec(Kind.FLAG, N_("No protocol was drawn up"), section="detention", sensitivity=_PARTNER),
    ] = False
    judge: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Brought to a judge"), section="detention", sensitivity=_PARTNER),
    ] = None
    no_judge: Annotated[
        bool,
        FieldSpec(Kind.FLAG, N_("Never brought to a judge"), section="detention", sensitivity=_PARTNER),
    ] = False
    ended: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Released or remanded"), section="detention", sensitivity=_PARTNER, table=True),
    ] = None
    ended_how: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("How the detention ended"), section="detention", vocabulary="detention_end",
                  sensitivity=_PARTNER),
    ] = ""
    still_held: Annotated[
        bool,
        FieldSpec(Kind.FLAG, N_("Still held"), section="detention", sensitivity=_PARTNER),
    ] = False
    still_held_on: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Last known to be held on"), section="detention", sensitivity=_PARTNER),
    ] = None
    limit_ground: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Ground that sets the limit"), section="detention", vocabulary="limit_ground",
                  sensitivity=_PARTNER, help=N_("72 instead of 48 hours only on the grounds that the law names.")),
    ] = ""
    minor: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Under 18 at the time"), section="detention", vocabulary="yes_no",
                  sensitivity=_PARTNER),
    ] = ""
    detention_type: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Type of detention"), section="custody", vocabulary="detention_type",
                  sensitivity=_PARTNER, huridocs="3112"),
    ] = ""
    authority: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Authority that ordered it"), section="custody", targets=("organisation", "person"),
                  sensitivity=_PARTNER),
    ] = ""
    warrant_shown: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Warrant or other decision shown"), section="custody", vocabulary="yes_no",
                  sensitivity=_PARTNER),
    ] = ""
    whereabouts: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Whereabouts and contact with the outside"), section="custody",
                  vocabulary="whereabouts", sensitivity=_PARTNER, huridocs="3114"),
    ] = ()
    counsel: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Lawyer"), section="custody", vocabulary="legal_counsel", sensitivity=_PARTNER,
                  huridocs="3115"),
    ] = ()
    conditions: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Conditions of detention"), section="custody", sensitivity=_PARTNER,
                  search=Search.BODY, huridocs="3113"),
    ] = ""
    court_type: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Type of court"), section="custody", vocabulary="court_type", sensitivity=_PARTNER,
                  huridocs="3116"),
    ] = ()
    court_language: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Language in court"), section="custody", vocabulary="court_language",
                  sensitivity=_PARTNER, huridocs="3117"),
    ] = ""
    court_case: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Number of the court or criminal case"), section="custody", sensitivity=_LAWYER,
                  search=Search.BODY, huridocs="3118"),
    ] = ""


SPEC = record_spec("act", Act, N_("Act"), N_("Acts"), (
    Section("main", N_("What happened")),
    Section("detention", N_("Detention: when"), DETENTION),
    Section("custody", N_("Detention: contact, lawyer, conditions"), DETENTION),
    *SECTIONS,
    Section("official", N_("What the authorities say")),
    Section("consequences", N_("Consequences")),
))
