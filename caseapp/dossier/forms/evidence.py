"""Chronology, reported figures, sources, accounts, contradictions, gaps and exhibits of a case file."""

from collections.abc import Iterator

from caseapp.domain.moment import Moment
from caseapp.domain.records.account import Account
from caseapp.domain.records.act import Act
from caseapp.domain.records.exhibit import Exhibit
from caseapp.domain.records.incident import Incident
from caseapp.domain.records.reported_figure import ReportedFigure
from caseapp.domain.records.source import Source
from caseapp.domain.records.stay import Stay
from caseapp.domain.rules.detention import is_detention
from caseapp.domain.text import N_
from caseapp.dossier.forms.context import NEVER_PRINTED, Context
from caseapp.dossier.naming import amount, figure
from caseapp.dossier.outline import (
    Block,
    KeyValues,
    NumberedParagraph,
    Paragraph,
    Quote,
    Section,
    Subheading,
    Table,
    Tone,
)


def chronology(context: Context) -> Iterator[Section]:
    """Every dated fact in order of time; what has no date stands last and says so."""
    entries = sorted(_dated(context), key=lambda one: (one[0] is None, one[0].earliest() if one[0] else 0, one[1]))
    if not entries:
        return
    wording = context.wording
    rows = tuple((wording.moment(moment), what, basis or "–") for moment, what, basis in entries)
    header = (N_("When"), N_("What"), N_("Source and grades"))
    note = Paragraph(wording.text(N_(
        "Order is that of the earliest time each entry can mean. Grades: reliability of the source (A–F), then "
        "credibility of the information (1–6); see “Sources”."
    )), Tone.NOTE)
    yield Section(wording.text(N_("Chronology")),
                  (note, Table(tuple(map(wording.text, header)), rows, (26, 58, 16))))


def _dated(context: Context) -> Iterator[tuple[Moment | None, str, str]]:
    wording = context.wording
    for entity, incident in context.all(Incident):
        yield incident.start, context.name(entity.id), context.basis(entity.id)
    for entity, act in context.all(Act):
        place = context.name(act.place) if act.place else act.place_detail
        what = wording.text(N_("{code}: {act}, {victim}"), code=context.codes[entity.id],
                            act=wording.term("act_type", act.act_type), victim=context.name(act.victim))
        what = wording.text(N_("{what}; {place}"), what=what, place=place) if place else what
        yield act.start or act.detained, what, context.basis(entity.id)
        if is_detention(act):
            for moment, label in ((act.protocol, N_("{code}: protocol drawn up")),
                                  (act.judge, N_("{code}: brought to a judge")),
                                  (act.ended, N_("{code}: released or remanded"))):
                if moment is not None:
                    yield moment, wording.text(label, code=context.codes[entity.id]), context.basis(entity.id)
    for entity, stay in context.all(Stay):
        place = context.name(stay.place) if stay.place else stay.place_detail
        if stay.arrived is not None and place:
            yield stay.arrived, wording.text(N_("{person} held at: {place}"), person=context.name(stay.person),
                                             place=place), context.basis(entity.id)


def figures(context: Context) -> Iterator[Section]:
    """Numbers that somebody claimed, with what became of them and what each repeats. None is ours."""
    found = context.all(ReportedFigure)
    if not found:
        return
    wording = context.wording
    found.sort(key=lambda one: one[1].date.earliest() if one[1].date else 1 << 62)
    header = (N_("Claimed on"), N_("Number"), N_("What was counted"), N_("Who claimed it"), N_("Status of the claim"))
    rows = []
    blocks: list[Block] = [Paragraph(wording.text(N_(
        "Figures are claims of those named; repeating a claim does not confirm it. Retracted and replaced figures "
        "are kept."
    )), Tone.NOTE)]
    details: list[Block] = []
    for entity, record in found:
        claimant = context.rows.names.get(record.claimant) or record.claimant_stated
        status = wording.term("figure_status", record.status) or wording.text(N_("not recorded"))
        rows.append((wording.moment(record.date), amount(record, wording),
                     wording.term("figure_counts", record.counts), claimant or wording.text(N_("not known")), status))
        details.append(Subheading(figure(record, context.rows.names, wording)))
        chain = _chain(context, record)
        if chain:
            details.append(NumberedParagraph(chain))
        leave = NEVER_PRINTED | {"counts", "value", "value_min", "value_max", "approximate", "date", "derived_from"}
        details.append(KeyValues(context.rows.of(entity, leave)))
    table = Table(tuple(map(wording.text, header)), tuple(rows), (18, 16, 20, 28, 18))
    yield Section(wording.text(N_("Reported figures")), (*blocks, table, *details))


def _chain(context: Context, record: ReportedFigure) -> str:
    """The claims that this one repeats, back to the first; a warning where one of them was retracted."""
    wording = context.wording
    by_id = {entity.id: figure_ for entity, figure_ in context.all(ReportedFigure)}
    links, seen, at = [], set(), record.derived_from
    retracted = False
    while at in by_id and at not in seen:
        seen.add(at)
        links.append(figure(by_id[at], context.rows.names, wording))
        retracted = retracted or by_id[at].status == "retracted"
        at = by_id[at].derived_from
    if not links:
        return ""
    text = wording.text(N_("Repeats: {chain}."), chain=" ← ".join(links).removesuffix("."))
    if retracted:
        return wording.text(N_("{chain} A claim in this chain was retracted."), chain=text)
    return text


def sources(context: Context) -> Iterator[Section]:
    """The source table with reliability; credibility belongs to each account and stands there."""
    found = context.all(Source)
    if not found:
        return
    wording = context.wording
    header = (N_("Code"), N_("Source"), N_("Kind"), N_("Connection"), N_("Reliability of the source"))
    rows = tuple((
        context.codes[entity.id], context.name(entity.id), wording.term("source_kind", source.kind),
        wording.term("source_connection", source.connection),
        wording.term("source_reliability", source.reliability) or wording.text(N_("not graded")),
    ) for entity, source in found)
    notes = (N_(
        "Two scales are kept apart: how reliable the source is (A–F), and how credible each piece of information is "
        "(1–6, printed with the account). F and 6 mean “cannot be judged”; they are not the lowest grades."
    ),)
    yield Section(wording.text(N_("Sources")), (
        *(Paragraph(wording.text(note), Tone.NOTE) for note in notes),
        Table(tuple(map(wording.text, header)), rows, (8, 28, 18, 22, 24)).compact(),
    ))


def accounts(context: Context) -> Iterator[Section]:
    """What each source said, in its own words, with the marked translation beside it."""
    blocks: list[Block] = []
    wording = context.wording
    for entity, account in context.all(Account):
        blocks.append(Subheading(context.name(entity.id)))
        rows = (
            (wording.text(N_("Source (code, grades)")),
             f"{context.codes.get(account.source, '?')} {context.grades(account)}"),
            *context.rows.of(entity, NEVER_PRINTED | {"text", "translation", "translated_by", "source", "title"}),
        )
        blocks.append(KeyValues(rows))
        if account.text or account.translation:
            blocks.append(_quote(context, account))
    if blocks:
        yield Section(wording.text(N_("Accounts")), tuple(blocks))


def _quote(context: Context, account: Account) -> Quote:
    wording = context.wording
    language = wording.term("language", account.language) or wording.text(N_("language not recorded"))
    label = wording.text(N_("In the words of the source ({language})"), language=language)
    if account.translated_by:
        by = wording.text(N_("Translation by {who}"), who=account.translated_by)
    else:
        by = wording.text(N_("Translation; check before use"))
    return Quote(account.text or "–", account.language, label, account.translation, by if account.translation else "")


def contradictions(context: Context) -> Iterator[Section]:
    """Every field with more than one standing value, all of them printed, none picked."""
    wording = context.wording
    rows = []
    for entity in context.disclosed.entities:
        for name, issue in entity.issues.items():
            spec = context.specs[entity.type].fields.get(name)
            if issue.conflict and spec is not None and name not in NEVER_PRINTED:
                rows += [(context.name(entity.id), wording.text(spec.label), value, f"{author}\n{time}")
                         for value, author, time in context.rows.standing(spec, issue)]
    if rows:
        header = (N_("Record concerned"), N_("Field"), N_("Value that stands"), N_("Written by, at"))
        yield Section(wording.text(N_("Contradictions and unknowns")), (
            Paragraph(wording.text(N_(
                "These fields were written differently by different people and nobody has decided between them. "
                "All values are given."
            )), Tone.ATTENTION),
            Table(tuple(map(wording.text, header)), tuple(rows), (26, 18, 32, 24)),
        ))


def exhibits(context: Context) -> Iterator[Section]:
    """The register of exhibits with their SHA-256, then the annex list that the text refers to."""
    found = context.all(Exhibit)
    if not found:
        return
    wording = context.wording
    blocks: list[Block] = [Paragraph(wording.text(N_(
        "SHA-256 was taken from the original file at intake. A file with the same value is the same file, bit by bit."
    )), Tone.NOTE)]
    annex = []
    for entity, exhibit in found:
        code = context.codes[entity.id]
        blocks.append(Subheading(wording.text(N_("{code}. {name}"), code=code, name=context.name(entity.id))))
        rows = context.rows.of(entity, NEVER_PRINTED | {"title", "file"})
        mono: tuple[int, ...] = ()
        blob = context.case.blobs.get(entity.id)
        sha256 = blob.sha256.hex() if blob else exhibit.file.sha256 if exhibit.file else ""
        if sha256:
            size = blob.size if blob else exhibit.file.size if exhibit.file else 0
            mono = (len(rows) + 1,)
            rows = (*rows, (wording.text(N_("Size")), wording.plural("{n} byte", "{n} bytes", size)),
                    ("SHA-256", sha256))
        annex.append((code, context.name(entity.id), sha256 or wording.text(N_("no file; a thing kept elsewhere"))))
        blocks.append(KeyValues(rows, mono))
    yield Section(wording.text(N_("Exhibits")), tuple(blocks))
    header = (N_("No."), N_("Annex"), N_("SHA-256"))
    yield Section(wording.text(N_("List of annexes")), (
        Table(tuple(map(wording.text, header)), tuple(annex), (6, 28, 66), mono=(2,)),
    ))
