"""Hostile files by the thousand, mutated at three layers so that cryptography does not shield the parser.

``python -m tests.exchange.fuzz 100000 7`` runs that many cases from that seed. A finding prints its layer and number,
which the same seed repeats (but for the random parts of age itself).
"""

import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pyrage

from caseapp.domain.errors import CaseappError
from caseapp.exchange.manifest import BLOBS
from caseapp.history import wire
from caseapp.history.bundle import verify
from tests.exchange.world import Forge, World, blob_stream, chain, fixed_world, forge, records

Case = Callable[[World, random.Random], bytes]

WEIRD: list[Any] = [
    None, True, False, 0, 1, -1, 2**31, 2**32, 2**53 - 1, 2**53, 2**63, -(2**63), "", "0", "00" * 16, "00" * 32,
    "everything", [], {}, [[]], [[1, 2]], [["case", "0" * 32]], "\u202e", "\x00", "e\u0301", "x" * 70_000,
    [0] * 5000, {"": 1}, {"ключ": 1}, 1.5, "\ud7ff",
]


def mutate_bytes(data: bytes, dice: random.Random) -> bytes:
    """A few local accidents."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(out) + 1)
        match dice.randrange(6):
            case 0 if at < len(out):
                out[at] ^= 1 << dice.randrange(8)
            case 1:
                del out[at : at + dice.randint(1, 40)]
            case 2:
                out[at:at] = dice.randbytes(dice.randint(1, 40))
            case 3:
                out[at:at] = out[at : at + dice.randint(1, 400)]
            case 4:
                out[at : at + 4] = dice.choice([b"\xff\xff\xff\xff", bytes(4), b"\0\x10\0\1"])
            case _:
                del out[at:]
    return bytes(out)


def mutate_json(value: Any, dice: random.Random) -> Any:
    """One member somewhere becomes something else, disappears, or appears."""
    if isinstance(value, dict) and value and dice.random() < 0.8:
        key = dice.choice(list(value))
        rest = dict(value)
        match dice.randrange(8):
            case 0:
                del rest[key]
            case 1:
                rest[dice.choice(["a", "path", "zz", "\u044f"])] = dice.choice(WEIRD)
            case _:
                rest[key] = mutate_json(value[key], dice)
        return rest
    if isinstance(value, list) and value and dice.random() < 0.7:
        at = dice.randrange(len(value))
        return [*value[:at], mutate_json(value[at], dice), *value[at + dice.randrange(2) :]]
    if isinstance(value, str) and value and dice.random() < 0.4:
        at = dice.randrange(len(value))
        return value[:at] + dice.choice("0fFg\n\u0456") + value[at + 1 :]
    if isinstance(value, int) and dice.random() < 0.4:
        return value + dice.choice([-1, 1, 2**32])
    return dice.choice(WEIRD)


def ciphertext(world: World, dice: random.Random) -> bytes:
    """Layer 1: the file as it lies on the stick."""
    return mutate_bytes(_encrypted(world, forge(world)), dice)


def manifest(world: World, dice: random.Random) -> bytes:
    """Layer 2: another manifest, signed by a trusted sender."""
    forged = forge(world)
    plain = forged._manifest()
    if dice.random() < 0.3:
        forged.raw = mutate_bytes(plain, dice)
    else:
        value = msgspec.json.decode(plain)
        for _ in range(dice.randint(1, 3)):
            value = mutate_json(value, dice)
        forged.raw = msgspec.json.encode(value, order="sorted")
    return _encrypted(world, forged)


def streams(world: World, dice: random.Random) -> bytes:
    """Layer 3: other records and files, with hashes, counts and signature that fit."""
    lines = [wire.encode(one) for one in chain(world.sender, 2)]
    match dice.randrange(4):
        case 0:
            lines[1] = mutate_bytes(lines[1], dice)
        case 1 | 2:
            lines[1] = msgspec.json.encode(mutate_json(msgspec.json.decode(lines[1]), dice), order="sorted")
        case _:
            forged = forge(world)
            at = dice.randrange(3)
            kind, content = forged.streams[at]
            forged.streams[at] = (kind, mutate_bytes(content, dice))
            return _encrypted(world, forged)
    forged = forge(world)
    forged.streams[1] = (forged.streams[1][0], records(lines))
    if dice.random() < 0.2:
        forged = replace(forged, counts=forged.counts | {BLOBS: 1}, streams=[
            *forged.streams[:2], (BLOBS, mutate_bytes(blob_stream([b"content"]), dice))
        ])
    return _encrypted(world, forged)


LAYERS: dict[str, Case] = {"ciphertext": ciphertext, "manifest": manifest, "streams": streams}


def _encrypted(world: World, forged: Forge) -> bytes:
    sealed: bytes = pyrage.encrypt(
        forged.plaintext(), [pyrage.x25519.Recipient.from_str(world.receiver.recipient)]
    )
    return sealed


def attempt(world: World, content: bytes) -> str:
    """The code of the refusal, or ``accepted``. Whatever else is raised is a finding."""
    world.target.write_bytes(content)
    original = {one.changeset.id for one in chain(world.sender, 2)}
    try:
        with world.open() as package:
            for bundle in package.bundles():
                verify(bundle, world.sender.sign_pub)
                if bundle.changeset.id not in original:
                    raise AssertionError("a changeset nobody signed")
            for blob in package.blobs():
                blob.open().close()
    except CaseappError as error:
        if error.code == "bug":
            raise AssertionError("a bug of ours") from error
        return error.code
    finally:
        if world.left_behind():
            raise AssertionError("a scratch file stays")
    return "accepted"


def run(world: World, layer: str, cases: int, seed: int) -> dict[str, int]:
    """How often each answer was given."""
    answers: dict[str, int] = {}
    for number in range(cases):
        dice = random.Random(f"{layer}/{seed}/{number}")
        try:
            answer = attempt(world, LAYERS[layer](world, dice))
        except Exception:
            sys.stderr.write(f"finding: layer {layer}, seed {seed}, case {number}\n")
            raise
        answers[answer] = answers.get(answer, 0) + 1
    return answers


if __name__ == "__main__":
    total, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as folder:
        for name in LAYERS:
            answers = run(fixed_world(Path(folder)), name, total // len(LAYERS), first)
            sys.stdout.write(f"{name} {answers}\n")
