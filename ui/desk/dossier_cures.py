"""What stands beside a dossier before it leaves: what is missing, what is withheld, and where each would be mended."""

from collections.abc import Iterator
from typing import Final

from caseapp.domain.records.act import Act
from caseapp.domain.records.consent import Consent
from caseapp.domain.records.person import Person
from caseapp.domain.rules.gaps import complaint_gaps, minimum_gaps
from caseapp.domain.rules.remark import Remark
from caseapp.domain.spec import RecordId, declared
from caseapp.domain.text import N_
from caseapp.services.dossiers import Pressed
from ui.address import Address
from ui.desk.around import Around
from ui.desk.vault import OpenVault
from ui.ports import Cure

# reason -> sentence, and whether asking again can change it
_REASONS: Final = {
    "name-withheld": (N_("{who}: the name is marked as withheld outside the organisation"), False),
    "not-asked": (N_("{who}: consent was not asked yet"), True),
    "conditional": (N_("{who}: consent was given under a condition that a person has to judge"), True),
    "refused": (N_("{who}: consent was refused"), True),
    "withdrawn": (N_("{who}: consent was withdrawn"), True),
    "next-of-kin": (N_("{who}: the next of kin were not asked"), True),
    "expired": (N_("{who}: consent was given for a time that has run out"), True),
}
_NAMED: Final = "store"  # the purpose that every refusal is about of which nothing else is said
_OTHERWISE: Final = (N_("{who}: withheld"), False)


def cures(vault: OpenVault, pressed: Pressed, form: str, language: str) -> tuple[Cure, ...]:
    """Reader lane. Gaps first, then what is withheld, then what a person should check; each line once."""
    around = Around(vault, vault.reader)
    found = (*_missing(vault, around, pressed), *_withheld(vault, around, pressed), *_checks(vault, language))
    return tuple(dict.fromkeys(found))


def _missing(vault: OpenVault, around: Around, pressed: Pressed) -> Iterator[Cure]:
    specs = {declared(spec.struct): spec.type for spec in vault.specs.values()}
    wanted = [id_ for type_, id_ in pressed.records if type_ in (specs[Person], specs[Act])]
    around.fetch(wanted)
    victims = {act.victim for id_ in wanted if (act := around.get(id_, Act)) is not None}
    for id_ in wanted:
        person, act = around.get(id_, Person), around.get(id_, Act)
        remarks: tuple[Remark, ...] = ()
        if person is not None and id_ in victims:
            remarks = minimum_gaps(id_, person, around)
        elif act is not None:
            remarks = complaint_gaps(id_, act, around)
        for remark in remarks:
            words = vault.tr(N_("{record}: {missing}")).format(
                record=around.title(id_), missing=vault.tr(remark.short or remark.text))
            yield Cure("missing", words, vault.tr(N_("Add")), Address(
                type=around.type_of(id_), id=id_, field=remark.field))


def _withheld(vault: OpenVault, around: Around, pressed: Pressed) -> Iterator[Cure]:
    for subject, reason, purpose in pressed.refusals:
        sentence, asking_helps = _REASONS.get(reason, _OTHERWISE)
        who = around.title(subject) or vault.tr(N_("a record that is not in this vault"))
        label = vault.tr(N_("Ask")) if asking_helps else vault.tr(N_("Open"))
        at = _asked_of(vault, around, subject, purpose if asking_helps else "")
        words = vault.tr(sentence).format(who=who)
        if purpose != _NAMED:
            what = vault.tr(vault.specs["consent"].fields[purpose].label)
            words = vault.tr(N_("{refusal} ({purpose})")).format(refusal=words, purpose=what)
        yield Cure("withheld", words, label, at)


def _asked_of(vault: OpenVault, around: Around, subject: RecordId, purpose: str) -> Address | None:
    """The consent of this person, a new one where there is none yet, or the person where asking changes nothing."""
    type_ = around.type_of(subject)
    if not type_:
        return None
    if purpose:
        specs = {declared(spec.struct): spec.type for spec in vault.specs.values()}
        for id_, consent in around.pointing_at(subject, Consent):
            if consent.subject == subject:
                return Address(type=specs[Consent], id=id_, field=purpose)
        return Address(type=specs[Consent], field=purpose, preset=(("subject", subject),))
    return Address(type=type_, id=subject)


def _checks(vault: OpenVault, language: str) -> Iterator[Cure]:
    yield Cure("check", vault.tr(N_(
        "D1 is a working file of ours and not for filing: it carries gaps, grades and contradictions.")))
    if language != "en":
        yield Cure("check", vault.tr(N_("The words of this form in this language were translated by machine.")))
