"""The two copies of the header on disk, and every change of slots.

The copy with the highest generation that is whole and authentic counts, also for an older secret: what was taken away
stays away as soon as one copy says so. A change is built, opened again with the secret just entered, written beside
both copies, and renamed first over the copy that does not count, then over the other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from caseapp.domain.canonical import Json
from caseapp.domain.errors import Damaged, NotAVault, NotFound
from caseapp.security import atomic, header, slots
from caseapp.security.errors import (
    CannotRead,
    DamagedHeader,
    LastSlot,
    NewerHeader,
    NoKeyring,
    TooManySlots,
    WrongSecret,
)
from caseapp.security.header import Header
from caseapp.security.kdf import Cost
from caseapp.security.keytree import KeyTree, Secret
from caseapp.security.slots import Dice, Material, Slot

NAMES: Final = ("hdr.a", "hdr.b")
DeviceOf = Callable[[Slot], bytes]  # the device secret that a slot asks for; raises NoKeyring


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened header. ``mismatch``: the copies differ, or one is damaged or missing; the next write mends that."""

    header: Header
    slot: Slot
    keys: KeyTree = field(repr=False)
    mismatch: bool = False


def write(folder: Path, new: Header, keys: KeyTree) -> None:
    """Both copies; when this returns, no older header is left. Raises DiskFull, CannotWrite with the old ones intact.

    The copy that is worse off is replaced first, so that a good one stands at every moment.
    """
    data = header.encode(new, keys.key("hdr"))
    header.decode(data)
    paths = [folder / name for name in NAMES]
    atomic.write_each(sorted(paths, key=lambda path: _generation(path, keys)), data)


def _generation(path: Path, keys: KeyTree) -> int:
    """The copy's generation, 0 for one that is missing, damaged or not authentic."""
    try:
        found = header.decode(atomic.read(path, header.MAX_HEADER))
    except (OSError, NotAVault, Damaged, NewerHeader):
        return 0
    return found.generation if header.authentic(found, keys.key("hdr")) else 0


def copies(folder: Path) -> tuple[list[Header], bool]:
    """The readable copies, newest first, and whether they are unlike. Raises NotAVault, DamagedHeader, NewerHeader,
    CannotRead."""
    found: list[Header] = []
    failures: list[NotAVault | Damaged | NewerHeader | CannotRead] = []
    contents = []
    for path in (folder / name for name in NAMES):
        if not path.is_file():
            continue
        try:
            data = atomic.read(path, header.MAX_HEADER)
            contents.append(data)
            found.append(header.decode(data))
        except OSError:
            failures.append(CannotRead())
        except (NotAVault, Damaged, NewerHeader) as error:
            failures.append(error)
    newer = [error for error in failures if isinstance(error, NewerHeader)]
    if newer:
        raise newer[0]
    if not found:
        worst = [error for kind in (CannotRead, Damaged) for error in failures if isinstance(error, kind)]
        raise (worst or failures or [NotAVault()])[0]
    found.sort(key=lambda one: one.generation, reverse=True)
    return found, len(contents) < len(NAMES) or len(set(contents)) > 1


def unlock(folder: Path, secret: Material, device_of: DeviceOf) -> Opened:
    """Open with a passphrase (str) or a recovery key (bytes).

    Raises WrongSecret when no slot that counts opens, NoKeyring when only a slot that needs the keyring could have
    been meant, DamagedHeader when a slot opens but no copy is authentic; and what ``copies`` raises.
    """
    found, unlike = copies(folder)
    tried: list[dict[str, Json]] = []
    excuse: Damaged | NoKeyring | None = None
    for slot, vault_id in ((slot, one.vault_id) for one in found for slot in one.slots):
        if slot.body in tried or slot.type not in _meant(secret):
            continue
        tried.append(slot.body)
        try:
            master = slots.unwrap(slot, _with_device(secret, slot, device_of), vault_id, header.MAJOR)
        except WrongSecret:
            continue
        except (Damaged, NoKeyring) as error:
            excuse = error
            continue
        keys = KeyTree(Secret(master), vault_id)
        counting = next((one for one in found if header.authentic(one, keys.key("hdr"))), None)
        if counting is None:
            excuse = DamagedHeader()
        elif slot in counting.slots:
            return Opened(counting, slot, keys, unlike)
        keys.wipe()
    raise excuse or WrongSecret()


def _meant(secret: Material) -> Sequence[str]:
    return (slots.RECOVERY,) if isinstance(secret.secret, bytes) else (slots.PASSPHRASE, slots.DEVICE)


def _with_device(secret: Material, slot: Slot, device_of: DeviceOf) -> Material:
    return Material(secret.secret, device_of(slot) if slot.type == slots.DEVICE else b"")


def add(
    folder: Path, opened: Opened, type_: str, material: Material, cost: Cost, dice: Dice,
    extra: Mapping[str, Json] | None = None, *, instead_of: int | None = None,
) -> Header:
    """A new slot, in place of another if ``instead_of`` names one; opened again before it is written.

    ``extra``: public members of the slot, such as the keyring's class. Raises TooManySlots, NotFound, DiskFull,
    CannotWrite; the old header then still stands.
    """
    old = opened.header
    if instead_of is not None:
        _require(old, instead_of)
    kept = tuple(slot for slot in old.slots if slot.id != instead_of)
    if len(kept) >= slots.MAX_SLOTS:
        raise TooManySlots(slots.MAX_SLOTS)
    id_ = max((slot.id for slot in old.slots), default=-1) + 1
    master = opened.keys.master()
    slot = slots.wrap(id_, type_, material, master, old.vault_id, header.MAJOR, cost, dice, dict(extra or {}))
    new = old.with_slots((*kept, slot))
    again = header.decode(header.encode(new, opened.keys.key("hdr")))
    if slots.unwrap(again.slots[-1], material, again.vault_id, header.MAJOR) != master:
        raise DamagedHeader()
    write(folder, new, opened.keys)
    return new


def remove(folder: Path, opened: Opened, id_: int) -> Header:
    """Take a slot away from both copies. Raises NotFound, LastSlot, DiskFull, CannotWrite."""
    _require(opened.header, id_)
    kept = tuple(slot for slot in opened.header.slots if slot.id != id_)
    if not any(slot.known for slot in kept):
        raise LastSlot()
    new = opened.header.with_slots(kept)
    write(folder, new, opened.keys)
    return new


def _require(old: Header, id_: int) -> None:
    if all(slot.id != id_ for slot in old.slots):
        raise NotFound()
