"""The frame's small tables as frozen values: settings, contacts, blobs, packages, what was sent, activity.

Functions take a connection: the writer's for ``put_``, anybody's for the rest. None of this is history.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from caseapp.domain import canonical
from caseapp.domain.canonical import Json
from caseapp.storage.blobs import Blob, Secret

SETTING_LIMIT: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact card as it stands here. ``state``: unverified, verified, own, revoked. ``since`` in milliseconds."""

    fp: bytes
    card: bytes = field(repr=False)
    state: str
    how: str
    since: int


@dataclass(frozen=True, slots=True)
class Imported:
    """One line of the history of imports."""

    id: bytes
    sha256: bytes
    sender: bytes
    seq: int
    manifest: bytes
    taken: bool
    at: int


@dataclass(frozen=True, slots=True)
class Sent:
    """One export file this vault wrote."""

    id: bytes
    sha256: bytes
    seq: int
    manifest: bytes
    at: int


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that left or came in. ``detail`` is for the person whose vault this is."""

    at: int
    kind: str
    detail: Json = field(repr=False)


def put_setting(sql: Any, key: str, value: Json) -> None:
    """Keep a setting; replaces the one before."""
    sql.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, canonical.encode(value)))


def setting(sql: Any, key: str) -> Json:
    """A setting, or None."""
    row = sql.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return None if row is None else canonical.decode(bytes(row[0]), SETTING_LIMIT)


def put_contact(sql: Any, contact: Contact) -> None:
    """Keep a card; replaces the state before."""
    sql.execute(
        "INSERT OR REPLACE INTO contact VALUES (?, ?, ?, ?, ?)",
        (contact.fp, contact.card, contact.state, contact.how, contact.since),
    )


def contacts(sql: Any) -> list[Contact]:
    """Every card here, oldest first."""
    rows = sql.execute("SELECT fp, card, state, how, since FROM contact ORDER BY since, fp").fetchall()
    return [Contact(bytes(fp), bytes(card), state, how, since) for fp, card, state, how, since in rows]


def put_blob(sql: Any, blob: Blob, at: int) -> None:
    """Keep what opens a blob; the same content once."""
    sql.execute(
        "INSERT OR IGNORE INTO blob VALUES (?, ?, ?, ?, ?, ?)",
        (blob.sha256, blob.sha512, blob.size, blob.name, blob.secret.reveal(), at),
    )


def blob(sql: Any, sha256: bytes) -> Blob | None:
    """The blob with this content hash."""
    return next(iter(_blobs(sql, "WHERE sha256 = ?", (sha256,))), None)


def blob_named(sql: Any, name: str) -> Blob | None:
    """The blob whose file has this name: what an intake asks for."""
    return next(iter(_blobs(sql, "WHERE name = ?", (name,))), None)


def derivative(sql: Any, parent: bytes, kind: str) -> Blob | None:
    """What was made of a blob for showing it, if it was."""
    where = "WHERE sha256 = (SELECT child FROM derivative WHERE parent = ? AND kind = ?)"
    return next(iter(_blobs(sql, where, (parent, kind))), None)


def put_derivative(sql: Any, parent: bytes, kind: str, child: bytes) -> None:
    """Inside a transaction: remember that ``child`` was made of ``parent``."""
    sql.execute("INSERT OR REPLACE INTO derivative VALUES (?, ?, ?)", (parent, kind, child))


def drop_derivatives(sql: Any, parent: bytes) -> None:
    """Inside a transaction: destroy the keys of what was made of a blob; the files are swept on the next opening."""
    sql.execute("DELETE FROM blob WHERE sha256 IN (SELECT child FROM derivative WHERE parent = ?)", (parent,))
    sql.execute("DELETE FROM derivative WHERE parent = ?", (parent,))


def blobs(sql: Any) -> list[Blob]:
    """Every blob here."""
    return _blobs(sql, "", ())


def _blobs(sql: Any, where: str, args: tuple[object, ...]) -> list[Blob]:
    rows = sql.execute(f"SELECT name, sha256, sha512, size, secret FROM blob {where} ORDER BY sha256", args).fetchall()
    return [Blob(name, bytes(short), bytes(long), size, Secret(secret)) for name, short, long, size, secret in rows]


def imported(sql: Any) -> list[Imported]:
    """Every export file taken in or set aside, oldest first."""
    rows = sql.execute(
        "SELECT id, sha256, sender, seq, manifest, taken, imported_at FROM package ORDER BY no"
    ).fetchall()
    return [Imported(bytes(a), bytes(b), bytes(c), d, bytes(e), bool(f), g) for a, b, c, d, e, f, g in rows]


def put_sent(sql: Any, sent: Sent) -> None:
    """Note an export file that was written and verified."""
    sql.execute(
        "INSERT INTO sent(id, sha256, seq, manifest, at) VALUES (?, ?, ?, ?, ?)",
        (sent.id, sent.sha256, sent.seq, sent.manifest, sent.at),
    )


def sent(sql: Any) -> list[Sent]:
    """Every export file this vault wrote, oldest first."""
    rows = sql.execute("SELECT id, sha256, seq, manifest, at FROM sent ORDER BY no").fetchall()
    return [Sent(bytes(a), bytes(b), c, bytes(d), e) for a, b, c, d, e in rows]


def put_activity(sql: Any, activity: Activity) -> None:
    """Add a line; nothing is ever taken out."""
    sql.execute(
        "INSERT INTO activity(at, kind, detail) VALUES (?, ?, ?)",
        (activity.at, activity.kind, canonical.encode(activity.detail)),
    )


def activities(sql: Any, limit: int = 1000) -> Sequence[Activity]:
    """The newest lines first."""
    rows = sql.execute("SELECT at, kind, detail FROM activity ORDER BY no DESC LIMIT ?", (limit,)).fetchall()
    return [Activity(at, kind, canonical.decode(bytes(detail), SETTING_LIMIT)) for at, kind, detail in rows]


def newest_own(sql: Any) -> int:
    """The time of the newest write of this person, in microseconds; 0 when there is none."""
    row = sql.execute("SELECT max(hlc) FROM changeset WHERE own = 1").fetchone()
    return int(row[0] or 0)


def activities_of(sql: Any, kinds: Sequence[str]) -> Sequence[Activity]:
    """Every line of these kinds, newest first."""
    marks = ",".join("?" * len(kinds))
    rows = sql.execute(f"SELECT at, kind, detail FROM activity WHERE kind IN ({marks}) ORDER BY no DESC", kinds)
    return [Activity(at, kind, canonical.decode(bytes(detail), SETTING_LIMIT)) for at, kind, detail in rows.fetchall()]
