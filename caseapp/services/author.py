"""Who writes in this vault: fingerprint, life, signature, and what the clock and the dice say."""

from dataclasses import dataclass, field

from caseapp.domain.ids import Clock, Dice, new_id
from caseapp.domain.spec import RecordId
from caseapp.history.changeset import Sign
from caseapp.history.sign import Action


@dataclass(frozen=True, slots=True)
class Author:
    """The person at this keyboard, as history knows them. The signing key stays inside ``sign``."""

    fp: bytes
    life: bytes
    alias: str = field(repr=False)
    device: str
    zone: str
    sign: Sign = field(repr=False)
    clock: Clock = field(repr=False)  # milliseconds
    dice: Dice = field(repr=False)

    def new_id(self) -> RecordId:
        """An id for a new record."""
        return new_id(self.clock, self.dice)

    def action(self, title: str, cause: str) -> Action:
        """What is said about an action made now."""
        return Action(title, cause, self.clock() * 1000, self.zone, self.device)
