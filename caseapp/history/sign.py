"""From composed contents to signed changesets: counters, links, clock, sizes."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from caseapp.history import change as changes
from caseapp.history import changeset as changesets
from caseapp.history.bundle import Bundle, Part
from caseapp.history.change import SALT_SIZE, SEED_SIZE, Change, Status
from caseapp.history.changeset import MAX_CHANGES, Sign, Stamp, Title
from caseapp.history.clock import next_hlc
from caseapp.history.errors import TooLarge
from caseapp.history.ids import ChangesetId
from caseapp.history.wire import MAX_CHANGE, pack
from caseapp.history.write import Content, Dice, one_per_record


class Chain(msgspec.Struct, frozen=True):
    """Where a writer stands: the next changeset links to ``last``."""

    author: bytes
    life: bytes
    counter: int = 0  # of the last changeset
    last: ChangesetId | None = None
    hlc: int = 0

    def after(self, bundle: Bundle) -> "Chain":
        """The chain with one more link."""
        made = bundle.changeset
        return Chain(self.author, self.life, made.stamp.counter, made.id, made.stamp.hlc)


class Action(msgspec.Struct, frozen=True):
    """What is said about an action as a whole. ``title`` may name people; ``zone`` is where it was recorded."""

    title: str
    cause: str
    wall: int  # microseconds since 1970-01-01 UTC
    zone: str
    device: str


def sign_action(
    chain: Chain, action: Action, contents: Sequence[Content], seen: Iterable[int], dice: Dice, sign: Sign
) -> list[Bundle]:
    """The signed changesets of one user action: one, or several of one group beyond 1,000 records.

    ``seen``: the clock claims of the parents and of the writes replaced. Raises TooLarge, NotCanonical.
    """
    one_per_record(contents)
    claims = tuple(seen)
    pieces = list(_pieces(contents))
    group = dice(16) if len(pieces) > 1 else None
    made: list[Bundle] = []
    for piece in pieces:
        stamp = Stamp(
            author=chain.author, life=chain.life, counter=chain.counter + 1, prev=chain.last,
            hlc=next_hlc(action.wall, (*claims, chain.hlc)), zone=action.zone, device=action.device,
            cause=action.cause, group=group,
        )
        inside = [_build(stamp, content, dice(SEED_SIZE)) for content in piece]
        title = Title(Status.WHOLE, action.title, dice(SALT_SIZE))
        bundle = Bundle(changesets.build(stamp, title, inside, sign), tuple(Part(change) for change in inside))
        made.append(bundle)
        chain = chain.after(bundle)
    return made


def _pieces(contents: Sequence[Content]) -> Iterator[Sequence[Content]]:
    for at in range(0, len(contents), MAX_CHANGES):
        yield contents[at:at + MAX_CHANGES]


def _build(stamp: Stamp, content: Content, seed: bytes) -> Change:
    change = changes.build(
        stamp.author, stamp.life, stamp.counter, content.record, content.parents, content.drafts, seed
    )
    if len(change.header) + len(pack(change)) > MAX_CHANGE:
        raise TooLarge("bytes", MAX_CHANGE)
    return change
