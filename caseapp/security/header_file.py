"""The two copies of the header on disk, and every change of slots.

The copy with the highest generation that is whole and authentic counts. A change is built, opened again with the
secret just entered, written to one copy and then to the other; removing a slot is reported only when both are new.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from caseapp.domain.canonical import Json
from caseapp.domain.errors import NotAVault
from caseapp.security import atomic, header, slots
from caseapp.security.errors import DamagedHeader, NewerHeader, WrongSecret
from caseapp.security.header import Header
from caseapp.security.kdf import Cost
from caseapp.security.keytree import KeyTree, Secret
from caseapp.security.slots import Dice, Material, Slot

NAMES: Final = ("hdr.a", "hdr.b")
DeviceOf = Callable[[Slot], bytes]  # the device secret that a slot asks for; raises NoKeyring


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened header. ``mismatch``: the two copies differ, or one is damaged; the next write mends that."""

    header: Header
    slot: Slot
    keys: KeyTree = field(repr=False)
    mismatch: bool = False


def write(folder: Path, new: Header, keys: KeyTree) -> None:
    """Both copies, one after the other."""
    data = header.encode(new, keys.key("hdr"))
    for name in NAMES:
        atomic.write(folder / name, data)


def copies(folder: Path) -> tuple[list[Header], bool]:
    """The readable copies, newest first, and whether they are unlike. Raises NotAVault, DamagedHeader, NewerHeader."""
    paths = [folder / name for name in NAMES]
    there = [path for path in paths if path.is_file()]
    if not there:
        raise NotAVault()
    found: list[Header] = []
    failures: list[Exception] = []
    contents = set()
    for path in there:
        data = path.read_bytes()[: header.MAX_HEADER + 1]
        contents.add(data)
        try:
            found.append(header.decode(data))
        except (NotAVault, DamagedHeader, NewerHeader) as error:
            failures.append(error)
    if not found:
        raise failures[0]
    newer = [error for error in failures if isinstance(error, NewerHeader)]
    if newer:
        raise newer[0]
    found.sort(key=lambda one: one.generation, reverse=True)
    return found, len(contents) > 1 or len(there) < len(paths)


def unlock(folder: Path, secret: Material, device_of: DeviceOf) -> Opened:
    """Open the newest copy that is authentic with a passphrase (str) or a recovery key (bytes).

    Raises WrongSecret when no slot opens, DamagedHeader when a slot opens but no copy is authentic.
    """
    found, unlike = copies(folder)
    for one in found:
        opened = _try(one, secret, device_of)
        if opened is not None:
            if header.authentic(one, opened.keys.key("hdr")):
                return replace(opened, mismatch=unlike)
            if one is found[-1]:
                raise DamagedHeader()
    raise WrongSecret()


def _try(one: Header, secret: Material, device_of: DeviceOf) -> Opened | None:
    wanted = (slots.RECOVERY,) if isinstance(secret.secret, bytes) else (slots.PASSPHRASE, slots.DEVICE)
    for slot in one.slots:
        if slot.type not in wanted:
            continue
        material = Material(secret.secret, device_of(slot)) if slot.type == slots.DEVICE else secret
        try:
            master = slots.unwrap(slot, material, one.vault_id, header.MAJOR)
        except WrongSecret:
            continue
        return Opened(one, slot, KeyTree(Secret(master), one.vault_id))
    return None


def add(
    folder: Path, opened: Opened, type_: str, material: Material, cost: Cost, dice: Dice,
    extra: Mapping[str, Json] | None = None, *, instead_of: int | None = None,
) -> Header:
    """A new slot, in place of another if ``instead_of`` names one; opened again before it is written."""
    kept = tuple(slot for slot in opened.header.slots if slot.id != instead_of)
    id_ = max((slot.id for slot in opened.header.slots), default=-1) + 1
    master = opened.keys.master()
    slot = slots.wrap(
        id_, type_, material, master, opened.header.vault_id, header.MAJOR, cost, dice, dict(extra or {})
    )
    if slots.unwrap(slot, material, opened.header.vault_id, header.MAJOR) != master:
        raise DamagedHeader()
    new = opened.header.with_slots((*kept, slot))
    write(folder, new, opened.keys)
    return new


def remove(folder: Path, opened: Opened, id_: int) -> Header:
    """Take a slot away from both copies. The last slot that opens with something known stays: raises WrongSecret."""
    kept = tuple(slot for slot in opened.header.slots if slot.id != id_)
    if not any(slot.known for slot in kept):
        raise WrongSecret()
    new = opened.header.with_slots(kept)
    write(folder, new, opened.keys)
    return new
