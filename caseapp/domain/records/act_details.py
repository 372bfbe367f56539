"""What only some acts have: how somebody was hurt or died, what was lost, blocked or brought before a court."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, OnlyWhen, Record, RecordId, Search, Section, Sensitivity
from caseapp.domain.text import N_

_PUBLIC = Sensitivity.PUBLIC
_PARTNER = Sensitivity.PARTNER
_LAWYER = Sensitivity.LAWYER

# The terms of ``act_type`` with the tag of each family; a test compares them.
VIOLENCE = OnlyWhen("act_type", (
    "violence_in_custody", "violence_on_arrest", "sexual_violence", "injury", "statement_coerced", "physical_assault",
    "rape", "sexual_assault", "killing_attempted", "death_after_violence", "plea_coerced",
))
DEATH = OnlyWhen("act_type", (
    "death_at_assembly", "death_of_bystander", "death_in_custody", "death_in_attack", "death_unknown_cause",
    "killing_unexplained", "death_after_violence", "death_aggravated", "death_no_medical", "death_staged_accident",
    "forced_suicide", "killing_mistake", "killing_summary", "killing_by_agents", "killing_nonstate", "killing_common",
    "death_no_information",
))
INJURY = OnlyWhen("act_type", (
    "violence_in_custody", "violence_on_arrest", "sexual_violence", "injury", "hospital_removal", "medical_denied",
    "assembly_dispersed", "physical_assault", "rape", "sexual_assault", "killing_attempted", "no_warning",
))
PROPERTY = OnlyWhen("act_type", (
    "search", "property_destroyed", "looting", "vandalism", "extortion", "confiscation", "office_raided",
))
EXPRESSION = OnlyWhen("act_type", (
    "journalist_obstructed", "internet_blocked", "website_blocked", "information_withheld", "information_denied",
    "censorship", "publication_restricted", "material_banned", "office_closed", "group_banned", "meeting_banned",
))
PROSECUTION = OnlyWhen("act_type", (
    "false_information_charge", "dead_charged", "lawyer_denied", "innocence_presumption", "defence_time",
    "judge_partial", "judge_dependent", "interpreter_denied", "arms_unequal", "charges_not_told", "trial_delayed",
    "tried_twice", "counsel_contact_denied", "trial_unfair", "trial_closed", "witnesses_not_examined",
    "law_retroactive", "court_access_denied", "plea_coerced",
))


class ActDetails(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The families of an act but for detention. What is alleged and what a paper says are fields of their own.

    Source: ESF Killing (32xx), Torture (33xx), Destruction (34xx); Minnesota Protocol for a death.
    """

    intent: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("What it was done for, as the victim or witnesses say"), section="violence",
                  vocabulary="intent", sensitivity=_PARTNER, huridocs="3351"),
    ] = ()
    medical_attention: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("Medical officers and medical attention"), section="violence",
                  vocabulary="medical_attention", sensitivity=_PARTNER, huridocs="3312"),
    ] = ()
    signs_reported: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Signs on the body, as the victim tells them"), section="violence",
                  sensitivity=_LAWYER, search=Search.BODY,
                  help=N_("What a clinician found is a medical finding, a record of its own.")),
    ] = ""
    words_said: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("What was said or demanded meanwhile"), section="violence", sensitivity=_LAWYER,
                  search=Search.BODY),
    ] = ""
    how_often: Annotated[
        str, FieldSpec(Kind.LINE, N_("How often and how long"), section="violence", sensitivity=_PARTNER)
    ] = ""
    cause_written: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Cause of death, as the papers say"), section="death", sensitivity=_PARTNER),
    ] = ""
    cause_alleged: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Cause of death, as family or witnesses say"), section="death",
                  sensitivity=_PARTNER),
    ] = ""
    manner: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Manner of death, as the papers say"), section="death",
                  vocabulary="manner_of_death", sensitivity=_PARTNER),
    ] = ""
    last_seen: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Last seen alive"), section="death", sensitivity=_PARTNER),
    ] = None
    body_found: Annotated[
        str, FieldSpec(Kind.LINE, N_("Where the body was found"), section="death", sensitivity=_PARTNER)
    ] = ""
    wounds: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Wounds, as told or seen"), section="death", sensitivity=_LAWYER,
                  help=N_("Number, where, entry and exit, from what distance; say who saw it.")),
    ] = ""
    autopsy: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Autopsy"), section="death", vocabulary="autopsy", sensitivity=_PARTNER,
                  huridocs="3212"),
    ] = ""
    autopsy_by: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Autopsy: by whom, number of the report"), section="death", sensitivity=_PARTNER),
    ] = ""
    own_expert: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("An expert of the family was there"), section="death", vocabulary="yes_no",
                  sensitivity=_PARTNER),
    ] = ""
    death_certificate: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Death certificate"), section="death", vocabulary="death_certificate",
                  sensitivity=_PARTNER, huridocs="3213"),
    ] = ""
    body_released: Annotated[
        Moment | None,
        FieldSpec(Kind.MOMENT, N_("Body given to the family"), section="death", sensitivity=_PARTNER),
    ] = None
    body_withheld: Annotated[
        bool,
        FieldSpec(Kind.FLAG, N_("The body was not given to the family"), section="death", sensitivity=_PARTNER),
    ] = False
    burial_pressure: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Pressure about the burial"), section="death", sensitivity=_LAWYER,
                  search=Search.BODY),
    ] = ""
    exhumed: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Exhumed"), section="death", sensitivity=_PARTNER)
    ] = None
    exhumation_basis: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Exhumation: on whose decision, with or without a court"), section="death",
                  sensitivity=_PARTNER),
    ] = ""
    hospital: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Where it was treated"), section="injury", targets=("place", "organisation"),
                  sensitivity=_LAWYER),
    ] = ""
    severity: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Gravity of the harm, as the forensic expert says"), section="injury",
                  vocabulary="harm_gravity", sensitivity=_PARTNER),
    ] = ""
    days_treated: Annotated[
        int | None,
        FieldSpec(Kind.INTEGER, N_("Days in treatment"), section="injury", sensitivity=_PARTNER),
    ] = None
    removed_object: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Bullet or fragment taken out: what became of it"), section="injury",
                  sensitivity=_PARTNER),
    ] = ""
    permanent_harm: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("Harm that remains, as the victim tells it"), section="injury", sensitivity=_LAWYER),
    ] = ""
    loss_type: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("What was lost or damaged"), section="property", sensitivity=_PARTNER,
                  search=Search.BODY, huridocs="3410"),
    ] = ""
    loss_value: Annotated[
        int | None,
        FieldSpec(Kind.INTEGER, N_("Value in tenge"), section="property", sensitivity=_PARTNER, huridocs="3411",
                  help=N_("A whole number, as the owner states it.")),
    ] = None
    value_basis: Annotated[
        str, FieldSpec(Kind.LINE, N_("How the value is known"), section="property", sensitivity=_PARTNER)
    ] = ""
    inventory: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("A list of what was taken was given"), section="property", vocabulary="yes_no",
                  sensitivity=_PARTNER),
    ] = ""
    compensation: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Compensation"), section="property", vocabulary="compensation",
                  sensitivity=_PARTNER, huridocs="3412"),
    ] = ""
    blocked: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("What was blocked, withheld or forbidden"), section="expression", sensitivity=_PUBLIC,
                  search=Search.BODY),
    ] = ""
    medium: Annotated[
        tuple[str, ...],
        FieldSpec(Kind.TERMS, N_("By what it is spread"), section="expression", vocabulary="medium",
                  sensitivity=_PUBLIC),
    ] = ()
    provider: Annotated[
        str, FieldSpec(Kind.LINE, N_("Provider, platform or publisher"), section="expression", sensitivity=_PUBLIC)
    ] = ""
    area: Annotated[
        str, FieldSpec(Kind.LINE, N_("In what area"), section="expression", sensitivity=_PUBLIC)
    ] = ""
    blocked_from: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Out of reach from"), section="expression", sensitivity=_PUBLIC)
    ] = None
    blocked_until: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("Out of reach until"), section="expression", sensitivity=_PUBLIC)
    ] = None
    measured: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("How it was noticed or measured"), section="expression", sensitivity=_PARTNER),
    ] = ""
    proceeding: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Number in the register of investigations"), section="prosecution",
                  sensitivity=_LAWYER, search=Search.BODY),
    ] = ""
    proceeding_stage: Annotated[
        str,
        FieldSpec(Kind.TERM, N_("Stage at the time"), section="prosecution", vocabulary="charge_stage",
                  sensitivity=_PARTNER),
    ] = ""
    prosecuted_by: Annotated[
        RecordId,
        FieldSpec(Kind.REF, N_("Body that conducts the case"), section="prosecution",
                  targets=("organisation", "person"), sensitivity=_PARTNER),
    ] = ""
    posthumous: Annotated[
        bool,
        FieldSpec(Kind.FLAG, N_("Conducted against somebody who was already dead"), section="prosecution",
                  sensitivity=_PARTNER),
    ] = False
    right_detail: Annotated[
        str,
        FieldSpec(Kind.TEXT, N_("What was asked for, and what was answered"), section="prosecution",
                  sensitivity=_LAWYER, search=Search.BODY),
    ] = ""


SECTIONS = (
    Section("violence", N_("Ill-treatment"), VIOLENCE),
    Section("injury", N_("Injury and treatment"), INJURY),
    Section("death", N_("Death"), DEATH),
    Section("property", N_("Property"), PROPERTY),
    Section("expression", N_("Expression and internet"), EXPRESSION),
    Section("prosecution", N_("Prosecution"), PROSECUTION),
)
