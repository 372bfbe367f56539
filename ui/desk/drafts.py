"""The drafts, for whoever types: on a lane and a connection of their own, so that nothing typed waits for a merge."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from caseapp.domain.errors import NotFound
from caseapp.domain.text import N_
from ui.address import Address
from ui.desk.around import Around
from ui.desk.lanes import Lanes
from ui.desk.vault import OpenVault
from ui.ports import DraftNote

QUICK: Final = "quick"  # the quick page's drafts: this key, or it, a colon and a number
_NEW: Final = re.compile(r"section/(?P<type>[a-z_]+)/new/(?P<section>\w+)")
_ID: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class _Kept:
    """A draft as it lies in its file; only those of the quick page are read."""

    key: str
    at: int
    draft: Mapping[str, str] = field(repr=False)


class DeskDrafts:
    """``ui.ports.Drafts`` over a session."""

    def __init__(self, vault: OpenVault, lanes: Lanes) -> None:
        self._vault = vault
        self._lanes = lanes

    def load(self, key: str) -> Mapping[str, str] | None:
        """The draft, or None; a vault opened for reading has none."""
        if self._vault.read_only:
            return None
        found = self._vault.drafts.load(key)
        return {name: str(text) for name, text in found.items()} if isinstance(found, dict) else None

    def save(self, key: str, draft: Mapping[str, str]) -> None:
        """Keep it."""
        self._vault.drafts.save(key, dict(draft), self._vault.clock())

    def drop(self, key: str) -> None:
        """Forget it."""
        self._vault.drafts.discard(key)

    def waiting(self) -> Sequence[DraftNote]:
        """Those of the quick page and those of a record, which is named in the key; the newest first."""
        if self._vault.read_only:
            return ()
        kept = self._lanes.draft(self._kept).result()
        around = Around(self._vault, self._vault.reader)
        found = (self._note(around, one) for one in kept)
        return [note for note in found if note is not None]

    def _kept(self) -> list[_Kept]:
        """On the drafts lane."""
        listed = self._vault.drafts.keys()
        return [
            _Kept(key, at, self.load(key) or {} if key.split(":")[0] == QUICK else {}) for key, at in listed
        ]

    def _note(self, around: Around, kept: _Kept) -> DraftNote | None:
        key = kept.key
        when = dt.datetime.fromtimestamp(kept.at / 1000, dt.UTC)
        if key.split(":")[0] == QUICK:
            return DraftNote(key, self._quick_title(kept.draft), when, Address(place=QUICK, note=key))
        if (begun := _NEW.fullmatch(key)) is not None and begun["type"] in self._vault.specs:
            return self._begun(begun["type"], begun["section"], key, when)
        named = _ID.search(key)
        if named is None:
            return None
        try:
            type_ = self._vault.reader.type_of(named.group())
        except NotFound:
            return None
        title = around.title(named.group()) or self._vault.tr(self._vault.specs[type_].label)
        return DraftNote(key, title, when, Address(type=type_, id=named.group()))

    def _begun(self, type_: str, section: str, key: str, when: dt.datetime) -> DraftNote:
        """A record that nobody recorded yet: it has no name, so its kind is said."""
        spec = self._vault.specs[type_]
        title = self._vault.tr(N_("New: {kind}")).format(kind=self._vault.tr(spec.label))
        first = next((field.name for field in spec.in_section(section)), next(iter(spec.fields)))
        return DraftNote(key, title, when, Address(type=type_, field=first))

    def _quick_title(self, draft: Mapping[str, str]) -> str:
        said = [" ".join(draft.get(name, "").split()) for name in ("who", "where", "when")]
        title = ", ".join(part for part in said if part) or " ".join(draft.get("words", "").split())
        if not title:
            return self._vault.tr(N_("A record without a name"))
        return title if len(title) <= _SHOWN else f"{title[:_SHOWN]}…"
