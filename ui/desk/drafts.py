"""The drafts, for whoever types."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Final

from caseapp.domain.errors import NotFound
from caseapp.domain.text import N_
from ui.address import Address
from ui.desk.around import Around
from ui.desk.vault import OpenVault
from ui.ports import DraftNote

QUICK: Final = "quick"  # the quick page's drafts: this key, or it, a colon and a number
_ID: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_SHOWN: Final = 60


class DeskDrafts:
    """``ui.ports.Drafts`` over a session."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def load(self, key: str) -> Mapping[str, str] | None:
        """The draft, or None; a vault opened for reading has none."""
        if self._vault.session.read_only:
            return None
        found = self._vault.session.drafts.load(key)
        return {name: str(text) for name, text in found.items()} if isinstance(found, dict) else None

    def save(self, key: str, draft: Mapping[str, str]) -> None:
        """Keep it."""
        session = self._vault.session
        session.drafts.save(key, dict(draft), session.author.clock())

    def drop(self, key: str) -> None:
        """Forget it."""
        self._vault.session.drafts.discard(key)

    def waiting(self) -> Sequence[DraftNote]:
        """Those of the quick page and those of a record, which is named in the key; the newest first."""
        if self._vault.session.read_only:
            return ()
        around = Around(self._vault, self._vault.session.near)
        kept = self._vault.session.drafts.keys()
        found = (self._note(around, key, at) for key, at in kept)
        return [note for note in found if note is not None]

    def _note(self, around: Around, key: str, at: int) -> DraftNote | None:
        when = dt.datetime.fromtimestamp(at / 1000, dt.UTC)
        if key.split(":")[0] == QUICK:
            return DraftNote(key, self._quick_title(key), when, Address(place=QUICK, note=key))
        named = _ID.search(key)
        if named is None:
            return None
        try:
            type_ = self._vault.session.near.type_of(named.group())
        except NotFound:
            return None
        title = around.title(named.group()) or self._vault.tr(self._vault.specs[type_].label)
        return DraftNote(key, title, when, Address(type=type_, id=named.group()))

    def _quick_title(self, key: str) -> str:
        draft = self.load(key) or {}
        said = [" ".join(draft.get(name, "").split()) for name in ("who", "where", "when")]
        title = ", ".join(part for part in said if part) or " ".join(draft.get("words", "").split())
        if not title:
            return self._vault.tr(N_("A record without a name"))
        return title if len(title) <= _SHOWN else f"{title[:_SHOWN]}…"
