"""What is kept aside comes in pieces, and perhaps once more, fuller, in a later file: each is kept. Frozen."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    "ALTER TABLE held RENAME TO held_whole",
    (
        "CREATE TABLE held ( hash BLOB NOT NULL, package BLOB NOT NULL, piece INTEGER NOT NULL, author BLOB NOT NULL, "
        "document BLOB NOT NULL, CONSTRAINT pk_held PRIMARY KEY (hash, package, piece) ) WITHOUT ROWID, STRICT"
    ),
    "INSERT INTO held SELECT hash, package, 0, author, document FROM held_whole",
    "DROP TABLE held_whole",
)


def upgrade() -> None:
    """Make room for the pieces; what was kept aside stays."""
    for statement in STATEMENTS:
        op.execute(statement)
