"""The frame of the vault's database: what is true. Projections, which only show it, are made in ``projection``.

All tables are STRICT. ``no`` columns are local arrival numbers: they never leave the vault, and nothing is sorted,
exported or compared by them. Ids and hashes are BLOBs (16 and 32 bytes).
"""

from typing import Final

from sqlalchemy import BLOB, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text

metadata: Final = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"}
)

# -- who and what ------------------------------------------------------------------------------------------------
author = Table(
    "author", metadata,
    Column("no", Integer, primary_key=True),
    Column("fp", BLOB, nullable=False, unique=True),
    sqlite_strict=True,
)
record_type = Table(
    "record_type", metadata,
    Column("no", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    sqlite_strict=True,
)
record = Table(
    "record", metadata,
    Column("no", Integer, primary_key=True),
    Column("type", Integer, ForeignKey("record_type.no"), nullable=False),
    Column("id", BLOB, nullable=False),
    # 0 known only by reference, 1 exists; further bits: see projection.Flags
    Column("flags", Integer, nullable=False, server_default="0"),
    Column("heads", BLOB, nullable=False, server_default=text("x''")),
    sqlite_strict=True,
)
Index("ux_record_id_type", record.c.id, record.c.type, unique=True)

# -- the log: append-only --------------------------------------------------------------------------------------
changeset = Table(
    "changeset", metadata,
    Column("no", Integer, primary_key=True),
    Column("hash", BLOB, nullable=False, unique=True),
    Column("author", Integer, ForeignKey("author.no"), nullable=False),
    Column("life", BLOB, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("hlc", Integer, nullable=False),
    Column("own", Integer, nullable=False),  # 1: written in this vault, in view whatever package is off
    Column("cause", Text, nullable=False),
    Column("header", BLOB, nullable=False),
    Column("signature", BLOB, nullable=False),
    Column("size", Integer, nullable=False),  # how many changes its author signed; fewer may be here
    Column("title_status", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("title_salt", BLOB, nullable=False),
    sqlite_strict=True,
)
# not unique: equivocation keeps both
Index("ix_changeset_writer", changeset.c.author, changeset.c.life, changeset.c.counter)
change = Table(
    "change", metadata,
    Column("no", Integer, primary_key=True),
    Column("changeset", Integer, ForeignKey("changeset.no"), nullable=False),
    Column("record", Integer, ForeignKey("record.no"), nullable=False),
    Column("hash", BLOB, nullable=False),
    Column("position", Integer, nullable=False),  # in its changeset
    Column("header", BLOB, nullable=False),
    Column("body", BLOB, nullable=False),  # entries, values, salts: the bytes that travel (docs/formats/change.md)
    Column("proof", BLOB),  # of a change that came without its siblings
    Column("skeleton", Integer, nullable=False),  # 1: no delivery ever brought it live
    sqlite_strict=True,
)
Index("ix_change_record", change.c.record)
Index("ix_change_changeset", change.c.changeset)
Index("ix_change_hash", change.c.hash)

# -- where it came from, and what is in view -------------------------------------------------------------------
contact = Table(
    "contact", metadata,
    Column("fp", BLOB, primary_key=True),
    Column("card", BLOB, nullable=False),
    Column("state", Text, nullable=False),  # unverified | verified | own | revoked
    Column("how", Text, nullable=False, server_default=""),
    Column("since", Integer, nullable=False),
    sqlite_strict=True, sqlite_with_rowid=False,
)
package = Table(
    "package", metadata,
    Column("no", Integer, primary_key=True),
    Column("id", BLOB, nullable=False, unique=True),
    Column("sha256", BLOB, nullable=False),
    Column("sender", BLOB, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("manifest", BLOB, nullable=False),
    Column("taken", Integer, nullable=False),  # 1 in view, 0 set aside
    Column("keeps_protection", Integer, nullable=False, server_default="1"),
    Column("imported_at", Integer, nullable=False),
    sqlite_strict=True,
)
delivery = Table(
    "delivery", metadata,
    Column("package", Integer, ForeignKey("package.no"), primary_key=True),
    Column("change", Integer, ForeignKey("change.no"), primary_key=True),
    Column("live", Integer, nullable=False),
    sqlite_strict=True, sqlite_with_rowid=False,
)
Index("ix_delivery_change", delivery.c.change, delivery.c.package)
held = Table(
    "held", metadata,  # changesets of unverified cards: kept, listed, counted, not in the log
    Column("hash", BLOB, primary_key=True),
    Column("package", BLOB, primary_key=True),
    Column("piece", Integer, primary_key=True),
    Column("author", BLOB, nullable=False),
    Column("document", BLOB, nullable=False),
    sqlite_strict=True, sqlite_with_rowid=False,
)
switched_off = Table(
    "switched_off", metadata,  # counter ranges of a writer that a person or a roster switched off
    Column("no", Integer, primary_key=True),
    Column("author", Integer, ForeignKey("author.no"), nullable=False),
    Column("life", BLOB, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_strict=True,
)
sent = Table(
    "sent", metadata,  # export files this vault wrote, for sequence and have
    Column("no", Integer, primary_key=True),
    Column("id", BLOB, nullable=False, unique=True),
    Column("sha256", BLOB, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("manifest", BLOB, nullable=False),
    Column("at", Integer, nullable=False),
    sqlite_strict=True,
)

# -- evidence, settings, acts outside the log ------------------------------------------------------------------
blob = Table(
    "blob", metadata,
    Column("sha256", BLOB, primary_key=True),
    Column("sha512", BLOB, nullable=False),
    Column("size", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("secret", Text, nullable=False),  # one-time age identity; deleting the row is the erasure
    Column("at", Integer, nullable=False),
    sqlite_strict=True, sqlite_with_rowid=False,
)
derivative = Table(
    "derivative", metadata,  # what was made of a blob for showing it: goes when its parent's key goes
    Column("parent", BLOB, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("child", BLOB, nullable=False),
    sqlite_strict=True, sqlite_with_rowid=False,
)
setting = Table(
    "setting", metadata,
    Column("key", Text, primary_key=True),
    Column("value", BLOB, nullable=False),
    sqlite_strict=True, sqlite_with_rowid=False,
)
activity = Table(
    "activity", metadata,  # exports, imports, prints, copies outside: what left or came in, and when
    Column("no", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("detail", BLOB, nullable=False),
    sqlite_strict=True,
)

# -- shared projections: one for every record type at once -----------------------------------------------------
field_name = Table(
    "field_name", metadata,
    Column("no", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    sqlite_strict=True,
)
link = Table(
    "link", metadata,
    Column("record", Integer, primary_key=True),
    Column("field", Integer, primary_key=True),
    Column("target", Integer, primary_key=True),
    sqlite_strict=True, sqlite_with_rowid=False,
)
Index("ix_link_target", link.c.target, link.c.field, link.c.record)
date = Table(
    "date", metadata,  # half-open interval of UTC seconds
    Column("record", Integer, primary_key=True),
    Column("field", Integer, primary_key=True),
    Column("earliest", Integer, primary_key=True),
    Column("latest", Integer, nullable=False),
    sqlite_strict=True, sqlite_with_rowid=False,
)
Index("ix_date_earliest", date.c.earliest, date.c.latest, date.c.record, date.c.field)
waiting = Table(
    "waiting", metadata,  # change ids that records wait for (history R0)
    Column("hash", BLOB, primary_key=True),
    Column("record", Integer, primary_key=True),
    sqlite_strict=True, sqlite_with_rowid=False,
)
fts_dirty = Table(
    "fts_dirty", metadata,
    Column("no", Integer, primary_key=True),
    sqlite_strict=True,
)
view = Table(
    "view", metadata,
    Column("one", Integer, primary_key=True),
    Column("fingerprint", BLOB, nullable=False),
    Column("version", Integer, nullable=False),
    sqlite_strict=True,
)
SHARED_PROJECTIONS: Final = (link, date, waiting, fts_dirty)
FTS: Final = (
    "CREATE VIRTUAL TABLE fts USING fts5(title, body, content='', contentless_delete=1, prefix='2 3', "
    "tokenize='unicode61 remove_diacritics 0')"
)
FTS_SETTINGS: Final = (("automerge", 0), ("crisismerge", 1000), ("hashsize", 16 * 1024 * 1024))
