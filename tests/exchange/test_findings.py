"""Numbers and predecessors: replay, gap, fork, broken chain, and what is none of them."""

from collections.abc import Sequence
from hashlib import sha256

import pytest

from caseapp.exchange.findings import Finding, Odd, Seen, sequence_findings
from caseapp.exchange.manifest import digest, encode
from tests.exchange.world import World


def files(world: World, count: int, tag: bytes = b"", **changes: object) -> list[Seen]:
    """A chain of ``count`` files."""
    made: list[Seen] = []
    for seq in range(1, count + 1):
        manifest = world.manifest(
            seq=seq, prev=made[-1].digest if made else None, package_id=sha256(tag + bytes([seq])).digest()[:16],
            **changes,
        )
        made.append(Seen(manifest, digest(encode(manifest))))
    return made


def odds(known: Sequence[Seen], new: Seen) -> list[Odd]:
    return [finding.odd for finding in sequence_findings(known, new)]


def test_in_order_there_is_nothing_to_say(world: World) -> None:
    chain = files(world, 4)
    for at, seen in enumerate(chain):
        assert sequence_findings(chain[:at], seen) == ()


def test_late_files_fill_the_gap_without_alarm(world: World) -> None:
    chain = files(world, 5)
    assert sequence_findings(chain[:2], chain[4]) == (Finding(Odd.GAP, 3, 4),)
    assert not sequence_findings(chain[:2], chain[4])[0].alarm
    assert sequence_findings([*chain[:2], chain[4]], chain[3]) == (Finding(Odd.GAP, 3, 3),)
    assert sequence_findings([*chain[:2], chain[4], chain[3]], chain[2]) == ()
    assert sequence_findings([], chain[2]) == (Finding(Odd.GAP, 1, 2),)


def test_the_same_file_again(world: World) -> None:
    chain = files(world, 3)
    for seen in chain:
        assert odds(chain, seen) == [Odd.REPLAY]


def test_two_files_of_one_number(world: World) -> None:
    ours, theirs = files(world, 3), files(world, 3, b"clone", created=5)
    assert odds(ours, theirs[2]) == [Odd.FORK, Odd.BROKEN]
    assert all(finding.alarm for finding in sequence_findings(ours, theirs[2]))
    assert odds(ours[:1], theirs[1]) == [Odd.BROKEN]
    assert odds([ours[2]], theirs[1]) == [Odd.BROKEN, Odd.GAP]  # its successor is known and names another


def test_the_same_package_id_with_other_contents(world: World) -> None:
    ours = files(world, 1)
    changed = world.manifest(package_id=ours[0].manifest.package_id, seq=2, prev=ours[0].digest)
    assert odds(ours, Seen(changed, digest(encode(changed)))) == [Odd.FORK]


@pytest.mark.parametrize("change", [
    {"life": bytes(8)}, {"sender": bytes(32)}, {"recipients": (bytes(32),)},
])
def test_a_restored_vault_other_senders_and_other_recipients_count_for_themselves(
    world: World, change: dict[str, object]
) -> None:
    ours, others = files(world, 3), files(world, 3, b"other", **change)
    assert odds(ours, others[0]) == []
    assert odds([*ours, others[0]], others[1]) == []
    assert odds(ours, files(world, 1, b"other")[0]) == [Odd.FORK, Odd.BROKEN]  # negative control: the same chain
