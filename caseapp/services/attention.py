"""What needs a person today: clocks running out, dates coming, conflicts, gaps, the age of backups and exports.

Reader-lane only and cheap: counts and a few records each, whatever the vault's size. Words are the window's business.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final
from zlib import crc32

import msgspec

from caseapp.domain.attention import NOTHING, Waiting
from caseapp.domain.canonical import Json
from caseapp.domain.clocks import COURT_48H, COURT_72H, MINORS_24H, Detention, Limit, held_for, is_near
from caseapp.domain.moment import Moment
from caseapp.domain.records.act import DETENTION, Act
from caseapp.domain.records.consent import PURPOSES
from caseapp.domain.records.person import Person
from caseapp.domain.rules.detention import detention_of
from caseapp.domain.spec import RecordId
from caseapp.exchange.manifest import decode
from caseapp.storage import attention, frame
from caseapp.storage.attention import Lasting, Minimum
from caseapp.storage.reader import Reader

KEPT: Final = "attention"  # the setting under which counts wait for the next opening
BACKUP: Final = "backup"
STICK: Final = "backup-stick"
RECOVERY_DRILL: Final = "recovery-drill"
RECOVERY_NEW: Final = "recovery-new"
DRILL_AFTER: Final = 365  # days after which a recovery key that nobody tried is asked for
_DAY: Final = 86_400
RECENT_DAYS: Final = 14  # after that, an end that nobody recorded is a gap and no longer an alarm
_LOOKED_AT: Final = 200
_WRONG_BY_MS: Final = 10 * 60 * 1000
DETENTIONS: Final = Lasting(
    "act", (DETENTION.field, DETENTION.terms), ("start", "detained"), ("ended", "judge"), "ended_how", "still_held")
COMPLETE: Final = Minimum(
    "person", "official", ("act", "victim"), ("start", "detained"), ("place", "place_detail"), "incident",
    ("account", "about"), ("consent", "subject"), (*PURPOSES, "cannot_ask"))
_RULES: Final = crc32(repr((COMPLETE, DETENTIONS)).encode())  # counts by other rules are not believed


@dataclass(frozen=True, slots=True)
class Ending:
    """A limit of somebody held. ``passed``: certainly; ``perhaps``: on some readings of what is known. ``expires``:
    the interval in which it runs out, UTC seconds."""

    limit: Limit
    expires: tuple[int, int]
    passed: bool
    perhaps: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody who is held or may be. ``span``: seconds held at least and at most; None when the start is not known.

    ``said``: that the person is still held is recorded; ``held_on``: when that was last known, if it was not today.
    ``judged``: whether it is recorded that no judge decided (False) or nothing is known of one (None).
    """

    act: RecordId
    person: RecordId
    start: Moment | None = field(default=None, repr=False)
    span: tuple[int, int] | None = None
    endings: tuple[Ending, ...] = ()
    said: bool = False
    held_on: Moment | None = field(default=None, repr=False)
    no_judge: bool = False

    @property
    def coming(self) -> Ending | None:
        """The limit that runs out next."""
        return next((each for each in self.endings if not each.perhaps), None)

    @property
    def behind(self) -> Ending | None:
        """The longest limit that is, or may be, past."""
        return next((each for each in reversed(self.endings) if each.perhaps), None)


@dataclass(frozen=True, slots=True)
class Exported:
    """The last export file: when, in milliseconds, and for which cards."""

    at: int
    recipients: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """The whole of it at one moment, but for deadlines. Times in milliseconds."""

    now: int
    empty: bool
    held: tuple[Held, ...] = ()
    unended: Waiting = NOTHING
    conflicts: Waiting = NOTHING
    lacking: Waiting = NOTHING
    unasked: Waiting = NOTHING
    backup: int = 0
    stick: int = 0
    recovery: int = 0  # when its key was made or last opened the vault
    export: Exported | None = None
    clock_behind: bool = False


class _Kept(msgspec.Struct, frozen=True):
    """Counts as they lie in the settings: what they were counted over, and how many with the first of them."""

    over: tuple[int, ...]
    counts: tuple[tuple[int, tuple[RecordId, ...]], ...]


class AttentionService:
    """Runs on the reader's side."""

    def __init__(self, reader: Reader, now: Callable[[], int]) -> None:
        self._reader = reader
        self._now = now
        self._known: dict[str, _Kept] | None = None
        self._stored: Json = None

    def look(self) -> Attention:
        """Everything, as it stands now."""
        sql, now = self._reader.sql, self._now()
        seconds = now // 1000
        if attention.is_empty(sql):
            return Attention(now, True)
        since = _recent(seconds)
        lacking, unasked = self._counted("unfinished", (), partial(attention.unfinished, sql, COMPLETE))
        (unended,) = self._counted("unended", (since,), partial(_unended, sql, since))
        done = attention.last_done(sql, (BACKUP, STICK, RECOVERY_DRILL, RECOVERY_NEW))
        return Attention(
            now, False,
            held=self.held(seconds),
            unended=unended,
            conflicts=attention.conflicts(sql),
            lacking=lacking,
            unasked=unasked,
            backup=done.get(BACKUP, 0), stick=done.get(STICK, 0),
            recovery=max(done.get(RECOVERY_DRILL, 0), done.get(RECOVERY_NEW, 0), _made(sql)),
            export=_last_export(frame.sent(sql)),
            clock_behind=attention.last_claim(sql) > now + _WRONG_BY_MS,
        )

    def _counted(self, what: str, also: tuple[int, ...], count: Callable[[], tuple[Waiting, ...]]
                 ) -> tuple[Waiting, ...]:
        """Counted again only after something was written, or ``also`` changed: it does not change with the hour."""
        if self._known is None:
            self._stored = frame.setting(self._reader.sql, KEPT)
            self._known = _from_json(self._stored)
        over = (*attention.version(self._reader.sql), _RULES, *also)
        if what not in self._known or self._known[what].over != over:
            self._known[what] = _Kept(over, tuple((each.count, each.first) for each in count()))
        return tuple(Waiting(*each) for each in self._known[what].counts)

    @property
    def to_keep(self) -> Json:
        """What was counted, for ``setting`` ``KEPT``, so that the next opening need not count; None: it is there.
        Any thread."""
        if self._known is None:
            return None
        told: Json = msgspec.json.decode(msgspec.json.encode(self._known))
        return None if told == self._stored else told

    def held(self, now: int) -> tuple[Held, ...]:
        """Who is near or past a limit, or held since nobody knows when; the next limit to run out first."""
        return tuple(sorted(filter(_urgent(now), self.everyone(now)), key=_urgency))

    def everyone(self, now: int) -> tuple[Held, ...]:
        """Whoever is or may be held now, and the limits that run."""
        ids = attention.lasting(self._reader.sql, DETENTIONS, _recent(now), _LOOKED_AT)
        acts = [(entity.id, entity.record) for entity in self._reader.many(ids) if isinstance(entity.record, Act)]
        victims = {entity.id: entity.record for entity in self._reader.many(act.victim for _, act in acts)}
        found = []
        for id_, act in acts:
            person = victims.get(act.victim)
            held = _held(id_, act, person if isinstance(person, Person) else None, now)
            if held is not None:
                found.append(held)
        return tuple(found)


def _recent(now: int) -> int:
    """Where the last days begin; the same all day, so that what was counted today is not counted again."""
    return (now // _DAY - RECENT_DAYS) * _DAY


def _made(sql: Any) -> int:
    """When the vault was made, and its recovery key with it; 0 where it does not say."""
    vault = frame.setting(sql, "vault")
    made = vault.get("created", 0) if isinstance(vault, dict) else 0
    return made if isinstance(made, int) else 0


def _unended(sql: Any, since: int) -> tuple[Waiting]:
    return (attention.unended(sql, DETENTIONS, since),)


def _from_json(stored: Json) -> dict[str, _Kept]:
    """What was kept; nothing where it is not what this Caseapp would keep."""
    try:
        return msgspec.convert(stored, dict[str, _Kept])
    except msgspec.ValidationError:
        return {}


def _held(id_: RecordId, act: Act, person: Person | None, now: int) -> Held | None:
    detention, held_on = _facts(act, person, now)
    known = Held(id_, act.victim, detention.detained, said=act.still_held, held_on=held_on, no_judge=act.no_judge)
    if detention.detained is None:
        return known if act.still_held else None
    span = held_for(detention, now)
    if span is None or detention.judge is not None or act.limit_ground == "administrative":
        return None
    first, last = detention.detained.earliest(), detention.detained.latest() - 1
    endings = tuple(
        Ending(limit, (first + limit.seconds, last + limit.seconds), span[0] > limit.seconds, span[1] > limit.seconds)
        for limit in _limits(detention)
    )
    return replace(known, span=span, endings=endings)


def _urgent(now: int) -> Callable[[Held], bool]:
    def urgent(held: Held) -> bool:
        coming = held.coming
        near = coming is not None and is_near(coming.limit, coming.expires[0] - now)
        return held.span is None or near or held.behind is not None
    return urgent


def _facts(act: Act, person: Person | None, now: int) -> tuple[Detention, Moment | None]:
    """"Still held" counts until the end of the day it was said of; afterwards it is the last that is known."""
    detention = detention_of(act, person)
    detention = replace(detention, detained=act.detained or act.start)
    last_known = act.still_held_on
    if not act.still_held or last_known is None or now < last_known.latest():
        return detention, None
    return replace(detention, still_held=False, held_on=last_known), last_known


def _limits(detention: Detention) -> Sequence[Limit]:
    limits = [MINORS_24H] if detention.minor else []
    if detention.special_grounds is not True:
        limits.append(COURT_48H)
    if detention.special_grounds is not False:
        limits.append(COURT_72H)
    return limits


def _urgency(held: Held) -> tuple[int, int]:
    if held.span is None:
        return 2, 0
    if held.coming is not None:
        return 0, held.coming.expires[0]
    return 1, held.span[0]


def _last_export(sent: Sequence[frame.Sent]) -> Exported | None:
    if not sent:
        return None
    last = sent[-1]
    return Exported(last.at, tuple(decode(last.manifest).recipients))
