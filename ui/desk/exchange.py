"""Export files in and out, for the window."""

import itertools
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from caseapp.domain.errors import Bug, CaseappError, Stale
from caseapp.domain.moment import Moment
from caseapp.domain.moment_format import format_moment
from caseapp.domain.spec import RecordId
from caseapp.domain.text import N_
from caseapp.services import ledger, matching, media
from caseapp.services.checking import Checked, Trust
from caseapp.services.together import Notice, Together
from ui.desk.contacts import moment
from ui.desk.records import changes_of
from ui.desk.staged import StagedLook
from ui.desk.vault import OpenVault
from ui.ports import (
    Arrival,
    Counted,
    Departure,
    Difference,
    FileState,
    Noticed,
    OpenedFile,
    Part,
    Saved,
    Sent,
    SetAside,
    StagedRow,
    TakenIn,
    Touched,
    Travels,
)
from ui.ports.exchange import Told

PIECE: Final = 1_000  # records that search catches up with before saves get their turn
ASIDE: Final = ("sender-unknown", "sender-unverified")
_NAMED: Final = 200  # of what stays here; the rest is counted


class DeskExchange:
    """``ui.ports.Exchange`` over a session. What was opened is kept here under keys until it is dropped."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault
        self._numbers = itertools.count(1)
        self._open: dict[str, Checked] = {}
        self._counted: tuple[tuple[str, ...], Together] | None = None

    # --- receiving

    def look_for(self, path: Path) -> bool:
        """By its name alone."""
        return media.claims_package(path)

    def trust(self) -> object:
        """A copy of what is known of the cards."""
        return self._vault.session.exchange.trust()

    def open(self, path: Path, trust: object, told: Told) -> OpenedFile:
        """Read and verify beside the vault."""
        if not isinstance(trust, Trust):
            raise Bug("trust")
        key = str(next(self._numbers))
        try:
            checked = Checked(path, trust, told)
        except CaseappError as error:
            if error.code == "called-off":
                raise
            state = FileState.ASIDE if error.code in ASIDE else FileState.REFUSED
            return OpenedFile(key, path, state, words=error.explain(self._vault.language))
        header = checked.header
        if checked.verified and not self._vault.locked:
            self._open[key] = checked
        else:
            checked.close()
        words = "" if checked.verified else self._vault.tr(N_(
            "The sender's card was never compared: kept aside, nothing of it was read."))
        return OpenedFile(
            key, path, FileState.READY if checked.verified else FileState.ASIDE, header.alias, header.sender.hex(),
            header.seq, moment(header.created), header.everything, header.cases, words,
        )

    def count(self, keys: Sequence[str], told: Told) -> Counted:
        """Over all of them as one."""
        files = [(key, self._open[key]) for key in sorted(keys, key=self._in_order)]
        together = self._vault.session.exchange.together([file for _, file in files], told)
        self._counted = tuple(key for key, _ in files), together
        counted = together.preview
        return Counted(
            {part: len(getattr(counted, part.value)) for part in Part}, counted.held,
            {key: tuple(map(self._noticed, found)) for (key, _), found in zip(files, together.notices, strict=True)},
            tuple(key for (key, _), replayed in zip(files, together.replayed, strict=True) if replayed),
        )

    def strangers(self, told: Told) -> object:
        """Of what was counted last."""
        return matching.arriving(self._together(), told)

    def rows(self, part: Part, first: int, limit: int) -> Sequence[StagedRow]:
        """Titles, with the field where the number counts fields."""
        found = list(getattr(self._together().preview, part.value))[first : first + limit]
        return self._look().rows([one if isinstance(one, tuple) else (one, "") for one in found])

    def differences(self, id_: RecordId) -> Sequence[Difference]:
        """From what to what."""
        return self._look().differences(id_)

    def touched(self) -> Sequence[Touched]:
        """Counted by kind and field; nobody is named."""
        preview = self._together().preview
        return [
            Touched(part, *words, count) for part, found in
            ((Part.CONFLICTS, preview.conflicts), (Part.WITHDRAWN, preview.withdrawn))
            for words, count in self._look().fields(found).items()
        ]

    def take_in(self, told: Told) -> TakenIn:
        """Apply what was counted; the files are forgotten afterwards."""
        session, together = self._vault.session, self._together()
        keys = self._counted[0] if self._counted else ()
        packages = [
            self._open[key].manifest.package_id.hex()
            for key, replayed in zip(keys, together.replayed, strict=True) if not replayed
        ]
        touched = tuple(self.touched())
        changes = together.take_in(told)
        session.settle()
        self.drop(keys)
        title = self._vault.language.plural(
            "Take in {n} export file", "Take in {n} export files", len(packages)).format(n=len(packages))
        return TakenIn(Saved((), changes_of(changes), title), tuple(packages), len(together.preview.conflicts),
                       touched)

    def catch_up(self) -> int:
        """A piece at a time."""
        return self._vault.session.exchange.catch_up(PIECE)

    def drop(self, keys: Sequence[str]) -> None:
        """Forget the scratch files."""
        for key in keys:
            checked = self._open.pop(key, None)
            if checked is not None:
                checked.close()
        if self._counted is not None and not set(self._counted[0]) <= self._open.keys():
            self._counted = None

    def forget(self) -> None:
        """On the writer lane, as the vault is locked: no scratch file stays behind."""
        self.drop(tuple(self._open))

    def _in_order(self, key: str) -> tuple[bytes, int, int]:
        manifest = self._open[key].manifest
        return manifest.sender, manifest.seq, int(key)

    def _together(self) -> Together:
        if self._counted is None:
            raise Stale()
        return self._counted[1]

    def _look(self) -> StagedLook:
        return StagedLook(self._vault, self._together())

    def _noticed(self, notice: Notice) -> Noticed:
        words = self._vault.tr(_NOTICES[notice.code])
        if notice.code == "hole":
            words = self._vault.language.plural(
                "It says that it is complete, but {n} action that its sender has is not in it.",
                "It says that it is complete, but {n} actions that its sender has are not in it.", notice.first,
            ).format(n=notice.first)
        return Noticed(words.format(first=notice.first, last=notice.last, date=self._day(notice.at)), notice.alarm,
                       notice.code == "replay")

    def _day(self, at: int) -> str:
        if not at:
            return ""
        day = moment(at).astimezone(ZoneInfo(self._vault.zone)).date()
        return format_moment(Moment(day.isoformat()), self._vault.language)

    # --- history

    def arrivals(self) -> Sequence[Arrival]:
        """Newest first."""
        return [
            Arrival(
                one.package_id.hex(), one.alias, one.seq, one.everything, one.cases, moment(one.created),
                moment(one.at), one.taken, one.counts.get("records", 0), one.counts.get("files", 1),
                {part: one.counts[part.value] for part in Part if part.value in one.counts},
            )
            for one in ledger.arrivals(self._vault.session.reader)
        ]

    def departures(self) -> Sequence[Departure]:
        """Newest first."""
        return [
            Departure(
                one.aliases, one.seq, one.everything, one.cases, moment(one.at),
                tuple(alias for fp, alias in zip(one.recipients, one.aliases, strict=True) if fp in one.received),
            )
            for one in ledger.departures(self._vault.session.reader)
        ]

    def set_aside(self, package: str, keep_protection: bool) -> SetAside:
        """Undo a merge."""
        session = self._vault.session
        done = session.exchange.set_aside(bytes.fromhex(package), keep_protection=keep_protection)
        session.settle()
        return SetAside(Saved((), changes_of(done.changes), self._vault.tr(N_("Set aside"))), done.built_on)

    def take_in_again(self, package: str) -> Saved:
        """What stood before."""
        session = self._vault.session
        changes = session.exchange.take_in_again(bytes.fromhex(package))
        session.settle()
        return Saved((), changes_of(changes), self._vault.tr(N_("Take in again")))

    # --- sending

    def travels(self, cases: Sequence[RecordId]) -> Travels:
        """Over exactly what would be written now."""
        session = self._vault.session
        outline = session.exchange.outline(cases)
        kinds = _labels(self._vault, outline.records)
        look = StagedLook(self._vault, None)
        left, lost = (
            tuple(look.rows([(id_, "") for id_ in ids[:_NAMED]])) for ids in (outline.outside, outline.lost)
        )
        return Travels(
            kinds, sum(outline.records.values()), outline.files, outline.size, len(outline.outside), left, lost,
            outline.set_aside, outline.held,
        )

    def file_name(self) -> str:
        """The day and four digits at random."""
        return f"{self._vault.today().isoformat()}-{secrets.token_hex(2)}{media.PACKAGE_SUFFIX}"

    def free(self, folder: Path) -> int:
        """Free bytes."""
        return media.free_bytes(folder)

    def send(self, folder: Path, fingerprints: Sequence[str], cases: Sequence[RecordId], told: Told) -> Sent:
        """Write and read back."""
        session = self._vault.session
        path = folder / self.file_name()
        written = session.exchange.export(path, [bytes.fromhex(fp) for fp in fingerprints], cases, told)
        session.settle()
        return Sent(path, written.manifest.seq, written.size, written.file_sha256.hex())


def _labels(vault: OpenVault, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    known = [(vault.tr(spec.plural), counts[type_]) for type_, spec in vault.specs.items() if counts.get(type_)]
    other = sum(count for type_, count in counts.items() if type_ not in vault.specs)
    return [*known, *([(vault.tr(N_("Needs a newer Caseapp")), other)] if other else [])]


_NOTICES: Final = {
    "replay": N_("Already taken in on {date}. Taking it in again changes nothing."),
    "gap": N_("Earlier files of this sender were never seen here: numbers {first} to {last}."),
    "fork": N_("Two different files of this sender have the same number {first}: a copied vault, or a stolen key. "
               "Ask the sender before you take it in."),
    "broken": N_("This file does not follow the file number {first} that was taken in before: a copied vault, or a "
                 "stolen key. Ask the sender before you take it in."),
    "hole": "",
}
