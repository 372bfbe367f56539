"""Headers of throw-away vaults, cheap to open, and a dice that repeats itself."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

from caseapp.security import header, header_file, slots
from caseapp.security.errors import NoKeyring
from caseapp.security.header import Header
from caseapp.security.kdf import Cost
from caseapp.security.keytree import KeyTree, Secret
from caseapp.security.slots import Material, Slot

CHEAP: Final = Cost(8, 1, 1)  # for tests alone; the product never asks for less than kdf.FLOOR
PHRASE: Final = Material("Алты сөзден тұратын құпия")
OTHER: Final = Material("another six words of mine")
RECOVERY: Final = Material(bytes(range(16)))
DEVICE_SECRET: Final = bytes(range(100, 132))

Dice = Callable[[int], bytes]


def dice(seed: int = 1) -> Dice:
    return random.Random(seed).randbytes


def no_device(_slot: Slot) -> bytes:
    raise NoKeyring()


def the_device(_slot: Slot) -> bytes:
    return DEVICE_SECRET


def make(
    folder: Path, *materials: tuple[str, Material], seed: int = 1, created: int = 1_641_340_800_000
) -> tuple[Header, KeyTree]:
    """A vault's header with a passphrase and a recovery slot, or with the slots asked for."""
    throw = dice(seed)
    vault_id, master = throw(16), throw(32)
    wanted = materials or ((slots.PASSPHRASE, PHRASE), (slots.RECOVERY, RECOVERY))
    made = tuple(
        slots.wrap(number, type_, material, master, vault_id, header.MAJOR, CHEAP, throw)
        for number, (type_, material) in enumerate(wanted)
    )
    first, keys = Header(vault_id, 1, created, made), KeyTree(Secret(master), vault_id)
    header_file.write(folder, first, keys)
    return first, keys


def opens(folder: Path, secret: Material) -> bool:
    """True if the secret opens; an error other than a refusal is an error of the test."""
    try:
        header_file.unlock(folder, secret, no_device)
    except header_file.WrongSecret:
        return False
    return True
