"""The safety check: each line one thing that keeps a vault safe, how it stands, and what would mend it.

``ok`` and ``attention`` are said only of what was really looked at; ``unseen`` says that it cannot be checked from
here. Nothing is changed and nothing secret is in a line.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from caseapp.domain.text import N_
from caseapp.security.errors import NoKeyring
from caseapp.security.surroundings import Machine
from caseapp.services.attention import DRILL_AFTER, RECOVERY_DRILL, RECOVERY_NEW
from caseapp.services.backup import BACKUP_OUTSIDE
from caseapp.services.contacts import UNVERIFIED
from caseapp.services.rotation import DAY
from caseapp.services.session import Session
from caseapp.services.vault_doors import SlotInfo
from caseapp.services.vaults import VaultService

OK: Final = "ok"
ATTENTION: Final = "attention"
UNSEEN: Final = "unseen"

BACKUP_AFTER: Final = 2  # days
STICK_AFTER: Final = 7
ROOM: Final = 1024**3  # bytes

WORDS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("recovery", OK): (N_("The recovery key was proved on {date}."), ""),
    ("recovery", ATTENTION): (
        N_("The recovery key was tried for the last time on {date}."),
        N_("Type it once from its paper: a key that cannot be read any longer opens nothing."),
    ),
    ("recovery", "none"): (
        N_("No recovery key opens this vault."),
        N_("Make one: without it a forgotten passphrase closes the vault for ever, to everybody."),
    ),
    ("backup", OK): (N_("The last backup in the vault is of {date} and was verified."), ""),
    ("backup", ATTENTION): (
        N_("The last backup in the vault is of {date}."),
        N_("Make one now; it takes no second room for evidence."),
    ),
    ("backup", "none"): (N_("There is no backup in the vault yet."), N_("Make one now.")),
    ("stick", OK): (N_("The last backup outside is of {date} and was verified."), ""),
    ("stick", ATTENTION): (
        N_("The last backup outside is of {date}."),
        N_("Put the stick in and make one: a backup on the same disk is lost with the disk."),
    ),
    ("stick", "none"): (
        N_("There is no backup outside this computer."),
        N_("Make one on a stick and keep it in another place: a backup on the same disk is lost with the disk."),
    ),
    ("contacts", OK): (N_("Every contact card here was compared."), ""),
    ("contacts", ATTENTION): (
        N_("Contact cards that nobody compared yet: {count}."),
        N_("Compare the words with their holder. Until then nothing of theirs is taken in."),
    ),
    ("room", OK): (N_("The disk has {gib} GiB free."), ""),
    ("room", ATTENTION): (
        N_("The disk has less than 1 GiB free."), N_("Free some space; a full disk refuses new records."),
    ),
    ("clock", OK): (N_("The clock of this computer is plausible."), ""),
    ("clock", ATTENTION): (
        N_("The clock of this computer is wrong: it stands before something that was recorded already."),
        N_("Set the clock. The times of what you record depend on it."),
    ),
    ("disk", OK): (N_("The disk under the vault is encrypted."), ""),
    ("disk", ATTENTION): (
        N_("The disk under the vault is not encrypted."),
        N_("The vault is encrypted by itself; what other programs leave beside it is not. Encrypt the disk as well."),
    ),
    ("disk", UNSEEN): (
        N_("Whether the disk is encrypted cannot be checked from here."),
        N_("Look it up in the settings of the system."),
    ),
    ("swap", OK): (N_("The memory that the system writes to the disk is encrypted, or there is none."), ""),
    ("swap", ATTENTION): (
        N_("The system may write memory to the disk in clear (swap)."),
        N_("Encrypt the swap or switch it off: parts of what you read could be found there."),
    ),
    ("swap", UNSEEN): (
        N_("Whether memory is written to the disk in clear cannot be checked from here."),
        N_("Look it up in the settings of the system."),
    ),
    ("hibernation", OK): (N_("The system is not set to hibernate."), ""),
    ("hibernation", ATTENTION): (
        N_("The system can hibernate: then the whole memory is written to the disk."),
        N_("Lock the vault before the computer sleeps, and switch hibernation off."),
    ),
    ("hibernation", UNSEEN): (
        N_("Whether the system hibernates cannot be checked from here."),
        N_("Look it up in the settings of the system."),
    ),
    ("dumps", OK): (N_("A crash of this program leaves no copy of its memory."), ""),
    ("dumps", ATTENTION): (
        N_("A crash of this program may leave a copy of its memory on the disk."), N_("Close it and start it again."),
    ),
    ("dumps", UNSEEN): (N_("Whether a crash leaves a copy of the memory cannot be checked from here."), ""),
    ("keyring", OK): (N_("The system's protected keyring is available."), ""),
    ("keyring", UNSEEN): (
        N_("No protected keyring of the system is available here."),
        N_("Nothing depends on it: the passphrase alone opens the vault."),
    ),
    ("keyring", ATTENTION): (
        N_("The passphrase opens only together with the system's keyring, and that is not available now."),
        N_("Unlock the keyring, or open with the recovery key and switch the keyring off for this vault."),
    ),
}


@dataclass(frozen=True, slots=True)
class SafetyLine:
    """``topic`` and ``state`` (ok, attention, none, unseen) are a key of ``WORDS``; ``params`` fill its places, and
    ``at`` (milliseconds) that of the date."""

    topic: str
    state: str
    params: Mapping[str, int] = field(default_factory=dict)
    at: int | None = None


class SafetyService:
    """Writer-lane: it reads the vault's own log and cards besides the machine."""

    def __init__(self, session: Session, vaults: VaultService, machine: Machine | None = None) -> None:
        self._session = session
        self._vaults = vaults
        self._machine = machine or Machine()

    def check(self) -> Sequence[SafetyLine]:
        """Every line, in the order in which they matter."""
        return [
            self._recovery(), *self._backups(), self._contacts(), self._room(), self._clock(),
            self._seen("disk", self._machine.disk_encrypted(self._session.folder)),
            self._seen("swap", self._machine.swap_encrypted()),
            self._seen("hibernation", _not(self._machine.hibernates())),
            self._seen("dumps", self._machine.dumps_off()), self._keyring(),
        ]

    def recovery_proved(self) -> int | None:
        """When the recovery key was made or tried; None when there is none."""
        if not any(slot.type == "recovery" for slot in self._slots()):
            return None
        last = [line.at for kind in (RECOVERY_DRILL, RECOVERY_NEW) if (line := self._session.activity.last(kind))]
        return max([*last, self._session.profile.created()])

    def has_keyring(self) -> bool:
        """Whether a keyring is here that would be trusted."""
        try:
            self._vaults.keyring()
        except NoKeyring:
            return False
        return True

    def _recovery(self) -> SafetyLine:
        return self._aged("recovery", self.recovery_proved(), DRILL_AFTER)

    def _backups(self) -> Iterator[SafetyLine]:
        inside = next(iter(self._session.backups.found()), None)
        line = self._session.activity.last(BACKUP_OUTSIDE)
        yield self._aged("backup", inside.made if inside else None, BACKUP_AFTER)
        yield self._aged("stick", line.at if line else None, STICK_AFTER)

    def _aged(self, topic: str, at: int | None, limit: int) -> SafetyLine:
        if at is None:
            return SafetyLine(topic, "none")
        days = (self._session.author.clock() - at) // DAY
        return SafetyLine(topic, OK if days <= limit else ATTENTION, at=at)

    def _contacts(self) -> SafetyLine:
        count = sum(state == UNVERIFIED for _, state in self._session.contacts.list())
        return SafetyLine("contacts", ATTENTION if count else OK, {"count": count})

    def _room(self) -> SafetyLine:
        free = shutil.disk_usage(self._session.folder).free
        return SafetyLine("room", OK if free >= ROOM else ATTENTION, {"gib": free // 1024**3})

    def _clock(self) -> SafetyLine:
        now = self._session.author.clock()
        newest = next(iter(self._session.activity.lines(limit=1)), None)
        before = max(self._session.profile.created(), newest.at if newest else 0)
        return SafetyLine("clock", OK if now >= before else ATTENTION)

    def _keyring(self) -> SafetyLine:
        needed = any(slot.type == "passphrase+device" for slot in self._slots())
        return SafetyLine("keyring", OK if self.has_keyring() else ATTENTION if needed else UNSEEN)

    @staticmethod
    def _seen(topic: str, answer: bool | None) -> SafetyLine:
        return SafetyLine(topic, UNSEEN if answer is None else OK if answer else ATTENTION)

    def _slots(self) -> Sequence[SlotInfo]:
        return self._vaults.slots(self._session.folder)


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer

