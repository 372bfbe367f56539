"""What came, what left and who is known, for the reading side: nothing here waits for a long import."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caseapp.exchange.manifest import Manifest, decode
from caseapp.history.intervals import Have
from caseapp.security import card as cards
from caseapp.security import passphrase
from caseapp.security.card import Card
from caseapp.storage import frame, holding
from caseapp.storage.reader import Reader

__all__ = ["Acquaintance", "Arrival", "Card", "Departure", "Lines", "acquaintances", "arrivals", "departures", "lines"]

COUNTS = ("records", "new", "same", "changed", "conflicts", "waiting", "withdrawn", "held", "files")
LANGUAGES = ("en", "ru")  # of the lists by which cards are compared


@dataclass(frozen=True, slots=True)
class Arrival:
    """One export file that was taken in. Times in milliseconds; ``counts`` by the names of ``COUNTS``."""

    package_id: bytes
    sender: bytes
    alias: str = field(repr=False)
    seq: int
    everything: bool
    cases: int
    created: int
    at: int
    taken: bool
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Departure:
    """One export file that left. ``received``: recipients one of whose own files shows that they have all of it."""

    package_id: bytes
    recipients: tuple[bytes, ...]
    aliases: tuple[str, ...] = field(repr=False)
    seq: int
    everything: bool
    cases: int
    at: int
    counts: Mapping[str, int]
    received: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A card, how it stands here since when (milliseconds), and how many actions of its holder wait for that."""

    card: Card
    state: str
    how: str
    since: int
    held: int


@dataclass(frozen=True, slots=True)
class Lines:
    """What two people read to each other: words by language, digits beside."""

    words: Mapping[str, tuple[str, ...]]
    digits: tuple[str, ...]


def arrivals(reader: Reader) -> list[Arrival]:
    """Newest first."""
    aliases, counts = _aliases(reader.sql), _noted(reader.sql)
    return [_arrival(past, aliases, counts.get(past.id.hex(), {})) for past in reversed(frame.imported(reader.sql))]


def _arrival(past: frame.Imported, aliases: Mapping[bytes, str], counts: Mapping[str, int]) -> Arrival:
    manifest = decode(past.manifest)
    return Arrival(
        past.id, past.sender, aliases.get(past.sender, ""), past.seq, manifest.everything, len(manifest.roots),
        manifest.created, past.at, past.taken, counts,
    )


def departures(reader: Reader) -> list[Departure]:
    """Newest first."""
    aliases, theirs = _aliases(reader.sql), _holdings(reader.sql)
    found = []
    for sent in reversed(frame.sent(reader.sql)):
        manifest = decode(sent.manifest)
        found.append(Departure(
            sent.id, manifest.recipients, tuple(aliases.get(fp, "") for fp in manifest.recipients), manifest.seq,
            manifest.everything, len(manifest.roots), sent.at, dict(manifest.counts),
            tuple(fp for fp in manifest.recipients if fp in theirs and not theirs[fp].lacks(manifest.have)),
        ))
    return found


def acquaintances(reader: Reader) -> list[Acquaintance]:
    """Every card here, our own first."""
    waiting = holding.counts(reader.sql)
    found = [
        Acquaintance(cards.decode(one.card), one.state, one.how, one.since, waiting.get(one.fp, 0))
        for one in frame.contacts(reader.sql)
    ]
    return sorted(found, key=_after_own)


def lines(card: Card, folder: Path) -> Lines:
    """Takes about a tenth of a second on purpose; any lane."""
    compared = cards.comparison(card)
    return Lines(
        {code: compared.words(passphrase.load_card_words(folder, code)) for code in LANGUAGES}, compared.digits
    )


def _after_own(one: Acquaintance) -> bool:
    return one.state != "own"


def _aliases(sql: Any) -> dict[bytes, str]:
    return {one.fp: cards.decode(one.card).alias for one in frame.contacts(sql)}


def _holdings(sql: Any) -> dict[bytes, Have]:
    """Sender -> everything that their files of any scope, all together, say they have."""
    found: dict[bytes, Have] = {}
    for past in frame.imported(sql):
        manifest: Manifest = decode(past.manifest)
        found[past.sender] = found.get(past.sender, Have()) | manifest.have
    return found


def _noted(sql: Any) -> dict[str, dict[str, int]]:
    """Package as hex -> the counts that were noted when it came."""
    found: dict[str, dict[str, int]] = {}
    for activity in frame.activities(sql, 100_000):
        if activity.kind == "import" and isinstance(activity.detail, dict):
            detail = activity.detail
            counts = {name: value for name in COUNTS if isinstance(value := detail.get(name), int)}
            found.setdefault(str(detail.get("package")), counts)
    return found
