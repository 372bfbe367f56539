"""The activity log in words, for the window. Nothing of a detail is shown but counts, sizes and known words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from caseapp.domain.canonical import Json
from caseapp.domain.text import N_
from caseapp.services import outside, tables
from caseapp.services.activity import Line
from ui.desk.backups import when
from ui.desk.vault import OpenVault
from ui.ports import ActivityLine, Choice

PAGE: Final = 50
_EVERY: Final = 1_000  # lines read at once when all are saved
SAVED: Final = "activity-saved-outside"

TITLES: Final[Mapping[str, str]] = {
    "import": N_("An export file was taken in"),
    "set-aside": N_("A merge was set aside"),
    "take-in-again": N_("A merge was taken in again"),
    "export": N_("An export file was written"),
    "dossier-issued": N_("A dossier was issued"),
    "dossier-saved-outside": N_("A copy of a dossier was saved outside"),
    "dossier-printed": N_("A dossier was printed"),
    "backup": N_("A backup was made in the vault"),
    "backup-stick": N_("A backup was made outside"),
    "backup-removed": N_("A backup was removed"),
    "restore": N_("The vault was restored from a backup"),
    "passphrase-changed": N_("The passphrase was changed"),
    "recovery-new": N_("A new recovery key was made"),
    "recovery-drill": N_("The recovery key was tried and opens"),
    "keyring-on": N_("The passphrase was tied to this computer's keyring"),
    "keyring-off": N_("The passphrase was freed from this computer's keyring"),
    "way-removed": N_("A way to open the vault was taken away"),
    "card": N_("The contact card was made anew"),
    "verified": N_("The vault was verified"),
    "import-report-printed": N_("The report of an import was printed"),
    "import-report-saved-outside": N_("The report of an import was saved outside"),
    "own-card-printed": N_("The own contact card was printed"),
    "view-saved-outside": N_("A picture of a view was saved outside"),
    "view-table-saved-outside": N_("The table of a view was saved outside"),
    "list-table-saved-outside": N_("A list was saved outside as a table"),
    "view-printed": N_("A view was printed"),
    "deadlines-saved-outside": N_("Deadlines were saved outside as a calendar file"),
    "agenda-printed": N_("The agenda of deadlines was printed"),
    "agenda-saved-outside": N_("The agenda of deadlines was saved outside"),
    SAVED: N_("The activity log was saved outside"),
}
OTHER: Final = N_("Something that another version of Caseapp entered")
WHY: Final[Mapping[str, str]] = {
    "daily": N_("Every day"), "hand": N_("By hand"), "import": N_("Before an export file was taken in"),
    "set-aside": N_("Before a merge was set aside"), "slots": N_("Before a change of what opens the vault"),
    "migration": N_("Before the vault was brought to a newer version"),
}


class DeskActivity:
    """``ui.ports.Activity`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def kinds(self) -> Sequence[Choice]:
        """Those that have lines."""
        counts = self._vault.session.activity.counts()
        known = [kind for kind in TITLES if kind in counts] + sorted(set(counts) - set(TITLES))
        words = self._vault.tr(N_("{what} ({count})"))
        return [Choice(kind, words.format(what=self._title(kind), count=counts[kind])) for kind in known]

    def lines(self, kind: str = "", before: int = 0) -> Sequence[ActivityLine]:
        """A page, newest first."""
        found = self._vault.session.activity.lines((kind,) if kind else (), before, PAGE)
        return [self._shown(line) for line in found]

    def save(self, path: Path, kind: str = "") -> int:
        """All of them, and a line that says so."""
        count = tables.save(path, self._rows(kind))
        self._vault.session.activity.note(SAVED, {"lines": count - 1})
        return count - 1

    def printed(self, page: str) -> None:
        """A page went to a printer, whose queue keeps it."""
        self._vault.session.activity.note(f"{page}-printed")

    def save_page(self, page: str, path: Path, pdf: bytes) -> None:
        """Written whole or not at all, then entered."""
        outside.write_new(path, pdf)
        self._vault.session.activity.note(f"{page}-saved-outside")

    def save_table(self, table: str, path: Path, rows: Iterable[Sequence[str]]) -> None:
        """Written whole or not at all, then entered."""
        count = tables.save(path, rows)
        self._vault.session.activity.note(f"{table}-saved-outside", {"lines": count - 1})

    def _rows(self, kind: str) -> Iterator[Sequence[str]]:
        tr = self._vault.tr
        yield tr(N_("When (UTC)")), tr(N_("What")), tr(N_("More"))
        before = 0
        while found := self._vault.session.activity.lines((kind,) if kind else (), before, _EVERY):
            for line in found:
                shown = self._shown(line)
                yield f"{shown.at:%Y-%m-%d %H:%M:%S}", shown.title, shown.detail
            before = found[-1].no

    def _title(self, kind: str) -> str:
        return self._vault.tr(TITLES.get(kind, OTHER))

    def _shown(self, line: Line) -> ActivityLine:
        detail = line.detail if isinstance(line.detail, dict) else {}
        return ActivityLine(line.no, when(line.at), self._title(line.kind), self._detail(line.kind, detail))

    def _detail(self, kind: str, detail: Mapping[str, Json]) -> str:
        tr = self._vault.tr
        if kind in ("backup", "backup-stick"):
            words = tr(N_("{why}. Actions in it: {count}. Evidence files: {files}. Verified by opening."))
            return words.format(why=tr(WHY.get(str(detail.get("why")), WHY["hand"])), count=detail.get("count", 0),
                                files=detail.get("files", 0))
        if kind == "import":
            words = tr(N_("New records: {new}. Changed: {changed}. Held back: {held}."))
            return words.format(new=detail.get("new", 0), changed=detail.get("changed", 0), held=detail.get("held", 0))
        if kind == "export":
            recipients = detail.get("recipients")
            words = tr(N_("Recipients: {count}. Size: {size} KiB."))
            return words.format(count=len(recipients) if isinstance(recipients, list) else 0, size=_kib(detail))
        if kind == "dossier-issued":
            words = tr(N_("Form {form}, language {language}, pages: {pages}."))
            return words.format(form=str(detail.get("form", "")).upper(), language=str(detail.get("language", "")),
                                pages=detail.get("pages", 0))
        if kind == "verified":
            found = detail.get("findings", 0)
            return tr(N_("Findings: {count}.")).format(count=found) if found else tr(N_("Nothing was found."))
        if kind == "card":
            return tr(N_("It has the number {serial} now.")).format(serial=detail.get("serial", 0))
        return ""


def _kib(detail: Mapping[str, Json]) -> int:
    size = detail.get("size", 0)
    return size // 1024 if isinstance(size, int) else 0
