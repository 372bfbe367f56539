"""The frame of the first released vault. Frozen: what a vault in the field was made by is never edited."""

from alembic import op

revision = "0001"
down_revision = None

# record_type 0 is that of records known only by reference
STATEMENTS = (
    (
        'CREATE TABLE activity ( no INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, detail BLOB '
        'NOT NULL, CONSTRAINT pk_activity PRIMARY KEY (no) ) STRICT'
    ),
    (
        'CREATE TABLE author ( no INTEGER NOT NULL, fp BLOB NOT NULL, CONSTRAINT pk_author PRIMARY KEY (no), '
        'UNIQUE (fp) ) STRICT'
    ),
    (
        'CREATE TABLE blob ( sha256 BLOB NOT NULL, sha512 BLOB NOT NULL, size INTEGER NOT NULL, name TEXT NOT'
        ' NULL, secret TEXT NOT NULL, at INTEGER NOT NULL, CONSTRAINT pk_blob PRIMARY KEY (sha256) ) WITHOUT '
        'ROWID, STRICT'
    ),
    (
        'CREATE TABLE contact ( fp BLOB NOT NULL, card BLOB NOT NULL, state TEXT NOT NULL, how TEXT DEFAULT '
        "'' NOT NULL, since INTEGER NOT NULL, CONSTRAINT pk_contact PRIMARY KEY (fp) ) WITHOUT ROWID, STRICT"
    ),
    (
        'CREATE TABLE date ( record INTEGER NOT NULL, field INTEGER NOT NULL, earliest INTEGER NOT NULL, '
        'latest INTEGER NOT NULL, CONSTRAINT pk_date PRIMARY KEY (record, field, earliest) ) WITHOUT ROWID, '
        'STRICT'
    ),
    'CREATE INDEX ix_date_earliest ON date (earliest, latest, record, field)',
    (
        'CREATE TABLE field_name ( no INTEGER NOT NULL, name TEXT NOT NULL, CONSTRAINT pk_field_name PRIMARY '
        'KEY (no), UNIQUE (name) ) STRICT'
    ),
    'CREATE TABLE fts_dirty ( no INTEGER NOT NULL, CONSTRAINT pk_fts_dirty PRIMARY KEY (no) ) STRICT',
    (
        'CREATE TABLE held ( hash BLOB NOT NULL, author BLOB NOT NULL, package BLOB NOT NULL, document BLOB '
        'NOT NULL, CONSTRAINT pk_held PRIMARY KEY (hash) ) WITHOUT ROWID, STRICT'
    ),
    (
        'CREATE TABLE link ( record INTEGER NOT NULL, field INTEGER NOT NULL, target INTEGER NOT NULL, '
        'CONSTRAINT pk_link PRIMARY KEY (record, field, target) ) WITHOUT ROWID, STRICT'
    ),
    'CREATE INDEX ix_link_target ON link (target, field, record)',
    (
        'CREATE TABLE package ( no INTEGER NOT NULL, id BLOB NOT NULL, sha256 BLOB NOT NULL, sender BLOB NOT '
        'NULL, seq INTEGER NOT NULL, manifest BLOB NOT NULL, taken INTEGER NOT NULL, keeps_protection INTEGER'
        " DEFAULT '1' NOT NULL, imported_at INTEGER NOT NULL, CONSTRAINT pk_package PRIMARY KEY (no), UNIQUE "
        '(id) ) STRICT'
    ),
    (
        'CREATE TABLE record_type ( no INTEGER NOT NULL, name TEXT NOT NULL, CONSTRAINT pk_record_type '
        'PRIMARY KEY (no), UNIQUE (name) ) STRICT'
    ),
    (
        'CREATE TABLE sent ( no INTEGER NOT NULL, id BLOB NOT NULL, sha256 BLOB NOT NULL, seq INTEGER NOT '
        'NULL, manifest BLOB NOT NULL, at INTEGER NOT NULL, CONSTRAINT pk_sent PRIMARY KEY (no), UNIQUE (id) '
        ') STRICT'
    ),
    (
        'CREATE TABLE setting ( "key" TEXT NOT NULL, value BLOB NOT NULL, CONSTRAINT pk_setting PRIMARY KEY '
        '("key") ) WITHOUT ROWID, STRICT'
    ),
    (
        'CREATE TABLE "view" ( one INTEGER NOT NULL, fingerprint BLOB NOT NULL, version INTEGER NOT NULL, '
        'CONSTRAINT pk_view PRIMARY KEY (one) ) STRICT'
    ),
    (
        'CREATE TABLE waiting ( hash BLOB NOT NULL, record INTEGER NOT NULL, CONSTRAINT pk_waiting PRIMARY '
        'KEY (hash, record) ) WITHOUT ROWID, STRICT'
    ),
    (
        'CREATE TABLE changeset ( no INTEGER NOT NULL, hash BLOB NOT NULL, author INTEGER NOT NULL, life BLOB'
        ' NOT NULL, counter INTEGER NOT NULL, hlc INTEGER NOT NULL, own INTEGER NOT NULL, cause TEXT NOT '
        'NULL, header BLOB NOT NULL, signature BLOB NOT NULL, size INTEGER NOT NULL, title_status INTEGER NOT'
        ' NULL, title TEXT NOT NULL, title_salt BLOB NOT NULL, CONSTRAINT pk_changeset PRIMARY KEY (no), '
        'UNIQUE (hash), FOREIGN KEY(author) REFERENCES author (no) ) STRICT'
    ),
    'CREATE INDEX ix_changeset_writer ON changeset (author, life, counter)',
    (
        'CREATE TABLE record ( no INTEGER NOT NULL, type INTEGER NOT NULL, id BLOB NOT NULL, flags INTEGER '
        "DEFAULT '0' NOT NULL, heads BLOB DEFAULT (x'') NOT NULL, CONSTRAINT pk_record PRIMARY KEY (no), "
        'FOREIGN KEY(type) REFERENCES record_type (no) ) STRICT'
    ),
    'CREATE UNIQUE INDEX ux_record_id_type ON record (id, type)',
    (
        'CREATE TABLE switched_off ( no INTEGER NOT NULL, author INTEGER NOT NULL, life BLOB NOT NULL, first '
        'INTEGER NOT NULL, last INTEGER NOT NULL, reason TEXT NOT NULL, CONSTRAINT pk_switched_off PRIMARY '
        'KEY (no), FOREIGN KEY(author) REFERENCES author (no) ) STRICT'
    ),
    (
        'CREATE TABLE change ( no INTEGER NOT NULL, changeset INTEGER NOT NULL, record INTEGER NOT NULL, hash'
        ' BLOB NOT NULL, position INTEGER NOT NULL, header BLOB NOT NULL, body BLOB NOT NULL, proof BLOB, '
        'skeleton INTEGER NOT NULL, CONSTRAINT pk_change PRIMARY KEY (no), FOREIGN KEY(changeset) REFERENCES '
        'changeset (no), FOREIGN KEY(record) REFERENCES record (no) ) STRICT'
    ),
    'CREATE INDEX ix_change_changeset ON change (changeset)',
    'CREATE INDEX ix_change_hash ON change (hash)',
    'CREATE INDEX ix_change_record ON change (record)',
    (
        'CREATE TABLE delivery ( package INTEGER NOT NULL, change INTEGER NOT NULL, live INTEGER NOT NULL, '
        'CONSTRAINT pk_delivery PRIMARY KEY (package, change), FOREIGN KEY(package) REFERENCES package (no), '
        'FOREIGN KEY(change) REFERENCES change (no) ) WITHOUT ROWID, STRICT'
    ),
    'CREATE INDEX ix_delivery_change ON delivery (change, package)',
    (
        "CREATE VIRTUAL TABLE fts USING fts5(title, body, content='', contentless_delete=1, prefix='2 3', "
        "tokenize='unicode61 remove_diacritics 0')"
    ),
    "INSERT INTO record_type VALUES (0, '')",
)


def upgrade() -> None:
    """Make every table of the frame."""
    for statement in STATEMENTS:
        op.execute(statement)
