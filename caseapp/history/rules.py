"""What the fold needs to know of a record type, made once per type from its declared policies."""

from collections.abc import Mapping
from dataclasses import dataclass

from caseapp.domain.canonical import encode
from caseapp.domain.policy import Merge, Policy, Rank

RETRACTED = "retracted"  # the field every record has; R7 is about it


@dataclass(frozen=True, slots=True)
class Join:
    """A protective field's rank over canonical bytes, because Python's ``0 == False`` would let 0 pass for "no"."""

    values: tuple[bytes, ...]
    ranks: dict[bytes, int]
    default: bytes

    @staticmethod
    def of(rank: Rank) -> "Join":
        """The join that ``rank`` declares."""
        values = tuple(encode(value) for value in rank.order)
        return Join(values, {value: at for at, value in enumerate(values)}, encode(rank.default))

    def rank(self, value: bytes) -> int:
        """Greater is more restrictive; an unknown value is the most restrictive."""
        return self.ranks.get(value, len(self.values) - 1)

    @property
    def strictest(self) -> int:
        """The rank of blank and unknown values."""
        return len(self.values) - 1


@dataclass(frozen=True, slots=True)
class Rules:
    """Field name -> how it merges. A field that is not here is unknown: written by a newer Caseapp."""

    merges: dict[str, Merge]
    joins: dict[str, Join]  # of the protective fields alone

    @staticmethod
    def of(policies: Mapping[str, Policy]) -> "Rules":
        """The rules of a record type: ``Rules.of(spec.policies())``."""
        joins = {name: Join.of(policy.rank) for name, policy in policies.items() if policy.rank is not None}
        return Rules({name: policy.merge for name, policy in policies.items()}, joins)
