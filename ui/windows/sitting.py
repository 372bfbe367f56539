"""What outlives a change of theme or language: where the person was, the way back, what was done last."""

from dataclasses import dataclass, field

from ui.windows.trail import Trail


@dataclass
class Sitting:
    """One sitting at an open vault. ``quick``: the quick record was open, with its draft in the vault. ``back``: the
    vault was locked, not closed, so that the person goes on where he was."""

    trail: Trail = field(default_factory=Trail)
    quick: bool = False
    back: bool = False
