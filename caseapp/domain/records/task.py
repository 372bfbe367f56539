"""Something to be done by a day, by somebody, about some record."""

from typing import Annotated

from caseapp.domain.moment import Moment
from caseapp.domain.spec import FieldSpec, Kind, Record, RecordId, Search, Section, Sensitivity, record_spec
from caseapp.domain.text import N_

_INTERNAL = Sensitivity.INTERNAL


class Task(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """In an export of cases it stays at home unless it is for a colleague; then it goes with what it is about."""

    title: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("What is to be done"), required=True, sensitivity=_INTERNAL, table=True,
                  search=Search.TITLE),
    ] = ""
    due: Annotated[
        Moment | None, FieldSpec(Kind.MOMENT, N_("By"), sensitivity=_INTERNAL, table=True)
    ] = None
    state: Annotated[
        str, FieldSpec(Kind.TERM, N_("State"), vocabulary="task_state", sensitivity=_INTERNAL, table=True)
    ] = ""
    who: Annotated[
        str,
        FieldSpec(Kind.LINE, N_("Who does it"), sensitivity=_INTERNAL, table=True, search=Search.BODY,
                  help=N_("The name on the contact card of a colleague.")),
    ] = ""
    priority: Annotated[
        str, FieldSpec(Kind.TERM, N_("Priority"), vocabulary="priority", sensitivity=_INTERNAL)
    ] = ""
    about: Annotated[
        tuple[RecordId, ...],
        FieldSpec(Kind.REFS, N_("About"), sensitivity=_INTERNAL, targets=(
            "person", "case", "incident", "act", "hearing", "remedy_step", "source", "exhibit", "medical_finding",
            "interview", "order")),
    ] = ()
    for_colleague: Annotated[
        bool,
        FieldSpec(Kind.FLAG, N_("For a colleague"), sensitivity=_INTERNAL, table=True,
                  help=N_("Goes along when everything that it is about is sent. Without this it stays here.")),
    ] = False
    details: Annotated[
        str, FieldSpec(Kind.TEXT, N_("Details"), sensitivity=_INTERNAL, search=Search.BODY)
    ] = ""


SPEC = record_spec("task", Task, N_("Task"), N_("Tasks"), (
    Section("main", N_("Task")),
))
