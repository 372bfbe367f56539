"""What the number and the predecessor of an export file tell, given those that this sender's files had before.

Pure. A late file is normal on sticks and only named; two different files of one number are an alarm. Nothing here
refuses: the person decides with the finding in view.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from caseapp.exchange.manifest import Manifest


class Odd(enum.Enum):
    """What is noticed."""

    REPLAY = "replay"  # this very file was taken in before: taking it in again changes nothing
    GAP = "gap"  # files between the last known one and this one were never seen
    FORK = "fork"  # another file claims the same place: a cloned laptop, or somebody else with the key
    BROKEN = "broken"  # the predecessor it names is not the one that is known


ALARMS = frozenset((Odd.FORK, Odd.BROKEN))


@dataclass(frozen=True, slots=True)
class Seen:
    """One file of the registry, or the one at hand."""

    manifest: Manifest
    digest: bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """One oddity; ``first`` and ``last`` are the numbers it is about, both included."""

    odd: Odd
    first: int
    last: int

    @property
    def alarm(self) -> bool:
        """True if the person must be stopped and told, not only told."""
        return self.odd in ALARMS


def sequence_findings(known: Iterable[Seen], new: Seen) -> tuple[Finding, ...]:
    """The findings on ``new`` against the files ``known`` so far, in any order; other senders' files are ignored."""
    chain = [seen for seen in known if _chain(seen.manifest) == _chain(new.manifest)]
    seq = new.manifest.seq
    if any(seen.digest == new.digest for seen in chain):
        return (Finding(Odd.REPLAY, seq, seq),)
    found = []
    if any(_clashes(seen, new) for seen in chain):
        found.append(Finding(Odd.FORK, seq, seq))
    before = {seen.digest for seen in chain if seen.manifest.seq == seq - 1}
    after = {seen.manifest.prev for seen in chain if seen.manifest.seq == seq + 1}
    if (before and new.manifest.prev not in before) or (after and new.digest not in after):
        found.append(Finding(Odd.BROKEN, seq, seq))
    last = max((seen.manifest.seq for seen in chain if seen.manifest.seq < seq), default=0)
    if last + 1 < seq:
        found.append(Finding(Odd.GAP, last + 1, seq - 1))
    return tuple(found)


def _chain(manifest: Manifest) -> tuple[bytes, bytes, tuple[bytes, ...]]:
    return manifest.sender, manifest.life, manifest.recipients


def _clashes(seen: Seen, new: Seen) -> bool:
    return seen.manifest.seq == new.manifest.seq or seen.manifest.package_id == new.manifest.package_id
