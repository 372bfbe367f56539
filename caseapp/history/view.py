"""R1: which changes count. The result depends on the set of packages that are on, never on the order of acts.

A view is local: taking a package out and taking it in again writes no change, so both are exact.
"""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from caseapp.history.ids import Writer
from caseapp.history.intervals import Intervals

PackageId: TypeAlias = bytes  # 16 bytes


class Liveness(enum.IntEnum):
    """Whether a change counts."""

    OUT = 0  # muted: out of view, or here only as a skeleton
    IN = 1
    KEPT = 2  # out of view, but its protective writes stay in force


@dataclass(frozen=True, slots=True)
class View:
    """What is switched off. Everything else that the vault holds is in view."""

    out: frozenset[PackageId] = frozenset()
    kept: frozenset[PackageId] = frozenset()  # of those, the ones whose protective writes stay in force
    off: Mapping[Writer, Intervals] = field(default_factory=dict)  # poisoned, revoked or cloned writers

    def liveness(self, writer: Writer, counter: int, own: bool, brought: Iterable[PackageId]) -> Liveness:
        """The liveness of one change. ``brought``: the packages that delivered it live, not as a skeleton.

        A switched-off range loses its protective writes too; a change that two packages brought is out of view
        only when both are out.
        """
        if self.off and writer in self.off and counter in self.off[writer]:
            return Liveness.OUT
        if own:
            return Liveness.IN
        kept = False
        for package in brought:
            if package not in self.out:
                return Liveness.IN
            kept = kept or package in self.kept
        return Liveness.KEPT if kept else Liveness.OUT

    def take_out(self, package: PackageId, keep_protective: bool = True) -> "View":
        """The undo of a merge; keeping the protective writes is the preselected answer."""
        kept = self.kept | {package} if keep_protective else self.kept - {package}
        return replace(self, out=self.out | {package}, kept=kept)

    def take_in(self, package: PackageId) -> "View":
        """The merge again: exactly the view from before ``take_out``."""
        return replace(self, out=self.out - {package}, kept=self.kept - {package})

    def switch_off(self, writer: Writer, counters: Intervals) -> "View":
        """A person or a roster no longer trusts these counters of a writer."""
        before = self.off.get(writer, Intervals())
        return replace(self, off={**self.off, writer: before | counters})

    def switch_on(self, writer: Writer, counters: Intervals) -> "View":
        """The decision taken back."""
        rest = self.off.get(writer, Intervals()) - counters
        others = {key: value for key, value in self.off.items() if key != writer}
        return replace(self, off={**others, writer: rest} if rest else others)
