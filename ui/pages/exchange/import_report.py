"""The report of an import: files, senders, numbers, fields in which two hands differ. It names none of the people
recorded."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caseapp.domain.text import N_
from ui.pages.exchange.counts_card import number_words
from ui.pages.exchange.parts import scope_words, when
from ui.pages.page import PageKit
from ui.pages.paper.sheet import Facts, Heading, Part, Sheet, Words
from ui.ports import OpenedFile, Touched
from ui.ports import Part as Number

KIND = "import-report"


@dataclass(frozen=True, slots=True)
class FileSaid:
    """One file and what was odd about it."""

    file: OpenedFile = field(repr=False)
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells. ``taken``: False while nothing was written."""

    taken: bool
    files: Sequence[FileSaid]
    counts: Mapping[Number, int]
    held: int
    touched: Sequence[Touched] = ()


def report(kit: PageKit, told: Told) -> Sheet:
    """As a page."""
    tr = kit.tr
    title = tr(N_("Export files that were taken in")) if told.taken else tr(N_("Export files that could be taken in"))
    made = when(kit, dt.datetime.now(dt.UTC))
    parts: list[Part] = [Facts((
        (tr(N_("Vault")), kit.desk.label), (tr(N_("Made by")), kit.desk.author), (tr(N_("Made on")), made),
    ))]
    if not told.taken:
        parts.append(Words(tr(N_("This is a preview. Nothing had been written when it was made."))))
    parts.append(Heading(tr(N_("Files"))))
    parts += [part for one in told.files for part in _file(kit, one)]
    parts.append(Heading(tr(N_("Together"))))
    parts.append(Words("\n".join(_numbers(kit, told))))
    parts += _touched(kit, told.touched)
    parts.append(Words(tr(N_(
        "This page names none of the people recorded. Which record a number means is shown in Caseapp alone."))))
    return Sheet(title, tuple(parts))


def _file(kit: PageKit, one: FileSaid) -> list[Part]:
    tr, file = kit.tr, one.file
    who = file.sender or tr(N_("unknown sender"))
    rows = [(tr(N_("Sender")), tr(N_("{alias}, card {digits}…")).format(alias=who, digits=file.fingerprint[:8])),
            (tr(N_("File number")), scope_words(kit, file.everything, file.cases, file.seq))]
    if file.created is not None:
        rows.append((tr(N_("Dated")), when(kit, file.created)))
    said = [file.words, *one.notices]
    rows += [(tr(N_("Noticed")), words) for words in said if words]
    return [Facts(tuple(rows))]


def _numbers(kit: PageKit, told: Told) -> list[str]:
    language = kit.language
    lines = [number_words(language, part, told.counts[part]) for part in Number if part in told.counts]
    if told.held:
        lines.append(language.plural(
            "{n} action of a person whose card was never compared: kept aside until it is.",
            "{n} actions of persons whose cards were never compared: kept aside until they are.",
            told.held).format(n=told.held))
    return lines


def _touched(kit: PageKit, touched: Sequence[Touched]) -> list[Part]:
    titles = {Number.CONFLICTS: N_("Fields with conflicts"), Number.WITHDRAWN: N_("Answers that became stricter")}
    parts: list[Part] = []
    for number, title in titles.items():
        rows = [(f"{one.kind} · {one.field}", str(one.count)) for one in touched if one.part is number]
        if rows:
            parts += [Heading(kit.tr(title)), Facts(tuple(rows))]
    return parts
